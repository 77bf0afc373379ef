"""Lots that anybody can draw again."""

from __future__ import annotations

import hashlib
import subprocess
from collections import Counter

import pytest
from click.testing import CliRunner

from hr_recruit_plugin.cli import main
from hr_recruit_plugin.engines import draw

ITEMS = ["A1", "A2", "A3", "A4"]


def test_the_order_is_that_of_plain_sha256() -> None:
    by_hand = sorted(ITEMS, key=lambda i: hashlib.sha256(f"abc:春江花月:1:{i}".encode()).hexdigest())
    assert draw.order("abc", "春江花月", ITEMS) == by_hand
    assert draw.order("abc", "春江花月", reversed(ITEMS)) == by_hand


def test_a_shell_computes_the_same() -> None:
    said = subprocess.run(["sha256sum"], input=b"abc:w:2:A1", capture_output=True, check=True).stdout
    assert said.decode().split()[0] == draw.key("abc", "w", "A1", 2)


def test_every_order_comes_out_about_as_often() -> None:
    counts = Counter(tuple(draw.order(f"seed {n}", "w", ["a", "b", "c"])) for n in range(6000))
    assert len(counts) == 6
    # Chi-square with 5 degrees of freedom: 20.5 is the 0.1 % point; the seeds are fixed, so this never flickers.
    assert sum((c - 1000) ** 2 / 1000 for c in counts.values()) < 20.5


def test_an_item_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw.order("s", "w", ["a", "a"])


def test_lots_are_drawn_again_until_the_rules_are_kept() -> None:
    def nobody_at_home(found: dict[str, list[str]]) -> bool:
        return all(item != place for item, place in zip(found["g"], ["a", "b", "c"], strict=True))

    found = draw.first_allowed("s", "w", {"g": ["a", "b", "c"]}, nobody_at_home)
    assert found is not None
    number, lots = found
    assert nobody_at_home(lots)
    assert not any(nobody_at_home(draw.lots("s", "w", {"g": ["a", "b", "c"]}, n)) for n in range(1, number))
    assert draw.first_allowed("s", "w", {"g": ["a"]}, lambda found: False) is None


def test_a_changed_record_has_another_digest() -> None:
    assert draw.digest({"a": 1, "b": "甲"}) == draw.digest({"b": "甲", "a": 1}) != draw.digest({"a": 2, "b": "甲"})


def test_the_command_draws_and_verifies() -> None:
    run = CliRunner().invoke(main, ["draw", *ITEMS, "--seed", "abc", "--words", "w", "--verify", draw.promise("abc")])
    assert run.exit_code == 0
    assert [line.split("\t")[1] for line in run.stdout.splitlines()] == draw.order("abc", "w", ITEMS)
    wrong = CliRunner().invoke(main, ["draw", "A1", "--seed", "abd", "--verify", draw.promise("abc")])
    assert (wrong.exit_code, "对不上" in wrong.output) == (1, True)
    assert CliRunner().invoke(main, ["draw", "A1", "A1", "--seed", "x"]).exit_code == 2
