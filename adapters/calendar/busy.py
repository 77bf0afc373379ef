"""From iCalendar (RFC 5545) to busy spans: VFREEBUSY as it comes, and events with their recurrences.

What is tentative counts as busy, what is transparent or cancelled does not. Recurrences are counted in the wall time of their
zone, so that nine o'clock stays nine o'clock over a change of clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from itertools import islice
from typing import Any

from dateutil.rrule import rrulestr
from icalendar import Calendar

from hr_recruit_plugin.adapters.base import N_
from hr_recruit_plugin.adapters.calendar.port import MARK, OneCalendar

Span = tuple[datetime, datetime]

MOST = 5000
"""Occurrences of one event in the window; an event with more is taken for busy all the time."""
TOO_FINE = ("SECONDLY", "MINUTELY", "HOURLY")
BROKEN = N_("日历里有一条日程读不出来，请本人检查日历")


def from_free_busy(text: bytes) -> list[Span]:
    """The periods of a VFREEBUSY answer that are not FREE. Raises ValueError for what is none."""
    calendar = Calendar.from_ical(text)
    parts = list(calendar.walk("VFREEBUSY"))
    if not parts:
        raise ValueError("no VFREEBUSY")
    found: list[Span] = []
    for part in parts:
        told = part.get("FREEBUSY", [])
        for value in told if isinstance(told, list) else [told]:
            if str(getattr(value, "params", {}).get("FBTYPE", "BUSY")).upper() != "FREE":
                found += [_period(p) for p in _values(value)]
    return found


def from_events(texts: Iterable[bytes | str], start: datetime, end: datetime, zone: tzinfo) -> list[Span]:
    """When the events of some calendar objects keep their owner busy between ``start`` and ``end``.

    ``zone`` is where all-day and floating times are. Raises OneCalendar when an event can't be read.
    """
    try:
        return [span for text in texts for span in _object(Calendar.from_ical(text), start, end, zone)]
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        raise OneCalendar(BROKEN, type(error).__name__) from error


def _object(calendar: Any, start: datetime, end: datetime, zone: tzinfo) -> Iterator[Span]:
    events = [e for e in calendar.walk("VEVENT") if not str(e.get("UID", "")).endswith(MARK)]
    changed = [e for e in events if "RECURRENCE-ID" in e]
    for event in events:
        if event in changed:
            spans: Iterable[Span] = [_span(event, zone)]
        else:
            same = [c for c in changed if c.get("UID") == event.get("UID")]
            replaced = {_moment(c["RECURRENCE-ID"].dt, zone) for c in same}
            spans = _occurrences(event, replaced, start, end, zone=zone)
        if _blocks(event):
            yield from ((max(a, start), min(b, end)) for a, b in spans if a < end and start < b)


def _blocks(event: Any) -> bool:
    return str(event.get("TRANSP", "")).upper() != "TRANSPARENT" and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _occurrences(
    event: Any, replaced: set[datetime], start: datetime, end: datetime, *, zone: tzinfo
) -> Iterable[Span]:
    first, last = _span(event, zone)
    length = last - first
    rules = _list(event.get("RRULE"))
    if not rules and "RDATE" not in event:
        return [(first, last)] if first not in replaced else []
    if any(str(rule.get("FREQ", [""])[0]).upper() in TOO_FINE for rule in rules):
        return [(start, end)]
    home = first.tzinfo or zone
    gone = replaced | {_moment(d, home) for d in _dates(event, "EXDATE")}
    # RFC 5545 3.8.5.3: the first start counts whether or not it fits the rule.
    found = {first, *_by_rule(rules, first, home, start - length, end=end)}
    if len(found) >= MOST:
        return [(start, end)]
    more = [_period((d, d) if not isinstance(d, tuple) else d, home, length) for d in _dates(event, "RDATE")]
    return [(s, s + length) for s in found - gone] + [span for span in more if span[0] not in gone]


def _by_rule(rules: list[Any], first: datetime, home: tzinfo, since: datetime, *, end: datetime) -> Iterator[datetime]:
    """Starts in wall time. A rule counts from its first start, so it is stepped through from there."""
    naive, low, high = (moment.astimezone(home).replace(tzinfo=None) for moment in (first, since, end))
    for rule in rules:
        told = dict(rule)
        if until := told.get("UNTIL"):
            told["UNTIL"] = [_wall(value, home) for value in _list(until)]
        text = ";".join(f"{name}={_rule_part(value)}" for name, value in told.items())
        starts = rrulestr(text, dtstart=naive).xafter(low, inc=True)
        for moment in islice(starts, MOST):
            if moment >= high:
                break
            yield moment.replace(tzinfo=home)


def _rule_part(value: Any) -> str:
    return ",".join(f"{v:%Y%m%dT%H%M%S}" if isinstance(v, datetime) else str(v) for v in _list(value))


def _wall(value: Any, home: tzinfo) -> datetime:
    """UNTIL as wall time; a date holds to the end of its day."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time(23, 59, 59))
    return value.astimezone(home).replace(tzinfo=None) if value.tzinfo else value


def _span(event: Any, zone: tzinfo) -> Span:
    told: date = event["DTSTART"].dt
    start = _moment(told, zone)
    if "DTEND" in event:
        return start, max(start, _moment(event["DTEND"].dt, zone))
    if "DURATION" in event:
        return start, start + event["DURATION"].dt
    return start, start + (timedelta(0) if isinstance(told, datetime) else timedelta(days=1))


def _moment(told: Any, zone: tzinfo) -> datetime:
    moment: datetime = told if isinstance(told, datetime) else datetime.combine(told, time())
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _period(told: Any, zone: tzinfo = UTC, length: timedelta | None = None) -> Span:
    """A PERIOD: start and end, or start and duration; a lone date lasts ``length``."""
    start, end = told
    begins = _moment(start, zone)
    if length is not None and start == end:
        return begins, begins + length
    return begins, begins + end if isinstance(end, timedelta) else _moment(end, zone)


def _dates(event: Any, name: str) -> list[Any]:
    return [value for held in _list(event.get(name)) for value in _values(held)]


def _values(held: Any) -> list[Any]:
    """What one property holds: dates, date-times or periods."""
    if hasattr(held, "dts"):
        return [d.dt for d in held.dts]
    told = getattr(held, "dt", held)
    return [told] if isinstance(told, date | tuple) else list(told)


def _list(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
