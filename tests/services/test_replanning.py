"""Something happens, a half-day is promised, another goal comes first: the plan is solved again and nothing is lost."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from hr_recruit_plugin.errors import Conflict, Invalid
from hr_recruit_plugin.models import Busy, Interview, OutboxMessage, Schedule
from hr_recruit_plugin.services import (
    plan_comparison,
    replanning,
    rescheduling,
    resources,
    schedule_sheet,
    scheduling,
)
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import MONDAY, TUESDAY, Desk

ZONE = ZoneInfo("Asia/Shanghai")
NINE = datetime(2026, 11, 30, 9, tzinfo=ZONE)


def row(schedule_id: int) -> Schedule:
    with unit_of_work(write=False) as unit:
        found = unit.session.get_one(Schedule, schedule_id, populate_existing=True)
        unit.session.refresh(found)
        return found


def placed(schedule_id: int) -> dict[str, dict[str, Any]]:
    return {p["interview"]: {**p, "interviewers": sorted(p["interviewers"])} for p in (row(schedule_id).plan or {})["placed"]}


def happened(desk: Desk, schedule_id: int, resource: str, start: datetime = NINE, hours: float = 1, note: str = "") -> int:
    with unit_of_work(desk.actor()) as unit:
        event = replanning.Event(resource, start, start + timedelta(hours=hours), note)
        new = replanning.happened(unit, schedule_id, event).id
    scheduling.solve(desk.actor(), new, seconds=5)
    return new


def publish(desk: Desk, schedule_id: int) -> list[Interview]:
    with unit_of_work(desk.actor()) as unit:
        return scheduling.publish(unit, schedule_id, version=None)


# --- something happens -------------------------------------------------------------------------------------------


def test_an_interviewer_drops_out_and_as_few_change_as_they_had(desk):
    first = desk.published()
    before = placed(first)
    gone = next(w for p in before.values() for w in p["interviewers"] if w in ("interviewer:1101", "interviewer:1102"))
    hit = {i for i, p in before.items() if gone in p["interviewers"]}
    second = happened(desk, first, gone, hours=3, note="出差")
    after = placed(second)
    assert {i for i, p in after.items() if gone in p["interviewers"]} == set()
    levels = {level["name"]: level["value"] for level in row(second).plan["levels"]}
    assert (levels["lost"], levels["panel_changes"]) == (0, len(hit))
    assert levels["moved"] <= len(hit)
    assert sum(after[i]["start"] != p["start"] for i, p in before.items()) == levels["moved"]
    assert row(second).based_on == first
    assert row(second).problem["causes"][0]["note"] == "出差"
    assert {i.sequence for i in publish(desk, second)} == {1}


def test_a_room_closes(desk):
    first = desk.published()
    room = next(iter(placed(first).values()))["room"]
    after = placed(happened(desk, first, room, hours=3))
    assert {p["room"] for p in after.values()} == {f"room:{i}" for i in desk.room_ids} - {room}


def test_a_candidate_cannot_and_only_they_move(desk):
    first = desk.published()
    before = placed(first)
    one, held = next(iter(before.items()))
    start = datetime.strptime(held["start"], "%Y-%m-%dT%H:%M").replace(tzinfo=ZONE)
    after = placed(happened(desk, first, one, start, 0.5))
    assert after[one]["start"] != held["start"]
    assert sum(after[i]["start"] != p["start"] for i, p in before.items()) == 1


def test_a_second_thing_happens_before_the_first_is_published(desk):
    first = desk.published(days=[MONDAY, TUESDAY])
    second = happened(desk, first, f"room:{desk.room_ids[0]}", hours=3)
    third = happened(desk, second, "interviewer:1101", hours=3)
    assert row(second).state == "discarded"
    assert row(third).based_on == first
    assert [c["who"] for c in row(third).problem["causes"]] == [f"room:{desk.room_ids[0]}", "interviewer:1101"]


def test_nobody_hears_anything_before_publication(desk):
    first = desk.published()
    with unit_of_work(write=False) as unit:
        before = len(unit.session.scalars(select(OutboxMessage)).all())
    happened(desk, first, "interviewer:1101", hours=3)
    with unit_of_work(write=False) as unit:
        assert len(unit.session.scalars(select(OutboxMessage)).all()) == before


@pytest.mark.parametrize(("resource", "hours", "sentence"), [
    ("interviewer:9999", 1, "选这份方案里的一位面试官"), ("interviewer:1101", -1, "结束时间要在开始之后"),
])
def test_nonsense_is_refused_and_nothing_is_noted(desk, resource, hours, sentence):
    first = desk.published()
    with pytest.raises(Invalid, match=sentence):
        happened(desk, first, resource, hours=hours)
    with unit_of_work(write=False) as unit:
        assert unit.session.scalars(select(Busy)).all() == []


def test_what_an_event_touches(desk):
    first = desk.published()
    with unit_of_work(desk.actor(), write=False) as unit:
        line = schedule_sheet.sheet(unit, first).lines[0]
        end = line.start + timedelta(minutes=5)
        for resource in (line.room, line.people[0][0], f"application:{line.application_id}"):
            found = replanning.touched(unit, first, replanning.Event(str(resource), line.start, end))
            assert [x.application_id for x in found] == [line.application_id]
        assert replanning.touched(unit, first, replanning.Event("room:99", line.start, end)) == []


def test_a_plan_that_is_not_solved_cannot_be_repaired(desk):
    with pytest.raises(Conflict, match="还没算好"):
        happened(desk, desk.propose(), "interviewer:1101")


# --- by hand: locks and taking back ------------------------------------------------------------------------------


def moved(desk: Desk, schedule_id: int, application_id: int) -> str:
    """Move somebody to the last place there is. → its start."""
    with unit_of_work(desk.actor()) as unit:
        found = rescheduling.places(unit, schedule_id, application_id)
        goal = next(p for p in reversed(found.places) if p.placement and not p.here)
        rescheduling.move(unit, schedule_id, application_id, goal.key, version=None)
    return goal.key


def test_what_was_moved_is_locked_and_stays_when_solved_again(desk):
    schedule_id = desk.solved()
    start = moved(desk, schedule_id, desk.application_ids[0])
    one = f"application:{desk.application_ids[0]}"
    held = placed(schedule_id)[one]
    with unit_of_work(desk.actor()) as unit:
        again = scheduling.again(unit, schedule_id).id
    scheduling.solve(desk.actor(), again, seconds=5)
    assert row(again).state == "solved", row(again).problem_note
    assert placed(again)[one] == held
    assert held["start"] == start
    assert row(again).locked == [one]


def test_a_lock_that_became_impossible_is_let_go_and_named(desk):
    schedule_id = desk.solved()
    moved(desk, schedule_id, desk.application_ids[0])
    one = f"application:{desk.application_ids[0]}"
    held = placed(schedule_id)[one]
    with unit_of_work(desk.actor()) as unit:
        resources.mark_busy(unit, held["room"], NINE, NINE + timedelta(hours=3))
        again = scheduling.again(unit, schedule_id)
        assert (again.locked, again.problem["released"]) == ([], [one])


def test_unlocking_and_whoever_is_not_in_the_plan(desk):
    schedule_id = desk.solved()
    moved(desk, schedule_id, desk.application_ids[0])
    with unit_of_work(desk.actor()) as unit:
        assert rescheduling.lock(unit, schedule_id, desk.application_ids[0], False, version=None).locked == []
        with pytest.raises(Invalid, match="不在这份方案里"):
            rescheduling.lock(unit, schedule_id, 999, True, version=None)


def test_moves_are_taken_back_one_by_one_to_the_very_plan(desk):
    schedule_id = desk.solved()
    before = row(schedule_id).plan
    moved(desk, schedule_id, desk.application_ids[0])
    moved(desk, schedule_id, desk.application_ids[1])
    for _ in range(2):
        with unit_of_work(desk.actor()) as unit:
            rescheduling.undo(unit, schedule_id, version=None)
    after = row(schedule_id)
    assert (after.locked, after.history) == ([], [])
    assert {**after.plan, "placed": None} == {**before, "placed": None}
    assert placed(schedule_id) == {p["interview"]: {**p, "interviewers": sorted(p["interviewers"])} for p in before["placed"]}
    with pytest.raises(Conflict, match="没有可以撤销"), unit_of_work(desk.actor()) as unit:
        rescheduling.undo(unit, schedule_id, version=None)


def test_who_was_faster_is_named(desk):
    schedule_id = desk.solved()
    seen = row(schedule_id).version
    moved(desk, schedule_id, desk.application_ids[0])
    with pytest.raises(Conflict, match="何敏"), unit_of_work(desk.actor()) as unit:
        rescheduling.undo(unit, schedule_id, version=seen)


def test_cells_of_a_calendar_agree_with_what_a_move_does(desk):
    """Every cell of a morning: where it says yes the move happens, where it says no it is refused with the same words."""
    schedule_id, who = desk.solved(), desk.application_ids[0]
    lanes = [f"room:{i}" for i in desk.room_ids]
    with unit_of_work(desk.actor(), write=False) as unit:
        found = rescheduling.cells(unit, schedule_id, who, lanes, [MONDAY])
    assert len(found) == 6 * 2
    assert 0 < sum(why is None for why in found.values()) < 12
    for slot, why in found.items():
        if why is None:
            with unit_of_work(desk.actor()) as unit:
                rescheduling.move(unit, schedule_id, who, slot, version=None)
                rescheduling.undo(unit, schedule_id, version=None)
        else:
            with pytest.raises(Invalid) as refused, unit_of_work(desk.actor()) as unit:
                rescheduling.move(unit, schedule_id, who, slot, version=None)
            assert refused.value.message == why[0]


def test_a_lane_that_is_nobodys(desk):
    schedule_id = desk.solved()
    with pytest.raises(Invalid, match="格子不在方案里"), unit_of_work(desk.actor()) as unit:
        rescheduling.move(unit, schedule_id, desk.application_ids[0], "2026-11-30T09:00|room:99", version=None)


# --- another goal, side by side ----------------------------------------------------------------------------------


def variant(desk: Desk, schedule_id: int, priority: str) -> int:
    with unit_of_work(desk.actor()) as unit:
        new = replanning.variant(unit, schedule_id, priority).id
    scheduling.solve(desk.actor(), new, seconds=5)
    return new


def test_a_variant_asks_the_same_with_another_goal_first(desk):
    first = desk.solved(days=[MONDAY, TUESDAY])
    second = variant(desk, first, "fairness")
    assert row(second).problem["policy"]["order"][:2] == ["unplaced", "fairness"]
    assert row(second).problem["interviews"] == row(first).problem["interviews"]
    with pytest.raises(Invalid, match="选一个目标"), unit_of_work(desk.actor()) as unit:
        replanning.variant(unit, first, "cheapest")


def test_two_plans_side_by_side_and_one_is_taken(desk):
    first = desk.solved(days=[MONDAY, TUESDAY])
    second = variant(desk, first, "days")
    moved(desk, second, desk.application_ids[0])
    with unit_of_work(desk.actor()) as unit:
        found = plan_comparison.compare(unit, first, second)
        assert {level.name for level in found.levels} == {"unplaced", "waiting", "days", "fairness", "half_days"}
        assert sum(n for _, n, _ in found.days) == sum(n for _, _, n in found.days) == 4
        assert desk.application_ids[0] in {(d.a or d.b).application_id for d in found.differences}
        assert len(found.differences) + found.same == 4
        assert [s.id for s in schedule_sheet.sheet(unit, first).relatives] == [second]
        plan_comparison.take(unit, second, first, version=None)
    assert (row(first).state, row(second).state) == ("discarded", "solved")


def test_plans_that_cannot_be_compared(desk):
    first = desk.solved()
    with pytest.raises(Invalid, match="同一个阶段"), unit_of_work(desk.actor(), write=False) as unit:
        plan_comparison.compare(unit, first, first)
    with pytest.raises(Invalid, match="算好的方案"), unit_of_work(desk.actor(), write=False) as unit:
        plan_comparison.compare(unit, first, desk.propose())


# --- a half-day more ---------------------------------------------------------------------------------------------


def short_of_a_leader(desk: Desk) -> int:
    """Both group leaders are away on Monday but for an hour, and one may come on Tuesday if asked."""
    with unit_of_work(desk.actor()) as unit:
        for who in ("1101", "1102"):
            resources.mark_busy(unit, f"interviewer:{who}", NINE + timedelta(hours=0.5), NINE + timedelta(hours=60), "学习")
    return desk.solved(days=[MONDAY, TUESDAY], sessions=((time(9), time(10)),))


def test_the_half_days_of_the_way_out_are_added_when_promised(desk):
    schedule_id = short_of_a_leader(desk)
    with unit_of_work(desk.actor()) as unit:
        sheet = schedule_sheet.sheet(unit, schedule_id)
        found = replanning.promises(sheet)
        assert sheet.unplaced
        assert found
        assert not any(p.taken for p in found)
        new = replanning.promised(unit, schedule_id).id
    scheduling.solve(desk.actor(), new, seconds=5)
    assert row(new).plan["unplaced"] == []
    with unit_of_work(write=False) as unit:
        assert len(unit.session.scalars(select(Busy)).all()) == 2  # their own calendars are not touched
    publish(desk, new)


def test_a_half_day_with_another_interview_cannot_be_promised(desk):
    schedule_id = short_of_a_leader(desk)
    with unit_of_work(desk.actor()) as unit:
        schedule = unit.session.get_one(Schedule, schedule_id)
        asks = schedule.plan["way_out"]["asks"]
        held = {a["who"]: [[a["session"], f"{a['session'][:11]}10:00"]] for a in asks}
        schedule.problem = {**schedule.problem, "held": held}
    with unit_of_work(desk.actor()) as unit, pytest.raises(Invalid, match="有别的面试"):
        replanning.promised(unit, schedule_id)


def test_nothing_to_promise(desk):
    schedule_id = desk.solved()
    with unit_of_work(desk.actor()) as unit, pytest.raises(Conflict, match="没有要加的半天"):
        replanning.promised(unit, schedule_id)
