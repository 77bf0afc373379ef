"""Draws of lots: promised, drawn with words, confirmed, and computed again by anybody."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.engines import draw as engine
from hr_recruit_plugin.errors import Conflict, Forbidden, Invalid
from hr_recruit_plugin.models import Claim, Draw, Interview, Interviewer, Seat
from hr_recruit_plugin.services.interview_day import draws, numbers, turns
from hr_recruit_plugin.services.interview_day.draws import Scope
from hr_recruit_plugin.services.unit import Actor, unit_of_work
from tests.support.desk import MONDAY, Desk
from tests.support.interview_day import at, ids, interview_day, lines


@pytest.fixture
def desk(app: Any, context: Any, host: Any) -> Desk:
    return interview_day(app, host)


def scope(desk: Desk, kind: str = "order") -> Scope:
    return Scope(kind, MONDAY, "am", desk.stage_id, "本部")


def promised(desk: Desk, kind: str = "order") -> int:
    with unit_of_work(desk.actor()) as unit:
        return draws.promise(unit, scope(desk, kind)).id


def drawn(desk: Desk, kind: str = "order") -> int:
    ident = promised(desk, kind)
    with unit_of_work(desk.actor()) as unit:
        draws.pull(unit, ident, "春江花月夜", "监督员甲", version=None)
    return ident


def confirmed(desk: Desk, kind: str = "order") -> Draw:
    ident = drawn(desk, kind)
    with unit_of_work(desk.actor()) as unit:
        draws.confirm(unit, ident, version=None)
    return stored(desk, ident)


def stored(desk: Desk, ident: int) -> Draw:
    with unit_of_work(desk.actor(), write=False) as unit:
        return unit.session.scalars(select(Draw).where(Draw.id == ident)).one()


def test_the_promise_is_of_the_seed_and_comes_before_the_words(desk: Desk) -> None:
    before = stored(desk, promised(desk))
    assert (before.state, before.words, before.result) == ("promised", None, None)
    assert before.promise == engine.promise(before.seed)
    assert len(before.seed) == 64


def test_anybody_computes_the_same(desk: Desk) -> None:
    draw = stored(desk, drawn(desk))
    [lot], [result] = draw.lots, draw.result or []
    assert result["order"] == engine.order(draw.seed, draw.words or "", lot["items"], draw.round)
    assert draw.digest == engine.digest(draws.record(draw))


def test_once_confirmed_the_day_goes_by_it(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit:
        numbers.assign(unit, MONDAY, "本部")
    draw = confirmed(desk)
    order = (draw.result or [])[0]["order"]
    now = lines(desk)
    assert [f"K{one.interview.application_id}" for one in now] == order
    assert [one.due for one in now] == [at(9), at(9, 30), at(10), at(10, 30)]
    assert [one.number for one in now] == [1, 2, 3, 4]
    with unit_of_work(desk.actor(), write=False) as unit:
        held = {c.interview_id for c in unit.session.scalars(select(Claim).where(Claim.slot == at(9)))}
    assert held == {now[0].interview.id}


def test_without_numbers_the_draw_gives_them(desk: Desk) -> None:
    confirmed(desk)
    assert [one.number for one in lines(desk)] == [1, 2, 3, 4]


def test_a_confirmed_draw_stands(desk: Desk) -> None:
    draw = confirmed(desk)
    with unit_of_work(desk.actor()) as unit:
        assert draws.confirm(unit, draw.id, version=None).state == "confirmed"
    with unit_of_work(desk.actor()) as unit, pytest.raises(Conflict, match="不能作废"):
        draws.drop(unit, draw.id, version=None)
    with unit_of_work(desk.actor()) as unit, pytest.raises(Conflict, match="不能再开一次"):
        draws.promise(unit, scope(desk))
    with unit_of_work(desk.actor()) as unit, pytest.raises(Conflict, match="已经抽过"):
        draws.pull(unit, draw.id, "另一些字", "甲", version=None)


def test_a_dropped_draw_stays_on_the_record(desk: Desk) -> None:
    ident = drawn(desk)
    with unit_of_work(desk.actor()) as unit:
        draws.drop(unit, ident, version=None)
    again = promised(desk)
    with unit_of_work(desk.actor(), write=False) as unit:
        assert [(d.id, d.state) for d in draws.table(unit, MONDAY).draws] == [(ident, "dropped"), (again, "promised")]


def test_words_and_witnesses_are_needed(desk: Desk) -> None:
    ident = promised(desk)
    with unit_of_work(desk.actor()) as unit, pytest.raises(Invalid) as refused:
        draws.pull(unit, ident, "  ", "", version=None)
    assert set(refused.value.fields) == {"words", "present"}


def test_two_who_draw_at_once(desk: Desk) -> None:
    ident = promised(desk)
    seen = stored(desk, ident).version
    with unit_of_work(desk.actor()) as unit:
        draws.pull(unit, ident, "春", "甲", version=seen)
    with unit_of_work(desk.actor()) as unit, pytest.raises(Conflict):
        draws.pull(unit, ident, "秋", "乙", version=seen)


def test_a_day_that_changed_since_the_promise_is_not_drawn(desk: Desk) -> None:
    ident, first = promised(desk), ids(desk)[0]
    with unit_of_work(desk.actor()) as unit:
        unit.get(Interview, first, "").state = "cancelled"
    with unit_of_work(desk.actor()) as unit, pytest.raises(Conflict, match="变了"):
        draws.pull(unit, ident, "春", "甲", version=None)


def test_nothing_is_drawn_once_interviews_have_begun(desk: Desk) -> None:
    first = ids(desk)[0]
    with unit_of_work(desk.actor()) as unit:
        turns.press(unit, first, "arrive")
        turns.press(unit, first, "call")
    with unit_of_work(desk.actor()) as unit, pytest.raises(Conflict, match="已经开始"):
        draws.promise(unit, scope(desk))


def test_only_planners_draw(desk: Desk) -> None:
    with unit_of_work(Actor("门口", permissions=frozenset({"interviews.receive"}))) as unit, pytest.raises(Forbidden):
        draws.promise(unit, scope(desk))


# --- rooms -------------------------------------------------------------------------------------------------------


@pytest.fixture
def two_rooms(desk: Desk) -> Desk:
    """The last two meet at the same times in another room, before a panel of their own."""
    with unit_of_work(desk.actor()) as unit:
        for place, ident in enumerate(ids_in(unit)):
            one = unit.get(Interview, ident, "")
            one.start, one.end = at(9 + place % 2), at(9 + place % 2, 30)
            if place >= 2:
                one.room_id, one.place = desk.room_ids[1], "5 号会议室"
            panel = ("1101", "1001") if place < 2 else ("1102", "1103")
            one.seats.clear()
            unit.session.flush()
            one.seats.extend(Seat(user_id=who, name=who) for who in panel)
    return desk


def ids_in(unit: Any) -> list[int]:
    return list(unit.session.scalars(select(Interview.id).order_by(Interview.start)))


def panels(desk: Desk) -> dict[str, set[str]]:
    return {one.place: {s.user_id for s in one.interview.seats} for one in lines(desk)}


def test_panels_draw_rooms(two_rooms: Desk) -> None:
    before = panels(two_rooms)
    draw = confirmed(two_rooms, "rooms")
    [lot], [result] = draw.lots, draw.result or []
    assert panels(two_rooms) == {
        place: set(lot["panels"][item]) for place, item in zip(lot["places"], result["order"], strict=True)
    }
    assert sorted(map(sorted, panels(two_rooms).values())) == sorted(map(sorted, before.values()))


@pytest.mark.parametrize(("shut", "left"), [("5 号会议室", "3 号会议室"), ("3 号会议室", "5 号会议室")])
def test_avoidance_decides_where_lots_would_break_it(two_rooms: Desk, shut: str, left: str) -> None:
    """Somebody may not meet a candidate of one room: their panel draws the other, whatever the seed."""
    with unit_of_work(two_rooms.actor()) as unit:
        avoid(unit, next(o.application.candidate_id for o in lines_in(unit) if o.place == shut))
    draw = confirmed(two_rooms, "rooms")
    assert "1101" in panels(two_rooms)[left]
    [lot], [result] = draw.lots, draw.result or []
    assert result["order"] == engine.order(draw.seed, draw.words or "", lot["items"], draw.round)


def avoid(unit: Any, *candidates: int) -> None:
    unit.session.scalars(select(Interviewer).where(Interviewer.user_id == "1101")).one().avoid = list(candidates)


def lines_in(unit: Any) -> list[Interview]:
    return list(unit.session.scalars(select(Interview).order_by(Interview.id)))


def test_when_every_lot_breaks_a_rule_it_is_said(two_rooms: Desk) -> None:
    ident = promised(two_rooms, "rooms")
    with unit_of_work(two_rooms.actor()) as unit:
        avoid(unit, *(one.application.candidate_id for one in lines_in(unit)))
    with unit_of_work(two_rooms.actor()) as unit, pytest.raises(Invalid, match="每一种结果都违反"):
        draws.pull(unit, ident, "春", "甲", version=None)
    assert stored(two_rooms, ident).state == "promised"


def test_one_room_needs_no_draw(desk: Desk) -> None:
    with unit_of_work(desk.actor()) as unit, pytest.raises(Invalid, match="只有一个考场"):
        draws.promise(unit, scope(desk, "rooms"))


def test_a_panel_that_changes_can_not_draw(two_rooms: Desk) -> None:
    with unit_of_work(two_rooms.actor()) as unit:
        one = next(o for o in lines_in(unit) if o.place == "5 号会议室")
        one.seats.pop()
    with unit_of_work(two_rooms.actor()) as unit, pytest.raises(Invalid, match="中途有更换"):
        draws.promise(unit, scope(two_rooms, "rooms"))
