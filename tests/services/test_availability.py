"""Whose time is known, from what, and that unknown time is planned into by nobody."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.adapters.base import RetryLater
from hr_recruit_plugin.adapters.calendar.caldav import CalDav
from hr_recruit_plugin.adapters.calendar.port import CalendarMissing
from hr_recruit_plugin.errors import Conflict, Forbidden, Invalid
from hr_recruit_plugin.models import Busy, CalendarSync, FreeTime, Interview, Interviewer, OutboxMessage, TemplateUse
from hr_recruit_plugin.outbox.queue import unpack
from hr_recruit_plugin.records import Absence, CalendarEntry
from hr_recruit_plugin.services import (
    asks,
    busy,
    calendars,
    connections,
    resources,
    schedule_desk,
    scheduling,
    working_hours,
)
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import MONDAY, NOW, TUESDAY, Desk

ZONE = ZoneInfo("Asia/Shanghai")
SETTINGS = {"url": "https://cal.example/{login}/", "username": "hr", "password": "p"}


@pytest.fixture
def nobody_known(desk: Desk) -> Desk:
    """As ``desk``, before anybody said when people work."""
    with unit_of_work(desk.actor()) as unit:
        working_hours.use(unit, "staff", None)
    return desk


def at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def problem_of(desk: Desk, **changes: Any) -> dict[str, Any]:
    with unit_of_work(desk.actor()) as unit:
        found: dict[str, Any] = scheduling.propose(unit, desk.stage_id, desk.options(**changes)).problem
        return found


def person(desk: Desk, user_id: str, **changes: Any) -> list[list[str]]:
    row = next(i for i in problem_of(desk, **changes)["interviewers"] if i["id"] == f"interviewer:{user_id}")
    found: list[list[str]] = row["busy"]
    return found


def preview(desk: Desk, **changes: Any) -> scheduling.Preview:
    with unit_of_work(desk.actor(), write=False) as unit:
        return scheduling.preview(unit, desk.stage_id, desk.options(**changes))


def template(desk: Desk, name: str, *week: list[list[str]], whose: str = "", **more: Any) -> int:
    rows = [*week, *([[]] * (7 - len(week)))]
    with unit_of_work(desk.actor()) as unit:
        made = working_hours.save_template(unit, None, name, rows, **more).id
        if whose:
            working_hours.use(unit, whose, made)
        return made


WHOLE = [["2026-11-30T09:00", "2026-11-30T12:00"]]


# --- templates ---------------------------------------------------------------------------------------------------


def test_nobody_is_taken_for_free_whose_time_nobody_knows(nobody_known: Desk) -> None:
    assert person(nobody_known, "1101") == WHOLE
    found = preview(nobody_known)
    assert {u.name for u in found.unknown} == {"罗建国", "田颖", "何敏", "方舟"}
    assert found.known == 0
    assert str(found.unknown[0].why) == "没有工作时间，日历也没连"
    assert found.tightness.most == 0


def test_a_template_makes_time_known_in_its_hours_alone(nobody_known: Desk) -> None:
    template(nobody_known, "早班", [["08:00", "10:30"]], whose="interviewer:1101")
    assert person(nobody_known, "1101") == [["2026-11-30T10:30", "2026-11-30T12:00"]]
    assert "罗建国" not in {u.name for u in preview(nobody_known).unknown}


def test_ones_own_template_goes_before_the_departments_before_everybodys(desk: Desk) -> None:
    template(desk, "科室", [["09:00", "11:00"]], whose="department:HL")
    template(desk, "本人", [["09:00", "10:00"]], whose="interviewer:1101")
    assert person(desk, "1101") == [["2026-11-30T10:00", "2026-11-30T12:00"]]
    assert person(desk, "1102") == [["2026-11-30T11:00", "2026-11-30T12:00"]]
    assert person(desk, "1001") == []


def test_holidays_and_days_worked_for_them(desk: Desk) -> None:
    template(desk, "行政班", *[[["08:00", "12:00"]]] * 5, whose="staff")
    saturday = MONDAY + timedelta(days=5)
    with unit_of_work(desk.actor()) as unit:
        assert working_hours.save_days(unit, 2026, "2026-11-30 休 调休\n2026-12-05 班 周一") == 2
    assert person(desk, "1101", days=[MONDAY, saturday]) == WHOLE


def test_the_form_for_a_new_plan_leaves_holidays_out(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        working_hours.save_days(unit, 2026, "2026-11-24 休\n2026-11-28 班")
        days = schedule_desk.draft(unit, desk.stage_id).options.days
    assert date(2026, 11, 24) not in days
    assert date(2026, 11, 28) in days


def test_rooms_are_open_unless_a_template_says_otherwise(desk: Desk) -> None:
    assert problem_of(desk)["rooms"][0]["busy"] == []
    template(desk, "会议室", [["08:00", "10:00"]], whose=f"room:{desk.room_ids[0]}")
    assert problem_of(desk)["rooms"][0]["busy"] == [["2026-11-30T10:00", "2026-11-30T12:00"]]


def test_who_was_told_of_an_interview_keeps_it_when_hours_become_unknown(desk: Desk) -> None:
    desk.published()
    with unit_of_work(desk.actor()) as unit:
        working_hours.use(unit, "staff", None)
        told = [(i.start, {s.user_id for s in i.seats}) for i in unit.session.scalars(select(Interview))]
    again = problem_of(desk)
    for start, users in told:
        local = f"{start.astimezone(ZONE):%Y-%m-%dT%H:%M}"
        taken = {i["id"].partition(":")[2] for i in again["interviewers"] if any(a <= local < b for a, b in i["busy"])}
        assert not users & taken


def test_a_template_in_use_stays_and_names_are_unique(desk: Desk) -> None:
    used = template(desk, "行政班", [["08:00", "12:00"]], whose="staff")
    with pytest.raises(Conflict, match="1 处在用"), unit_of_work(desk.actor()) as unit:
        working_hours.remove_template(unit, used)
    with pytest.raises(Invalid, match="同名"):
        template(desk, "行政班", [["08:00", "12:00"]])
    with pytest.raises(Invalid, match="至少有一天"):
        template(desk, "空")


def test_only_hr_says_when_people_work(desk: Desk) -> None:
    with pytest.raises(Forbidden), unit_of_work(desk.actor("interviewer")) as unit:
        working_hours.use(unit, "staff", None)
    for whose in ("interviewer:9999", "room:77", "department:XX9", "everybody"):
        with pytest.raises(Invalid), unit_of_work(desk.actor()) as unit:
            working_hours.use(unit, whose, None)


def test_a_line_that_is_no_day_keeps_what_stood_there(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        working_hours.save_days(unit, 2026, "2026-10-01 休 国庆节")
    for text, sentence in (("国庆放假", "国庆放假"), ("2027-01-01 休", "不在 2026 年")):
        with pytest.raises(Invalid, match=sentence), unit_of_work(desk.actor()) as unit:
            working_hours.save_days(unit, 2026, text)
    with unit_of_work(desk.actor(), write=False) as unit:
        assert [d.name for d in working_hours.days(unit, 2026)] == ["国庆节"]


# --- leave -------------------------------------------------------------------------------------------------------


def register(desk: Desk, answer: Any) -> None:
    leave = type("Leave", (), {"recruit_absences": hookimpl(answer)})()
    desk.app.extensions["hr_recruit"].plugins.register(leave, "leave")


def test_leave_is_time_away(desk: Desk) -> None:
    asked: list[Any] = []

    def away(self: Any, user_ids: Any, start: datetime, end: datetime) -> list[Absence]:
        asked.append((sorted(user_ids), start, end))
        return [Absence("1101", at(MONDAY, "10:00"), at(TUESDAY, "00:00")), Absence("7777", start, end)]

    register(desk, away)
    assert person(desk, "1101") == [["2026-11-30T10:00", "2026-11-30T12:00"]]
    assert asked[0][0] == ["1001", "1101", "1102", "1103"]


def test_leave_moves_even_what_was_published(desk: Desk) -> None:
    desk.published()
    register(desk, lambda self, user_ids, start, end: [Absence("1101", at(MONDAY, "00:00"), at(TUESDAY, "00:00"))])
    assert person(desk, "1101") == WHOLE


def test_leave_that_cannot_be_read_is_unknown_time(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    def broken(self: Any, user_ids: Any, start: datetime, end: datetime) -> None:
        raise LookupError("罗建国 in secret")

    register(desk, broken)
    found = preview(desk)
    assert len(found.unknown) == 4
    assert "请假" in str(found.unknown[0].why)
    assert "罗建国" not in caplog.text


# --- calendars ---------------------------------------------------------------------------------------------------


@pytest.fixture
def server(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """A connected calendar server; what it answers by user id: spans, or an error to raise."""
    answers: dict[str, Any] = {}

    def told(self: CalDav, owner: Any, start: datetime, end: datetime) -> Any:
        answer = answers.get(owner.id, [])
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(CalDav, "busy", told)
    with unit_of_work() as unit:
        connections.save_connection(unit, "calendar", "caldav", SETTINGS)
    return answers


def test_busy_times_of_a_calendar_are_avoided(desk: Desk, server: dict[str, Any]) -> None:
    server["1101"] = [(at(MONDAY, "09:00"), at(MONDAY, "10:00"))]
    assert calendars.sync() == 4
    assert calendars.sync() == 4, "each reading replaces the one before"
    assert person(desk, "1101") == [["2026-11-30T09:00", "2026-11-30T10:00"]]
    assert preview(desk).unknown == ()


def test_a_fresh_calendar_makes_time_known_without_a_template(nobody_known: Desk, server: dict[str, Any]) -> None:
    calendars.sync()
    assert person(nobody_known, "1101") == []


def test_what_was_never_read_or_not_lately_is_unknown(desk: Desk, server: dict[str, Any]) -> None:
    assert [str(u.why) for u in preview(desk).unknown] == ["日历还没读到"] * 4
    calendars.sync()
    desk.pass_time(hours=25)
    found = preview(desk)
    assert str(found.unknown[0].why) == "日历从 11-23 09:00 起没读到新的"
    assert person(desk, "1101") == WHOLE


def test_a_server_that_fails_is_asked_no_further_and_says_why(desk: Desk, server: dict[str, Any]) -> None:
    calendars.sync()
    server["1001"] = RetryLater(None, "日历服务器忙，稍后自动重试", "503")
    server["1101"] = [(at(MONDAY, "09:00"), at(MONDAY, "10:00"))]
    assert calendars.sync(["interviewer:1001", "interviewer:1101"]) < 2
    with unit_of_work(write=False) as unit:
        failed = unit.session.get_one(CalendarSync, "interviewer:1001")
        assert failed.problem and failed.problem["remote"] == "503"
        assert failed.synced_at is not None, "the reading before holds as long as it is fresh"


def test_one_calendar_that_is_not_there_stops_no_other(desk: Desk, server: dict[str, Any]) -> None:
    server["1001"] = CalendarMissing("日历服务器上没有这本日历", "404")
    server["1101"] = RuntimeError("王某 in the text")
    assert calendars.sync() == 2
    assert {u.user_id: str(u.why) for u in preview(desk).unknown} == {
        "1001": "日历服务器上没有 TA 的日历", "1101": "日历还没读到",
    }  # fmt: skip
    with unit_of_work() as unit:
        connections.save_connection(unit, "calendar", "caldav", {**SETTINGS, "missing": "none"})
    assert {u.user_id for u in preview(desk).unknown} == {"1101"}


def test_a_calendar_read_up_to_some_day_says_so(desk: Desk, server: dict[str, Any]) -> None:
    calendars.sync()
    far = MONDAY + timedelta(days=120)
    assert str(preview(desk, days=[far]).unknown[0].why) == "日历只读到 2027-02-01"


def test_our_own_interview_does_not_stand_in_its_own_way(desk: Desk, server: dict[str, Any]) -> None:
    calendars.sync()
    desk.published()
    with unit_of_work(write=False) as unit:
        for interview in unit.session.scalars(select(Interview)):
            for seat in interview.seats:
                server.setdefault(seat.user_id, []).append((interview.start, interview.end))
    calendars.sync()
    with unit_of_work(write=False) as unit:
        assert unit.session.scalars(select(Busy).where(Busy.source == "calendar")).all() == []


def test_what_a_calendar_says_is_changed_in_the_calendar(desk: Desk, server: dict[str, Any]) -> None:
    server["1101"] = [(at(MONDAY, "09:00"), at(MONDAY, "10:00"))]
    calendars.sync()
    with unit_of_work(write=False) as unit:
        [row] = unit.session.scalars(select(Busy))
    with pytest.raises(Invalid, match="来自 TA 的日历"), unit_of_work(desk.actor()) as unit:
        resources.clear_busy(unit, row.id)


def entries(desk: Desk) -> list[CalendarEntry]:
    with unit_of_work(write=False) as unit:
        rows = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.port == "calendar").order_by(OutboxMessage.id))
        return [unpack(row.kind, row.payload) for row in rows]  # type: ignore[misc]


def test_published_interviews_go_into_calendars_and_out_again(desk: Desk, server: dict[str, Any]) -> None:
    calendars.sync()
    desk.published(application_ids=desk.application_ids[:1])
    first = entries(desk)
    assert {e.owner.kind for e in first} == {"interviewer"}, "no address of rooms was given"
    assert len(first) == 2 and all(not e.cancelled and e.uid.endswith("@hr-recruit") for e in first)
    with unit_of_work() as unit:
        from hr_recruit_plugin.models import Application
        from hr_recruit_plugin.services.publication import cancel_for

        cancel_for(unit, unit.get(Application, desk.application_ids[0], ""))
    gone = entries(desk)[2:]
    assert [(e.cancelled, e.sequence) for e in gone] == [(True, 1), (True, 1)]
    assert {e.uid for e in gone} == {e.uid for e in first}


def test_without_a_calendar_nothing_waits_for_one(desk: Desk) -> None:
    desk.published()
    assert entries(desk) == []


# --- marks and choices -------------------------------------------------------------------------------------------


def test_what_somebody_marked_free_is_known(nobody_known: Desk) -> None:
    with unit_of_work() as unit:
        unit.session.add(FreeTime(resource="interviewer:1101", start=at(MONDAY, "09:00"), end=at(MONDAY, "10:30")))
    assert person(nobody_known, "1101") == [["2026-11-30T10:30", "2026-11-30T12:00"]]
    assert {u.user_id: u.partly for u in preview(nobody_known).unknown}["1101"] is True


def test_everybody_who_asks_when_gets_the_same_answer(nobody_known: Desk) -> None:
    with unit_of_work(write=False) as unit:
        found = busy.away(unit, at(MONDAY, "09:00"), at(MONDAY, "12:00"))
    assert found["interviewer:1101"] == [(at(MONDAY, "09:00"), at(MONDAY, "12:00"))]


def test_departments_come_from_the_host(desk: Desk) -> None:
    with unit_of_work(write=False) as unit:
        rows = {i.user_id: i.department_id for i in unit.session.scalars(select(Interviewer))}
        assert rows["1101"] == "HL"
        assert unit.session.get(TemplateUse, "staff") is not None


def test_interviewers_are_asked_by_mail_and_todo(nobody_known: Desk) -> None:
    with unit_of_work(nobody_known.actor()) as unit:
        assert asks.ask_interviewers(unit, ["1101", "1102"], MONDAY, TUESDAY) == 2
    with unit_of_work(write=False) as unit:
        sent = unit.session.scalars(select(OutboxMessage.kind)).all()
    assert sorted(sent) == ["Notice", "Notice", "Todo", "Todo"]
    assert preview(nobody_known).unknown[1].asked_at == NOW
    with pytest.raises(Invalid, match="选上要问的"), unit_of_work(nobody_known.actor()) as unit:
        asks.ask_interviewers(unit, ["9999"], MONDAY, TUESDAY)
