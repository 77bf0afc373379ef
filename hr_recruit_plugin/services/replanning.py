"""Solving again because something happened, because a half-day was promised, or because another goal comes first."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import Schedule
from . import access, resources, schedule_sheet, scheduling
from .pinning import pins
from .planning_problem import LOCAL, ORDERS, order
from .schedule_sheet import Line, Sheet
from .unit import Unit


@dataclass(frozen=True)
class Event:
    """Somebody or something of a plan can't be had from ``start`` to ``end``."""

    resource: str
    start: datetime
    end: datetime
    note: str = ""


@dataclass(frozen=True)
class Promise:
    """A half-day of the cheapest way out. ``taken`` when an interview stands there that no promise can move."""

    kind: str
    who: str
    name: str
    start: datetime
    end: datetime
    taken: bool


def touched(unit: Unit, schedule_id: int, event: Event) -> list[Line]:
    """Interviews of a plan that ``event`` hits."""

    def concerned(line: Line) -> bool:
        people = {who for who, _ in line.people}
        return event.resource in people | {line.room, f"application:{line.application_id}"}

    sheet = schedule_sheet.sheet(unit, schedule_id)
    return [x for x in sheet.lines if concerned(x) and x.stands and x.start < event.end and event.start < x.end]


def happened(unit: Unit, schedule_id: int, event: Event) -> Schedule:
    """Note an absence and plan again: nobody is lost who could be kept, then the fewest changes.

    ``event.resource`` is an interviewer or a room of the plan, or ``application:ID`` for a candidate.
    """
    schedule = access.schedule(unit, schedule_id)
    if schedule.state not in ("solved", "published"):
        raise Conflict(N_("这份方案还没算好，或已丢弃。"))
    resource = _resource(schedule.problem, event.resource)
    resources.mark_busy(unit, resource, event.start, event.end, event.note)
    new = scheduling.again(unit, schedule_id)
    zone = unit.state.settings.zone
    cause = {
        "who": event.resource, "note": event.note[:200],
        "start": event.start.astimezone(zone).strftime(LOCAL), "end": event.end.astimezone(zone).strftime(LOCAL),
    }  # fmt: skip
    # Until something is published, what happened before still counts.
    earlier = schedule.problem.get("causes", []) if schedule.state != "published" else []
    new.problem = {**new.problem, "causes": [*earlier, cause]}
    return new


def _resource(problem: Mapping[str, Any], ident: str) -> str:
    """As absences name it. Raises Invalid for what is not in the plan."""
    by_interview = {i["id"]: i["candidate"] for i in problem["interviews"]}
    if ident in by_interview:
        return str(by_interview[ident])
    if ident not in {r["id"] for r in (*problem["rooms"], *problem["interviewers"])}:
        text = N_("选这份方案里的一位面试官、一间会议室或一位候选人。")
        raise Invalid(text, {"resource": [text]})
    return ident


def variant(unit: Unit, schedule_id: int, priority: str) -> Schedule:
    """The same problem solved with another goal first, beside the first plan. What is locked stays."""
    first = access.schedule(unit, schedule_id)
    if first.state != "solved":
        raise Conflict(N_("先等这份方案算好，再换个目标另算一份。"))
    if priority not in ORDERS:
        raise Invalid(N_("选一个目标。"), {"priority": [N_("选一个目标。")]})
    problem = copy.deepcopy(first.problem)
    problem["options"]["priority"] = priority
    problem["policy"]["order"] = order(priority, problem["published"] is not None)
    problem["pinned"] = pins(first)
    new = Schedule(
        job_id=first.job_id, stage_id=first.stage_id, name=first.name, state="solving", problem=problem,
        created_by=unit.actor.name, created_at=unit.now, based_on=first.id, locked=list(first.locked),
    )  # fmt: skip
    unit.session.add(new)
    unit.session.flush()
    unit.audit("schedule.proposed", "schedule", new.id, variant_of=first.id)
    return new


def promises(sheet: Sheet) -> Sequence[Promise]:
    """The half-days of the cheapest way out, each with whether it can be had at all."""
    way_out = sheet.plan.way_out if sheet.plan else None
    held: Mapping[str, Sequence[Sequence[str]]] = sheet.schedule.problem.get("held", {})
    ends = {f"{s.date}T{s.start}": f"{s.date}T{s.end}" for s in sheet.problem.grid.sessions}
    found = []
    for ask in way_out.asks if way_out else ():
        start, end = ask.session, ends[ask.session]
        taken = any(a < end and start < b for a, b in held.get(ask.who, ()))
        found.append(
            Promise(ask.kind, ask.who, sheet.called.get(ask.who, ask.who), _moment(start, sheet), _moment(end, sheet), taken)
        )
    return found


def _moment(text: str, sheet: Sheet) -> datetime:
    return datetime.strptime(text, LOCAL).replace(tzinfo=sheet.zone)


def promised(unit: Unit, schedule_id: int) -> Schedule:
    """They said yes to the half-days of the way out: plan again with them."""
    sheet = schedule_sheet.sheet(unit, schedule_id)
    found = promises(sheet)
    if not found:
        raise Conflict(N_("这份方案没有要加的半天。"))
    if any(p.taken for p in found):
        raise Invalid(N_("%(names)s 那半天有别的面试，加不了。"), names="、".join(p.name for p in found if p.taken))
    extra = [*sheet.options.extra, *((p.who, p.start, p.end) for p in found)]
    return scheduling.again(unit, schedule_id, extra=extra)
