"""Titles that are known by their company: a subject after a motto, a plain word over an entry, the title of the whole document."""

from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.sections import heading_kind

AS_OF = date(2026, 12, 1)
HEAD = "苗春生\n男 | 1988年3月 | 13900002345 | miao@example.com\n"


def read(text: str, head: str = HEAD) -> dict[str, Any]:
    return parse((head + text).encode(), "resume.txt", as_of=AS_OF).plain()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("一路走来 · 工作", "work"),
        ("学习 | 不忘来时路", "education"),
        ("工作 · 学习", None),
        ("工作（规培）经历", "work"),
        ("我擅长的", "skills"),
        ("我能做的技术", "skills"),
        ("在校荣誉", "awards"),
        ("科室所得荣誉", "awards"),
        ("Clinical and Academic Appointments", "work"),
        ("Best regards,", "other"),
        ("Yours sincerely", "other"),
        ("工作", None),
    ],
)
def test_a_subject_in_company_is_a_title(title: str, kind: str | None) -> None:
    assert heading_kind(title) == kind


def test_a_plain_word_over_an_entry_is_a_title() -> None:
    told = read(
        "工作经历\n2012.08-至今  青川县中医医院  骨科  医师\n"
        "学历\n2007.09-2012.07  青川医学院  临床医学  本科\n"
        "专业技能\n关节镜、石膏固定\n进修\n2019.03-2019.08  新港大学附属医院  骨科"
    )
    assert [(e["school"], e["degree"]) for e in told["education"]] == [("青川医学院", "bachelor")]
    assert [w["organisation"] for w in told["work"]] == ["青川县中医医院"]
    assert told["skills"] == ["关节镜", "石膏固定"]


def test_a_plain_word_over_its_value_stays_a_label() -> None:
    told = read("学历\n本科\n毕业院校\n青川医学院\n工作经历\n2012.08-至今  青川县中医医院  骨科  医师")
    assert told["highest_degree"] == "bachelor"
    assert len(told["work"]) == 1


def test_the_title_of_the_document_opens_no_section() -> None:
    told = read(
        "", "個人履歷\n\n苗春生\n性別：男\n出生年月：1988/03\n工作經歷\n2012/08 - 至今  青川縣醫院  骨科  醫師\n"
    )
    assert (told["name"], told["gender"], told["birth_date"]) == ("苗春生", "male", "1988-03")
    assert len(told["work"]) == 1


def test_the_close_of_a_letter_ends_the_skills() -> None:
    told = read("SKILLS\nLumbar puncture, Bedside ultrasound\nKind regards,\nChunsheng Miao")
    assert told["skills"] == ["Lumbar puncture", "Bedside ultrasound"]


def test_a_dated_certificate_named_like_a_section_is_content() -> None:
    told = read("执业资格证书    ACLS证书（2025.10取得）\n特长技能    关节镜、石膏固定")
    assert [(licence["kind"], licence["issued"]) for licence in told["licences"]] == [("other", "2025-10")]


def test_a_certificate_with_its_date_is_no_second_title() -> None:
    told = read("LICENSURE\nPhysician Practice\nCertificate (issued Jun 2025)\nSKILLS\nEndoscopy")
    assert [(licence["kind"], licence["issued"]) for licence in told["licences"]] == [
        ("physician_practice", "2025-06"),
    ]
