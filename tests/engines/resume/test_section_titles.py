"""Titles of sections: those that say little, those that only look like one, and where a section ends without any."""

from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.document import Document, Line, Span
from hr_recruit_plugin.engines.resume.parts import cut_parts
from hr_recruit_plugin.engines.resume.sections import heading_kind

AS_OF = date(2026, 12, 1)


def read(text: str, name: str = "resume.txt") -> dict[str, Any]:
    return parse(text.encode(), name, as_of=AS_OF).plain()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("三、学历与学位", "education"),
        ("海外进修", "training"),
        ("家庭与社会关系", "family"),
        ("社会关系", "family"),
        ("我的证书", "licences"),
        ("证照清单", "licences"),
        ("Application for Employment", None),
        ("Nursing Employment", "work"),
    ],
)
def test_titles(title: str, kind: str | None) -> None:
    assert heading_kind(title) == kind


def test_words_between_marks_open_sections() -> None:
    plain = read(
        "陆清源\n13800001234\n== 工作 ==\n2019.03-至今，青川市人民医院（骨科），护士\n"
        "== 学历 ==\n2015.09-2018.06，云海医学院，护理学，本科\n"
    )
    assert [(w["organisation"], w["department"], w["position"]) for w in plain["work"]] == [
        ("青川市人民医院", "骨科", "护士")
    ]
    assert [(e["school"], e["major"], e["degree"]) for e in plain["education"]] == [
        ("云海医学院", "护理学", "bachelor")
    ]


def test_degrees_above_a_degree_are_a_label() -> None:
    plain = read("陆清源\n13800001234\n学历与学位\n硕士\n工作经历\n2019.03-至今  青川市人民医院  骨科  护士\n")
    assert plain["highest_degree"] == "master"
    assert plain["education"] == []


def printed(*lines: tuple[str, float, int]) -> list[tuple[str | None, list[str]]]:
    """The sections of lines with a font size and a column each."""
    document = Document.assemble([Line([Span(t, size=size)], block=block) for t, size, block in lines], ())
    parts = [(part.kind, [document.text[c.start : c.end] for c in part.lines]) for part in cut_parts(document)]
    return [part for part in parts if part[1]]


def test_the_name_in_large_letters_ends_the_column_read_before_it() -> None:
    parts = printed(
        ("SKILLS", 11, 0),
        ("Wound care", 9, 0),
        ("LANGUAGES", 11, 0),
        ("English", 9, 0),
        ("Mingxia Tao", 25, 1),
        ("Chief Pharmacist", 12, 1),
        ("EXPERIENCE", 12, 1),
        ("Pharmacist, Clearwater Hospital", 10, 1),
    )
    assert ("languages", ["English"]) in parts
    assert ("basics", ["Mingxia Tao", "Chief Pharmacist"]) in parts


def test_the_post_wished_for_at_the_top_of_a_column_is_no_skill() -> None:
    parts = printed(
        ("专业技能", 12, 0), ("血液透析", 9, 0), ("意向岗位：护理岗", 10, 1), ("工作经历", 12, 1), ("护士", 10, 1)
    )
    assert ("skills", ["血液透析"]) in parts


def page(*rows: str) -> dict[str, Any]:
    table = "".join(f"<tr>{row}</tr>" for row in rows)
    return read(
        f"<html><body><p>陆清源 13800001234</p><h2>工作经历</h2><table>{table}</table></body></html>", "r.html"
    )


def test_relatives_below_the_posts_are_not_posts() -> None:
    plain = page(
        "<td>时间</td><td>单位</td><td>科室</td><td>岗位</td>",
        "<td>2019.03-至今</td><td>青川市人民医院</td><td>骨科</td><td>护士</td>",
        "<td>称谓</td><td>姓名</td><td>年龄</td><td>工作单位及职务</td>",
        "<td>配偶</td><td>黄小川</td><td>39</td><td>云海市第二小学教师</td>",
    )
    assert [w["organisation"] for w in plain["work"]] == ["青川市人民医院"]


def test_a_row_of_duties_between_the_rows_of_a_table_leaves_its_header_in_force() -> None:
    plain = page(
        "<td>任职时间</td><td>医院</td><td>科室</td><td>职务</td>",
        "<td>2019.03-至今</td><td>青川市人民医院</td><td>仓储</td><td>组员</td>",
        "<td colspan=4>职责：负责出入库登记。</td>",
        "<td>2015.07-2019.02</td><td>云海市第一医院</td><td>仓储</td><td>组员</td>",
        "<td colspan=4>职责：负责盘点。</td>",
    )
    assert [(w["department"], w["position"]) for w in plain["work"]] == [("仓储", "组员")] * 2


def test_a_title_cut_into_cells_is_whole_again() -> None:
    line = Line([Span("工作", column=0), Span("历", column=1), Span("程", column=2)], table=0)
    document = Document.assemble([line, Line([Span("2019.03-至今  青川市人民医院")])], ())
    assert [part.kind for part in cut_parts(document)][-1] == "work"


def test_a_title_in_two_cells_leaves_no_word_behind() -> None:
    line = Line([Span("擅长", column=0), Span("技能", column=1)], table=0)
    document = Document.assemble([Line([Span("陆清源")]), line, Line([Span("静脉采血")])], ())
    skills = next(part for part in cut_parts(document) if part.kind == "skills")
    assert [document.text[c.start : c.end] for c in skills.lines] == ["静脉采血"]


def test_a_stockroom_is_a_department() -> None:
    [post] = read("陆清源\n13800001234\n工作经历\n2019.03-至今  青川市人民医院  血库主管技师\n")["work"]
    assert (post["department"], post["position"]) == ("血库", "主管技师")
