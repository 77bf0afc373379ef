"""The rows of a table below a header: each cell is what its column says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .dates import TODAY, DateRange, cell_dates, find_dates, find_ranges
from .document import Content, Document, Span
from .entries import Group
from .labels import EITHER
from .roles import cut

_IS_YEAR = re.compile(r"(?:19|20)\d\d年?")
_IS_MONTH = re.compile(r"(?:0?[1-9]|1[0-2])月?")
Header = list[tuple[str, Span]]
"""Canonical labels with the cells they stand in, from left to right."""


def split_period(document: Document, content: Content) -> DateRange | None:
    """The period of a row that has a cell for each year and month: 2023 | 9 | 2027 | 6."""
    keys = [document.key[span.start : span.end].strip() for span in content.spans]
    for first in range(len(keys) - 2):
        year, month, *rest = keys[first : first + 4]
        if not (_IS_YEAR.fullmatch(year) and _IS_MONTH.fullmatch(month)):
            continue
        begin, start = f"{year[:4]}-{int(month.rstrip('月')):02d}", content.spans[first].start
        if TODAY.fullmatch(rest[0]):
            return DateRange(start, content.spans[first + 2].end, begin, None, ongoing=True)
        if len(rest) == 2 and _IS_YEAR.fullmatch(rest[0]) and _IS_MONTH.fullmatch(rest[1]):
            finish = f"{rest[0][:4]}-{int(rest[1].rstrip('月')):02d}"
            return DateRange(start, content.spans[first + 3].end, begin, finish)
    return None


def interrupts(document: Document, content: Content, head: int, lines: Sequence[Content]) -> bool:
    """A row in one cell between the rows of a table tells of the entry above it: 职责：…"""
    table = document.lines[head].table
    if table is None or document.lines[content.index].table is not None:
        return False
    return any(line.index > content.index and document.lines[line.index].table == table for line in lines)


def fits(document: Document, content: Content, header: Header, as_of: date) -> bool:
    if len(content.spans) < 2 and header[0][1].column is None:
        return False
    if header[0][1].column is not None:
        return content.spans[0].column is not None
    key = document.key
    dated = bool(find_ranges(key, content.start, content.end, as_of) or find_dates(key, content.start, content.end))
    return dated and len(content.spans) >= 2


def add_row(document: Document, groups: list[Group], content: Content, header: Header, as_of: date) -> None:
    group = Group(dates=split_period(document, content))
    for number, span in enumerate(content.spans):
        if group.dates and group.dates.start <= span.start < group.dates.end:
            continue
        label = column_label(span, number, header, len(content.spans))
        if label in (None, EITHER) or label in group.labelled:
            group.pieces += cut(document.key, span.start, span.end, [], 0)
            continue
        group.labelled[label] = (span.start, span.end)
    group.spans.append((content.start, content.end))
    if _ends_above(group, groups):
        above = groups[-1]
        above.labelled["finish"] = group.labelled["finish"]
        above.dates = _from_two(document, above.labelled["begin"], above.labelled["finish"])
        above.spans += group.spans
        return
    group.dates = group.dates or row_dates(document, group, content, as_of)
    if group.dates is None and groups and not ({"organisation", "school", "certificate"} & set(group.labelled)):
        groups[-1].spans += group.spans
        return
    groups.append(group)


def _ends_above(group: Group, groups: Sequence[Group]) -> bool:
    """Whether a row tells nothing but the end of the entry above it, for which its own row had no room."""
    alone = set(group.labelled) == {"finish"} and not group.pieces
    return alone and bool(groups) and "begin" in groups[-1].labelled and "finish" not in groups[-1].labelled


def column_label(span: Span, number: int, header: Header, count: int) -> str | None:
    if span.column is not None and header[0][1].column is not None:
        return next((label for label, head in header if head.column == span.column), None)
    if span.x1 > span.x0:
        best = max(header, key=lambda item: min(item[1].x1, span.x1) - max(item[1].x0, span.x0))
        overlap = min(best[1].x1, span.x1) - max(best[1].x0, span.x0)
        if overlap > -0.02:
            return best[0]
        return None
    return header[number][0] if count <= len(header) else None


def row_dates(document: Document, group: Group, content: Content, as_of: date) -> DateRange | None:
    begin, finish = group.labelled.get("begin"), group.labelled.get("finish")
    if begin is None and finish:
        begin = group.labelled.get("period")  # 起始时间 | 结束时间
    if begin:
        return _from_two(document, begin, finish)
    place = group.labelled.get("period") or (content.start, content.end)
    flat = document.key.replace("\n", " ")
    ranges = find_ranges(flat, *place, as_of)
    if not ranges:
        singles = find_dates(flat, *place)
        ranges = singles[:1]
        if len(singles) >= 2 and singles[0].begin <= singles[1].begin:
            return DateRange(singles[0].start, singles[1].end, singles[0].begin, singles[1].begin)
    return ranges[0] if ranges else None


def _from_two(document: Document, begin: tuple[int, int], finish: tuple[int, int] | None) -> DateRange | None:
    key = document.key.replace("\n", " ")
    first = cell_dates(key, *begin)
    if not first:
        return None
    last = cell_dates(key, *finish) if finish else []
    end = finish[1] if finish else begin[1]
    return DateRange(begin[0], end, first[0].begin, last[0].begin if last else None, ongoing=not last)
