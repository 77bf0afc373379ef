"""The person: name, gender, birth, phone, e-mail, ID number, political status, title, and the stated degree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import lexicon
from .contacts import find_email, find_id_number, find_phone
from .dates import find_dates
from .document import Document
from .labels import Pair, glued_value
from .names import find_name
from .other_people import other_people
from .parts import Part
from .professional_titles import find_title
from .roles import degree_in, degree_of

_GENDER = {
    "男": "male",
    "男性": "male",
    "男生": "male",
    "女生": "female",
    "女": "female",
    "女性": "female",
    "male": "male",
    "female": "female",
    "m": "male",
    "f": "female",
    "♂": "male",
    "♀": "female",
    "先生": "male",
    "女士": "female",
    "man": "male",
    "woman": "female",
    "mr": "male",
    "ms": "female",
    "mr.": "male",
    "ms.": "female",
}
_INTRODUCES = re.compile(r" *(?:我叫|我的名字是|my name is )")
_MILESTONE = re.compile(r"工作|入职|毕业|填表|入党|到岗|有效|取得")
_APART = re.compile(r"[|,;、·]| {2,}")
_TICK = re.compile(r"[☑√✓■✔☒□☐]")
_CLOSE_TICK = re.compile(r"[☑√✓■✔☒](男|女|male|female)|(男|女)[☑√✓✔]")
_WIDE_TICK = re.compile(r"[☑√✓■✔☒] (男|女|male|female)|(男|女) [☑√✓✔]")
_BORN_ON = re.compile(r"\b(?:i was )?born (?:on |in )?|(?:我|本人)?出?生于 ?")
_BORN = re.compile(r"岁 ?\(|出生|生于|生(?=\n|$)|\bborn\b|生[,;| ·)]|生人")

Value = tuple[object, float, int, int]


@dataclass(slots=True)
class Person:
    """(value, confidence, start, end) or None for each field."""

    name: Value | None = None
    gender: Value | None = None
    birth_date: Value | None = None
    phone: Value | None = None
    email: Value | None = None
    id_number: Value | None = None
    political_status: Value | None = None
    title: Value | None = None
    degree: Value | None = None


def read_person(document: Document, parts: list[Part], pairs: list[Pair]) -> Person:
    """Everything about the candidate alone; lines about other people are left out."""
    foreign = other_people(document, parts)
    own = [p for p in pairs if p.line not in foreign and not foreign.holds(p.label_start)]
    head = _head_lines(document, parts)
    person = Person()
    person.email = find_email(document, own, foreign)
    person.id_number = find_id_number(document, own, foreign)
    person.phone = find_phone(document, own, foreign, person.email)
    person.gender = _gender(document, own, head)
    person.birth_date = _birth(document, own, head)
    person.political_status = _political(document, own, head, parts)
    person.title = find_title(document, own, head, parts)
    person.degree = _degree(document, own, head)
    papers = {content.index for part in parts if part.kind == "licences" for content in part.lines}
    person.name = find_name(document, [p for p in own if p.line not in papers], head, foreign, person.email)
    _complete_from_id(person)
    return person


def _head_lines(document: Document, parts: list[Part]) -> list[int]:
    """Lines before the first section, of the sections about the person, and where somebody says who they are."""
    about = (None, "basics", "objective", "summary")
    return [c.index for part in parts for c in part.lines if part.kind in about or _INTRODUCES.match(document.key, c.start)]


def _values(pairs: list[Pair], label: str) -> list[Pair]:
    return [p for p in pairs if p.label == label]


def _gender(document: Document, pairs: list[Pair], head: list[int]) -> Value | None:
    for pair in _values(pairs, "gender"):
        word = re.match(r"[\s:]*([^\s|/,;()·.]+)", document.key[pair.start : pair.end])
        if word and word[1] in _GENDER and not _TICK.search(document.text, pair.start, pair.end):
            return _GENDER[word[1]], 0.99, pair.start, pair.end
        said = document.text[pair.start : pair.end].lower()
        checked = _CLOSE_TICK.search(said) or _WIDE_TICK.search(said)
        if checked:
            return _GENDER[checked[1] or checked[2]], 0.9, pair.start, pair.end
    for index in head:
        line = document.lines[index]
        for match in re.finditer(
            r"(?:(?<![^\s|/,;()·、:])|(?<=我是)|(?<=本人))(男|女|男性|女性|男生|女生|male|female|♂|♀|先生|女士)(?=(?:19|20)\d\d|[\s|/,;()·、。]|$)",
            document.key[line.start : line.end],
        ):
            start = line.start + match.start()
            if not _unticked(document, line.start, start):
                return _GENDER[match[1]], 0.9, start, start + len(match[1])
    glued = glued_value(document, head, "性 ?别", "[男女]")
    return (_GENDER[glued["value"]], 0.85, glued.start("value"), glued.end("value")) if glued else None


def _unticked(document: Document, begin: int, place: int) -> bool:
    """Whether an empty box stands before what is at ``place``."""
    return document.text[begin:place].rstrip()[-1:] in ("☐", "□", "◻", "○") and place > begin


def _birth(document: Document, pairs: list[Pair], head: list[int]) -> Value | None:
    for pair in _values(pairs, "birth"):
        found = find_dates(document.key, pair.start, pair.end)
        if found and len(found[0].begin) >= 7:
            return found[0].begin, 0.99, found[0].start, found[0].end
        short = re.match(r"(\d\d)[./年\-](\d{1,2})(?!\d)", document.key[pair.start : pair.end])
        if short and 1 <= int(short[2]) <= 12:
            year = int(short[1])
            return f"{1900 + year if year > 12 else 2000 + year}-{int(short[2]):02d}", 0.8, pair.start, pair.end
        if found:
            return found[0].begin, 0.7, found[0].start, found[0].end
    for index in head:
        line = document.lines[index]
        for found_date in find_dates(document.key, line.start, line.end):
            around = document.key[max(line.start, found_date.start - 6) : found_date.end + 4]
            if _BORN.search(around) and len(found_date.begin) >= 7:
                return found_date.begin, 0.95, found_date.start, found_date.end
    glued = glued_value(
        document, head, "出生年月日?|出生日期|出生时间|生日|born|birth", r"(?:19|20)\d\d[^ ;,|]{2,12}"
    )
    for found_date in find_dates(document.key, glued.start("value"), glued.end("value")) if glued else ():
        if len(found_date.begin) >= 7:
            return found_date.begin, 0.85, found_date.start, found_date.end
    return _short_birth(document, head) or _bare_birth(document, head) or _told_birth(document)


def _told_birth(document: Document) -> Value | None:
    """Born March 2003, in whatever part of the page: below the close of a mail, in a column of its own."""
    for found in _BORN_ON.finditer(document.key):
        dates = find_dates(document.key, found.end(), found.end() + 24)
        if dates and dates[0].start - found.end() <= 1 and len(dates[0].begin) >= 7:
            return dates[0].begin, 0.7, dates[0].start, dates[0].end
    return None


def _short_birth(document: Document, head: list[int]) -> Value | None:
    """98.8生, or 98.8 alone beside the gender."""
    for index in head:
        line = document.lines[index]
        for match in re.finditer(
            r"(?<![\d./年\-])(\d\d)[./](1[0-2]|0?[1-9])(?= ?(?:出生|生)|\s*[|/·,]|  )(?![\d.])",
            document.key[line.start : line.end],
        ):
            year = int(match[1])
            if re.search(r"男|女|出生|\d生", document.key[line.start : line.end]):
                value = f"{1900 + year if year > 12 else 2000 + year}-{int(match[2]):02d}"
                return value, 0.7, line.start + match.start(), line.start + match.end()
    return None


def _bare_birth(document: Document, head: list[int]) -> Value | None:
    """A date alone among the personal facts: 女 | 1990.05 | 汉族."""
    for place, index in enumerate(head):
        line = document.lines[index]
        key = document.key[line.start : line.end]
        alone = len(re.sub(r"[\d年月日.\-/ ·]", "", key)) <= 1 and place < 12
        if not (alone or re.search(r"男|女|male|党员|团员|群众|汉族|岁|民族|年工作经验", key)):
            continue
        dates = [d for d in find_dates(document.key, line.start, line.end) if len(d.begin) >= 7]
        if len(dates) != 1 or _MILESTONE.search(_fact_around(document.key, line.start, line.end, dates[0].start)):
            continue
        if len(dates[0].begin) >= 7 and "1940" < dates[0].begin < "2012":
            return dates[0].begin, 0.8, dates[0].start, dates[0].end
    return None


def _fact_around(key: str, start: int, end: int, place: int) -> str:
    """The one of the facts that share a line, set apart by strokes, commas or wide gaps, in which ``place`` lies."""
    before = [m.end() for m in _APART.finditer(key, start, place)]
    after = _APART.search(key, place, end)
    return key[before[-1] if before else start : after.start() if after else end]


def _political(document: Document, pairs: list[Pair], head: list[int], parts: list[Part]) -> Value | None:
    for pair in _values(pairs, "political"):
        for value, pattern in lexicon.POLITICAL_PATTERNS:
            if pattern.search(document.key[pair.start : pair.end]):
                return value, 0.99, pair.start, pair.end
    for index in head:
        line = document.lines[index]
        for value, pattern in lexicon.POLITICAL_PATTERNS:
            for match in re.finditer(
                rf"(?<![^\s|/,;()·、:生])(?:{pattern.pattern})(?=大学|本科|大专|中专|硕士|博士|职称|[\s|/,;()·、。]|$)",
                document.key[line.start : line.end],
            ):
                if _unticked(document, line.start, line.start + match.start()):
                    continue
                if len(match[0]) > 2 or value == "群众" or match[0] in ("党员", "团员"):
                    return value, 0.9, line.start + match.start(), line.start + match.end()
    for value, pattern in lexicon.POLITICAL_PATTERNS:
        glued = glued_value(document, head, "政治面[貌目]|政治身份|党派", pattern.pattern)
        if glued:
            return value, 0.85, glued.start("value"), glued.end("value")
    return None


def _degree(document: Document, pairs: list[Pair], head: list[int]) -> Value | None:
    best: Value | None = None
    for pair in _values(pairs, "degree"):
        found = degree_of(document.key[pair.start : pair.end])
        if found is None:
            inside = degree_in(document.key[pair.start : pair.end])
            found = inside[0] if inside else None
        if found:
            best = _higher(best, (found, 0.95, pair.start, pair.end))
    if best is not None:
        return best
    for index in head:
        line = document.lines[index]
        for match in re.finditer(r"[^\s|/,;()·、:]+", document.key[line.start : line.end]):
            found = degree_of(match[0])
            if found and len(match[0]) <= 8:
                best = _higher(best, (found, 0.8, line.start + match.start(), line.start + match.end()))
    return best


def _higher(a: Value | None, b: Value) -> Value:
    ranks = ("secondary", "associate", "bachelor", "master", "doctor")
    return b if a is None or ranks.index(str(b[0])) > ranks.index(str(a[0])) else a


def _complete_from_id(person: Person) -> None:
    if person.id_number is None or person.id_number[1] < 0.9:
        return
    number, _, start, end = person.id_number
    text = str(number)
    if person.gender is None:
        person.gender = ("male" if int(text[16]) % 2 else "female", 0.97, start, end)
    if person.birth_date is None or len(str(person.birth_date[0])) < 7:
        person.birth_date = (f"{text[6:10]}-{text[10:12]}-{text[12:14]}", 0.97, start, end)
