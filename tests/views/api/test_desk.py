"""Imports, plans, interviews, scorecards, offers, deliveries, figures, hooks, rooms through the API."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hr_recruit_plugin.models import Interview, Seat
from hr_recruit_plugin.services.unit import unit_of_work
from hr_recruit_plugin.state import Recruitment
from tests.support.desk import let_everybody_work
from tests.support.host import SmallHost

from .conftest import RESUME, ROOT, Machine, Opened, counted


def until(ask: Callable[[], Any], over: Callable[[Any], bool], seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while not over(found := ask()) and time.monotonic() < end:
        time.sleep(0.2)
    return found


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as files:
        files.writestr("林若溪.txt", RESUME)
        files.writestr("坏.pdf", b"%PDF-1.4")
    return made.getvalue()


def test_an_archive_is_imported_in_the_background(machine: Machine, job: Opened) -> None:
    form = {"file": (io.BytesIO(archive()), "简历.zip"), "job": job.code, "source": "校招"}
    answer = machine("POST", "/imports", data=form)
    assert answer.status_code == 202
    where = answer.headers["Location"].removeprefix(ROOT)
    done = until(lambda: machine("GET", where).get_json(), lambda batch: batch["waiting"] == 0 and not batch["running"])
    assert done["counts"] == {"accepted": 1, "refused": 1}
    assert [(i["filename"], bool(i["reason"])) for i in done["items"]] == [("坏.pdf", True)]
    assert machine("POST", f"{where}/resume").status_code == 202
    assert machine("GET", f"/imports?job_id={job.id}").get_json()["items"][0]["done"] == 2


def test_an_archive_that_is_none(machine: Machine, job: Opened) -> None:
    form = {"file": (io.BytesIO(b"no zip"), "简历.zip"), "job": job.code}
    assert machine("POST", "/imports", data=form).status_code in (202, 422)
    assert machine("GET", "/imports/99").status_code == 404


@pytest.fixture
def panel(app: Flask, machine: Machine) -> None:
    with app.app_context(), unit_of_work() as unit:
        let_everybody_work(unit)
    for user in ("1102", "1103"):
        answer = machine("PUT", f"/interviewers/{user}", json={"pools": ["护理组长"], "campuses": ["main"]})
        assert answer.status_code == 200
    assert machine("POST", "/rooms", json={"name": "一号会议室"}).status_code == 201


@pytest.fixture
def waiting(machine: Machine, job: Opened, applied: int, panel: None) -> int:
    machine("POST", f"/applications/{applied}/move", json={"stage_id": job.stages[1]})
    return applied


@pytest.mark.slow
def test_a_plan_is_proposed_solved_and_published(machine: Machine, job: Opened, waiting: int) -> None:
    assert machine("GET", "/schedules").get_json()["waiting"][0]["waiting"] == 1
    answer = machine("POST", "/schedules", json={"stage_id": job.stages[1]})
    assert answer.status_code == 202
    where = answer.headers["Location"].removeprefix(ROOT)
    plan = until(lambda: machine("GET", where).get_json(), lambda p: p["schedule"]["state"] in ("solved", "failed"))
    assert (plan["schedule"]["state"], plan["violations"]) == ("solved", [])
    assert [(p["name"], len(p["interviewers"])) for p in plan["placed"]] == [("林若溪", 1)]
    published = machine("POST", f"{where}/publish", json={"version": plan["version"]}).get_json()
    assert published["schedule"]["state"] == "published"
    listed = machine("GET", f"/interviews?job_id={job.id}").get_json()
    assert [(i["candidate"], i["state"]) for i in listed["items"]] == [("林若溪", "published")]
    assert machine("DELETE", where).status_code == 422


def test_a_plan_that_nothing_can_be_made_of(machine: Machine, job: Opened) -> None:
    assert machine("POST", "/schedules", json={"stage_id": job.stages[0]}).status_code == 422
    past = machine("POST", "/schedules", json={"stage_id": job.stages[1], "days": ["2020-01-01"]})
    assert past.status_code == 422
    clock = machine("POST", "/schedules", json={"stage_id": 1, "sessions": [{"start": "9", "end": "25:00"}]})
    assert set(clock.get_json(force=True)["errors"]) == {"sessions.0.start", "sessions.0.end"}


@pytest.fixture
def interview(app: Flask, job: Opened, applied: int) -> int:
    """One that 田颖 held an hour ago."""
    with app.app_context(), unit_of_work() as unit:
        start = unit.now - timedelta(hours=1)
        made = Interview(
            application_id=applied, stage_id=job.stages[1], start=start, end=start + timedelta(minutes=30),
            place="一号会议室", state="published", seats=[Seat(user_id="1102", name="田颖")],
        )  # fmt: skip
        unit.session.add(made)
        unit.session.flush()
        return made.id


@pytest.fixture
def browser(client: FlaskClient, host: SmallHost) -> Callable[..., Any]:
    host.sign_in("interviewer")
    with client.session_transaction() as session:
        session["hr_recruit_csrf"] = "held"

    def ask(method: str, path: str, **options: Any) -> Any:
        return client.open(ROOT + path, method=method, headers={"X-CSRFToken": "held"}, **options)

    return ask


def test_an_interviewer_hands_a_scorecard_in(browser: Callable[..., Any], interview: int) -> None:
    mine = browser("GET", "/interviews/mine").get_json()["items"]
    assert [(m["interview"]["candidate"], m["owed"]) for m in mine] == [("林若溪", True)]
    path = f"/interviews/{interview}/scorecard"
    assert browser("GET", path).get_json()["missing"] == ["危重护理"]
    saved = browser("PUT", path, json={"note": "沉着"}).get_json()
    early = browser("POST", path, json={"overall": "hire", "version": saved["version"]})
    assert early.status_code == 422
    whole = {"ratings": {"care": "meets"}, "overall": "hire", "note": "沉着", "version": saved["version"]}
    assert browser("POST", path, json=whole).get_json()["submitted_at"]
    assert browser("PUT", path, json=whole).status_code == 422


def test_a_scorecard_of_another_is_not_there(machine: Machine, interview: int) -> None:
    assert machine("GET", f"/interviews/{interview}/scorecard").status_code == 404
    wrong = machine("PUT", f"/interviews/{interview}/scorecard", json={"ratings": {"care": "superb"}})
    assert wrong.status_code == 422


def test_hr_notes_who_came(machine: Machine, interview: int) -> None:
    path = f"/interviews/{interview}/attendance"
    assert machine("POST", path, json={"state": "arrived"}).get_json()["state"] == "arrived"
    assert machine("POST", path, json={"state": "late"}).status_code == 422


def test_interviews_are_filtered_in_a_fixed_number_of_statements(
    app: Flask, machine: Machine, job: Opened, interview: int
) -> None:
    state: Recruitment = app.extensions["hr_recruit"]
    with counted(state.engine) as statements:
        assert machine("GET", f"/interviews?stage_id={job.stages[1]}&state=published").get_json()["total"] == 1
    assert len(statements) <= 6
    assert machine("GET", "/interviews?end=2020-01-01").get_json()["total"] == 0


def test_an_offer_is_issued_and_taken_back(app: Flask, machine: Machine, job: Opened, applied: int) -> None:
    terms = {
        "position": "ICU 护士", "department": "护理部", "monthly_salary": "9860",
        "start_date": (datetime.now(UTC) + timedelta(days=40)).date().isoformat(),
    }  # fmt: skip
    early = machine("POST", f"/applications/{applied}/offers", json=terms)
    assert early.status_code == 422
    machine("PUT", f"/applications/{applied}/fields/email", json={"value": "lin@example.com"})
    machine("POST", f"/applications/{applied}/move", json={"stage_id": job.stages[2]})
    issued = machine("POST", f"/applications/{applied}/offers", json=terms, headers={"Idempotency-Key": "o1"})
    assert issued.status_code == 201
    offer = issued.get_json()
    assert (offer["candidate"], offer["terms"]["monthly_salary"], offer["state"]) == ("林若溪", "9860.00", "sent")
    assert "token" not in issued.text
    assert machine("GET", "/offers").get_json()["total"] == 1
    taken = machine("POST", f"/offers/{offer['id']}/withdraw", headers={"If-Match": issued.headers["ETag"]})
    assert taken.get_json()["state"] == "withdrawn"
    assert machine("POST", f"/offers/{offer['id']}/withdraw").status_code == 422


def test_a_file_that_was_never_signed_here(machine: Machine) -> None:
    answer = machine("POST", "/offers/verify", data={"file": (io.BytesIO(b"%PDF"), "offer.pdf")})
    assert answer.get_json()["genuine"] is False
    assert machine("GET", "/offers/7").status_code == 404


def test_deliveries_are_listed_and_sent_again(machine: Machine, job: Opened, waiting: int) -> None:
    listed = machine("GET", f"/deliveries?application_id={waiting}").get_json()
    assert listed["total"] == len(listed["items"]) > 0
    assert machine("POST", f"/deliveries/{listed['items'][0]['id']}/resend").status_code == 202
    assert machine("POST", "/deliveries/resend", json={"port": "his"}).get_json() == {"count": 0}
    assert machine("POST", "/deliveries/99999/resend").status_code == 404
    assert machine("GET", "/deliveries?state=lost").status_code == 422


def test_figures_of_a_period(machine: Machine, applied: int) -> None:
    day = datetime.now(UTC)
    start, end = (day - timedelta(days=2)).date(), (day + timedelta(days=2)).date()
    found = machine("GET", f"/reports?start={start}&end={end}").get_json()
    assert (found["applications"], found["funnel"][0]["reached"], found["sources"][0]["name"]) == (1, 1, "公众号")
    assert machine("GET", f"/reports?start={end}&end={start}").status_code == 422


def test_hooks_are_switched_set_up_and_ordered(machine: Machine) -> None:
    names = [h["name"] for h in machine("GET", "/hooks").get_json()["items"]]
    off = machine("PUT", f"/hooks/{names[0]}/switch", json={"enabled": False, "scope": "department:HL"})
    assert off.get_json() == {"scope": "department:HL", "enabled": False, "settings": {}}
    ordered = machine("PUT", "/hooks/order", json={"names": names[::-1]}).get_json()
    assert [h["name"] for h in ordered["items"]] == names[::-1]
    assert machine("PUT", "/hooks/nobody/switch", json={"enabled": True}).status_code == 404
    assert machine("PUT", f"/hooks/{names[0]}/switch", json={"enabled": True, "scope": "moon"}).status_code == 422


def test_rooms_and_absences(machine: Machine, panel: None) -> None:
    changed = machine("PUT", "/rooms/1", json={"name": "大会议室", "active": False}).get_json()
    assert (changed["name"], changed["active"]) == ("大会议室", False)
    absence = {
        "resource": "interviewer:1102", "start": "2099-01-01T09:00:00+08:00", "end": "2099-01-01T12:00:00+08:00",
    }  # fmt: skip
    made = machine("POST", "/absences", json=absence)
    assert made.status_code == 201
    assert len(machine("GET", "/absences?resource=interviewer:1102").get_json()["items"]) == 1
    assert machine("DELETE", f"/absences/{made.get_json()['id']}").status_code == 204
    naive = machine("POST", "/absences", json={**absence, "start": "2099-01-01T09:00:00"})
    assert naive.status_code == 422
    assert machine("PUT", "/interviewers/9999", json={}).status_code == 422
    assert machine("POST", "/rooms", json={"name": "大会议室"}).status_code == 422
    assert [d["id"] for d in machine("GET", "/departments").get_json()["items"]][:2] == ["HR", "HL"]
