"""Documents without pages (DOCX, HTML, text): paragraphs and nested tables in document order, turned into lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from . import fold
from .document import Line, Span
from .labels import broken_label
from .sections import heading_kind
from .wrapping import breaks_date

_INK = re.compile(r"[^\s=\-_*~#·.+—–─━═]")
# what a recruitment site prints under every page, and a phone under every mail
IMPRINT = re.compile(
    r"版权所有|©|copyright (?:\(c\)|(?:19|20)\d\d)|all rights reserved|icp ?(?:备|证)|"
    r"^(?:发自|来自)我?的?(?:手机|iphone|华为|小米|ipad)|^sent from my"
)
_WIDE = re.compile(r"\t+ *|[ ]{2,}")


@dataclass(slots=True)
class Paragraph:
    """Text in which a tab or two blanks hold things apart and a newline breaks the line."""

    text: str
    size: float = 0.0
    heading: bool = False
    ink: int = 0


@dataclass(slots=True)
class Cell:
    blocks: list[Block]
    column: int = 0


@dataclass(slots=True)
class Table:
    rows: list[list[Cell]] = field(default_factory=list)


Block = Paragraph | Table


class FlowLines:
    """Numbers tables while it turns blocks into lines."""

    def __init__(self) -> None:
        self.tables = 0

    def lines(self, blocks: list[Block], depth: int = 0) -> Iterator[Line]:
        apart = False
        for block in blocks:
            if isinstance(block, Paragraph):
                found = list(paragraph_lines(block))
                if found and apart:
                    found[0].apart = True
                apart = not found
                yield from found
            elif depth < 12:
                self.tables += 1
                number = self.tables
                for row in block.rows:
                    yield from self._row(row, number, depth)

    def _row(self, row: list[Cell], number: int, depth: int) -> Iterator[Line]:
        filled = [(cell, list(self.lines(cell.blocks, depth + 1))) for cell in row]
        filled = [(cell, lines) for cell, lines in filled if lines]
        if len(filled) == 1 or any(_is_rich(lines) or _holds_table(cell) for cell, lines in filled):
            for cell, lines in filled:
                yield from [Line([_cell_span(cell, lines)])] if _broken_label(lines) else lines
            return
        if len(filled) > 1 and all(_tells_entry(lines) for _, lines in filled):
            for _, lines in filled:
                yield from lines
            return
        spans = [_cell_span(cell, lines) for cell, lines in filled]
        if spans:
            yield Line(spans, table=number)


def paragraph_lines(paragraph: Paragraph) -> Iterator[Line]:
    apart = False
    for text in fold.display_text(paragraph.text).split("\n"):
        pieces = [piece.strip() for piece in _WIDE.split(text.strip())]
        spans = [Span(piece, size=paragraph.size, ink=paragraph.ink) for piece in pieces if piece]
        if spans and _INK.search(text) and not IMPRINT.search(fold.key_text(text)):
            yield Line(spans, heading=paragraph.heading, apart=apart)
            apart = False
        else:
            apart = True


def _is_rich(lines: list[Line]) -> bool:
    if len(lines) < 2 or _broken_label(lines):
        return False
    texts = [" ".join(span.text for span in line.spans) for line in lines]
    dated = sum(bool(re.search(r"(?:19|20)\d\d|至今|[Pp]resent", text)) and len(text) > 22 for text in texts)
    titled = sum(heading_kind(text) is not None for text in texts)
    labelled = sum(bool(re.match(r"[^\s:：]{2,8}\s?[:：]", text)) for text in texts)
    return (len(lines) >= 3 and (titled >= 1 or labelled >= 3)) or dated >= 2 or titled >= 2 or len(lines) > 8


def _tells_entry(lines: list[Line]) -> bool:
    """Whether a cell has a period and what it is of, below each other: one of two entries side by side."""
    texts = [" ".join(span.text for span in line.spans) for line in lines]
    return len(texts) >= 2 and any(re.match(r"\D{0,3}(?:19|20)\d\d.*(?:(?:19|20)\d\d|至今|[Pp]resent)", text) for text in texts)


def _holds_table(cell: Cell) -> bool:
    """A table of entries within a cell, its header and a row at least."""
    inner = [block for block in cell.blocks if isinstance(block, Table)]
    return any(len(table.rows) >= 2 and min(map(len, table.rows)) >= 3 for table in inner)


def _broken_label(lines: list[Line]) -> bool:
    return broken_label(["".join(span.text for span in line.spans) for line in lines])


def _cell_span(cell: Cell, lines: list[Line]) -> Span:
    rows = ["  ".join(span.text for span in line.spans) for line in lines]
    text = "".join(row + (" " if breaks_date(row, below) else "\n") for row, below in pairwise(rows)) + rows[-1]
    narrow = "\n" in text and len(text) <= 12 and all(len(part) <= 2 for part in text.split("\n"))
    if narrow or _broken_label(lines):
        text = text.replace("\n", "")
    return Span(text, column=cell.column, size=max((line.size for line in lines), default=0.0))
