"""The calendar adapter against a real CalDAV server: free/busy, recurrences, and interviews that come, move and go."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from hr_recruit_plugin.adapters.base import Refused, RetryLater
from hr_recruit_plugin.adapters.calendar import caldav
from hr_recruit_plugin.adapters.calendar.caldav import CalDav
from hr_recruit_plugin.adapters.calendar.port import CalendarMissing
from hr_recruit_plugin.records import CalendarOwner
from tests.adapters.scripted_caldav import ENTRY, OWNER
from tests.adapters.test_calendar_busy import calendar, event
from tests.peers.radicale_server import RadicaleServer

pytestmark = pytest.mark.peer

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 30, tzinfo=ZONE)
END = START + timedelta(days=14)
ROOM = CalendarOwner("room", "1", "3 号会议室")


def adapter(server: RadicaleServer, **changes: Any) -> CalDav:
    return CalDav(
        {
            "url": server.url + "/{login}/work/", "room_url": server.url + "/rooms/{room_id}/", "username": server.user,
            "password": server.password, "timeout": 5, **changes,
        }
    )  # fmt: skip


def local(spans: Any) -> list[str]:
    return [f"{a.astimezone(ZONE):%m-%d %H:%M}/{b.astimezone(ZONE):%H:%M}" for a, b in spans]


@pytest.fixture
def appointments(radicale: RadicaleServer) -> RadicaleServer:
    """A clinic every Monday and Wednesday but for one, a whole day, something tentative, and something that leaves her free."""
    clinic = event(
        "DTSTART;TZID=Asia/Shanghai:20260105T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE", "SUMMARY:专家门诊",
        "EXDATE;TZID=Asia/Shanghai:20261202T080000", uid="clinic@x",
    )  # fmt: skip
    day = event("DTSTART;VALUE=DATE:20261204", "SUMMARY:年会", uid="day@x")
    maybe = event("DTSTART:20261201T010000Z", "DURATION:PT30M", "STATUS:TENTATIVE", "SUMMARY:待定", uid="maybe@x")
    free = event("DTSTART:20261203T010000Z", "DURATION:PT8H", "TRANSP:TRANSPARENT", "SUMMARY:生日", uid="free@x")
    for name, one in {"clinic": clinic, "day": day, "maybe": maybe, "free": free}.items():
        radicale.put(f"/tianying/work/{name}.ics", calendar(one))
    return radicale


EXPECTED = [
    "11-30 08:00/09:00", "12-01 09:00/09:30", "12-04 00:00/00:00", "12-07 08:00/09:00", "12-09 08:00/09:00",
]  # fmt: skip


def test_events_are_counted_where_the_report_is_refused(appointments: RadicaleServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caldav, "_free_busy", lambda *args: None)
    assert local(adapter(appointments).busy(OWNER, START, END)) == EXPECTED


def test_events_are_counted_where_the_admin_wants_it(appointments: RadicaleServer) -> None:
    assert local(adapter(appointments, reading="events").busy(OWNER, START, END)) == EXPECTED


def test_the_server_counts_free_busy_itself(appointments: RadicaleServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CalDav, "_by_events", lambda *args: pytest.fail("the report was not answered"))
    found = local(adapter(appointments).busy(OWNER, START, END))
    assert {span for span in EXPECTED if span[:5] != "12-04"} <= set(found)
    assert any(span.startswith(("12-03", "12-04")) for span in found), "the whole day is busy in the server's zone"
    assert not any(span.startswith(("12-02", "12-03 09")) for span in found)


def test_an_empty_calendar_and_one_that_is_not_there(radicale: RadicaleServer) -> None:
    assert adapter(radicale).busy(OWNER, START, END) == []
    stranger = CalendarOwner("interviewer", "9", "某某", "stranger@hospital.example")
    with pytest.raises(CalendarMissing):
        adapter(radicale).busy(stranger, START, END)


def test_a_wrong_password_is_refused_and_told(radicale: RadicaleServer) -> None:
    with pytest.raises(Refused, match="用户名或密码"):
        adapter(radicale, password="wrong").busy(OWNER, START, END)
    assert not adapter(radicale, password="wrong").check().ok
    assert adapter(radicale).check().ok


def test_an_interview_comes_moves_and_goes(radicale: RadicaleServer) -> None:
    outside = adapter(radicale)
    first = outside.keep(ENTRY, key="k0")
    path = "/tianying/work/interview-3-interviewer-1102@hr-recruit.ics"
    assert first.remote_id == path
    later = replace(ENTRY, sequence=1, start=ENTRY.start + timedelta(hours=2), end=ENTRY.end + timedelta(hours=2))
    assert outside.keep(later, key="k1") == first
    [stored] = Calendar.from_ical(radicale.call("GET", path).text).walk("VEVENT")
    assert (str(stored["SUMMARY"]), stored["DTSTART"].dt, stored["SEQUENCE"]) == (ENTRY.summary, later.start, 1)
    assert outside.kept(later, key="k1") == first
    assert outside.keep(ENTRY, key="k0") == first, "an older change undoes nothing"
    assert stored["DTSTART"].dt == later.start
    outside.keep(replace(later, sequence=2, cancelled=True), key="k2")
    assert radicale.call("GET", path).status_code == 404
    outside.keep(replace(later, sequence=2, cancelled=True), key="k2")
    assert outside.kept(replace(later, sequence=2, cancelled=True), key="k2") == first


def test_what_its_owner_edited_is_still_moved(radicale: RadicaleServer) -> None:
    outside = adapter(radicale)
    path = outside.keep(ENTRY, key="k0").remote_id
    edited = radicale.call("GET", path).text.replace("\nSEQUENCE:0", "\nSEQUENCE:7").replace("3 号会议室", "老地方")
    radicale.put(path, edited)
    outside.keep(replace(ENTRY, sequence=1), key="k1")
    [stored] = Calendar.from_ical(radicale.call("GET", path).text).walk("VEVENT")
    assert (str(stored["LOCATION"]), stored["SEQUENCE"]) == ("3 号会议室", 8)


def test_a_room_has_a_calendar_too(radicale: RadicaleServer) -> None:
    adapter(radicale).keep(replace(ENTRY, owner=ROOM, uid="interview-3-room-1@hr-recruit"), key="k")
    assert radicale.call("GET", "/rooms/1/interview-3-room-1@hr-recruit.ics").status_code == 200


def test_no_calendar_to_write_to(radicale: RadicaleServer) -> None:
    stranger = replace(ENTRY, owner=CalendarOwner("room", "77", "没有的会议室"))
    with pytest.raises((CalendarMissing, Refused)):
        adapter(radicale).keep(stranger, key="k")


def test_a_server_that_is_gone_is_asked_later(radicale: RadicaleServer) -> None:
    radicale.stop()
    try:
        with pytest.raises(RetryLater):
            adapter(radicale).busy(OWNER, START, END)
        with pytest.raises(RetryLater):
            adapter(radicale).keep(ENTRY, key="k")
    finally:
        radicale.start()
