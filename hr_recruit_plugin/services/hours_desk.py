"""What HR sees of everybody's time: who is known from what, how fresh it is, templates and special days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ..engines.availability import written_day
from ..models import CalendarSync, Interviewer, Room, SpecialDay, TemplateUse, WorkTemplate
from ..records import Department
from . import availability, calendars, resources, working_hours
from .unit import Unit

AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Line:
    """One interviewer or room. ``sync`` is what we know of their calendar, None where none is connected."""

    row: Interviewer | Room
    times: availability.Times
    department: str
    connected: bool
    sync: CalendarSync | None
    own: bool
    """They have a template of their own."""


@dataclass(frozen=True)
class HoursDesk:
    people: Sequence[Line]
    rooms: Sequence[Line]
    templates: Sequence[WorkTemplate]
    uses: Mapping[str, TemplateUse]
    departments: Sequence[Department]
    days: Sequence[SpecialDay]
    year: int
    connected: bool
    """A calendar server is connected."""
    leave: str
    """asked, none (the host keeps none) or failed."""
    now: datetime

    @property
    def unknown(self) -> list[Line]:
        return [line for line in self.people if line.times.unknown is not None]

    def used(self, template: WorkTemplate) -> int:
        return sum(u.template_id == template.id for u in self.uses.values())


def desk(unit: Unit, year: int | None = None) -> HoursDesk:
    """All of it, in a fixed number of statements and one question to the host."""
    unit.actor.require(working_hours.EDIT)
    people = unit.session.scalars(select(Interviewer).where(Interviewer.active).order_by(Interviewer.id)).all()
    rooms = unit.session.scalars(select(Room).where(Room.active).order_by(Room.id)).all()
    book = availability.book(unit, people, rooms, unit.now, unit.now + AHEAD)
    departments = resources.departments(unit)
    named = {d.id: d.name for d in departments}
    server = calendars.connected(unit)
    uses = working_hours.uses(unit)

    def line(row: Any, resource: str, department: str) -> Line:
        times = book.of(resource)
        known = server is not None and server.knows(calendars.owner_of(row))
        return Line(row, times, department, known, times.sync, resource in uses)

    hook = unit.state.plugins.hook.recruit_absences
    leave = "failed" if book.leave_failed else "asked" if hook.get_hookimpls() else "none"
    shown = year or unit.now.astimezone(unit.state.settings.zone).year
    return HoursDesk(
        [line(p, f"interviewer:{p.user_id}", named.get(p.department_id or "", "")) for p in people],
        [line(r, f"room:{r.id}", "") for r in rooms],
        working_hours.templates(unit), uses, departments, working_hours.days(unit, shown), shown, server is not None,
        leave, unit.now,
    )  # fmt: skip


def written_days(days: Sequence[SpecialDay]) -> str:
    """As ``working_hours.save_days`` reads it; neighbours of one kind and name share a line."""
    lines: list[list[SpecialDay]] = []
    for day in days:
        last = lines[-1][-1] if lines else None
        alike = last is not None and (last.name, last.works_as) == (day.name, day.works_as)
        if last is not None and alike and day.day - last.day == timedelta(days=1):
            lines[-1].append(day)
        else:
            lines.append([day])
    return "\n".join(_written(group) for group in lines)


def _written(group: Sequence[SpecialDay]) -> str:
    first, last = group[0], group[-1]
    span = f"{first.day}" if first is last else f"{first.day}~{last.day}"
    if first.works_as is None:
        return f"{span} 休 {first.name}".strip()
    return f"{span} 班 周{'一二三四五六日'[first.works_as]} {first.name}".strip()


def written_week(template: WorkTemplate) -> list[str]:
    return [written_day(day) for day in template.week]
