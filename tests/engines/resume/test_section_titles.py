"""Titles of sections: those that say little, those that only look like one, and where a section ends without any."""

from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.resume import parse
from hr_recruit_plugin.engines.resume.sections import heading_kind

AS_OF = date(2026, 12, 1)


def read(text: str, name: str = "resume.txt") -> dict[str, Any]:
    return parse(text.encode(), name, as_of=AS_OF).plain()


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("三、学历与学位", "education"),
        ("海外进修", "training"),
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
    assert [(e["school"], e["major"], e["degree"]) for e in plain["education"]] == [("云海医学院", "护理学", "bachelor")]


def test_degrees_above_a_degree_are_a_label() -> None:
    plain = read("陆清源\n13800001234\n学历与学位\n硕士\n工作经历\n2019.03-至今  青川市人民医院  骨科  护士\n")
    assert plain["highest_degree"] == "master"
    assert plain["education"] == []
