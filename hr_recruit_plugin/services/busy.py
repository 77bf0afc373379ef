"""When resources can't be had: one place that planning by the solver, self-booking and moving by hand all ask.

A resource is ``interviewer:USER``, ``room:ID`` or ``candidate:ID``. Spans are half-open pairs of instants.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..models import Busy, Interview, Interviewer, Room
from . import availability
from .unit import Unit

Spans = dict[str, list[tuple[datetime, datetime]]]


def away(unit: Unit, start: datetime, end: datetime) -> Spans:
    """When anybody or anything can't be had between ``start`` and ``end``, by resource; interviews are not among it.

    Besides what is marked: outside working hours, on leave, and whatever time of interviewers and rooms nobody knows.
    """
    found = marked(unit, start, end)
    people = unit.session.scalars(select(Interviewer).where(Interviewer.active)).all()
    rooms = unit.session.scalars(select(Room).where(Room.active)).all()
    for resource, times in availability.book(unit, people, rooms, start, end).times.items():
        found.setdefault(resource, []).extend(times.shut(start, end))
    return found


def marked(unit: Unit, start: datetime, end: datetime) -> Spans:
    """What people marked and calendars told: absences that touch ``start``–``end``, by resource."""
    found: Spans = {}
    for row in unit.session.scalars(
        select(Busy).where(Busy.end > start, Busy.start < end).order_by(Busy.start)
    ):
        found.setdefault(row.resource, []).append((row.start, row.end))
    return found


def standing(unit: Unit, start: datetime, end: datetime, *, without: Collection[int] = ()) -> Sequence[Interview]:
    """Interviews that touch ``start``–``end`` and are not called off, but for those ``without``; seats are loaded."""
    return unit.session.scalars(
        select(Interview)
        .where(
            Interview.end > start, Interview.start < end, Interview.state != "cancelled", Interview.id.not_in(without)
        )
        .options(selectinload(Interview.seats), joinedload(Interview.application))
    ).all()
