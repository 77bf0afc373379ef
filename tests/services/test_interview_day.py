"""The door of an interview day: presses, codes, numbers, and what the waiting room shows."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.errors import Conflict, Forbidden, Gone, Invalid, NotFound
from hr_recruit_plugin.models import (
    Application,
    AuditEntry,
    Busy,
    Candidate,
    Claim,
    Interview,
    Interviewer,
    OutboxMessage,
    Turn,
)
from hr_recruit_plugin.records import Port
from hr_recruit_plugin.services.interview_day import book, checkin, numbers, queue, rules, turns, waiting
from hr_recruit_plugin.services.interview_day.book import Wanted
from hr_recruit_plugin.services.interview_day.no_shows import no_shows
from hr_recruit_plugin.services.report_figures import Period
from hr_recruit_plugin.services.unit import CANDIDATE, Actor, unit_of_work
from tests.support.desk import MONDAY, Desk
from tests.support.interview_day import at, ids, interview_day, lines


@pytest.fixture
def desk(app: Any, context: Any, host: Any) -> Desk:
    return interview_day(app, host)


def press(desk: Desk, ident: int, act: str, who: str = "hr", **options: Any) -> str:
    with unit_of_work(desk.actor(who)) as unit:
        return turns.press(unit, ident, act, **options).state


def states(desk: Desk) -> list[str]:
    return [one.state for one in lines(desk)]


def test_a_day_begins_with_nobody_there(desk: Desk) -> None:
    assert states(desk) == ["expected"] * 4
    desk.now = at(9, 11)
    assert states(desk)[0] == "late"


def test_from_the_door_to_the_end(desk: Desk) -> None:
    first = ids(desk)[0]
    assert [press(desk, first, act) for act in ("arrive", "call", "end")] == ["here", "inside", "done"]
    with unit_of_work(desk.actor(), write=False) as unit:
        done = unit.session.scalars(select(AuditEntry.action).where(AuditEntry.action.like("turn.%"))).all()
    assert list(done) == ["turn.arrive", "turn.call", "turn.end"]


def test_the_same_press_twice_is_harmless(desk: Desk) -> None:
    first = ids(desk)[0]
    press(desk, first, "arrive")
    with unit_of_work(desk.actor()) as unit:
        version = unit.session.scalars(select(Turn.version)).one()
    assert press(desk, first, "arrive") == "here"
    with unit_of_work(desk.actor()) as unit:
        assert unit.session.scalars(select(Turn.version)).one() == version


def test_a_press_that_does_not_go_with_another_says_whose_stands(desk: Desk) -> None:
    first = ids(desk)[0]
    with pytest.raises(Conflict, match="未到"):
        press(desk, first, "call")
    with pytest.raises(Invalid, match="没看懂"):
        press(desk, first, "dance")


def test_a_room_has_one_candidate_at_a_time(desk: Desk) -> None:
    first, second, *_ = ids(desk)
    for one in (first, second):
        press(desk, one, "arrive")
    press(desk, first, "call")
    press(desk, second, "call")
    assert states(desk)[:2] == ["done", "inside"]


def test_too_early(desk: Desk) -> None:
    first = ids(desk)[0]
    desk.now = at(9) - timedelta(hours=3)
    with pytest.raises(Invalid, match="来早了：面试 09:00 开始，07:00 起可以签到"):
        press(desk, first, "arrive")


def test_another_day(desk: Desk) -> None:
    first = ids(desk)[0]
    desk.pass_time(days=-1)
    with pytest.raises(Invalid, match="2026-11-30 09:00，不是今天"):
        press(desk, first, "arrive")


def test_nobody_is_absent_before_the_time_and_the_panel_is_told_after(desk: Desk) -> None:
    first = ids(desk)[0]
    with pytest.raises(Invalid, match="还没开始"):
        press(desk, first, "absent")
    desk.now = at(9, 20)
    assert press(desk, first, "absent") == "absent"
    with unit_of_work(desk.actor(), write=False) as unit:
        told = unit.session.scalars(select(OutboxMessage).where(OutboxMessage.key.like("attendance:%"))).all()
    assert {m.port for m in told} == {Port.OA, Port.MESSAGING}
    assert len(told) == 4


def test_a_press_can_be_taken_back_for_ten_minutes(desk: Desk) -> None:
    first = ids(desk)[0]
    desk.now = at(9, 20)
    press(desk, first, "absent")
    with unit_of_work(desk.actor()) as unit:
        assert turns.undo(unit, first).state == "late"
    with unit_of_work(desk.actor()) as unit, pytest.raises(Invalid, match="没有可撤销"):
        turns.undo(unit, first)
    press(desk, first, "absent")
    desk.pass_time(minutes=11)
    with unit_of_work(desk.actor()) as unit, pytest.raises(Invalid, match="10 分钟"):
        turns.undo(unit, first)


def test_calling_is_taken_back_for_both(desk: Desk) -> None:
    first, second, *_ = ids(desk)
    for one in (first, second):
        press(desk, one, "arrive")
    press(desk, first, "call")
    press(desk, second, "call")
    with unit_of_work(desk.actor()) as unit:
        turns.undo(unit, second)
    assert states(desk)[:2] == ["inside", "here"]


def test_a_kept_press_counts_from_when_it_was_made(desk: Desk) -> None:
    first, second, *_ = ids(desk)
    desk.now = at(9, 30)
    press(desk, first, "arrive", pressed=at(9, 5))
    press(desk, second, "arrive", pressed=at(23))
    found = {one.interview.id: one.turn.arrived_at for one in lines(desk) if one.turn}
    assert found == {first: at(9, 5), second: at(9, 30)}


def test_who_may_run_the_door(desk: Desk) -> None:
    first = ids(desk)[0]
    with pytest.raises(Forbidden):
        press(desk, first, "arrive", "interviewer")
    clerk = Actor("门口", permissions=frozenset({"interviews.receive"}))
    with unit_of_work(clerk) as unit:
        assert turns.press(unit, first, "arrive").state == "here"


# --- late --------------------------------------------------------------------------------------------------------


def due(desk: Desk) -> dict[int, Any]:
    return {one.interview.id: one.due for one in lines(desk)}


def test_somebody_late_goes_behind_the_next_two_who_move_up(desk: Desk) -> None:
    first, second, third, fourth = ids(desk)
    desk.now = at(9, 15)
    with unit_of_work(desk.actor()) as unit:
        queue.put_back(unit, first)
    assert due(desk) == {second: at(9), third: at(9, 30), first: at(10), fourth: at(10, 30)}
    assert ids(desk) == [second, third, first, fourth]


def test_claims_follow_and_undo_brings_them_back(desk: Desk) -> None:
    first, *_, fourth = ids(desk)

    def held() -> set[tuple[str, Any, int]]:
        with unit_of_work(desk.actor(), write=False) as unit:
            return {(c.resource, c.slot, c.interview_id) for c in unit.session.scalars(select(Claim))}

    before = held()
    desk.now = at(9, 15)
    with unit_of_work(desk.actor()) as unit:
        queue.put_back(unit, first, queue.ALL)
    assert due(desk)[first] == at(10, 30)
    assert held() != before
    assert {i for r, s, i in held() if r.startswith("room:") and s == at(10, 30)} == {first}
    with unit_of_work(desk.actor()) as unit:
        turns.undo(unit, first)
    assert held() == before
    assert ids(desk)[0] == first
    assert ids(desk)[-1] == fourth


def test_hard_rules_stop_a_press_and_say_which(desk: Desk) -> None:
    first, _second, *_ = ids(desk)
    desk.now = at(9, 15)
    with unit_of_work(desk.actor()) as unit:
        candidate = unit.get(Interview, first, "").application.candidate_id
        unit.session.add(Busy(resource=f"candidate:{candidate}", start=at(10), end=at(11)))
    with unit_of_work(desk.actor()) as unit, pytest.raises(Invalid, match="没有空"):
        queue.put_back(unit, first)
    with unit_of_work(desk.actor(), write=False) as unit:
        assert all(way.why for way in queue.ways(unit, book.line(unit, first)))


def test_the_last_one_can_only_be_late_within_the_half_day(desk: Desk) -> None:
    last = ids(desk)[-1]
    desk.now = at(11, 20)
    with unit_of_work(desk.actor()) as unit:
        assert queue.put_back(unit, last).due == at(11, 20)
    desk.now = at(11, 45)
    with unit_of_work(desk.actor()) as unit, pytest.raises(Invalid, match="不在任何一个半天"):
        queue.put_back(unit, last)


def test_a_job_says_how_late_is_late(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        rules.save_rules(unit, desk.job_id, rules.Rules(grace_minutes=0, late_after=1))
    desk.now = at(9, 1)
    first, _second, *_ = ids(desk)
    assert states(desk)[0] == "late"
    with unit_of_work(desk.actor()) as unit:
        assert queue.put_back(unit, first).due == at(9, 30)


def test_a_moved_interview_begins_anew(desk: Desk) -> None:
    first = ids(desk)[0]
    press(desk, first, "arrive")
    with unit_of_work(desk.actor()) as unit:
        moved = unit.get(Interview, first, "")
        moved.sequence, moved.state = moved.sequence + 1, "published"
    assert states(desk)[0] == "expected"
    assert press(desk, first, "arrive") == "here"


# --- codes -------------------------------------------------------------------------------------------------------


def test_a_candidates_code_is_read_until_the_interview_moves(desk: Desk) -> None:
    first = ids(desk)[0]
    with unit_of_work(desk.actor()) as unit:
        code = checkin.ticket(unit, unit.get(Interview, first, ""))
        assert checkin.by_ticket(unit, code).interview.id == first
        unit.get(Interview, first, "").sequence += 1
    with unit_of_work(desk.actor(), write=False) as unit, pytest.raises(Gone, match="作废"):
        checkin.by_ticket(unit, code)


@pytest.mark.parametrize("code", ["", "x", "999999-abc", "1", "-", "9" * 40, "１-x"])
def test_other_codes_are_no_codes(desk: Desk, code: str) -> None:
    with unit_of_work(desk.actor(), write=False) as unit, pytest.raises((NotFound, Gone)):
        checkin.by_ticket(unit, code)


def check_in(desk: Desk, code: str, application_id: int) -> Any:
    with unit_of_work(CANDIDATE) as unit:
        one, problem = checkin.check_in_own(unit, unit.get(Application, application_id, ""), code)
        return one.state if problem is None else problem.message


def desk_code(desk: Desk, campus: str = "本部") -> str:
    with unit_of_work(desk.actor(), write=False) as unit:
        return checkin.desk_code(unit, campus)


def test_the_desks_code_checks_in_and_changes(desk: Desk) -> None:
    code = desk_code(desk)
    desk.pass_time(minutes=1)
    assert desk_code(desk) != code
    assert check_in(desk, code, desk.application_ids[0]) == "here"
    desk.pass_time(minutes=5)
    assert check_in(desk, code, desk.application_ids[1]) == checkin.WRONG


def test_guessing_ends_after_a_few(desk: Desk) -> None:
    for _ in range(checkin.TRIES):
        assert check_in(desk, "000000", desk.application_ids[0]) == checkin.WRONG
    with pytest.raises(Invalid, match="太多次"):
        check_in(desk, desk_code(desk), desk.application_ids[0])
    assert check_in(desk, desk_code(desk), desk.application_ids[1]) == "here"


def test_another_campus_says_where_to_go(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        unit.get(Application, desk.application_ids[0], "").candidate.phone = "13800001234"
    code = desk_code(desk, "东院")
    with unit_of_work(CANDIDATE) as unit, pytest.raises(Invalid, match="在本部 3 号会议室"):
        checkin.check_in_here(unit, "东院", code, "候选甲", "138 0000 1234")


def test_the_poster_asks_who_it_is(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        unit.get(Application, desk.application_ids[0], "").candidate.phone = "13800001234"
    code = desk_code(desk)
    with unit_of_work(CANDIDATE) as unit, pytest.raises(Invalid, match="没有用这个姓名"):
        checkin.check_in_here(unit, "本部", code, "候选甲", "13800009999")
    with unit_of_work(CANDIDATE) as unit, pytest.raises(Invalid, match="签到码不对"):
        checkin.check_in_here(unit, "本部", "12", "候选甲", "13800001234")
    with unit_of_work(CANDIDATE) as unit:
        one, problem = checkin.check_in_here(unit, "本部", code, " 候选甲 ", "+86 138 0000 1234")
    assert problem is None
    assert one.state == "here"


# --- numbers and the screen --------------------------------------------------------------------------------------


def test_numbers_follow_the_plan_and_stay(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        numbers.assign(unit, MONDAY, "本部")
    assert [one.number for one in lines(desk)] == [1, 2, 3, 4]
    desk.now, first = at(9, 15), ids(desk)[0]
    with unit_of_work(desk.actor()) as unit:
        queue.put_back(unit, first)
        numbers.assign(unit, MONDAY, "本部")
    assert [one.number for one in lines(desk)] == [2, 3, 1, 4]


def test_who_arrives_without_a_number_gets_one(desk: Desk) -> None:
    first, second, *_ = ids(desk)
    press(desk, second, "arrive")
    press(desk, first, "arrive")
    assert [one.number for one in lines(desk)][:2] == [2, 1]


def test_afternoons_begin_at_201(app: Any, context: Any, host: Any) -> None:
    desk = interview_day(app, host, sessions=((time(14), time(17)),))
    with unit_of_work(desk.actor()) as unit:
        numbers.assign(unit, MONDAY, "本部")
    assert [one.number for one in lines(desk)] == [201, 202, 203, 204]


def test_finding_by_name_number_and_last_digits(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        numbers.assign(unit, MONDAY, "本部")
        unit.session.scalars(select(Candidate).where(Candidate.name == "候选丙")).one().phone = "13800001234"
    found = {}
    with unit_of_work(desk.actor(), write=False) as unit:
        for query in ("选丙", "3", "1234", "34", "没有"):
            found[query] = [one.name for one in book.day(unit, Wanted(MONDAY, query=query)).lines]
    assert len(found["3"]) == 1
    assert (found["选丙"], found["1234"], found["34"], found["没有"]) == (["候选丙"], ["候选丙"], [], [])


def test_the_screen_says_numbers_and_rooms_alone(desk: Desk) -> None:
    for one in ids(desk)[:3]:
        press(desk, one, "arrive")
    press(desk, ids(desk)[0], "call")
    with unit_of_work(desk.actor(), write=False) as unit:
        shown = waiting.screen(unit, "本部", waiting.key(unit, "本部"))
    [room] = shown.rooms
    assert (room.place, room.now, list(room.following), shown.waiting) == ("3 号会议室", "1", ["2", "3"], 2)
    with unit_of_work(CANDIDATE, write=False) as unit, pytest.raises(NotFound):
        waiting.screen(unit, "东院", "x")


def test_a_job_may_show_surnames(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        rules.save_rules(unit, desk.job_id, rules.Rules(shown="surname"))
    press(desk, ids(desk)[0], "arrive")
    with unit_of_work(desk.actor(), write=False) as unit:
        assert waiting.screen(unit, "本部", waiting.key(unit, "本部")).rooms[0].following == ["1 候"]
    assert [waiting.surname(n) for n in ("欧阳雪", "林若溪", "Smith John")] == ["欧阳", "林", "Smith"]


def test_only_planners_change_the_rules(desk: Desk) -> None:
    with unit_of_work(Actor("门口", permissions=frozenset({"interviews.receive"}))) as unit, pytest.raises(Forbidden):
        rules.save_rules(unit, desk.job_id, rules.Rules())


def test_interviewers_limits_still_hold(desk: Desk) -> None:
    """A limit that is broken already is no reason to forbid what does not touch it."""
    with unit_of_work(desk.actor()) as unit:
        for person in unit.session.scalars(select(Interviewer)):
            person.max_per_day = 1
    desk.now, first = at(9, 15), ids(desk)[0]
    with unit_of_work(desk.actor()) as unit:
        assert queue.put_back(unit, first).due == at(10)
    with unit_of_work(desk.actor(), write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Turn)) == 3


def test_reports_count_who_did_not_come_even_when_invited_again(desk: Desk) -> None:
    first, second, *_ = ids(desk)
    desk.now = at(9, 45)
    press(desk, first, "absent")
    press(desk, second, "arrive")
    with unit_of_work(desk.actor()) as unit:
        again = unit.get(Interview, first, "")
        again.state, again.sequence = "published", again.sequence + 1
    with unit_of_work(desk.actor(), write=False) as unit:
        found = no_shows(unit, Period(MONDAY, MONDAY))
        other = no_shows(unit, Period(MONDAY + timedelta(days=1), MONDAY + timedelta(days=1)), desk.job_id)
    assert (found.absent, found.expected, found.rate) == (1, 2, 0.5)
    assert (other.absent, other.rate) == (0, None)
