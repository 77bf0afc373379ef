"""Cards in frames of one width, side by side and below each other: each is read for itself, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from .columns import Area
from .glyphs import Run
from .rows import group_rows

FEWEST = 3
"""Cards on a page, at least."""
FEWEST_ROWS = 2
"""Rows of text in a card, at least; what has one is a label or a button."""
MOST_FRAMES = 120
"""Filled areas that are looked at; comparing them costs their square."""
_LOWEST = 20.0  # points; what is lower holds one row
_OFF = 3.0
"""Points by which frames of one width may differ."""


def find_framed_cards(runs: Sequence[Run], areas: Sequence[Area]) -> tuple[float, float, list[list[Run]]] | None:
    """(top, bottom, the runs of each card in reading order), None where a page has no such cards or text between them."""
    areas = [area for area in areas if area[3] - area[1] > _LOWEST][:MOST_FRAMES]
    frames = sorted({tuple(round(edge) for edge in area): area for area in areas}.values(), key=lambda area: (area[1], area[0]))
    held = [(frame, inside) for frame in frames if len(inside := [run for run in runs if _holds(frame, run)]) >= FEWEST_ROWS]
    held = [(frame, inside) for frame, inside in held if len(group_rows(inside)) >= FEWEST_ROWS]
    for width in sorted({round(x1 - x0) for (x0, _, x1, _), _ in held}, reverse=True):
        cards = [(frame, inside) for frame, inside in held if abs(frame[2] - frame[0] - width) <= _OFF]
        pairs = [(a, b) for (a, _), (b, _) in combinations(cards, 2)]
        if len(cards) < FEWEST or any(_meet(a, b) for a, b in pairs) or not any(_side_by_side(a, b) for a, b in pairs):
            continue
        top, bottom = min(frame[1] for frame, _ in cards), max(frame[3] for frame, _ in cards)
        within = {id(run) for _, inside in cards for run in inside}
        if all(id(run) in within for run in runs if top < run.middle < bottom):
            return top, bottom, [inside for _, inside in cards]
    return None


def _holds(frame: Area, run: Run) -> bool:
    x0, y0, x1, y1 = frame
    return x0 - 1 <= run.x0 and run.x1 <= x1 + 1 and y0 <= run.middle <= y1


def _meet(a: Area, b: Area) -> bool:
    """Whether frames overlap or touch, as the cells of a table do."""
    return a[0] < b[2] + 1 and b[0] < a[2] + 1 and a[1] < b[3] + 1 and b[1] < a[3] + 1


def _side_by_side(a: Area, b: Area) -> bool:
    return abs(a[1] - b[1]) <= _OFF and (a[2] < b[0] or b[2] < a[0])
