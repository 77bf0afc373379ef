# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""What a resume says of other people: whom to call, referees, relatives. Their numbers are not the candidate's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from .document import Document
from .labels import line_pairs
from .parts import Part

_OTHERS = re.compile(
    r"(?:紧急|应急)联[系络]|与本人关系|证明人|推荐人|收[件信]人|介绍人|家庭成员|监护人|父亲|母亲|配偶|导师"
    r"|emergency|referee|reference|next of kin|supervisor:|医院电话|单位电话|公司电话|科室电话"
)
_DEAR = re.compile(r"dear\b|to whom it may concern|尊敬的|敬启者|致:")
_OFFICE = re.compile(
    r"human resources|recruit|hiring|personnel|\bhr\b|hospital|medical cent|clinic|university|company|ltd|人力资源|人事|招聘|医院|尊敬"
    r"|^(?:attn|to)\b|^tel\b.*@"
)
OFFICE_MAIL = re.compile(
    r"(?:hr|hrd|renshi|rsc|zhaopin|job|jobs|career|careers|recruit(?:ment|ing)?|hiring|talent|admin|office|info)[\d._\-]*[a-z]{0,8}@"
)
SERVICE_MAIL = re.compile(r"(?:service|support|kefu|help|no-?reply)[\d._\-]*@")  # of the portal that printed the page
_SOMEBODY = re.compile(r"(?:ms|mr|mrs|dr|prof)\.? [a-z' \-]{2,30}")
_CALL = re.compile(r"(?:tel|phone|电话)\b")
_DAY = re.compile(r"(?:\d{1,2} [a-z]+,? \d{4}|[a-z]+ \d{1,2}, ?\d{4}|\d{4}[年./\-]\d{1,2}[月./\-]\d{1,2}日?)")
_OWN = frozenset(("name", "phone", "email", "id"))
_OWN_WORDS = re.compile(r"reach me|contact me|my (?:phone|mobile|e-?mail)|联系我")
_SECTIONS = ("family", "references")


@dataclass(slots=True)
class Foreign:
    """Lines about other people, and the places from which on (``tails``) or up to which (``heads``) a line is about them."""

    document: Document
    lines: set[int] = field(default_factory=set)
    tails: dict[int, int] = field(default_factory=dict)
    heads: dict[int, int] = field(default_factory=dict)

    def __contains__(self, index: int) -> bool:
        return index in self.lines

    def holds(self, place: int) -> bool:
        """Whether what stands at the offset ``place`` is about somebody else."""
        spans = [(self.document.lines[i].start, self.document.lines[i].end) for i in self.lines]
        spans += [(start, self.document.lines[i].end) for i, start in self.tails.items()]
        spans += [(self.document.lines[i].start, end) for i, end in self.heads.items()]
        return any(start <= place < end for start, end in spans)


def _writes_to(keys: Sequence[str], index: int) -> bool:
    """Whether a line over the salutation names the house, its people, its telephone under them, or the day."""
    if _OFFICE.search(keys[index]) or OFFICE_MAIL.match(keys[index]) or _DAY.fullmatch(keys[index]) or _SOMEBODY.fullmatch(keys[index]):
        return True
    return bool(_CALL.match(keys[index]) and index and _OFFICE.search(keys[index - 1]))


def _add_addressee(document: Document, foreign: Foreign) -> None:
    """The lines over "Dear …" and "尊敬的…" that name the house that is written to, and the salutation itself."""
    keys = [document.key[line.start : line.end].strip() for line in document.lines]
    for index, key in enumerate(keys[:40]):
        if not _DEAR.match(key):
            continue
        line = document.lines[index]
        colon = document.key.find(":", line.start, line.end)
        if 0 <= colon < line.end - 3:  # 尊敬的领导：您好！我是……
            foreign.heads[index] = colon
        else:
            foreign.lines.add(index)
        above = index - 1
        while above >= 0 and index - above <= 7 and _writes_to(keys, above):
            foreign.lines.add(above)
            above -= 1


def other_people(document: Document, parts: Sequence[Part]) -> Foreign:
    """Sections about others, and lines that name one; a line that has told of the candidate first is theirs up to there."""
    found = Foreign(document)
    for part in parts:
        if part.kind in _SECTIONS:
            found.lines |= {part.index, *(content.index for content in part.lines)}
    _add_addressee(document, found)
    for index, line in enumerate(document.lines):
        match = _OTHERS.search(document.key, line.start, line.end)
        if match is None or index in found:
            continue
        told = any(p.label in _OWN and p.label_start < match.start() for p in line_pairs(document, index))
        if (told and len(line.spans) == 1) or _OWN_WORDS.search(document.key, line.start, match.start()):
            found.tails[index] = match.start()
        else:
            found.lines.add(index)
    return found
