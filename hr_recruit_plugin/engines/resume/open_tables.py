"""Tables without rules: only the white between columns and rows, and a header if there is one, say what a cell is.

Where every value fits its column in one row, lines with gaps are as good as cells, and nothing is found here.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from . import fold
from .dates import find_dates, find_ranges
from .glyphs import Run
from .labels import WHEN, WHERE, head_label
from .rows import Row, cut_run, group_rows
from .rules import Cell, Grid
from .sections import heading_kind

MOST_RUNS = 1000
"""Runs of a table, at most: comparing them costs their square."""
FARTHEST = 4.0
"""Heights of a line between two rows of a table, at most."""

MARGIN = 2.5
"""Heights of a line that a wrapped line may leave free before the next column: less than a letter and both margins."""


def find_open_tables(runs: Sequence[Run]) -> list[Grid]:
    """The tables among the runs of a page, top to bottom.

    Their header names a period and a place; or they have none, and every row has a period in the same column. Some cell has
    two lines.
    """
    rows = group_rows(runs)
    found = []
    starts = [(index, _header(row)) for index, row in enumerate(rows) if _header(row) or _is_title(row)]
    for number, (index, head) in enumerate(starts):
        later = [start for start, header in starts[number + 1 :] if header or not head]
        body = _body(head or rows[index].runs, rows[index + 1 : later[0] if later else len(rows)])
        grid = _grid(head, body) if body else None
        if grid is not None:
            found.append(grid)
    return found


def _is_title(row: Row) -> bool:
    return len(row.runs) == 1 and heading_kind(row.text) is not None


def _label(run: Run) -> str | None:
    return head_label(fold.key_text(run.text))


def _header(row: Row) -> list[Run]:
    """The labels side by side that name columns, none if the row is no header."""
    best: list[Run] = []
    current: list[Run] = []
    for run in row.runs:
        current = [*current, run] if _label(run) else []
        best = max(best, current, key=len)
    labels = {_label(run) for run in best}
    return best if len(best) >= 3 and labels & WHEN and labels & WHERE else []


def _body(over: Sequence[Run], rows: Sequence[Row]) -> list[Run]:
    """The runs below a header, or a title, down to the next title or to a gap that no table has."""
    left, lowest = min(run.x0 for run in over) - 3 * over[0].size, max(run.y1 for run in over)
    body: list[Run] = []
    for row in rows:
        inside = [run for run in row.runs if run.x1 > left]
        if not inside:
            continue
        if min(run.y0 for run in inside) - lowest > FARTHEST * inside[0].size or (
            len(inside) == 1 and _ends(inside[0], body)
        ):
            break
        body += inside
        lowest = max(lowest, *(run.y1 for run in inside))
    return body


def _ends(run: Run, body: Sequence[Run]) -> bool:
    """Whether a run alone in its row is the next title, and not a value that a title might be: it is printed otherwise."""
    alike = run.ink and any(run.ink == other.ink and abs(run.size - other.size) < 0.5 for other in body)
    return heading_kind(run.text) is not None and not alike


def _grid(head: Sequence[Run], body: Sequence[Run]) -> Grid | None:
    """The cells of what looks like a table, None where any doubt is left."""
    if len(body) > MOST_RUNS:
        return None
    edges = [run.x0 for run in head or body if head or sum(abs(run.x0 - other.x0) < 3 for other in body) >= 2]
    runs = [part for run in body for part in _parted(run, edges)]
    columns = _columns([*head, *runs])
    if not _are_of(columns, head):
        return None
    members = [[run for run in runs if bisect(columns, run.x0) - 1 == number] for number in range(len(columns))]
    leading = _leading(members)
    if leading is None:
        return None
    breaks = _breaks(runs, leading)
    texts = [_texts(column, breaks) for column in members]
    dated = [all(_tells_when(text, alone=bool(head)) for text in column) for column in texts]
    if head:
        told = dated[next(n for n, run in enumerate(head) if _label(run) in WHEN)]
    else:
        filled = min(sum(map(bool, row)) for row in zip(*texts, strict=True))
        told = sum(dated) == 1 and filled >= 3 and (len(columns) >= 4 or len(breaks) >= 1)
    return _tiled(head, runs, columns, breaks) if told else None


def _parted(run: Run, edges: Sequence[float]) -> list[Run]:
    """A run cut where a column begins behind a blank: tight columns leave no more room than words do."""
    for at, box in enumerate(run.boxes):
        if at > 1 and run.text[at - 1] == " " and any(abs(box[0] - edge) < 3 for edge in edges):
            before, after = cut_run(run, at - 1)
            return [before, *_parted(after, edges)]
    return [run]


def _columns(runs: Sequence[Run]) -> list[float]:
    """Where each column begins behind the white that no run crosses."""
    begins: list[float] = []
    reached = float("-inf")
    for x0, x1 in sorted((run.x0, run.x1) for run in runs):
        if x0 >= reached + 1:
            begins.append(x0)
        reached = max(reached, x1)
    return begins


def _are_of(columns: Sequence[float], head: Sequence[Run]) -> bool:
    """Whether there are as many columns as the header names, or three and more where there is none."""
    if not head:
        return len(columns) >= 3
    return [bisect(columns, run.x0) - 1 for run in head] == list(range(len(columns)))


def _leading(columns: Sequence[Sequence[Run]]) -> float | None:
    """The white between two lines of a cell, None where no cell has two."""
    gaps = sorted(
        below.y0 - above.y1
        for column in columns
        for above, below in pairwise(column)
        if below.y0 - above.y1 < 0.7 * above.size
    )
    return gaps[len(gaps) // 4] if gaps else None


def _breaks(runs: Sequence[Run], leading: float) -> list[float]:
    """The heights between the rows, where more white lies across all columns than between two lines."""
    found, lowest = [], min(run.y1 for run in runs)
    for run in sorted(runs, key=lambda r: r.y0):
        if run.y0 - lowest > leading + max(1.5, 0.2 * run.size):
            found.append((run.y0 + lowest) / 2)
        lowest = max(lowest, run.y1)
    return found


def _texts(column: Sequence[Run], breaks: Sequence[float]) -> list[str]:
    """What a column says in each row."""
    texts: list[list[str]] = [[] for _ in range(len(breaks) + 1)]
    for run in column:
        texts[bisect(breaks, run.middle)].append(run.text)
    return [" ".join(lines) for lines in texts]


def _tells_when(text: str, *, alone: bool) -> bool:
    """Whether a cell holds one period, or one date where that is enough (``alone``)."""
    key = fold.key_text(text)
    ranges = find_ranges(key, 0, len(key), date.max)
    return len(ranges) == 1 or (alone and not ranges and len(find_dates(key, 0, len(key))) == 1)


def _tiled(head: Sequence[Run], runs: Sequence[Run], columns: Sequence[float], breaks: Sequence[float]) -> Grid:
    """Cells as wide as what stands in their column, the header's among them; or as far as to the next, but for its margin.

    So a line that leaves room for more in its cell is known to end there, and not to go on in the line below.
    """
    top, bottom = min(run.y0 for run in [*head, *runs]) - 1, max(run.y1 for run in runs) + 1
    under = [(max(run.y1 for run in head) + min(run.y0 for run in runs)) / 2] if head else []
    heights = pairwise([top, *under, *breaks, bottom])
    ends = [max(run.x1 for run in [*head, *runs] if bisect(columns, run.x0) - 1 == n) for n in range(len(columns))]
    margin = MARGIN * runs[0].size
    ends = [max(end, after - margin) for end, after in zip(ends, [*columns[1:], 0.0], strict=True)]
    widths = [(x0 - 1, x1 + 2) for x0, x1 in zip(columns, ends, strict=True)]
    cells = [
        Cell(row, n, x0, y0, x1, y1) for row, (y0, y1) in enumerate(heights) for n, (x0, x1) in enumerate(widths)
    ]
    return Grid(cells, widths[0][0], top, widths[-1][1], bottom)
