"""Which lines are section titles: by their words, by looking like the other titles, and by what stands below them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from .dates import find_dates, find_ranges
from .document import Document, Line
from .labels import head_label, is_header_row, whole_label
from .lexicon import TITLES
from .roles import degree_of, names_organisation
from .sections import heading_kind, undecorated
from .title_looks import UNFORESEEN, add_unknown, dress
from .title_stems import add_by_stem
from .title_words import BULLET, LATEST, has_period, line_key

DATED_KINDS = frozenset(("history", "education", "work", "internship", "projects"))
PLACES = re.compile(r"医院|学院|大学|学校|公司|中心|卫生院|hospital|university|college|ltd")
BEYOND_DOUBT = re.compile(
    r"经历|背景|履历|擅长|基本|个人|联系|技能|特长|专长|证书|资格|评价|experience|education|skills|licen|certif|contact|personal"
)
_ANNOUNCED = {
    "学历": "education",
    "学位": "education",
    "学习": "education",
    "教育": "education",
    "教育程度": "education",
    "求学": "education",
    "读书": "education",
    "就读": "education",
    "深造": "education",
    "任职": "work",
    "从业": "work",
    "就业": "work",
    "从医": "work",
    "从护": "work",
    "履职": "work",
    "学历学位": "education",
    "工作": "work",
    "实习": "internship",
    "进修": "training",
    "培训": "training",
    "简历": "history",
    "履历": "work",
    "证照": "licences",
    "证书": "licences",
    "证件": "licences",
}
_KINSHIP = re.compile(r"称谓|(?:与(?:本人|申请人|应聘者|考生)的?)?关系|家庭成员(?:关系|称谓)?")
_YEAR = re.compile(r"\d{4}")  # "Certificate (No. 20161, issued 2019)" is one, or the rest of its name
_IN_NEED = re.compile(r"紧急|应急|emergency", re.I)  # one row of a form, not a section of it
_OPENING = frozenset(("organisation", "school", "period", "begin"))
_HEADED = (
    ("education", {"school", "major"}),
    ("education", {"school", "degree"}),
    ("work", {"organisation", "position"}),
    ("licences", {"certificate", "number"}),
    ("licences", {"certificate", "issued"}),
)
_UNLIKE = {
    "education": (None, "basics", "objective", "work", "internship", "licences", "skills"),
    "work": (None, "basics", "objective", "education", "licences", "skills"),
    "licences": (None, "basics", "objective", "education", "work", "internship", "skills"),
}
"""The sections that a table of each kind does not belong to."""
_TOLD_OF = re.compile(r"编号|证号|证书号|发证|取得|颁发|有效期|\bno\.|issued|valid")  # beside a certificate: PCR上岗证 | 发证时间
DOUBLE = re.compile(r"[A-Z][A-Z &/]{2,40}")  # the English of a Chinese title: 其他 | HONORS
_ASIDE_WORD = re.compile(r"其他|其它|备注|爱好|兴趣爱好|自评|补充")
_ITEM = re.compile(r"\d{1,2}|[一二三四五六七八九十]{1,2}|[IVX]{1,4}")  # a number set apart from its title
_MARK = re.compile(r"[#=~>◆■●▶]+")
_REACHED = re.compile(r"@|(?<!\d)1[3-9]\d[ \-.]?\d{4}[ \-.]?\d{4}(?!\d)")  # an address, a telephone number
_SURE_SIGNS = ("[", "#", "##", "###")  # nothing but a title looks so
_LONGEST_MARKED = 24
_BRACKETED = re.compile(r"\[[^\[\]]{2,14}\]")


def section_titles(document: Document) -> dict[int, str]:
    """Line index → section, for lines that look like the other titles of this document."""
    found: dict[int, str] = {}
    for index, line in enumerate(document.lines):
        kind = _line_title(document, line)
        if kind is not None and not _labels_title(document, index):
            found[index] = kind
    for index in [index for index in found if _heads_document(document, found, index)]:
        del found[index]
    _drop_small_letters(document, found)
    alone = [i for i in found if len(document.lines[i].spans) == 1]
    sizes = Counter(round(document.lines[i].size) for i in alone)
    own = {block: _usual(found) for block, found in _sizes_by_block(document, alone).items() if len(found) >= 2}
    bulleted = sum(bool(BULLET.match(document.key[document.lines[i].start :][:3])) for i in alone)
    usual = _usual(sizes.elements())
    bodies = _body_sizes(document)
    kept: dict[int, str] = {}
    current: str | None = None
    for index, kind in found.items():
        line = document.lines[index]
        if len(line.spans) == 1:
            small = (
                usual
                and sizes[usual] >= 3
                and 0 < line.size < 0.93 * own.get(line.block, usual)
                and sizes[round(line.size)] < 3
                and not _is_plain_title(document, line)
                and line.size < 1.08 * bodies.get(line.block, 0.0)
            )
            odd_bullet = bool(BULLET.match(document.key[line.start :][:3])) and bulleted < 0.5 * len(alone)
            if (small and line.table is None) or odd_bullet:
                continue
        if kind == current == "licences" and line.table is not None and len(line.spans) > 1:
            continue  # 执业证书（医师） | 1974… in the rows of the table
        if (
            kind == current
            and len(line.spans) == 1
            and (kind == "skills" or _YEAR.search(line_key(document, index)) or _looks_like_text(document, index, kept))
        ):
            continue
        kept[index] = current = kind
    _add_employers(document, kept)
    _add_announced(document, kept)
    _add_headed(document, kept)
    add_by_stem(document, kept)
    _add_marked(document, kept)
    add_unknown(document, kept)
    return kept


def _drop_small_letters(document: Document, found: dict[int, str]) -> None:
    """Where titles begin with capitals, what begins small is the end of a line above: Central line / placement."""
    small = [index for index in found if document.text[document.lines[index].start].islower()]
    if len(small) < 0.5 * len(found):
        for index in small:
            del found[index]


def _looks_like_text(document: Document, index: int, kept: dict[int, str]) -> bool:
    """Whether a line is printed as the one above it and not as the title over both: Medical Practitioner / License."""
    look, above, title = (dress(document.lines[i]) for i in (index, index - 1, max(kept)))
    return look is not None and index - 1 not in kept and look == above != title


def _add_headed(document: Document, kept: dict[int, str]) -> None:
    """The header of a table that no title stands over says what the table is about."""
    for index, line in enumerate(document.lines):
        if line.table is None or index in kept or not is_header_row(document, line):
            continue
        current = next((kept[i] for i in range(index, -1, -1) if i in kept), None)
        labels = {head_label(document.key[s.start : s.end]) for s in line.spans}
        kind = next((kind for kind, needed in _HEADED if needed <= labels), None)
        if kind is not None and current in _UNLIKE[kind]:
            kept[index] = kind


def _labels_title(document: Document, index: int) -> bool:
    """专业技术资格 above 副主任医师, or 学历及学位 above 硕士, is a label, not a section."""
    line = document.lines[index]
    label = whole_label(document.key[line.start : line.end])
    if label not in ("title", "degree") or index + 1 >= len(document.lines):
        return False
    value = line_key(document, index + 1)
    return bool(TITLES.fullmatch(value) if label == "title" else degree_of(value))


def _usual(sizes: Iterable[int]) -> int:
    """The size of most titles, the larger of two that are as many."""
    found = Counter(sizes)
    return max(found, key=lambda size: (found[size], size)) if found else 0


def _sizes_by_block(document: Document, indices: Iterable[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for index in indices:
        found.setdefault(document.lines[index].block, []).append(round(document.lines[index].size))
    return found


def _body_sizes(document: Document) -> dict[int, float]:
    """The middle font size of each block; a sidebar's is smaller than the main column's."""
    sizes: dict[int, list[float]] = {}
    for line in document.lines:
        sizes.setdefault(line.block, []).append(line.size)
    return {block: sorted(found)[len(found) // 2] for block, found in sizes.items()}


def _is_plain_title(document: Document, line: Line) -> bool:
    """A title beyond doubt, whatever its size; on scans sizes say little."""
    scanned = line.page < len(document.pages) and document.pages[line.page].kind == "ocr"
    return scanned or bool(BEYOND_DOUBT.search(document.key, line.start, line.end))


def _add_marked(document: Document, kept: dict[int, str]) -> None:
    """Where titles stand in brackets or behind a sign, a title nobody foresaw does too."""
    marked: dict[str, list[int]] = {}
    for index, line in enumerate(document.lines):
        if len(line.spans) == 1 and line.table is None and (sign := _sign(document, index)):
            marked.setdefault(sign, []).append(index)
    for sign, lines in marked.items():
        known = sum(index in kept for index in lines)
        if not known or (known < 2 and (len(lines) < 3 or sign not in _SURE_SIGNS)):
            continue
        first = min(kept)
        for index in lines:
            if index > first or (index + 1 < len(document.lines) and _opens_history(document, index + 1)):
                kept.setdefault(index, _ANNOUNCED.get(undecorated(line_key(document, index)), UNFORESEEN))


def _sign(document: Document, index: int) -> str:
    """What a short line is marked with as a title: brackets around it, or the sign before it."""
    key = line_key(document, index)
    if _BRACKETED.fullmatch(key):
        return "["
    return _mark(document, index) if len(undecorated(key)) <= _LONGEST_MARKED and not any(map(key.__contains__, ":;,。@")) else ""


def _opens_history(document: Document, index: int) -> bool:
    """Whether an entry with its period begins in a line: in it, or in the one below where it names a house."""
    key = line_key(document, index)
    after = line_key(document, index + 1) if index + 1 < len(document.lines) else ""
    return has_period(key) or bool(PLACES.search(key) and has_period(after))


def _add_employers(document: Document, kept: dict[int, str]) -> None:
    """就职单位 alone over an employer and its dates is a title, if no other title announces posts."""
    if {"work", "internship", "history"} & set(kept.values()):
        return
    for index in range(len(document.lines) - 2):
        label = line_key(document, index)
        if index in kept or ":" in label or whole_label(label) != "organisation":
            continue
        employer, dated = line_key(document, index + 1), line_key(document, index + 2)
        if names_organisation(employer) and find_dates(dated, 0, len(dated)):
            kept[index] = "internship" if "实习" in label else "work"


def _add_announced(document: Document, kept: dict[int, str]) -> None:
    """学历 or 进修 alone on a line is a title where a school or an employer with its period stands below, or where it is
    marked (#, ==) as at least two others are.
    """
    lines = enumerate(document.lines[:-1])
    alone = [i for i, line in lines if len(line.spans) == 1]
    words = {i: undecorated(line_key(document, i)).replace(" ", "") for i in alone if document.lines[i].table is None}
    words |= {i: undecorated(line_key(document, i)).replace(" ", "") for i in alone if _over_header(document, i)}
    for index, line in enumerate(document.lines):
        if index not in kept and len(line.spans) > 1 and line.table is None and line.spans[0].text.strip() in _ANNOUNCED:
            rest = document.key[line.spans[1].start : line.end]
            if has_period(rest) and (PLACES.search(rest) or len(line.spans) > 2):
                kept[index] = _ANNOUNCED[line.spans[0].text.strip()]
    announced = {i: _ANNOUNCED[word] for i, word in words.items() if word in _ANNOUNCED and i not in kept}
    marks = Counter(_mark(document, index) for index in {*kept, *announced})
    looks = [dress(line) for line in document.lines]
    dressed = Counter(looks[index] for index in kept)
    for index, kind in announced.items():
        below, mark = line_key(document, index + 1), _mark(document, index)
        after = line_key(document, index + 2) if index + 2 < len(document.lines) else ""
        either = (below + after) if has_period(below) else (after + below) if has_period(after) else ""
        as_titles = looks[index] is not None and dressed[looks[index]] >= 2
        if (mark and marks[mark] >= 3) or PLACES.search(either) or as_titles or _over_header(document, index):
            kept[index] = kind


def _over_header(document: Document, index: int) -> bool:
    """Whether the row below names the columns of a table."""
    return index + 1 < len(document.lines) and is_header_row(document, document.lines[index + 1])


def _mark(document: Document, index: int) -> str:
    """The signs before a line's words, none for plain text."""
    found = _MARK.match(line_key(document, index))
    return found.group() if found else ""


def _heads_document(document: Document, found: dict[int, str], index: int) -> bool:
    """个人履历 at the top, over the person's own facts, is the title of the whole document."""
    if index > 2 or found[index] not in ("history", "work"):
        return False
    following = min((other for other in found if other > index), default=len(document.lines))
    between = [line_key(document, other) for other in range(index + 1, following)]
    if any(_REACHED.search(key) for key in between):
        return True
    return found[index] == "history" and index == 0 and bool(between) and not any(map(has_period, between))


def _line_title(document: Document, line: Line) -> str | None:
    first = line.spans[0]
    text = first.text.replace("\n", "")
    if len(line.spans) == 2 and _ITEM.fullmatch(text.strip()):
        return heading_kind(line.spans[1].text)
    kind = heading_kind(text)
    if kind in (None, "campus", "other") and (double := _double_kind(line)) is not None:
        return double
    if kind is None:
        if len(line.spans) == 2:
            whole = heading_kind(first.text + " " + line.spans[1].text)
            if whole is not None and heading_kind(line.spans[1].text) == whole:
                return whole
        return "family" if _heads_relatives(document, line) else None
    if kind == "licences" and (_YEAR.search(text) or _names_paper(document, line, text)):
        return None
    if len(line.spans) > 1 and (_IN_NEED.search(text) if kind == "family" else kind == "references" and _in_entry(document, line)):
        return None
    if len(line.spans) == 1:
        asks = kind == "basics" and whole_label(document.key[first.start : first.end]) and re.search(r"[:：]\s*$", text)
        return None if asks else kind
    return _kind_beside(document, line, kind)


def _kind_beside(document: Document, line: Line, kind: str) -> str | None:
    """The kind of a title with its text beside it; none for a label with its value."""
    first = line.spans[0]
    label = whole_label(document.key[first.start : first.end])
    beside = document.key[line.spans[1].start : line.spans[1].end].strip()
    if label == "degree" and (beside in ("无", "-", "/") or (kind == "education" and degree_of(beside))):
        return None
    rest = document.key[line.spans[1].start : line.end]
    told = kind in DATED_KINDS and has_period(rest)
    if kind == "other" and line.table is None and _ASIDE_WORD.fullmatch(first.text.replace("\n", "")):
        return kind
    if kind in ("other", "objective") or not (told or label in (None, "certificate", "duties", "scope", "other")):
        return None
    if kind == "basics":
        return kind if ":" in rest else None
    if kind in DATED_KINDS and not _starts_entry(document, line, rest) and not _next_is_dated(document, line):
        return None
    return kind


def _double_kind(line: Line) -> str | None:
    """The section that the English beside a Chinese title names: 其他 | HONORS."""
    if len(line.spans) != 2 or not DOUBLE.fullmatch(line.spans[1].text) or not re.search(r"[一-鿿]{2}", line.spans[0].text):
        return None
    return heading_kind(line.spans[1].text)


def _names_paper(document: Document, line: Line, text: str) -> bool:
    """Whether a cell is one certificate's name, whose number or date stands beside it: PCR上岗证 | 发证时间：…"""
    beside = len(line.spans) > 1 and _TOLD_OF.search(document.key, line.spans[1].start, line.end)
    return bool(beside and re.match(r"[A-Za-z]+[一-鿿]", text))


def _in_entry(document: Document, line: Line) -> bool:
    """证明人 | 侯玉兰 as the last row of a post: the next post begins below it."""
    begin = line.end + 1
    end = document.key.find("\n", begin)
    following = document.key[begin : end if end > 0 else None].split("  ")
    return len(following) > 1 and whole_label(following[0]) in _OPENING


def _heads_relatives(document: Document, line: Line) -> bool:
    """The header of a table of relatives, which needs no title of its own: 称谓 | 姓名 | 工作单位."""
    keys = [document.key[span.start : span.end].replace("\n", "").replace(" ", "") for span in line.spans]
    return len(keys) >= 3 and any(_KINSHIP.fullmatch(key) for key in keys[:3]) and any("姓名" in key for key in keys)


def title_spans(line: Line) -> int:
    """How many spans the title fills: a number set apart from its title makes two, as does 擅长 | 技能.

    What stands beside 执业资格证书 and is called a certificate is one.
    """
    if len(line.spans) == 2 and _ITEM.fullmatch(line.spans[0].text.strip()):
        return 2
    if line.spans[0].text.strip() in _ANNOUNCED:
        return 1
    kinds = [heading_kind(span.text.replace("\n", "")) for span in line.spans[:2]]
    if len(line.spans) == 2 and kinds[1] and DOUBLE.fullmatch(line.spans[1].text):
        return 2
    if len(line.spans) == 1 or (kinds[0] and (len(line.spans) > 2 or kinds[0] != kinds[1] or kinds[0] == "licences")):
        return 1
    return 2


def _next_is_dated(document: Document, line: Line) -> bool:
    end = document.key.find("\n", line.end + 1)
    following = document.key[line.end + 1 : end if end > 0 else None]
    return _dated(following) and "有效" not in following


def _dated(key: str) -> bool:
    return bool(find_dates(key, 0, len(key)) or find_ranges(key, 0, len(key), LATEST))


def _starts_entry(document: Document, line: Line, rest: str) -> bool:
    """Whether what stands beside a title is the first line of an entry, and not "8 years"."""
    return _dated(rest) or is_header_row(document, Line(line.spans[1:])) or len(rest) > 14 or bool(PLACES.search(rest))
