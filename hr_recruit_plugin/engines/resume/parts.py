"""Cutting a document into its sections."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from .dates import find_dates
from .document import Document, Line, Span
from .labels import is_header_row, whole_label
from .lexicon import TITLES
from .roles import names_organisation
from .sections import heading_kind

_INLINE_KINDS = frozenset(
    (
        "skills",
        "licences",
        "languages",
        "summary",
        "awards",
        "family",
        "references",
        "training",
        "history",
        "education",
        "work",
        "internship",
        "projects",
        "publications",
        "campus",
    )
)
_DATED_KINDS = frozenset(("history", "education", "work", "internship", "projects"))
_PERSONAL = frozenset(("name", "gender", "birth", "phone", "email", "id", "political", "title"))
_PLACES = re.compile(r"医院|学院|大学|学校|公司|中心|卫生院|hospital|university|college|ltd")
_BEYOND_DOUBT = re.compile(
    r"经历|背景|履历|擅长|基本|个人|联系|技能|特长|专长|证书|资格|评价|experience|education|skills|licen|certif|contact|personal"
)
_SPOKEN = re.compile(
    r"英语|汉语|普通话|日语|德语|法语|粤语|俄语|cet|english|mandarin|chinese|japanese|german|french|cantonese"
)
_TITLE_AND_ENTRY = re.compile(r"^[\s·*]*(\S{2,14}) (?=\S)")
_BULLET = re.compile(r"^[\s]*[·*>\-]")
_SENTENCE = re.compile(r"^[^、;]*(?:工作|为人|本人|性格|尊敬|团结|认真|严谨|热爱|责任|做到)[^、;]*。$")
_BRACKETED = re.compile(r"\[[^\[\]]{2,14}\]")
_INLINE = re.compile(r"^[\s·*\[]*([^:\]]{2,24})[:\]] ?(?=\S)")


@dataclass(slots=True)
class Content:
    """A line of a section, without the title that may share the row."""

    index: int
    spans: list[Span]

    @property
    def start(self) -> int:
        return self.spans[0].start

    @property
    def end(self) -> int:
        return self.spans[-1].end


@dataclass(slots=True)
class Part:
    """One section; ``kind`` is None before the first title. ``inline`` sections were opened by "title: text" on one line."""

    kind: str | None
    lines: list[Content] = field(default_factory=list)
    inline: bool = False
    index: int = -1


def cut_parts(document: Document) -> list[Part]:
    """The sections in reading order; a section goes on until the next title."""
    titles = _titles(document)
    parts = [Part(None)]
    for index, line in enumerate(document.lines):
        kind = titles.get(index)
        if kind is not None:
            if kind != parts[-1].kind or parts[-1].inline:
                parts.append(Part(kind, index=index))
            heads = is_header_row(document, line) and whole_label(document.key[line.start : line.spans[0].end])
            rest = line.spans if heads else line.spans[_title_spans(line) :]
            if rest:
                parts[-1].lines.append(Content(index, rest))
            continue
        if _repeats_title(line, parts[-1], index):
            parts[-1].lines.append(Content(index, line.spans[1:]))
            continue
        opened = _inline_title(document, line)
        if opened is not None:
            kind, start = opened
            if (
                kind == "languages"
                and parts[-1].kind == "skills"
                and not _SPOKEN.search(document.key, start, line.end)
            ):
                parts[-1].lines.append(Content(index, list(line.spans)))
                continue
            first = line.spans[0]
            if kind == parts[-1].kind and not parts[-1].inline and kind != "skills":
                parts[-1].lines.append(Content(index, list(line.spans)))
                continue
            parts.append(Part(kind, inline=kind not in _DATED_KINDS, index=index))
            head = [_tail_span(document, first, start)] if start < first.end else []
            parts[-1].lines.append(Content(index, [*head, *line.spans[1:]]))
            continue
        if _turns_personal(document, parts[-1], index):
            parts.append(Part("basics", index=index))
        if parts[-1].inline and _ends_inline(document, line, parts[-1].kind):
            previous = next((p.kind for p in reversed(parts[:-1]) if not p.inline), None)
            parts.append(Part(previous, index=index))
        parts[-1].lines.append(Content(index, list(line.spans)))
    return parts


def _turns_personal(document: Document, part: Part, index: int) -> bool:
    """Personal facts at the top of a new column, or right under the title of the whole document, belong to no section above."""
    if part.kind in (None, "basics", "family", "references", "objective"):
        return False
    line = document.lines[index]
    fresh = not part.lines or document.lines[part.lines[-1].index].block != line.block
    if not fresh or line.table is not None:
        return False
    first = document.key[line.spans[0].start : line.spans[0].end]
    label = re.match(r"[\s·*]*([^:]{1,14}?) ?(?::|$)", first)
    return bool(label and whole_label(label[1]) in _PERSONAL)


def _repeats_title(line: Line, part: Part, index: int) -> bool:
    """The English double of a title that stands left of the first lines: 工作经历 / EXPERIENCE."""
    return (
        part.kind is not None
        and index == part.index + 1
        and len(line.spans) > 1
        and heading_kind(line.spans[0].text) == part.kind
    )


def _tail_span(document: Document, span: Span, start: int) -> Span:
    cut = start - span.start
    boxes = span.boxes[cut:] if span.boxes else None
    return Span(span.text[cut:], span.page, boxes, span.size, span.x0, span.x1, span.column, span.bold, start)


def _titles(document: Document) -> dict[int, str]:
    """Line index → section, for lines that look like the other titles of this document."""
    found: dict[int, str] = {}
    for index, line in enumerate(document.lines):
        kind = _line_title(document, line)
        if kind is not None and not _labels_title(document, index):
            found[index] = kind
    alone = [i for i in found if len(document.lines[i].spans) == 1]
    sizes = Counter(round(document.lines[i].size) for i in alone)
    bulleted = sum(bool(_BULLET.match(document.key[document.lines[i].start :][:3])) for i in alone)
    usual = max(sizes, key=lambda s: (sizes[s], s)) if sizes else 0
    bodies = _body_sizes(document)
    kept: dict[int, str] = {}
    current: str | None = None
    for index, kind in found.items():
        line = document.lines[index]
        if len(line.spans) == 1:
            small = (
                usual
                and sizes[usual] >= 3
                and 0 < line.size < 0.93 * usual
                and not _is_plain_title(document, line)
                and line.size < 1.08 * bodies.get(line.block, 0.0)
            )
            odd_bullet = bool(_BULLET.match(document.key[line.start :][:3])) and bulleted < 0.5 * len(alone)
            if (small and line.table is None) or odd_bullet:
                continue
        if kind == current == "skills" and len(line.spans) == 1:
            continue
        kept[index] = current = kind
    _add_bracketed(document, kept)
    _add_employers(document, kept)
    _add_unknown(document, kept, usual if usual and sizes[usual] >= 3 else 0)
    return kept


def _labels_title(document: Document, index: int) -> bool:
    """专业技术资格 above 副主任医师 is a label, not a section."""
    line = document.lines[index]
    if whole_label(document.key[line.start : line.end]) != "title" or index + 1 >= len(document.lines):
        return False
    following = document.lines[index + 1]
    return bool(TITLES.fullmatch(document.key[following.start : following.end].strip()))


def _body_sizes(document: Document) -> dict[int, float]:
    """The middle font size of each block; a sidebar's is smaller than the main column's."""
    sizes: dict[int, list[float]] = {}
    for line in document.lines:
        sizes.setdefault(line.block, []).append(line.size)
    return {block: sorted(found)[len(found) // 2] for block, found in sizes.items()}


def _is_plain_title(document: Document, line: Line) -> bool:
    """A title beyond doubt, whatever its size; on scans sizes say little."""
    scanned = line.page < len(document.pages) and document.pages[line.page].kind == "ocr"
    return scanned or bool(_BEYOND_DOUBT.search(document.key, line.start, line.end))


def _add_unknown(document: Document, kept: dict[int, str], usual: int) -> None:
    """A title nobody foresaw still ends the section before it: as large as the others, larger than the text."""
    bodies = Counter(round(line.size) for line in document.lines)
    body = bodies.most_common(1)[0][0] if bodies else 0
    if not usual or usual <= body or not kept or any(page.kind == "ocr" for page in document.pages):
        return
    first = min(kept)
    for index, line in enumerate(document.lines):
        text = document.text[line.start : line.end].strip()
        if (
            index <= first
            or index in kept
            or len(line.spans) != 1
            or round(line.size) != usual
            or line.table is not None
        ):
            continue
        if 2 <= len(text) <= 12 and not re.search(r"[\d:：,，。@]", text):
            kept[index] = "other"


def _add_bracketed(document: Document, kept: dict[int, str]) -> None:
    """Where titles stand in brackets, a title nobody foresaw does too."""
    alone = [index for index, line in enumerate(document.lines) if len(line.spans) == 1 and line.table is None]
    bracketed = [i for i in alone if _BRACKETED.fullmatch(_line_key(document, i))]
    if sum(index in kept for index in bracketed) < 2:
        return
    for index in bracketed:
        if index > min(kept):
            kept.setdefault(index, "other")


def _line_key(document: Document, index: int) -> str:
    line = document.lines[index]
    return document.key[line.start : line.end].strip()


def _add_employers(document: Document, kept: dict[int, str]) -> None:
    """就职单位 alone over an employer and its dates is a title, if no other title announces posts."""
    if {"work", "internship", "history"} & set(kept.values()):
        return
    for index in range(len(document.lines) - 2):
        label = _line_key(document, index)
        if index in kept or ":" in label or whole_label(label) != "organisation":
            continue
        employer, dated = _line_key(document, index + 1), _line_key(document, index + 2)
        if names_organisation(employer) and find_dates(dated, 0, len(dated)):
            kept[index] = "internship" if "实习" in label else "work"


def _line_title(document: Document, line: Line) -> str | None:
    first = line.spans[0]
    text = first.text.replace("\n", "")
    kind = heading_kind(text)
    if kind is None:
        if len(line.spans) == 2:
            whole = heading_kind(first.text + " " + line.spans[1].text)
            if whole is not None and heading_kind(line.spans[1].text) == whole:
                return whole
        return None
    if len(line.spans) == 1:
        return (
            None
            if kind == "basics"
            and whole_label(document.key[first.start : first.end])
            and re.search(r"[:：]\s*$", text)
            else kind
        )
    label = whole_label(document.key[first.start : first.end])
    rest = document.key[line.spans[1].start : line.end]
    told = kind in _DATED_KINDS and len(find_dates(rest, 0, len(rest))) >= 2
    if kind in ("other", "objective") or not (told or label in (None, "certificate", "duties", "scope", "other")):
        return None
    if kind == "basics":
        return kind if ":" in rest else None
    if kind in _DATED_KINDS and not _starts_entry(document, line, rest) and not _next_is_dated(document, line):
        return None
    return kind


def _title_spans(line: Line) -> int:
    """How many spans the title fills: a number set apart from its title makes two."""
    return 1 if len(line.spans) == 1 or heading_kind(line.spans[0].text.replace("\n", "")) else 2


def _next_is_dated(document: Document, line: Line) -> bool:
    end = document.key.find("\n", line.end + 1)
    following = document.key[line.end + 1 : end if end > 0 else None]
    return len(find_dates(following, 0, len(following))) >= 1 and "有效" not in following


def _starts_entry(document: Document, line: Line, rest: str) -> bool:
    """Whether what stands beside a title is the first line of an entry, and not "8 years"."""
    dated = bool(find_dates(rest, 0, len(rest)))
    return dated or is_header_row(document, Line(line.spans[1:])) or len(rest) > 14 or bool(_PLACES.search(rest))


def _inline_title(document: Document, line: Line) -> tuple[str, int] | None:
    first = line.spans[0]
    key = document.key[first.start : first.end]
    spaced = _TITLE_AND_ENTRY.match(key)
    if spaced and heading_kind(spaced[1]) in _DATED_KINDS and _BEYOND_DOUBT.search(spaced[1]):
        rest = document.key[first.start + spaced.end() : line.end]
        if find_dates(rest, 0, len(rest)) or _PLACES.search(rest):
            return heading_kind(spaced[1]) or "work", first.start + spaced.end()
    match = _INLINE.match(key)
    if match is None and len(line.spans) > 1 and re.fullmatch(r"[\s·*\[]*[^:\]]{2,24}[:\]] ?", key):
        kind = heading_kind(first.text)
        return (kind, first.end) if kind in _INLINE_KINDS and kind not in _DATED_KINDS else None
    if match is None:
        return None
    kind = heading_kind(first.text[: match.end(1)])
    if whole_label(match[1].strip()) == "title":
        return None
    if kind not in _INLINE_KINDS:
        return None
    rest = document.key[first.start + match.end() : line.end]
    if kind in _DATED_KINDS and len(find_dates(rest, 0, len(rest))) < 2 and not re.search(r"(?:至今|present)", rest):
        return None
    return kind, first.start + match.end()


def _ends_inline(document: Document, line: Line, kind: str | None) -> bool:
    """An inline section ends where another label begins, skills also where the story of the person goes on."""
    key = document.key[line.spans[0].start : line.spans[0].end]
    label = re.match(r"[\s·*]*([^\s:]{1,14}(?: [^\s:]{1,10}){0,2}?) ?:", key)
    if kind == "skills" and _SENTENCE.search(key):
        return True
    return bool(label and whole_label(label[1])) or (len(line.spans) > 1 and whole_label(key) is not None)
