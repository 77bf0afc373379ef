"""Ruled tables: the lines drawn on a PDF page, and the grid of cells that they make."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

THIN = 2.6
MAX_OBJECTS = 6000
Segment = tuple[float, float, float]


@dataclass(slots=True)
class Cell:
    """One cell, merged over its rows and columns. Points, origin top-left."""

    row: int
    column: int
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Grid:
    """One ruled table."""

    cells: list[Cell]
    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class Drawing:
    """Horizontal rules as (y, x0, x1), vertical as (x, y0, y1), and larger filled areas as (x0, y0, x1, y1)."""

    horizontal: list[Segment]
    vertical: list[Segment]
    areas: list[tuple[float, float, float, float]]


def read_drawing(page: Any, height: float) -> Drawing:
    """Lines and filled boxes among the page's path objects."""
    drawing = Drawing([], [], [])
    total = min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(total):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            continue
        box = (left.value, height - top.value, right.value, height - bottom.value)
        _classify(drawing, item, box, height)
    return drawing


def _classify(drawing: Drawing, item: Any, box: tuple[float, float, float, float], height: float) -> None:
    x0, y0, x1, y1 = box
    if y1 - y0 <= THIN and x1 - x0 > 4:
        drawing.horizontal.append(((y0 + y1) / 2, x0, x1))
    elif x1 - x0 <= THIN and y1 - y0 > 4:
        drawing.vertical.append(((x0 + x1) / 2, y0, y1))
    elif x1 - x0 > 8 and y1 - y0 > 8:
        stroked, mode = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item, mode, stroked)
        if stroked.value:
            _add_strokes(drawing, item, height)
        border = _border(item, height) if mode.value else None
        if border is not None:
            drawing.horizontal.append(border)
        elif mode.value:
            drawing.areas.append(box)


def _border(item: Any, height: float) -> Segment | None:
    """The rule under or over a box, which browsers draw as the box and a lower one cut out of it."""
    if not 8 <= pdfium.FPDFPath_CountSegments(item) <= 12:
        return None
    corners = [corner for edge in _edges(item) for corner in edge]
    xs, ys = ({round(corner[axis], 1) for corner in corners} for axis in (0, 1))
    if len(xs) != 2 or len(ys) != 3:
        return None
    low, middle, high = sorted(ys)
    at, thick = ((low + middle) / 2, middle - low) if middle - low < high - middle else ((middle + high) / 2, high - middle)
    return (height - at, min(xs), max(xs)) if thick <= THIN else None


def _add_strokes(drawing: Drawing, item: Any, height: float) -> None:
    for (ax, up_a), (bx, up_b) in _edges(item):
        ay, by = height - up_a, height - up_b
        if abs(ay - by) < 1 and abs(ax - bx) > 4:
            drawing.horizontal.append(((ay + by) / 2, min(ax, bx), max(ax, bx)))
        elif abs(ax - bx) < 1 and abs(ay - by) > 4:
            drawing.vertical.append(((ax + bx) / 2, min(ay, by), max(ay, by)))


def _edges(item: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFPageObj_GetMatrix(item, matrix)
    x, y = ctypes.c_float(), ctypes.c_float()
    first = last = (0.0, 0.0)
    for index in range(min(pdfium.FPDFPath_CountSegments(item), 2000)):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        point = (
            matrix.a * x.value + matrix.c * y.value + matrix.e,
            matrix.b * x.value + matrix.d * y.value + matrix.f,
        )
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == pdfium.FPDF_SEGMENT_LINETO:
            yield last, point
        last = point
        if pdfium.FPDFPathSegment_GetClose(segment):
            yield last, first


def find_grids(drawing: Drawing) -> list[Grid]:
    """Tables: groups of crossing rules with at least two cells."""
    if len(drawing.vertical) < 2 or len(drawing.horizontal) < 2 or len(drawing.vertical) > 4000:
        return []
    horizontal = _merged(drawing.horizontal)
    vertical = _merged(drawing.vertical)
    grids = []
    for rows, columns in _connected(horizontal, vertical):
        grid = _build_grid(rows, columns)
        if grid is not None:
            grids.append(grid)
    return sorted(grids, key=lambda g: (g.y0, g.x0))


def _merged(segments: list[Segment], near: float = 3.0) -> list[Segment]:
    """Join touching pieces on (almost) the same coordinate; browsers draw each cell's border by itself."""
    levels: list[list[Segment]] = []
    for segment in sorted(segments):
        if levels and segment[0] - levels[-1][0][0] <= near:
            levels[-1].append(segment)
        else:
            levels.append([segment])
    result: list[Segment] = []
    for level in levels:
        at = sum(s[0] for s in level) / len(level)
        pieces: list[list[float]] = []
        for _, start, end in sorted(level, key=lambda s: s[1]):
            if pieces and start <= pieces[-1][1] + near:
                pieces[-1][1] = max(pieces[-1][1], end)
            else:
                pieces.append([start, end])
        result.extend((at, start, end) for start, end in pieces)
    return result


def _crosses(row: Segment, column: Segment, slack: float = 3.0) -> bool:
    return row[1] - slack <= column[0] <= row[2] + slack and column[1] - slack <= row[0] <= column[2] + slack


def _connected(horizontal: list[Segment], vertical: list[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    parent = list(range(len(horizontal) + len(vertical)))

    def find(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, row in enumerate(horizontal):
        for j, column in enumerate(vertical):
            if _crosses(row, column):
                parent[find(i)] = find(len(horizontal) + j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = defaultdict(lambda: ([], []))
    for i, row in enumerate(horizontal):
        groups[find(i)][0].append(row)
    for j, column in enumerate(vertical):
        groups[find(len(horizontal) + j)][1].append(column)
    yield from (group for group in groups.values() if len(group[0]) >= 2 and len(group[1]) >= 2)


def _build_grid(rows: list[Segment], columns: list[Segment]) -> Grid | None:
    ys = sorted({round(r[0], 2) for r in rows})
    xs = sorted({round(c[0], 2) for c in columns})
    if len(ys) < 2 or len(xs) < 2 or len(ys) * len(xs) > 20000:
        return None
    cells = _merge_cells(ys, xs, rows, columns)
    if len(cells) < 2:
        return None
    return Grid(cells, xs[0], ys[0], xs[-1], ys[-1])


def _merge_cells(ys: list[float], xs: list[float], rows: list[Segment], columns: list[Segment]) -> list[Cell]:
    width, height = len(xs) - 1, len(ys) - 1
    parent = list(range(width * height))

    def find(node: int) -> int:
        while parent[node] != node:
            node = parent[node]
        return node

    for r in range(height):
        for c in range(width):
            middle_x, middle_y = (xs[c] + xs[c + 1]) / 2, (ys[r] + ys[r + 1]) / 2
            if c + 1 < width and not _covered(columns, xs[c + 1], middle_y):
                parent[find(r * width + c + 1)] = find(r * width + c)
            if r + 1 < height and not _covered(rows, ys[r + 1], middle_x):
                parent[find((r + 1) * width + c)] = find(r * width + c)
    groups: dict[int, list[int]] = defaultdict(list)
    for node in range(width * height):
        groups[find(node)].append(node)
    cells = []
    for nodes in groups.values():
        top, bottom = min(nodes) // width, max(nodes) // width
        left, right = min(n % width for n in nodes), max(n % width for n in nodes)
        cells.append(Cell(top, left, xs[left], ys[top], xs[right + 1], ys[bottom + 1]))
    return sorted(cells, key=lambda cell: (cell.row, cell.column))


def _covered(segments: list[Segment], at: float, across: float) -> bool:
    return any(abs(s[0] - at) < 1.5 and s[1] - 2 <= across <= s[2] + 2 for s in segments)
