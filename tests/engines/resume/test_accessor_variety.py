"""Accessor variety: a boundary shows where many different characters follow; a line never counts as its own witness."""

from __future__ import annotations

from benchmarks.accessor_variety import Variety, rows


def test_a_run_that_many_things_follow_ends_a_word() -> None:
    texts = ["任云图总经理", "任云图采购员", "任云图审计员"]
    found = list(rows(texts, Variety(texts), trained=False))
    assert "b22" in found[0][2]  # 云图 is followed by three characters: 2-3
    assert "bn233" in found[0][2]


def test_a_trained_line_is_no_witness_of_its_own_neighbourhood() -> None:
    texts = ["任云图总经理", "任云图采购员"]
    found = list(rows(texts, Variety(texts), trained=True))
    assert "b20" in found[0][2]


def test_what_no_text_holds_has_no_variety() -> None:
    found = list(rows(["新词"], Variety(), trained=False))
    assert "b20" in found[0][1]
