"""Ways of telling that few use: letters, tables turned sideways, frames of text, titles that are questions."""


import pytest

from hr_recruit_plugin.engines.resume.dates import find_ranges
from hr_recruit_plugin.engines.resume.sections import heading_kind
from tests.engines.resume.telling import AS_OF, posts, read, schools


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("在哪里工作", "work"), ("去哪里进修过", "training"), ("在哪里读书", "education"), ("在哪里实习", "internship"),
        ("得过的奖", "awards"), ("参与过的课题", "projects"), ("急事找谁", "family"), ("Part 7: Referee", "references"),
        ("第三部分：教育经历", "education"), ("Job-related skills", "skills"), ("Certificates I hold", "licences"), ("【上班】", "work"), ("一路走来 · 职业轨迹", "work"), ("技能树", "skills"), ("持证", "licences"),
    ],
)  # fmt: skip
def test_titles(title: str, kind: str) -> None:
    assert heading_kind(title) == kind


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("xii.2015 - ix.2026", "2015-12", "2026-09"),
        ("feb - may 2026", "2026-02", "2026-05"),
        ("(8.2022-)", "2022-08", None),
    ],
)
def test_periods(text: str, begin: str, finish: str | None) -> None:
    assert [(found.begin, found.finish) for found in find_ranges(text, 0, len(text), AS_OF)] == [(begin, finish)]


def test_a_chinese_letter_tells_from_when_to_when() -> None:
    plain = read(
        "贵院人事科老师：\n我叫黎清源，女性，1978年2月13日出生。\n1996年9月我考入青川医学院，学的是助产学专业（本科），到2000年7月毕业。\n"
        "2000年8月进入青川县人民医院，在心内科担任护士，一直做到2002年2月；带教实习生20余名。后来，2002年3月进入云海医院，担任护理组长，直到今天还在这个岗位上。\n"
        "我的手机是13900002345。\n"
    )
    assert posts(plain) == [
        ["云海医院", None, "护理组长", "2002-03", None],
        ["青川县人民医院", "心内科", "护士", "2000-08", "2002-02"],
    ]
    assert schools(plain) == [["青川医学院", "bachelor", "助产学", "1996-09", "2000-07"]]
    assert (plain["name"], plain["birth_date"]) == ("黎清源", "1978-02-13")


def test_an_end_before_its_beginning_in_a_letter_is_no_period() -> None:
    assert posts(read("黎清源\n13900002345\n2010年8月进入云海医院，担任护士，一直做到2002年2月。\n")) == []


def test_a_table_turned_sideways() -> None:
    rows = [
        ("单位", "青川医院", "云海医院"), ("科室", "产科", ""), ("岗位", "护士", "责任护士"), ("起", "2018·08", "2021·09"), ("止", "2021·05", "至今"),
    ]  # fmt: skip
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    plain = read(
        f"<html><body><h1>黎清源</h1><p>13900002345</p><h2>在哪里工作</h2><table>{table}</table></body></html>",
        "a.html",
    )
    assert posts(plain) == [
        ["云海医院", None, "责任护士", "2021-09", None],
        ["青川医院", "产科", "护士", "2018-08", "2021-05"],
    ]


def test_a_frame_of_text() -> None:
    plain = read(
        "Cora Linden\nGender = Female\nProfessional title = Attending Physician\nMobile = 13900002345\n\n+---- Academic Background ----\n"
        "| Sep. 2017 till Jun. 2020\n|    Linden University >> Clinical Medicine >> MSc\n\n+---- Core Competencies ----\n| Endoscopy / Triage\n"
    )
    assert (plain["gender"], plain["title"], plain["skills"]) == (
        "female",
        "Attending Physician",
        ["Endoscopy", "Triage"],
    )
    assert schools(plain) == [["Linden University", "master", "Clinical Medicine", "2017-09", "2020-06"]]


def test_what_markdown_marks_stands_apart() -> None:
    plain = read(
        "# Cora Linden\n- Cell: 13900002345\n## Education\n- **Linden University** Imaging Technology, Bachelor's degree\n  (9.2010–6.2014)\n"
    )
    assert schools(plain) == [["Linden University", "bachelor", "Imaging Technology", "2010-09", "2014-06"]]


def test_an_end_above_its_beginning() -> None:
    plain = read(
        "黎清源\n13900002345\n工作经历\n至今  云海医院\n▲  骨科，护士\n2023-08-01\n2023-05-31  青川医院\n▲  产科，护士\n2022-12-01\n"
    )
    assert [(post[0], post[3], post[4]) for post in posts(plain)] == [
        ("云海医院", "2023-08-01", None), ("青川医院", "2022-12-01", "2023-05-31"),
    ]  # fmt: skip


def test_a_referee_in_a_part_of_a_form_is_not_the_candidate() -> None:
    form = "<tr><td>{}</td><td>{}</td></tr>"
    own = form.format("Full name", "Cora Linden") + form.format("Mobile telephone", "+86 139 0000 2345")
    other = form.format("Name", "Dr Paul Abernathy") + form.format("Telephone", "+86 137 0000 1822")
    page = f"<h2>Part 1: Personal details</h2><table>{own}</table><h2>Part 7: Referee</h2><table>{other}</table>"
    plain = read(f"<html><body><h1>Application for Employment</h1>{page}</body></html>", "a.html")
    assert (plain["name"], plain["phone"]) == ("Cora Linden", "13900002345")


def test_a_medical_degree_does_not_say_the_subject_where_the_resume_does() -> None:
    text = "Cora Linden\n13900002345\nEducation\nLinden University  2010 - 2015\nBachelor of Medicine, Clinical Medicine\n"
    assert schools(read(text))[0][2] == "Clinical Medicine"


def test_a_title_that_is_a_section_of_its_own() -> None:
    text = "黎清源\n13900002345\n教育经历\n青川医学院  2014.09-2018.07\n护理学 | 本科\n职称\n主管护师\n证书\n护士执业证书  2018-07\n"
    assert read(text)["title"] == "主管护师"


def test_a_column_of_registration_numbers() -> None:
    head = "<tr><td>Certificate</td><td>Registration / PIN no.</td><td>Issued</td></tr>"
    row = "<tr><td>Physician Practising Certificate</td><td>110792591914392</td><td>11 March 2020</td></tr>"
    page = f"<h1>Cora Linden</h1><p>13900002345</p><h2>Professional registration</h2><table>{head}{row}</table>"
    licence = read(f"<html><body>{page}</body></html>", "a.html")["licences"][0]
    assert (licence["number"], licence["issued"]) == ("110792591914392", "2020-03-11")


def test_the_end_of_one_post_is_not_the_beginning_of_the_next() -> None:
    plain = read(
        "黎清源\n13900002345\n工作经历\n2018·02  云海医院\n|\n至今  骨科 ｜ 护士长\n2010·05  青川医院\n|\n2018·01  产科 ｜ 护士\n"
    )
    assert [(post[0], post[3], post[4]) for post in posts(plain)] == [
        ("云海医院", "2018-02", None), ("青川医院", "2010-05", "2018-01"),
    ]  # fmt: skip


def test_a_rank_before_a_year_is_no_month() -> None:
    found = find_ranges("staff nurse ii 2018 - 2020", 0, 26, AS_OF)
    assert [(period.begin, period.finish) for period in found] == [("2018", "2020")]
