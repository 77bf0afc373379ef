"""Field accuracy of the resume reader, with the published scorer.

``python -m benchmarks.resume_accuracy`` reads ``tests/data/resumes``; with ``--generated N`` it also writes N resumes in the
generator's own designs (``--held-out`` for those kept back while the rules were written) and scores them the same way.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from hr_recruit_plugin.engines.resume import ResumeRefused
from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

ROOT = Path(__file__).resolve().parents[1]
RESUMES = ROOT / "tests" / "data" / "resumes"
AS_OF = date(2026, 12, 1)


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


def score(folder: Path, names: list[str], workers: int, errors: int) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "predicted.jsonl"
        predict(folder, names, out, workers)
        scorer = [sys.executable, str(ROOT / "benchmarks" / "score_resumes.py"), str(folder / "gold.jsonl"), str(out)]
        subprocess.run([*scorer, "--errors", str(errors)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=RESUMES)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--seed", type=int, default=2026)
    args = parser.parse_args()
    print(f"== {args.folder.name}")
    score(args.folder, gold_files(args.folder), args.workers, args.errors)
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
            print(f"== generated{' held-out' if args.held_out else ''} designs")
            score(folder, gold_files(folder), args.workers, args.errors)


if __name__ == "__main__":
    main()
