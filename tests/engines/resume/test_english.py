"""English names without marks between them: where an employer ends, and what belongs to its name."""

from datetime import date

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.english import english_organisation, split_post
from hr_recruit_plugin.engines.resume.roles import organisation_score

AS_OF = date(2026, 12, 1)
HEAD = "Cora Linden\nlinden@example.com\n+86 13900002345\n"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("qinghe medical university eye hospital pathology laboratory", "qinghe medical university eye hospital"),
        ("institute of molecular medicine", "institute of molecular medicine"),
        ("amber centre for oncology", "amber centre for oncology"),
        ("qinghe imaging intelligence", "qinghe imaging intelligence"),
        ("riverside hospital outpatient clinic", "riverside hospital"),
        ("university of new south wales", "university of new south wales"),
        ("clinical trial office", None),
        ("amberlink software group", "amberlink software group"),
        ("software group", None),
    ],
)
def test_where_an_employer_ends(key: str, name: str | None) -> None:
    end = english_organisation(key)
    assert (key[:end] if end else None) == name


def test_clinical_is_no_clinic() -> None:
    assert split_post("clinical nurse educator") is None
    assert organisation_score("clinical data centre") == 1


def test_posts_departments_and_the_university_of_an_institute() -> None:
    text = (
        "EXPERIENCE\n2018-10 – 2023-05  Postdoctoral Fellow\nBiobank\nInstitute of Molecular Medicine, Qinghe University\n"
        "2012-07 – 2018-08  Research Assistant\nResearch and Development\nAmber Centre for Oncology\n"
        "EDUCATION\n2004-09 – 2008-06  PhD, Immunology\nUniversity of South Carolina"
    )
    told = parse((HEAD + text).encode(), "cv.txt", as_of=AS_OF).plain()
    assert [(w["organisation"], w["department"], w["position"]) for w in told["work"]] == [
        ("Institute of Molecular Medicine, Qinghe University", "Biobank", "Postdoctoral Fellow"),
        ("Amber Centre for Oncology", "Research and Development", "Research Assistant"),
    ]
    assert [(e["school"], e["major"]) for e in told["education"]] == [("University of South Carolina", "Immunology")]


def test_a_long_post_beside_an_unknown_house_part_is_a_heading() -> None:
    text = (
        "EXPERIENCE\nQinghe Institute of Ageing\nPrincipal Investigator, Bridging Platform for Elder Frailty  2022-11 - the present\n"
        "- Wrote grants.\nBiostatistician, Core Facility  2018-03 - 2022-10\n"
    )
    told = parse((HEAD + text).encode(), "cv.txt", as_of=AS_OF).plain()["work"]
    assert [(w["organisation"], w["position"], w["start"], w["end"]) for w in told] == [
        ("Qinghe Institute of Ageing", "Principal Investigator", "2022-11", None),
        ("Qinghe Institute of Ageing", "Biostatistician", "2018-03", "2022-10"),
    ]


def test_a_group_is_an_employer_before_and_after_others() -> None:
    posts = [
        "Carelink Software Group  July 2008 to Current\nSoftware Engineer\n",
        "Amber Hospital  May 2005 to June 2008\nData Engineer, Information Center\n",
    ]
    for order in (posts, posts[::-1]):
        work = parse((HEAD + "Career History\n" + "".join(order)).encode(), "a.txt", as_of=AS_OF).plain()["work"]
        assert [(post["organisation"], post["department"]) for post in work] == [
            ("Carelink Software Group", None), ("Amber Hospital", "Information Center"),
        ]  # fmt: skip


def test_a_diploma_of_some_kind_in_something() -> None:
    text = (
        HEAD + "Education\nSecondary vocational diploma in Midwifery, Linden Nursing School  Sep, 2016 to Jul, 2019\n"
    )
    school = parse(text.encode(), "a.txt", as_of=AS_OF).plain()["education"][0]
    assert (school["school"], school["degree"], school["major"]) == (
        "Linden Nursing School",
        "secondary",
        "Midwifery",
    )


def test_a_cell_of_two_lines_may_be_one_employer() -> None:
    page = "<table><tr><td>Dates</td><td>Employer</td><td>Position</td></tr><tr><td>Jan 2019 - Present</td><td>{}</td><td>Nurse</td></tr></table>"
    for cell, name, room in (
        ("Affiliated Hospital of Northern Medical<br>University", "Affiliated Hospital of Northern Medical University", None),
        ("Amber Hospital<br>Intensive Care Unit", "Amber Hospital", "Intensive Care Unit"),
    ):
        text = f"<html><body><h1>Cora Linden</h1><p>13900002345</p><h2>Employment</h2>{page.format(cell)}</body></html>"
        work = parse(text.encode(), "a.html", as_of=AS_OF).plain()["work"]
        assert [(post["organisation"], post["department"]) for post in work] == [(name, room)]


def test_a_long_line_of_an_employer_and_its_places_is_no_duty() -> None:
    place = "Affiliated Hospital of Northern Medical University, Nanjing, Jiangsu, China"
    text = f"{HEAD}Experience\nStaff Nurse, Emergency Department\n{place}\nJan 2019 – Present\n• Cared for six patients per shift\n"
    post = parse(text.encode(), "a.txt", as_of=AS_OF).plain()["work"][0]
    assert (post["organisation"], post["department"]) == ("Affiliated Hospital of Northern Medical University", "Emergency Department")


def test_a_letter_tells_of_a_department_of_a_house() -> None:
    letter = (
        "Since March 2020 I have worked as a Senior Nurse in the Coronary Care Unit of Amber Medical Center. Before that, from August 2016 to "
        "February 2020, I was a Staff Nurse in the Emergency Department of St. Brigid's General Hospital.\n"
        "I hold a Bachelor of Science in Nursing from Linden University (September 2011 to July 2015).\n"
    )
    plain = parse((HEAD + "Dear Hiring Manager,\n" + letter).encode(), "a.txt", as_of=AS_OF).plain()
    assert [(post["organisation"], post["department"], post["position"]) for post in plain["work"]] == [
        ("Amber Medical Center", "Coronary Care Unit", "Senior Nurse"),
        ("St. Brigid's General Hospital", "Emergency Department", "Staff Nurse"),
    ]
    assert [(school["school"], school["major"]) for school in plain["education"]] == [("Linden University", "Nursing")]


def test_the_town_of_a_school_is_no_subject() -> None:
    text = HEAD + "Education\nLinden University, Suzhou  2011 - 2015\nBachelor of Science in Nursing, GPA 3.7/4.0\n"
    assert parse(text.encode(), "a.txt", as_of=AS_OF).plain()["education"][0]["major"] == "Nursing"


def test_a_cell_whose_period_goes_on_in_its_second_line() -> None:
    row = "<tr><td>Aug 2016 –<br>Feb 2020</td><td><b>Staff Nurse</b><br>Emergency Department, Amber Hospital</td></tr>"
    text = f"<html><body><h1>Cora Linden</h1><p>13900002345</p><h2>Employment</h2><table>{row}</table></body></html>"
    post = parse(text.encode(), "a.html", as_of=AS_OF).plain()["work"][0]
    assert (post["organisation"], post["start"], post["end"]) == ("Amber Hospital", "2016-08", "2020-02")
