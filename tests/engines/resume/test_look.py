"""Titles that are known by their looks, and what narrow columns, forms and cells break or carry along."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.document import Document, Line, Span
from hr_recruit_plugin.engines.resume.extract import extract
from hr_recruit_plugin.engines.resume.masking import masked
from hr_recruit_plugin.engines.resume.title_looks import UNFORESEEN
from hr_recruit_plugin.engines.resume.titles import section_titles

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


def test_entries_side_by_side_are_read_one_after_the_other() -> None:
    def row(*cells: str) -> Line:
        return Line([Span(text, x0=0.1 + 0.4 * n, size=10) for n, text in enumerate(cells)])

    rows = [
        row("2024.09-2027.06", "2020.09-2024.06"), row("云海医科大学", "青川中医药大学"), row("护理学", "助产学"), row("硕士研究生", "本科"),
    ]  # fmt: skip
    document = Document.assemble([Line([Span("教育背景", size=10)]), *rows], ())
    read_ = extract(document, AS_OF).plain()["education"]
    assert [(e["school"], e["major"], e["degree"], e["start"]) for e in read_] == [
        ("云海医科大学", "护理学", "master", "2024-09"), ("青川中医药大学", "助产学", "bachelor", "2020-09"),
    ]  # fmt: skip


def test_the_head_of_a_table_of_skills_is_none() -> None:
    assert read(HEAD + "专业技能\n序号  技能  掌握程度\n1  静脉采血  熟练\n2  导尿  掌握\n")["skills"] == ["静脉采血", "导尿"]
    assert read(HEAD + "专业技能\n› 静脉采血\n› 导尿\n")["skills"] == ["静脉采血", "导尿"]


def test_a_letter_that_tells_of_posts() -> None:
    plain = read(
        "自荐信\n您好！我叫诸葛青禾，女。现有职称：护师。\n2017年9月至2020年6月，我在云海卫生学校助产学专业学习，学历为中专。\n"
        "2020年8月至今，我在青川市人民医院骨科工作，岗位为护士，承担带教。\n业务能力：静脉采血、导尿\n恳请贵院给予面试机会。此致敬礼！\n"
    )
    assert [(w["organisation"], w["department"], w["position"]) for w in plain["work"]] == [("青川市人民医院", "骨科", "护士")]
    assert [e["school"] for e in plain["education"]] == ["云海卫生学校"]
    assert plain["skills"] == ["静脉采血", "导尿"]


@pytest.mark.parametrize("row", [("紧急联络", "赵云（父亲）18900002222", "", ""), ("应急联系人", "赵云", "电话", "18900002222")])
def test_whom_to_call_is_one_row_of_a_form(row: tuple[str, ...]) -> None:
    document = docx.Document()
    table = document.add_table(0, 4)
    rows = [("姓名", "陆清源", "手机", "13800001234"), row, ("起止时间", "单位", "部门", "职务"), ("2019.03-至今", "青川市人民医院", "骨科", "护士")]
    for cells in rows:
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    plain = parse(stream.getvalue(), "form.docx", as_of=AS_OF).plain()
    assert (plain["phone"], [w["organisation"] for w in plain["work"]]) == ("13800001234", ["青川市人民医院"])


@pytest.mark.parametrize(
    ("line", "department", "position"),
    [
        ("2019.03-至今  青川市人民医院  信息科工程师", None, "信息科工程师"),
        ("2019.03-至今  青川市人民医院  急诊科护士", "急诊科", "护士"),
        ("Mar 2019 - present  Riverside Hospital  Resident, Standardised Residency Training", None,
         "Resident, Standardised Residency Training"),
        ("Mar 2019 - present  Riverside Hospital, Acting Manager", None, "Acting Manager"),
    ],
)  # fmt: skip
def test_what_belongs_to_the_name_of_a_post(line: str, department: str | None, position: str) -> None:
    [post] = read(HEAD + "工作经历\n" + line + "\n")["work"]
    assert (post["department"], post["position"]) == (department, position)


def test_a_date_belongs_to_the_paper_named_behind_it() -> None:
    papers = read(HEAD + "执业资质\n护士执业证\n2013年7月  血液净化专科护士证书  No.135834869\n")["licences"]
    assert [(p["kind"], p["issued"]) for p in papers] == [("nurse_practice", None), ("other", "2013-07")]
    papers = read(HEAD + "执业资质\n执业医师资格证书  2007年9月取得\n医师执业证\n")["licences"]
    assert [(p["kind"], p["issued"]) for p in papers] == [("physician_qualification", "2007-09"), ("physician_practice", None)]


def test_a_rank_told_in_a_sentence_and_none_for_a_name() -> None:
    plain = read("曾庆丰\n13800001234\n男，汉族，职称为主任医师（正高）。\n工作经历\n" + POST)
    assert (plain["name"], plain["title"]) == ("曾庆丰", "主任医师")
    assert read("迪丽拜尔·吐尔逊\n经济师\n13800001234\n工作经历\n" + POST)["name"] == "迪丽拜尔·吐尔逊"


CARD = "单位名称  {}\n所在科室  骨科\n担任岗位  {}\n入职时间  {}\n离职时间  {}\n证明人  科主任 白景川\n"


def test_posts_with_a_line_for_the_beginning_and_one_for_the_end() -> None:
    plain = read(
        HEAD + "工作履历\n" + CARD.format("青川市人民医院", "护师", "2022年7月", "在职")
        + CARD.format("云海市妇幼保健院", "护士", "2018.07", "2022.05")
        + "学习简历\n学校名称  云海医学院\n专业方向  护理学\n学历层次  本科\n入学时间  2014年9月\n毕业时间  2018年6月\n"
    )  # fmt: skip
    assert [(w["organisation"], w["position"], w["start"], w["end"]) for w in plain["work"]] == [
        ("青川市人民医院", "护师", "2022-07", None), ("云海市妇幼保健院", "护士", "2018-07", "2022-05"),
    ]  # fmt: skip
    assert [(e["school"], e["start"], e["end"]) for e in plain["education"]] == [("云海医学院", "2014-09", "2018-06")]


def test_a_cell_of_several_entries() -> None:
    document = docx.Document()
    table = document.add_table(0, 2)
    posts = "二〇一四年八月至二〇二一年十月 青川市人民医院 输血科 技师\n二〇二一年十一月至今 云海市妇幼保健院 病理科 技术组长"
    for cells in (("姓名", "陆清源"), ("职业经历", posts)):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    stream = BytesIO()
    document.save(stream)
    work = parse(stream.getvalue(), "form.docx", as_of=AS_OF).plain()["work"]
    assert [(w["organisation"], w["start"]) for w in work] == [("云海市妇幼保健院", "2021-11"), ("青川市人民医院", "2014-08")]


def test_markdown() -> None:
    plain = read(
        "# 陆清源\n- 手机: 13800001234\n## 教育背景\n- **云海大学** / 软件工程 / 本科 / `2010-09 -- 2014-06`\n"
        "## 工作经历\n### 工程师 @ 青川市人民医院\n`2014-07 -- 至今` | 信息中心\n"
    )
    assert [(e["school"], e["major"]) for e in plain["education"]] == [("云海大学", "软件工程")]
    assert [(w["organisation"], w["start"]) for w in plain["work"]] == [("青川市人民医院", "2014-07")]


def test_the_last_two_of_a_list_told_as_a_sentence() -> None:
    assert read(HEAD + "专业技能\n静脉采血、胸腔穿刺和引流、导尿、心电监护和新生儿护理。\n")["skills"] == [
        "静脉采血", "胸腔穿刺和引流", "导尿", "心电监护", "新生儿护理",
    ]  # fmt: skip


def test_between_two_posts_is_no_post() -> None:
    plain = read(HEAD + "工作经历\n" + POST + "2018.05-2019.02  待业\n")
    assert [w["organisation"] for w in plain["work"]] == ["青川市人民医院"]


def test_english_dates_with_a_comma_inside() -> None:
    [paper] = read(HEAD + "LICENSURE\nRegistered Nurse Licence, number 9523576, granted 2024, April, expiry 2027, April\n")["licences"]
    assert (paper["number"], paper["issued"], paper["expires"]) == ("9523576", "2024-04", "2027-04")


def test_a_referee_has_an_address_of_his_own() -> None:
    assert read(f"陆清源\n13800001234\n工作经历\n{POST}推荐人\n白景川，bai@example.org\n")["email"] is None


def test_the_close_of_a_letter_is_no_skill() -> None:
    assert read(HEAD + "专业技能：静脉采血、导尿\n盼复。\n谢谢！\n陆清源\n")["skills"] == ["静脉采血", "导尿"]


def test_a_line_may_tell_of_the_candidate_first_and_then_of_another() -> None:
    plain = read(
        "基本情况\n姓名：陆清源；性别：女；联系方式：138 0000 1234；邮箱：lu@example.org；紧急联系人：金毅（18900002222）\n工作经历\n" + POST
    )
    assert (plain["name"], plain["phone"], plain["email"]) == ("陆清源", "13800001234", "lu@example.org")
    plain = read("紧急联系人：金毅 18900002222\n工作经历\n" + POST)
    assert (plain["name"], plain["phone"]) == (None, None)


def test_an_english_letter() -> None:
    plain = read(
        "Dear Hiring Committee,\nMy name is Bowen Jin and I wish to apply.\nI studied Surgery at Qinghe University (09/2011 - 06/2014; Ph.D.).\n"
        "07/2014 - 01/2019: Resident Physician in the Department of Neurology at Riverside Hospital.\n"
        "You can reach me on 133 0013 5353 or at jin@example.org. My referee is Dr. Helen Doyle, 19900050450.\n"
    )
    assert (plain["name"], plain["phone"], plain["email"]) == ("Bowen Jin", "13300135353", "jin@example.org")
    assert [(e["school"], e["major"], e["degree"]) for e in plain["education"]] == [("Qinghe University", "Surgery", "doctor")]


@pytest.mark.parametrize("title", ["工作履历 E X P E R I E N C E", "任职经历 E X P E R I E N C E"])
def test_an_english_double_in_spaced_letters(title: str) -> None:
    assert [w["organisation"] for w in read(HEAD + title + "\n" + POST)["work"]] == ["青川市人民医院"]


def test_dots_in_the_middle_of_dates() -> None:
    [post] = read(HEAD + "工作经历\n2019·09～2023·06  青川市人民医院  护士\n")["work"]
    assert (post["start"], post["end"]) == ("2019-09", "2023-06")


def test_a_rank_glued_to_the_name_and_a_town_are_no_names() -> None:
    assert read("薛雪莹技师\n现居地 榆林湾市\n13800001234\n工作经历\n" + POST)["name"] == "薛雪莹"


def test_papers_told_in_a_sentence() -> None:
    papers = read(HEAD + "本人持有：护士执业证书（证书编号：200987561593；发证日期：2009-09）。\n工作经历\n" + POST)["licences"]
    assert [(p["kind"], p["number"], p["issued"]) for p in papers] == [("nurse_practice", "200987561593", "2009-09")]


def test_an_item_that_goes_on_on_the_next_line() -> None:
    assert read(HEAD + "Skills\nTriage, Endoscopy, Clinical\nresearch, Wound care\n")["skills"] == [
        "Triage", "Endoscopy", "Clinical research", "Wound care",
    ]  # fmt: skip
    assert read(HEAD + "Skills\npython, docker\ngit, linux\n")["skills"] == ["python", "docker", "git", "linux"]
    assert read(HEAD + "专业技能\n导尿、流式细胞\n术、血涂片\n")["skills"] == ["导尿", "流式细胞术", "血涂片"]
    assert read(HEAD + "专业技能\n急危重症 ★★★★☆\n抢救\n导尿 ★★★★☆\n")["skills"] == ["急危重症抢救", "导尿"]


def test_the_words_shown_for_a_skill_are_the_skill_alone() -> None:
    found = parse((HEAD + "Skills\nTriage, Wound care ; IV therapy\n").encode(), "a.txt", as_of=AS_OF).skills
    assert [evidence.text for evidence in found.evidence] == ["Triage", "Wound care", "IV therapy"]


def test_a_name_before_a_dated_row_is_no_title() -> None:
    lines = [Line([Span("郭清源")], heading=True), Line([Span("出生日期"), Span("1983-04-10")], table=1)]
    for title, text in (("工作经历", "2019.03-至今 青川市人民医院 护士"), ("教育经历", "2015.09-2018.06 云海医学院 护理学")):
        lines += [Line([Span(title)], heading=True), Line([Span(text)])]
    assert extract(Document.assemble(lines, []), AS_OF).name.value == "郭清源"


def test_a_beginning_and_an_end_in_lines_of_their_own() -> None:
    text = "工作经历\n2021年09月至今\n青川市人民医院\n血透中心 | 护士长\n2016.8\n2021.8\n云海仁济医院\n肾内科 | 护师\n"
    assert [(post["organisation"], post["start"], post["end"]) for post in read(HEAD + text)["work"]] == [
        ("青川市人民医院", "2021-09", None), ("云海仁济医院", "2016-08", "2021-08"),
    ]  # fmt: skip


def test_a_post_in_brackets_behind_its_department() -> None:
    post = read(HEAD + "工作经历\n青川市急救中心·院前急救科（护士）  2015-07 ~ 2016-07\n")["work"][0]
    assert (post["organisation"], post["department"], post["position"]) == ("青川市急救中心", "院前急救科", "护士")


def test_numbers_in_circles_part_skills() -> None:
    assert read(HEAD + "专业技能\n①血液透析②腹膜透析③导尿\n")["skills"] == ["血液透析", "腹膜透析", "导尿"]
