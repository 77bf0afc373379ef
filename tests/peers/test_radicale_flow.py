"""A calendar server connected on the console: its busy times are planned around, published interviews stand in it and go again."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select

from hr_recruit_plugin.models import Application, Interview, OutboxMessage
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.services import calendars, publication
from hr_recruit_plugin.services.unit import unit_of_work
from tests.adapters.test_calendar_busy import calendar, event
from tests.peers.radicale_server import RadicaleServer
from tests.support.desk import Desk, build
from tests.support.host import SmallHost

pytestmark = [pytest.mark.peer, pytest.mark.slow]

ZONE = ZoneInfo("Asia/Shanghai")
PEOPLE = ("hr", "head", "interviewer", "interviewer2")
"""What stands before the @ of the four interviewers' addresses."""


@pytest.fixture
def server(radicale: RadicaleServer) -> RadicaleServer:
    for login in PEOPLE:
        radicale.remove(f"/{login}/")
        radicale.call("MKCOL", f"/{login}/")
        radicale.make_calendar(f"/{login}/work/")
    return radicale


@pytest.fixture
def desk(app: Flask, host: SmallHost) -> Desk:
    with app.app_context():
        return build(app, host)


def connect(client: Any, host: SmallHost, server: RadicaleServer) -> None:
    """Fill the form on 设置 → 连接, test it, save it."""
    host.sign_in("admin")
    url = "/recruit/settings/connections/calendar"
    page = client.get("/recruit/settings/connections?port=calendar").text
    form = {
        "csrf_token": page.split('data-hr-csrf="', 1)[1].split('"', 1)[0], "adapter": "caldav",
        "set-url": server.url + "/{login}/work/", "set-room_url": server.url + "/rooms/{room_id}/",
        "set-username": server.user, "set-password": server.password, "set-timezone": "Asia/Shanghai", "set-timeout": "5",
        "set-fresh_hours": "24", "set-missing": "none", "set-reading": "free_busy",
    }  # fmt: skip
    told = client.post(f"{url}/test", data=form, headers={"HX-Request": "true"}).text
    assert "已连接并登录日历服务器" in told
    wrong = client.post(f"{url}/test", data={**form, "set-password": "wrong"}, headers={"HX-Request": "true"}).text
    assert "不接受用户名或密码" in wrong
    assert server.password not in told + wrong
    assert client.post(url, data=form).status_code == 303


def stored(server: RadicaleServer, interview: Interview) -> dict[str, Any]:
    """Owner → the entry in their calendar."""
    found: dict[str, Any] = {}
    for resource in interview.calendars:
        kind, _, ident = resource.partition(":")
        login = {"1001": "hr", "1101": "head", "1102": "interviewer", "1103": "interviewer2"}.get(ident)
        folder = f"/rooms/{ident}/" if kind == "room" else f"/{login}/work/"
        answer = server.call("GET", f"{folder}interview-{interview.id}-{kind}-{ident}@hr-recruit.ics")
        if answer.status_code == 200:
            [found[resource]] = Calendar.from_ical(answer.text).walk("VEVENT")
    return found


def test_from_busy_times_to_entries_and_back(desk: Desk, client: Any, host: SmallHost, server: RadicaleServer) -> None:
    connect(client, host, server)
    for login in ("head", "interviewer"):
        clinic = event("DTSTART;TZID=Asia/Shanghai:20261130T090000", "DURATION:PT2H", "SUMMARY:专家门诊", uid=f"{login}@x")
        server.put("/{}/work/{}.ics".format(login, "clinic"), calendar(clinic))
    with desk.app.app_context():
        assert calendars.sync() == 5, "four people and a room; the other room has no calendar"
        desk.published(application_ids=desk.application_ids[:2])
        state = desk.app.extensions["hr_recruit"]
        drain(state, until_empty=True)
        with unit_of_work(write=False) as unit:
            interviews = list(unit.session.scalars(select(Interview).order_by(Interview.id)))
            sent = unit.session.scalars(select(OutboxMessage.state).where(OutboxMessage.port == "calendar")).all()
        assert set(sent) == {"done"}, "nothing is sent to a room that was found to have no calendar"
        for interview in interviews:
            assert interview.start >= datetime(2026, 11, 30, 11, tzinfo=ZONE), "both are at their clinic until eleven"
            entries = stored(server, interview)
            assert len([r for r in entries if r.startswith("interviewer:")]) == 2
            assert {e["DTSTART"].dt for e in entries.values()} == {interview.start}
        assert calendars.sync() == 5
        with unit_of_work() as unit:
            publication.cancel_for(unit, unit.session.get_one(Application, interviews[0].application_id))
        drain(state, until_empty=True)
        assert stored(server, interviews[0]) == {}
        assert len(stored(server, interviews[1])) >= 2
