"""Where rules are in doubt, the CRF proposes; where they are not, it is not asked."""

from __future__ import annotations

from datetime import date
from unittest.mock import patch

import pytest

from hr_recruit_plugin.engines.resume import ParsedResume, crf, parse, proposals
from hr_recruit_plugin.engines.resume.sandbox import ReaderPool

AS_OF = date(2026, 12, 1)


def read(*lines: str) -> ParsedResume:
    return parse("\n".join(("周文静", "女 | 1990.05 | 13600001234", *lines)).encode(), "resume.txt", as_of=AS_OF)


def test_a_bracketed_department_leaves_the_hospital() -> None:
    work = read("工作经历", "云关大学附属第二医院（血透室）护士    2015.07-2019.03").work.value[0]
    assert (work.organisation, work.department, work.position) == ("云关大学附属第二医院", "血透室", "护士")


def test_a_place_in_brackets_stays_in_the_companys_name() -> None:
    work = read(
        "工作经历", "2016年07月——2019年12月  永定慧影医疗科技（永定）有限公司  信息中心  高级算法工程师"
    ).work.value[0]
    assert work.organisation == "永定慧影医疗科技（永定）有限公司"


def test_a_verb_is_not_part_of_the_major() -> None:
    school = read("教育背景", "2011.09-2015.06，在南河医科大学学习麻醉学，获学士学位").education.value[0]
    assert (school.school, school.major) == ("南河医科大学", "麻醉学")


def test_what_was_proposed_is_less_sure_and_has_evidence() -> None:
    post = read("工作经历", "云关大学附属第二医院（血透室）护士    2015.07-2019.03").work.value[0]
    assert post.confidence <= proposals.CONFIDENCE
    assert "血透室" in post.evidence[0].text


def test_content_rules_ask_nobody() -> None:
    with patch.object(crf, "mentions", side_effect=AssertionError("asked")):
        parsed = read(
            "工作经历",
            "2015.07-2019.03  云关市人民医院  急诊科  护士",
            "教育背景",
            "2011.09-2015.06  南河医科大学  护理学  本科",
        )
    assert parsed.work.value[0].department == "急诊科"
    assert parsed.education.value[0].major == "护理学"


@pytest.mark.parametrize("silent", [True, False])
def test_a_label_is_the_last_word(silent: bool) -> None:
    lines = ("工作经历", "单位：云图数据（平台组）", "职务：护士", "时间：2015.07-2019.03")
    with patch.object(crf, "mentions", return_value=()) if silent else patch.object(proposals, "SURE", 0.0):
        work = read(*lines).work.value[0]
    assert work.position == "护士"


def test_a_model_that_says_nothing_changes_nothing() -> None:
    lines = ("教育背景", "2011.09-2015.06，在南河医科大学学习麻醉学，获学士学位")
    with patch.object(crf, "mentions", return_value=()):
        assert read(*lines).education.value[0].school == "南河医科大学"


def test_english_lines_are_not_for_the_model() -> None:
    with patch.object(crf, "mentions", side_effect=AssertionError("asked")):
        parsed = read("Work Experience", "Staff Nurse, Lakeside Clinic    2015.07-2019.03")
    assert parsed.work.value


def test_the_model_is_read_inside_a_reader_process() -> None:
    text = "周文静\n女 | 1990.05 | 13600001234\n工作经历\n云关大学附属第二医院（血透室）护士    2015.07-2019.03\n"
    with ReaderPool(1) as pool:
        ((_, parsed),) = pool.map([("resume.txt", text.encode())], AS_OF)
    assert isinstance(parsed, ParsedResume)
    assert parsed.work.value[0].department == "血透室"


def test_a_name_among_other_words_is_found() -> None:
    text = "我叫丘茗澜，女，一名工作五年的护士。\n电话 13600001234\n工作经历\n2015.07-2019.03  云关市人民医院  急诊科  护士\n"
    assert parse(text.encode(), "resume.txt", as_of=AS_OF).name.value == "丘茗澜"
