"""Titles, labels and tellings in words of the writer's own, and pages laid out in their own way."""

from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.date_shapes import is_date
from hr_recruit_plugin.engines.resume.dates import find_ranges
from hr_recruit_plugin.engines.resume.english import split_subject
from hr_recruit_plugin.engines.resume.glyphs import Run
from hr_recruit_plugin.engines.resume.labels import head_label, whole_label
from hr_recruit_plugin.engines.resume.layout import order_blocks
from hr_recruit_plugin.engines.resume.middle_line import find_middle_line
from hr_recruit_plugin.engines.resume.sections import heading_kind
from tests.engines.resume.telling import AS_OF, drawn_pdf, posts, read, schools

# --- titles


def test_a_stem_and_what_stands_below_it_make_a_title() -> None:
    plain = read(
        "林清源\n13900002345\n何处任事\n2019年3月至今 青川市人民医院 骨科 护士\n何处求学\n2015年9月至2018年6月 云海医学院 护理学 本科\n"
        "凭证\n护士执业证书，编号201812345678\n所长\n静脉穿刺、伤口护理、心肺复苏\n"
    )
    assert posts(plain) == [["青川市人民医院", "骨科", "护士", "2019-03", None]]
    assert schools(plain) == [["云海医学院", "bachelor", "护理学", "2015-09", "2018-06"]]
    assert [(paper["kind"], paper["number"]) for paper in plain["licences"]] == [("nurse_practice", "201812345678")]
    assert plain["skills"] == ["静脉穿刺", "伤口护理", "心肺复苏"]


def test_a_stem_alone_makes_none() -> None:
    plain = read("林清源\n13900002345\n工作经历\n2019年3月至今 青川市人民医院 骨科 护士\n服务态度好\n掌握危重护理技术\n")
    assert posts(plain) == [["青川市人民医院", "骨科", "护士", "2019-03", None]]
    assert plain["skills"] == []


def test_what_somebody_is_like_is_no_skill() -> None:
    text = "林清源\n13900002345\n技能\n静脉穿刺、吸痰\n踏实肯干，学习主动，希望在贵院长期发展。期待您的回复，谢谢！\n林清源\n"
    assert read(text)["skills"] == ["静脉穿刺", "吸痰"]


def test_papers_are_publications_or_licences() -> None:
    head = "Cora Linden\n13900002345\n"
    held = read(head + "PAPERS\nNurse Practising Certificate, no. 201812345678, issued 06/2018\n")
    assert [(paper["kind"], paper["issued"]) for paper in held["licences"]] == [("nurse_practice", "2018-06")]
    assert read(head + "PAPERS\nFalls on wards, Journal of Care 2019; 4: 11-15\n")["licences"] == []


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("您在哪里上的学？", "education"), ("您做过哪些工作？", "work"), ("服务单位（工作经历）", "work"), ("教育经历 #2", "education"), ("[学历1]", None),
        ("学业沿革", "education"), ("任职沿革", "work"), ("甲、工作经历", "work"), ("⑫ 技能（每格一项）", "skills"), ("BLS证书", None), ("怎么联系我", "basics"),
        ("熟悉专业有何专长", "skills"), ("审核意见", "other"), ("What I am good at", "skills"), ("Employment path", "work"), ("备用联系人", "family"),
    ],
)  # fmt: skip
def test_titles(title: str, kind: str | None) -> None:
    assert heading_kind(title) == kind


# --- labels


@pytest.mark.parametrize(
    ("key", "label"),
    [
        ("任职部门", "department"), ("在岗时段", "period"), ("已取得专业技术资格", "title"), ("何时入学", "begin"), ("何年月止", "finish"), ("用人单位 2", "organisation"),
        ("③生日", "birth"), ("csrq", "birth"), ("男/女", "gender"), ("bls证书", None), ("jichuan medical university", None), ("证件名称", "certificate"),
    ],
)  # fmt: skip
def test_labels(key: str, label: str | None) -> None:
    assert whole_label(key) == label


def test_a_label_in_two_languages_above_each_other() -> None:
    assert (head_label("起\nfrom"), head_label("单位\nemployer")) == ("begin", "organisation")


def test_an_export_with_equals_signs_and_leaders() -> None:
    plain = read(
        "[主档]\nXM=林清源\nXB=女\nCSRQ=19950314\n手机..........13900002345\n\n[学历1]\n学校=云海医学院\n专业=护理学\n层次=本科\n起=20130901\n止=20170630\n"
        "\n[履历1]\n单位=青川市人民医院\n部门=骨科\n岗位=护士\n起=20170801\n止=至今\n"
    )
    assert (plain["name"], plain["gender"], plain["birth_date"], plain["phone"]) == ("林清源", "female", "1995-03-14", "13900002345")
    assert schools(plain) == [["云海医学院", "bachelor", "护理学", "2013-09-01", "2017-06-30"]]
    assert posts(plain) == [["青川市人民医院", "骨科", "护士", "2017-08-01", None]]


def test_a_ticked_box_is_the_answer() -> None:
    plain = read("姓名：林清源\n性别：□男 ☑女\n手机：13900002345\n政治面貌\n☐ 中共党员  ☐ 中共预备党员  ☑ 共青团员  ☐ 群众\n")
    assert (plain["gender"], plain["political_status"]) == ("female", "共青团员")
    assert read("姓名：林清源\n性别：男 √女\n手机：13900002345\n")["gender"] == "female"


# --- dates


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("2007年09月入校,2010年06月离校", "2007-09", "2010-06"),
        ("2019年09月到职,未去职", "2019-09", None),
        ("2026/08 起 至今", "2026-08", None),
        ("joined january 2020, left october 2026", "2020-01", "2026-10"),
        ("始于2018年9月、终于2021年6月", "2018-09", "2021-06"),
        ("2001/9 ↓ 2004/7", "2001-09", "2004-07"),
        ("2012年9月 · 2015年7月", "2012-09", "2015-07"),
        ("2022年5月 · 在任", "2022-05", None),
        ("2024-08 ... today", "2024-08", None),
    ],
)
def test_periods(text: str, begin: str, finish: str | None) -> None:
    assert [(found.begin, found.finish) for found in find_ranges(text, 0, len(text), AS_OF)] == [(begin, finish)]


def test_a_whole_date_is_no_period_of_two_months() -> None:
    assert find_ranges("1992-08-09生", 0, 11, AS_OF) == []


def test_a_telephone_number_looks_like_no_date() -> None:
    assert (is_date("139 0000 2345"), is_date("2019.03 - 2022.06"), is_date("2019年3月至今")) == (False, True, True)


# --- letters and annals


def test_a_chinese_letter_tells_events() -> None:
    plain = read(
        "您好！我叫林清源，女，电话13900002345。\n2014年9月我考入云海医学院护理学专业，2018年6月本科毕业。2017年7月到2018年4月在青川县医院急诊科当实习护士。"
        "自2018年7月起在青川市人民医院ICU当护士，2022年3月调到云海儿童医院急诊科任护理组长至今。\n"
    )
    assert schools(plain) == [["云海医学院", "bachelor", "护理学", "2014-09", "2018-06"]]
    assert posts(plain) == [
        ["云海儿童医院", "急诊科", "护理组长", "2022-03", None],
        ["青川市人民医院", "ICU", "护士", "2018-07", "2022-03"],
        ["青川县医院", "急诊科", "实习护士", "2017-07", "2018-04"],
    ]


def test_annals_under_their_years() -> None:
    plain = read(
        "林清源 大事记\n13900002345\n2010年\n  9月 入读云海卫生职业学院（护理，大专）\n2013年\n  6月 从云海卫生职业学院毕业\n  7月 入职青川市人民医院，任内科护士\n"
        "2018年\n  3月 离开青川市人民医院\n  4月 入职云海妇幼保健院，任产科护士长（在任）\n"
    )
    assert schools(plain) == [["云海卫生职业学院", "associate", "护理", "2010-09", "2013-06"]]
    assert posts(plain) == [["云海妇幼保健院", "产科", "护士长", "2018-04", None], ["青川市人民医院", "内科", "护士", "2013-07", "2018-03"]]


def test_a_third_person_goes_on_in_that_house() -> None:
    plain = read(
        "林清源同志简介\n林清源，女，1980年4月出生，主管护师。手机13900002345。\n2006年8月至2012年11月青川市人民医院妇科 任护士；2012年12月至今仍在该院急诊科 任副护士长。\n"
        "持有护士执业证书、母婴护理师证。\n"
    )
    assert (plain["name"], plain["title"]) == ("林清源", "主管护师")
    assert posts(plain) == [["青川市人民医院", "急诊科", "副护士长", "2012-12", None], ["青川市人民医院", "妇科", "护士", "2006-08", "2012-11"]]
    assert [paper["kind"] for paper in plain["licences"]] == ["nurse_practice", "other"]


def test_an_english_letter_goes_from_school_to_school() -> None:
    plain = read(
        "Rong Linden\nrong.linden@example.org\n+86 13900002345\nDear Sir or Madam,\n"
        "I entered Amber Medical University in September 2008 to study nursing and received my bachelor's degree in June 2012, then went on to "
        "Linden University, where I took a master's degree in nursing between September 2012 and June 2015.\n"
        "Since September 2019 I have been head nurse in the Emergency Department of Amber People's Hospital. My skills include CRRT, triage and wound care.\n"
    )
    assert [(s["school"], s["degree"], s["start"], s["end"]) for s in plain["education"]] == [
        ("Linden University", "master", "2012-09", "2015-06"), ("Amber Medical University", "bachelor", "2008-09", "2012-06"),
    ]  # fmt: skip
    assert posts(plain) == [["Amber People's Hospital", "Emergency Department", "head nurse", "2019-09", None]]
    assert plain["skills"] == ["CRRT", "triage", "wound care"]


@pytest.mark.parametrize(
    ("key", "end"),
    [
        ("master of science in computer science amber university of technology", len("master of science in computer science")),
        ("bsc nursing university of linden", len("bsc nursing")),
        ("amber university of technology", None),
        ("amber medical university", None),
    ],
)
def test_where_a_subject_ends_before_its_school(key: str, end: int | None) -> None:
    assert split_subject(key) == end


# --- who it is


def test_a_name_that_is_in_the_address() -> None:
    text = "Contact\n+86 13900002345\nowen.linden@example.org\nTop Skills\nPython\nRust\nFHIR\nOwen Linden\nCareer\nAmber Hospital\nEngineer\nMay 2020 - present\n"
    plain = read(text)
    assert (plain["name"], plain["skills"]) == ("Owen Linden", ["Python", "Rust", "FHIR"])


def test_the_sender_of_a_mail_whose_text_names_no_address() -> None:
    mail = (
        "From: Owen Linden <owen.linden@example.org>\nTo: hr@example.com\nSubject: Application\n\nI am applying for the post of engineer.\n"
        "My mobile is 13900002345.\n\nEDUCATION\nBSc Nursing, Amber University, 09/2015 to 06/2019\n"
    )
    assert read(mail, "mail.eml")["email"] == "owen.linden@example.org"


def test_the_portal_that_printed_the_page_is_not_the_candidate() -> None:
    plain = read("客服 service@example.com\n林清源\n13900002345\njob77@example.com\n专业技能\n吸痰、导尿\n本简历由某某网生成，仅供招聘使用\n")
    assert (plain["email"], plain["skills"]) == ("job77@example.com", ["吸痰", "导尿"])


# --- tables and cards


def test_entries_side_by_side_in_a_row() -> None:
    cell = "<td>{}<br>{}<br>{}</td>"
    rows = "".join(cell.format(*entry) for entry in (("2020-12至今", "青川市人民医院", "骨科 护士长"), ("2016-09至2020-11", "云海县医院", "内科 护士")))
    page = f"<html><body><p>林清源</p><p>13900002345</p><h3>工作经历</h3><table><tr>{rows}</tr></table></body></html>"
    assert posts(read(page, "a.html")) == [
        ["青川市人民医院", "骨科", "护士长", "2020-12", None], ["云海县医院", "内科", "护士", "2016-09", "2020-11"],
    ]  # fmt: skip


def test_an_employer_above_a_header_without_a_column_for_it() -> None:
    head = "任职时间  所属部门  担任职务\n"
    plain = read(f"林清源\n13900002345\n工作经验\n青川市人民医院\n{head}2018/04 - 至今  骨科  护士长\n云海县医院\n{head}2015/08 - 2018/03  内科  护士\n")
    assert posts(plain) == [["青川市人民医院", "骨科", "护士长", "2018-04", None], ["云海县医院", "内科", "护士", "2015-08", "2018-03"]]


def test_departments_below_the_posts_of_one_employer() -> None:
    text = (
        "Rong Linden\nrong@example.org\n+86 13900002345\nWork experience\nAmber Cancer Hospital\n2006-07 to 2012-05  Staff Nurse\nOperating Theatre\n"
        "2012-06 to 2020-10  Senior Staff Nurse\nCardiology Ward\n"
    )
    assert [(p["department"], p["position"]) for p in read(text)["work"]] == [("Cardiology Ward", "Senior Staff Nurse"), ("Operating Theatre", "Staff Nurse")]


def test_entries_that_end_with_their_period() -> None:
    text = (
        "Rong Linden\nrong@example.org\n+86 13900002345\nWork experience\nOffice Manager\nAmber Hospital\nHuman Resources\nPrepared monthly payroll for all.\nSep 2023 - today\n"
        "Coordinator\nLinden Hospital\nPatient Services\nRebuilt the contract archive.\nDec 2019 - Mar 2023\n"
    )
    assert posts(read(text)) == [
        ["Amber Hospital", "Human Resources", "Office Manager", "2023-09", None], ["Linden Hospital", "Patient Services", "Coordinator", "2019-12", "2023-03"],
    ]  # fmt: skip


# --- the page


def run(text: str, x: float, y: float, size: float = 10.0, ink: int = 1) -> Run:
    boxes = [(x + i * size, y, x + (i + 1) * size, y + size) for i in range(len(text))]
    return Run(text, x, y, x + len(text) * size, y + size, boxes, ink)


def timeline() -> list[Run]:
    runs = [run("我的时间轴", 275, 60, 12, 2)]
    for number, (place, begin, end) in enumerate((("云海医学院", "2010/9", "2014/6"), ("青川县医院", "2014/7", "2018/5"), ("云海儿童医院", "2018/6", "2022/9"))):
        top = 100 + 60 * number
        runs += [run(begin, 285, top, 5), run("↓", 297, top + 8, 5), run(end, 285, top + 16, 5)]
        x = 60 if number % 2 == 0 else 360
        runs += [run(place, x, top), run("内科 护士", x, top + 14)]
    return runs


def test_cards_along_a_middle_line_are_read_with_their_periods() -> None:
    rows = [row.text for block in order_blocks(timeline(), ()) for row in block.rows]
    assert rows == [
        "我的时间轴", "2010/9 ↓ 2014/6", "云海医学院", "内科 护士", "2014/7 ↓ 2018/5", "青川县医院", "内科 护士", "2018/6 ↓ 2022/9", "云海儿童医院", "内科 护士",
    ]  # fmt: skip


def test_dates_between_two_columns_of_a_table_are_no_middle_line() -> None:
    runs = [*timeline(), run("骨科", 360, 100), run("急诊", 60, 160), run("护士", 360, 220)]
    assert find_middle_line(runs) is None


def test_titles_over_both_columns_part_them() -> None:
    cards = [run(text, x, y) for x in (60, 320) for text, y in (("青川市人民医院", 120), ("2019.03-至今", 134), ("骨科护士", 148))]
    grid = [run(text, x, 220) for x, text in ((60, "吸痰"), (200, "导尿"), (320, "采血"))]
    titles = [run("走过的路", 40, 100, 13, 2), run("会做的事", 40, 200, 13, 2)]
    rows = [row.text for block in order_blocks([*cards, *grid, *titles], ()) for row in block.rows]
    assert rows[-2:] == ["会做的事", "吸痰  导尿  采血"]


# --- forms and papers


def graduate_form(rows: list[list[str]], heading: str = "青川医科大学") -> dict[str, Any]:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return read(f"<html><body><p>{heading}</p><p>2027届毕业生就业推荐表</p><table border=1>{cells}</table></body></html>", "form.html")


FORM = [
    ["姓名", "林清源", "性别", "女"],
    ["学历", "硕士研究生", "专业", "妇产科学"],
    ["入学时间", "2024年9月", "毕业时间（预计）", "2027年7月"],
    ["手机", "13900002345", "E-mail", "lin@example.org"],
]


def test_a_graduates_form_names_its_school_at_its_head() -> None:
    assert schools(graduate_form(FORM)) == [["青川医科大学", "master", "妇产科学", "2024-09", "2027-07"]]


def test_a_graduates_form_tells_the_school_before_in_a_row() -> None:
    form = graduate_form([*FORM, ["此前学历", "2019年9月至2024年7月，云海大学临床医学专业，本科"]])
    assert schools(form) == [
        ["青川医科大学", "master", "妇产科学", "2024-09", "2027-07"], ["云海大学", "bachelor", "临床医学", "2019-09", "2024-07"],
    ]  # fmt: skip


def test_a_form_that_names_no_school_makes_none_up() -> None:
    assert [school for school, *_ in schools(graduate_form(FORM, "报名登记表")) if school] == []


def test_annexes_of_a_letter() -> None:
    text = "自荐信\n我叫林清源，女。\n此致\n敬礼！\n自荐人：林清源\n附一：专业技能\n采血、导尿、吸痰\n附二：资格证书\n护士执业证书，证书编号202656192337，2026年9月核发\n"
    plain = read(text)
    assert plain["skills"] == ["采血", "导尿", "吸痰"]
    assert [(paper["kind"], paper["issued"]) for paper in plain["licences"]] == [("nurse_practice", "2026-09")]


def test_a_signature_below_papers_is_none() -> None:
    text = "林清源\n13900002345\n资格证书\n护士执业证书 编号202152585881 2021-12 签发 有效至 2028-12\n申请人签名：林清源  2026年11月\n"
    assert [(p["issued"], p["expires"]) for p in read(text)["licences"]] == [("2021-12", "2028-12")]


def test_entries_one_behind_the_other_in_one_line() -> None:
    text = (
        "Rong Linden\nrong@example.org\n+86 13900002345\nEducation\nfrom Sep 2002 until Jul 2007; Clinical Medicine; MBBS; Amber Medical University "
        "from Sep 2007 until Jul 2010; Internal Medicine; Master of Medicine; Linden University\n"
    )
    assert schools(read(text)) == [
        ["Linden University", "master", "Internal Medicine", "2007-09", "2010-07"],
        ["Amber Medical University", "bachelor", "Clinical Medicine", "2002-09", "2007-07"],
    ]


def test_employers_under_deeper_markdown_headings() -> None:
    text = (
        "# Rong Linden\n\n> mobile 13900254026 · mail rong@example.org\n\n## Experience\n\n### Amber Digital Care GmbH\n\n"
        "**Data Engineer**, IT Department, _2018-01 to 2026-08_\n\n- Built a service.\n\n## Certificates\n\n- CDMP (CD401124, 2024-08)\n\n## Skills\n\n- Docker\n- DICOM\n"
    )
    assert posts(read(text, "resume.md")) == [["Amber Digital Care GmbH", "IT Department", "Data Engineer", "2018-01", "2026-08"]]


@pytest.mark.parametrize(
    ("line", "title"), [("已评助理工程师职称", "助理工程师"), ("Nursing post; currently ranked Supervisor Nurse.", "Supervisor Nurse")]
)
def test_a_rank_that_a_sentence_gives(line: str, title: str) -> None:
    assert read(f"林清源\n13900002345\n补充\n{line}\n", "resume.txt")["title"] == title


def page(*items: tuple[str, int, int]) -> bytes:
    """A PDF with each (text, x, y from the top) in Helvetica."""
    drawn = "".join(f"BT /F1 11 Tf 1 0 0 1 {x} {800 - y} Tm ({text}) Tj ET\n" for text, x, y in items)
    return drawn_pdf(drawn)


def test_cards_over_their_periods() -> None:
    cards = (("Amber Hospital", "Linden Hospital"), ("Head Nurse", "Staff Nurse"), ("Cardiology", "Oncology"), ("2020-12 - present", "2016-09 - 2020-11"))
    rows = [(text, x, 120 + 18 * n) for n, row in enumerate(cards) for text, x in zip(row, (60, 320), strict=True)]
    head = [("Rong Linden", 60, 40), ("+86 13900002345", 60, 60), ("Work experience", 60, 96)]
    plain = parse(page(*head, *rows), "resume.pdf", as_of=date(2026, 12, 1), ocr=False).plain()
    assert posts(plain) == [
        ["Amber Hospital", "Cardiology", "Head Nurse", "2020-12", None], ["Linden Hospital", "Oncology", "Staff Nurse", "2016-09", "2020-11"],
    ]  # fmt: skip


def test_a_period_in_two_lines_of_a_cell() -> None:
    row = "<tr><td>2016.09<br>2020.11</td><td>云海县医院<br>内科<br>护士</td></tr>"
    page = f"<html><body><p>林清源</p><p>13900002345</p><h3>工作经历</h3><table>{row}</table></body></html>"
    assert posts(read(page, "a.html")) == [["云海县医院", "内科", "护士", "2016-09", "2020-11"]]


def test_a_dash_at_the_line_and_its_end_below() -> None:
    text = "林清源\n13900002345\n工作经历\n2022.07 -  云海县医院\n2023.04  内科 护士\n做好床旁护理。\n"
    assert posts(read(text)) == [["云海县医院", "内科", "护士", "2022-07", "2023-04"]]


def test_a_record_whose_papers_and_skills_have_labels() -> None:
    text = (
        "Candidate record\nRong Linden\nPhone  13900002345\nEmail  rong@example.org\nLicences\nName  Nurse practising certificate\nNumber  63162285094\n"
        "Issue date  2015-06-10\nSkills\nSkill 1  Triage\nSkill 2  wound care\n"
    )
    plain = read(text)
    assert plain["name"] == "Rong Linden"
    assert [(p["kind"], p["number"]) for p in plain["licences"]] == [("nurse_practice", "63162285094")]
    assert plain["skills"] == ["Triage", "wound care"]


def test_papers_with_a_reference() -> None:
    text = "Rong Linden\nrong@example.org\n+86 13900002345\nRegistration\nNurse practising certificate\nReference 201870994970; date of issue 20 August 2023; expiry 20 August 2028\n"
    assert [(p["number"], p["issued"], p["expires"]) for p in read(text)["licences"]] == [
        ("201870994970", "2023-08-20", "2028-08-20")
    ]


def test_a_letter_with_a_numbered_hospital_and_a_department_in_brackets() -> None:
    text = (
        "Rong Linden\nrong@example.org\n+86 13900002345\nDear Sir or Madam,\n"
        "From October 2021 to May 2022 I worked as Nursing Intern at Amber No. 1 People's Hospital (Intensive Care Unit). Kept nursing records.\n"
        "Education\nSep 2018 - Jun 2022, Linden Medical University, Bachelor's degree, Nursing\n"
    )
    assert posts(read(text)) == [["Amber No. 1 People's Hospital", "Intensive Care Unit", "Nursing Intern", "2021-10", "2022-05"]]


@pytest.mark.parametrize("text", ["以上情况属实。", "该简历由求职者本人填写，更新时间 2026-11-15", "#END"])
def test_the_close_of_a_form_is_no_skill(text: str) -> None:
    assert read(f"林清源\n13900002345\n专业技能\n采血、导尿\n{text}\n")["skills"] == ["采血", "导尿"]


# --- long input, and tales that do not end


def test_marks_before_a_word_take_no_time() -> None:
    assert read("林清源\n13900002345\n专业技能\n静脉穿刺" + "█" * 60 + "良好、导尿\n")["skills"][-1] == "导尿"
    assert read("林清源\n13900002345\n专业技能\n采血 ★★★★ 90%、导尿 ●●●○○\n")["skills"] == ["采血", "导尿"]


def test_a_line_that_tells_nothing_takes_no_post_away() -> None:
    tale = "2010年9月考入云海医科大学护理学专业，2014年7月毕业，2014年8月起在青川市第一人民医院内科担任护士\n"
    for title in ("个人经历", "工作经历"):
        plain = read(f"林清源\n13900002345\n{title}\n{tale}2016年5月被评为优秀护士\n")
        assert posts(plain) == [["青川市第一人民医院", "内科", "护士", "2014-08", None]]
        assert [school for school, *_ in schools(plain)] == ["云海医科大学"]


def test_who_joined_last_and_left_nowhere_is_still_there() -> None:
    text = "林清源\n13900002345\n个人经历\n2014年8月入职青川市第一人民医院担任护士，2018年3月调入云海县人民医院担任护士长\n"
    assert posts(read(text)) == [
        ["云海县人民医院", None, "护士长", "2018-03", None], ["青川市第一人民医院", None, "护士", "2014-08", "2018-03"],
    ]  # fmt: skip
