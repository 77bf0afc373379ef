"""What a reader hands over: lines in reading order, each a row of spans, each character with its place on the page.

A *span* is text without a wide gap inside it, or one table cell. A *line* is one visual line, one paragraph, or one table row.
Field rules work on ``Document.key`` (folded, same length as ``Document.text``), so every match is evidence by its offsets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from . import fold
from .model import Box, Evidence, Page
from .sections import heading_kind

GAP = "  "
_ONE = re.compile(r"[一-鿿][:：]?")
_FRAGMENT = re.compile(r"[一-鿿]{1,4}")
_LONE = re.compile(r"[一-鿿]{1,2}")
_NAMED = re.compile(r"(?:姓\s*名|名\s*字)\s*[:：]\s*[一-鿿]{1,3}")  # 姓名：王  小  丽
_SHORT = re.compile(r"[一-鿿](?:$|[:：])")
_SPACED_LABEL = re.compile(
    r"(?:姓名|名字|信箱|公司|行业|籍贯|姓名|性别|民族|籍贯|职称|学历|电话|手机|邮箱|专业|学校|年龄|生日|地址|住址|身高|体重|部门|科室|职务|岗位|职位|单位|时间|婚否|血型|国籍"
    r"|学位|院校|微信|户口|户籍|党派|邮编|出生|院系)(?:[:：]|$)"
)


@dataclass(slots=True)
class Span:
    """``boxes`` has one box a character (page fractions) or is None; ``size`` is the font size in points, 0 if unknown.

    ``ink`` tells font and colour (or the style of a paragraph) from others, 0 where nobody knows them.
    """

    text: str
    page: int = 0
    boxes: list[Box | None] | None = None
    size: float = 0.0
    x0: float = 0.0
    x1: float = 0.0
    column: int | None = None
    ink: int = 0
    start: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Spanned:
    """What is made of spans, from the first to the last."""

    __slots__ = ()
    spans: list[Span]

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


@dataclass(slots=True)
class Line(_Spanned):
    """``table`` numbers the ruled or markup table it is a row of; ``block`` changes where the eye has to jump.

    ``apart``: an empty line stands above it.
    """

    spans: list[Span]
    page: int = 0
    block: int = 0
    table: int | None = None
    heading: bool = False
    apart: bool = False

    @property
    def size(self) -> float:
        return max((span.size for span in self.spans), default=0.0)


@dataclass(slots=True)
class Content(_Spanned):
    """A line of a section, without the title that may share the row."""

    index: int
    spans: list[Span]


@dataclass(slots=True)
class Document:
    """The assembled text. Build it with :meth:`assemble`. ``pairs`` remembers the labelled values of lines and
    ``blank_labels`` whether a blank alone parts them (see ``labels``)."""

    lines: list[Line]
    pages: tuple[Page, ...]
    text: str = ""
    key: str = ""
    _boxes: list[tuple[int, Span]] = field(default_factory=list)
    pairs: dict[int, list[Any]] = field(default_factory=dict)
    blank_labels: bool | None = None

    @classmethod
    def assemble(cls, lines: Iterable[Line], pages: Sequence[Page]) -> Document:
        """Join the lines into one text and number the offsets. Spans of a line are held apart by :data:`GAP`."""
        kept: list[Line] = []
        parts: list[str] = []
        offset = 0
        for line in lines:
            line.spans = _tidied([span for span in line.spans if span.text.strip()])
            if not line.spans:
                continue
            for number, span in enumerate(line.spans):
                if number:
                    parts.append(GAP)
                    offset += len(GAP)
                span.start = offset
                parts.append(span.text)
                offset += len(span.text)
            parts.append("\n")
            offset += 1
            kept.append(line)
        text = "".join(parts)
        return cls(kept, tuple(pages), text, fold.key_text(text), [(s.start, s) for ln in kept for s in ln.spans])

    def spans(self) -> Iterator[Span]:
        for line in self.lines:
            yield from line.spans

    def dress(self, place: int) -> tuple[int, int]:
        """(size in points, font and colour) of the print at an offset; zeros where nobody knows."""
        span = next(self._touching(place, place + 1), None)
        return (round(span.size), span.ink) if span is not None else (0, 0)

    def evidence(self, start: int, end: int) -> Evidence:
        """The words from ``start`` to ``end`` with the box around them on the page where they begin."""
        page, box = 0, None
        touched = list(self._touching(start, end))
        if touched:
            page = touched[0].page
            box = _union([b for s in touched if s.page == page for b in _boxes(s, start, end)])
        return Evidence(page, box, start, end, self.text[start:end])

    def _touching(self, start: int, end: int) -> Iterator[Span]:
        low, high = 0, len(self._boxes)
        while low < high:
            middle = (low + high) // 2
            if self._boxes[middle][1].end <= start:
                low = middle + 1
            else:
                high = middle
        while low < len(self._boxes) and self._boxes[low][0] < end:
            yield self._boxes[low][1]
            low += 1


def _tidied(spans: list[Span]) -> list[Span]:
    """Join what was spaced out for looks: 姓    名, 个 人 简 历."""
    if len(spans) < 2:
        return spans
    if all(_ONE.fullmatch(span.text.strip()) for span in spans) and len({span.column for span in spans}) == 1:
        return [_glued(spans)]
    if _is_cut_title(spans):
        return [_glued(spans)]
    result = [spans[0]]
    for number, span in enumerate(spans[1:], 2):
        last = result[-1]
        parts_label = number < len(spans) and _is_spaced_label(span, spans[number])  # 姓名：石俊杰 | 民 | 族：汉族
        if last.column == span.column and not parts_label and (_belongs_to_name(last, span) or _is_spaced_label(last, span)):
            result[-1] = _glued([last, span])
        else:
            result.append(span)
    return result


def _is_cut_title(spans: list[Span]) -> bool:
    """工作 | 历 | 程: a title whose strokes were taken for the borders of cells."""
    texts = [span.text.strip() for span in spans]
    short = len(texts) <= 6 and all(_FRAGMENT.fullmatch(text) for text in texts) and min(map(len, texts)) == 1
    return short and heading_kind("".join(texts)) is not None


def _belongs_to_name(last: Span, span: Span) -> bool:
    """A name set wide, after its label or in large print."""
    if not _ONE.fullmatch(span.text.strip()) or span.text.strip() in "男女性":
        return False
    large = last.size >= 14 and abs(last.size - span.size) < 0.5 and bool(_LONE.fullmatch(last.text.strip()))
    return large or bool(_NAMED.fullmatch(last.text.strip()))


def _is_spaced_label(last: Span, span: Span) -> bool:
    joined = last.text.strip() + span.text.strip()
    return bool(_ONE.fullmatch(last.text.strip()) and _SPACED_LABEL.match(joined) and _SHORT.match(span.text))


def _glued(spans: list[Span]) -> Span:
    first, text, boxes = spans[0], "", []
    for span in spans:
        text += span.text
        boxes += span.boxes or [None] * len(span.text)
    known = boxes if any(span.boxes for span in spans) else None
    return Span(text, first.page, known, first.size, first.x0, spans[-1].x1, first.column, first.ink)


def _boxes(span: Span, start: int, end: int) -> list[Box]:
    if span.boxes is None:
        return []
    return [b for b in span.boxes[max(0, start - span.start) : max(0, end - span.start)] if b is not None]


def _union(boxes: list[Box]) -> Box | None:
    if not boxes:
        return None
    values = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    left, top, right, bottom = (round(min(max(v, 0.0), 1.0), 5) for v in values)
    return left, top, right, bottom
