# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Titles in words of the writer's own, known by a stem (求学, 凭证, papers held) and by what stands below them.

A stem alone proves nothing: 工作 begins many a sentence. Only where the lines below are of the kind that the stem names is the
line a title.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence

from .dates import find_dates, find_ranges
from .document import Content, Document
from .labels import whole_label
from .lexicon import DESCRIPTION_START, EN_ORG, LICENCE_PATTERNS, ORG_STRONG, SCHOOL, TITLES
from .roles import degree_of, position_score
from .sections import undecorated
from .skills import are_skills, read_skills
from .title_words import LATEST, has_period, line_key

_STEMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("skills", re.compile(r"^技$|技能|技术|技艺|特长|专长|擅长|所长|长项|强项|专精|本领|本事|拿手|拿得出手|看家|手艺|功夫|能做|会做|会的|会什么|会哪些|能力|业务|熟练|熟悉|在行|上手|掌握|精通|工具|标签|\b(?:skill|abilit|expertise|competenc|proficien|strength|good at|tool|know-?how|capabilit|speciali[sz]|can do|bring|offer|talents?\b|technolog|stack|techniques|procedures|knows?\b)")),
    ("licences", re.compile(r"证书|证照|证件|执照|资质|资格|许可|凭证|凭据|持证|执证|取证|考证|的证$|^证$|已考取|已取得|\b(?:licen[cs]|certif|credential|registr|registered|papers|accredit|permits?\b)")),
    ("internship", re.compile(r"实习|见习|实践|\b(?:intern(?:s|ships?)?\b|placement|rotation)")),
    ("education", re.compile(r"求学|^(?:学校|院校)$|读书|念书|念的书|上学|上的学|学业|学历|教育|院校|校园|在校|母校|深造|就读|受教|学府|学习|课桌|课堂|学籍|寒窗|(?:读|念|上|待)过的?(?:学校|大学|院校|书)|\b(?:educat|stud(?:y|ies|ied)|learn|academ|school|degree|alma mater)")),
    ("work", re.compile(r"工作|任职|供职|从业|职业(?!资格|证|技能)|就业|岗位|履职|职场|上班|上的班|从医|从护|行医|任事|效力|服务|在岗|在职|资历|历任|受聘|就职|职涯|职历|(?:待|干|做)过的?(?:单位|地方|医院|公司|事|活|工作)|东家|雇主|\b(?:work|career|employ|experience|appointment|posts?\b|positions?|service|jobs?\b|practice|engagement|track record)")),
)  # fmt: skip
_TITLE = re.compile(r"[一-鿿a-z][一-鿿a-z \-'&|/·_\n]*[?？]?(?:\([^()]+\))?")
_DEGREE_NOTED = re.compile(r"\((?:本科|专科|大专|中专|硕士|博士)[^()]*\)$")
_PAPER = re.compile(r"证|执照|\b(?:certificate|certified|licen[cs]ed?|card|credential|registration|registered|provider|diploma)\b")
_CODE = re.compile(r"\b(?:no|ref|number|id)\b[.: #]*[a-z]{0,3}\d{5}|#[a-z]{0,3}\d{5}")
_NUMBERED = re.compile(r"\s*(?:[(\[]\d{1,2}[)\]]|[①-⑳])")
_LOOK_BELOW = 4
"""Lines below a title in which what it announces must show."""
_MOST_BELOW = 12


def add_by_stem(document: Document, kept: dict[int, str]) -> None:
    """Add the titles that a stem and the lines below agree on."""
    for index, kind in kept.items():  # papers are publications, or licences where such stand below
        if kind == "publications" and _stem(document, index) == "licences" and _announced(document, index, "licences", set(kept)):
            kept[index] = "licences"
    stems = {index: stem for index in range(len(document.lines) - 1) if index not in kept and (stem := _stem(document, index))}
    # what stands below a line goes on to the next title, and an item of a list is none: (2)用药教育
    known = set(kept)
    stems = {
        index: stem for index, stem in stems.items()
        if not _NUMBERED.match(line_key(document, index)) or _announced(document, index, stem, known)
    }  # fmt: skip
    others = {kind: known | {index for index, stem in stems.items() if stem != kind} for kind in set(stems.values())}
    above = sorted(known)
    for index, stem in stems.items():
        place = bisect(above, index)
        within = place > 0 and kept[above[place - 1]] == stem  # the text of a section of its kind
        if not within and _announced(document, index, stem, others[stem]):
            kept[index] = stem
            above.insert(place, index)
    ordered = sorted(kept.items())
    kept.clear()
    kept.update(ordered)


def _stem(document: Document, index: int) -> str | None:
    """The section whose stem a short line alone holds."""
    line = document.lines[index]
    if len(line.spans) != 1:
        return None
    bare = undecorated(line_key(document, index))
    chinese = bool(re.search(r"[一-鿿]", bare))
    words = bare.replace(" ", "") if chinese else bare
    if not (1 <= len(words) <= (12 if chinese else 34)) or not _TITLE.fullmatch(words):
        return None
    posts = (position_score(piece.strip()) >= 3 for piece in re.split(r"[·/|]", words))
    if TITLES.fullmatch(words) or degree_of(words) or _DEGREE_NOTED.search(words) or any(posts) or ORG_STRONG.fullmatch(words):
        return None
    if any(pattern.search(words) for _, pattern in LICENCE_PATTERNS) and _PAPER.search(words):
        return None  # Physician Practising Certificate, over its number
    if not chinese and DESCRIPTION_START.match(words):
        return None  # Trained interns on the bench
    found = [kind for kind, stem in _STEMS if stem.search(words)]
    return "work" if {"internship", "work"} <= set(found) else next(iter(found), None)


def _announced(document: Document, index: int, kind: str, titles: set[int]) -> bool:
    """Whether the lines below, down to the next title, are what a title of ``kind`` stands over."""
    last = min(len(document.lines), index + 1 + _MOST_BELOW)
    below = range(index + 1, next((i for i in range(index + 1, last) if i in titles), last))
    keys = [line_key(document, i) for i in below][:_LOOK_BELOW]
    if not keys:
        return False
    dated = any(has_period(key) for key in keys) or sum(bool(find_dates(key, 0, len(key))) for key in keys) >= 2
    if kind == "skills":
        return _lists_skills(document, below, keys)
    if kind == "licences":
        papers = any(_PAPER.search(key) or any(pattern.search(key) for _, pattern in LICENCE_PATTERNS) for key in keys[:2])
        return (papers or bool(_CODE.search(keys[0]))) and not any(period.finish for period in find_ranges(keys[0], 0, len(keys[0]), LATEST))
    if kind == "education":
        return dated and any(SCHOOL.search(key) for key in keys[:3])
    return dated and any(ORG_STRONG.search(key) or EN_ORG.search(key) for key in keys[:3])


def _lists_skills(document: Document, below: Sequence[int], keys: Sequence[str]) -> bool:
    if any(find_dates(key, 0, len(key)) or "@" in key or whole_label(key) for key in keys):
        return False
    return are_skills(read_skills(document, [Content(i, list(document.lines[i].spans)) for i in below]))
