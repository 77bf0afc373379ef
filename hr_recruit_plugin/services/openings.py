"""Free times for one more interview, from our rows: what the booking page lists, and what HR is proposed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from ..engines import scheduling as engine
from ..engines.scheduling.clock import DAY, Span, iso
from ..engines.scheduling.openings import Calendar, Meeting, Wanted
from ..engines.scheduling.timetable import Timetable
from ..models import Application, Interview, Interviewer, Room, Seat
from . import loads
from .busy import Spans, away
from .planning_problem import LOCAL, Options
from .unit import Unit

INTERVIEWER = "interviewer:"
ROOM = "room:"


@dataclass(frozen=True)
class Sheet:
    """What hardly changes while people choose: grid, people, rooms, absences."""

    table: Timetable
    absences: Mapping[str, tuple[Span, ...]]
    names: Mapping[str, str]
    """Resource → what it is called."""
    emails: Mapping[str, str | None]
    limits: Mapping[str, tuple[int | None, int | None]]
    first: datetime
    last: datetime
    """Whole weeks round the window."""
    zone: ZoneInfo

    def starts(self, minutes: int) -> frozenset[int]:
        """Every start of the grid for a meeting of ``minutes``."""
        count = range(len(self.table.sessions))
        return frozenset(t for k in count for t in self.table.session_grid(k, minutes))

    @cached_property
    def weeks(self) -> list[str]:
        count = max(1, (self.last - self.first).days // 7)
        return [loads.periods(self.first + timedelta(days=7 * n, hours=12), self.zone)[1] for n in range(count)]


def sheet(unit: Unit, options: Options) -> Sheet:
    """Read people, rooms and absences of the whole weeks round ``options.days``."""
    zone = unit.state.settings.zone
    first = datetime.combine(min(options.days), time(), zone)
    last = datetime.combine(max(options.days), time(), zone)
    first, last = first - timedelta(days=first.weekday()), last + timedelta(days=7 - last.weekday())
    people = unit.session.scalars(select(Interviewer).where(Interviewer.active).order_by(Interviewer.id)).all()
    statement = select(Room).where(Room.active).order_by(Room.id)
    if options.room_ids:
        statement = statement.where(Room.id.in_(options.room_ids))
    rooms = unit.session.scalars(statement).all()
    absent = away(unit, first, last)
    return Sheet(
        Timetable(_problem(options, people, rooms, absent, zone)),
        {k: tuple((_minute(a, zone), _minute(b, zone, up=True)) for a, b in v) for k, v in absent.items()},
        {f"{INTERVIEWER}{p.user_id}": p.name for p in people} | {f"{ROOM}{r.id}": r.name for r in rooms},
        {p.user_id: p.email for p in people},
        {p.user_id: (p.max_per_day, p.max_per_week) for p in people}, first, last, zone,
    )  # fmt: skip


def _problem(
    options: Options, people: Sequence[Interviewer], rooms: Sequence[Room], absent: Spans, zone: ZoneInfo
) -> engine.Problem:
    def busy(resource: str) -> tuple[tuple[str, str], ...]:
        return tuple((iso(_minute(a, zone)), iso(_minute(b, zone, up=True))) for a, b in absent.get(resource, ()))

    campuses = tuple(sorted({r.campus for r in rooms}))
    sessions = tuple(
        engine.Session(d.isoformat(), f"{s:%H:%M}", f"{e:%H:%M}") for d in sorted(set(options.days)) for s, e in options.sessions
    )
    return engine.Problem(
        "openings", engine.Grid(options.grid_minutes, sessions),
        tuple(engine.Room(f"{ROOM}{r.id}", r.campus, busy(f"{ROOM}{r.id}")) for r in rooms),
        tuple(
            engine.Interviewer(
                f"{INTERVIEWER}{p.user_id}", tuple(p.pools), tuple(p.campuses) or campuses, busy(f"{INTERVIEWER}{p.user_id}"),
                p.max_per_day, p.max_per_week, tuple(f"candidate:{c}" for c in p.avoid),
            )
            for p in people
        ),
        (), (),
    )  # fmt: skip


def _minute(moment: datetime, zone: ZoneInfo, *, up: bool = False) -> int:
    """A moment in the engine's minutes; a minute that has begun counts whole at the end of a span."""
    local = moment.astimezone(zone)
    whole = local.toordinal() * DAY + local.hour * 60 + local.minute
    return whole + bool(up and (local.second or local.microsecond))


def moment(start: int, zone: ZoneInfo) -> datetime:
    """The instant of the engine's minute."""
    return datetime.strptime(iso(start), LOCAL).replace(tzinfo=zone).astimezone(UTC)


def local_minute(start: datetime, zone: ZoneInfo) -> int:
    return _minute(start, zone)


def calendar(unit: Unit, held: Sheet, *, without: Collection[int] = ()) -> Calendar:
    """Everything that stands in the weeks of ``held``."""
    return Calendar(held.table, _meetings(unit, held, held.first, held.last, without))


@dataclass(frozen=True)
class Day:
    """A local day's calendar, and the numbers that people had taken just before it was read."""

    calendar: Calendar
    taken: loads.Held


def day(unit: Unit, held: Sheet, start: datetime, *, without: int | None = None) -> Day:
    """The calendar of one local day, quickly; what the rest of the weeks counts for comes from the claims.

    The numbers are read before the meetings: who is booked in between is seen, or has taken a number that we want.
    """
    today, week = loads.periods(start, held.zone)
    taken = loads.held(unit.session, list(held.limits), {*held.weeks, today, week}, without=without)
    totals: Counter[str] = Counter()
    weekly: dict[tuple[str, tuple[int, int]], int] = {}
    for (user_id, period), numbers in taken.items():
        if period != today:
            totals[f"{INTERVIEWER}{user_id}"] += len(numbers)
        if period == week:
            weekly[f"{INTERVIEWER}{user_id}", (int(week[:4]), int(week[6:]))] = len(numbers)
    begin = start.astimezone(held.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    meetings = _meetings(unit, held, begin, begin + timedelta(days=1), () if without is None else (without,))
    return Day(Calendar(held.table, meetings, weekly, totals), taken)


def _meetings(
    unit: Unit, held: Sheet, start: datetime, end: datetime, without: Collection[int]
) -> list[Meeting]:
    which: tuple[Any, ...] = (Interview.start >= start, Interview.start < end, Interview.state != "cancelled")
    if without:
        which = (*which, Interview.id.not_in(without))
    people: dict[int, list[str]] = defaultdict(list)
    seats = select(Seat.interview_id, Seat.user_id).join(Interview, Seat.interview_id == Interview.id).where(*which)
    for interview_id, user_id in unit.session.execute(seats):
        people[interview_id].append(f"{INTERVIEWER}{user_id}")
    rows = unit.session.execute(
        select(Interview.id, Interview.start, Interview.end, Interview.room_id, Application.candidate_id)
        .join(Application, Interview.application_id == Application.id)
        .where(*which)
    )
    zone = held.zone
    return [
        Meeting(
            _minute(begins, zone), _minute(ends, zone, up=True), f"candidate:{candidate_id}",
            f"{ROOM}{room_id}" if room_id else None, tuple(people[interview_id]),
        )
        for interview_id, begins, ends, room_id, candidate_id in rows
    ]  # fmt: skip


def wanted(
    held: Sheet, application: Application, minutes: int, panel: Sequence[Mapping[str, Any]], **more: Any
) -> Wanted:
    """One interview of ``application`` as the engine asks for it."""
    candidate = f"candidate:{application.candidate_id}"
    return Wanted(candidate, minutes, panel_of(panel), held.absences.get(candidate, ()), **more)


def panel_of(panel: Sequence[Mapping[str, Any]]) -> tuple[engine.PanelNeed, ...]:
    return tuple(engine.PanelNeed(n["pool"], n["count"]) for n in panel)
