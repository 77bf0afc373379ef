"""DOCX: body, text boxes, headers and footers in document order, straight from WordprocessingML (ECMA-376 part 1)."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from .document import Document
from .errors import N_, ResumeRefused
from .flow import Block, Cell, FlowLines, Paragraph, Table
from .limits import Limits
from .model import Page
from .package import open_zip, parse_xml, read_member
from .read_pdf import too_long

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A4 = Page(595.3, 841.9)


def read(data: bytes, limits: Limits) -> Document:
    """The document's lines. Raises :class:`ResumeRefused` where the file cannot be read."""
    package = open_zip(data, limits)
    names = package.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise ResumeRefused("macro", N_("Word 文件中含有宏，已拒绝读取。请另存为不含宏的 .docx 后上传。"))
    body_name = next((n for n in ("word/document.xml", "word/document2.xml") if n in names), None)
    if body_name is None:
        raise ResumeRefused("unsupported", N_("这个压缩包不是 Word 文档。请上传 PDF、Word、图片或文本格式的简历。"))
    walker = _Walker(limits)
    blocks: list[Block] = []
    for name in sorted(n for n in names if n.startswith("word/header") and n.endswith(".xml"))[:6]:
        blocks += walker.part(_optional_part(package, name, limits))
    body = walker.part(_part(package, body_name, limits))
    seen = {b.text for b in body if isinstance(b, Paragraph)}
    blocks = [b for b in blocks if not isinstance(b, Paragraph) or b.text not in seen] + body
    return Document.assemble(FlowLines().lines(blocks), (A4,))


def _part(package: zipfile.ZipFile, name: str, limits: Limits) -> etree._Element:
    content = read_member(package, name, limits)
    return parse_xml(content.replace(_STRICT.encode(), _W[1:-1].encode()))


def _optional_part(package: zipfile.ZipFile, name: str, limits: Limits) -> etree._Element | None:
    try:
        return _part(package, name, limits)
    except ResumeRefused as refusal:
        if refusal.code == "broken":
            return None
        raise


class _Walker:
    """Turns WordprocessingML into flow blocks; counts characters against the limit."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.characters = 0

    def part(self, root: etree._Element | None) -> list[Block]:
        return [] if root is None else list(self.blocks(root, 0))

    def blocks(self, parent: etree._Element, depth: int) -> Iterator[Block]:
        if depth > 30:
            return
        for child in parent:
            tag = child.tag
            if tag == _W + "p":
                yield from self.paragraph(child, depth)
            elif tag == _W + "tbl":
                yield self.table(child, depth)
            elif tag in (_W + "sdt", _W + "sdtContent", _W + "ins", _W + "body", _W + "smartTag", _W + "customXml"):
                yield from self.blocks(child, depth + 1)
            elif tag == _MC + "AlternateContent":
                choice = child.find(_MC + "Choice")
                yield from self.blocks(choice if choice is not None else child, depth + 1)

    def paragraph(self, element: etree._Element, depth: int) -> Iterator[Block]:
        parts: list[str] = []
        boxes: list[etree._Element] = []
        sizes: list[float] = []
        self._inline(element, parts, boxes, sizes, 0)
        text = "".join(parts)
        self.characters += len(text)
        if self.characters > self.limits.characters:
            raise too_long(self.limits)
        framed: list[Block] = [b for box in boxes for b in self.blocks(box, depth + 1)]
        paragraph = Paragraph(text, max(sizes, default=0.0), _is_heading(element), _ink(element))
        if text.strip() and not framed:
            yield paragraph
            return
        yield from framed
        if text.strip():
            yield paragraph

    def _inline(
        self, element: etree._Element, parts: list[str], boxes: list[etree._Element], sizes: list[float], depth: int
    ) -> None:
        if depth > 60:
            return
        for child in element:
            tag = child.tag
            if tag == _W + "t":
                parts.append(child.text or "")
            elif tag in (_W + "tab", _W + "ptab"):
                parts.append("\t")
            elif tag in (_W + "br", _W + "cr"):
                parts.append("\n")
            elif tag == _W + "noBreakHyphen":
                parts.append("-")
            elif tag == _W + "sym":
                parts.append("•")
            elif tag == _W + "sz":
                sizes.append(_half_points(child))
            elif tag == _W + "txbxContent":
                boxes.append(child)
            elif tag in (_W + "del", _W + "pPr", _W + "instrText", _W + "moveFrom"):
                continue
            elif tag == _MC + "AlternateContent":
                choice = child.find(_MC + "Choice")
                self._inline(choice if choice is not None else child, parts, boxes, sizes, depth + 1)
            elif isinstance(tag, str):
                self._inline(child, parts, boxes, sizes, depth + 1)

    def table(self, element: etree._Element, depth: int) -> Table:
        table = Table()
        for row in element.iter(_W + "tr"):
            if _owner(row) is not element:
                continue
            cells: list[Cell] = []
            column = 0
            for cell in row.iter(_W + "tc"):
                if _owner(cell) is not element:
                    continue
                if not _continues_merge(cell):
                    cells.append(Cell(list(self.blocks(cell, depth + 1)), column))
                column += _span(cell)
            table.rows.append(cells)
        return table


def _owner(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    while parent is not None and parent.tag != _W + "tbl":
        parent = parent.getparent()
    return parent


def _continues_merge(cell: etree._Element) -> bool:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    return merge is not None and merge.get(_W + "val", "continue") == "continue"


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    value = span.get(_W + "val", "1") if span is not None else "1"
    return min(max(int(value), 1), 100) if value.isdigit() else 1


def _half_points(element: etree._Element) -> float:
    value = element.get(_W + "val", "0")
    return int(value) / 2 if value.isdigit() else 0.0


def _ink(element: etree._Element) -> int:
    """A number for the style of a paragraph and the weight, font and colour of its first words."""
    style = element.find(f"{_W}pPr/{_W}pStyle")
    run = next((r for r in element.iter(_W + "r") if any((t.text or "").strip() for t in r.iter(_W + "t"))), None)
    looks = run.find(_W + "rPr") if run is not None else None
    told = [style.get(_W + "val", "") if style is not None else ""]
    for child in looks if looks is not None else ():
        if child.tag in (_W + "b", _W + "color", _W + "rFonts", _W + "sz"):
            told += [child.tag, *sorted(str(value) for value in child.attrib.values())]
    return zlib.crc32("|".join(told).encode())


def _is_heading(element: etree._Element) -> bool:
    style = element.find(f"{_W}pPr/{_W}pStyle")
    return style is not None and style.get(_W + "val", "").lower().startswith(("heading", "title", "1", "2"))
