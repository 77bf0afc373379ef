"""HTML, and HTML saved as .doc: block elements become paragraphs, tables keep their cells."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped]

from .document import Document
from .errors import N_, ResumeRefused
from .flow import Block, Cell, FlowLines, Paragraph, Table
from .limits import Limits
from .read_docx import A4
from .read_pdf import too_long
from .read_text import decode

_SKIPPED = frozenset(
    [
        "script",
        "style",
        "head",
        "title",
        "noscript",
        "template",
        "svg",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "textarea",
    ]
)
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
    ]
)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w\-]+)""", re.I)


def read(data: bytes, limits: Limits) -> Document:
    """The document's lines. Raises :class:`ResumeRefused` where there is no text."""
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared[1].decode("ascii", "ignore") if declared else None)
    return read_markup(text, limits)


def read_markup(text: str, limits: Limits) -> Document:
    if len(text) > 8 * limits.characters:
        raise too_long(limits)
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text.replace("\x00", ""))
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(text, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ResumeRefused("broken", N_("网页文件已损坏，无法读取。请重新保存后上传。")) from error
    blocks = _Walker().children(root)
    document = Document.assemble(FlowLines().lines(blocks), (A4,))
    if len(document.text) > limits.characters:
        raise too_long(limits)
    return document


class _Walker:
    """Collects inline text until a block begins or ends; ``ink`` is how the block's first words are dressed."""

    def __init__(self) -> None:
        self.ink = 0

    def children(self, root: etree._Element, depth: int = 0) -> list[Block]:
        blocks: list[Block] = []
        buffer: list[str] = []
        for event in self._walk(root, depth):
            if isinstance(event, str):
                buffer.append(event)
                continue
            self._flush(buffer, blocks)
            if isinstance(event, Table):
                blocks.append(event)
        self._flush(buffer, blocks)
        return blocks

    def _flush(self, buffer: list[str], blocks: list[Block]) -> None:
        text = re.sub(r" *\n *", "\n", "".join(buffer))
        if text.strip():
            blocks.append(Paragraph(text, ink=self.ink))
        buffer.clear()
        self.ink = 0

    def _walk(self, element: etree._Element, depth: int) -> Iterator[str | Table | None]:
        if depth > 120:
            return
        if element.text:
            yield self._inked(element.text, element)
        previous: str | None = None
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else ""
            if tag in _SKIPPED or not tag or _hidden(child):
                pass
            elif tag == "br":
                yield "\n"
            elif tag == "table":
                yield self._table(child, depth)
            elif tag in _INLINE:
                if _set_apart(element, child, previous):
                    yield "\t"
                yield from self._walk(child, depth + 1)
            elif tag in ("dd", "td"):
                beside = (child.getprevious(), child.getnext())
                several = tag == "dd" and any(near is not None and near.tag == "dd" for near in beside)
                yield None if several else "\t"
                yield from self._walk(child, depth + 1)
                yield None
            elif tag == "dt" or _flexible(element):
                yield "\t" if _flexible(element) else None
                yield from self._walk(child, depth + 1)
            else:
                yield None
                yield from self._walk(child, depth + 1)
                yield None
            previous = tag if not (child.tail or "").strip() and not (child.tail or "") else None
            if child.tail:
                yield self._inked(child.tail, element)

    def _inked(self, text: str, element: etree._Element) -> str:
        if text.strip():
            self.ink = self.ink or _ink(element)
        return _collapse(text, element)

    def _table(self, element: etree._Element, depth: int) -> Table:
        table = Table()
        spans: dict[int, int] = {}
        for row in element.iter("tr"):
            if _owner(row) is not element:
                continue
            cells: list[Cell] = []
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while spans.get(column, 0) > 0:
                    spans[column] -= 1
                    column += 1
                cells.append(Cell(_Walker().children(cell, depth + 1), column))
                width, height = _number(cell.get("colspan")), _number(cell.get("rowspan"))
                for offset in range(width):
                    spans[column + offset] = height - 1
                column += width
            table.rows.append(cells)
        return table


def _ink(element: etree._Element) -> int:
    """A number for how the first words of a block are dressed: their tag, class and style, and those around them."""
    told: list[str] = []
    while element is not None and element.tag not in ("body", "td", "th") and len(told) < 12:
        told += [str(element.tag), element.get("class") or "", element.get("style") or ""]
        element = element.getparent()
    return zlib.crc32("|".join(told).encode())


def _collapse(text: str, element: etree._Element) -> str:
    if element.tag == "pre":
        return text
    return _SPACE.sub(" ", text).replace("\xa0", " ")


def _hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or "mso-hide:all" in style


def _flexible(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return (
        "display:flex" in style
        and "column" not in style
        and len(element) <= 8
        and all(len(child) <= 2 for child in element)
    )


def _only_spans(element: etree._Element) -> bool:
    """A div that holds nothing but spans lays them out side by side; in a paragraph they are runs of one text.

    So does a section, but for its title.
    """
    if element.tag not in ("div", "section", "article", "aside") or (element.text or "").strip():
        return False
    inside = [child for child in element if not re.fullmatch(r"h[1-6]", str(child.tag))]
    return len(inside) >= 1 and all(child.tag == "span" for child in inside)


def _is_tag(element: etree._Element) -> bool:
    """One of a row of labels, each in a frame of its own though only blanks stand between them: <span class=tag>."""
    before = element.getprevious()
    return (
        element.tag == "span"
        and before is not None
        and before.tag == "span"
        and bool(element.get("class"))
        and element.get("class") == before.get("class")
        and not (before.tail or "").strip()
        and element.getparent().tag != "p"
    )


def _side_by_side(element: etree._Element) -> bool:
    """Elements of different kinds without a word between them, as in <b>post</b><em>ward</em>, are told apart by style."""
    bare = not (element.text or "").strip() and all(not (child.tail or "").strip() for child in element)
    return bare and element.tag not in _INLINE and all(child.tag in _INLINE for child in element)


def _set_apart(element: etree._Element, child: etree._Element, previous: str | None) -> bool:
    """Whether an inline element stands apart from the one before it, of the tag ``previous``."""
    lined_up = _only_spans(element) or (element.tag == "div" and _side_by_side(element))
    spans = previous == child.tag == "span" and (_classed(child) or lined_up)
    return spans or _is_tag(child) or (previous not in (None, child.tag) and _side_by_side(element))


def _classed(element: etree._Element) -> bool:
    return bool(element.get("class") or element.get("style"))


def _owner(element: etree._Element) -> etree._Element | None:
    parent = element.getparent()
    while parent is not None and parent.tag != "table":
        parent = parent.getparent()
    return parent


def _number(value: str | None) -> int:
    return min(max(int(value), 1), 60) if value and value.isdigit() else 1
