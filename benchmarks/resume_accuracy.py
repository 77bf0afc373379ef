"""Field accuracy of the resume reader, with the published scorer.

``python -m benchmarks.resume_accuracy`` reads ``tests/data/resumes``; with ``--generated N`` it also writes N resumes in the
generator's own designs (``--held-out`` for those kept back while the rules were written) and scores them the same way.
With several folders (``--folder A B C``, or ``--unknown`` for the sets whose authors did not know the reader) a line says how
each was read, beside the goals, and the report is of all together.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import score_resumes
from hr_recruit_plugin.engines.resume import ResumeRefused
from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

ROOT = Path(__file__).resolve().parents[1]
RESUMES = ROOT / "tests" / "data" / "resumes"
UNKNOWN = sorted(path for path in (ROOT / "tests" / "data" / "unknown_resumes").iterdir() if path.is_dir())
"""Sets whose authors did not know the reader."""
UNMENDED = frozenset(("4", "5"))
"""Those whose misses nobody has mended yet: what is printed of them is a first sight."""
AS_OF = date(2026, 12, 1)

Report = Mapping[str, Any]


def _field(name: str) -> Callable[[Report], float | None]:
    return lambda report: report["fields"][name]["f1"]


def _split(name: str) -> Callable[[Report], float | None]:
    return lambda report: report["splits"].get(name, {}).get("micro_f1")


# What an unknown resume is judged by: how it is called, where the scorer's report says it, and the goal.
JUDGED: dict[str, tuple[Callable[[Report], float | None], float | None]] = {
    "micro": (lambda report: report["micro"]["f1"], 95),
    "phone": (_field("phone"), 99),
    "e-mail": (_field("email"), 99),
    "ID": (_field("id_number"), 99),
    "name": (_field("name"), 97),
    "degree": (_field("highest_degree"), 97),
    "work": (lambda report: report["whole_entries"]["work"]["f1"], 80),
    "scans": (_split("format scan"), 85),
    "zh": (_split("lang zh"), None),
    "en": (_split("lang en"), None),
}


def gold_files(folder: Path) -> list[str]:
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["file"] for line in lines if line.strip()]


def predict(folder: Path, names: Iterable[str], out: Path, workers: int) -> None:
    """Read the files in worker processes and write one JSON object a line."""
    files = ((name, (folder / name).read_bytes()) for name in names)
    with ReaderPool(workers) as pool, out.open("w", encoding="utf-8") as target:
        for name, result in pool.map(files, AS_OF):
            if isinstance(result, ResumeRefused):
                print(f"{name}: refused: {result}")
                continue
            target.write(json.dumps({"file": name, **result.plain()}, ensure_ascii=False) + "\n")


def judge(gold: Path, predicted: Path) -> str:
    """One line of percentages, in the order of ``JUDGED``."""
    report, _ = score_resumes.score(score_resumes.read(gold), score_resumes.read(predicted))
    figures = [figure(report) for figure, _ in JUDGED.values()]
    return "".join("      –" if figure is None else f"{100 * figure:7.1f}" for figure in figures)


def score(folders: Sequence[Path], workers: int, errors: int) -> None:
    """Read every folder, print a line for each if they are several, then the scorer's report of all together."""
    with tempfile.TemporaryDirectory() as scratch:
        read = {folder: Path(scratch) / f"{number}.jsonl" for number, folder in enumerate(folders)}
        for folder, out in read.items():
            predict(folder, gold_files(folder), out, workers)
        gold, predicted = _joined(read, Path(scratch))
        if len(folders) > 1:
            lines = {folder.name: judge(folder / "gold.jsonl", out) for folder, out in read.items()}
            unmended = {folder: out for folder, out in read.items() if folder in UNKNOWN and folder.name in UNMENDED}
            if unmended:
                lines[f"{' and '.join(folder.name for folder in unmended)} *"] = judge(*_joined(unmended, Path(scratch)))
            lines["all together"] = judge(gold, predicted)
            lines["goal"] = "".join("       " if goal is None else f"{goal:7}" for _, goal in JUDGED.values())
            print(f"{'F1':14}" + "".join(f"{name:>7}" for name in JUDGED))
            print("\n".join(f"{name:14}{line}" for name, line in lines.items()))
            print("* at first sight: nothing in them has been mended\n" if unmended else "")
        scorer = [sys.executable, str(ROOT / "benchmarks" / "score_resumes.py"), str(gold), str(predicted)]
        subprocess.run([*scorer, "--errors", str(errors)], check=True)


def _joined(read: Mapping[Path, Path], scratch: Path) -> tuple[Path, Path]:
    """The gold of several folders, and what was read of them, each in one file."""
    name = "+".join(path.stem for path in read.values())
    gold, predicted = scratch / f"gold-{name}.jsonl", scratch / f"predicted-{name}.jsonl"
    for whole, parts in ((gold, [folder / "gold.jsonl" for folder in read]), (predicted, list(read.values()))):
        whole.write_text("\n".join(part.read_text(encoding="utf-8").strip() for part in parts) + "\n", encoding="utf-8")
    return gold, predicted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, nargs="+", default=[RESUMES])
    parser.add_argument("--unknown", dest="folder", action="store_const", const=UNKNOWN)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    print(f"== {', '.join(folder.name for folder in args.folder)}", flush=True)
    score(args.folder, args.workers, args.errors)
    if args.generated:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            command = [
                sys.executable,
                "-m",
                "benchmarks.resume_generator",
                str(folder),
                "--count",
                str(args.generated),
            ]
            command += ["--seed", str(args.seed), "--formats", "pdf,pdf,pdf,docx,txt,doc,scan"]
            subprocess.run(command + (["--held-out"] if args.held_out else []), check=True, cwd=ROOT)
            print(f"== generated{' held-out' if args.held_out else ''} designs", flush=True)
            score([folder], args.workers, args.errors)


if __name__ == "__main__":
    main()
