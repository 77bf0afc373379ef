"""What one line of a section says of an entry: its period, its labels, its pieces, and whether it tells of the work."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .dates import DateRange, find_dates, find_ranges
from .document import Content, Document, Span
from .entries import Reading
from .labels import before_duties, line_pairs, whole_label
from .lexicon import DESCRIPTION_START, SCHOOL
from .roles import (
    Piece,
    cut,
    degree_of,
    department_score,
    is_description,
    names_organisation,
    organisation_score,
    position_score,
)
from .sentences import graduation

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
_FIELD = re.compile(r"[一-鿿()]{1,14}(?:学|专业|医|技术|工程|护理|助产|药)(?:专业)?(?:\([^()]*\))?")  # of study
_LASTED = re.compile(r"\((?:\d{1,2} ?(?:年|yrs?|years?) ?)?(?:\d{1,2} ?(?:个?月|mos?|months?))?\)")
_POST_COLON = re.compile(r"[,|·\-] (?P<post>[a-z][a-z \-]{3,40}): (?=[a-z])")
_STOP = re.compile(r"(?<=[一-鿿a-z)])(?:。|;|,(?=负责|主要|期间|从事|参与|承担|协助|完成|开展))")


def read_line(document: Document, content: Content, as_of: date) -> Reading:
    """The line as part of an entry: beside periods and labels its text becomes pieces, up to where it tells of the work."""
    key = document.key
    ranges = find_ranges(key, content.start, content.end, as_of) or graduation(document, content.start, content.end)
    if any(
        p.label == "begin" for p in line_pairs(document, content.index)
    ):  # From | June 2022 begins here and ends below
        ranges = [r for r in ranges if r.finish]
    singles = [] if ranges else find_dates(key, content.start, content.end)
    pairs = [
        p
        for p in line_pairs(document, content.index)
        if p.label in _ENTRY_LABELS
        and content.start <= p.label_start < content.end
        and not any(r.start <= p.label_start < r.end for r in ranges)  # 2026.08 to date: nurse
    ]
    labelled: dict[str, tuple[int, int]] = {}
    holes = [(r.start, r.end) for r in ranges or singles]
    holes += [m.span() for m in _LASTED.finditer(key, content.start, content.end)]
    for pair in pairs:
        labelled.setdefault(pair.label, (pair.start, pair.end))
        holes.append((pair.label_start, pair.end))
    fact = _company_fact(key, content, ranges)
    stop = _sentence_end(key, content, ranges) if fact is None else fact
    pieces: list[Piece] = []
    row = document.lines[content.index].table is not None
    told = _telling(key, content)
    for span in content.spans:
        if span in told or (
            row and labelled and whole_label(key[span.start : span.end])
        ):  # the label of an empty cell
            continue
        if span.start < stop:
            end = _head_end(key, span.start, min(span.end, stop))
            pieces += cut(key, span.start, before_duties(key, span.start, end), holes, 0)
        elif row and span.start > stop > content.start:
            pieces += cut(key, span.start, span.end, holes, 0)
    bullet = _BULLET.match(key[content.start : content.end])
    text = (
        key[content.start : stop]
        if not told
        else "  ".join(key[s.start : s.end] for s in content.spans if s not in told)
    )
    described = _described(text, content.start, ranges, pieces) if not (told and ranges) else False
    described = described and not set(labelled) - {"duties"}
    return Reading(
        content, ranges, singles, pieces, labelled, described, document.text[content.start] if bullet else ""
    )


def _telling(key: str, content: Content) -> list[Span]:
    """The spans of a line that tell of the work, beside one that names the house."""
    named = [s for s in content.spans if names_organisation(key[s.start : s.end])]
    return [
        s for s in content.spans if named and s not in named and is_description(key[s.start : s.end].lstrip(" ·*>-"))
    ]


def _head_end(key: str, start: int, end: int) -> int:
    """Where the heading of a cell ends: at the line from which on it tells of the work."""
    place = key.find("\n", start, end)
    while place >= 0:
        following = key.find("\n", place + 1, end)
        if is_description(key[place + 1 : following if following >= 0 else end]):
            return place
        place = following
    return end


def _company_fact(key: str, content: Content, ranges: list[DateRange]) -> int | None:
    """Where a line of a job board turns to facts about the employer: its trade, its size, who owns it."""
    found = None if ranges else _COMPANY_FACTS.search(key, content.start, content.end)
    if found is None:
        return None
    name = key[content.start : found.start()].rstrip(" (|,")
    return content.start + (len(name) if names_organisation(name) else 0)


def _sentence_end(key: str, content: Content, ranges: list[DateRange]) -> int:
    """Where the first sentence of a dated line ends: what follows tells of the work."""
    colon = _POST_COLON.search(key, content.start, content.end) if ranges else None
    if colon and position_score(colon["post"].strip()) >= 3:
        return colon.end("post")
    if not ranges or organisation_score(key[content.start : content.end]):
        return content.end
    for found in _STOP.finditer(key, max(ranges[0].end, content.start), content.end):
        following = re.split("[;,。]", key[found.end() : content.end], maxsplit=1)[0].strip()
        if found[0] != ";" or not _has_role(following):
            return found.start()
    return content.end


def _described(text: str, start: int, ranges: list[DateRange], pieces: list[Piece]) -> bool:
    if ranges:
        outside = text[: ranges[0].start - start] + text[ranges[0].end - start :]
        named = any(organisation_score(p.key) or names_organisation(p.key) for p in pieces)
        long = len(outside) > 45 and not named and not _is_role_heading(outside, pieces)
        return long or (
            is_description(outside.strip(" ·*>-;,|/"))
            and not any(names_organisation(p.key) or position_score(p.key) >= 3 for p in pieces)
        )
    if is_description(text):
        house = any(organisation_score(p.key) >= 3 or SCHOOL.search(p.key) for p in pieces)
        if _BULLET.match(text):
            named = house and not DESCRIPTION_START.match(text.lstrip(" ·*>-"))
        else:
            named = _names_employer_or_place(pieces)
        return not (named and all(_has_role(p.key) for p in pieces))
    bulleted = bool(_BULLET.match(text))
    return bulleted and not any(
        organisation_score(p.key) or department_score(p.key) or position_score(p.key) >= 3 or degree_of(p.key)
        for p in pieces
    )


def _is_role_heading(outside: str, pieces: Sequence[Piece]) -> bool:
    """A post and whatever stands beside it, or nothing but posts and departments, however many letters they take."""
    if all(_has_role(p.key) for p in pieces):
        return True
    post = len(pieces) > 1 and position_score(pieces[0].key) >= 3 and not DESCRIPTION_START.match(pieces[0].key)
    return post and len(outside) <= 80


def _names_employer_or_place(pieces: Sequence[Piece]) -> bool:
    """An employer, or a department beside a post: 设计部 | 工程师 only begins like a duty."""
    departments = [p for p in pieces if department_score(p.key)]
    beside = any(position_score(p.key) >= 3 and p not in departments for p in pieces)
    return any(organisation_score(p.key) >= 3 for p in pieces) or (bool(departments) and beside)


def _has_role(key: str) -> bool:
    post = organisation_score(key) or department_score(key) or position_score(key)
    return bool(post or degree_of(key) or names_organisation(key) or SCHOOL.search(key) or _FIELD.fullmatch(key))
