"""Local time as whole minutes: the engine's only notion of time.

A time is a string ``YYYY-MM-DDTHH:MM`` outside and the number of minutes since 0001-01-01T00:00 (proleptic Gregorian,
day 1 being 1 January of year 1) inside. Intervals are half-open, ``[start, end)``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

DAY = 1440
Span = tuple[int, int]

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


@lru_cache(maxsize=1 << 16)
def minute(text: str) -> int:
    """Minutes of a local time ``YYYY-MM-DDTHH:MM``; ValueError when it is not one."""
    if not isinstance(text, str) or not _TIME.fullmatch(text):
        raise ValueError(f"not a local time YYYY-MM-DDTHH:MM: {text!r}")
    hour, minutes = int(text[11:13]), int(text[14:16])
    if hour >= 24 or minutes >= 60:
        raise ValueError(f"not a time of day: {text!r}")
    return date.fromisoformat(text[:10]).toordinal() * DAY + hour * 60 + minutes


@lru_cache(maxsize=1 << 16)
def iso(moment: int) -> str:
    """The inverse of :func:`minute`."""
    return f"{date.fromordinal(moment // DAY).isoformat()}T{moment % DAY // 60:02d}:{moment % 60:02d}"


@lru_cache(maxsize=1 << 12)
def week_of(day: int) -> tuple[int, int]:
    """ISO year and week of a day number (``moment // DAY``)."""
    year, week, _ = date.fromordinal(day).isocalendar()
    return year, week


def overlap(spans: Iterable[Span], start: int, end: int) -> Span | None:
    """The first span that shares a moment with ``[start, end)``."""
    return next((span for span in spans if span[0] < end and start < span[1]), None)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same moments as disjoint spans in order."""
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], end))
        else:
            out.append((start, end))
    return tuple(out)


def is_free(busy: Sequence[Span], start: int, end: int) -> bool:
    """Whether ``[start, end)`` misses every span of ``busy``, which must be :func:`merged`."""
    k = bisect_left(busy, (start + 1, 0)) - 1
    if k >= 0 and busy[k][1] > start:
        return False
    return k + 1 >= len(busy) or busy[k + 1][0] >= end
