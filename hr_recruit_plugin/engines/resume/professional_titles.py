# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""The professional title (职称): labelled, among the person's facts, under the name, or told in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from .document import Document
from .labels import Pair, glued_value
from .lexicon import EN_CALLING, EN_RANK, EN_TITLES, PROFESSIONAL_TITLES
from .parts import Part

Value = tuple[object, float, int, int]
# alone among the facts: ranks, and callings that are a rank by themselves
_EN_RANKS = re.compile(rf"(?:associate |deputy |vice )?chief [a-z ]+|{EN_RANK}{EN_CALLING}")
_PIECE = re.compile(r"[^\s|/·,](?:[^|/·,\n .]|\.(?! )| (?! ))*[^\s|/·,.]")
_WISHED = re.compile(r"期望|职位|应聘|求职|意向|目标|报考|岗位")
# behind a degree too, as a scan may have it: 大学本科主任医师
_ALONE = re.compile(rf"(?:(?<![^\s|/,;()·、:])|(?<=本科|大专|中专|硕士|博士|学士|高职))(?:{PROFESSIONAL_TITLES.pattern})(?=[\s|/,;()·、。]|$)")
_LABEL_ALONE = re.compile(r"[ ·*#\[]*(?:现有|专业技术|技术)?(?:职称|职务)(?:情况)?[\] :]*")
_NONE = re.compile(r"暂?无|无职称|未评|没有|none|n/?a|nil")
_STATED = re.compile(r"专业技术|professional title|technical title")


def find_title(document: Document, pairs: list[Pair], head: list[int], parts: list[Part]) -> Value | None:
    """(title, confidence, start, end) or None; posts of the history are no titles."""
    work_lines = {
        c.index
        for part in parts
        if part.kind in ("work", "internship", "education", "projects", "training")
        for c in part.lines
    }
    own = [
        index
        for index in head
        if index not in work_lines
    ]
    wishes = [(p.start, p.end) for p in pairs if p.label in ("other", "position")]
    if any(p.label == "title" and _NONE.fullmatch(document.key[p.start : p.end].strip()) for p in pairs):
        return None
    return (
        _labelled(document, pairs, work_lines)
        or _among_facts(document, own, wishes)
        or _english_rank(document, own[:16], wishes)
        or _under_label(document)
        or _glued(document, head)
        or _stated(document)
    )


def _labelled(document: Document, pairs: list[Pair], work_lines: set[int]) -> Value | None:
    stated = [
        p
        for p in pairs
        if p.label == "title" and (p.line not in work_lines or _STATED.search(document.key, p.label_start, p.start))
    ]
    for pair in sorted(stated, key=lambda p: p.line in work_lines):
        end = _with_next_line(document, pair)
        found = _title_in(document, pair.start, end)
        if found:
            return found[0], 0.98, found[1], found[2]
    return None


def _with_next_line(document: Document, pair: Pair) -> int:
    """Where a rank ends that a narrow column broke before its calling: Associate Chief / Technologist."""
    if pair.line + 1 < len(document.lines) and not EN_TITLES.search(document.key, pair.start, pair.end):
        below = document.lines[pair.line + 1]
        if EN_TITLES.fullmatch(" ".join(document.key[pair.start : below.end].split())):
            return below.end
    return pair.end


def _under_label(document: Document) -> Value | None:
    """职称 as the title of a section that holds nothing else."""
    for label, below in pairwise(document.lines):
        alone = _LABEL_ALONE.fullmatch(document.key, label.start, label.end)
        if alone and PROFESSIONAL_TITLES.fullmatch(document.key, below.start, below.end):
            return document.text[below.start : below.end], 0.9, below.start, below.end
    return None


def _wished(wishes: Sequence[tuple[int, int]], place: int) -> bool:
    """Whether a place is in the value of another label: the post applied for."""
    return any(start <= place < end for start, end in wishes)


def _among_facts(document: Document, head: list[int], wishes: Sequence[tuple[int, int]]) -> Value | None:
    for index in head:
        line = document.lines[index]
        for match in _ALONE.finditer(document.key, line.start, line.end):
            if not _WISHED.search(document.key, line.start, match.start()) and not _wished(wishes, match.start()):
                return document.text[match.start() : match.end()], 0.8, match.start(), match.end()
    return None


def _english_rank(document: Document, head: list[int], wishes: Sequence[tuple[int, int]]) -> Value | None:
    """A rank under the name, or between the telephone number and the address; the nearest to the name, if that is larger."""
    sizes = {index: document.lines[index].size for index in head}
    name = max(head, key=lambda index: sizes[index], default=0)
    if sizes and sizes[name] > 1.2 * sorted(sizes.values())[len(sizes) // 2]:
        head = sorted(head, key=lambda index: abs(index - name))
    for index in head:
        line = document.lines[index]
        for piece in _PIECE.finditer(document.key, line.start, line.end):
            if _EN_RANKS.fullmatch(piece[0]) and not _wished(wishes, piece.start()):
                return document.text[piece.start() : piece.end()], 0.7, piece.start(), piece.end()
    return None


def _glued(document: Document, head: list[int]) -> Value | None:
    found = glued_value(document, head, "(?:专业技术|技术|专业)?(?:职称|职务|资格)", PROFESSIONAL_TITLES.pattern)
    if found is None:
        return None
    start, end = found.span("value")
    return document.text[start:end], 0.85, start, end


_TOLD = tuple(
    re.compile(pattern.replace("TITLE", rf"(?P<title>{PROFESSIONAL_TITLES.pattern})"), re.M)
    for pattern in (
        r"(?:职称|专业技术职务|专业技术资格)(?:为|是)? ?TITLE",
        r"(?:取得|获得|晋升(?:为)?|评为|[已现]评|评[上了]|聘任为?|具有|(?:现在?|目前)(?:是|为)) ?TITLE ?(?:\([^)]*\))? ?(?:专业技术)?(?:职称|任职资格|资格(?!证))",
        r"(?:晋升(?:为|至|到)?|聘任?为|受聘为|评聘?为) ?TITLE(?=[,。;、) \n]|$)",
        r"(?:^|[,。;、|])TITLE(?:职称|\(职称\))(?=[,。;、]|$)",
        r"(?:^|[,。;])现(?:为|任|是) ?TITLE(?=[,。;、]|$)",
    )
)


def _stated(document: Document) -> Value | None:
    """取得主管护师职称; 主管护师（中级职称）; 职称为主任医师."""
    english = re.search(rf"(?:(?:professional|technical) (?:title|rank)(?: is)? ?:? ?(?:that of )?|(?:currently|now|presently) (?:ranked|graded)(?: as)? ?:? ?|hold(?:ing)? the (?:title|rank) of )(?:an? )?(?P<title>{EN_TITLES.pattern})", document.key)
    match = english or next((found for told in _TOLD if (found := told.search(document.key))), None)
    if match is None:
        return None
    start, end = match.span("title")
    return document.text[start:end], 0.75, start, end


def _title_in(document: Document, start: int, end: int) -> tuple[str, int, int] | None:
    key = document.key[start:end].replace("\n", " ")
    matches = list(PROFESSIONAL_TITLES.finditer(key)) or list(EN_TITLES.finditer(key))
    if matches:
        best = max(matches, key=lambda m: len(m[0]))
        return document.text[start + best.start() : start + best.end()].replace("\n", " "), start + best.start(), start + best.end()
    bare = re.sub(r"[(（].*?[)）]|[\s:：|/]+$", "", document.text[start:end]).strip()
    if (
        not bare
        or bare in ("无", "暂无", "-", "—", "/", "None", "N/A", "初级", "中级", "高级", "副高", "正高", "无职称")
        or len(bare) > 30
    ):
        return None
    if not re.search(r"[师士员授]$|[a-zA-Z]", bare):
        return None
    return bare, start, end
