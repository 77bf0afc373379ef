"""What can be put in place of a value that was read; a machine can send any JSON."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from hr_recruit_plugin.errors import Invalid
from hr_recruit_plugin.services import dossier
from hr_recruit_plugin.services.corrections import checked
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.recruiting import open_job, submit

JUNK: list[Any] = [
    {}, {"value": 1}, [1], [{}], [None], [{"school": 1}], [["a"]], True, 1e400, float("nan"), -5, 10**30, "x" * 5000,
    "林\x00溪", "林\nBcc: x@y.example", "\ud800", [{"start": 5}], [{"kind": "unheard of"}], [{"degree": "zzz"}],
    [{"school": "南屏护理学院", "evidence": [{"page": 0}]}],
]  # fmt: skip
GOOD: list[tuple[str, Any]] = [
    ("name", "林　若溪"), ("gender", "female"), ("birth_date", "1997-04"), ("highest_degree", None), ("title", ""),
    ("years_of_experience", 6.5), ("skills", ["CRRT"]), ("phone", "138 0000 0001"),
    ("licences", [{"kind": "nurse_practice", "number": "1", "issued": None, "expires": "2030-01-02"}]),
    ("work", [{"organisation": "江畔医院", "start": "2018-07", "end": None, "internship": True}]),
]  # fmt: skip


@pytest.mark.parametrize("field", dossier.CORRECTABLE)
def test_what_no_screen_could_show_is_refused(field: str) -> None:
    for value in JUNK:
        if field in ("education", "work") and value == [{}]:
            continue  # an entry that says nothing harms nobody
        with pytest.raises(Invalid):
            checked(field, value)


@pytest.mark.parametrize(("field", "value"), GOOD)
def test_what_a_person_writes_is_kept(field: str, value: Any) -> None:
    assert checked(field, value) == value


def test_a_refused_correction_leaves_the_dossier_whole(app: Flask) -> None:
    with app.app_context():
        with unit_of_work() as unit:
            found = submit(unit, open_job(unit)).application_id or 0
        with pytest.raises(Invalid), unit_of_work() as unit:
            dossier.correct(unit, found, "gender", {"value": 1}, version=None)
        with unit_of_work(write=False) as unit:
            assert dossier.dossier(unit, found).corrections == {}
