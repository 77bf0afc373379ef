"""When interviewers and rooms can be had. What nobody knows is never taken for free.

Somebody's time is known where they marked it free themselves, where a working-hours template says so, or, without a template,
where their calendar was read lately. A calendar that is not fresh, and leave that the OA does not tell, make the rest unknown.
Rooms are ours to give, so a room without a template is open; its calendar counts as a person's does.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import select

from ..engines.availability import Exceptions, Span, Week, clipped, merged, opening, without
from ..i18n import N_, Lazy
from ..models import CalendarSync, FreeTime, Interviewer, MarkLog, Room, SpecialDay, TemplateUse, WorkTemplate
from . import calendars
from .unit import Unit

log = logging.getLogger(__name__)

NO_SOURCE = N_("没有工作时间，日历也没连")
NEVER_READ = N_("日历还没读到")
STALE = N_("日历从 %(when)s 起没读到新的")
NO_CALENDAR = N_("日历服务器上没有 TA 的日历")
NO_LEAVE = N_("OA 的请假这会儿读不到")
HORIZON = N_("日历只读到 %(day)s")


@dataclass(frozen=True)
class Times:
    """One resource between two moments. ``open`` is where it is known to be at work, before busy times are taken off."""

    resource: str
    open: Sequence[Span]
    leave: Sequence[Span] = ()
    template: WorkTemplate | None = None
    template_from: str = ""
    """Whose use of the template holds: the ``TemplateUse.whose`` it came by."""
    sync: CalendarSync | None = None
    marks: MarkLog | None = None
    unknown: Lazy | None = None
    """Why nothing, or nothing beyond their own marks, is known."""

    def shut(self, start: datetime, end: datetime, *, keep: Iterable[Span] = ()) -> list[Span]:
        """When it can't be had between two moments: unknown or outside hours, but for ``keep``; and on leave."""
        closed = without([(start, end)], [*self.open, *keep])
        return merged([*closed, *clipped(self.leave, start, end)])


@dataclass
class Book:
    """What was asked for, and what holds for all."""

    times: Mapping[str, Times]
    exceptions: Exceptions = field(default_factory=dict)
    leave_failed: bool = False

    def of(self, resource: str) -> Times:
        return self.times[resource]


def book(
    unit: Unit, people: Sequence[Interviewer], rooms: Sequence[Room], start: datetime, end: datetime
) -> Book:
    """The times of some interviewers and rooms, in a fixed number of statements and one question to the host."""
    return _Writer(unit, people, rooms, start, end).book()


class _Writer:
    def __init__(
        self, unit: Unit, people: Sequence[Interviewer], rooms: Sequence[Room], start: datetime, end: datetime
    ) -> None:
        self.unit, self.people, self.rooms, self.start, self.end = unit, people, rooms, start, end
        self.zone = unit.state.settings.zone
        self.server = calendars.connected(unit)
        session = unit.session
        self.uses = {u.whose: u for u in session.scalars(select(TemplateUse))}
        self.syncs = {s.resource: s for s in session.scalars(select(CalendarSync))}
        self.marks = {m.user_id: m for m in session.scalars(select(MarkLog))}
        self.exceptions = special_days(unit)
        self.free: dict[str, list[Span]] = {}
        for row in session.scalars(select(FreeTime).where(FreeTime.end > start, FreeTime.start < end)):
            self.free.setdefault(row.resource, []).append((row.start, row.end))
        self.leave, self.leave_failed = absences(unit, [p.user_id for p in people], start, end)

    def book(self) -> Book:
        found = {f"interviewer:{p.user_id}": self._person(p) for p in self.people}
        found |= {f"room:{r.id}": self._room(r) for r in self.rooms}
        return Book(found, self.exceptions, self.leave_failed)

    def _person(self, row: Interviewer) -> Times:
        resource = f"interviewer:{row.user_id}"
        use = self._use(resource, f"department:{row.department_id}", "staff")
        connected = self._connected(row)
        unknown = self._why_unknown(resource, connected=connected) or (None if use or connected else Lazy(NO_SOURCE))
        known = [] if unknown else self._hours(use)
        if connected and not unknown:
            known = clipped(known, self.start, self._read_until(resource))
            if not known and self._hours(use):
                unknown = Lazy(HORIZON, day=f"{self._read_until(resource).astimezone(self.zone):%Y-%m-%d}")
        return Times(
            resource, merged([*known, *self.free.get(resource, ())]), self.leave.get(row.user_id, ()),
            use.template if use else None, use.whose if use else "", self.syncs.get(resource) if connected else None,
            self.marks.get(row.user_id), unknown,
        )  # fmt: skip

    def _room(self, row: Room) -> Times:
        resource = f"room:{row.id}"
        use = self._use(resource, "rooms")
        connected = self._connected(row)
        unknown = self._calendar_problem(resource) if connected else None
        known = [] if unknown else self._hours(use)
        if connected and not unknown:
            known = clipped(known, self.start, self._read_until(resource))
        return Times(
            resource, known, (), use.template if use else None, use.whose if use else "",
            self.syncs.get(resource) if connected else None, None, unknown,
        )  # fmt: skip

    def _use(self, *whose: str) -> TemplateUse | None:
        return next((self.uses[w] for w in whose if w in self.uses), None)

    def _hours(self, use: TemplateUse | None) -> list[Span]:
        if use is None:
            return [(self.start, self.end)]
        return opening(week_of(use.template), self.exceptions, self.start, self.end, self.zone)

    def _connected(self, row: Interviewer | Room) -> bool:
        return self.server is not None and self.server.knows(calendars.owner_of(row))

    def _read_until(self, resource: str) -> datetime:
        return self.syncs[resource].until or self.end

    def _why_unknown(self, resource: str, *, connected: bool) -> Lazy | None:
        if self.leave_failed:
            return Lazy(NO_LEAVE)
        return self._calendar_problem(resource) if connected else None

    def _calendar_problem(self, resource: str) -> Lazy | None:
        row = self.syncs.get(resource)
        if calendars.usable(self.server, row, self.unit.now):
            return None
        if row is None or row.synced_at is None:
            return Lazy(NEVER_READ)
        return Lazy(NO_CALENDAR) if row.absent else Lazy(STALE, when=f"{row.synced_at.astimezone(self.zone):%m-%d %H:%M}")


# --- where it comes from -----------------------------------------------------------------------------------------


def week_of(template: WorkTemplate) -> Week:
    return Week.from_rows(template.week, follows_holidays=template.follows_holidays)


def special_days(unit: Unit) -> dict[date, int | None]:
    if "special_days" not in unit.memo:
        unit.memo["special_days"] = {d.day: d.works_as for d in unit.session.scalars(select(SpecialDay))}
    held: dict[date, int | None] = unit.memo["special_days"]
    return held


def absences(
    unit: Unit, user_ids: Sequence[str], start: datetime, end: datetime
) -> tuple[dict[str, list[Span]], bool]:
    """Leave by user id as the host tells it, and whether asking failed."""
    if not user_ids:
        return {}, False
    try:
        told = unit.state.plugins.hook.recruit_absences(user_ids=list(user_ids), start=start, end=end) or ()
        found: dict[str, list[Span]] = {}
        for one in told:
            if one.user_id in user_ids and one.start < one.end:
                found.setdefault(one.user_id, []).append((one.start.astimezone(), one.end.astimezone()))
    except Exception as problem:
        # The host's code may fail in any way, and its text may hold personal data.
        log.error("the host's recruit_absences failed: %s", type(problem).__name__)
        return {}, True
    return found, False


# --- who is unknown ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class UnknownPerson:
    """An interviewer of a pool that is asked for, whom the planner leaves out. ``partly``: but for what they marked free."""

    user_id: str
    name: str
    why: Lazy
    partly: bool
    asked_at: datetime | None
    calendar: bool
    """It is about their calendar."""


def unknown_people(people: Sequence[Interviewer], known: Book, pools: Iterable[str]) -> list[UnknownPerson]:
    wanted = set(pools)
    found = []
    for row in people:
        times = known.times.get(f"interviewer:{row.user_id}")
        if times is None or times.unknown is None or not wanted & set(row.pools):
            continue
        asked = times.marks.asked_at if times.marks else None
        found.append(UnknownPerson(row.user_id, row.name, times.unknown, bool(times.open), asked, times.sync is not None))
    return found


def window(sessions: Sequence[Span], now: datetime) -> Span:
    """From the first to the last of some sessions."""
    if not sessions:
        return now, now + timedelta(days=1)
    return min(s for s, _ in sessions), max(e for _, e in sessions)
