"""The ResumeNER benchmark: reading and counting. The data itself is not part of the project."""

from __future__ import annotations

from pathlib import Path

from benchmarks.resume_ner import counts, f1, plain, read
from hr_recruit_plugin.engines.resume.crf_features import features


def test_a_blank_line_ends_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "dev.char.bmes").write_text("周 B-NAME\n宁 E-NAME\n\n\n女 O\n", encoding="utf-8")
    assert read(tmp_path / "dev.char.bmes") == [("周宁", ["B-NAME", "E-NAME"]), ("女", ["O"])]


def test_both_see_every_character() -> None:
    assert [len(see("任护士长")) for see in (plain, features)] == [4, 4]


def test_a_wrong_end_counts_against_both() -> None:
    counted = counts([{("ORG", 0, 3), ("NAME", 5, 7)}], [{("ORG", 0, 4), ("NAME", 5, 7)}])
    assert counted == {"NAME": (1, 1, 1), "ORG": (0, 1, 1), "all": (1, 2, 2)}
    assert f1(*counted["all"]) == 50.0
