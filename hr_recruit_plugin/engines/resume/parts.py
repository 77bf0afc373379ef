"""Cutting a document into its sections."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .dates import find_dates
from .document import Content, Document, Line, Span
from .labels import head_label, is_header_row, whole_label
from .lexicon import EN_TITLES, PROFESSIONAL_TITLES
from .roles import degree_of
from .sections import heading_kind
from .title_looks import UNFORESEEN
from .titles import BEYOND_DOUBT, DATED_KINDS, DOUBLE, PLACES, section_titles, title_spans

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
_WISHED = re.compile(r"意向|应聘|求职|期望|报考|目标岗位|objective|applied for|applying for|position sought")
_PERSONAL = frozenset(("name", "gender", "birth", "phone", "email", "id", "political", "title"))
_SPOKEN = re.compile(
    r"英语|汉语|普通话|日语|德语|法语|粤语|俄语|cet|english|mandarin|chinese|japanese|german|french|cantonese"
)
_TITLE_AND_ENTRY = re.compile(r"^[\s·*]*(\S{2,14}) (?=\S)")
_SENTENCE = re.compile(
    r"(?:恳请|期待|感谢|盼望?).{0,8}(?:贵院|您|回复|面试)|此致|敬礼"
    r"|^我?的?(?:手机|电话|邮箱|联系方式)(?:号码?)?[是为:]"
    r"|^[ ·*]*(?:本人|我)?(?:已)?(?:持有|考取|取得)"
    r"|^[^、;]*(?:工作|为人|本人|性格|尊敬|团结|认真|严谨|热爱|责任|做到)[^、;]*。$"
)
_NUMBERED_TITLE = re.compile(r"\s*([^\d\s]{2,24}?)\s*(?:\d{1,2}|[(（]?[一二三四五六七八九十]{1,2}[)）]?)\s*[:：]?\s*")
_HAVING = re.compile(r"^[我本人]{0,2}(?=掌握|具备|拥有|擅长|熟悉|持有)|(?:主要)?(?:有|为|包括|如下|包含)$")  # 我掌握的专业技能有：
_REACHED = re.compile(r"(?<![\w.+\-])[\w.+\-]+@|(?<!\d)1[3-9]\d[ \-.]?\d{4}[ \-.]?\d{4}(?!\d)")
# 附：本人技能清单 —— A；B
_ENCLOSED = re.compile(r"[\s·*]*(?:附件?|enclosures?|encl\.?) ?[:\-]+ ?(?P<what>[^:\-]{2,16}?) ?(?::|-+) ?(?=\S)")
_OF_OTHERS = re.compile(r"紧急|应急|家属|证明人|推荐人|父亲|母亲|配偶|联系人|emergency|referee|reference|supervisor|next of kin")
_LONGEST_CONTACT = 100  # letters of a line that says how somebody is reached
_INLINE = re.compile(r"^[\s·*\[\-]*([^:\]]{2,24})[:\]] ?(?=\S)")


@dataclass(slots=True)
class Part:
    """One section; ``kind`` is None before the first title. ``inline`` sections were opened by "title: text" on one line."""

    kind: str | None
    lines: list[Content] = field(default_factory=list)
    inline: bool = False
    index: int = -1


def cut_parts(document: Document) -> list[Part]:
    """The sections in reading order; a section goes on until the next title."""
    titles = section_titles(document)
    masthead = _masthead(document, titles)
    parts = [Part(None)]
    headed: int | None = None  # the table that its own header is the title of
    for index, line in enumerate(document.lines):
        kind = titles.get(index)
        if headed is not None and line.table != headed:
            headed = None
            parts.append(Part(UNFORESEEN, index=index))
        if kind is not None:
            headed = line.table if is_header_row(document, line) else None
            if kind != parts[-1].kind or parts[-1].inline or kind == UNFORESEEN:
                parts.append(Part(kind, index=index))
            if rest := _beside_title(document, line, kind):
                parts[-1].lines.append(Content(index, rest))
            continue
        numbered = _NUMBERED_TITLE.fullmatch(document.text[line.start : line.end])
        if numbered and parts[-1].kind and heading_kind(numbered[1]) == parts[-1].kind:  # 教育经历 2
            continue
        if _repeats_title(line, parts[-1], index) and not is_header_row(document, line):
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
            parts.append(Part(kind, inline=kind not in DATED_KINDS, index=index))
            head = [_tail_span(document, first, start)] if start < first.end else []
            parts[-1].lines.append(Content(index, [*head, *line.spans[1:]]))
            continue
        personal = "basics" if index == masthead else _turns_personal(document, parts[-1], index)
        if personal:
            parts.append(Part(personal, index=index))
        if parts[-1].inline and _ends_inline(document, line, parts[-1].kind):
            previous = next((p.kind for p in reversed(parts[:-1]) if not p.inline), None)
            parts.append(Part(previous, index=index))
        parts[-1].lines.append(Content(index, list(line.spans)))
    return parts


def _beside_title(document: Document, line: Line, kind: str) -> list[Span]:
    """What stands in the line of a title and is text: all of a table's header, nothing of 学习经历 | STUDY."""
    if is_header_row(document, line) and head_label(document.key[line.start : line.spans[0].end]):
        return list(line.spans)
    rest = list(line.spans[title_spans(line) :])
    double = len(rest) == 1 and kind != "skills" and DOUBLE.fullmatch(rest[0].text.strip()) and not line.spans[0].text.isascii()
    return [] if double else rest


def _masthead(document: Document, titles: Mapping[int, str]) -> int | None:
    """The name in letters larger than any title, where a column or a text box of sections was read before it."""
    if len(titles) < 2:
        return None
    largest = max(range(len(document.lines)), key=lambda index: document.lines[index].size)
    line = document.lines[largest]
    text = document.key[line.start : line.end]
    titled = max(document.lines[index].size for index in titles)
    above_titles = 0 < 1.3 * titled < line.size
    named = len(line.spans) <= 2 and len(text) <= 40 and not re.search(r"\d", text)
    return largest if above_titles and named and line.table is None and largest > min(titles) else None


def _turns_personal(document: Document, part: Part, index: int) -> str | None:
    """Personal facts, or the post wished for, at the top of a new column belong to no section above."""
    if part.kind in (None, "basics", "family", "references", "objective"):
        return None
    line = document.lines[index]
    if part.kind == "licences" and not part.lines and document.lines[part.index].block == line.block:
        return None  # Licences, Name: of the first
    fresh = not part.lines or document.lines[part.lines[-1].index].block != line.block
    if not fresh or line.table is not None:
        return None
    first = document.key[line.spans[0].start : line.spans[0].end]
    if part.kind in ("education", "licences") and re.match(r"(?:full )?name ?:", first) and not part.lines:
        return None  # of the school, of the paper
    whole = document.key[line.start : line.end]
    reached = len(whole) < _LONGEST_CONTACT and _REACHED.search(whole) and not _OF_OTHERS.search(whole)
    if part.lines and reached and not find_dates(first, 0, len(first)):
        return "basics"
    if part.lines and len(line.spans) == 1 and (PROFESSIONAL_TITLES.fullmatch(first.strip()) or EN_TITLES.fullmatch(first.strip())):
        return "basics"
    label = re.match(r"[\s·*]*([^:]{1,14}?) ?(?::|$)", first)
    words = first.split(" ")
    told = [whole_label(" ".join(words[:count])) for count in range(1, min(len(words), 4))]
    if (label and whole_label(label[1]) in _PERSONAL) or (words[0].isascii() and set(told) & _PERSONAL):
        return "basics"
    return "objective" if label and ":" in label[0] and _WISHED.search(label[1]) else None


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
    return Span(span.text[cut:], span.page, boxes, span.size, span.x0, span.x1, span.column, span.ink, start)


def _inline_title(document: Document, line: Line) -> tuple[str, int] | None:
    first = line.spans[0]
    key = document.key[first.start : first.end]
    spaced = _TITLE_AND_ENTRY.match(key)
    if spaced and heading_kind(spaced[1]) in DATED_KINDS and BEYOND_DOUBT.search(spaced[1]):
        rest = document.key[first.start + spaced.end() : line.end]
        if find_dates(rest, 0, len(rest)) or PLACES.search(rest):
            return heading_kind(spaced[1]) or "work", first.start + spaced.end()
    enclosed = _ENCLOSED.match(key)
    if enclosed and heading_kind(enclosed["what"]) == "skills":
        return "skills", first.start + enclosed.end()
    match = _INLINE.match(key)
    if match is None and len(line.spans) > 1 and re.fullmatch(r"[\s·*\[]*[^:\]]{2,24}[:\]] ?", key):
        kind = heading_kind(first.text)
        return (kind, first.end) if kind in _INLINE_KINDS and kind not in DATED_KINDS else None
    if match is None:
        return None
    kind = heading_kind(_HAVING.sub("", first.text[: match.end(1)]))
    label = whole_label(match[1].strip())
    if label == "title" or (label == "degree" and degree_of(document.key[first.start + match.end() : line.end].strip())):
        return None
    if kind not in _INLINE_KINDS:
        return None
    rest = document.key[first.start + match.end() : line.end]
    if kind in DATED_KINDS and len(find_dates(rest, 0, len(rest))) < 2 and not re.search(r"(?:至今|present)", rest):
        return None
    return kind, first.start + match.end()


def _ends_inline(document: Document, line: Line, kind: str | None) -> bool:
    """An inline section ends where another label begins, skills also where the story of the person goes on."""
    key = document.key[line.spans[0].start : line.spans[0].end]
    label = re.match(r"[\s·*]*([^\s:]{1,14}(?: [^\s:]{1,10}){0,2}?) ?:", key)
    if kind == "skills" and _SENTENCE.search(key):
        return True
    return bool(label and whole_label(label[1])) or (len(line.spans) > 1 and whole_label(key) is not None)
