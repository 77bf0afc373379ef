"""An interview day: four people of the small desk, published for a Monday morning, and the clock at ten to nine."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hr_recruit_plugin.services.interview_day import book, queue
from hr_recruit_plugin.services.interview_day.book import Line, Wanted
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import MONDAY, Desk, build

HALF_HOUR = timedelta(minutes=30)
DOOR = datetime(2026, 11, 30, 0, 50, tzinfo=UTC)
"""08:50 in Shanghai; the first interview is at nine."""


def at(hour: int, minute: int = 0) -> datetime:
    """A time of that Monday in Shanghai."""
    return datetime(2026, 11, 30, hour - 8, minute, tzinfo=UTC)


def interview_day(app: Any, host: Any, people: int = 4, **changes: Any) -> Desk:
    """Furnish, publish and open the door; needs an application context. One room, so that there is one queue."""
    desk = build(app, host, people)
    desk.published(**{"room_ids": desk.room_ids[:1], **changes})
    desk.now = DOOR
    with unit_of_work(desk.actor()) as unit:
        # One after the other: what a solver leaves between is none of this subject.
        found = [one.interview for one in book.lines_of_day(unit, MONDAY)]
        start = at(9 if min(i.start for i in found) < at(13) else 14)
        for place, one in enumerate(found):
            one.start, one.end = start + place * HALF_HOUR, start + (place + 1) * HALF_HOUR
        unit.session.flush()
        queue.reclaim(unit, book.lines_of_day(unit, MONDAY))
    return desk


def lines(desk: Desk) -> list[Line]:
    with unit_of_work(desk.actor(), write=False) as unit:
        return list(book.day(unit, Wanted(MONDAY)).lines)


def ids(desk: Desk) -> list[int]:
    """Interviews in the order they are due."""
    return [one.interview.id for one in lines(desk)]

