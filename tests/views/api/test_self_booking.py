"""Self-booking and wishes to change, by machine."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from hr_recruit_plugin.services import choosing
from hr_recruit_plugin.services.unit import CANDIDATE, unit_of_work
from tests.support.booking import choose, token_of
from tests.support.desk import Desk, build
from tests.support.host import SmallHost

from .conftest import ROOT, Machine

BODY: dict[str, Any] = {
    "days": ["2026-11-30"], "sessions": [{"start": "09:00", "end": "12:00"}], "deadline": "2026-11-29T18:00:00+08:00",
}  # fmt: skip


@pytest.fixture
def desk(app: Flask, host: SmallHost) -> Desk:
    with app.app_context():
        return build(app, host)


def test_a_machine_opens_reminds_and_closes(desk: Desk, machine: Machine) -> None:
    answer = machine("POST", "/bookings", json={**BODY, "stage_id": desk.stage_id})
    assert answer.status_code == 201
    where = answer.headers["Location"].removeprefix(ROOT)
    with desk.app.app_context():
        choose(desk.application_ids[0], "2026-11-30T09:00")
    shown = machine("GET", where).get_json()
    assert [bool(line["interview"]) for line in shown["lines"]] == [True, False, False, False]
    assert machine("POST", f"{where}/remind", json={}).get_json() == {"told": 3}
    assert machine("POST", f"{where}/invite", json={}).get_json() == {"told": 0}
    assert machine("GET", "/bookings").get_json()["items"][0]["late"] == 3
    assert machine("POST", f"{where}/close", json={}).get_json()["state"] == "closed"
    assert machine("POST", f"{where}/remind", json={}).status_code == 422


def test_a_machine_settles_a_wish(desk: Desk, machine: Machine) -> None:
    machine("POST", "/bookings", json={**BODY, "stage_id": desk.stage_id})
    with desk.app.app_context():
        choose(desk.application_ids[0], "2026-11-30T09:00")
        held = token_of(desk.application_ids[0])
        with unit_of_work(CANDIDATE) as unit:
            choosing.ask(unit, "slot", held, "上午夜班下班")
    [wish] = machine("GET", "/changes").get_json()["items"]
    assert (wish["side"], wish["reason"]) == ("candidate", "上午夜班下班")
    found = machine("GET", f"/changes/{wish['id']}").get_json()
    best = found["proposals"][0]
    assert best["start"].startswith("2026-11-30T01:30")
    assert machine("POST", f"/changes/{wish['id']}/take", json={"key": "1", "version": 1}).status_code == 409
    taken = machine("POST", f"/changes/{wish['id']}/take", json={"key": best["key"], "version": found["version"]})
    assert taken.get_json()["start"] == best["start"]
    assert machine("POST", f"/changes/{wish['id']}/decline", json={}).status_code == 422


def test_bad_bodies_are_refused(desk: Desk, machine: Machine) -> None:
    for changes in ({"deadline": "x"}, {"max_changes": 9}, {"notice_hours": 0}, {"days": []}):
        assert machine("POST", "/bookings", json={**BODY, "stage_id": desk.stage_id, **changes}).status_code == 422
