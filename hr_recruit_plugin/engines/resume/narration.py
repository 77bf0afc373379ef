# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Histories that an English letter tells in sentences: From 2017-09 to 2025-11 I worked as a nurse in the ICU at …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from .dates import DateRange, find_dates, find_ranges
from .document import Content, Document
from .entries import Group
from .roles import department_score, organisation_score

_LONGEST = 1000  # characters of a sentence; what is longer is no sentence, and would cost its square
_TELLER = re.compile(r"\b(?:i|my|where i)\b")
_WORK = re.compile(
    r"\b(?:worked|working|work|served|serving|joined|employed|practi[sc]ed|practi[sc]ing|internship|interned|trained|training"
    r"|acted|was appointed|(?:i was|i am|have been)(?: an?\b)?|moved to|started|began)\b"
)
_STUDY = re.compile(r"\b(?:studied|studying|(?:to|and) study|entered|went on to|read for|reading|i read (?!about\b|of\b|the\b|your\b|that\b)|graduated|completed|obtained|earned|received|pursued|am enrolled|attended|majored|hold|i have)\b")
_SCHOOL = re.compile(r"\b(?:university|college|school|institute|academy|polytechnic)\b")
_DEGREE = re.compile(
    r"\b(?:associate|bachelor|master|doctor(?:al|ate)?|ph\.?d|m\.?sc|b\.?sc)(?:'s)?(?: of [a-z]+(?: [a-z]+)?)?(?: degree)?|\bdiploma"
)
_BARE_ROOM = re.compile(r"department|dept\.?|division|section|unit|office|faculty|cent(?:er|re)")
_IN = re.compile(r"\bin $")
_NEXT = re.compile(r"(?:,|;)? (?:and )?(?:then|after that|later|subsequently)(?= (?:i |went|moved|joined|took|entered))")
_STILL = re.compile(r"\b(?:still|to this day|until now|ever since|to date)\b")
_BETWEEN = re.compile(r"between (?P<a>[a-z]* ?[\d./\-]+(?: \d{4})?) and (?P<b>[a-z]* ?[\d./\-]+(?: \d{4})?)")
_STOP = re.compile(r"(?<=[a-z\d)]{2})(?<!\bst)(?<!\bmt)(?<!\bdr)(?<!\bno)\.(?= |$|\n)(?! ?ltd)")
_ENDS = r"(?<!\bst)(?<!\bno)(?= ?[,;.()\"”]|$| (?:as|in|at|with|from|since|between|until|for|where|and (?:received|obtained|was|earned)|ran|lasted|during)\b)"
_ROLES = (
    ("position", re.compile(rf"\b(?:as (?:an? |the )?|i (?:was|am) (?![a-z]+(?:ing|ed)\b|(?:born|also|able|in|at|on|not)\b)(?:an? |the )?|(?:i have|i've) been (?![a-z]+(?:ing|ed)\b)(?:an? |the )?)(?P<what>[a-z][a-z\d &/'\-]+?){_ENDS}")),
    ("organisation", re.compile(rf"\b(?:at|with|joined|for) (?:the )?(?P<what>[a-z][a-z\d &/'.\-]*?(?:,? (?:co\.?, ?)?ltd\.?)?){_ENDS}")),
    ("department", re.compile(rf"\bin (?:the )?(?:(?:department|unit|ward) (?=[\"“]))?[\"“]?(?P<what>[a-z](?:[a-z\d &/'\-]|(?<=\bst)\.)+?){_ENDS}|(?<=[a-z]) \((?P<room>[a-z][a-z &/'\-]+)\)")),
)
_STUDIES = (
    ("school", re.compile(rf"\b(?:at|from|attended|entered|joined|to) (?:the )?(?P<what>(?:[a-z][a-z &/'.\-]*? )?(?:university|college|school|institute|academy|polytechnic)\b(?: of [a-z' \-]+?)?){_ENDS}")),
    ("major", re.compile(rf"\b(?:degree|diploma|bachelor|master|doctorate|phd|msc|bsc|majored|majoring|science|medicine|arts) in (?P<what>[a-z][a-z &\-]+?){_ENDS}|\b(?:studied|to study|studying|to read|i read) (?!at\b|for\b)(?P<field>[a-z][a-z &\-]+?){_ENDS}")),
)  # fmt: skip


def narrated(document: Document, content: Content, as_of: date) -> list[Group]:
    """The posts and schools that a line tells in sentences about their writer; none where it does not."""
    if len(content.spans) != 1 or not _TELLER.search(document.key, content.start, content.end):
        return []
    groups: list[Group] = []
    employer: tuple[int, int] | None = None
    for start, end in _sentences(document, content):
        if end - start > _LONGEST:
            continue
        told = _TELLER.search(document.key, start, end)
        if told is None:
            if groups:
                groups[-1].description.append((start, end))
            continue
        study = _STUDY.search(document.key, start, end) and _SCHOOL.search(document.key, start, end)
        if not study and not _WORK.search(document.key, start, end):
            continue
        period = _period(document, start, end, as_of)
        labelled = dict(_values(document, start, end, bool(study)))
        if not study and "organisation" not in labelled and employer:
            labelled["organisation"] = employer
        employer = labelled.get("organisation", employer)
        if period is None or not {"school", "organisation"} & set(labelled):
            continue
        groups.append(Group(dates=period, spans=[(start, end)], labelled=labelled))
    return groups


def _house_in(key: str) -> int | None:
    """Where the house begins that a department is said to be of: the coronary care unit of harbour hospital."""
    for found in re.finditer(r" of (?:the )?", key):
        room = key[: found.start()]
        if not _BARE_ROOM.fullmatch(room) and department_score(room) and organisation_score(key[found.end() :]) >= 3:
            return found.end()
    return None


def _sentences(document: Document, content: Content) -> Iterator[tuple[int, int]]:
    start = content.start
    stops = [*_STOP.finditer(document.key, content.start, content.end), *_NEXT.finditer(document.key, content.start, content.end)]
    for stop in sorted(stops, key=lambda found: found.start()):
        yield start, stop.start()
        start = stop.end()
    if start < content.end:
        yield start, content.end


def _period(document: Document, start: int, end: int, as_of: date) -> DateRange | None:
    found = find_ranges(document.key, start, end, as_of)
    if found:
        return found[0]
    days = find_dates(document.key, start, end)
    if len(days) == 2 and days[0].begin < days[1].begin and _IN.search(document.key, start, days[0].start):
        return DateRange(days[0].start, days[1].end, days[0].begin, days[1].begin)  # I entered in 2008-09 … and left in 2012-06
    if len(days) == 1 and _STILL.search(document.key, days[0].end, end):
        return DateRange(days[0].start, days[0].end, days[0].begin, None, ongoing=True)
    between = _BETWEEN.search(document.key, start, end)
    if between is None:
        return None
    first, last = find_dates(document.key, *between.span("a")), find_dates(document.key, *between.span("b"))
    if not first or not last or last[0].begin < first[0].begin:
        return None
    return DateRange(between.start(), between.end(), first[0].begin, last[0].begin)


def _values(document: Document, start: int, end: int, study: bool) -> Iterator[tuple[str, tuple[int, int]]]:
    """(role, place) of what the sentence says; a post's department only where it is no date."""
    for role, pattern in _STUDIES if study else _ROLES:
        for found in pattern.finditer(document.key, start, end):
            place = found.span("what" if found["what"] else "room" if role == "department" else "field")
            if find_dates(document.key, *place) or place[1] - place[0] < 3:
                continue
            house = _house_in(document.key[slice(*place)]) if role == "department" else None
            if house is not None:
                yield "organisation", (place[0] + house, place[1])
                place = (place[0], place[0] + document.key[slice(*place)].rindex(" of ", 0, house))
            yield role, place
            break
    if study:
        degree = _DEGREE.search(document.key, start, end)
        if degree:
            yield "degree", degree.span()
