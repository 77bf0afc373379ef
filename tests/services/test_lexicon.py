"""Words that admins add count in proposals and scores, with a version, and can be taken back."""

from __future__ import annotations

import time

import pytest
from flask.ctx import AppContext

from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import Application, WordGroup
from hr_recruit_plugin.services import lexicon, rating
from hr_recruit_plugin.services.unit import SYSTEM, Unit, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, submit

WISH = {"kind": "skill", "value": ["气道管理师操作"], "must": False, "weight": 2}


def test_an_added_word_is_a_synonym_in_scores(unit: Unit) -> None:
    job = open_job(unit, requirements=[WISH])
    application = unit.session.get_one(Application, submit(unit, job).application_id)
    assert (application.score, application.report["lexicon"]) == (0, lexicon.SHIPPED)
    lexicon.add(unit, "skills", "气道管理师操作，呼吸机")
    assert rating.rescore(unit, job.id) == 1
    assert application.score == 100
    version = application.report["lexicon"]
    assert version == lexicon.current(unit).version != lexicon.SHIPPED


def test_the_same_words_have_the_same_version(unit: Unit) -> None:
    row = lexicon.add(unit, "skills", "颅内压监测，ICP 监测")
    first = lexicon.current(unit).version
    lexicon.remove(unit, row.id)
    unit.session.flush()
    assert lexicon.current(unit).version == lexicon.SHIPPED
    lexicon.add(unit, "skills", "颅内压监测\nICP 监测")
    assert lexicon.current(unit).version == first


def test_groups_that_share_a_word_become_one(unit: Unit) -> None:
    lexicon.add(unit, "skills", "PICC、外周中心静脉导管维护")
    (line,) = lexicon.listing(unit, "skills", "导管维护")
    assert "静脉穿刺" in line.words and line.own[0].words == ["PICC", "外周中心静脉导管维护"]


def test_titles_join_a_rung_and_licences_a_kind(unit: Unit) -> None:
    lexicon.add(unit, "titles.nursing", "护师，护理师（初级）")
    lexicon.add(unit, "licences.other", "母婴保健合格证书")
    words = lexicon.current(unit).lexicon
    assert words.rung("护理师（初级）").name == "护师"
    assert "母婴保健合格证书" in words.licences["other"]
    assert lexicon.listing(unit, "licences.other")[0].own


def test_proposals_know_added_words(context: AppContext) -> None:
    with unit_of_work() as unit:
        lexicon.add(unit, "skills", "颅内压监测，ICP 监测")
    (found,) = lexicon.proposed(SYSTEM, "任职要求：熟悉颅内压监测")
    assert found.requirement.kind == "skill"


@pytest.mark.parametrize(
    ("section", "text", "why"),
    [
        ("skills", "只有一个", "两个"), ("skills", "", "两个"), ("nonsense", "甲，乙", "没有这一类"), ("skills", "！！，甲", "符号"),
        ("skills", "甲" * 90 + "，乙", "太长"), ("titles.nursing", "大护士长，小护士长", "同级"), ("skills", "，".join(f"词{n}" for n in range(50)), "最多"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_said(unit: Unit, section: str, text: str, why: str) -> None:
    with pytest.raises(Invalid, match=why):
        lexicon.add(unit, section, text)
    assert unit.session.query(WordGroup).count() == 0


def test_removing_twice_and_without_permission(unit: Unit, host: SmallHost) -> None:
    with pytest.raises(NotFound):
        lexicon.remove(unit, 7)
    unit.actor = host.actor("hr")
    with pytest.raises(Forbidden):
        lexicon.add(unit, "skills", "甲，乙")


def test_open_jobs_are_scored_again_in_the_background(context: AppContext) -> None:
    with unit_of_work() as unit:
        submit(unit, open_job(unit, requirements=[WISH]))
        lexicon.add(unit, "skills", "气道管理师操作，呼吸机")
        assert lexicon.stale(unit) == 1
    assert lexicon.rescore_later(SYSTEM)
    for _ in range(100):
        if (told := lexicon.progress()) and told.over:
            break
        time.sleep(0.05)
    assert (told.done, told.failed) == (1, "")
    with unit_of_work(write=False) as unit:
        assert unit.session.get_one(Application, 1).score == 100
