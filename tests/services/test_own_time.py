"""Hours that interviewers mark themselves, and half-days that candidates turn down."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import Application, AuditEntry, Busy, FreeTime, MarkLog, OutboxMessage, TimeAsk
from hr_recruit_plugin.outbox.queue import unpack
from hr_recruit_plugin.services import asks, own_time, resources, scheduling
from hr_recruit_plugin.services.unit import CANDIDATE, unit_of_work
from tests.support.desk import MONDAY, NOW, TUESDAY, Desk

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)


def mark(desk: Desk, keys: list[str], how: str, *, days: list[str] | None = None, weeks: int = 1, who: str = "head") -> int:
    with unit_of_work(desk.actor(who)) as unit:
        return own_time.mark(unit, keys, days or [], how, weeks=weeks)


def marked(model: type[Busy] | type[FreeTime]) -> list[str]:
    with unit_of_work(write=False) as unit:
        rows = unit.session.scalars(select(model).order_by(model.start))
        return [f"{r.start.astimezone(ZONE):%m-%d %H:%M}/{r.end.astimezone(ZONE):%H:%M}" for r in rows]


# --- interviewers ------------------------------------------------------------------------------------------------


def test_hours_side_by_side_become_one_span_and_are_audited(desk: Desk) -> None:
    assert mark(desk, ["2026-11-30T09", "2026-11-30T10", "2026-12-01T14"], "busy") == 3
    assert marked(Busy) == ["11-30 09:00/11:00", "12-01 14:00/15:00"]
    with unit_of_work(write=False) as unit:
        assert unit.session.get_one(MarkLog, "1101").marked_at == NOW
        assert "time.marked" in unit.session.scalars(select(AuditEntry.action)).all()


def test_a_new_mark_replaces_the_old_one_where_they_meet(desk: Desk) -> None:
    mark(desk, ["2026-11-30T09", "2026-11-30T10", "2026-11-30T11"], "busy")
    mark(desk, ["2026-11-30T10"], "free")
    assert (marked(Busy), marked(FreeTime)) == (["11-30 09:00/10:00", "11-30 11:00/12:00"], ["11-30 10:00/11:00"])
    mark(desk, [], "clear", days=["2026-11-30"])
    assert (marked(Busy), marked(FreeTime)) == ([], [])


def test_marks_of_hr_stay_when_own_ones_are_cleared(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        resources.mark_busy(unit, "interviewer:1101", at(MONDAY, 9), at(MONDAY, 10), "会")
    mark(desk, [], "clear", days=["2026-11-30"])
    assert marked(Busy) == ["11-30 09:00/10:00"]


def test_the_same_every_week(desk: Desk) -> None:
    assert mark(desk, ["2026-11-30T09"], "busy", weeks=4) == 4
    assert [m[:5] for m in marked(Busy)] == ["11-30", "12-07", "12-14", "12-21"]


@pytest.mark.parametrize(
    ("keys", "how", "weeks"),
    [([], "busy", 1), (["2026-11-20T09"], "busy", 1), (["nonsense"], "busy", 1), (["2026-11-30T09"], "maybe", 1),
     (["2026-11-30T09"], "busy", 5000)],
)  # fmt: skip
def test_what_makes_no_sense_is_a_sentence(desk: Desk, keys: list[str], how: str, weeks: int) -> None:
    with pytest.raises(Invalid):
        mark(desk, keys, how, weeks=weeks)
    assert marked(Busy) == []


def test_only_interviewers_have_a_week(desk: Desk) -> None:
    with pytest.raises(Forbidden), unit_of_work(desk.actor("admin"), write=False) as unit:
        own_time.week(unit)
    with pytest.raises(NotFound, match="还不是面试官"), unit_of_work(desk.actor("interviewer3"), write=False) as unit:
        own_time.week(unit)


def test_the_week_shows_hours_leave_and_interviews(desk: Desk) -> None:
    desk.published()
    mark(desk, ["2026-12-01T14"], "busy")
    with unit_of_work(desk.actor("head"), write=False) as unit:
        week = own_time.week(unit, 1)
    assert week.days[0] == MONDAY
    cells = {cell.key: cell for row in week.cells for cell in row}
    assert cells["2026-12-01T14"].mark == "busy"
    assert any("interview" in cell.others for cell in cells.values())
    assert cells["2026-12-02T08"].work
    assert not cells["2026-12-02T08"].past


def test_who_was_asked_and_marks_is_done_with_it(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        asks.ask_interviewers(unit, ["1101"], MONDAY, TUESDAY)
    desk.pass_time(hours=1)
    with unit_of_work(desk.actor("head")) as unit:
        own_time.confirm(unit)
    with unit_of_work(write=False) as unit:
        todos = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "Todo").order_by(OutboxMessage.id))
        assert [unpack(row.kind, row.payload).done for row in todos] == [False, True]  # type: ignore[union-attr]


# --- candidates --------------------------------------------------------------------------------------------------


def token(desk: Desk, n: int = 0) -> str:
    with unit_of_work(write=False) as unit:
        return unit.session.get_one(Application, desk.application_ids[n]).token


def ask(desk: Desk) -> int:
    with unit_of_work(desk.actor()) as unit:
        return asks.ask_candidates(unit, desk.stage_id, MONDAY, MONDAY + timedelta(days=4))


def choose(desk: Desk, *keys: str, n: int = 0) -> None:
    link = token(desk, n)
    with unit_of_work(CANDIDATE) as unit:
        asks.choose(unit, link, keys)


def asked(desk: Desk) -> asks.Asked:
    with unit_of_work(desk.actor(), write=False) as unit:
        found = scheduling.preview(unit, desk.stage_id, desk.options()).asked
        assert found is not None
        return found


def test_candidates_are_asked_once_until_they_answer(desk: Desk) -> None:
    assert ask(desk) == 4
    assert asked(desk) == asks.Asked(4, 4, 0)
    choose(desk, "2026-11-30.am")
    assert asked(desk).silent == 3
    desk.pass_time(hours=1)
    assert ask(desk) == 3, "who has answered for these days is left in peace"


def test_half_days_that_do_not_work_are_planned_around(desk: Desk) -> None:
    ask(desk)
    choose(desk, "2026-11-30.am")
    with unit_of_work(desk.actor()) as unit:
        problem = scheduling.propose(unit, desk.stage_id, desk.options()).problem
    busy = {c["id"]: c["busy"] for c in problem["candidates"]}
    assert sorted(map(len, busy.values())) == [0, 0, 0, 1]


def test_an_answer_replaces_the_one_before(desk: Desk) -> None:
    ask(desk)
    choose(desk, "2026-11-30.am", "2026-12-01.pm")
    choose(desk, "2026-12-01.pm")
    link = token(desk)
    with unit_of_work(CANDIDATE, write=False) as unit:
        choice = asks.choice(unit, link)
    assert [h.key for h in choice.halves if h.no] == ["2026-12-01.pm"]
    assert len(choice.halves) == 10
    choose(desk)
    assert marked(Busy) == []


def test_all_of_them_or_a_day_that_is_not_there(desk: Desk) -> None:
    ask(desk)
    link = token(desk)
    with unit_of_work(CANDIDATE, write=False) as unit:
        every = [h.key for h in asks.choice(unit, link).halves]
    for keys, sentence in ((every, "没法安排"), (["2027-01-01.am"], "不在可选的日子里")):
        with pytest.raises(Invalid, match=sentence):
            choose(desk, *keys)
    with pytest.raises(NotFound), unit_of_work(CANDIDATE, write=False) as unit:
        asks.choice(unit, "nobody-knows-this-one")


def test_who_was_not_asked_may_still_say_it(desk: Desk) -> None:
    choose(desk, "2026-11-30.am")
    with unit_of_work(write=False) as unit:
        row = unit.session.get_one(TimeAsk, desk.application_ids[0])
        assert (row.asked_at, row.answered_at) == (None, NOW)
    assert asked(desk) == asks.Asked(4, 1, 1)


def test_an_ended_application_is_asked_nothing(desk: Desk) -> None:
    with unit_of_work() as unit:
        unit.session.get_one(Application, desk.application_ids[0]).status = "rejected"
    with pytest.raises(NotFound, match="已结束"):
        choose(desk, "2026-11-30.am")
    assert ask(desk) == 3
