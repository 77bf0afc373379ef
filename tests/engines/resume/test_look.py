"""Titles that are known by their looks, and what narrow columns, forms and cells break or carry along."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.document import Document, Line, Span
from hr_recruit_plugin.engines.resume.masking import masked
from hr_recruit_plugin.engines.resume.titles import UNFORESEEN, section_titles

AS_OF = date(2026, 12, 1)
HEAD = "陆清源\n女 | 13800001234 | lu@example.com\n"
POST = "2019.03-至今  青川市人民医院  骨科  护士\n"


def read(text: str, name: str = "resume.txt") -> dict[str, Any]:
    return parse(text.encode(), name, as_of=AS_OF).plain()


def page(*lines: tuple[str, float]) -> Document:
    return Document.assemble([Line([Span(text, size=size)]) for text, size in lines], ())


def headed(*sections: tuple[str, list[str]]) -> dict[str, Any]:
    """A Word file whose titles carry Word's own style for titles."""
    document = docx.Document()
    document.add_paragraph("陆清源")
    document.add_paragraph("手机：13800001234")
    for title, lines in sections:
        document.add_heading(title, 2)
        for line in lines:
            document.add_paragraph(line)
    stream = BytesIO()
    document.save(stream)
    return parse(stream.getvalue(), "resume.docx", as_of=AS_OF).plain()


def test_a_title_looks_as_the_other_titles_do() -> None:
    found = section_titles(
        page(
            ("陆清源", 22), ("工作经历", 13), ("2019.03-至今 青川市人民医院 护士", 10), ("自我评价", 13), ("做事细致", 10),
            ("清风徐来", 13), ("云卷云舒", 10), ("静脉采血", 10),
        )
    )  # fmt: skip
    assert {found.get(n) for n in (1, 3, 5)} == {"work", "summary", UNFORESEEN}
    assert not {0, 6, 7} & set(found)


def test_text_that_looks_like_titles_is_none() -> None:
    """Nothing tells the titles from the text: every line has the same size."""
    lines = ("陆清源", "工作经历", "清风徐来", "自我评价", "云卷云舒", "做事细致", "静脉采血")
    assert UNFORESEEN not in section_titles(page(*((line, 10.0) for line in lines))).values()


def test_an_employer_in_the_size_of_titles_is_none() -> None:
    document = page(("工作经历", 13), ("青川市人民医院", 13), ("2019.03-至今 骨科 护士", 10), ("自我评价", 13), ("细致", 10))
    assert set(section_titles(document)) == {0, 3}


SCHOOL = ("学业", ["2015.09-2018.06  云海医学院  护理学  本科"])


def test_what_stands_below_tells_what_a_title_meant() -> None:
    plain = headed(
        ("工作经历", [POST.strip()]), ("自我评价", ["做事细致。"]), ("青葱岁月", SCHOOL[1]), ("十八般武艺", ["静脉采血、导尿、心电监护"]),
        ("山水之间", ["爬山、摄影、羽毛球"]),
    )  # fmt: skip
    assert [e["school"] for e in plain["education"]] == ["云海医学院"]
    assert plain["skills"] == ["静脉采血", "导尿", "心电监护"]
    assert [w["organisation"] for w in plain["work"]] == ["青川市人民医院"]


def test_pastimes_alone_are_no_skills() -> None:
    plain = headed(("工作经历", [POST.strip()]), ("自我评价", ["细致。"]), ("山水之间", ["爬山、摄影、羽毛球"]))
    assert plain["skills"] == []


def test_practice_on_a_ward_is_an_internship() -> None:
    plain = read(HEAD + "实践经历\n2025.07-2025.10  青川市人民医院  骨科  实习护士\n")
    assert [(w["organisation"], w["position"]) for w in plain["work"]] == [("青川市人民医院", "实习护士")]
    assert plain["years_of_experience"] == 0


@pytest.mark.parametrize("number", ["1380 0001 234", "13800 001234", "1380-001-2345", "138 00012 345", "1380.0001.234"])
def test_a_phone_in_any_groups(number: str) -> None:
    digits = "".join(filter(str.isdigit, number))
    result = parse(f"陆清源\n手机：{number}\n工作经历\n{POST}".encode(), "r.txt", as_of=AS_OF)
    assert result.plain()["phone"] == digits
    assert number not in masked(result)


@pytest.mark.parametrize("number", ["1998.2002 100", "13 2019 2021 12", "1380 001-2345"])
def test_other_digits_are_no_phone(number: str) -> None:
    assert read(f"陆清源\n{number}\n工作经历\n{POST}")["phone"] is None


def test_an_address_that_a_narrow_column_broke() -> None:
    assert read(f"陆清源\n邮箱：qing.lu@post.exa\nmple.com\n工作经历\n{POST}")["email"] == "qing.lu@post.example.com"
    assert read(f"陆清源\n邮箱：lu@example.com\ncom.cn\n工作经历\n{POST}")["email"] == "lu@example.com"


def test_a_word_that_a_narrow_column_broke() -> None:
    assert read(HEAD + "专业技能\n静脉采血\n胰岛素泵使\n用\n")["skills"] == ["静脉采血", "胰岛素泵使用"]
    assert read(HEAD + "专业技能\n静脉采血\n导\n尿\n")["skills"] == ["静脉采血", "导", "尿"]


def test_a_row_of_a_form_that_says_something_else_is_no_skill() -> None:
    document = docx.Document()
    table = document.add_table(0, 4)
    for cells in (("姓名", "陆清源", "手机", "13800001234"), ("专业特长", "静脉采血、导尿", "", ""), ("备注", "服从调剂：是", "", "")):
        row = table.add_row()
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    assert parse(stream.getvalue(), "form.docx", as_of=AS_OF).plain()["skills"] == ["静脉采血", "导尿"]


def test_a_bracket_behind_the_school() -> None:
    plain = read(HEAD + "教育背景\n云海护理职业学院（护理学，专科）\n2015.09-2018.06\n")
    assert [(e["school"], e["major"], e["degree"]) for e in plain["education"]] == [("云海护理职业学院", "护理学", "associate")]


def test_duties_in_the_cell_of_a_post_are_no_department() -> None:
    document = docx.Document()
    document.add_paragraph("陆清源")
    document.add_paragraph("工作经历")
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text = "2019.03-至今"
    row.cells[1].text = "青川市人民医院，检验师\n与相关部门沟通协调\n维护院内5套业务系统"
    stream = BytesIO()
    document.save(stream)
    work = parse(stream.getvalue(), "r.docx", as_of=AS_OF).plain()["work"]
    assert [(w["organisation"], w["department"], w["position"]) for w in work] == [("青川市人民医院", None, "检验师")]


@pytest.mark.parametrize(
    ("line", "issued", "expires"),
    [
        ("Nurse Practising Certificate: 202128400644, granted 2026-09", "2026-09", None),
        ("护士执业证  No.201783704626  发证日期：'23.10", "2023-10", None),
        ("护士执业注册证，证号 202490504178，至 2029年8月 有效  2024年8月", "2024-08", "2029-08"),
        ("执业药师注册证 / 截止 2028/07", None, "2028-07"),
    ],
)
def test_dates_of_papers(line: str, issued: str | None, expires: str | None) -> None:
    [paper] = read(HEAD + "执业资质\n" + line + "\n")["licences"]
    assert (paper["issued"], paper["expires"]) == (issued, expires)
