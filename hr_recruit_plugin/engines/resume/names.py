# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""The candidate's name: by its label, or by its place, size and shape at the head of the page."""

from __future__ import annotations

import re

from . import proposals
from .document import Document
from .labels import Pair, whole_label
from .lexicon import COMPOUND_SURNAMES, NOT_NAMES, SURNAMES, TITLES
from .other_people import Foreign
from .sections import heading_kind

Value = tuple[object, float, int, int]
# From here on a candidate's own score decides: a plausible shape near the top of the page.
_LIKELY = 0.55
_HAN = re.compile(r"^[一-鿿㐀-䶿](?: ?[一-鿿㐀-䶿]){1,3}$")
_CJK = re.compile(r"[一-鿿]")
_PART = re.compile(r"\s*(?:(?P<family>surname|(?:family|last) name|姓)|(?P<given>(?:given|first) names?|forenames?|名))(?: ?:|  |$)(?: *)")
_HEAD_LINES = 30  # in which a person tells the own name
_WIDE = re.compile(r"[一-鿿][ \u3000]{2,6}[一-鿿]{1,2}(?=[ \u3000]*(?:$|[/|,，\n]))", re.M)
_STEPPE = re.compile(r"^[一-鿿]{4,7}(?:其其格|木格|高娃|巴图|图雅|花|娜仁|娜|格日勒|日娜|乌拉|苏荣|仁|拉|图|格|尔|木)$")  # 乌云其木格
_MINORITY = re.compile(r"^[一-鿿]{1,8}(?: ?[·•・‧∙●.] ?[一-鿿]{1,10}){1,3}$")
_GIVEN = r"[A-Z][a-zA-Z'’\-]+"
# J. K. Fernandez, Ma. Cristina D. Reyes, Maria de la Cruz, Muhammad bin Abdullah
_ENGLISH = re.compile(
    rf"^(?:(?:Dr|Mr|Ms|Mrs|Miss|Prof)\.? )?(?:(?:[A-Z]\. ?){{1,2}}|Ma\. )?{_GIVEN}(?:,? (?:[A-Z]\.?|(?:(?:[ds]/o|de|del|dela|de la|van|von|bin|binti|al|el|da|dos) )?{_GIVEN})){{0,3}}$"
)
_ENGLISH_STOP = re.compile(
    r"(?i)\b(?:rn|bsn|msn|md|phd|curriculum|vitae|resume|résumé|profile|summary|contact|nurse|engineer|physician|doctor|hospital|university|college|skills?|education|experience|phone|email|address|page|department|manager|staff|work|personal|details|about|licen[cs]es?|street|road|district|city|senior|junior|certificate|languages?|references?|award|professional|objective|china|pharmacist|technologist|technician|intern|resident|attending|chief|associate|care|unit|operating|emergency|information|machine|learning|data|medical|nursing|science|bachelor|master|school|career|history|employment|training|position|applied|application|candidate|title|highest|degree|party|member|date|birth|gender|female|male|full|name|key|registered|charge|head|room|team|co|ltd|dear|hiring|committee|sir|madam|recruit(?:ment|er|ing)|panel|whom|concern|human|resources|personnel|hr|ms|mr|mrs|marital)\b"
)
_INTRODUCTION = re.compile(
    r"(?:我是|我叫|我名叫|我的名字[是叫]|本人(?:名?叫|姓名[是为]?|是)) ?(?P<name>[一-鿿]{2,4}?|[一-鿿]{1,8}·[一-鿿]{1,8})(?=[,。;!、( ]|$)"
    r"|本人 ?(?P<stated>[一-鿿](?: {0,4}[一-鿿]){1,3})(?=,[男女][,。])"
    r"|(?:my name is|^(?:hi|hello)[,!]? (?:i am|i'm)) (?P<latin>[a-z][a-z'\-]+(?: (?!and\b)[a-z][a-z'\-]+){1,2})(?=[,.;]|$| and\b)",
    re.M,
)
_CLOSE = re.compile(
    r"(?:此致)? ?敬礼!?|(?:应聘|求职|申请|自荐)人:?|(?:yours )?(?:sincerely|faithfully|truly)(?: yours)?,?|(?:(?:kind|best|warm) )?regards,?"
)
_PLACE = re.compile(r"^[一-鿿]{2,5}[市县省]$|^[一-鿿]{1,3}[部处室]$")
_WITH_RANK = re.compile(rf"(?P<name>[一-鿿]{{2,4}}?)(?P<rank>{TITLES.pattern})")
_WITH_CALLING = re.compile(rf"(?P<name>{_GIVEN}(?: {_GIVEN}){{1,2}}) (?:(?:Registered|Staff|Chief|Senior|Attending|Clinical) )*(?:Nurse|Midwife|Physician|Doctor|Surgeon|Pharmacist|Technologist|Technician|Therapist|Radiographer|Engineer|Accountant)")
_CREDENTIALS = re.compile(
    r"(?:,? \(?(?:RN|BSN|MSN|MD|M\.D\.|PhD|Ph\.D\.|MBBS|DNP|NP|CCRN|MPH|PharmD|MSc|BSc|MBA|RPh)\b\.?\)?)+$"
)
_STRIP = re.compile(
    r"^本人(?=[一-鿿]{1,8}·)|^(?:个人|求职)?(?:简历|履历)(?:说明|介绍)?\s*[-—–|:：·]*\s*|\s*[-—–|·的]*\s*(?:个人|求职|应聘)?(?:简历|履历表?|材料|资料|简介|介绍)(?:表)?$|\s*同志(?:的?(?:个人)?(?:简历|简介|履历|情况)(?:表|说明)?)?$|(?i:^(?:curriculum vitae|resume|résumé|cv)\s*(?:of|[-–—|:·])\s*|\s*[-–—|:·]\s*(?:curriculum vitae|resume|résumé|cv)$|(?<=[a-z])'s (?:resume|cv)$)"
)


def find_name(document: Document, pairs: list[Pair], head: list[int], foreign: Foreign, email: Value | None) -> Value | None:
    """(name, confidence, start, end) or None."""
    parted = _in_two_parts(document, pairs)
    if parted is not None:
        return parted
    for pair in pairs:
        if pair.label == "name":
            value = _labelled(document, pair)
            if value is not None:
                return value
    told = _glued_name(document, head) or _introduced(document, head) or _as_in_address(document, head, foreign, email)
    if told is not None:
        return told
    candidates = sorted(_candidates(document, head, foreign), key=lambda c: -c[1])
    if candidates and candidates[0][1] >= _LIKELY:
        return candidates[0]
    signed = _signed(document, foreign)
    if signed is not None:
        return signed
    return _proposed(document, [i for i in head if i not in foreign], candidates) or next(iter(candidates), None)


def _as_in_address(document: Document, head: list[int], foreign: Foreign, email: Value | None) -> Value | None:
    """Owen Tan above or below everything else, whose address is owen.tan@…: every part of the name is in it."""
    if email is None:
        return None
    local = re.sub(r"[^a-z]", "", str(email[0]).lower().split("@")[0])
    alone = [i for i, line in enumerate(document.lines) if i not in foreign and len(line.spans) <= 3]
    for index in sorted(alone, key=lambda i: i not in head):
        line = document.lines[index]
        words = _closed(re.sub(r"\s+", " ", document.text[line.start : line.end].strip()))
        parts = [part.lower() for part in re.findall(r"[A-Za-z]{2,}", words)]
        if 2 <= len(parts) <= 3 and _shape(words) >= 0.6 and all(part in local for part in parts):
            return tidy(words), 0.9, line.start, line.end
    return None


def _closed(name: str) -> str:
    """Without the gap that wide print leaves in a word: Ta o Lv."""
    return re.sub(r"(?<=[a-z]) (?!(?:de|del|dela|la|van|von|bin|binti|al|el|da|dos) )(?=[a-z]{1,2}\b)", "", name)


def _proposed(document: Document, head: list[int], candidates: list[Value]) -> Value | None:
    """What the CRF takes for the name where shape and place do not settle it: rather one of the candidates."""
    places = proposals.names(document, head)
    known = {(start, end): text for text, _, start, end in candidates}
    for start, end in sorted(places, key=lambda place: place not in known):
        text = tidy(document.text[start:end])
        if _HAN.match(text) or _MINORITY.match(text):
            return text, proposals.CONFIDENCE, start, end
    return None


def _in_two_parts(document: Document, pairs: list[Pair]) -> Value | None:
    """Surname and given name, each behind its label: Surname | Dunmore, Given name | Lucien; 姓 | 林, 名 | 清源.

    Below a name in one piece they are those of a referee.
    """
    found: dict[str, tuple[str, int, int]] = {}
    named = min((pair.line for pair in pairs if pair.label == "name"), default=len(document.lines))
    for line in document.lines[: min(named + 2, _HEAD_LINES)]:
        part = _PART.match(document.key, line.start, line.end)
        if part and part.lastgroup and len(line.spans) <= 2:
            start, end = line.spans[-1].start if len(line.spans) == 2 else part.end(), line.end
            found.setdefault(part.lastgroup, (document.text[start:end].strip(" :："), start, end))
    if set(found) != {"family", "given"}:
        return None
    (family, a, b), (given, c, d) = found["family"], found["given"]
    name = family + given if _CJK.search(family) else f"{given} {family}"
    return (tidy(name), 0.95, min(a, c), max(b, d)) if _shape(name) else None


def _glued_name(document: Document, head: list[int]) -> Value | None:
    """姓名王丽性别女, as recognised print has it."""
    for index in head:
        line = document.lines[index]
        found = re.search(r"姓 ?名 ?:? ?([一-鿿]{2,4}?)(?= ?性 ?别)", document.key[line.start : line.end])
        if found:
            start = line.start + found.start(1)
            return document.text[start : start + len(found[1])], 0.9, start, start + len(found[1])
    return None


def _introduced(document: Document, head: list[int]) -> Value | None:
    """我是王丽，应聘贵院护士: how a letter says who writes it."""
    for index in head:
        line = document.lines[index]
        for found in _INTRODUCTION.finditer(document.key, line.start, line.end):
            start, end = found.span(found.lastgroup or "name")
            text = document.text[start:end]
            if _shape(tidy(text)) >= 0.6 and not re.search(r"[人生者]$", text):
                return tidy(text), 0.9, start, end
    return None


def _signed(document: Document, foreign: Foreign) -> Value | None:
    """The name under the close of a letter."""
    for index in range(len(document.lines) - 1, 0, -1):
        line, above = document.lines[index], document.lines[index - 1]
        if index in foreign or not _CLOSE.fullmatch(document.key[above.start : above.end].strip()):
            continue
        text = document.text[line.start : line.end].strip()
        if _shape(text) >= 0.6:
            return tidy(text), 0.8, line.start, line.end
    return None


def _labelled(document: Document, pair: Pair) -> Value | None:
    wide = _WIDE.match(document.text, pair.start) if pair.end - pair.start == 1 else None
    if wide:  # set over two or three cells of the grid: 厍  野
        return tidy(wide[0]), 0.97, *wide.span()
    text = document.text[pair.start : pair.end]
    whole = re.sub(r"(?<=[一-鿿]) +(?=[一-鿿](?: |$))", " ", text.strip(" |/·•"))
    for part in (whole, re.split(r"\s{2,}|[|/,，;；(（\n]", whole)[0].strip()):
        if _HAN.match(part) or _MINORITY.match(part):
            return tidy(part), 0.99, pair.start, pair.start + text.find(part) + len(part)
        if _ENGLISH.match(part):
            return tidy(part), 0.98, pair.start, pair.start + text.find(part) + len(part)
    first = re.match(r"[\s]*([一-鿿·•]{2,12})(?=[\s(（,，|/]|$)", text)
    if first and not whole_label(first[1]):
        return tidy(first[1]), 0.9, pair.start, pair.start + first.end()
    english = re.match(r"\s*([A-Za-z][A-Za-z'’.\-]+(?: [A-Za-z][A-Za-z'’.\-]+){0,3})(?=\s*(?:[(（,|/]|$))", text)
    return (tidy(english[1]), 0.85, pair.start, pair.start + english.end()) if english else None


def tidy(name: str) -> str:
    """Without the blanks and titles that only looks put there."""
    if re.search(r"[一-鿿]", name):
        return re.sub(r"[•・‧∙●.]", "·", re.sub(r"\s", "", name))
    name = re.sub(r"^(?:Dr|Mr|Ms|Mrs|Miss|Prof)\.? ", "", name.strip())
    return name.title() if name.isupper() else name


def _candidates(document: Document, head: list[int], foreign: Foreign) -> list[Value]:
    sizes = sorted(line.size for line in document.lines)
    body = sizes[len(sizes) // 2] if sizes else 0.0
    found: list[Value] = []
    order = {index: place for place, index in enumerate(head)}
    first_page = [i for i, line in enumerate(document.lines) if line.page == 0 and i not in foreign]
    for index in first_page[:90]:
        line = document.lines[index]
        large = body > 0 and line.size > 1.25 * body
        if index not in order and not large:
            continue
        wrapped = _wrapped_name(document, index, body)
        if wrapped is not None:
            found.append(wrapped)
        for span_number, span in enumerate(line.spans[:4]):
            if heading_kind(span.text) not in (None, "other"):
                continue
            for text, start in _pieces(span.text, span.start):
                score = 0 if TITLES.fullmatch(text) else _shape(text)
                if score:
                    place = order.get(index, 12)
                    score += (
                        (0.25 if body and span.size > 1.25 * body else 0)
                        - 0.015 * min(place, 20)
                        - 0.02 * span_number
                    )
                    score += 0.06 if len(line.spans) == 1 and text == span.text.strip() else 0
                    found.append((tidy(text), round(min(max(score, 0.05), 0.97), 3), start, start + len(text)))
    return found


def _wrapped_name(document: Document, index: int, body: float) -> Value | None:
    """A large name that a narrow column broke in two: Sophia / Zhou."""
    if index + 1 >= len(document.lines) or not body:
        return None
    first, second = document.lines[index], document.lines[index + 1]
    # On a scan a row without g and y is less high.
    unlike = 0.05 if first.spans[0].ink else 0.25
    large = min(first.size, second.size) > 1.35 * body and abs(first.size - second.size) < unlike * first.size
    if not large or len(first.spans) != 1 or len(second.spans) != 1:
        return None
    a, b = first.spans[0].text.strip(), second.spans[0].text.strip()
    joined = f"{a} {b}" if a[-1] < "⺀" else a + b
    words = all(re.fullmatch(rf"{_GIVEN}(?: (?:[A-Z]\.|{_GIVEN}))?", part) for part in (a, b))
    minority = "·" in a and bool(_MINORITY.match(joined)) and len(b) <= 4
    return (tidy(joined), 0.96, first.start, second.end) if (words or minority) and _shape(joined) else None


def _pieces(text: str, start: int) -> list[tuple[str, int]]:
    """The parts of a span that might be a name."""
    pieces = []
    bare = _STRIP.sub("", text).strip(" |/·•-—")
    bare = _CREDENTIALS.sub("", bare)
    bare = re.sub(r"(?<=[一-鿿]) [男女]$", "", bare)
    ranked = _WITH_RANK.fullmatch(bare)
    if ranked and (ranked["name"][0] in SURNAMES or ranked["name"][:2] in COMPOUND_SURNAMES):
        bare = ranked["name"]
    if bare and bare in text:
        pieces.append((bare, start + text.index(bare)))
    for match in re.finditer(r"[^\s|｜/,，;；:：(（)）\-—–]+(?:[·•・][^\s|｜/,，;；:：(（)）]+)*", text):
        if match[0] != bare:
            pieces.append((match[0], start + match.start()))
    called = _WITH_CALLING.fullmatch(text)
    if called and called["name"] != bare:
        pieces.append((called["name"], start))
    sexed = re.match(rf"{_GIVEN}(?: {_GIVEN}){{1,2}}(?= (?:Fem|M)ale\b)", text)
    if sexed:
        pieces.append((sexed[0], start))
    for match in re.finditer(rf"{_GIVEN}(?: (?:[A-Z]\.|{_GIVEN})){{0,2}} {_GIVEN}(?=\s*(?:[|,(（/–—]|\+?\d|\S+@|$))", text):
        if match[0] != bare:
            pieces.append((match[0], start + match.start()))
    return pieces


def _shape(text: str) -> float:
    """How much a text looks like a person's name, 0 to 0.7."""
    if len(text) > 40:
        return 0.0
    squeezed = text.replace(" ", "")
    if _PLACE.search(squeezed):
        return 0.0
    if (
        _HAN.match(text)
        and not NOT_NAMES.search(squeezed)
        and heading_kind(squeezed) is None
        and not whole_label(squeezed.lower())
    ):
        if squeezed[:2] in COMPOUND_SURNAMES and 3 <= len(squeezed) <= 4:
            return 0.7
        if squeezed[0] in SURNAMES and 2 <= len(squeezed) <= 3:
            return 0.65
        return 0.3 if squeezed[0] in SURNAMES else 0.15
    if _STEPPE.match(text) and not NOT_NAMES.search(text) and not whole_label(text):
        return 0.5
    if _MINORITY.match(text) and not NOT_NAMES.search(squeezed):
        return 0.6
    if _ENGLISH.match(text) and " " in text and not _ENGLISH_STOP.search(text) and len(text) >= 4:
        return 0.6
    if re.fullmatch(r"[A-Z][A-Z'\-]+(?: [A-Z][A-Z'\-]+){1,2}", text) and not _ENGLISH_STOP.search(text):
        return 0.6
    return 0.0
