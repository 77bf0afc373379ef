"""The resumes by authors who did not know the reader stay read; scans are left to the benchmark."""

import json
from pathlib import Path

import pytest

from benchmarks.resume_accuracy import AS_OF, JUDGED, UNKNOWN, UNMENDED
from benchmarks.score_resumes import score
from hr_recruit_plugin.engines.resume import parse

MENDED = [folder for folder in UNKNOWN if folder.name not in UNMENDED]


@pytest.mark.parametrize("folder", MENDED, ids=lambda folder: folder.name)
def test_a_set_is_still_read(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()]
    gold = {row["file"]: row for row in rows if "_scan-" not in row["file"]}
    read = {name: parse((folder / name).read_bytes(), name, as_of=AS_OF).plain() for name in gold}
    report, _ = score(gold, read)
    missed = {
        name: value
        for name, (figure, goal) in JUDGED.items()
        if goal is not None and (value := figure(report)) is not None and 100 * value < goal
    }
    assert len(gold) >= 50
    assert not missed
    assert report["micro"]["f1"] >= 0.98  # as mended; the goal for an unknown resume is 0.95
