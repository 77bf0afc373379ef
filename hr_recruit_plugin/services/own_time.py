"""An interviewer's own week: what others know of it, and what they mark themselves, hour by hour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from ..engines.availability import Span, clipped, merged, overlap, without
from ..errors import Forbidden, Invalid, NotFound
from ..i18n import N_
from ..links import link
from ..models import Busy, FreeTime, Interview, Interviewer, MarkLog, Seat
from ..records import AvailabilityAsked, Person
from ..security.permissions import Permission
from . import asks, availability, calendars, events
from .unit import Unit

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
USUAL = (8, 18)
"""The hours of a day that are shown even when nothing happens in them."""
WEEKS_AHEAD = 8
MARKS = ("busy", "free", "clear")
REPEATS = (1, 4, 8)
NOT_ONE = N_("你还不是面试官，人力资源部把你加为面试官后，这里才能标时间。")


@dataclass(frozen=True)
class Cell:
    """One hour. ``others`` are what else is known of it: interview, leave, calendar; ``mark`` is the person's own word."""

    start: datetime
    work: bool
    """Known to be worked, by template or calendar."""
    mark: str
    """busy, free or empty."""
    others: tuple[str, ...]
    past: bool

    @property
    def key(self) -> str:
        return f"{self.start:%Y-%m-%dT%H}"


@dataclass(frozen=True)
class OwnWeek:
    person: Interviewer
    monday: date
    number: int
    """0 is the present week."""
    days: Sequence[date]
    hours: Sequence[int]
    cells: Sequence[Sequence[Cell]]
    """One row an hour, one cell a day."""
    times: availability.Times
    leave: Sequence[Span]
    interviews: Sequence[Span]
    connected: bool
    """A calendar of theirs is read."""


def week(unit: Unit, number: int = 0) -> OwnWeek:
    """The ``number``-th week from now of the acting interviewer."""
    person = _own(unit)
    zone = unit.state.settings.zone
    today = unit.now.astimezone(zone).date()
    number = max(0, min(number, WEEKS_AHEAD))
    monday = today - timedelta(days=today.weekday()) + 7 * number * DAY
    start, end = _midnight(unit, monday), _midnight(unit, monday + 7 * DAY)
    times = availability.book(unit, [person], [], start, end).of(_resource(person))
    facts = _facts(unit, person, times, start, end)
    hours = _hours(unit, facts)
    days = [monday + n * DAY for n in range(7)]
    cells = [[_cell(unit, datetime.combine(d, time(h), zone), facts) for d in days] for h in hours]
    return OwnWeek(
        person, monday, number, days, hours, cells, times, facts["leave"], facts["interview"], times.sync is not None
    )


def mark(unit: Unit, keys: Iterable[str], days: Iterable[str], how: str, *, weeks: int = 1) -> int:
    """Mark hours (``2026-12-01T09``) and whole days as busy or free, or clear the own marks there. → how many hours.

    Repeats for ``weeks`` weeks. What others know, leave and calendar, stays as it is.
    """
    person = _own(unit)
    if how not in MARKS or weeks not in REPEATS:
        raise Invalid(N_("没看懂你的选择，请再点一次。"))
    spans = [(s, s + HOUR) for s in _starts(unit, keys)]
    spans += [span for day in _dates(days) for span in _day(unit, day)]
    spans = merged((a + 7 * n * DAY, b + 7 * n * DAY) for a, b in spans for n in range(weeks))
    spans = clipped(spans, unit.now, unit.now + (WEEKS_AHEAD + 10) * 7 * DAY)
    if not spans:
        raise Invalid(N_("先选上几个格子，再按下面的按钮。已经过去的选不了。"), {"cell": ["none"]})
    _replace(unit, _resource(person), spans, how)
    _seen(unit, person)
    hours = round(sum((b - a).total_seconds() for a, b in spans) / 3600)
    unit.audit("time.marked", "interviewer", person.id, how=how, hours=hours, weeks=weeks)
    return hours


def confirm(unit: Unit) -> None:
    """Nothing to mark: what is shown is right."""
    person = _own(unit)
    _seen(unit, person)
    unit.audit("time.confirmed", "interviewer", person.id)


# --- reading -----------------------------------------------------------------------------------------------------


def _own(unit: Unit) -> Interviewer:
    if unit.actor.id is None or not unit.actor.can(Permission.INTERVIEWS_CONDUCT):
        raise Forbidden(N_("只有面试官能标自己的时间。"))
    row = unit.session.scalar(select(Interviewer).where(Interviewer.user_id == unit.actor.id))
    if row is None:
        raise NotFound(NOT_ONE)
    return row


def _resource(person: Interviewer) -> str:
    return f"interviewer:{person.user_id}"


def _facts(
    unit: Unit, person: Interviewer, times: availability.Times, start: datetime, end: datetime
) -> dict[str, list[Span]]:
    rows = unit.session.scalars(
        select(Busy).where(Busy.resource == _resource(person), Busy.end > start, Busy.start < end)
    ).all()
    free = unit.session.scalars(
        select(FreeTime).where(FreeTime.resource == _resource(person), FreeTime.end > start, FreeTime.start < end)
    )
    seats = unit.session.execute(
        select(Interview.start, Interview.end)
        .join(Seat, Seat.interview_id == Interview.id)
        .where(
            Seat.user_id == person.user_id, Interview.state != "cancelled", Interview.end > start, Interview.start < end
        )
    )
    own_free = [(f.start, f.end) for f in free]
    return {
        "interview": [(a, b) for a, b in seats],
        "leave": clipped(times.leave, start, end),
        "calendar": [(r.start, r.end) for r in rows if r.source == calendars.SOURCE],
        "busy": [(r.start, r.end) for r in rows if r.source == "own"],
        "hr": [(r.start, r.end) for r in rows if r.source == "hr"],
        "free": own_free,
        "work": [] if times.unknown else list(times.open),
    }


def _hours(unit: Unit, facts: dict[str, list[Span]]) -> list[int]:
    """Usual hours, and earlier or later ones where something is."""
    zone = unit.state.settings.zone
    first, last = USUAL
    for a, b in [*facts["work"], *facts["interview"], *facts["free"]]:
        begin, end = a.astimezone(zone), b.astimezone(zone)
        if begin.date() == (end - timedelta(seconds=1)).date():
            first = min(first, begin.hour)
            last = max(last, 24 if end.date() > begin.date() else end.hour + (end.minute > 0))
    return list(range(max(first, 6), min(last, 22)))


def _cell(unit: Unit, start: datetime, facts: dict[str, list[Span]]) -> Cell:
    hour = [(start, start + HOUR)]
    marked = next((name for name in ("busy", "free") if overlap(hour, facts[name])), "")
    others = tuple(name for name in ("interview", "leave", "calendar", "hr") if overlap(hour, facts[name]))
    return Cell(start, bool(overlap(hour, facts["work"])), marked, others, start + HOUR <= unit.now)


# --- writing -----------------------------------------------------------------------------------------------------


def _starts(unit: Unit, keys: Iterable[str]) -> list[datetime]:
    zone = unit.state.settings.zone
    try:
        return [datetime.strptime(key, "%Y-%m-%dT%H").replace(tzinfo=zone) for key in keys]
    except ValueError as problem:
        raise Invalid(N_("没看懂你的选择，请再点一次。")) from problem


def _dates(days: Iterable[str]) -> list[date]:
    try:
        return [date.fromisoformat(day) for day in days]
    except ValueError as problem:
        raise Invalid(N_("没看懂你的选择，请再点一次。")) from problem


def _day(unit: Unit, day: date) -> list[Span]:
    return [(_midnight(unit, day), _midnight(unit, day + DAY))]


def _midnight(unit: Unit, day: date) -> datetime:
    return datetime.combine(day, time(), unit.state.settings.zone)


def _replace(unit: Unit, resource: str, spans: Sequence[Span], how: str) -> None:
    """Own marks give way inside ``spans`` and are kept outside; then the new ones are entered."""
    start, end = spans[0][0], spans[-1][1]
    own = select(Busy).where(Busy.resource == resource, Busy.source == "own", Busy.end > start, Busy.start < end)
    for row in unit.session.scalars(own).all():
        for a, b in without([(row.start, row.end)], spans):
            unit.session.add(Busy(resource=resource, start=a, end=b, note=row.note, source="own"))
        unit.session.delete(row)
    said = select(FreeTime).where(FreeTime.resource == resource, FreeTime.end > start, FreeTime.start < end)
    for free in unit.session.scalars(said).all():
        for a, b in without([(free.start, free.end)], spans):
            unit.session.add(FreeTime(resource=resource, start=a, end=b))
        unit.session.delete(free)
    if how == "busy":
        unit.session.add_all(Busy(resource=resource, start=a, end=b, note="", source="own") for a, b in spans)
    elif how == "free":
        unit.session.add_all(FreeTime(resource=resource, start=a, end=b) for a, b in spans)
    unit.session.flush()


def _seen(unit: Unit, person: Interviewer) -> None:
    """They looked at their time; who was asked for it has answered."""
    log = unit.session.get(MarkLog, person.user_id) or MarkLog(user_id=person.user_id)
    owed = log.asked_at is not None and (log.marked_at is None or log.marked_at < log.asked_at)
    log.marked_at = unit.now
    unit.session.add(log)
    if owed:
        today = unit.now.astimezone(unit.state.settings.zone).date()
        event = AvailabilityAsked(
            Person(person.name, person.email, person.user_id), link("interviewer.my_time"), today, today, unit.now,
            answered=True,
        )  # fmt: skip
        events.fire(unit, "recruit_availability_asked", event, asks.Everywhere())
