"""A working week, the days that are not what their weekday says, and how both are written by people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from itertools import pairwise

from .spans import Span, merged

Exceptions = Mapping[date, int | None]
"""Day → the weekday whose hours are worked, None for a day off."""

_SPLIT = re.compile(r"[\s,，、;；]+")
_SPAN = re.compile(r"^(\d{1,2})[:：](\d{2})[-–—~～至到](\d{1,2})[:：](\d{2})$")
_OFF = {"", "-", "休", "休息", "off"}
_SPECIAL = re.compile(
    r"^(?P<first>\d{4}-\d{1,2}-\d{1,2})(?:\s*[~～至到]\s*(?P<last>\d{4}-\d{1,2}-\d{1,2}))?\s+(?P<kind>休|班|off|work)"
    r"(?:\s+(?P<rest>.*))?$",
    re.IGNORECASE,
)
_AS = re.compile(r"^(?:按)?周([一二三四五六日])\s*(.*)$")
_WEEKDAYS = "一二三四五六日"
LONGEST = 31
"""Days of one line."""


class WeekError(ValueError):
    """A line that can't be read. ``line`` is as it was written."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class Week:
    """Sessions of Monday to Sunday in local time; ``follows_holidays``: special days hold for it."""

    days: Sequence[Sequence[tuple[time, time]]]
    follows_holidays: bool = True

    @classmethod
    def from_rows(cls, rows: Sequence[Sequence[Sequence[str]]], *, follows_holidays: bool = True) -> Week:
        parsed = [tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in day) for day in rows]
        return cls(parsed, follows_holidays)

    def sessions(self, day: date, exceptions: Exceptions) -> Sequence[tuple[time, time]]:
        if self.follows_holidays and day in exceptions:
            works_as = exceptions[day]
            return () if works_as is None else self.days[works_as]
        return self.days[day.weekday()]


def opening(week: Week, exceptions: Exceptions, start: datetime, end: datetime, zone: tzinfo) -> list[Span]:
    """When a week is open on the days from ``start`` to ``end``."""
    first, last = start.astimezone(zone).date(), end.astimezone(zone).date()
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return merged(
        (datetime.combine(day, a, zone), datetime.combine(day, b, zone))
        for day in days
        for a, b in week.sessions(day, exceptions)
    )


def works(day: date, exceptions: Exceptions) -> bool:
    """Whether offices work on a day."""
    return exceptions[day] is not None if day in exceptions else day.weekday() < 5


# --- as people write them ----------------------------------------------------------------------------------------


def read_day(text: str) -> list[list[str]]:
    """``08:00-12:00 13:30-17:30`` as rows; an empty text is a day off. Raises WeekError."""
    if text.strip().lower() in _OFF:
        return []
    found: list[tuple[time, time]] = []
    joined = re.sub(r"\s*([-–—~～至到])\s*", r"\1", text.strip())
    for part in _SPLIT.split(joined):
        if not part:
            continue
        match = _SPAN.match(part)
        try:
            a, b, c, d = (int(n) for n in match.groups()) if match else (99, 0, 0, 0)
            found.append((time(a, b), time(c, d)))
        except ValueError as problem:
            raise WeekError(part) from problem
    found.sort()
    if any(a >= b for a, b in found) or any(one[1] > two[0] for one, two in pairwise(found)):
        raise WeekError(text.strip())
    return [[f"{a:%H:%M}", f"{b:%H:%M}"] for a, b in found]


def written_day(rows: Sequence[Sequence[str]]) -> str:
    return " ".join(f"{a}-{b}" for a, b in rows)


def read_special_days(text: str) -> list[tuple[date, str, int | None]]:
    """One a line: ``2027-02-05~2027-02-11 休 春节``, ``2027-02-20 班 周五``. → (day, name, works_as). Raises WeekError.

    A day that is worked without saying as which takes the hours of Monday.
    """
    lines = (line.strip() for line in text.splitlines())
    return [entry for line in lines if line for entry in _special(line)]


def _special(line: str) -> Iterable[tuple[date, str, int | None]]:
    match = _SPECIAL.match(line)
    if match is None:
        raise WeekError(line)
    try:
        first = _date(match["first"])
        last = _date(match["last"]) if match["last"] else first
    except ValueError as problem:
        raise WeekError(line) from problem
    if not 0 <= (last - first).days < LONGEST:
        raise WeekError(line)
    name, works_as = (match["rest"] or "").strip(), None
    if match["kind"].lower() in ("班", "work"):
        told = _AS.match(name)
        works_as, name = (_WEEKDAYS.index(told[1]), told[2].strip()) if told else (0, name)
    return [(first + timedelta(days=n), name, works_as) for n in range((last - first).days + 1)]


def _date(text: str) -> date:
    year, month, day = (int(part) for part in text.split("-"))
    return date(year, month, day)
