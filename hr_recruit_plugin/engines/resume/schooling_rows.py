"""The rows of a form that tell of schools outside a history.

The degree of a school whose years stand elsewhere (全日制教育 | 本科 | 毕业院校及专业 | …), and the school that issued a form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from .dates import cell_dates
from .document import Document, Line
from .labels import Pair
from .model import Education
from .roles import degree_in

Row = tuple[str, str]
_SCHOOL = re.compile(r"[一-鿿()]{2,24}(?:大学|学院|学校|专科学校|卫校)(?:[一-鿿]{2,12}(?:学院|系))?")
_ABOUT_SCHOOL = frozenset(("begin", "finish", "major", "degree", "school"))
_NEAR = 3
"""Rows between those of one school, at the most."""


@dataclass(frozen=True, slots=True)
class FormSchool:
    """The school that the facts of a form are about, and the lines that tell of it."""

    entry: Education
    lines: frozenset[int]


def school_of_form(document: Document, pairs: Sequence[Pair]) -> FormSchool | None:
    """The school of a graduate's form: 入学时间 | … | 毕业时间 | … among the facts, its name there or as the heading."""
    for begin in pairs:
        table = document.lines[begin.line].table
        if begin.label != "begin" or table is None:
            continue
        near = [p for p in pairs if abs(p.line - begin.line) <= _NEAR and document.lines[p.line].table == table]
        told = {p.label: p for p in near if p.label in _ABOUT_SCHOOL}
        if not {"begin", "finish", "major"} <= set(told) or told["finish"].line != begin.line:
            continue
        heading = None if "school" in told else _school_heading(document, begin.line)
        place = (told["school"].start, told["school"].end) if "school" in told else heading and (heading.start, heading.end)
        if place:
            lines = {pair.line for pair in told.values()} | {i for i, line in enumerate(document.lines) if line is heading}
            return FormSchool(_told_entry(document, place, told), frozenset(lines))
    return None


def _school_heading(document: Document, below: int) -> Line | None:
    """The line above the table that is the name of a school and nothing else."""
    above = [line for line in document.lines[:below] if line.table is None and len(line.spans) == 1]
    return next((line for line in above if _SCHOOL.fullmatch(document.key, line.start, line.end)), None)


def _told_entry(document: Document, school: tuple[int, int], told: Mapping[str, Pair]) -> Education:
    degree = degree_in(document.key[told["degree"].start : told["degree"].end]) if "degree" in told else None
    dates = (cell_dates(document.key, told[name].start, told[name].end) for name in ("begin", "finish"))
    start, end = (found[0].begin if found else None for found in dates)
    major = document.text[told["major"].start : told["major"].end].strip()
    places = [school, *((pair.label_start, pair.end) for pair in told.values())]
    evidence = tuple(document.evidence(*place) for place in places)
    return Education(document.text[slice(*school)].strip(), degree[0] if degree else None, major, start, end, 0.9, evidence)


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
