# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Histories told in sentences: a line that strings several dated clauses together is read as one line a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .dates import DateRange, find_dates, find_ranges, left_school
from .document import Content, Document, Span
from .labels import is_header_row, whole_label

_CLAUSE_LEAD = re.compile(r"(?:[;。,、.][ \n]*|\n[ ]*)(?:(?:其后|此后|随后|之后|后来|后|并|又|再)?,?(?:自|从|于|由)?)$")
# entries one behind the other in one cell, each led by its period
_LED_BY = re.compile(r"\s*(?:from |since |自|从|由)?")
_NEXT = re.compile(r"(?<=[\w)]) (?:from |since |自|从|由)?$")
_LONGEST_LEAD = 40
_LEAST_ENTRY = 24
"""Characters of an entry with its period, at the least."""
_GRADUATED = re.compile(r"毕业于.{0,20}(?:大学|学院|学校|卫校|医专)")
# 2014年9月，我考入澹川中医药大学，攻读护理学专业，2018年7月毕业
_ENTERED = re.compile(
    r"(?P<a>(?:19|20)\d\d[年./\-] ?\d{1,2}月?)[,、 ]*(?:我|本人)?(?:考入|考取|进入|入读|升入|就读于?|考上|入学)[^。;\n]*?[,、;](?P<b>(?:19|20)\d\d[年./\-] ?\d{1,2}月?)(?:从该校)?(?:顺利|正式)?毕业"
)
_HIGHEST = 6  # rows of a card
_APART = 0.02  # of the page's width: cards begin at one edge
# The blanks of a printed form that ask and do not tell: 自何年何月至何年何月, 在何单位任何职.
_PROMPT = re.compile(r"何(?:年|月|时|地|处|校|院校|学校|单位|部门|职|种)")


def told_lines(document: Document, lines: Sequence[Content], as_of: date) -> list[Content]:
    """The lines of a history without the form's own questions, cut into clauses of one period each."""
    told = [c for c in lines if not _is_prompt(document.key[c.start : c.end]) or is_header_row(document, document.lines[c.index])]
    asked = [_without_number(document, content) for content in told]
    asked = _one_below_the_other(document, asked, as_of)
    return [clause for content in asked for clause in _clauses(document, content, as_of)]


def _without_number(document: Document, content: Content) -> Content:
    """A row without its running number: 2 | 时间 | 2015年12月—2024年11月."""
    spans = content.spans
    numbered = len(spans) >= 3 and re.fullmatch(r"\d{1,2}", spans[0].text.strip()) and whole_label(document.key[spans[1].start : spans[1].end])
    return Content(content.index, spans[1:]) if numbered else content


def _one_below_the_other(document: Document, lines: Sequence[Content], as_of: date) -> list[Content]:
    """Entries that stand side by side like cards, each under or over its own period, one after the other."""
    result: list[Content] = []
    number = 0
    while number < len(lines):
        top = lines[number]
        columns = [span.x0 for span in top.spans]
        if len(columns) < 2 or columns != sorted(set(columns)):
            result.append(top)
            number += 1
            continue
        rows = _under(document, lines[number:], as_of) or _over(document, lines[number:], as_of)
        if not rows:
            result.append(top)
            number += 1
            continue
        for left, right in zip(columns, [*columns[1:], float("inf")], strict=True):
            for row in rows:
                spans = [span for span in row.spans if left - _APART <= span.x0 < right - _APART]
                result += [Content(row.index, spans)] if spans else []
        number += len(rows)
    return result


def _under(document: Document, lines: Sequence[Content], as_of: date) -> list[Content]:
    """The rows of cards whose first row is their periods."""
    top = lines[0]
    if not all(_is_period(document, span, as_of) for span in top.spans):
        return []
    rows = [top]
    for content in lines[1:]:
        if _is_period(document, content.spans[0], as_of) or len(content.spans) > len(top.spans):
            break
        rows.append(content)
    return rows


def _over(document: Document, lines: Sequence[Content], as_of: date) -> list[Content]:
    """The rows of cards whose last row is their periods, and whose others hold no date and begin where these do."""
    columns = [span.x0 for span in lines[0].spans]
    for number, content in enumerate(lines[:_HIGHEST]):
        edges = [span.x0 for span in content.spans]
        if len(edges) != len(columns) or any(abs(a - b) > _APART for a, b in zip(edges, columns, strict=True)):
            return []
        if number and all(_is_period(document, span, as_of) for span in content.spans):
            return list(lines[: number + 1])
        if find_dates(document.key, content.start, content.end):
            return []
    return []


def _is_period(document: Document, span: Span, as_of: date) -> bool:
    """Whether a span holds a period and nothing else."""
    found = find_ranges(document.key, span.start, span.end, as_of)
    return len(found) == 1 and found[0].end - found[0].start >= len(span.text.strip()) - 2


def _is_prompt(key: str) -> bool:
    return not re.search(r"\d", key) and bool(_PROMPT.search(key))


def _clauses(document: Document, content: Content, as_of: date) -> list[Content]:
    if len(content.spans) != 1:
        return [content]
    ranges = find_ranges(document.key, content.start, content.end, as_of)
    starts = [content.start]
    led = bool(ranges) and _LED_BY.fullmatch(document.key, content.start, ranges[0].start) is not None
    for found in ranges if ranges and graduation(document, content.start, ranges[0].start) else ranges[1:]:
        near = found.start - _LONGEST_LEAD
        lead = _CLAUSE_LEAD.search(document.key, max(content.start, near), found.start)
        if lead is None and led:
            lead = _NEXT.search(document.key, max(starts[-1] + _LEAST_ENTRY, near), found.start)
        if lead:
            starts.append(lead.start() + 1)
    ends = [*starts[1:], content.end]
    return (
        [Content(content.index, [_slice(content.spans[0], a, b)]) for a, b in zip(starts, ends, strict=True)]
        if len(starts) > 1
        else [content]
    )


def graduation(document: Document, start: int, end: int) -> list[DateRange]:
    """The one date of a clause that tells when a school was left: it is the clause's period."""
    left = left_school(document.key, start, end)
    if left:
        return [left]
    entered = _ENTERED.search(document.key, start, end)
    if entered:
        first, last = find_dates(document.key, *entered.span("a")), find_dates(document.key, *entered.span("b"))
        if first and last and first[0].begin <= last[0].begin:
            return [DateRange(first[0].start, first[0].end, first[0].begin, last[0].begin)]
    if not _GRADUATED.search(document.key, start, end):
        return []
    dates = find_dates(document.key, start, end)
    return dates if len(dates) == 1 else []


def _slice(span: Span, start: int, end: int) -> Span:
    first, last = start - span.start, end - span.start
    boxes = span.boxes[first:last] if span.boxes else None
    return Span(span.text[first:last], span.page, boxes, span.size, span.x0, span.x1, span.column, span.ink, start)
