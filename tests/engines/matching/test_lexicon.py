"""The hospital's words, and a hospital's own beside them."""

import pytest

from hr_recruit_plugin.engines.matching import Lexicon, LexiconError
from hr_recruit_plugin.engines.matching.words import fold


@pytest.fixture
def shipped():
    return Lexicon.load()


def test_shipped_synonyms(shipped):
    assert {"深静脉置管", "静脉穿刺"} <= set(shipped.synonyms("skills", "picc"))
    assert "ICU" in shipped.synonyms("departments", "重症监护")
    assert shipped.synonyms("skills", "没有的词") == ()


@pytest.mark.parametrize("section", ["skills", "majors", "departments"])
def test_no_word_stands_in_two_groups(shipped, section):
    words = [fold(word) for group in getattr(shipped, section) for word in group]
    assert len(words) == len(set(words))


def test_every_title_finds_its_own_rung(shipped):
    for ladder, groups in shipped.titles.items():
        for level, group in enumerate(groups):
            for name in group:
                rung = shipped.rung(name)
                assert (rung.ladder, rung.level) == (ladder, level), name


def test_extra_words_join_the_group_they_share(shipped):
    mine = Lexicon.load({"skills": [["CRRT", "床旁血液净化"]], "departments": [["重症医学科", "ICU二区"]]})
    assert "CRRT护理" in mine.synonyms("skills", "床旁血液净化")
    assert "Intensive Care Unit" in mine.synonyms("departments", "ICU二区")
    assert shipped.synonyms("skills", "床旁血液净化") == ()


def test_extra_title_takes_the_place_of_its_neighbour():
    mine = Lexicon.load({"titles": {"nursing": [["主管护师", "护理师长"]], "cook": [["厨工"], ["厨师"]]}})
    assert mine.rung("护理师长").level == mine.rung("主管护师").level
    assert mine.rung("厨师").level == 1


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        ({"skill": []}, "unknown section 'skill'"),
        ({"skills": "PICC"}, "skills: a list"),
        ({"skills": ["PICC"]}, r"skills\[1\]"),
        ({"skills": [["PICC", ""]]}, r"skills\[1\].*not ''"),
        ({"titles": {"nursing": [["护理师长"]]}}, r"titles.nursing\[1\]: name a title"),
        ({"titles": []}, "titles: an object"),
        ({"licences": {"driver": ["驾照"]}}, "unknown kind 'driver'"),
    ],
)
def test_wrong_words_are_refused_with_their_place(extra, said):
    with pytest.raises(LexiconError, match=said):
        Lexicon.load(extra)
