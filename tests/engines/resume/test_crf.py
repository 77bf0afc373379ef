"""The CRF: features of a line, and what the shipped model takes its words for."""

from __future__ import annotations

from pathlib import Path

import pytest

from hr_recruit_plugin.engines.resume import common_words, crf, crf_features
from scripts.make_common_words import chosen


def roles(key: str) -> list[tuple[str, str]]:
    return [(mention.role, key[mention.start : mention.end]) for mention in crf.mentions(key)]


def test_every_character_has_features_of_its_own_place() -> None:
    rows = crf_features.features("任护士长")
    assert len(rows) == 4
    assert {"0u护", "-1u任", "0b护士", "1u士"} <= set(rows[1])


def test_features_are_pure() -> None:
    line = "2019.07-至今 云州市第二人民医院 急诊科 护士"
    assert crf_features.features(line) == crf_features.features(line)
    assert crf_features.features("") == []


@pytest.mark.parametrize(
    ("character", "shape"), [("3", "d"), ("三", "n"), ("护", "h"), ("a", "a"), ("A", "A"), (" ", " "), ("、", "p")]
)
def test_shapes(character: str, shape: str) -> None:
    assert crf_features.shape(character) == shape


def test_a_word_of_a_lexicon_is_marked_from_its_beginning_to_its_end() -> None:
    rows = crf_features.features("获硕士学位")
    assert ["ldegree" + place in row for row, place in zip(rows[1:3], "BE", strict=True)] == [True, True]


def test_a_date_is_told_by_its_form() -> None:
    assert crf_features.features("2019年7月至今") == crf_features.features("1987年3月至今")


def test_a_character_knows_how_its_clause_ends_and_what_it_begins_after() -> None:
    rows = crf_features.features("曾在云关医院护理部工作，现任护士长")
    assert {"c工作", "k云作", "o云^"} <= set(rows[2])
    assert {"c士长", "o现，"} <= set(rows[12])


def test_common_words_are_marked_where_they_begin_and_end_with_their_part_of_speech() -> None:
    rows = crf_features.features("任财务主任")
    assert {"Wb2", "Sbn"} <= set(rows[1])
    assert {"We2", "Sen", "Wn22"} <= set(rows[2])
    assert {"Wb0", "We0", "Sb", "Sp"} <= set(rows[0])


@pytest.mark.parametrize("text", ["", "_", " \n", "a", "，，", "护", "①²", "\U00020000"])
def test_any_text_has_one_row_a_character(text: str) -> None:
    assert len(crf_features.features(text)) == len(text)


def test_the_list_of_common_words_is_whole_and_has_its_licence() -> None:
    words = common_words.common_words()
    assert len(words) > 20_000
    assert {len(word) for word in words} == {2, 3, 4}
    assert all(speech.isascii() and 1 <= len(speech) <= 2 for speech in words.values())
    assert "The MIT License" in common_words.FILE.read_text(encoding="utf-8")


def test_rare_words_single_characters_and_names_of_people_stay_out_of_the_list() -> None:
    lines = ["云关 99 ns", "护理 4000 vn", "护 9000 v", "周文静 500 nr", "主任 300 b", "A股 800 n", "心电图 100 nz"]
    assert list(chosen(lines)) == [("护理", "vn"), ("主任", "b"), ("心电图", "nz")]


def test_runs_are_whole_or_nothing() -> None:
    tags = ["B-name", "E-name", "O", "S-major", "B-name", "M-school", "E-school", "M-name"]
    assert list(crf.runs(tags)) == [("name", 0, 2), ("major", 3, 4)]


def test_the_shipped_model_knows_prose() -> None:
    assert roles("2015年7月在临川市中医院针灸科任主治医师") == [
        ("organisation", "临川市中医院"), ("department", "针灸科"), ("position", "主治医师"),
    ]  # fmt: skip


def test_probabilities_are_probabilities() -> None:
    found = crf.mentions("2011-09 至 2015-06  南河医科大学  麻醉学  本科")
    assert {mention.role for mention in found} == {"school", "major"}
    assert all(0 < mention.probability <= 1 for mention in found)


def test_long_lines_and_blanks_are_left_alone() -> None:
    assert crf.mentions("护" * (crf.LONGEST + 1)) == ()
    assert crf.mentions(" \n") == ()


def test_the_model_is_small_enough_for_the_wheel() -> None:
    assert Path(crf.MODEL).stat().st_size < 1_500_000
