"""Which lines of a section make one entry: rows of a table with a header, or lines gathered around their dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from .dates import DateRange, find_dates, find_ranges
from .document import Document, Line, Span
from .labels import before_duties, line_pairs, whole_label
from .parts import Content
from .roles import (
    Piece,
    cut,
    department_score,
    is_description,
    names_organisation,
    organisation_score,
    position_score,
)
from .sentences import graduation, told_lines

_ENTRY_LABELS = frozenset(
    [
        "school",
        "major",
        "degree",
        "organisation",
        "department",
        "position",
        "period",
        "begin",
        "finish",
        "duties",
        "title",
        "certificate",
        "number",
        "issued",
        "expires",
        "authority",
        "scope",
        "other",
        "name",
    ]
)
_BULLET = re.compile(r"^\s*([·*>]|-(?!\d))")
_COMPANY_FACTS = re.compile(
    r"企业性质|公司性质|单位性质|(?:规模|人数) ?:|\d+ ?[\-~] ?\d+ ?人(?!次)|\d人以上|医疗 ?/ ?护理|非营利组织"
)
_STOP = re.compile(r"(?<=[一-鿿a-z)])(?:。|;|,(?=负责|主要|期间|从事|参与|承担|协助|完成|开展))")


@dataclass(slots=True)
class Group:
    """One entry in the making. ``labelled`` maps a canonical label to the offsets of its value."""

    dates: DateRange | None = None
    pieces: list[Piece] = field(default_factory=list)
    labelled: dict[str, tuple[int, int]] = field(default_factory=dict)
    description: list[tuple[int, int]] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Reading:
    """What one line holds."""

    content: Content
    ranges: list[DateRange]
    singles: list[DateRange]
    pieces: list[Piece]
    labelled: dict[str, tuple[int, int]]
    described: bool
    bullet: str


def gather(document: Document, lines: Sequence[Content], as_of: date) -> list[Group]:
    """The entries of a section."""
    groups: list[Group] = []
    plain: list[Content] = []
    header: list[tuple[str, Span]] = []
    head = -1
    told = told_lines(document, lines, as_of)
    for content in told:
        labels = [(whole_label(document.key[s.start : s.end]), s) for s in content.spans]
        known = [(label, span) for label, span in labels if label]
        if len(content.spans) >= 3 and len(known) >= max(2, len(content.spans) - 1):
            groups += _around_dates(document, plain, as_of)
            plain, header, head = [], known, content.index
        elif header and _fits(document, content, header, as_of):
            _add_row(document, groups, content, header, as_of)
        elif header and groups and _interrupts(document, content, head, told):
            groups[-1].description.append((content.start, content.end))
        else:
            header = header if document.lines[content.index].table is not None else []
            plain.append(content)
    return groups + _around_dates(document, plain, as_of)


def _interrupts(document: Document, content: Content, head: int, lines: Sequence[Content]) -> bool:
    """A row in one cell between the rows of a table tells of the entry above it: 职责：…"""
    table = document.lines[head].table
    if table is None or document.lines[content.index].table is not None:
        return False
    return any(line.index > content.index and document.lines[line.index].table == table for line in lines)


def _fits(document: Document, content: Content, header: list[tuple[str, Span]], as_of: date) -> bool:
    if len(content.spans) < 2 and header[0][1].column is None:
        return False
    if header[0][1].column is not None:
        return content.spans[0].column is not None
    key = document.key
    dated = bool(find_ranges(key, content.start, content.end, as_of) or find_dates(key, content.start, content.end))
    return dated and len(content.spans) >= 2


def _add_row(
    document: Document, groups: list[Group], content: Content, header: list[tuple[str, Span]], as_of: date
) -> None:
    group = Group()
    for number, span in enumerate(content.spans):
        label = _column_label(span, number, header, len(content.spans))
        if label is None or label in group.labelled:
            group.pieces += cut(document.key, span.start, span.end, [], 0)
            continue
        group.labelled[label] = (span.start, span.end)
    group.spans.append((content.start, content.end))
    group.dates = _row_dates(document, group, content, as_of)
    if group.dates is None and groups and not ({"organisation", "school", "certificate"} & set(group.labelled)):
        groups[-1].spans += group.spans
        return
    groups.append(group)


def _column_label(span: Span, number: int, header: list[tuple[str, Span]], count: int) -> str | None:
    if span.column is not None and header[0][1].column is not None:
        return next((label for label, head in header if head.column == span.column), None)
    if span.x1 > span.x0:
        best = max(header, key=lambda item: min(item[1].x1, span.x1) - max(item[1].x0, span.x0))
        overlap = min(best[1].x1, span.x1) - max(best[1].x0, span.x0)
        if overlap > -0.02:
            return best[0]
        return None
    return header[number][0] if count <= len(header) else None


def _row_dates(document: Document, group: Group, content: Content, as_of: date) -> DateRange | None:
    begin, finish = group.labelled.get("begin"), group.labelled.get("finish")
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
    first = find_dates(document.key, *begin)
    if not first:
        return None
    last = find_dates(document.key, *finish) if finish else []
    end = finish[1] if finish else begin[1]
    return DateRange(begin[0], end, first[0].begin, last[0].begin if last else None, ongoing=not last)


def _around_dates(document: Document, lines: Sequence[Content], as_of: date) -> list[Group]:
    readings = [_read_line(document, content, as_of) for content in lines]
    anchors = _anchors(readings)
    if not anchors:
        return _without_ranges(readings)
    first = anchors[0]
    ahead = _lines_ahead(readings, first, len(readings))
    starts = [first - ahead]
    mixed = bool(readings[first].pieces or readings[first].labelled)
    for previous, anchor in pairwise(anchors):
        bare = mixed and not (readings[anchor].pieces or readings[anchor].labelled)
        starts.append(max(anchor - _lines_ahead(readings, anchor, max(ahead, 1) if bare else ahead), previous + 1))
    groups = []
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(readings)
        groups.append(_make_group(document, readings[start:stop], readings[anchors[number]]))
    return groups


def _lines_ahead(readings: Sequence[Reading], anchor: int, most: int) -> int:
    """How many heading lines stand before the date of an entry."""
    count = 0
    while count < min(most, 3) and anchor - count - 1 >= 0:
        line = readings[anchor - count - 1]
        if line.described or line.ranges or not (line.pieces or line.labelled):
            break
        count += 1
    return count


def _anchors(readings: Sequence[Reading]) -> list[int]:
    dated = [i for i, r in enumerate(readings) if r.ranges]
    if not dated:
        return []
    bullet = readings[dated[0]].bullet
    chosen = (
        [i for i in dated if readings[i].bullet == bullet]
        if bullet
        else [i for i in dated if not readings[i].bullet] or dated
    )
    solid = [i for i in chosen if not readings[i].described]
    return solid or chosen


def _without_ranges(readings: Sequence[Reading]) -> list[Group]:
    """Single dates or none: every line that names an organisation or school opens an entry."""
    groups: list[Group] = []
    for reading in readings:
        opens = any(organisation_score(p.key) >= 3 for p in reading.pieces) or {
            "school",
            "organisation",
            "certificate",
        } & set(reading.labelled)
        if reading.described and not reading.labelled:
            if groups:
                groups[-1].description.append((reading.content.start, reading.content.end))
            continue
        if opens or not groups:
            groups.append(Group(dates=reading.singles[0] if reading.singles else None))
        group = groups[-1]
        group.dates = group.dates or (reading.singles[0] if reading.singles else None)
        _merge(group, reading, len(group.spans))
    return groups


def _make_group(document: Document, readings: Sequence[Reading], anchor: Reading) -> Group:
    group = Group(dates=anchor.ranges[0])
    described = False
    passed = False
    for reading in readings:
        passed = passed or reading is anchor
        heading = (not reading.described and (not described or _names_roles(reading))) or reading is anchor
        if reading.labelled and set(reading.labelled) - {"duties"}:
            heading = True
        if heading and (not passed or len(group.spans) < 5):
            _merge(group, reading, len(group.spans))
        else:
            group.description.append((reading.content.start, reading.content.end))
        described = described or (passed and reading is not anchor and not heading)
    return group


def _names_roles(reading: Reading) -> bool:
    return False


def _merge(group: Group, reading: Reading, line: int) -> None:
    group.pieces += [Piece(p.start, p.end, p.key, line, p.bracket) for p in reading.pieces]
    for label, place in reading.labelled.items():
        group.labelled.setdefault(label, place)
    group.spans.append((reading.content.start, reading.content.end))


def _read_line(document: Document, content: Content, as_of: date) -> Reading:
    key = document.key
    ranges = find_ranges(key, content.start, content.end, as_of) or graduation(document, content.start, content.end)
    singles = [] if ranges else find_dates(key, content.start, content.end)
    pairs = [
        p
        for p in line_pairs(document, content.index)
        if p.label in _ENTRY_LABELS and content.start <= p.label_start < content.end
    ]
    labelled: dict[str, tuple[int, int]] = {}
    holes = [(r.start, r.end) for r in ranges or singles]
    for pair in pairs:
        labelled.setdefault(pair.label, (pair.start, pair.end))
        holes.append((pair.label_start, pair.end))
    fact = _company_fact(key, content, ranges)
    stop = _sentence_end(key, content, ranges) if fact is None else fact
    pieces: list[Piece] = []
    row = document.lines[content.index].table is not None
    for span in content.spans:
        if span.start < stop:
            pieces += cut(key, span.start, before_duties(key, span.start, min(span.end, stop)), holes, 0)
        elif row and span.start > stop > content.start:
            pieces += cut(key, span.start, span.end, holes, 0)
    bullet = _BULLET.match(key[content.start : content.end])
    described = _described(key[content.start : stop], content.start, ranges, pieces)
    return Reading(
        content, ranges, singles, pieces, labelled, described, document.text[content.start] if bullet else ""
    )


def _company_fact(key: str, content: Content, ranges: list[DateRange]) -> int | None:
    """Where a line of a job board turns to facts about the employer: its trade, its size, who owns it."""
    found = None if ranges else _COMPANY_FACTS.search(key, content.start, content.end)
    if found is None:
        return None
    name = key[content.start : found.start()].rstrip(" (|,")
    return content.start + (len(name) if names_organisation(name) else 0)


def _sentence_end(key: str, content: Content, ranges: list[DateRange]) -> int:
    """Where the first sentence of a dated line ends: what follows tells of the work."""
    if not ranges or organisation_score(key[content.start : content.end]):
        return content.end
    found = _STOP.search(key, max(ranges[0].end, content.start), content.end)
    return found.start() if found else content.end


def _described(text: str, start: int, ranges: list[DateRange], pieces: list[Piece]) -> bool:
    if ranges:
        outside = text[: ranges[0].start - start] + text[ranges[0].end - start :]
        named = any(organisation_score(p.key) or names_organisation(p.key) for p in pieces)
        long = len(outside) > 45 and not named and not all(_has_role(p.key) for p in pieces)
        return long or (
            is_description(outside.lstrip(" ·*>-"))
            and not any(names_organisation(p.key) or position_score(p.key) >= 3 for p in pieces)
        )
    if is_description(text):
        named = _names_employer_or_place(pieces) and not _BULLET.match(text)
        return not (named and all(_has_role(p.key) for p in pieces))
    bulleted = bool(_BULLET.match(text))
    return bulleted and not any(
        organisation_score(p.key) or department_score(p.key) or position_score(p.key) >= 3 for p in pieces
    )


def _names_employer_or_place(pieces: Sequence[Piece]) -> bool:
    """An employer, or a department beside a post: 设计部 | 工程师 only begins like a duty."""
    departments = [p for p in pieces if department_score(p.key)]
    beside = any(position_score(p.key) >= 3 and p not in departments for p in pieces)
    return any(organisation_score(p.key) >= 3 for p in pieces) or (bool(departments) and beside)


def _has_role(key: str) -> bool:
    return bool(organisation_score(key) or department_score(key) or position_score(key))


def line_of(document: Document, content: Content) -> Line:
    return document.lines[content.index]
