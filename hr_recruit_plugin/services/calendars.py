"""The connected calendar server: whose calendars it keeps, and our copy of when they are busy.

Reading goes over the network, so it runs between two transactions and never inside one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import selectinload

from ..adapters.base import AdapterError, SettingsInvalid
from ..adapters.calendar.port import NONE, UNKNOWN, CalendarAdapter, CalendarMissing, OneCalendar
from ..engines.availability import Span, clipped, without
from ..errors import NotFound
from ..i18n import N_
from ..models import Busy, CalendarSync, Connection, Interview, Interviewer, Room
from ..outbox.answers import answer_of
from ..outbox.outcome import fault
from ..records import CalendarOwner, Port
from ..security.permissions import Permission
from .unit import Actor, Unit, unit_of_work

log = logging.getLogger(__name__)

AHEAD = timedelta(days=70)
"""How far free/busy is read: longer than the longest plan."""
SOURCE = "calendar"
DEFAULT_FRESH = 24


@dataclass(frozen=True)
class Connected:
    """The calendar connection. ``fresh`` is how long a reading holds."""

    adapter: CalendarAdapter
    fresh: timedelta
    missing: str

    def knows(self, owner: CalendarOwner) -> bool:
        return self.adapter.knows(owner)


def connected(unit: Unit) -> Connected | None:
    """The enabled calendar connection, or None. One look a use case."""
    if "calendar" not in unit.memo:
        unit.memo["calendar"] = _connected(unit)
    held: Connected | None = unit.memo["calendar"]
    return held


def _connected(unit: Unit) -> Connected | None:
    row = unit.session.scalar(select(Connection).where(Connection.port == str(Port.CALENDAR), Connection.enabled))
    kind = unit.state.adapters.get((str(Port.CALENDAR), row.adapter)) if row else None
    if row is None or kind is None or not issubclass(kind, CalendarAdapter):
        return None
    try:
        adapter = kind(row.settings)
    except SettingsInvalid:
        return None
    hours = adapter.settings.get("fresh_hours", DEFAULT_FRESH)
    return Connected(adapter, timedelta(hours=hours), adapter.settings.get("missing", UNKNOWN))


def owner_of(row: Interviewer | Room) -> CalendarOwner:
    if isinstance(row, Room):
        return CalendarOwner("room", str(row.id), row.name)
    return CalendarOwner("interviewer", row.user_id, row.name, row.email)


def resource_of(owner: CalendarOwner) -> str:
    return f"{owner.kind}:{owner.id}"


def holders(unit: Unit, interview: Interview) -> list[CalendarOwner]:
    """Whose calendars are to hold an interview: its panel's and its room's, as far as the connected server has them."""
    server = connected(unit)
    if server is None:
        return []
    found = [CalendarOwner("interviewer", s.user_id, s.name, s.email) for s in interview.seats]
    if interview.room_id:
        found.append(CalendarOwner("room", str(interview.room_id), interview.place))
    absent = _absent(unit)
    return [owner for owner in found if server.knows(owner) and resource_of(owner) not in absent]


def _absent(unit: Unit) -> set[str]:
    """Whose calendars the server was found not to have. One look a use case."""
    if "calendars_absent" not in unit.memo:
        rows = unit.session.scalars(select(CalendarSync.resource).where(CalendarSync.absent))
        unit.memo["calendars_absent"] = set(rows)
    held: set[str] = unit.memo["calendars_absent"]
    return held


def held_before(unit: Unit, interview: Interview) -> list[CalendarOwner]:
    """Whose calendars hold it so far."""
    if not interview.calendars or connected(unit) is None:
        return []
    users = [r.partition(":")[2] for r in interview.calendars if r.startswith("interviewer:")]
    rooms = [int(r.partition(":")[2]) for r in interview.calendars if r.startswith("room:")]
    people = unit.session.scalars(select(Interviewer).where(Interviewer.user_id.in_(users))) if users else ()
    places = unit.session.scalars(select(Room).where(Room.id.in_(rooms))) if rooms else ()
    return [owner_of(row) for row in (*people, *places)]


# --- reading -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reading:
    """What came of reading one calendar: spans, or why not."""

    spans: Sequence[Span] | None
    absent: bool = False
    problem: dict[str, Any] | None = None
    final: bool = False
    """The others will fare no better: stop asking."""


def sync(resources: Iterable[str] | None = None) -> int:
    """Read the calendars of all active interviewers and rooms, or of some, and keep when they are busy. → how many were read.

    A server that is busy or refuses our name is asked no further in this run. Needs an application context.
    """
    with unit_of_work(write=False) as unit:
        server = connected(unit)
        owners = _owners(unit, server, resources) if server else []
        start, end = unit.now, unit.now + AHEAD
    if server is None:
        return 0
    done = 0
    for owner in owners:
        reading = _read(server.adapter, owner, start, end)
        with unit_of_work() as unit:
            _keep(unit, owner, reading, start, end)
        done += reading.spans is not None
        if reading.final:
            break
    return done


def sync_now(actor: Actor, resource: str) -> None:
    """HR wants one calendar read at once."""
    actor.require(Permission.SCHEDULES_EDIT)
    with unit_of_work(actor, write=False) as unit:
        if connected(unit) is None:
            raise NotFound(N_("日历还没有连接。请系统管理员在「设置 → 连接 → 日历」里连好。"))
    sync([resource])


def _owners(unit: Unit, server: Connected, resources: Iterable[str] | None) -> list[CalendarOwner]:
    rows: list[Interviewer | Room] = [
        *unit.session.scalars(select(Interviewer).where(Interviewer.active).order_by(Interviewer.id)),
        *unit.session.scalars(select(Room).where(Room.active).order_by(Room.id)),
    ]
    wanted = None if resources is None else set(resources)
    owners = [owner_of(row) for row in rows]
    return [o for o in owners if server.knows(o) and (wanted is None or resource_of(o) in wanted)]


def _read(adapter: CalendarAdapter, owner: CalendarOwner, start: datetime, end: datetime) -> Reading:
    try:
        return Reading(clipped(adapter.busy(owner, start, end), start, end))
    except CalendarMissing as problem:
        return Reading(None, absent=True, problem=answer_of(problem))
    except AdapterError as problem:
        return Reading(None, problem=answer_of(problem), final=not isinstance(problem, OneCalendar))
    except Exception as problem:
        log.error("reading a calendar failed: %s", type(problem).__name__)
        return Reading(None, problem=fault(problem))


def _keep(unit: Unit, owner: CalendarOwner, reading: Reading, start: datetime, end: datetime) -> None:
    resource = resource_of(owner)
    row = unit.session.get(CalendarSync, resource, with_for_update=True) or CalendarSync(resource=resource)
    row.tried_at, row.absent, row.problem = unit.now, reading.absent, reading.problem
    unit.session.add(row)
    if reading.spans is None and not reading.absent:
        return
    row.synced_at, row.until = unit.now, end
    unit.session.flush()
    unit.session.execute(delete(Busy).where(Busy.resource == resource, Busy.source == SOURCE))
    spans = without(reading.spans or (), _own_interviews(unit, owner, start, end))
    unit.session.add_all(Busy(resource=resource, start=a, end=b, note="", source=SOURCE) for a, b in spans)


def _own_interviews(unit: Unit, owner: CalendarOwner, start: datetime, end: datetime) -> list[Span]:
    """What we put into that calendar ourselves: the planner knows it already, and may move it."""
    found = unit.session.scalars(
        select(Interview)
        .where(Interview.end > start, Interview.start < end, Interview.state == "published")
        .options(selectinload(Interview.seats))
    )
    resource = resource_of(owner)
    return [(i.start, i.end) for i in found if resource in i.calendars]


def usable(server: Connected | None, row: CalendarSync | None, now: datetime) -> bool:
    """Whether our copy is complete and fresh, or there is no such calendar and that counts as none."""
    if server is None:
        return True
    if row is None or row.synced_at is None:
        return False
    if row.absent:
        return server.missing == NONE
    return now - row.synced_at <= server.fresh
