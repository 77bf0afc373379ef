"""Periods whose beginning and end stand apart: below each other in a first column, or behind labels of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .dates import TODAY, DateRange, cell_dates, find_dates
from .document import Document
from .entries import Group, Reading

_LINK = re.compile(r"[|~\-↓↑▼▽⇩⬇·^至到 ]{1,3}")


def stack_periods(document: Document, readings: Sequence[Reading]) -> None:
    """Entries whose first column has the beginning and, one line below, the end: 2017-02 | hospital / 2021-10 | post."""
    ends: list[Reading] = []
    for number, above in enumerate(readings[:-1]):
        if any(above is end for end in ends):
            continue
        below = readings[number + 1]
        if number + 2 < len(readings) and _LINK.fullmatch(document.key[below.content.spans[0].start : below.content.spans[0].end]):
            below = _end_below(document, readings[number + 2 : number + 4])  # 2022.01 over | over 2026.09
        first, last = _date_alone(document, above), _date_alone(document, below)
        if _begins_only(document, above) and _begins_only(document, below):
            continue  # both go on: neither ends where the other begins
        if first is None or last is None or (above.ranges and not (_begins_only(document, above) and isinstance(last, DateRange))):
            continue
        if isinstance(first, str) and isinstance(last, DateRange):  # the end stands above the beginning
            first, last = last, first
        if not isinstance(first, DateRange):
            continue
        if isinstance(last, DateRange) and last.begin < first.begin:
            first, last = last, first
        finish = last.begin if isinstance(last, DateRange) else None
        above.ranges = [DateRange(first.start, first.end, first.begin, finish, ongoing=finish is None)]
        above.singles, below.singles, below.closes = [], [], True
        ends.append(below)
        head = below.content.spans[0]
        below.pieces = [p for p in below.pieces if not head.start <= p.start < head.end]


def _begins_only(document: Document, reading: Reading) -> bool:
    """Whether a line's only period has its dash and no end: 2022.07 - | hospital."""
    span = reading.content.spans[0]
    unfinished = len(reading.ranges) == 1 and reading.ranges[0].finish is None
    return unfinished and document.key[span.start : span.end].rstrip().endswith(("-", "~", "至", "到", "–"))


def _end_below(document: Document, readings: Sequence[Reading]) -> Reading:
    """The line with the other date, under an arrow: right below it, or one further if a line of the entry is beside the arrow."""
    return next((reading for reading in readings if _date_alone(document, reading) is not None), readings[0])


def _date_alone(document: Document, reading: Reading) -> DateRange | str | None:
    """The date, or the word for today, that is all the first span of a line holds."""
    span = reading.content.spans[0]
    key = document.key[span.start : span.end].strip(" ·|-~至到↓↑→▼▲▽⇩⬇")
    if TODAY.fullmatch(key):
        return key
    found = find_dates(document.key, span.start, span.end)
    if len(found) != 1 or len(found[0].begin) < 7 or found[0].end - found[0].start < len(key) - 1:
        return None
    return found[0] if len(reading.content.spans) > 1 or len(reading.singles) == 1 else None


def labelled_dates(document: Document, group: Group) -> DateRange | None:
    """From the beginning to the end that are labelled so; an end without a date is today."""
    if "begin" not in group.labelled:
        return None
    place, finish = group.labelled["begin"], group.labelled.get("finish")
    begin = cell_dates(document.key, *place)
    end = cell_dates(document.key, *finish) if finish else []
    if not begin:
        return None
    return DateRange(begin[0].start, begin[0].end, begin[0].begin, end[0].begin if end else None, ongoing=not end)
