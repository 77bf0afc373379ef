"""Half-open spans of time: joining, cutting out, clipping."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

Span = tuple[datetime, datetime]


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, without overlaps; spans that touch become one, empty ones go."""
    found: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """What is left of ``spans`` when ``holes`` are cut out of them."""
    left, cuts = [], merged(holes)
    for begin, end in merged(spans):
        start = begin
        for a, b in cuts:
            if b <= start or a >= end:
                continue
            if start < a:
                left.append((start, a))
            start = max(start, b)
        if start < end:
            left.append((start, end))
    return left


def clipped(spans: Iterable[Span], start: datetime, end: datetime) -> list[Span]:
    """What of ``spans`` lies between ``start`` and ``end``."""
    return merged((max(a, start), min(b, end)) for a, b in spans)


def overlap(spans: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What both have in common."""
    theirs = merged(others)
    return merged((max(a, c), min(b, d)) for a, b in merged(spans) for c, d in theirs if a < d and c < b)
