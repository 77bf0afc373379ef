"""Whatever is sent to whichever address: an answer that helps, never an error of ours."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from hr_recruit_plugin.views.api.openapi import PLACE
from hr_recruit_plugin.views.api.operation import OPERATIONS, Operation

from .conftest import Machine, Opened

JUNK: tuple[Any, ...] = (
    None, "", " ", "x" * 5000, "1'; --", 0, -1, 10**30, 1e308, 1.5, True, [], [None], [[]], {}, {"a": {"b": []}},
    "2026-02-30", "林", "\u202e", [10**12], [{}], ["a", 1], {"kind": 1}, [{"kind": None, "value": {}}],
)  # fmt: skip


def named(one: Operation, value: str = "1") -> str:
    return PLACE.sub(value, one.path)


STAGE = {
    "id": None, "kind": "interview", "name": "面", "agreed_days": 3, "minutes": 30, "panel": [{"pool": "a", "count": 1}],
    "owners": [{"id": "1", "name": "n", "email": "a@b.cn"}],
    "kit": {"criteria": [{"key": "k", "name": "n", "anchors": {"meets": "t"}}], "questions": ["q"]},
}  # fmt: skip
JOB = {
    "code": "J", "title": "t", "department_id": "HL", "headcount": 1, "status": "open", "text": "t", "stages": [STAGE],
    "requirements": [{"kind": "skill", "value": ["a"], "must": True, "weight": 1, "min": 1}], "template": None,
    "terms": {"monthly_salary": "1", "employment_type": "t", "probation_months": 1}, "post_category": "x",
}  # fmt: skip
VALID: dict[str, dict[str, Any]] = {
    "create_job": JOB,
    "change_job": {k: v for k, v in JOB.items() if k not in ("stages", "template", "code")} | {"version": 1},
    "change_stages": {"stages": [STAGE], "version": 1},
    "save_template": {"stages": [STAGE]},
    "create_application": {"filename": "a.txt", "content_base64": "YQ==", "job": "NUR-ICU-01", "source": "s",
                           "name": "n", "phone": "13800000001", "email": "a@b.cn", "id_number": "1"},
    "correct_field": {"value": "v", "version": 2},
    "move_application": {"stage_id": 2, "reason": "r", "version": 2},
    "move_applications": {"ids": [1], "stage_id": 2, "reason": "r"},
    "propose_schedule": {"stage_id": 2, "days": ["2099-01-05"], "sessions": [{"start": "09:00", "end": "12:00"}],
                         "grid_minutes": 30, "room_ids": [1], "application_ids": [1]},
    "issue_offer": {"position": "p", "department": "d", "start_date": "2099-01-01", "monthly_salary": "1",
                    "probation_months": 3, "employment_type": "e", "valid_days": 7, "remarks": "r"},
    "configure_hook": {"settings": {"a": 1}, "scope": ""},
    "save_interviewer": {"pools": ["a"], "campuses": ["m"], "max_per_day": 1, "max_per_week": 2, "avoid": [1],
                         "active": True},
    "create_absence": {"resource": "room:1", "start": "2099-01-01T09:00:00Z", "end": "2099-01-01T10:00:00Z"},
    "save_scorecard": {"ratings": {"care": "meets"}, "overall": "hire", "note": "n", "version": None},
}  # fmt: skip


DEEP = (None, "", 10**30, [], {}, "x" * 5000, True, [{}])


def spoilt(value: Any) -> Iterator[Any]:
    """``value`` with one thing in it, however deep, replaced by junk."""
    yield from DEEP
    if isinstance(value, dict):
        for key in value:
            yield from ({**value, key: wrong} for wrong in spoilt(value[key]))
    elif isinstance(value, list):
        for n, one in enumerate(value):
            yield from ([*value[:n], wrong, *value[n + 1 :]] for wrong in spoilt(one))


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(n for n, one in OPERATIONS.items() if one.body is not None))
def test_bodies(machine: Machine, job: Opened, applied: int, name: str) -> None:
    one = OPERATIONS[name]
    assert one.body is not None
    places = {"save_interviewer": "1102", "configure_hook": "invite", "correct_field": "education"}
    path = named(one) if name not in places else PLACE.sub(places[name], one.path).replace(f"/{places[name]}/f", "/1/f")
    bodies = [dict.fromkeys([*one.body().fields, "surprise"], junk) for junk in JUNK]
    bodies += [body for body in spoilt(VALID.get(name, {})) if isinstance(body, dict)]
    for body in bodies:
        answer = machine(one.method, path, json=body)
        assert answer.status_code < 500, (json.dumps(body)[:300], answer.text[:300])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(n for n, one in OPERATIONS.items() if one.query is not None))
def test_queries(machine: Machine, job: Opened, applied: int, name: str) -> None:
    one = OPERATIONS[name]
    assert one.query is not None
    for field in one.query().fields:
        for junk in JUNK:
            answer = machine("GET", one.path, query_string={field: str(junk)})
            assert answer.status_code < 500, (field, junk)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(n for n, one in OPERATIONS.items() if "<" in one.path))
def test_paths(machine: Machine, name: str) -> None:
    one = OPERATIONS[name]
    for place in ("0", "2147483647", "2147483648", "9" * 40, "林", "%00", "..%2f", "x" * 300):
        answer = machine(one.method, named(one, place), json={} if one.body else None)
        assert answer.status_code < 500, place
