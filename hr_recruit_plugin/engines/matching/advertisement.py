"""A job's advertisement taken apart: which lines ask for something, and where each wish begins and ends.

All offsets are those of the text as given, so that a proposal can be shown in the advertisement itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_ASKS = (
    "任职要求|任职条件|任职资格|岗位要求|职位要求|应聘条件|应聘要求|招聘条件|招聘要求|资格条件|资格要求|基本条件|"
    "基本要求|报名条件|要求|条件|requirements?|qualifications?|what we (?:are looking|look) for|you (?:have|bring)"
)
_TELLS = (
    "岗位职责|工作职责|职位描述|岗位描述|工作内容|主要职责|职责|岗位|职位|科室|人数|待遇|薪酬|薪资|福利|福利待遇|薪酬待遇|"
    "工作时间|工作地点|联系方式|联系人|报名方式|"
    "responsibilities|duties|job description|the role|benefits|we offer|salary|location|contact|how to apply|position"
)
_NUMBER = r"(?:[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]?[、.．:：)]?\s*)?"
_HEADING = re.compile(
    rf"^[ \t#*·•\-]*{_NUMBER}(?:(?P<asks>{_ASKS})|(?P<tells>{_TELLS}))[ \t*]*(?:[:：]|$)", re.M | re.I
)
_ITEM = re.compile(r"[；;。\n]|(?<![\w.])\d{1,2}[.、．)）](?!\d)|\.(?=\s+[A-Z]|\s*$)", re.M)
_CLAUSE = re.compile(r"[，,]")

LONGEST = 20_000
"""Characters of an advertisement that are read; people write a few hundred."""

LONGEST_PASSAGE = 400
"""A passage longer than this has lost its punctuation and is read piece by piece."""

PREFERRED = re.compile(r"优先|优者|更佳|加分|为佳|尤佳|preferred|a plus|desirable|nice to have|an advantage", re.I)


@dataclass(frozen=True, slots=True)
class Passage:
    """One wish of the advertisement. ``text`` is levelled (see ``level``) and starts at ``start`` of the original."""

    text: str
    start: int

    def clause(self, position: int) -> str:
        """The part between commas in which ``position`` of ``text`` lies."""
        begin, end = 0, len(self.text)
        for comma in _CLAUSE.finditer(self.text):
            if comma.end() <= position:
                begin = comma.end()
            else:
                end = comma.start()
                break
        return self.text[begin:end]

    def preferred(self, position: int) -> bool:
        """Whether the clause at ``position`` only names what is liked."""
        return bool(PREFERRED.search(self.clause(position)))


def level(text: str) -> str:
    """``text`` with full-width and compatibility forms made plain, character by character, so that offsets stay."""
    return "".join(
        plain if len(plain := unicodedata.normalize("NFKC", c)) == 1 and c not in "，；：" else c for c in text
    )


def passages(text: str) -> Iterator[Passage]:
    """The wishes, one at a time: of the sections that ask, or of the whole text where no heading says so."""
    levelled = level(text[:LONGEST])
    for begin, end in _asking(levelled):
        start = begin
        for mark in _ITEM.finditer(levelled, begin, end):
            yield from _passage(levelled, start, mark.start())
            start = mark.end()
        yield from _passage(levelled, start, end)


def _asking(text: str) -> list[tuple[int, int]]:
    headings = list(_HEADING.finditer(text))
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    asks = [(h.end(), end) for h, end in zip(headings, ends, strict=True) if h["asks"]] if headings else []
    if asks:
        return asks
    told = [(h.start(), end) for h, end in zip(headings, ends, strict=True)] if headings else []
    first = told[0][0] if told else len(text)
    return [(0, first)]


def _passage(text: str, start: int, end: int) -> Iterator[Passage]:
    for begin in range(start, end, LONGEST_PASSAGE):
        piece = text[begin : min(end, begin + LONGEST_PASSAGE)]
        if piece.strip():
            yield Passage(piece, begin)
