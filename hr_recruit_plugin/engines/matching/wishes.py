"""What one passage of an advertisement asks for, kind by kind: a requirement and the span that it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from .advertisement import PREFERRED, Passage
from .lexicon import Lexicon
from .requirements import Requirement
from .words import pattern


class Wish(NamedTuple):
    """``start`` and ``end`` count within the passage."""

    requirement: Requirement
    start: int
    end: int


_DEGREE = re.compile(
    r"(?P<doctor>博士(?!后)|\bph\.? ?d\b|\bdoctora\w+|\bdoctor(?:'s|s)? degree)|"
    r"(?P<master>硕士(?:研究生)?|研究生|\bmaster(?:['’]?s)?\b)|"
    r"(?P<bachelor>大学本科|本科(?!室|(?:阶段|期间)?(?:必?须|需|应)?为)|学士|\bbachelor(?:['’]?s)?\b)|"
    r"(?P<associate>大专|(?:高职)?专科(?=及以上|以上|学历|毕业)|\bassociate(?:['’]?s)? degree|\bcollege diploma)|"
    r"(?P<secondary>中专)",
    re.I,
)
_CHINESE_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2, "半": 0.5}
_COUNT = r"(?P<n>\d{1,2}(?:\.\d)?|[一二两三四五六七八九十]{1,2})"
_LEAST = r"(?:\s*\(含\))?\s*(?:及以上|以上|或以上|及其以上)?\s*(?:的)?"
_YEARS = (
    re.compile(rf"{_COUNT}\s*(?:周年|年){_LEAST}(?P<field>[^，,;、\d年]{{0,18}}?)(?:工作|从业)?(?:经验|经历)"),
    re.compile(
        rf"(?:从事|具有|有)?(?P<field>[^，,;、\d年]{{0,14}}?)(?:工作|从业|执业)(?:经验|经历|年限)?"
        rf"(?:满|不少于|至少|达到|达)?\s*{_COUNT}\s*(?:周年|年)"
    ),
    re.compile(
        rf"{_COUNT}\s*\+?\s*(?:or more )?years?(?:['’]s?)?(?: of)?\s*(?P<field>[a-z /-]{{0,40}}?)\s*experience", re.I
    ),
)
_FIELD_TRIM = re.compile(
    r"^(?:的|其中|从事|在|具有|具备|有|相关|本|同等|of|in|working|relevant|\s)+|(?:的|相关|岗位|工作|领域|方向|\s)+$", re.I
)
_MAJOR = (
    re.compile(
        r"(?P<list>[^，,;:：。]{2,80}?)(?:等)?(?:相关|相近|类|大类|\s)*专业(?!知识|技能|技术|能力|素养|人员|不限|委员|培训|证)"
    ),
    re.compile(
        r"(?:degree|major(?:ing)?|graduate|background)(?: or (?:above|higher))? in (?P<list>[^;.]{3,120})", re.I
    ),
)
_BEFORE_DEGREE = re.compile(
    r"(?P<list>(?:[\u4e00-\u9fff]{1,10}?(?:学|护理|技术|工程|管理)(?:、|/|或|和)?){1,8})"
    r"(?=(?:全日制|统招)?(?:博士|硕士|研究生|大学本科|本科|大专|专科)(?:研究生)?(?:及?以上|或以上|学历|毕业))"
)
"""「医学影像学本科以上」: majors that stand before the degree, without the word 专业."""
_NO_MAJOR = re.compile(r"持有|执业范围|执照|资格|证书|证$|大学$|中学$|^同学$")
_MAJOR_HEAD = re.compile(
    r"^(?:[•·*●■▪\-]|具有|具备|要求|须|需|必须|全日制|统招|所学|专业|为|学历|学位|毕业于|毕业|的|者|\s|"
    r"(?:博士|硕士|研究生|大学本科|本科|学士|大专|专科|中专)+(?:及以上|以上|或以上)?)+"
)
_MAJOR_TAIL = re.compile(
    r"\s*(?:or (?:a )?(?:related|similar|equivalent)\b.*|preferred.*|(?:is )?required.*|,?\s*etc.*)$", re.I
)
_SPLIT = re.compile(r"[、/,，]|(?<!\w)(?:and|or)(?!\w)|以及|或者|或|和", re.I)
_STEM = re.compile(r"(?<=[理科计产筹])学$")
_TITLE_AFTER = re.compile(
    r"^(?:\([^)]{1,8}\))?[^，,;:：。]{0,4}?(?:及|或)?以上|^.{0,3}职称|^.{0,4}专业技术|^\s*(?:or above|or higher|title)", re.I
)


def degrees(passage: Passage, lexicon: Lexicon) -> Iterator[Wish]:
    """「大专及以上学历，本科优先」: a gate and a wish."""
    for found in _DEGREE.finditer(passage.text):
        value = str(found.lastgroup)
        yield Wish(_asked("degree", value, not passage.preferred(found.start()), 2), found.start(), found.end())


def licences(passage: Passage, lexicon: Lexicon) -> Iterator[Wish]:
    """「持有护士执业证」; of overlapping names the longest counts. 「检验技师及以上职称」 and 「检验技师：」 name no paper."""
    text = passage.text.lower()
    found = [(hit, kind) for kind, terms in lexicon.licences.items() for hit in pattern(terms).finditer(text)
             if not _no_paper(hit, text)]  # fmt: skip
    named = [(hit, kind) for hit, kind in found if not any(_inside(hit, other) for other, _ in found)]
    for hit, kind in named:
        must = not passage.preferred(hit.start())
        yield Wish(_asked("licence", kind, must, 4 if must else 2), hit.start(), hit.end())
    yield from _bare_practice(passage, [kind for _, kind in named])


def _no_paper(hit: re.Match[str], text: str) -> bool:
    """Whether a name that is also a title's or a post's stands for that, and not for the paper."""
    if re.search("证|资格|执照|培训|规培|licen|certif|regist|training|qualif", hit.group()):
        return False
    rest = text[hit.end() :]
    return bool(_TITLE_AFTER.search(rest)) or (not text[: hit.start()].strip() and re.match(r"\s*[:：]", rest) is not None)


def _inside(hit: re.Match[str], other: re.Match[str]) -> bool:
    return other.start() <= hit.start() and hit.end() <= other.end() and len(other.group()) > len(hit.group())


def _bare_practice(passage: Passage, kinds: list[str]) -> Iterator[Wish]:
    """「医师资格证及执业证」 names the second certificate by its tail alone."""
    hit = re.search(r"[、和及与/](?P<tail>执业证书?)", passage.text)
    if hit and "physician_qualification" in kinds and "physician_practice" not in kinds:
        must = not passage.preferred(hit.start())
        yield Wish(
            _asked("licence", "physician_practice", must, 4 if must else 2), hit.start("tail"), hit.end("tail")
        )


def titles(passage: Passage, lexicon: Lexicon) -> Iterator[Wish]:
    """「主治医师及以上职称」; a title that only follows from a degree (本科须有主治医师职称) is no gate for all."""
    text = passage.text.lower()
    taken = [(wish.start, wish.end) for wish in licences(passage, lexicon)]
    names = pattern(name for groups in lexicon.titles.values() for group in groups for name in group)
    for hit in names.finditer(text):
        rung = lexicon.rung(hit.group())
        inside = any(start < hit.end() and hit.start() < end for start, end in taken)
        if rung is None or inside or not _TITLE_AFTER.search(text[hit.end() :]):
            continue
        clause = passage.clause(hit.start())
        must = not PREFERRED.search(clause) and not (_DEGREE.search(clause) and re.search("须|需|要求", clause))
        yield Wish(_asked("title", rung.name, must, 2), hit.start(), hit.end())


def years(passage: Passage, lexicon: Lexicon) -> Iterator[Wish]:
    """「3 年以上深度学习经验」; years in a known department are asked for in that department."""
    for found in _first_of_each_place(passage.text):
        number = _count(found["n"])
        field = _FIELD_TRIM.sub("", found["field"].strip())
        rest = passage.text[found.end() :]
        liked = passage.preferred(found.start()) or bool(
            re.search(r"者优先\W*$", rest) and not re.search("须|必须", rest)
        )
        kind = "department" if field and lexicon.synonyms("departments", field) else "years"
        if number > 0:
            yield Wish(_asked(kind, field or "工作", not liked, 3, number), found.start(), found.end())


def _first_of_each_place(text: str) -> list[re.Match[str]]:
    taken: list[re.Match[str]] = []
    for expression in _YEARS:
        for found in expression.finditer(text):
            if all(found.end() <= other.start() or other.end() <= found.start() for other in taken):
                taken.append(found)
    return taken


def _count(text: str) -> float:
    if text[0].isdigit():
        return float(text)
    units = [_CHINESE_DIGITS[c] for c in text]
    if len(units) == 1:
        return float(units[0])
    return 10.0 + units[1] if units[0] == 10 else units[0] * 10.0


def majors(passage: Passage, lexicon: Lexicon) -> Iterator[Wish]:
    """「临床医学、内科学等专业」 as one requirement with a word for each major."""
    for expression in (*_MAJOR, _BEFORE_DEGREE):
        for found in expression.finditer(passage.text):
            listed = _MAJOR_HEAD.sub("", re.sub(r"\([^)]*\)", "", found["list"]))
            words = [_STEM.sub("", word) for word in _pieces(_MAJOR_TAIL.sub("", listed)) if len(word) <= 40]
            if words and not any(map(_NO_MAJOR.search, words)):
                must = not passage.preferred(found.start())
                yield Wish(_asked("major", tuple(words), must, 2), found.start("list"), found.end())


def _pieces(listed: str) -> list[str]:
    pieces = (re.sub(r"(?:等|相关|方向|类)+$", "", piece.strip(" .:：")) for piece in _SPLIT.split(listed))
    return list(dict.fromkeys(piece for piece in pieces if len(piece) >= 2))


def _asked(
    kind: str, value: str | tuple[str, ...], must: bool, weight: float, least: float | None = None
) -> Requirement:
    return Requirement(kind, value, must, float(weight), least)
