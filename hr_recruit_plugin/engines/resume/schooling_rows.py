"""The rows of a form that tell of schools outside a history: degrees (全日制教育 | 本科 | 毕业院校及专业 | …), or the school that issued it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .dates import cell_dates
from .document import Document
from .labels import Pair
from .model import Education
from .roles import degree_in

Row = tuple[str, str]
_SCHOOL = re.compile(r"[一-鿿()]{2,24}(?:大学|学院|学校|专科学校|卫校)(?:[一-鿿]{2,12}(?:学院|系))?")
_NEAR = 3
"""Rows between those of one school, at the most."""


@dataclass(frozen=True, slots=True)
class FormSchool:
    """The school that the facts of a form are about, and the lines that tell of it."""

    entry: Education
    lines: frozenset[int]


def school_of_form(document: Document, pairs: Sequence[Pair]) -> FormSchool | None:
    """The school of a graduate's form: 入学时间 | … | 毕业时间 | … among the facts, its name there or as the heading."""
    for begin in (pair for pair in pairs if pair.label == "begin" and document.lines[pair.line].table is not None):
        table = document.lines[begin.line].table
        near = [p for p in pairs if abs(p.line - begin.line) <= _NEAR and document.lines[p.line].table == table]
        told = {p.label: p for p in near if p.label in ("begin", "finish", "major", "degree", "school")}
        if not {"begin", "finish", "major"} <= set(told) or told["finish"].line != begin.line:
            continue
        above = [line for line in document.lines[: begin.line] if line.table is None and len(line.spans) == 1]
        heading = next((line for line in above if _SCHOOL.fullmatch(document.key, line.start, line.end)), None)
        if "school" not in told and heading is None:
            continue
        place = (told["school"].start, told["school"].end) if "school" in told else (heading.start, heading.end) if heading else (0, 0)
        school = document.text[slice(*place)].strip()
        degree = degree_in(document.key[told["degree"].start : told["degree"].end]) if "degree" in told else None
        dates = [cell_dates(document.key, told[name].start, told[name].end) for name in ("begin", "finish")]
        start, end = (found[0].begin if found else None for found in dates)
        places = [place, *((pair.label_start, pair.end) for pair in told.values())]
        major = document.text[told["major"].start : told["major"].end].strip()
        evidence = tuple(document.evidence(*place) for place in places)
        entry = Education(school, degree[0] if degree else None, major, start, end, 0.9, evidence)
        lines = [pair.line for pair in told.values()]
        return FormSchool(entry, frozenset([*lines, *(i for i, line in enumerate(document.lines) if line is heading)]))
    return None


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
