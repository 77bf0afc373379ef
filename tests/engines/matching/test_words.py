"""Finding words where Chinese and Latin script meet."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hr_recruit_plugin.engines.matching.words import fold, misspelt, pattern


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("ICU", "重症监护ICU工作3年"),
        ("icu", "ＩＣＵ3年"),
        ("Python", "熟练Python3开发"),
        ("HL7 FHIR", "HL7-FHIR接口"),
        ("C++", "C++、Java"),
        ("心肺复苏", "心 肺 复 苏"),
        ("Ventilator", "ventilators"),
        ("PICC", "PICC维护"),
    ],
)
def test_word_is_found(word, text):
    assert pattern([word]).search(fold(text))


@pytest.mark.parametrize(
    ("word", "text"),
    [("AI", "Training"), ("C", "C++"), ("Java", "JavaScript"), ("HL7", "HL72"), ("ICU", "NICU护理"), ("CT", "PICCT")],
)
def test_part_of_another_word_is_not(word, text):
    assert not pattern([word]).search(fold(text))


def test_nothing_finds_nothing():
    assert not pattern([]).search("anything")
    assert not pattern([" - "]).search("a - b")


@given(st.text(min_size=1, max_size=12), st.text(max_size=30))
def test_any_word_makes_a_pattern(word, text):
    assert pattern([word]).search(fold(text)) is None or fold(word)


@pytest.mark.parametrize(("word", "text"), [("Kubernetes", "kubernets"), ("Venipuncture", "venepuncture")])
def test_one_keystroke_is_forgiven(word, text):
    assert misspelt([word], text) == text


@pytest.mark.parametrize(
    ("word", "text"),
    [("hyperthyroidism", "hypothyroidism"), ("CRRT", "crr"), ("Cardiology", "radiology"), ("护理学", "护里学")],
)
def test_another_word_is_not_a_slip(word, text):
    assert misspelt([word], text) is None
