"""Reading order: which lines make a block, and in which order a reader takes the blocks of a page.

A recursive cut in the manner of Nagy and Seth's XY-cut, with one change: a white strip counts as a column gap only where its two
sides do not belong together (:mod:`.columns`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .columns import Area, find_split
from .framed_cards import find_framed_cards
from .glyphs import Run
from .middle_line import find_middle_line
from .rows import Row, group_rows
from .rules import Segment


@dataclass(slots=True)
class Block:
    """Rows that are read one after the other. ``split`` is the x of the column gap, ``side`` 0 (left), 1 (right) or None.

    ``width`` is that of the widest row in all cards of a page, for a card among them: a narrower row does not go on below.
    """

    rows: list[Row]
    split: float | None = None
    side: int | None = None
    width: float = 0.0


def order_blocks(
    runs: Sequence[Run], areas: Sequence[Area], bars: Sequence[Segment] = (), depth: int = 0
) -> list[Block]:
    """The runs of a region as blocks in reading order.

    :param areas: filled areas of the page as (x0, y0, x1, y1) in points.
    :param bars: its horizontal rules as (y, x0, x1).
    """
    if not runs:
        return []
    framed = find_framed_cards(runs, areas) if depth == 0 else None
    if framed is not None:
        top, bottom, cards = framed
        before, after = ([r for r in runs if r.middle <= top], [r for r in runs if r.middle >= bottom])
        inner = _cards([group_rows(card) for card in cards])
        return [*order_blocks(before, areas, bars, depth + 1), *inner, *order_blocks(after, areas, bars, depth + 1)]
    line = find_middle_line(runs) if depth == 0 else None
    if line is not None:
        outside = [r for r in runs if r.middle < line.top], [r for r in runs if r.middle > line.bottom]
        above_line, below_line = (order_blocks(part, areas, bars, depth + 1) for part in outside)
        return [*above_line, *_cards([[Row(card[:1]), *group_rows(card[1:])] for card in line.cards]), *below_line]
    split = find_split(runs, areas, bars) if depth < 4 and len(runs) >= 6 else None
    if split is None:
        return [Block(group_rows(runs))]
    at, top, bottom = split
    above = [r for r in runs if r.middle < top]
    below = [r for r in runs if r.middle > bottom]
    middle = [r for r in runs if top <= r.middle <= bottom]
    left, right = [r for r in middle if r.x0 < at], [r for r in middle if r.x0 >= at]
    blocks = order_blocks(above, areas, bars, depth + 1)
    for side, part in enumerate((left, right)):
        for block in order_blocks(part, (), (), depth + 1):
            blocks.append(Block(block.rows, at, side))
    return blocks + order_blocks(below, areas, bars, depth + 1)


def _cards(cards: Sequence[list[Row]]) -> list[Block]:
    width = max((row.x1 - row.x0 for card in cards for row in card), default=0.0)
    return [Block(card, width=width) for card in cards]
