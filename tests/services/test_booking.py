"""Candidates choose their own time: what is free, who sits there, and every way it can be too late."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.errors import Conflict, Forbidden, Gone, Invalid, NotFound
from hr_recruit_plugin.models import (
    Application,
    Booking,
    BookingInvitation,
    Busy,
    Claim,
    Interview,
    Interviewer,
    LoadClaim,
    Room,
)
from hr_recruit_plugin.security import signed
from hr_recruit_plugin.services import booking, choosing, pipeline, placing, resources, scheduling
from hr_recruit_plugin.services.unit import CANDIDATE, unit_of_work
from tests.support.booking import DEADLINE, choose, free, local, mails, opened, page, token_of, violations
from tests.support.desk import MONDAY, TUESDAY, Desk, add_candidate

SESSIONS = [("2026-11-30", "09:00", "12:00")]
PANEL = [{"pool": "护理组长", "count": 1}, {"pool": "人事", "count": 1}]


def stored(application_id: int) -> Interview:
    with unit_of_work(write=False) as unit:
        return unit.session.scalars(select(Interview).where(Interview.application_id == application_id)).one()


# --- opening -----------------------------------------------------------------------------------------------------


def test_everybody_who_waits_gets_a_link_of_their_own(desk):
    opened(desk)
    with unit_of_work(write=False) as unit:
        told = mails(unit, "builtin.invite_to_book")
    assert len(told) == 4
    links = [m["text"].split("https://")[1].split()[0] for m in told]
    assert len(set(links)) == 4
    assert "2026年11月29日 周日 18:00 前选好" in told[0]["text"]


def test_chosen_candidates_alone(desk):
    opened(desk, application_ids=desk.application_ids[:2])
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(BookingInvitation)) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"days": []}, "至少选一天"),
        ({"days": [MONDAY, MONDAY + timedelta(days=61)]}, "60 天"),
        ({"deadline": DEADLINE - timedelta(days=30)}, "现在以后"),
        ({"deadline": DEADLINE + timedelta(days=30)}, "最后一天之前"),
        ({"application_ids": [999]}, "没有等着排期的候选人"),
        ({"notice_hours": 24 * 30}, "没有一个可选的时间"),
    ],
)
def test_what_can_not_be_opened_is_refused_in_a_sentence(desk, changes, sentence):
    with pytest.raises(Invalid, match=sentence):
        opened(desk, **changes)


def test_a_stage_is_open_once(desk):
    opened(desk)
    with pytest.raises(Invalid, match="已经开放"):
        opened(desk)


def test_only_those_who_plan_may_open(desk):
    with pytest.raises(Forbidden), unit_of_work(desk.actor("head")) as unit:
        booking.open_booking(unit, desk.stage_id, booking.Rules(desk.options(), DEADLINE))


# --- choosing ----------------------------------------------------------------------------------------------------


def test_all_half_hours_of_the_morning_are_free_at_first(desk):
    opened(desk)
    found = page(desk.application_ids[0])
    assert [d for d, _ in found.days] == [MONDAY]
    assert free(found) == [f"2026-11-30T{h}" for h in ("09:00", "09:30", "10:00", "10:30", "11:00", "11:30")]


def test_what_is_chosen_stands_with_panel_and_room_and_both_sides_are_invited(desk):
    opened(desk)
    made = choose(desk.application_ids[0], "2026-11-30T10:00")
    with unit_of_work(write=False) as unit:
        one = unit.session.get_one(Interview, made.id)
        assert (one.state, one.answer, one.place) == ("published", "confirmed", "3 号会议室")
        assert sorted(s.user_id for s in one.seats) == ["1001", "1101"]
        assert unit.session.scalar(select(func.count()).select_from(Claim)) == 4 * 6
        assert unit.session.scalar(select(func.count()).select_from(LoadClaim)) == 2 * 2
        told = mails(unit, "builtin.invite")
        assert [m["invite"]["method"] for m in told] == ["REQUEST"] * 3
        assert "换个时间" in told[0]["text"]
        assert "请人替" in told[1]["text"]
        assert violations(unit, SESSIONS, 30, PANEL) == []


def test_two_fit_at_one_time_and_the_third_is_told_who_was_faster(desk):
    opened(desk)
    for one in desk.application_ids[:2]:
        choose(one, "2026-11-30T10:00")
    with pytest.raises(placing.Taken, match=r"你选的 10:00 刚被别人选走，请换一个。"):
        choose(desk.application_ids[2], "2026-11-30T10:00")
    assert "2026-11-30T10:00" not in free(page(desk.application_ids[2]))
    assert choose(desk.application_ids[2], "2026-11-30T10:30").place


def test_who_has_least_to_do_is_taken_first_and_always_the_same(desk):
    opened(desk)
    panels = []
    for one, start in zip(desk.application_ids, ("09:00", "09:30", "10:00", "10:30"), strict=True):
        made = choose(one, f"2026-11-30T{start}")
        panels.append(sorted(s.user_id for s in made.seats))
    assert panels == [["1001", "1101"], ["1102", "1103"], ["1001", "1101"], ["1102", "1103"]]


def test_a_limit_of_the_day_holds(desk):
    with unit_of_work() as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.max_per_day = 1
    opened(desk)
    choose(desk.application_ids[0], "2026-11-30T09:00")
    choose(desk.application_ids[1], "2026-11-30T11:00")
    assert free(page(desk.application_ids[2])) == []
    with pytest.raises(placing.Taken):
        choose(desk.application_ids[2], "2026-11-30T10:00")


def test_a_limit_of_the_week_holds_over_days(desk):
    with unit_of_work() as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.max_per_week = 1
    opened(desk, days=[MONDAY, TUESDAY])
    choose(desk.application_ids[0], "2026-11-30T09:00")
    choose(desk.application_ids[1], "2026-12-01T09:00")
    assert free(page(desk.application_ids[2])) == []


def test_nobody_sits_before_a_candidate_they_must_avoid(desk):
    with unit_of_work() as unit:
        first = unit.session.get_one(Application, desk.application_ids[0])
        lead = unit.session.scalars(select(Interviewer).where(Interviewer.user_id == "1101")).one()
        lead.avoid = [first.candidate_id]
    opened(desk)
    made = choose(desk.application_ids[0], "2026-11-30T09:00")
    assert "1101" not in {s.user_id for s in made.seats}


def test_absences_of_people_rooms_and_candidates_are_not_offered(desk):
    with unit_of_work(desk.actor()) as unit:
        candidate = unit.session.get_one(Application, desk.application_ids[0]).candidate_id
        spans = {
            "interviewer:1101": ("09:00", "10:00"), "interviewer:1102": ("09:30", "10:00"),
            f"candidate:{candidate}": ("10:00", "10:30"),
            f"room:{desk.room_ids[0]}": ("11:00", "11:30"), f"room:{desk.room_ids[1]}": ("11:00", "11:15"),
        }  # fmt: skip
        for resource, (start, end) in spans.items():
            resources.mark_busy(unit, resource, local(f"2026-11-30T{start}"), local(f"2026-11-30T{end}"))
    opened(desk)
    assert free(page(desk.application_ids[0])) == ["2026-11-30T09:00", "2026-11-30T10:30", "2026-11-30T11:30"]
    assert "1102" in {s.user_id for s in choose(desk.application_ids[0], "2026-11-30T09:00").seats}


def test_nobody_changes_campus_within_a_half_day(desk):
    with unit_of_work() as unit:
        unit.session.get_one(Room, desk.room_ids[1]).campus = "东院"
    opened(desk)
    homes = {}
    for one, start in zip(desk.application_ids, ("09:00", "09:00", "10:00", "10:00"), strict=True):
        made = choose(one, f"2026-11-30T{start}")
        for seat in made.seats:
            homes.setdefault(seat.user_id, set()).add(made.room_id)
    assert all(len(rooms) == 1 for rooms in homes.values())
    with unit_of_work(write=False) as unit:
        assert violations(unit, SESSIONS, 30, PANEL) == []


def test_a_plan_of_the_solver_and_self_booking_see_each_other(desk):
    desk.published(application_ids=desk.application_ids[:2])
    with unit_of_work(write=False) as unit:
        taken = {i.start for i in unit.session.scalars(select(Interview))}
    opened(desk)
    found = page(desk.application_ids[2])
    assert len(free(found)) >= 4
    choose(desk.application_ids[2], free(found)[0])
    with unit_of_work(write=False) as unit:
        assert violations(unit, SESSIONS, 30, PANEL) == []
        assert len(taken) >= 1


def test_a_published_plan_does_not_pass_a_limit_that_bookings_have_used_up(desk):
    with unit_of_work() as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.max_per_day = 2
    plan = desk.solved(application_ids=desk.application_ids[:2])
    opened(desk, application_ids=desk.application_ids[2:])
    solved = {p["start"] for p in _plan(plan)["placed"]}
    others = [f"2026-11-30T{h}" for h in ("10:30", "11:00", "11:30") if f"2026-11-30T{h}" not in solved]
    with unit_of_work() as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.max_per_day = 1
    choose(desk.application_ids[2], others[0])
    choose(desk.application_ids[3], others[1])
    with pytest.raises(Conflict, match=r"上限|占用"), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, plan, version=None)


def _plan(schedule_id: int) -> dict[str, Any]:
    from hr_recruit_plugin.models import Schedule

    with unit_of_work(write=False) as unit:
        return unit.session.get_one(Schedule, schedule_id).plan or {}


# --- changing ----------------------------------------------------------------------------------------------------


def test_a_change_keeps_one_interview_and_counts(desk):
    opened(desk)
    choose(desk.application_ids[0], "2026-11-30T09:00")
    made = choose(desk.application_ids[0], "2026-11-30T11:00")
    assert (made.sequence, made.changes) == (1, 1)
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Claim)) == 4 * 6
        assert [m["invite"]["sequence"] for m in mails(unit, "builtin.invite")] == [0, 0, 0, 1, 1, 1]
    assert page(desk.application_ids[0]).offer.changes_left == 1


def test_changes_are_limited(desk):
    opened(desk, max_changes=1)
    for start in ("09:00", "09:30"):
        choose(desk.application_ids[0], f"2026-11-30T{start}")
    assert page(desk.application_ids[0]).why_not == choosing.USED_UP
    with pytest.raises(Invalid, match="次数用完"):
        choose(desk.application_ids[0], "2026-11-30T10:00")


def test_the_same_time_again_changes_nothing(desk):
    opened(desk)
    for _ in range(2):
        made = choose(desk.application_ids[0], "2026-11-30T09:00")
    assert (made.sequence, made.changes) == (0, 0)


def test_a_person_who_is_left_in_a_change_is_told(desk):
    opened(desk)
    choose(desk.application_ids[0], "2026-11-30T09:00")
    with unit_of_work(desk.actor()) as unit:
        resources.mark_busy(unit, "interviewer:1101", local("2026-11-30T10:00"), local("2026-11-30T12:00"))
    page(desk.application_ids[0])
    choose(desk.application_ids[0], "2026-11-30T11:00")
    with unit_of_work(write=False) as unit:
        cancelled = [m["to"]["user_id"] for m in mails(unit, "builtin.invite") if m["invite"]["method"] == "CANCEL"]
    assert cancelled == ["1101"]


def test_shortly_before_nothing_is_chosen_or_changed_any_more(desk):
    opened(desk)
    choose(desk.application_ids[0], "2026-11-30T09:00")
    desk.now = local("2026-11-29T09:30")
    assert page(desk.application_ids[0]).why_not == choosing.TOO_NEAR
    assert free(page(desk.application_ids[1])) == [f"2026-11-30T{h}" for h in ("09:30", "10:00", "10:30", "11:00", "11:30")]
    with pytest.raises(Invalid, match="太近"):
        choose(desk.application_ids[1], "2026-11-30T09:00")


def test_after_the_deadline_it_is_closed_and_what_was_chosen_stands(desk):
    opened(desk, days=[MONDAY, TUESDAY])
    choose(desk.application_ids[0], "2026-12-01T11:30")
    desk.now = DEADLINE + timedelta(minutes=1)
    assert page(desk.application_ids[1]).why_not == choosing.CLOSED
    with pytest.raises(Invalid, match="已经截止"):
        choose(desk.application_ids[1], "2026-12-01T11:00")
    assert choose(desk.application_ids[0], "2026-12-01T11:00").changes == 1


@pytest.mark.parametrize("start", ["2026-11-30T09:10", "2026-11-30T12:00", "2026-12-05T09:00", "0001-01-01T00:00"])
def test_a_time_that_was_not_offered_is_refused(desk, start):
    opened(desk)
    with pytest.raises(Invalid, match="不在可选的时间里"):
        choose(desk.application_ids[0], start)


def test_a_link_is_signed_expires_and_ends_with_the_application(desk):
    opened(desk)
    held = token_of(desk.application_ids[0])
    for wrong in (held[:-1] + ("0" if held[-1] != "0" else "1"), held.replace(held.split(".")[0], "999", 1), "x"):
        with pytest.raises(NotFound), unit_of_work(CANDIDATE, write=False) as unit:
            choosing.page(unit, "slot", wrong)
    with pytest.raises(NotFound), unit_of_work(CANDIDATE, write=False) as unit:
        choosing.page(unit, "change", held)  # made for another purpose
    with unit_of_work(desk.actor()) as unit:
        pipeline.reject(unit, desk.application_ids[0], reason="不合适", version=None)
    with pytest.raises(Gone), unit_of_work(CANDIDATE, write=False) as unit:
        choosing.page(unit, "slot", held)
    other = token_of(desk.application_ids[1])
    desk.now = local("2026-12-01T00:01")
    with pytest.raises(Gone, match="过期"), unit_of_work(CANDIDATE, write=False) as unit:
        choosing.page(unit, "slot", other)


def test_a_signature_is_of_one_purpose(app, context):
    ring = app.extensions["hr_recruit"].keyring
    made = signed.make(ring, "a", 7, DEADLINE, 3)
    assert signed.read(ring, "a", made, DEADLINE - timedelta(1)) == signed.Opened(7, 3)
    with pytest.raises(NotFound):
        signed.read(ring, "b", made, DEADLINE - timedelta(1))
    with pytest.raises(Gone):
        signed.read(ring, "a", made, DEADLINE)


# --- HR ----------------------------------------------------------------------------------------------------------


def test_hr_sees_who_has_not_chosen_and_reminds_them(desk):
    booking_id = opened(desk)
    choose(desk.application_ids[0], "2026-11-30T09:00")
    with unit_of_work(desk.actor()) as unit:
        assert booking.remind(unit, booking_id) == 3
    with unit_of_work(desk.actor(), write=False) as unit:
        found = booking.overview(unit, booking_id)
        assert (len(found.chosen), len(found.late), found.newcomers) == (1, 3, 0)
        assert {n.invitation.reminders for n in found.late} == {1}
        assert len(mails(unit, "builtin.invite_to_book")) == 4 + 3


def test_who_comes_later_is_invited_with_a_button(desk):
    booking_id = opened(desk)
    with unit_of_work() as unit:
        held = unit.session.get_one(Booking, booking_id)
        add_candidate(unit, held.stage.job, held.stage, "候选新")
    with unit_of_work(desk.actor()) as unit:
        assert booking.overview(unit, booking_id).newcomers == 1
        assert booking.invite_new(unit, booking_id) == 1


def test_who_has_not_chosen_can_be_planned_by_the_solver(desk):
    opened(desk)
    choose(desk.application_ids[0], "2026-11-30T09:00")
    desk.published(application_ids=desk.application_ids[1:])
    assert page(desk.application_ids[1]).offer.interview is not None
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Interview)) == 4
        assert violations(unit, SESSIONS, 30, PANEL) == []


def test_closed_is_closed(desk):
    booking_id = opened(desk)
    with unit_of_work(desk.actor()) as unit:
        booking.close(unit, booking_id)
    assert page(desk.application_ids[0]).why_not == choosing.CLOSED
    for deed in (booking.remind, booking.close, booking.invite_new):
        with pytest.raises(Invalid, match="已经关闭"), unit_of_work(desk.actor()) as unit:
            deed(unit, booking_id)


def test_a_later_deadline_is_a_new_chance(desk):
    booking_id = opened(desk, days=[MONDAY, TUESDAY])
    desk.now = DEADLINE + timedelta(hours=1)
    with unit_of_work(desk.actor()) as unit:
        booking.prolong(unit, booking_id, DEADLINE + timedelta(days=1), version=1)
    assert free(page(desk.application_ids[0]))


def test_an_ended_application_gives_its_place_back(desk):
    opened(desk)
    for one in desk.application_ids[:2]:
        choose(one, "2026-11-30T10:00")
    with unit_of_work(desk.actor()) as unit:
        pipeline.reject(unit, desk.application_ids[0], reason="不合适", version=None)
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(LoadClaim)) == 4
    assert choose(desk.application_ids[2], "2026-11-30T10:00")


def test_the_list_costs_a_fixed_number_of_statements(desk, app):
    from sqlalchemy import event

    def count() -> int:
        seen: list[str] = []
        engine = app.extensions["hr_recruit"].engine
        event.listen(engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
        with unit_of_work(desk.actor(), write=False) as unit:
            booking.bookings(unit)
        return len(seen)

    opened(desk)
    first = count()
    opened(desk, stage_id=_filled(desk))
    assert count() == first


def _filled(desk: Desk) -> int:
    from hr_recruit_plugin.models import Job, Stage

    with unit_of_work() as unit:
        add_candidate(unit, unit.session.get_one(Job, desk.job_id), unit.session.get_one(Stage, desk.final_id), "候选终")
    return desk.final_id


def test_a_mark_of_an_interviewer_is_no_booking(desk):
    opened(desk)
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Busy)) == 0
    assert stored(choose(desk.application_ids[0], "2026-11-30T09:00").application_id).start.date() == date(2026, 11, 30)
