"""What designs nobody foresaw do to entries, labels, dates, letters and names: each once, as it was first met."""

from datetime import date
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.shared import Pt

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.characters import group_runs
from hr_recruit_plugin.engines.resume.columns import independent
from hr_recruit_plugin.engines.resume.contacts import valid_id
from hr_recruit_plugin.engines.resume.glyphs import Run
from hr_recruit_plugin.engines.resume.licences import kind_of
from hr_recruit_plugin.engines.resume.paragraphs import join_wrapped
from hr_recruit_plugin.engines.resume.rows import Row
from tests.engines.resume.telling import drawn_pdf

AS_OF = date(2026, 12, 1)
HEAD = "陆清源\n电话：13800001234\n\n"
ENGLISH = "Lina Marsh\nMobile: 13800001234\n\n"


def read(text: str, name: str = "resume.txt") -> dict[str, Any]:
    return parse(text.encode(), name, as_of=AS_OF).plain()


def posts(text: str, name: str = "resume.txt") -> list[tuple[Any, ...]]:
    keys = ("organisation", "department", "position", "start", "end")
    return [tuple(post[key] for key in keys) for post in read(text, name)["work"]]


def schools(text: str, name: str = "resume.txt") -> list[tuple[Any, ...]]:
    keys = ("school", "degree", "major", "start", "end")
    return [tuple(school[key] for key in keys) for school in read(text, name)["education"]]


def table(*rows: str) -> str:
    """Rows of cells parted by strokes as an HTML table."""
    cells = ["".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def html(*parts: str) -> str:
    return "<html><body><h1>陆清源</h1><p>电话：13800001234</p>" + "".join(parts) + "</body></html>"


def pdf(*lines: tuple[str, str]) -> bytes:
    """A page with one line of Helvetica for each (text matrix without its place, text)."""
    drawn = "".join(
        f"BT /F1 12 Tf {matrix} 60 {760 - 24 * n} Tm ({text}) Tj ET\n" for n, (matrix, text) in enumerate(lines)
    )
    return drawn_pdf(drawn)


def test_leaning_letters_are_read_and_a_watermark_is_not() -> None:
    upright, leaning, askew = "1 0 0 1", "1 0 0.25 1", "0.7 0.7 -0.7 0.7"
    text = parse(
        pdf(
            (upright, "Lina Marsh"),
            (upright, "Employment History"),
            (upright, "Staff Nurse, Operating Theatre"),
            (upright, "Riverside General Hospital"),
            (leaning, "Mar 2019 - Jun 2022"),
            (askew, "CONFIDENTIAL COPY"),
        ),
        "resume.pdf",
        as_of=AS_OF,
        ocr=False,
    )
    post = text.plain()["work"][0]
    assert (post["organisation"], post["start"], post["end"]) == ("Riverside General Hospital", "2019-03", "2022-06")
    assert "CONFIDENTIAL" not in text.text


@pytest.mark.parametrize(
    "entry",
    [
        "• 青川市人民医院 - 护士 - 骨科\n  2019年3月起至2022年6月",
        "2019/3—2022/6；骨科；青川市人民医院；护士",
        "· 2019.03-2022.06》青川市人民医院》骨科》护士",
        "青川市人民医院——骨科——护士——19/03 — 22/06",
        "2019.03 ‖ 青川市人民医院 ‖ 骨科\n2022.06 ‖ 护士".replace(" ‖ ", "    "),
    ],
)
def test_a_post_is_whole_however_its_parts_are_set_apart(entry: str) -> None:
    assert posts(f"{HEAD}工作经历\n{entry}\n") == [("青川市人民医院", "骨科", "护士", "2019-03", "2022-06")]


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("在职硕士、青川医科大学、护理学（2013-09 至 2016-07）", ("青川医科大学", "master", "护理学", "2013-09", "2016-07")),
        ("青川医科大学 护理学（医学学士） 2013.09-2016.07", ("青川医科大学", "bachelor", "护理学", "2013-09", "2016-07")),
        ("青川医科大学｜护理学｜本科｜16/07毕业", ("青川医科大学", "bachelor", "护理学", None, "2016-07")),
        ("2013年9月，我考入青川医科大学，攻读护理学专业，2016年7月毕业，学历为本科。", ("青川医科大学", "bachelor", "护理学", "2013-09", "2016-07")),
        ("（1）2013.09～2016.07，青川医科大学，护理学，本科", ("青川医科大学", "bachelor", "护理学", "2013-09", "2016-07")),
        ("青川大学医学部 护理学 本科 2013.09-2016.07", ("青川大学医学部", "bachelor", "护理学", "2013-09", "2016-07")),
    ],
)  # fmt: skip
def test_a_school_is_whole(entry: str, expected: tuple[Any, ...]) -> None:
    assert schools(f"{HEAD}教育经历\n{entry}\n") == [expected]


def test_schools_that_are_named_in_two_words_and_degrees_of_many_kinds() -> None:
    lines = [
        "Master in Medical Imaging at University of Maple Fork, September 2016 to June 2019",
        "BSc (Hons) Adult Nursing, Qinghe University, Sep 2012 - Jul 2016",
        "Associate degree (3-year college) in Nursing, Hill Valley Vocational College, 2009-09 to 2012-06",
    ]
    assert schools(ENGLISH + "EDUCATION\n" + "\n".join(lines) + "\n") == [
        ("University of Maple Fork", "master", "Medical Imaging", "2016-09", "2019-06"),
        ("Qinghe University", "bachelor", "Adult Nursing", "2012-09", "2016-07"),
        ("Hill Valley Vocational College", "associate", "Nursing", "2009-09", "2012-06"),
    ]


def test_a_letter_tells_of_posts_and_schools_and_whom_it_is_written_to() -> None:
    letter = (
        "Ms Corinne Ashby, Human Resources\nYanjiang People's Hospital\nTel. 13900002222, hr@example.org\n"
        "Dear Ms Ashby,\n"
        "My name is Lina Marsh. You can reach me on 13800001234 or at lina.marsh@example.com.\n"
        "I studied Nursing at Qinghe University from Sep 2012 to Jun 2016 and received a bachelor's degree.\n"
        "From Jul 2016 to Mar 2019 I worked as a Staff Nurse in the Operating Theatre at Luting Second Hospital. "
        "Kept records. Since April 2019 I have been working as a Charge Nurse at Riverside General Hospital.\n"
        "I hold the following: Registered Nurse Licence, Licence number: NMB/783801, date of issue: Aug 2016.\n"
        "Yours sincerely,\nLina Marsh\n"
    )
    found = read(letter)
    assert (found["name"], found["phone"], found["email"]) == ("Lina Marsh", "13800001234", "lina.marsh@example.com")
    assert posts(letter) == [
        ("Riverside General Hospital", None, "Charge Nurse", "2019-04", None),
        ("Luting Second Hospital", "Operating Theatre", "Staff Nurse", "2016-07", "2019-03"),
    ]
    assert schools(letter) == [("Qinghe University", "bachelor", "Nursing", "2012-09", "2016-06")]
    licence = found["licences"][0]
    assert (licence["kind"], licence["number"], licence["issued"]) == ("nurse_practice", "NMB/783801", "2016-08")


def test_a_salutation_may_share_its_line_with_the_candidate() -> None:
    found = read("尊敬的云河县医院王主任（hr@example.org）：您好！我是陆清源，手机13800001234，邮箱lu@example.com。\n此致\n敬礼\n")
    assert (found["name"], found["phone"], found["email"]) == ("陆清源", "13800001234", "lu@example.com")


def test_labels_stand_above_their_values() -> None:
    page = (
        "陆清源\n性别    民族    出生\n男    汉族    2002-05-21\n电话    邮箱\n13800001234    lu@example.com\n"
        "工作经历\n单位    时间\n青川市人民医院    2019.03-2022.06\n科室    岗位\n骨科    护士\n"
    )
    found = read(page)
    assert (found["gender"], found["birth_date"], found["email"]) == ("male", "2002-05-21", "lu@example.com")
    assert posts(page) == [("青川市人民医院", "骨科", "护士", "2019-03", "2022-06")]


def test_rows_of_labels_make_no_columns_of_a_page() -> None:
    def row(y: float, *cells: tuple[str, float]) -> Row:
        return Row([Run(text, x, y, x + 10 * len(text), y + 10) for text, x in cells])

    left = [row(0, ("学校", 40), ("专业", 140)), row(14, ("青川大学", 40), ("护理", 140)), row(40, ("单位", 40)), row(54, ("人民医院", 40))]
    right = [row(0, ("学历", 300)), row(14, ("本科", 300)), row(40, ("岗位", 300)), row(54, ("护士", 300))]
    assert not independent(left, right, edge=True)


def test_of_boxes_the_ticked_one_counts_and_digits_may_have_a_box_each() -> None:
    number = next("11019919900101001" + last for last in "0123456789X" if valid_id("11019919900101001" + last))
    found = read(
        html(
            table("性别 | □男 ☑女", "最高学历 | □博士 □硕士 ☑本科 □大专", "政治面貌 | 中共党员□ 群众√"),
            table("身份证号 | " + " | ".join(number)),
        ),
        "form.html",
    )
    assert (found["gender"], found["highest_degree"], found["political_status"]) == ("female", "bachelor", "群众")
    assert found["id_number"] == number


def test_a_table_without_a_title_is_known_by_its_header() -> None:
    page = html(
        table("单位 | 科室 | 岗位 | 起 | 止", "青川市人民医院 | 骨科 | 护士 | 19.03 | 22.06"),
        table("学校 | 专业 | 学历 | 入学/入职 | 毕业/离职", "青川医科大学 | 护理学 | 本科 | 2015年9月 | 2019年6月"),
        table("名称 | 编号 | 取得时间", "护士执业证书 | 201998765432 | 19.12"),
    )
    assert posts(page, "cv.html") == [("青川市人民医院", "骨科", "护士", "2019-03", "2022-06")]
    assert schools(page, "cv.html") == [("青川医科大学", "bachelor", "护理学", "2015-09", "2019-06")]
    licence = read(page, "cv.html")["licences"][0]
    assert (licence["kind"], licence["number"], licence["issued"]) == ("nurse_practice", "201998765432", "2019-12")


def test_years_and_months_may_have_cells_of_their_own() -> None:
    page = html("<h2>工作经历</h2>", table("起止年月 | | | | 单位 | 科室 | 岗位", "年 | 月 | 年 | 月 | | |", "2019 | 3 | 2022 | 6 | 青川市人民医院 | 骨科 | 护士"))  # fmt: skip
    assert posts(page, "cv.html") == [("青川市人民医院", "骨科", "护士", "2019-03", "2022-06")]


def test_a_table_drawn_with_strokes_in_plain_text() -> None:
    page = HEAD + "工作经历\n| 时间 | 单位名称 | 科室 | 职务 |\n|------|------|------|------|\n| 2019.03-2022.06 | 青川市人民医院 | 骨科 | 护士 |\n"
    assert posts(page) == [("青川市人民医院", "骨科", "护士", "2019-03", "2022-06")]


def test_entries_under_a_number_with_a_line_for_each_end() -> None:
    page = HEAD + (
        "任职经历 [1]\n单位    青川市人民医院\n岗位    护士\n开始时间    2019-03\n结束时间    至今\n"
        "任职经历 [2]\n单位    云河县医院\n岗位    护士\n开始时间    2017-03\n结束时间    2019-02\n"
    )
    assert posts(page) == [
        ("青川市人民医院", None, "护士", "2019-03", None),
        ("云河县医院", None, "护士", "2017-03", "2019-02"),
    ]


def test_titles_of_plain_text_stand_under_an_empty_line() -> None:
    page = HEAD + (
        "工作经历\n2019.03-2022.06  青川市人民医院  骨科  护士\n\n教育经历\n2015.09-2019.06  青川医科大学  护理学  本科\n\n"
        "我的十八般武艺\n静脉穿刺、伤口护理、心肺复苏\n"
    )
    assert read(page)["skills"] == ["静脉穿刺", "伤口护理", "心肺复苏"]


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("[静脉穿刺] [伤口护理] [心肺复苏]", ["静脉穿刺", "伤口护理", "心肺复苏"]),
        ("静脉穿刺 ✦ 伤口护理 ✦ 心肺复苏", ["静脉穿刺", "伤口护理", "心肺复苏"]),
        ("➢ 静脉穿刺\n➢ 伤口护理\n本人承诺以上所填内容真实有效。", ["静脉穿刺", "伤口护理"]),
        ("静脉穿刺、伤口护理\n我的手机是13800001234，盼复。", ["静脉穿刺", "伤口护理"]),
    ],
)
def test_skills_in_other_dress_and_where_they_end(listed: str, expected: list[str]) -> None:
    assert read(f"{HEAD}专业技能\n{listed}\n")["skills"] == expected


@pytest.mark.parametrize(
    ("first", "name", "title"),
    [
        ("MARIA L. SANTOS / Theatre 3", "Maria L. Santos", None),
        ("Muhammad bin Abdullah", "Muhammad bin Abdullah", None),
        ("Huimin Yuan Female / Age: 35 / 13800001234", "Huimin Yuan", None),
        ("姓名：石俊杰    民    族：汉族", "石俊杰", None),
        ("陆清源 | 女 | 主管康复技师", "陆清源", "主管康复技师"),
        ("Lina Marsh\nProfessional title: Technologist-in-Charge", "Lina Marsh", "Technologist-in-Charge"),
    ],
)
def test_names_and_titles(first: str, name: str, title: str | None) -> None:
    found = read(first + "\n13800001234\n")
    assert (found["name"], found["title"]) == (name, title)


def test_no_title_is_none_whatever_else_the_page_says() -> None:
    assert read(HEAD + "职称：无\n期望职位：检验技师\n")["title"] is None


def test_an_address_that_two_lines_hold() -> None:
    assert read("陆清源\n邮箱：qingyuan.\n85@example.com\n")["email"] == "qingyuan.85@example.com"


def letters(text: str, step: float, width: float = 6.0) -> list[tuple[str, float, float, float, float, int]]:
    return [(c, 40 + n * step, 100.0, 40 + n * step + width, 110.0, 1) for n, c in enumerate(text) if c != "_"]


def test_words_set_wide_and_chinese_set_out_to_the_margin() -> None:
    assert [run.text for run in group_runs(letters("WHAT_I_CAN_DO", 9.0))] == ["WHAT I CAN DO"]
    assert [run.text for run in group_runs(letters("我叫乔建国男党员籍贯茗川", 15.0, 10.0))] == ["我叫乔建国男党员籍贯茗川"]


def test_a_post_that_is_also_a_rank_may_open_the_history() -> None:
    page = f"{HEAD}职称：住院医师\n\n工作经历\n住院医师\n云河县医院——神经内科\n2024/7～今\n"
    assert posts(page) == [("云河县医院", "神经内科", "住院医师", "2024-07", None)]


def test_an_entry_of_known_size_among_titles_of_unknown_size_is_no_masthead() -> None:
    document = docx.Document()
    for text in ("陆清源", "电话：13800001234"):
        document.add_paragraph(text)
    document.add_heading("工作经历", 2)
    document.add_paragraph().add_run("云河县医院 妇科 住院医师").font.size = Pt(10)
    document.add_paragraph("2024.07——至今")
    document.add_heading("教育经历", 2)
    document.add_paragraph("2019.09——2024.06 青川医科大学 临床医学 本科")
    stream = BytesIO()
    document.save(stream)
    post = parse(stream.getvalue(), "cv.docx", as_of=AS_OF).plain()["work"][0]
    assert (post["organisation"], post["department"], post["position"]) == ("云河县医院", "妇科", "住院医师")


def test_a_name_that_its_column_broke_goes_on_below() -> None:
    runs = [
        [("Sep 2021 – Jun 2024", 40.0), ("Qinghe University of", 180.0), ("Rehabilitation Therapy", 330.0)],
        [("Chinese Medicine", 180.0)],
    ]
    rows = [Row([Run(t, x, 20.0 * n, x + 5 * len(t), 20.0 * n + 12, [(x, 0, x + 5, 12)] * len(t)) for t, x in row]) for n, row in enumerate(runs)]  # fmt: skip
    assert [row.text for row in join_wrapped(rows, 560.0)] == [
        "Sep 2021 – Jun 2024  Qinghe University of Chinese Medicine  Rehabilitation Therapy"
    ]


def test_a_department_no_rule_knows_and_a_post_that_names_its_room() -> None:
    entries = "2019.03-2022.06  青川市人民医院  营养食堂  后勤保障部副主任\n"
    assert posts(f"{HEAD}工作经历\n{entries}") == [("青川市人民医院", "营养食堂", "后勤保障部副主任", "2019-03", "2022-06")]


def test_a_hospital_of_traditional_medicine_is_named_whole() -> None:
    entry = "Staff Nurse | Yanhai Hospital of Traditional Chinese Medicine | Logistics | Jul 2016 - Feb 2019"
    assert posts(f"{ENGLISH}EMPLOYMENT\n{entry}\n") == [
        ("Yanhai Hospital of Traditional Chinese Medicine", "Logistics", "Staff Nurse", "2016-07", "2019-02")
    ]


@pytest.mark.parametrize(
    ("paper", "kind"),
    [
        ("medical laboratory technologist licence", "technician"),
        ("radiologic technology qualification", "technician"),
        ("licensed physiotherapist certificate", "technician"),
        ("pharmacy technician certificate", "pharmacist"),
        ("medical practitioner licence", "physician_practice"),
        ("medical licence", "physician_practice"),
        ("information technology professional certificate", "other"),
    ],
)
def test_whose_licence_it_is(paper: str, kind: str) -> None:
    assert kind_of(paper) == kind
