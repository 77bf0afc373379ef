"""Rows and table cells of a page as the lines of a document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from .columns import Area, tells_entries
from .document import Line, Span
from .glyphs import Run
from .labels import broken_label, whole_label
from .layout import Block, order_blocks
from .model import Box, Page
from .paragraphs import append, join_wrapped, right_edge
from .rows import Row, has_labels_only
from .rules import Cell, Drawing, Grid
from .sections import heading_kind
from .wrapping import ends_dated

_CJK_WORD = re.compile(r"(?![年月日至今现在目前])[一-鿿]|[A-Za-z]{2,}")
_FULL = 0.9
"""The share of the widest row that a row of a card fills, at least, if it goes on below."""
_ORDINAL = re.compile(r"序号?|编号|项次|(?i:no\.?|#)")
_CJK_SHORT = re.compile(r"^[一-鿿\s]{1,4}$")


def to_span(run: Run, number: int, page: Page, column: int | None = None) -> Span:
    boxes: list[Box | None] = [
        (b[0] / page.width, b[1] / page.height, b[2] / page.width, b[3] / page.height) for b in run.boxes
    ]
    return Span(run.text, number, boxes, run.size, run.x0 / page.width, run.x1 / page.width, column, run.ink)


def block_lines(block: Block, blocks: Sequence[Block], number: int, page: Page, drawing: Drawing) -> list[Line]:
    """The block's rows as lines, wrapped ones joined."""
    limit = _column_limit(block, blocks, page)
    edge = right_edge(block.rows, limit)
    left = min((row.x0 for row in block.rows), default=0.0)
    # Lines under the titles and bars behind them are as wide as the column.
    drawn = [(x0, x1) for _, x0, x1 in drawing.horizontal] + [(x0, x1) for x0, _, x1, _ in drawing.areas]
    ruled = Counter(round(x1) for x0, x1 in drawn if abs(x0 - left) < 12 and left < x1 <= limit + 20)
    if ruled and max(ruled.values()) >= 2:
        edge = float(max(x1 for x1, count in ruled.items() if count >= 2))
    wide_enough = edge - left > 0.62 * (limit - left)
    edge = edge if wide_enough else limit
    rows = [row for part in _that_may_go_on(block) for row in join_wrapped(_whole_cells(part), edge)]
    return [Line([to_span(run, number, page) for run in row.runs], number) for row in rows]


def _that_may_go_on(block: Block) -> list[list[Row]]:
    """The rows of a block; those of a card cut behind each that left room for more."""
    parts: list[list[Row]] = [[]]
    for row in block.rows:
        parts[-1].append(row)
        if row.x1 - row.x0 < _FULL * block.width:
            parts.append([])
    return [part for part in parts if part]


def _whole_cells(rows: Sequence[Row]) -> list[Row]:
    """Values under a row of labels that their columns broke in two, whole again: Jiyuan East Medical / University."""
    result: list[Row] = []
    last: Row | None = None
    for row in rows:
        above, previous, last = result[-2:], last, row
        if previous and len(above) == 2 and _names_columns(above[0]) and _continues(above[1], previous, row):
            for run in row.runs:
                number = next(i for i, head in enumerate(above[1].runs) if abs(head.x0 - run.x0) < 2)
                above[1].runs[number] = append(Row([above[1].runs[number]]), Row([run])).runs[0]
            continue
        result.append(Row(list(row.runs)))
    return result


def _names_columns(row: Row) -> bool:
    return len(row.runs) >= 2 and has_labels_only(row)


def _continues(values: Row, last: Row, row: Row) -> bool:
    """Whether every part of a row stands right under a value and looks like it."""
    near = 0 < row.y0 - last.y0 < 1.8 * values.size
    under = all(
        any(abs(head.x0 - run.x0) < 2 and abs(head.size - run.size) < 0.15 * head.size for head in values.runs)
        for run in row.runs
    )
    whole = any(ends_dated(head.text) for head in values.runs for run in row.runs if abs(head.x0 - run.x0) < 2)
    plain = not whole and not any(heading_kind(run.text) for run in row.runs)
    return near and under and plain and len(values.runs) >= 2 and not _names_columns(row)


def _column_limit(block: Block, blocks: Sequence[Block], page: Page) -> float:
    if block.split is not None and block.side == 0:
        return block.split
    left = min((row.x0 for b in blocks for row in b.rows), default=0.0)
    return max(page.width - left, max((row.x1 for row in block.rows), default=0.0))


def table_lines(
    grid: Grid, runs: Sequence[Run], number: int, table: int, page: Page, areas: Sequence[Area]
) -> list[Line]:
    """Table rows as lines with one span a cell; a cell that holds a page of its own is read as one."""
    contents: dict[int, list[Run]] = {}
    for run in runs:
        place = _cell_of(grid.cells, run)
        if place is not None:
            contents.setdefault(place, []).append(run)
    lines: list[Line] = []
    row: list[tuple[Cell, list[Row]]] = []
    for index, cell in enumerate(grid.cells):
        if row and row[-1][0].row != cell.row:
            lines += _row_lines(row, number, table, page)
            row = []
        inside = contents.get(index)
        if inside:
            row.append((cell, _cell_rows(cell, inside)))
    return _without_row_numbers(lines + (_row_lines(row, number, table, page) if row else []))


def _without_row_numbers(lines: list[Line]) -> list[Line]:
    """A printed spreadsheet without its column letters and row numbers, a table without the column of its rows' numbers."""
    heads = [line.spans[0].text.strip() for line in lines]
    numbers = [head for head in heads if head.isdigit()]
    if len(numbers) < 5 or numbers != [str(n) for n in range(1, len(numbers) + 1)] or len(numbers) < len(lines) - 1:
        return lines
    numbered = [line for line in lines if line.spans[0].text.strip().isdigit() or _ORDINAL.fullmatch(line.spans[0].text.strip())]
    kept = [Line(line.spans[1:], line.page, table=line.table) for line in numbered]
    return [line for line in kept if line.spans]


def _cell_of(cells: Sequence[Cell], run: Run) -> int | None:
    x, y = (run.x0 + run.x1) / 2, run.middle
    for index, cell in enumerate(cells):
        if cell.x0 - 1 <= x <= cell.x1 + 1 and cell.y0 - 1 <= y <= cell.y1 + 1:
            return index
    return None


def open_sides(grid: Grid, runs: Sequence[Run], drawing: Drawing) -> list[Run]:
    """What stands beside a table without a border at its left or right, row by row; the grid gets a column for it.

    At the right only where the lines between the rows go on beyond the last border.
    """
    rows = sorted({(cell.y0, cell.y1, cell.row) for cell in grid.cells if cell.x0 <= grid.x0 + 1})
    inside = [run for run in runs if grid.y0 <= run.middle <= grid.y1]
    left = [r for r in inside if r.x1 <= grid.x0 + 3 and grid.x0 - r.x0 < 170]
    ends = sorted(x1 for y, x0, x1 in drawing.horizontal if grid.y0 - 2 <= y <= grid.y1 + 2 and x0 < grid.x1)
    edge = ends[len(ends) // 2] if ends else grid.x1
    right = [r for r in inside if r.x0 >= grid.x1 - 3 and r.x1 <= edge + 3]
    found: list[Run] = []
    last = max((cell.column for cell in grid.cells), default=0)
    for beside, column in ((left, -1), (right, last + 1)):
        taken = {row for y0, y1, row in rows for run in beside if y0 <= run.middle <= y1}
        if len(taken) < 2 or len(taken) < 0.5 * len(rows):
            continue
        x0, x1 = (min(run.x0 for run in beside) - 2, grid.x0) if column < 0 else (grid.x1, edge)
        grid.cells.extend(Cell(row, column, x0, y0, x1, y1) for y0, y1, row in rows)
        found += beside
    grid.cells.sort(key=lambda cell: (cell.row, cell.column))
    return found


def split_at_borders(run: Run, cells: Sequence[Cell]) -> list[Run]:
    """A run that a narrow cell border cuts through, as one run a cell."""
    borders = sorted({c.x0 for c in cells if c.y0 <= run.middle <= c.y1 and run.x0 + 2 < c.x0 < run.x1 - 2})
    borders = [border for border in borders if not _within_number(run, border)]
    if not borders:
        return [run]
    parts: list[Run] = []
    start = 0
    for border in [*borders, float("inf")]:
        stop = start
        while stop < len(run.boxes) and (run.boxes[stop][0] + run.boxes[stop][2]) / 2 < border:
            stop += 1
        text = run.text[start:stop]
        if text.strip():
            lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
            boxes = run.boxes[start + lead : start + tail]
            parts.append(Run(text.strip(), boxes[0][0], run.y0, boxes[-1][2], run.y1, boxes, run.ink))
        start = stop
    return parts


def _within_number(run: Run, border: float) -> bool:
    """A border between two digits is where the page was bent: no two cells hold one number."""
    right = next((i for i, box in enumerate(run.boxes) if (box[0] + box[2]) / 2 >= border), 0)
    return right > 0 and run.text[right - 1 : right + 1].isdigit() and len(run.text[right - 1 : right + 1]) == 2


def _cell_rows(cell: Cell, runs: Sequence[Run]) -> list[Row]:
    rows = [row for block in order_blocks(runs, ()) for row in block.rows]
    if len(rows) > 1 and all(_CJK_SHORT.match(row.text) for row in rows) and cell.x1 - cell.x0 < 7 * rows[0].size:
        return [_stacked(rows)]
    if broken_label([row.text for row in rows]):
        return [_stacked(rows)]
    padding = min(max(min(row.x0 for row in rows) - cell.x0, 2.0), 12.0)
    return join_wrapped(rows, cell.x1 - padding, certain=True)


def _stacked(rows: Sequence[Row]) -> Row:
    """A label written downwards, one or two characters a row."""
    runs = [run for row in rows for run in row.runs]
    first = runs[0]
    boxes = [box for run in runs for box in run.boxes]
    return Row([Run("".join(r.text for r in runs), first.x0, first.y0, max(r.x1 for r in runs), first.y1, boxes, first.ink)])


def _row_lines(row: list[tuple[Cell, list[Row]]], number: int, table: int, page: Page) -> list[Line]:
    if any(_is_rich(rows) for _, rows in row) or all(tells_entries(rows) for _, rows in row):
        return [line for cell, rows in row for line in _rich_lines(cell, rows, number, table, page)]
    if _is_barred_title(row):
        whole = _stacked([part for _, rows in row for part in rows])
        return [Line([to_span(run, number, page) for run in whole.runs], number)]
    spans = [_cell_span(cell, rows, number, page) for cell, rows in row]
    return [Line(spans, number, table=table)]


def _is_barred_title(row: list[tuple[Cell, list[Row]]]) -> bool:
    """A title on a coloured bar, whose letters were taken for the borders of cells."""
    texts = [part.text for _, rows in row for part in rows]
    short = len(row) > 1 and all(_CJK_SHORT.match(text) and len(text) <= 2 for text in texts)
    return short and heading_kind("".join(texts)) is not None and not any(whole_label(text) for text in texts)


def _is_rich(rows: Sequence[Row]) -> bool:
    if len(rows) < 2:
        return False
    dated = sum(bool(re.search(r"(?:19|20)\d\d", row.text)) and len(_CJK_WORD.findall(row.text)) >= 5 for row in rows)
    titled = sum(heading_kind(row.text) is not None for row in rows)
    return (len(rows) >= 3 and (titled >= 1 or dated >= 2)) or dated >= 2 or titled >= 2


def _rich_lines(cell: Cell, rows: Sequence[Row], number: int, table: int, page: Page) -> list[Line]:
    return [Line([to_span(run, number, page) for run in row.runs], number, table=None) for row in rows]


def _cuts_number(text: str, following: str) -> bool:
    """2018.0 / 6: a narrow cell broke a date."""
    return bool(re.search(r"\d[.\-/年]?\d?$", text) and re.fullmatch(r"\d{1,2} ?月?", following.strip()))


def _cell_span(cell: Cell, rows: Sequence[Row], number: int, page: Page) -> Span:
    """All rows of a cell as one span; a line break becomes a blank of the same width in the text."""
    text, boxes = "", []
    for row in rows:
        for index, run in enumerate(row.runs):
            if text:
                joint = "  " if index else "" if _cuts_number(text, run.text) else "\n"
                text += joint
                boxes += [run.boxes[0]] * len(joint)
            text += run.text
            boxes += run.boxes
    first = rows[0].runs[0]
    return to_span(Run(text, cell.x0, first.y0, cell.x1, first.y1, boxes, first.ink), number, page, cell.column)
