"""The rows of a form that give the degree of a school whose years stand elsewhere: 全日制教育 | 本科 | 毕业院校及专业 | …"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .document import Document
from .labels import Pair
from .model import Education
from .roles import degree_in

Row = tuple[str, str]


def with_told_degrees(document: Document, entries: Sequence[Education], pairs: Sequence[Pair]) -> list[Education]:
    """The entries; one without a degree has that of the row naming its school and, where there are several, its major."""
    if all(entry.degree for entry in entries):
        return list(entries)
    rows = _rows(document, pairs)
    return [entry if entry.degree else replace(entry, degree=_degree(entry, rows)) for entry in entries]


def _rows(document: Document, pairs: Sequence[Pair]) -> list[Row]:
    """(degree, school and what stands beside it) of each line that has both."""
    rows: list[Row] = []
    for pair in pairs:
        found = degree_in(document.key[pair.start : pair.end]) if pair.label == "degree" else None
        if found is None:
            continue
        beside = [p for p in pairs if p.line == pair.line and p.label in ("school", "major")]
        told = "".join(document.text[p.start : p.end] for p in beside)
        if any(p.label == "school" for p in beside):
            rows.append((found[0], "".join(told.split())))
    return rows


def _degree(entry: Education, rows: Sequence[Row]) -> str | None:
    school, major = ("".join((value or "").split()) for value in (entry.school, entry.major))
    matching = [row for row in rows if school and school in row[1]]
    exact = [row for row in matching if major and major in row[1]]
    degrees = {degree for degree, _ in exact or matching}
    return degrees.pop() if len(degrees) == 1 else None
