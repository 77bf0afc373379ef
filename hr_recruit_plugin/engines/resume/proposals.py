"""Where rules find nothing, or something odd: what the CRF proposes for a name, the parts of a post, and a school's.

Proposals are places in the document, so they have evidence like anything else. Nothing is proposed where a line is not Chinese:
the model knows no other language. A value that rules are content with is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence

from . import crf, lexicon
from .document import Document
from .roles import NOTED

Place = tuple[int, int]
Told = tuple[str, int, int, float]

_CJK = re.compile(r"[一-鿿]")
SURE = 0.8
# What a proposal is worth at most, whatever the model thinks of it.
CONFIDENCE = 0.6
POST = ("organisation", "department", "position")
_HEAD_LINES = 12
_ODD = re.compile(r"[()\[\],;:。]|^(?:任|担任|做|从事|学习|攻读|主修|修读|就读|获|在|于|毕业)")


def names(document: Document, head: Iterable[int]) -> list[Place]:
    """Where names stand in the first lines about the person, surest first."""
    found: list[Told] = []
    for index in sorted(head)[:_HEAD_LINES]:
        line = document.lines[index]
        found += _told(document, [(line.start, line.end)])
    return [(start, end) for role, start, end, _ in sorted(found, key=lambda told: -told[3]) if role == "name"]


def mend_post(
    document: Document, spans: Sequence[Place], found: dict[str, Place], labelled: Container[str]
) -> dict[str, Place]:
    """The places of a post's parts, with what the model knows better; the same if rules left no doubt.

    A part that has a label is what the label says.
    """
    if not _doubtful_post({role: document.key[slice(*place)] for role, place in found.items()}):
        return found
    told = [item for item in _told(document, spans) if item[0] in POST]
    best = {role: (start, end) for role, start, end, _ in sorted(told, key=lambda item: item[3])}
    mended = dict(found)
    for role, place in best.items():
        if role in labelled or (role == "organisation" and _beheads(document, place, found.get(role))):
            continue
        rivals = [other for other, held in found.items() if other != role and _overlap(place, held)]
        yielding = all(
            other in best and not _overlap(place, best[other]) and other not in labelled for other in rivals
        )
        if yielding and (role not in found or rivals or _inside(place, found[role])):
            mended[role] = place
    return mended


def mend_school(
    document: Document, spans: Sequence[Place], school: str | None, major: str | None
) -> tuple[str | None, str | None]:
    """(school, major), with what the model finds where one is missing or holds more than it should."""
    if school and major and not _ODD.search(major) and not lexicon.SCHOOL.search(major):
        return school, major
    for role, start, end, _ in _told(document, spans):
        text = document.text[start:end]
        if role == "school" and school is None:
            school = text
        if role == "major" and (major is None or (text in major and _ODD.search(major))):
            major = text
    return school, major


def _doubtful_post(values: dict[str, str]) -> bool:
    values = {role: NOTED.sub("", value) for role, value in values.items()}
    organisation, department, position = (values.get(role) for role in POST)
    if organisation is None or position is None or any(_ODD.search(value) for value in values.values()):
        return True
    if not lexicon.ORG_STRONG.search(organisation):
        return True
    return department is None and len(position) > 5 and not lexicon.WHOLE_POST.fullmatch(position)


def _told(document: Document, spans: Sequence[Place]) -> list[Told]:
    """(role, start, end, probability) in the document, of what the model is sure of in lines that belong together."""
    key = "\n".join(document.key[start:end] for start, end in spans)
    if not _CJK.search(key):
        return []
    found, offset = [], 0
    sure = [mention for mention in crf.mentions(key) if mention.probability >= SURE]
    for start, end in spans:
        for mention in sure:
            words = key[mention.start : mention.end]
            if words.count("(") != words.count(")"):
                continue
            if offset <= mention.start and mention.end <= offset + end - start:
                shift = start - offset
                found.append((mention.role, mention.start + shift, mention.end + shift, mention.probability))
        offset += end - start + 1
    return found


def _beheads(document: Document, place: Place, held: Place | None) -> bool:
    """Whether a shorter organisation would lose the ending that makes it one: 慧影医疗（永定）有限公司."""
    return held is not None and bool(lexicon.ORG_STRONG.search(document.key[place[1] : held[1]]))


def _overlap(a: Place, b: Place) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _inside(a: Place, b: Place) -> bool:
    return b[0] <= a[0] and a[1] <= b[1] and a != b
