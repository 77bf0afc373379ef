"""Timelines along a middle line: the periods stand one below the other between cards at the left and at the right.

Or signs stand there (学, 工, 1), with the card at one side of each and its period at the other, in turns. Read as two columns,
the cards would lose their periods; read row by row, two cards would run together. Each card is read with the period beside it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from .date_shapes import ARROW, TODAY, is_date
from .glyphs import Run
from .sections import heading_kind

FEWEST = 3
"""Periods on a line, at least."""
_RANGE = re.compile(r"\d\D{0,2} ?(?:[~–—→➔»至到]|-+|to\b)")
_OFF = 8.0
"""Points that the middle of a period may be off the line."""
_WIDEST_GAP = 80.0
"""Points between the periods at the left of the line and those at its right, at most."""
_MOST_DATES = 60  # on a page; comparing them costs the cube of their number
_LONGEST_SIGN = 2  # letters
_MIDDLE = 0.3, 0.7
"""The part of the region's width in which the line stands."""


@dataclass(slots=True)
class MiddleLine:
    """A stretch of a page along such a line: from ``top`` to ``bottom``, one list of runs a card, its period first."""

    top: float
    bottom: float
    cards: list[list[Run]]


def find_middle_line(runs: Sequence[Run]) -> MiddleLine | None:
    """The timeline among the runs of a region, if it has cards on both sides."""
    return _dated_line(runs) or _signed_line(runs) or _line_between(runs) if len(runs) >= 3 * FEWEST else None


def _dated_line(runs: Sequence[Run]) -> MiddleLine | None:
    left, right = min(run.x0 for run in runs), max(run.x1 for run in runs)
    dates = [run for run in runs if is_date(run.text) and _MIDDLE[0] < (_centre(run) - left) / (right - left or 1) < _MIDDLE[1]]
    if len(dates) < FEWEST:
        return None
    at, count = Counter(round(_centre(run) / 4) * 4 for run in dates).most_common(1)[0]
    on_line = sorted((run for run in runs if abs(_centre(run) - at) < _OFF and len(run.text) <= 24), key=lambda run: run.y0)
    nodes = [node for node in _nodes(on_line) if any(is_date(run.text) for run in node)]
    if count < FEWEST or len(nodes) < FEWEST:
        return None
    return _cards(runs, nodes)


def _signed_line(runs: Sequence[Run]) -> MiddleLine | None:
    """A line of signs with a period at one side of each and its card at the other, not always at the same."""
    short = [run for run in runs if len(run.text.strip()) <= _LONGEST_SIGN]
    if len(short) < FEWEST:
        return None
    (at, size), _ = Counter((round(_centre(run) / 4) * 4, round(run.size)) for run in short).most_common(1)[0]
    signs = sorted((run for run in short if abs(_centre(run) - at) < _OFF and abs(run.size - size) < 1), key=lambda run: run.y0)
    if len(signs) < FEWEST or any(below.y0 - above.y1 < above.size for above, below in pairwise(signs)):
        return None
    edges = [(above.middle + below.middle) / 2 for above, below in pairwise(signs)]
    first, last = signs[0].middle - (edges[0] - signs[0].middle), signs[-1].middle + (signs[-1].middle - edges[-1])
    x0, x1 = min(run.x0 for run in signs), max(run.x1 for run in signs)
    members = {id(run) for run in signs}
    beside = [run for run in runs if id(run) not in members and first <= run.middle <= last]
    if any(run.x0 < x1 and run.x1 > x0 for run in beside):
        return None
    cards, sides = [], set()
    for top, bottom in pairwise([first, *edges, last]):
        card = [run for run in beside if top <= run.middle < bottom]
        dates = [run for run in card if is_date(run.text)]
        others = [run for run in card if not is_date(run.text)]
        if len(dates) != 1 or not others or any((run.x0 >= x1) == (dates[0].x0 >= x1) for run in others):
            return None
        sides.add(dates[0].x0 >= x1)
        cards.append([*dates, *others])
    return MiddleLine(first, last, cards) if len(sides) == 2 else None


def _line_between(runs: Sequence[Run]) -> MiddleLine | None:
    """Nothing but white, or a stroke, between the periods of one side and their cards on the other, in turns."""
    when = [run for run in runs if is_date(run.text) or ARROW.fullmatch(run.text.strip()) or TODAY.fullmatch(run.text.strip())]
    dates = [run for run in when if is_date(run.text)]
    if not FEWEST <= len(dates) <= _MOST_DATES:
        return None
    sides = [(round(b.x0), round(a.x1)) for a in dates for b in dates if 0 < b.x0 - a.x1 < _WIDEST_GAP]
    if not sides:
        return None
    begin, end = max(dict.fromkeys(sides), key=lambda at: sum(abs(run.x0 - at[0]) < 2 or abs(run.x1 - at[1]) < 2 for run in dates))
    right = sorted((run for run in when if abs(run.x0 - begin) < 2), key=lambda run: run.y0)
    left = sorted((run for run in when if abs(run.x1 - end) < 2), key=lambda run: run.y0)
    nodes = sorted([*_nodes(left), *_nodes(right)], key=lambda node: node[0].y0)
    nodes = [node for node in nodes if any(is_date(run.text) for run in node)]
    if len(nodes) < FEWEST or not left or not right:
        return None
    middles = [(node[0].y0 + node[-1].y1) / 2 for node in nodes]
    spare = max(b - a for a, b in pairwise(middles)) / 2
    edges = [middles[0] - spare, *((a + b) / 2 for a, b in pairwise(middles)), middles[-1] + spare]
    members = {id(run) for node in nodes for run in node}
    cards = []
    for node, (top, bottom) in zip(nodes, pairwise(edges), strict=True):
        card = [run for run in runs if id(run) not in members and top <= run.middle < bottom and heading_kind(run.text) is None]
        opposite = all(run.x0 >= begin - 2 for run in card) if node[0].x1 <= end + 2 else all(run.x1 <= end + 2 for run in card)
        if not card or not opposite:
            return None
        cards.append([_period(node), *card])
    taken = [run for card in cards for run in card[1:]] + [run for node in nodes for run in node]
    return MiddleLine(min(run.y0 for run in taken), max(run.y1 for run in taken), cards)


def _centre(run: Run) -> float:
    return (run.x0 + run.x1) / 2


def _nodes(on_line: Sequence[Run]) -> list[list[Run]]:
    """What stands close together on the line: a period, or its beginning, an arrow and its end."""
    nodes: list[list[Run]] = []
    for run in on_line:
        near = bool(nodes) and run.y0 - nodes[-1][-1].y1 < 1.2 * run.size
        if near and not (is_date(run.text) and _is_whole(nodes[-1])):
            nodes[-1].append(run)
        else:
            nodes.append([run])
    return nodes


def _is_whole(node: Sequence[Run]) -> bool:
    """Whether a period has its end already, in one run or in two."""
    ends = [run for run in node if is_date(run.text) or TODAY.fullmatch(run.text)]
    return len(ends) >= 2 or any(_RANGE.search(run.text) for run in ends)


def _cards(runs: Sequence[Run], nodes: Sequence[Sequence[Run]]) -> MiddleLine | None:
    gaps = [(above[-1].y1, below[0].y0) for above, below in pairwise(nodes)]
    spare = sorted((b - a) / 2 for a, b in gaps)[len(gaps) // 2]
    edges = [nodes[0][0].y0 - spare, *((a + b) / 2 for a, b in gaps), nodes[-1][-1].y1 + spare]
    x0, x1 = min(run.x0 for node in nodes for run in node), max(run.x1 for node in nodes for run in node)
    members = {id(run) for node in nodes for run in node}
    beside = [run for run in runs if id(run) not in members and edges[0] <= run.middle <= edges[-1]]
    if any(run.x0 < x1 and run.x1 > x0 for run in beside):
        return None  # something runs across the line
    sides = [[run for run in beside if run.x1 <= x0], [run for run in beside if run.x0 >= x1]]
    if any(len(side) < 2 for side in sides):
        return None
    cards = []
    for node, (top, bottom) in zip(nodes, pairwise(edges), strict=True):
        card = [run for run in beside if top <= run.middle < bottom]
        if not card or (any(run.x1 <= x0 for run in card) and any(run.x0 >= x1 for run in card)):
            return None  # no card, or one on each side: the columns of a table
        cards.append([_period(node), *card])
    return MiddleLine(edges[0], edges[-1], cards)


def _period(node: Sequence[Run]) -> Run:
    """The beginning, the arrow and the end of a period in one run; a word beside them (在职, study) is left out."""
    parts = [run for run in node if is_date(run.text) or ARROW.fullmatch(run.text) or TODAY.fullmatch(run.text)]
    text = " ".join(run.text for run in parts)
    boxes = [box for number, run in enumerate(parts) for box in ([run.boxes[0]] if number else []) + run.boxes]
    first = parts[0]
    return Run(text, first.x0, first.y0, first.x1, first.y1, boxes, first.ink)
