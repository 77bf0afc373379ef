"""Plans from proposal to publication, and what happens when two people act at once."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.engines import scheduling as engine
from hr_recruit_plugin.errors import Conflict, Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import Application, Busy, Claim, Interview, Interviewer, OutboxMessage, Schedule, Stage
from hr_recruit_plugin.services import pipeline, rescheduling, schedule_desk, schedule_sheet, scheduling, solving
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import MONDAY, TUESDAY

ZONE = ZoneInfo("Asia/Shanghai")


def interviews(unit: Any) -> list[Interview]:
    return list(unit.session.scalars(select(Interview).order_by(Interview.id)))


def row(schedule_id: int) -> Schedule:
    with unit_of_work(write=False) as unit:
        found = unit.session.get_one(Schedule, schedule_id, populate_existing=True)
        unit.session.refresh(found)
        return found


# --- proposing ---------------------------------------------------------------------------------------------------


def test_the_problem_names_whoever_waits(desk):
    problem = row(desk.propose()).problem
    assert [i["id"] for i in problem["interviews"]] == [f"application:{a}" for a in desk.application_ids]
    assert problem["grid"]["sessions"] == [{"date": "2026-11-30", "start": "09:00", "end": "12:00"}]
    assert problem["published"] is None


def test_chosen_candidates_alone(desk):
    problem = row(desk.propose(application_ids=desk.application_ids[:1])).problem
    assert len(problem["interviews"]) == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days": []}, "至少选一天"),
        ({"days": [datetime(2026, 11, 20, tzinfo=ZONE).date()]}, "已过去"),
        (
            {"days": [datetime(2026, 11, 23, tzinfo=ZONE).date()], "sessions": ((time(8), time(9, 30)),)},
            "已开始或过去",
        ),
        ({"sessions": ((time(12), time(9)),)}, "结束不晚于开始"),
        ({"sessions": ((time(9), time(12)), (time(11), time(13)))}, "重叠"),
        ({"room_ids": [999]}, "一个房间也没有"),
        ({"application_ids": [999]}, "没有等着排期的候选人"),
        ({"days": [MONDAY + timedelta(days=n) for n in range(61)]}, "一次最多排 60 天"),
    ],
)
def test_bad_questions_are_refused_in_a_sentence(desk, changes, sentence):
    with pytest.raises(Invalid, match=sentence):
        desk.propose(**changes)


def test_a_pool_without_members_is_named(desk):
    with unit_of_work() as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.active = "护理组长" not in person.pools
    with pytest.raises(Invalid, match=r"候选.*护理组长 里没有人"):
        desk.propose()


def test_stages_that_hold_no_interviews_are_refused(desk):
    with unit_of_work(write=False) as unit:
        screening = unit.session.scalars(select(Stage).where(Stage.kind == "screening")).one().id
    with pytest.raises(Invalid, match="不是面试阶段"):
        desk.propose(stage_id=screening)
    with pytest.raises(NotFound):
        desk.propose(stage_id=999)


def test_only_those_who_plan_may(desk):
    with pytest.raises(Forbidden), unit_of_work(desk.actor("head")) as unit:
        scheduling.propose(unit, desk.stage_id, desk.options())


def test_demand_is_known_before_solving(desk):
    with unit_of_work(desk.actor(), write=False) as unit:
        found = scheduling.preview(unit, desk.stage_id, desk.options())
    rows = {r.resource: r for r in found.tightness.rows}
    assert found.people == 4
    assert (rows["人事"].need, rows["人事"].by_day) == (4, (12,))
    assert found.tightness.most == 12


# --- solving -----------------------------------------------------------------------------------------------------


def test_a_plan_is_solved_proven_and_checked(desk):
    schedule = row(desk.solved())
    assert schedule.state == "solved"
    assert len(schedule.plan["placed"]) == 4
    assert schedule.plan["levels"][0] == {
        **schedule.plan["levels"][0],
        "name": "unplaced",
        "value": 0,
        "proven": True,
    }


def test_progress_is_kept_in_the_row(desk, monkeypatch):
    monkeypatch.setattr(solving, "BEAT", 0.01)
    seen = []

    def plan(problem: Any, *, progress: Callable[..., None], **_: Any) -> engine.Plan:
        progress(engine.Progress("waiting", 7, 5, False, 1.5))
        threading.Event().wait(0.2)
        seen.append(row(schedule_id))
        return engine.Plan(problem.name, (), tuple(engine.Unplaced(i.id, (NOT_FOUND,)) for i in problem.interviews))

    NOT_FOUND = engine.Reason("not_found", "没有找到")
    schedule_id = desk.propose()
    monkeypatch.setattr(engine, "plan", plan)
    scheduling.solve(desk.actor(), schedule_id)
    assert seen[0].progress["levels"] == [
        {"level": "waiting", "value": 7, "bound": 5, "proven": False, "seconds": 1.5}
    ]
    assert row(schedule_id).state == "solved"


def test_stopping_keeps_the_best_plan_so_far(desk, monkeypatch):
    monkeypatch.setattr(solving, "BEAT", 0.01)
    real = engine.plan

    def plan(problem: Any, *, cancelled: Callable[[], bool], **more: Any) -> engine.Plan:
        with unit_of_work(desk.actor()) as unit:
            scheduling.stop(unit, schedule_id)
        wait = threading.Event()
        assert any(cancelled() or wait.wait(0.05) for _ in range(100))
        return real(problem, cancelled=cancelled, **more)

    schedule_id = desk.propose()
    monkeypatch.setattr(engine, "plan", plan)
    scheduling.solve(desk.actor(), schedule_id)
    found = row(schedule_id)
    assert found.state == "solved"
    assert len(found.plan["placed"]) == 4


def test_a_fault_in_the_engine_is_kept_and_can_be_tried_again(desk, monkeypatch):
    schedule_id = desk.propose()
    with monkeypatch.context() as patched, pytest.raises(RuntimeError):
        patched.setattr(engine, "plan", lambda *_, **__: (_ for _ in ()).throw(RuntimeError("out of memory")))
        scheduling.solve(desk.actor(), schedule_id)
    assert row(schedule_id).state == "failed"
    with unit_of_work(desk.actor()) as unit:
        scheduling.restart(unit, schedule_id)
    scheduling.solve(desk.actor(), schedule_id)
    assert row(schedule_id).state == "solved"


def test_a_dead_solve_is_noticed_and_restarted_once(desk):
    schedule_id = desk.propose()
    with pytest.raises(Conflict, match="正在求解"), unit_of_work(desk.actor()) as unit:
        scheduling.restart(unit, schedule_id)
    desk.pass_time(minutes=1)
    assert solving.silent(row(schedule_id), desk.now)
    with unit_of_work(desk.actor()) as unit:
        scheduling.restart(unit, schedule_id)
    with pytest.raises(Conflict), unit_of_work(desk.actor()) as unit:
        scheduling.restart(unit, schedule_id)  # the second click


def test_a_solve_that_was_taken_over_writes_nothing(desk):
    schedule_id = desk.propose()
    old = solving._take_over(desk.actor(), schedule_id, 5)
    solving._take_over(desk.actor(), schedule_id, 5)
    solving._close(desk.actor(), schedule_id, old, state="failed", plan=None, note="too late")
    assert row(schedule_id).state == "solving"


def test_solving_in_the_background(desk):
    schedule_id = desk.propose()
    scheduling.solve_later(desk.actor(), schedule_id, seconds=5)
    thread = next(t for t in threading.enumerate() if t.name == f"hr-recruit-solve-{schedule_id}")
    thread.join(60)
    assert row(schedule_id).state == "solved"


# --- publishing --------------------------------------------------------------------------------------------------


def test_publishing_makes_interviews_claims_and_invitations(desk):
    schedule_id = desk.published()
    with unit_of_work(write=False) as unit:
        found = interviews(unit)
        assert len(found) == 4
        assert {i.state for i in found} == {"published"}
        # two interviewers, a room and a candidate for six slots of five minutes each
        assert unit.session.scalar(select(func.count()).select_from(Claim)) == 4 * 4 * 6
        told = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.port == "messaging")).all()
    assert len(told) == 4 * 3
    assert row(schedule_id).published_by == "何敏"


def test_a_plan_is_published_once(desk):
    schedule_id = desk.published()
    with pytest.raises(Invalid, match="没有发布过"), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, schedule_id, version=None)
    with pytest.raises(Conflict, match="何敏"), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, schedule_id, version=1)


def test_a_plan_that_fails_the_independent_check_is_refused(desk):
    schedule_id = desk.solved()
    with unit_of_work() as unit:
        schedule = unit.session.get_one(Schedule, schedule_id)
        plan = dict(schedule.plan)
        plan["placed"] = [
            {**p, "start": plan["placed"][0]["start"], "room": plan["placed"][0]["room"]} for p in plan["placed"]
        ]
        schedule.plan = plan
    with pytest.raises(Invalid, match=r"独立校验没通过.*候选"), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, schedule_id, version=None)


def test_who_left_the_stage_stops_a_publication(desk):
    schedule_id = desk.solved()
    with unit_of_work(desk.actor()) as unit:
        pipeline.reject(unit, desk.application_ids[0], version=None, reason="不合适")
    with pytest.raises(Conflict, match="候选甲 已不在这个阶段"), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, schedule_id, version=None)


def test_a_time_that_has_passed_stops_a_publication(desk):
    schedule_id = desk.solved()
    desk.pass_time(days=8)
    with pytest.raises(Conflict, match="时间已经过去"), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, schedule_id, version=None)


def test_two_plans_for_the_same_people_cannot_both_be_published(desk):
    first, second = desk.solved(), desk.solved()
    with unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, first, version=None)
    with pytest.raises(Conflict), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, second, version=None)
    assert row(second).state == "solved"


# --- replanning --------------------------------------------------------------------------------------------------


def test_a_replan_keeps_what_is_published(desk):
    desk.published(application_ids=desk.application_ids[:3])
    second = row(desk.solved())
    placed = {p["interview"]: p["start"] for p in second.plan["placed"]}
    assert [v["value"] for v in second.plan["levels"] if v["name"] in ("lost", "moved")] == [0, 0]
    assert all(placed[p["interview"]] == p["start"] for p in second.problem["published"]["placed"])


def test_an_interviewer_drops_out_and_only_who_must_is_told(desk):
    desk.published()
    with unit_of_work(write=False) as unit:
        before = {i.id: (i.start, {s.user_id for s in i.seats}) for i in interviews(unit)}
    gone = next(iter(before.values()))[1] & {"1101", "1102"}
    with unit_of_work(desk.actor()) as unit:
        for person in unit.session.scalars(select(Interviewer).where(Interviewer.user_id.in_(gone))):
            person.active = False
    schedule_id = desk.solved()
    with unit_of_work(desk.actor()) as unit:
        changed = scheduling.publish(unit, schedule_id, version=None)
        assert 0 < len(changed) <= 4
        assert all(i.sequence == 1 for i in changed)
        assert not any(s.user_id in gone for i in interviews(unit) for s in i.seats)
    assert {i for i, (_, people) in before.items() if people & gone} <= {i.id for i in changed}


def test_other_days_leave_published_interviews_alone(desk):
    desk.published(application_ids=desk.application_ids[:2])
    problem = row(desk.propose(days=[TUESDAY])).problem
    assert problem["published"] is None
    assert len(problem["interviews"]) == 2


def test_another_grid_leaves_published_interviews_alone(desk):
    with unit_of_work() as unit:
        unit.session.get_one(Stage, desk.stage_id).minutes = 20
    desk.published(application_ids=desk.application_ids[:3], grid_minutes=20, room_ids=desk.room_ids[:1])
    problem = row(desk.propose(grid_minutes=60)).problem
    with unit_of_work(write=False) as unit:
        on_grid = [i for i in interviews(unit) if i.start.minute == 0]
    assert len((problem["published"] or {}).get("placed", ())) == len(on_grid)


def test_interviews_of_others_are_taken_time(desk):
    desk.published(application_ids=desk.application_ids[:2])
    problem = row(desk.propose(application_ids=desk.application_ids[2:])).problem
    assert sum(len(r["busy"]) for r in problem["rooms"]) == 2


def test_who_asks_for_another_time_gets_another_time(desk):
    desk.published(application_ids=desk.application_ids[:1])
    with unit_of_work() as unit:
        old = interviews(unit)[0].start
        scheduling.answer(unit, interviews(unit)[0], "asks_other_time")
    schedule_id = desk.solved(application_ids=desk.application_ids[:1])
    with unit_of_work(desk.actor()) as unit:
        [changed] = scheduling.publish(unit, schedule_id, version=None)
        assert changed.start != old
        assert (changed.sequence, changed.answer) == (1, None)


def test_an_answer_comes_too_late(desk):
    desk.published(application_ids=desk.application_ids[:1])
    desk.pass_time(days=8)
    with pytest.raises(Invalid, match="已经开始或取消"), unit_of_work() as unit:
        scheduling.answer(unit, interviews(unit)[0], "confirmed")


def test_solving_again_asks_the_same_question_anew(desk):
    first = desk.solved()
    with unit_of_work(desk.actor()) as unit:
        unit.session.add(
            Busy(resource=f"room:{desk.room_ids[0]}", start=desk.now, end=desk.now + timedelta(days=30), note="装修")
        )
        second = scheduling.again(unit, first)
        assert len(second.problem["rooms"][0]["busy"]) == 1
    assert row(first).state == "discarded"


def test_a_rejection_calls_the_interview_off_and_frees_the_slot(desk):
    desk.published()
    with unit_of_work(desk.actor()) as unit:
        pipeline.reject(unit, desk.application_ids[0], version=None, reason="不合适")
        one = unit.session.scalars(select(Interview).where(Interview.application_id == desk.application_ids[0])).one()
        assert one.state == "cancelled"
        assert not unit.session.scalars(select(Claim).where(Claim.interview_id == one.id)).all()


def test_leaving_the_stage_calls_its_interview_off(desk):
    desk.published()
    with unit_of_work(desk.actor()) as unit:
        application = unit.session.get_one(Application, desk.application_ids[0])
        pipeline.advance(unit, application.id, application.job.stages[-1].id, version=None)
        one = unit.session.scalars(select(Interview).where(Interview.application_id == application.id)).one()
        assert one.state == "cancelled"


# --- who came ----------------------------------------------------------------------------------------------------


def test_attendance_is_noted_and_taken_back(desk):
    desk.published()
    with unit_of_work(desk.actor()) as unit:
        one = interviews(unit)[0].id
        assert scheduling.attend(unit, one, "arrived").state == "arrived"
        assert scheduling.attend(unit, one, "published").state == "published"
        with pytest.raises(Invalid, match="还没开始"):
            scheduling.attend(unit, one, "absent")
        with pytest.raises(Invalid, match="三种"):
            scheduling.attend(unit, one, "held")


def test_the_absent_are_planned_again_only_by_name(desk):
    desk.published()
    desk.pass_time(days=8)
    with unit_of_work(desk.actor()) as unit:
        scheduling.attend(unit, interviews(unit)[0].id, "absent")
    later = [MONDAY + timedelta(days=7)]
    with pytest.raises(Invalid, match="没有等着排期"):
        desk.propose(days=later)
    schedule_id = desk.solved(days=later, application_ids=desk.application_ids)
    with unit_of_work(desk.actor()) as unit:
        [again] = scheduling.publish(unit, schedule_id, version=None)
        assert (again.state, again.sequence) == ("published", 1)


def test_limits_count_interviews_of_other_rounds(desk):
    with unit_of_work() as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.max_per_day, person.max_per_week = 3, 4
    desk.published(application_ids=desk.application_ids[:3])
    problem = row(desk.propose(days=[MONDAY, TUESDAY])).problem
    with unit_of_work(write=False) as unit:
        held = Counter(s.user_id for i in interviews(unit) for s in i.seats)
    assert problem["published"] is not None  # movable interviews are the solver's own to count
    problem = row(desk.propose(days=[MONDAY, TUESDAY], application_ids=desk.application_ids[3:])).problem
    left = {w["id"]: (w["max_per_day"], w["max_per_week"]) for w in problem["interviewers"]}
    for user_id, count in held.items():
        assert left[f"interviewer:{user_id}"] == ((3 - count) or 3, 4 - count)
    full = [w for w in problem["interviewers"] if held[w["id"].partition(":")[2]] == 3]
    assert all(["2026-11-30T09:00", "2026-11-30T12:00"] in w["busy"] for w in full)


# --- moving by hand ----------------------------------------------------------------------------------------------


def test_one_interview_is_moved_by_hand(desk):
    schedule_id = desk.solved()
    with unit_of_work(desk.actor()) as unit:
        found = rescheduling.places(unit, schedule_id, desk.application_ids[0])
        goal = next(p for p in reversed(found.places) if p.placement and not p.here)
        moved = rescheduling.move(unit, schedule_id, desk.application_ids[0], goal.key, version=None).schedule
        assert (
            next(p for p in moved.plan["placed"] if p["interview"].endswith(f":{desk.application_ids[0]}"))["start"]
            == goal.key
        )
    with unit_of_work(desk.actor()) as unit:
        assert len(scheduling.publish(unit, schedule_id, version=None)) == 4


def test_a_forbidden_place_says_why(desk):
    with unit_of_work() as unit:
        candidate = unit.session.get_one(Application, desk.application_ids[0]).candidate_id
        start = datetime(2026, 11, 30, 9, tzinfo=ZONE)
        unit.session.add(
            Busy(resource=f"candidate:{candidate}", start=start, end=start + timedelta(hours=1), note="")
        )
    schedule_id = desk.solved()
    with unit_of_work(desk.actor(), write=False) as unit:
        found = rescheduling.places(unit, schedule_id, desk.application_ids[0])
    assert [dict(p.why[1]) for p in found.places if p.why][:2] == [{"name": "候选甲"}] * 2
    with pytest.raises(Invalid, match="候选甲 这时没有空"), unit_of_work(desk.actor()) as unit:
        rescheduling.move(unit, schedule_id, desk.application_ids[0], "2026-11-30T09:00", version=None)


def test_daily_limits_hold_for_moves_too(desk):
    with unit_of_work() as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.max_per_day = 2 if "护理组长" in person.pools else 8
    schedule_id = desk.solved(days=[MONDAY, TUESDAY])
    with unit_of_work(desk.actor(), write=False) as unit:
        found = rescheduling.places(unit, schedule_id, desk.application_ids[0])
        problem = engine.Problem.from_dict(row(schedule_id).problem)
    assert any(p.placement for p in found.places)
    assert problem.interviewers[1].max_per_day == 2


def test_a_published_plan_is_not_moved(desk):
    schedule_id = desk.published()
    with pytest.raises(Invalid, match="还没发布"), unit_of_work(desk.actor()) as unit:
        rescheduling.places(unit, schedule_id, desk.application_ids[0])


# --- the desk ----------------------------------------------------------------------------------------------------


def test_the_desk_shows_who_waits_and_who_asks(desk):
    desk.published(application_ids=desk.application_ids[:1])
    with unit_of_work() as unit:
        scheduling.answer(unit, interviews(unit)[0], "asks_other_time")
    with unit_of_work(desk.actor(), write=False) as unit:
        found = schedule_desk.overview(unit)
    assert [(s.waiting, s.asking) for s in found.stages] == [(3, 1)]
    assert [i.application.candidate.name for i in found.asking] == ["候选甲"]
    assert [(line.placed, line.unplaced) for line in found.schedules] == [(1, 0)]


def test_a_sheet_says_what_changes_and_who_is_told(desk):
    desk.published(application_ids=desk.application_ids[:2])
    with unit_of_work(desk.actor(), write=False) as unit:
        sheet = schedule_sheet.sheet(unit, desk.solved())
    assert sheet.violations == []
    assert sheet.changed == []
    assert sheet.told[0] == 2  # the two new candidates; the published ones hear nothing
    assert {level.state for level in sheet.levels} == {"proven"}
