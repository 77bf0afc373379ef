"""Tables without rules: only their header and the white between columns and rows say what a cell is.

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
from .labels import head_label
from .layout import Row, cut_run, group_rows
from .rules import Cell, Grid
from .sections import heading_kind

_WHEN = frozenset(("period", "begin"))
_WHERE = frozenset(("organisation", "school"))
FARTHEST = 4.0
"""Heights of a line between two rows of a table, at most."""


def find_open_tables(runs: Sequence[Run]) -> list[Grid]:
    """The tables among the runs of a page, top to bottom, whose header has a period and a place and some cells of two lines."""
    rows = group_rows(runs)
    heads = [(index, head) for index, row in enumerate(rows) if (head := _header(row))]
    found = []
    for number, (index, head) in enumerate(heads):
        end = heads[number + 1][0] if number + 1 < len(heads) else len(rows)
        grid = _grid(head, _body(head, rows[index + 1 : end]))
        if grid is not None:
            found.append(grid)
    return found


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
    return best if len(best) >= 3 and labels & _WHEN and labels & _WHERE else []


def _body(head: Sequence[Run], rows: Sequence[Row]) -> list[Run]:
    """The runs below a header down to the next title, or to a gap that no table has."""
    left, lowest = min(run.x0 for run in head) - 3 * head[0].size, max(run.y1 for run in head)
    body: list[Run] = []
    for row in rows:
        inside = [run for run in row.runs if run.x1 > left]
        if not inside:
            continue
        if min(run.y0 for run in inside) - lowest > FARTHEST * inside[0].size or (len(inside) == 1 and _ends(inside[0], body)):
            break
        body += inside
        lowest = max(lowest, *(run.y1 for run in inside))
    return body


def _ends(run: Run, body: Sequence[Run]) -> bool:
    """Whether a run alone in its row is the next title, and not a value that a title might be: it is printed otherwise."""
    alike = any(run.ink == other.ink and abs(run.size - other.size) < 0.5 for other in body)
    return heading_kind(run.text) is not None and not alike


def _grid(head: Sequence[Run], body: Sequence[Run]) -> Grid | None:
    edges = [run.x0 for run in head]
    runs = [part for run in body for part in _parted(run, edges)]
    columns = _columns(head, runs)
    if columns is None:
        return None
    members: list[list[Run]] = [[] for _ in head]
    for run in runs:
        members[bisect(columns, run.x0) - 1].append(run)
    when = next(n for n, run in enumerate(head) if _label(run) in _WHEN)
    leading = _leading(members)
    if leading is None:
        return None
    breaks = _breaks(runs, leading)
    rows = _rows(members[when], breaks)
    if any(not _tells_when(row) for row in rows):
        return None
    return _tiled(head, runs, columns, breaks)


def _parted(run: Run, edges: Sequence[float]) -> list[Run]:
    """A run cut where a column begins behind a blank: tight columns leave no more room than words do."""
    for at, box in enumerate(run.boxes):
        if at > 1 and run.text[at - 1] == " " and any(abs(box[0] - edge) < 2 for edge in edges):
            before, after = cut_run(run, at - 1)
            return [before, *_parted(after, edges)]
    return [run]


def _columns(head: Sequence[Run], runs: Sequence[Run]) -> list[float] | None:
    """Where each column begins, if white parts as many as the header names."""
    spans: list[list[float]] = []
    for x0, x1 in sorted((run.x0, run.x1) for run in [*head, *runs]):
        if spans and x0 < spans[-1][1] + 1:
            spans[-1][1] = max(spans[-1][1], x1)
        else:
            spans.append([x0, x1])
    named = [sum(x0 <= run.x0 <= x1 for run in head) for x0, x1 in spans]
    return [x0 for x0, _ in spans] if named == [1] * len(head) else None


def _leading(columns: Sequence[Sequence[Run]]) -> float | None:
    """The white between two lines of a cell, None where no cell has two."""
    gaps = sorted(
        below.y0 - above.y1 for column in columns for above, below in pairwise(column) if below.y0 - above.y1 < 0.7 * above.size
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


def _rows(column: Sequence[Run], breaks: Sequence[float]) -> list[str]:
    """What a column says in each row."""
    texts: list[list[str]] = [[] for _ in range(len(breaks) + 1)]
    for run in column:
        texts[bisect(breaks, run.middle)].append(run.text)
    return ["\n".join(lines) for lines in texts]


def _tells_when(text: str) -> bool:
    """Whether a cell holds one period or date."""
    key = fold.key_text(text)
    return len(find_ranges(key, 0, len(key), date.max) or find_dates(key, 0, len(key))) == 1


def _tiled(head: Sequence[Run], runs: Sequence[Run], columns: Sequence[float], breaks: Sequence[float]) -> Grid:
    """Cells without room between them, the header's among them."""
    top, bottom = min(run.y0 for run in head) - 1, max(run.y1 for run in runs) + 1
    under = (max(run.y1 for run in head) + min(run.y0 for run in runs)) / 2
    right = max(run.x1 for run in [*head, *runs]) + 1
    xs, ys = [*(x - 1 for x in columns), right], [top, under, *breaks, bottom]
    cells = [
        Cell(row, column, x0, y0, x1, y1)
        for row, (y0, y1) in enumerate(pairwise(ys))
        for column, (x0, x1) in enumerate(pairwise(xs))
    ]
    return Grid(cells, xs[0], top, right, bottom)
