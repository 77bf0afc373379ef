"""Which lines of a section make one entry: rows of a table with a header, or lines gathered around their dates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from .chinese_events import told_as_events
from .document import Content, Document
from .entries import Group, Reading
from .entry_lines import read_line
from .labels import EITHER, WHEN, head_label, labels_below
from .lexicon import DESCRIPTION_START, SCHOOL
from .narration import narrated
from .roles import (
    Piece,
    degree_in,
    degree_of,
    department_score,
    names_organisation,
    organisation_score,
    position_score,
)
from .sentences import told_lines
from .sideways import sideways_entries
from .stacked_dates import labelled_dates, stack_periods
from .table_rows import Header, add_row, fits, interrupts

_SENTENCE = re.compile(r"(?:。|(?<=[a-z]{4})(?<!corp)\.)\s*$")
_PLACES = frozenset(("school", "organisation", "certificate"))
_MOST_AHEAD = 3  # lines of an entry before its period


def gather(document: Document, lines: Sequence[Content], as_of: date) -> list[Group]:
    """The entries of a section."""
    groups: list[Group] = []
    plain: list[Content] = []
    header: Header = []
    head = -1
    house: tuple[str, tuple[int, int]] | None = None
    turned, lines = sideways_entries(document, lines, as_of)
    happened, lines = told_as_events(document, lines, as_of)
    groups += [*turned, *happened]
    told = told_lines(document, lines, as_of)
    for content in told:
        if all(document.key[s.start : s.end].strip() in ("年", "月") for s in content.spans):
            continue
        if labels_below(document, content.index):
            continue
        labels = [(head_label(document.key[s.start : s.end]), s) for s in content.spans]
        known = [(label, span) for label, span in labels if label]
        story = narrated(document, content, as_of)
        if story:
            groups += _around_dates(document, plain, as_of)
            groups, plain = groups + story, []
            continue
        values = [document.key[s.start : s.end] for label, s in labels if not label]
        told_value = len(content.spans) == 3 and any(map(_is_answer, values))
        if len(content.spans) >= 3 and len(known) >= max(2, len(content.spans) - 1) and not told_value:
            over = _house_over(document, plain, {label for label, _ in known})
            groups += _around_dates(document, plain[: len(plain) - bool(over)], as_of)
            plain, header, head, house = [], _of_mixed(known), content.index, over
        elif header and fits(document, content, header, as_of):
            add_row(document, groups, content, header, as_of)
            if house and groups and groups[-1].spans[-1] == (content.start, content.end):
                groups[-1].labelled.setdefault(*house)
        elif header and groups and interrupts(document, content, head, told):
            groups[-1].description.append((content.start, content.end))
        else:
            header = header if document.lines[content.index].table is not None else []
            plain.append(content)
    return groups + _around_dates(document, plain, as_of)


def _of_mixed(header: Header) -> Header:
    """A header with columns for schools and posts alike, where institutions are of both kinds."""
    mixed = any(label == EITHER for label, _ in header)
    return [(EITHER if mixed and label in ("school", "organisation") else label, span) for label, span in header]


def _is_answer(key: str) -> bool:
    """Whether a cell or piece is a post, a degree or surely an employer, and so no heading."""
    return position_score(key) >= 3 or bool(degree_of(key)) or names_organisation(key)


def _house_over(document: Document, plain: Sequence[Content], labels: set[str]) -> tuple[str, tuple[int, int]] | None:
    """The employer or school that stands alone over a header which has no column for it."""
    if not plain or len(plain[-1].spans) != 1 or {"organisation", "school"} & labels or not WHEN & labels:
        return None
    place = plain[-1].start, plain[-1].end
    key = document.key[slice(*place)].strip()
    if SCHOOL.search(key) and {"major", "degree"} & labels:
        return "school", place
    return ("organisation", place) if names_organisation(key) else None


def _around_dates(document: Document, lines: Sequence[Content], as_of: date) -> list[Group]:
    readings = [read_line(document, content, as_of) for content in lines]
    if any("begin" in reading.labelled for reading in readings) and not any(reading.ranges for reading in readings):
        return _labelled_cards(document, readings)
    stack_periods(document, readings)
    _lift_periods(document, readings)
    _reveal_headings(readings)
    anchors = _anchors(readings)
    if not anchors:
        return _without_ranges(readings)
    if _close_entries(readings, anchors):
        bounds = [0, *(anchor + 1 for anchor in anchors)]
        return [_make_group(document, readings[a:b], readings[b - 1]) for a, b in pairwise(bounds)]
    first = anchors[0]
    ahead = 0 if _opens_block(document, readings, first) else _lines_ahead(readings, first, len(readings))
    starts = [first - ahead]
    mixed = bool(readings[first].pieces or set(readings[first].labelled) - WHEN)
    below = readings[anchors[-1] + 1 : anchors[-1] + 2]
    if not mixed and ahead and not any((r.pieces or r.labelled) and not r.described for r in below):
        ahead = max(ahead, _MOST_AHEAD)  # each entry ends with its period, however many lines it has
    housed = mixed and ahead > 0 and any(_names_house(r) for r in readings[first - ahead : first])
    for previous, anchor in pairwise(anchors):
        count = _lines_ahead(readings, anchor, ahead)
        if housed and count and all(_is_room(r) for r in readings[anchor - count : anchor]):
            starts.append(anchor)  # the department of the post above, under an employer of several
            continue
        bare = mixed and not (readings[anchor].pieces or readings[anchor].labelled)
        starts.append(max(anchor - _lines_ahead(readings, anchor, max(ahead, 1) if bare else ahead), previous + 1))
    groups = []
    for number, start in enumerate(starts):
        stop = starts[number + 1] if number + 1 < len(starts) else len(readings)
        groups.append(_make_group(document, readings[start:stop], readings[anchors[number]]))
    return groups


def _lift_periods(document: Document, readings: Sequence[Reading]) -> None:
    """A period at the margin that a long heading pushed down, beside the first words of what was done: it is the heading's."""
    for above, below in pairwise(readings):
        if above.ranges or above.described or len(below.ranges) != 1 or len(below.content.spans) != 2:
            continue
        told, when = below.content.spans
        at_margin = told.end <= below.ranges[0].start and below.ranges[0].end >= when.end - 1
        text = document.key[told.start : told.end].strip()
        tells = bool(DESCRIPTION_START.match(text) and _SENTENCE.search(text))
        if at_margin and tells and any(_is_answer(piece.key) for piece in above.pieces):
            above.ranges, below.ranges, below.pieces, below.described = below.ranges, [], [], True


def _opens_block(document: Document, readings: Sequence[Reading], anchor: int) -> bool:
    """Whether an entry begins with its period alone at the head of a block, as of a card: what stands before is none of it."""
    around = readings[max(anchor - 1, 0) : anchor + 2]
    if len(around) < 3 or not _holds_period(around[1]):
        return False
    above, here, below = (document.lines[reading.content.index].block for reading in around)
    return above != here == below and bool(around[2].pieces or around[2].labelled)


def _names_house(reading: Reading) -> bool:
    return any(names_organisation(piece.key) or organisation_score(piece.key) for piece in reading.pieces)


def _is_room(reading: Reading) -> bool:
    """A line of a department and nothing else."""
    return len(reading.pieces) == 1 and bool(department_score(reading.pieces[0].key)) and not _names_house(reading)


def _close_entries(readings: Sequence[Reading], anchors: Sequence[int]) -> bool:
    """Whether each entry ends with a line that holds its period and nothing else, what was done in it included."""
    if anchors[-1] != len(readings) - 1 or anchors[0] == 0 or (len(anchors) < 2 and not _names_house(readings[0])):
        return False
    bare = all(not readings[a].pieces and not set(readings[a].labelled) - WHEN for a in anchors)
    opens = [readings[0], *(readings[a + 1] for a in anchors[:-1])]
    return bare and all((r.pieces or r.labelled) and not (r.described or r.ranges) for r in opens)


def _reveal_headings(readings: Sequence[Reading]) -> None:
    """A line with a bullet that names a house over a line that holds its period and nothing else is no duty."""
    for number, (reading, below) in enumerate(pairwise(readings)):
        after = readings[number + 2] if number + 2 < len(readings) else below
        between = below.pieces and not below.bullet and not below.described and not below.ranges
        bare = _holds_period(below) or bool(between and _holds_period(after))
        told = bool(reading.pieces) and DESCRIPTION_START.match(reading.pieces[0].key)
        if reading.described and reading.bullet and bare and not reading.ranges and not told:
            named = any(
                _is_answer(p.key) or organisation_score(p.key) or SCHOOL.search(p.key) or degree_in(p.key)
                for p in reading.pieces
            )
            reading.described = not named


def _holds_period(reading: Reading) -> bool:
    return bool(reading.ranges) and not reading.pieces and not reading.labelled and not reading.bullet


def _labelled_cards(document: Document, readings: Sequence[Reading]) -> list[Group]:
    """Entries of a label a line, with a line for the beginning and one for the end: a label that comes again opens one."""
    groups: list[Group] = []
    for reading in readings:
        heading = set(reading.labelled) - {"duties"}
        another = heading & _PLACES and set(groups[-1].labelled) & _PLACES if groups else False
        if not groups or another or heading & set(groups[-1].labelled):
            groups.append(Group())
        group = groups[-1]
        if heading:
            _merge(group, reading, len(group.spans))
        else:
            group.description.append((reading.content.start, reading.content.end))
    for group in groups:
        group.dates = labelled_dates(document, group)
    return groups


def _lines_ahead(readings: Sequence[Reading], anchor: int, most: int) -> int:
    """How many heading lines stand before the date of an entry."""
    count = 0
    while count < min(most, _MOST_AHEAD) and anchor - count - 1 >= 0:
        line = readings[anchor - count - 1]
        sentence = _SENTENCE.search(line.content.spans[-1].text)
        if line.described or sentence or line.ranges or line.closes or not (line.pieces or line.labelled):
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
        dated_school = reading.singles and any(SCHOOL.search(p.key) and not degree_of(p.key) for p in reading.pieces)
        opens = (
            dated_school
            or any(organisation_score(p.key) >= 3 for p in reading.pieces)
            or {
                "school",
                "organisation",
                "certificate",
            }
            & set(reading.labelled)
        )
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
    last = anchor is readings[-1]
    for reading in readings:
        passed = passed or reading is anchor
        heading = not (reading.described or (described and not last)) or reading is anchor
        if reading.labelled and set(reading.labelled) - {"duties"}:
            heading = True
        if heading and (not passed or reading.labelled or len(group.spans) < 5):
            _merge(group, reading, len(group.spans))
        else:
            group.description.append((reading.content.start, reading.content.end))
        described = described or (passed and reading is not anchor and not heading)
    return group


def _merge(group: Group, reading: Reading, line: int) -> None:
    group.pieces += [Piece(p.start, p.end, p.key, line, p.bracket) for p in reading.pieces]
    for label, place in reading.labelled.items():
        group.labelled.setdefault(label, place)
    group.spans.append((reading.content.start, reading.content.end))
