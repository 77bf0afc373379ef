"""Histories told in sentences and on printed forms, under titles with formal numbers."""

from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.glyphs import Run
from hr_recruit_plugin.engines.resume.paragraphs import join_wrapped
from hr_recruit_plugin.engines.resume.rows import Row
from hr_recruit_plugin.engines.resume.sections import heading_kind
from hr_recruit_plugin.engines.resume.wrapping import unwrapped

AS_OF = date(2026, 12, 1)
HEAD = "王晓梅\n女 | 1990年5月 | 13800001234 | wang@example.com\n"


def read(text: str) -> dict[str, Any]:
    return parse((HEAD + text).encode(), "resume.txt", as_of=AS_OF).plain()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("任职经过", "work"),
        ("▓ 学习经过", "education"),
        ("叁 获奖情况", "awards"),
        ("伍专业技能", "skills"),
        ("院校", "education"),
        ("在职学历教育", "education"),
        ("著作与课题", "publications"),
        ("此致　敬礼", "other"),
    ],
)
def test_titles_with_formal_numbers_blocks_and_passages_are_known(title: str, kind: str) -> None:
    assert heading_kind(title) == kind


def test_a_number_set_apart_belongs_to_its_title_and_not_to_the_first_entry() -> None:
    schools = read("贰  教育经历\n2011.09-2016.06  白鹭医科大学  麻醉学  本科\n叁  专业技能\n气管插管、动脉穿刺\n")[
        "education"
    ]
    assert [(s["school"], s["major"]) for s in schools] == [("白鹭医科大学", "麻醉学")]


def test_clauses_of_one_sentence_are_entries_of_their_own() -> None:
    told = read(
        "2007年9月至2010年6月就读于东屏卫生学校康复技术专业，中专；2011年3月至2014年1月就读于白鹭医学院康复治疗学专业，本科（函授）。\n"
        "自2010年8月至2016年3月在东屏县康复医院康复科担任技士，2016年4月至今在新港市中心医院康复医学科担任技师。\n"
        "个人专长：针刀、牵引\n为人诚恳，责任心强。\n"
    )
    assert [(s["school"], s["degree"], s["start"]) for s in told["education"]] == [
        ("白鹭医学院", "bachelor", "2011-03"),
        ("东屏卫生学校", "secondary", "2007-09"),
    ]
    assert [(w["organisation"], w["start"], w["end"]) for w in told["work"]] == [
        ("新港市中心医院", "2016-04", None),
        ("东屏县康复医院", "2010-08", "2016-03"),
    ]
    assert told["skills"] == ["针刀", "牵引"]


def test_the_questions_of_a_printed_form_are_no_answers() -> None:
    told = read(
        "个人履历\n自何年何月至何年何月  在何单位（学校）任何职\n"
        "2003.9-2007.6  白鹭医学院口腔医学专业学习（本科）\n2007.8-至今  新港口腔医院 牙周科 医师\n"
    )
    assert [(s["school"], s["major"]) for s in told["education"]] == [("白鹭医学院", "口腔医学")]
    assert len(told["work"]) == 1


def test_a_department_that_begins_like_a_duty_is_a_department() -> None:
    [post] = read("工作经历\n2015.07-至今  新港云图科技有限公司\n设计部 | 软件工程师\n")["work"]
    assert (post["department"], post["position"]) == ("设计部", "软件工程师")


def test_where_titles_stand_in_brackets_an_unforeseen_one_ends_the_skills() -> None:
    told = read(
        "【教育经历】\n2011.09-2016.06  白鹭医科大学  麻醉学  本科\n【专业技能】\n气管插管\n【通勤说明】\n可住院内宿舍\n"
    )
    assert told["skills"] == ["气管插管"]


def test_a_duty_in_one_cell_does_not_hide_the_next_cell() -> None:
    table = (
        "<h3>工作经历</h3><table><tr><td>2015-03 到 2019-05</td><td>新港市立医院<br>完成每日巡视。</td><td>骨科护士</td></tr>"
        "<tr><td>2019-06 到 现在</td><td>东屏县医院<br>负责夜间值守。</td><td>外科护士</td></tr></table>"
    )
    page = f"<html><body><p>王晓梅</p><p>13800001234</p>{table}</body></html>"
    work = parse(page.encode(), "resume.html", as_of=AS_OF).plain()["work"]
    assert [(w["department"], w["position"]) for w in work] == [("外科", "护士"), ("骨科", "护士")]


def test_one_character_alone_under_a_long_line_belongs_to_it() -> None:
    lines = ["2015.03-2019.05  康复医学科  物理治疗", "师", "此外有三年门诊经验的康复治疗技术人员", "男"]
    assert unwrapped(lines) == ["2015.03-2019.05  康复医学科  物理治疗师", *lines[2:]]


def test_a_period_broken_between_its_two_dates_is_whole_again() -> None:
    rows = [_row("后于2011年9月", 90), _row("至2014年6月就读于白鹭医学院。", 66, 1)]
    assert [row.text for row in join_wrapped(rows, 500)] == ["后于2011年9月至2014年6月就读于白鹭医学院。"]


def test_a_paragraph_set_in_by_two_characters_goes_on_at_the_margin() -> None:
    rows = [_row("长" * 34, 90), _row("医学院毕业", 66, 1)]
    assert len(join_wrapped(rows, 90 + 34 * 12)) == 1


def test_a_duty_under_a_dated_entry_is_no_rest_of_its_last_column() -> None:
    entry = Row([*_row("2015.3-2019.5", 60).runs, *_row("新港市立医院", 260).runs, *_row("见习护士", 450).runs])
    assert len(join_wrapped([entry, _row("负责清点物品，做好交接班记录", 84, 1)], 498)) == 2


def _row(text: str, left: float, number: int = 0) -> Row:
    top = 100.0 + 18 * number
    boxes = [(left + 12 * i, top, left + 12 * (i + 1), top + 12) for i in range(len(text))]
    return Row([Run(text, left, top, boxes[-1][2], top + 12, boxes)])


def test_the_day_a_school_was_left_is_its_clause_s_period_and_not_the_next_post_s() -> None:
    told = read(
        "个人经历\n本人2012年6月毕业于白鹭医学院护理学专业，本科学历。2012年7月至2018年5月在新港市中心医院骨科任护士。\n"
    )
    [school], [post] = told["education"], told["work"]
    assert (school["school"], school["major"], school["end"]) == ("白鹭医学院", "护理学", "2012-06")
    assert (post["organisation"], post["start"], post["end"]) == ("新港市中心医院", "2012-07", "2018-05")
