"""The ResumeNER benchmark: reading, voting and counting. The data itself is not part of the project."""

from __future__ import annotations

from pathlib import Path

from benchmarks.accessor_variety import Variety
from benchmarks.resume_ner import bare, counts, f1, plain, read, varied
from benchmarks.voting import best, decode


def test_a_blank_line_ends_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "dev.char.bmes").write_text("周 B-NAME\n宁 E-NAME\n\n\n女 O\n", encoding="utf-8")
    assert read(tmp_path / "dev.char.bmes") == [("周宁", ["B-NAME", "E-NAME"]), ("女", ["O"])]


def test_every_learner_sees_every_character() -> None:
    for see in (plain, bare, varied):
        assert [len(line) for line in see(["任护士长", "女"], Variety(), True)] == [4, 1]


def test_a_wrong_end_counts_against_both() -> None:
    counted = counts([{("ORG", 0, 3), ("NAME", 5, 7)}], [{("ORG", 0, 4), ("NAME", 5, 7)}])
    assert counted == {"NAME": (1, 1, 1), "ORG": (0, 1, 1), "all": (1, 2, 2)}
    assert f1(*counted["all"]) == 50.0


def test_a_run_that_begins_ends() -> None:
    scores = [{"O": -2.0, "B-A": -0.1, "E-A": -3.0}, {"O": -0.1, "B-A": -4.0, "E-A": -0.5}]
    assert best(scores) == ["B-A", "E-A"]
    assert best([]) == []


def test_the_surer_of_two_decides() -> None:
    one = [[{"O": 0.45, "S-A": 0.55}]]
    other = [[{"O": 0.95, "S-A": 0.05}]]
    assert list(decode([one, other])) == [["O"]]
