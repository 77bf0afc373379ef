"""A nurse and a job to score her for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hr_recruit_plugin.engines.matching import Profile, Requirement, profile_of
from hr_recruit_plugin.engines.resume.model import ParsedResume

NURSE: dict[str, Any] = {
    "name": "胡文博",
    "gender": "male",
    "birth_date": "1997-08",
    "phone": "15100793479",
    "highest_degree": "associate",
    "title": "护师",
    "licences": [{"kind": "nurse_practice", "number": "201844937195", "issued": "2023-09", "expires": "2028-09"}],
    "education": [{"school": "云州卫生职业学院", "degree": "associate", "major": "助产", "end": "2018-06"}],
    "work": [
        {"organisation": "江城医院", "department": "重症监护室", "position": "护士", "start": "2023-12", "end": None},
        {
            "organisation": "云州医院",
            "department": "手术室",
            "position": "护士",
            "start": "2018-07",
            "end": "2020-06",
        },
    ],
    "skills": ["无菌操作", "PICC维护", "呼吸机管理"],
    "years_of_experience": 5.0,
}


@pytest.fixture
def as_of() -> date:
    return date(2026, 12, 1)


@pytest.fixture
def resume() -> Callable[..., ParsedResume]:
    """A nurse's resume, with fields changed."""

    def build(**changes: Any) -> ParsedResume:
        return ParsedResume.from_dict({key: {"value": value} for key, value in (NURSE | changes).items()})

    return build


@pytest.fixture
def profile(resume: Callable[..., ParsedResume]) -> Callable[..., Profile]:
    return lambda **changes: profile_of(resume(**changes))


@pytest.fixture
def requirements() -> tuple[Requirement, ...]:
    return (
        Requirement("degree", "associate", must=True, weight=2),
        Requirement("degree", "bachelor", weight=2),
        Requirement("licence", "nurse_practice", must=True, weight=4),
        Requirement("major", ("护理", "助产", "Nursing"), must=True, weight=2),
        Requirement("years", "临床护理", weight=3, min=10),
        Requirement("title", "护师", weight=2),
        Requirement("skill", ("呼吸机", "Ventilator"), weight=2),
        Requirement("skill", ("CRRT",), weight=1),
    )
