"""Scorecards: saved, handed in once, locked for others until then, chased."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.errors import Conflict, Invalid, NotFound
from hr_recruit_plugin.models import Interview, OutboxMessage, Scorecard, Seat
from hr_recruit_plugin.records import HostUser
from hr_recruit_plugin.services import feedback, pipeline, reminders, scheduling
from hr_recruit_plugin.services.unit import staff, unit_of_work
from tests.support.desk import TUESDAY, Desk, build
from tests.support.host import USERS

FULL = {"ratings": {"care": "meets", "talk": "basic"}, "overall": "hire", "note": "思路清楚。"}
BY_ID: dict[str, HostUser] = {u.id: u for u in USERS.values()}


@pytest.fixture
def desk(app: Any, host: Any, context: Any) -> Desk:
    made = build(app, host, people=1)
    made.published()
    made.pass_time(days=8)
    return made


@pytest.fixture
def interview(desk: Desk) -> Interview:
    with unit_of_work(write=False) as unit:
        found = unit.session.scalars(select(Interview)).one()
        found.seats  # noqa: B018 - loaded while the session is open
        return found


@pytest.fixture
def panel(interview: Interview) -> list[Any]:
    """The two interviewers as actors."""
    return [staff(BY_ID[s.user_id]) for s in interview.seats]


def hand_in(actor: Any, interview: Interview, **changes: Any) -> Scorecard:
    with unit_of_work(actor) as unit:
        return feedback.submit(unit, interview.id, **{**FULL, "version": None, **changes})


def test_it_is_owed_once_the_interview_is_over(panel):
    with unit_of_work(panel[0], write=False) as unit:
        [mine] = feedback.my_interviews(unit)
    assert (mine.owed, mine.begun, mine.handed_in) == (True, False, False)


def test_nothing_is_owed_before(desk, panel):
    desk.pass_time(days=-8)
    with unit_of_work(panel[0], write=False) as unit:
        [mine] = feedback.my_interviews(unit)
    assert not mine.owed


def test_a_draft_is_kept_and_versioned(panel, interview):
    with unit_of_work(panel[0]) as unit:
        first = feedback.save(unit, interview.id, ratings={"care": "meets"}, overall=None, note=" ", version=None)
    with unit_of_work(panel[0]) as unit:
        second = feedback.save(unit, interview.id, **FULL, version=first.version)
        assert second.version > 1
        assert second.note == "思路清楚。"


@pytest.mark.parametrize("version", [None, 7])
def test_a_second_device_does_not_write_over_the_first(panel, interview, version):
    with unit_of_work(panel[0]) as unit:
        feedback.save(unit, interview.id, **FULL, version=None)
    with pytest.raises(Conflict), unit_of_work(panel[0]) as unit:
        feedback.save(unit, interview.id, **{**FULL, "note": "别的"}, version=version)


@pytest.mark.parametrize(
    "changes", [{"ratings": {"care": "great"}}, {"ratings": {"beauty": "meets"}}, {"overall": "maybe"}]
)
def test_unknown_grades_are_refused(panel, interview, changes):
    with pytest.raises(Invalid, match="不认识的选项"), unit_of_work(panel[0]) as unit:
        feedback.save(unit, interview.id, **{**FULL, **changes}, version=None)


def test_what_is_missing_is_counted(panel, interview):
    with pytest.raises(Invalid, match="还差 2 项") as refused:
        hand_in(panel[0], interview, ratings={"care": "meets"}, overall=None)
    assert refused.value.fields == {"ratings": ["医患沟通"], "overall": ["required"]}


def test_it_is_handed_in_once(panel, interview):
    own = hand_in(panel[0], interview)
    with pytest.raises(Invalid, match="已交，不能再改"):
        hand_in(panel[0], interview, version=own.version)


def test_the_others_are_locked_until_own_is_handed_in(panel, interview):
    hand_in(panel[0], interview)
    with unit_of_work(panel[1], write=False) as unit:
        before = feedback.scorecard(unit, interview.id)
    assert (list(before.others), before.others_locked) == ([], 1)
    hand_in(panel[1], interview)
    with unit_of_work(panel[1], write=False) as unit:
        after = feedback.scorecard(unit, interview.id)
    assert [c.user_id for c in after.others] == [panel[0].id]


def test_the_interview_is_held_when_all_are_in(panel, interview):
    states = []
    for actor in panel:
        hand_in(actor, interview)
        with unit_of_work(write=False) as unit:
            states.append(unit.session.get_one(Interview, interview.id).state)
    assert states == ["published", "held"]


def test_the_next_round_reads_the_last(desk, panel, interview):
    for actor in panel:
        hand_in(actor, interview)
    with unit_of_work(desk.actor()) as unit:
        pipeline.advance(unit, desk.application_ids[0], desk.final_id, version=None)
    later = [day.replace(day=day.day + 7) for day in [TUESDAY]]
    schedule_id = desk.solved(stage_id=desk.final_id, days=later)
    with unit_of_work(desk.actor()) as unit:
        [final] = scheduling.publish(unit, schedule_id, version=None)
        who = final.seats[0].user_id
    with unit_of_work(staff(BY_ID[who]), write=False) as unit:
        found = feedback.scorecard(unit, final.id)
    assert {c.user_id for c in found.earlier} == {a.id for a in panel}


def test_strangers_see_no_scorecard(host, interview, panel):
    outsider = host.actor("interviewer3")
    with pytest.raises(NotFound, match="面试官名单"), unit_of_work(outsider, write=False) as unit:
        feedback.scorecard(unit, interview.id)


def test_a_cancelled_interview_takes_no_scorecard(desk, panel, interview):
    with unit_of_work() as unit:
        unit.session.get_one(Interview, interview.id).state = "cancelled"
    with pytest.raises(Invalid, match="已取消"), unit_of_work(panel[0]) as unit:
        feedback.save(unit, interview.id, **FULL, version=None)


def test_it_is_given_back_to_mend_a_slip(desk, panel, interview):
    own = hand_in(panel[0], interview)
    with unit_of_work(desk.actor()) as unit:
        version = feedback.reopen(unit, own.id).version
        unit.session.flush()
    with unit_of_work(write=False) as unit:
        version = unit.session.get_one(Scorecard, own.id).version
    assert hand_in(panel[0], interview, note="更正", version=version).submitted_at


def test_reminders_come_once_a_day_until_it_is_there(desk, panel, interview):
    counts = []
    for _ in range(2):
        with unit_of_work() as unit:
            counts.append(feedback.remind_missing(unit))
    desk.pass_time(days=1, minutes=1)
    hand_in(panel[0], interview)
    with unit_of_work() as unit:
        counts.append(feedback.remind_missing(unit))
    assert counts == [2, 0, 1]
    with unit_of_work(write=False) as unit:
        assert sorted(unit.session.scalars(select(Seat.reminders))) == [1, 2]


def test_the_runner_does_it_by_itself(desk, app, panel):
    from hr_recruit_plugin.outbox.periodic import PERIODIC

    jobs = [entry.job for entry in PERIODIC]
    assert {reminders.chase_feedback, reminders.tell_of_overdue, reminders.expire_offers} <= set(jobs)
    with unit_of_work(write=False) as unit:
        before = unit.session.scalar(select(func.count()).select_from(OutboxMessage))
    for job in (reminders.chase_feedback, reminders.tell_of_overdue, reminders.expire_offers):
        job(app)
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(OutboxMessage)) > before


def done_keys() -> list[str]:
    with unit_of_work(write=False) as unit:
        return sorted(k for k in unit.session.scalars(select(OutboxMessage.key)) if ":done:" in k or "complete:" in k)


def test_handed_in_again_after_it_was_given_back_closes_the_chase_again(desk, panel, interview):
    cards = [hand_in(actor, interview) for actor in panel]
    before = done_keys()
    with unit_of_work(desk.actor()) as unit:
        feedback.reopen(unit, cards[0].id)
    with unit_of_work() as unit:
        assert feedback.remind_missing(unit) == 1
    desk.pass_time(minutes=5)
    with unit_of_work(write=False) as unit:
        version = unit.session.get_one(Scorecard, cards[0].id).version
    hand_in(panel[0], interview, version=version)
    again = set(done_keys()) - set(before)
    assert len([k for k in again if k.startswith("feedback:")]) == 1
    assert len([k for k in again if k.startswith("complete:")]) == 1


def test_what_others_say_in_another_round_is_locked_while_ones_own_is_owed_there(desk, panel, interview):
    with unit_of_work() as unit:
        second = Interview(
            application_id=interview.application_id, stage_id=desk.final_id, start=interview.start, end=interview.end,
            place="-", seats=[Seat(user_id=panel[0].id, name="-"), Seat(user_id="1501", name="路人")],
        )  # fmt: skip
        unit.session.add(second)
        unit.session.flush()
        unit.session.add(
            Scorecard(interview_id=second.id, application_id=second.application_id, user_id="1501", user_name="路人",
                      ratings={}, saved_at=unit.now, submitted_at=unit.now)
        )  # fmt: skip
    with unit_of_work(panel[0], write=False) as unit:
        assert feedback.scorecard(unit, interview.id).earlier == []
