"""Call numbers: who is called by which number, in the morning from 1 and in the afternoon from 201."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, update

from ...errors import Conflict, Invalid
from ...i18n import N_
from ...models import Turn
from ...security.permissions import Permission
from ..sequences import next_number
from ..unit import Unit
from . import book
from .book import Line, Wanted

FIRST = {"am": 1, "pm": 201}
MOST = 200
"""Numbers of one half-day on one campus."""


def assign(unit: Unit, day: date, campus: str) -> Sequence[Line]:
    """Number everybody of a campus and day by time, then room. Numbers that were given stay; new people get the next ones.

    Raises:
        Invalid: more than 200 in one half-day.
    """
    unit.actor.require(Permission.INTERVIEWS_RECEIVE)
    if day < book.today(unit):
        raise Invalid(N_("这一天已经过去，不再排号。"))
    found = [one for one in book.lines_of_day(unit, day) if one.campus == campus]
    for half in FIRST:
        _number(unit, [one for one in found if one.half == half], half)
    unit.session.flush()
    unit.audit("day.numbered", "day", day.isoformat(), campus=campus, people=len(found))
    return book.day(unit, Wanted(day, campus)).lines


def _number(unit: Unit, lines: Sequence[Line], half: str) -> None:
    taken = [one.number for one in lines if one.number is not None]
    following = max([*taken, FIRST[half] - 1]) + 1
    fresh = sorted((o for o in lines if o.number is None), key=lambda o: (o.due, o.place, o.interview.id))
    if following + len(fresh) > FIRST[half] + MOST:
        raise Invalid(N_("一个半天一个院区最多 200 个号，这里有 %(n)s 人。分到两天或两个院区。"), n=len(lines))
    for one in fresh:
        book.ensured(unit, one).number = following
        following += 1


def give(unit: Unit, one: Line, turn: Turn) -> None:
    """A number for somebody who is here and has none: the next of the half-day."""
    if turn.number is not None:
        return
    # Under the lock of its row: two who arrive at the same moment get different numbers.
    next_number(unit, f"arrivals:{one.day}:{one.half}")
    first = FIRST[one.half]
    last = unit.session.scalar(
        select(func.max(Turn.number)).where(
            Turn.day == one.day, Turn.campus == one.campus, Turn.number >= first, Turn.number < first + MOST
        )
    )
    following = (last or first - 1) + 1
    turn.number = following if following < first + MOST else None


def renumber(unit: Unit, lines: Sequence[Line]) -> None:
    """Give the numbers that ``lines`` have to the same people in the order of the lines, after a draw."""
    held = [book.ensured(unit, one) for one in lines]
    numbers = sorted(t.number for t in held if t.number is not None)
    if len(numbers) != len(held):
        raise Conflict(N_("有人还没有号。先排号，再抽签。"))
    # A number may not be there twice, not even for a moment.
    unit.session.execute(update(Turn).where(Turn.id.in_([t.id for t in held])).values(number=None))
    for turn in held:
        unit.session.refresh(turn)
    for turn, number in zip(held, numbers, strict=True):
        turn.number = number
    unit.session.flush()
