"""What the shipped CRF adds to the rules of the resume reader: the same documents, read with it and without it.

``python -m benchmarks.resume_crf [--folder FOLDER …] [--generated N]``: each FOLDER holds documents and ``gold.jsonl``; by default
the resumes of ``tests/data/resumes`` and N generated ones in held-out designs. Documents are opened once; the fields are then
taken from them twice. Prints micro F1 and the fields that differ, how often the model was asked, and its CPU time a resume.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parent))

import score_resumes as scorer

from benchmarks.resume_accuracy import AS_OF, RESUMES, ROOT
from hr_recruit_plugin.engines.resume import DEFAULT_LIMITS, ResumeRefused, crf
from hr_recruit_plugin.engines.resume.document import Document
from hr_recruit_plugin.engines.resume.extract import extract
from hr_recruit_plugin.engines.resume.reading import read_document

Fields = dict[str, Any]


class Asked:
    """Counts what the model is asked, and its CPU time."""

    def __init__(self, *, silent: bool) -> None:
        self.silent, self.calls, self.seconds = silent, 0, 0.0
        self._mentions = crf.mentions

    def __call__(self, key: str) -> tuple[crf.Mention, ...]:
        if self.silent:
            return ()
        begun = time.process_time()
        found = self._mentions(key)
        self.calls, self.seconds = self.calls + 1, self.seconds + time.process_time() - begun
        return found


def documents(folder: Path) -> Iterator[tuple[Fields, Document]]:
    """Gold and lines of every document of the folder that can be read."""
    for row in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        gold = json.loads(row)
        try:
            yield gold, read_document((folder / gold["file"]).read_bytes(), gold["file"], DEFAULT_LIMITS, ocr=True)
        except ResumeRefused as refused:
            print(f"{gold['file']}: refused: {refused}")


def read(document: Document, asked: Asked) -> Fields:
    with patch.object(crf, "mentions", asked):
        return extract(document, AS_OF).plain()


def compare(folder: Path, title: str, show: int) -> None:
    """Print one block for a folder."""
    crf.mentions("预热")
    rules, both = Asked(silent=True), Asked(silent=False)
    golds, without, with_model = {}, {}, {}
    for gold, document in documents(folder):
        name = gold["file"]
        golds[name] = gold
        without[name], with_model[name] = read(document, rules), read(document, both)
    alone, _ = scorer.score(golds, without)
    together, _ = scorer.score(golds, with_model)
    print(f"== {title}: {len(golds)} resumes")
    print(f"{'':24}{'rules alone':>13}{'with the CRF':>14}")
    for label, figures in _rows(alone, together):
        print(f"{label:24}{figures[0]:13.2f}{figures[1]:14.2f}")
    count = max(len(golds), 1)
    print(f"asked {both.calls / count:.2f} times a resume, {1000 * both.seconds / count:.3f} ms of CPU a resume")
    changed = Counter(key for name in golds for key in without[name] if without[name][key] != with_model[name][key])
    print("fields that differ: " + (", ".join(f"{key} {times}" for key, times in changed.items()) or "none") + "\n")
    for name in [n for n in golds if without[n] != with_model[n]][:show]:
        for key in [k for k in without[name] if without[name][k] != with_model[name][k]]:
            print(
                f"{name} {key}\n  rules {without[name][key]}\n  both  {with_model[name][key]}\n  gold  {golds[name].get(key)}"
            )


def _rows(alone: Fields, together: Fields) -> Iterator[tuple[str, tuple[float, float]]]:
    yield "micro F1", (100 * alone["micro"]["f1"], 100 * together["micro"]["f1"])
    for group, keys in (("whole_entries", ("work", "education")), ("fields", ("name", "work.organisation", "work.department", "work.position", "education.major"))):  # fmt: skip
        for key in keys:
            first, second = (report[group][key]["f1"] or 0.0 for report in (alone, together))
            yield ("whole " if group == "whole_entries" else "") + key, (100 * first, 100 * second)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, nargs="*", default=[])
    parser.add_argument("--generated", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the differences of N resumes")
    args = parser.parse_args()
    for folder in args.folder or [RESUMES]:
        compare(folder, folder.name, args.show)
    if args.generated:
        with tempfile.TemporaryDirectory() as scratch:
            command = [sys.executable, "-m", "benchmarks.resume_generator", scratch, "--held-out"]
            command += ["--count", str(args.generated), "--seed", str(args.seed), "--formats", "pdf,pdf,docx,txt,doc"]
            subprocess.run(command, check=True, cwd=ROOT)
            compare(Path(scratch), "held-out designs", args.show)


if __name__ == "__main__":
    main()
