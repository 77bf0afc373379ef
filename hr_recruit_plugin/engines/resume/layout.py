"""Reading order: which runs make a line, which lines a column, and in which order a reader takes the columns.

A recursive cut in the manner of Nagy and Seth's XY-cut, with one change: a white strip counts as a column gap only where its two
sides do not belong together. Dates beside posts, labels beside values and titles beside text are read across.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .characters import Run
from .sections import heading_kind

Area = tuple[float, float, float, float]
_DATEISH = re.compile(r"^[\d\s.\-/~年月日至今到现在在职目前presntPRESNTtoTO–—－～→➔>»·、:：●○•|()（）]*$")
_MONTHS = re.compile(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|present|current|now|ongoing|to\b"
)


@dataclass(slots=True)
class Row:
    """Runs on one baseline, left to right."""

    runs: list[Run]

    @property
    def x0(self) -> float:
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        return max(run.x1 for run in self.runs)

    @property
    def y0(self) -> float:
        return min(run.y0 for run in self.runs)

    @property
    def y1(self) -> float:
        return max(run.y1 for run in self.runs)

    @property
    def size(self) -> float:
        return max(run.size for run in self.runs)

    @property
    def text(self) -> str:
        return "  ".join(run.text for run in self.runs)


@dataclass(slots=True)
class Block:
    """Rows that are read one after the other. ``split`` is the x of the column gap, ``side`` 0 (left), 1 (right) or None."""

    rows: list[Row]
    split: float | None = None
    side: int | None = None


def order_blocks(runs: Sequence[Run], areas: Sequence[Area], depth: int = 0) -> list[Block]:
    """The runs of a region as blocks in reading order."""
    if not runs:
        return []
    split = _find_split(runs, areas) if depth < 4 and len(runs) >= 6 else None
    if split is None:
        return [Block(group_rows(runs))]
    at, top, bottom = split
    above = [r for r in runs if r.middle < top]
    below = [r for r in runs if r.middle > bottom]
    middle = [r for r in runs if top <= r.middle <= bottom]
    left, right = [r for r in middle if r.x0 < at], [r for r in middle if r.x0 >= at]
    blocks = order_blocks(above, areas, depth + 1)
    for side, part in enumerate((left, right)):
        for block in order_blocks(part, (), depth + 1):
            blocks.append(Block(block.rows, at, side))
    return blocks + order_blocks(below, areas, depth + 1)


def group_rows(runs: Sequence[Run]) -> list[Row]:
    """Rows from top to bottom; runs on almost one baseline share a row, close ones are joined."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda r: (r.middle, r.x0)):
        for row in reversed(rows[-3:]):
            if _same_row(row, run):
                row.append(run)
                break
        else:
            rows.append([run])
    return [Row(_joined(sorted(row, key=lambda r: r.x0))) for row in rows]


def _same_row(row: list[Run], run: Run) -> bool:
    anchor = row[0]
    overlap = min(anchor.y1, run.y1) - max(anchor.y0, run.y0)
    smaller = max(min(anchor.size, run.size), 1.0)
    if overlap < 0.55 * smaller:
        return False
    return all(min(other.x1, run.x1) - max(other.x0, run.x0) < 0.5 * smaller for other in row)


def _joined(runs: list[Run]) -> list[Run]:
    result = [runs[0]]
    for run in runs[1:]:
        last = result[-1]
        gap, size = run.x0 - last.x1, max(min(last.size, run.size), 1.0)
        titled = gap > 0.3 * size and heading_kind(last.text) is not None
        if titled or gap > 0.7 * size or abs(last.size - run.size) > 0.35 * max(last.size, run.size):
            result.append(run)
            continue
        joint = (
            "" if gap < 0.2 * size or (gap < 0.4 * size and last.text[-1] >= "⺀" and run.text[0] >= "⺀") else " "
        )
        boxes = last.boxes + [(last.x1, last.y0, run.x0, last.y1)] * len(joint) + run.boxes
        result[-1] = Run(last.text + joint + run.text, last.x0, last.y0, run.x1, last.y1, boxes)
    return result


def _find_split(runs: Sequence[Run], areas: Sequence[Area]) -> tuple[float, float, float] | None:
    """(x, top, bottom) of the tallest white strip between two independent columns."""
    left_edge, right_edge = min(r.x0 for r in runs), max(r.x1 for r in runs)
    ordered = sorted(runs, key=lambda r: r.middle)
    centred = _centred_titles(runs, left_edge, right_edge)
    found: list[tuple[int, float, float, float]] = []
    for at in _candidates(runs, left_edge, right_edge):
        for strip in _free_strips(ordered, at, centred):
            left, right = [r for r in strip if r.x0 < at], [r for r in strip if r.x0 >= at]
            if len(left) >= 3 and len(right) >= 3:
                found.append((len(strip), at, strip[0].middle, strip[-1].middle))
    for _, at, top, bottom in sorted(found, reverse=True)[:8]:
        inside = [r for r in runs if top <= r.middle <= bottom]
        before, after = group_rows([r for r in inside if r.x0 < at]), group_rows([r for r in inside if r.x0 >= at])
        if independent(before, after, _at_area_edge(areas, at, top, bottom)):
            return at, top - 0.1, bottom + 0.1
    return None


def _candidates(runs: Sequence[Run], left_edge: float, right_edge: float) -> list[float]:
    width = right_edge - left_edge
    starts: dict[int, list[float]] = {}
    for run in runs:
        if left_edge + 0.12 * width < run.x0 < right_edge - 0.08 * width:
            starts.setdefault(round(run.x0 / 4), []).append(run.x0)
    return [min(xs) - 0.5 for xs in starts.values() if len(xs) >= 2]


def _centred_titles(runs: Sequence[Run], left_edge: float, right_edge: float) -> set[int]:
    """Titles in the middle of the region stand over both halves of it. One may stand there by chance; several do not."""
    titles = [r for r in runs if heading_kind(r.text) is not None]
    off = 0.02 * (right_edge - left_edge)
    middle = [r for r in titles if abs((r.x0 + r.x1) - (left_edge + right_edge)) / 2 < off]
    if len(middle) < 2 or len(middle) < 0.7 * len(titles):
        return set()
    spread = max(r.x1 - r.x0 for r in middle) - min(r.x1 - r.x0 for r in middle)
    return {id(r) for r in middle} if spread > 4 or len(middle) == len(titles) else set()


def _free_strips(ordered: Sequence[Run], at: float, centred: set[int]) -> list[list[Run]]:
    strips: list[list[Run]] = [[]]
    for run in ordered:
        if run.x0 < at < run.x1 + 6 or id(run) in centred:
            strips.append([])
        else:
            strips[-1].append(run)
    return strips


def _at_area_edge(areas: Sequence[Area], at: float, top: float, bottom: float) -> bool:
    return any(
        (abs(x1 - at) < 45 or abs(x0 - at) < 45) and y1 - y0 > 0.6 * (bottom - top) and x1 - x0 > 40 and y1 - y0 > 150
        for x0, y0, x1, y1 in areas
    )


def independent(left: Sequence[Row], right: Sequence[Row], edge: bool) -> bool:
    """Whether two columns are texts of their own, rather than two halves of the same lines."""
    if len(left) < 3 or len(right) < 3:
        return False
    for side, other in ((left, right), (right, left)):
        dated = sum(_is_date(row.text) for row in side)
        titles = sum(heading_kind(row.text) is not None for row in side)
        if dated >= 0.6 * (len(side) - titles):
            return False
        if titles and titles + dated >= 0.7 * len(side) and len(side) < len(other):
            return False
    return _apart(left, right, edge)


def _apart(left: Sequence[Row], right: Sequence[Row], edge: bool) -> bool:
    titles_left = sum(heading_kind(row.text) is not None for row in left)
    titles_right = sum(heading_kind(row.text) is not None for row in right)
    if titles_left and titles_right:
        return True
    aligned = _aligned_share(left, right)
    if edge:
        return aligned < 0.9
    return aligned < (0.6 if titles_left or titles_right else 0.35)


def _aligned_share(left: Sequence[Row], right: Sequence[Row]) -> float:
    small, large = sorted((left, right), key=len)
    middles = [(row.y0 + row.y1) / 2 for row in large]
    hits = sum(any(abs((row.y0 + row.y1) / 2 - m) < 0.25 * row.size for m in middles) for row in small)
    return hits / len(small)


def _is_date(text: str) -> bool:
    stripped = _MONTHS.sub("", text)
    return any(c.isdigit() for c in stripped) and bool(_DATEISH.match(stripped)) and len(text) < 40
