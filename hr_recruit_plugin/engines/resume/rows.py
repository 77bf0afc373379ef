"""Rows of a page: runs on one baseline, and titles set downwards or into their text as runs of their own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from . import fold
from .glyphs import Run
from .labels import whole_label
from .sections import heading_kind

COLUMN_GAP = 6.0
LONGEST_DOWNWARD = 10
"""Letters of a title written downwards, at most."""


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
        result[-1] = Run(last.text + joint + run.text, last.x0, last.y0, run.x1, last.y1, boxes, last.ink)
    return result


def join_downward(runs: Sequence[Run]) -> list[Run]:
    """Titles written downwards, a letter a line, as one run where their first letter stands."""
    letters = sorted(
        (run for run in runs if len(run.text) == 1 and run.text >= "一"), key=lambda run: (round(run.x0), run.y0)
    )
    joined: list[Run] = []
    taken: set[int] = set()
    for start, first in enumerate(letters):
        column = [first]
        for run in letters[start + 1 : start + LONGEST_DOWNWARD]:
            above = column[-1]
            if abs(run.x0 - above.x0) >= 1.5 or not 0 < run.y0 - above.y0 < 2.2 * run.size or run.ink != above.ink:
                break
            column.append(run)
        longest = next((n for n in range(len(column), 1, -1) if heading_kind("".join(r.text for r in column[:n]))), 0)
        if longest and id(first) not in taken:
            title = column[:longest]
            taken |= {id(run) for run in title}
            boxes = [box for run in title for box in run.boxes]
            joined.append(
                Run("".join(run.text for run in title), first.x0, first.y0, first.x1, first.y1, boxes, first.ink)
            )
    return [*(run for run in runs if id(run) not in taken), *joined]


def split_titles(runs: Sequence[Run]) -> list[Run]:
    """Titles at the left whose text begins one blank further, at the edge where the other lines begin, as runs of their own."""
    edges = Counter(round(run.x0) for run in runs)
    result: list[Run] = []
    for run in runs:
        cut = next(
            (
                i
                for i in _blanks(run.text)
                if _begins_column(edges, run.boxes[i + 1][0]) and heading_kind(run.text[:i])
            ),
            0,
        )
        result += cut_run(run, cut) if cut else [run]
    return result


def cut_run(run: Run, at: int) -> list[Run]:
    """The parts of a run before and after the blank at ``at``, with room for a column gap between them."""
    rest = run.boxes[at + 1 :]
    edge = min(run.boxes[at - 1][2], rest[0][0] - COLUMN_GAP - 1)
    head = Run(run.text[:at], run.x0, run.y0, edge, run.y1, run.boxes[:at], run.ink)
    return [head, Run(run.text[at + 1 :], rest[0][0], run.y0, run.x1, run.y1, rest, run.ink)]


def _blanks(text: str) -> list[int]:
    return [i for i, character in enumerate(text[:30]) if character == " " and 2 <= i < len(text) - 1][::-1]


def _begins_column(edges: Mapping[int, int], x: float) -> bool:
    return sum(edges.get(round(x) + step, 0) for step in (-1, 0, 1)) >= 3


def has_labels_only(row: Row) -> bool:
    return all(whole_label(fold.key_text(run.text)) for run in row.runs)
