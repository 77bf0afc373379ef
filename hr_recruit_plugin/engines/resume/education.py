# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Education: schools with degree, major and dates."""

from __future__ import annotations

import re
from collections.abc import Sequence

from . import lexicon, proposals
from .dates import find_dates
from .document import Document
from .english import split_subject
from .entries import Group
from .model import Education
from .roles import Piece, cut, degree_in, degree_of, is_noise, position_score

_CJK = re.compile(r"[一-鿿]")
_MAJOR_TAIL = re.compile(
    r"(?:\(?(?:专业|方向)\)?|\(?(?:全日制|非全日制|统招|应届|往届|本科|专科|大专|硕士|博士|学士|学位|中专|自考|函授|在职|业余|成人|高职|学历|学习|大学专科|成人本科|自考本科|研究生|硕士研究生|博士研究生|大学本科|专升本|五年制|四年制|三年制|七年制|八年制)\)?)+$"
)
_MAJOR_LEAD = re.compile(r"^(?:(?:所学)?专业(?:名称|方向)?[:为是 ]?|(?:攻读|修读|就读|学的(?:是)?|读的(?:是)?|读|学习|为|是)(?=[一-鿿]{2})|主修[:]?|major(?:ed|ing)? (?:in )?:?|subject:? (?=[a-z])|studied (?=[a-z])|(?:degree )?programme? in |in )+")
_EN_DEGREE = re.compile(
    r"(?:(?:bachelor|master|doctor(?:ate)?|associate)(?:'s)?(?: degree)?(?: of (?:medicine(?:(?: and| &|,) bachelor of surgery)?|science|arts|engineering|philosophy|nursing|pharmacy|applied science|management|public health|business administration))?|ph\.?d\.?|m\.?sc\.?|b\.?sc\.?|bsn|msn|mbbs|m\.?phil\.?|m\.?d\.?|d\.?phil\.?|b\.?eng\.?|m\.?eng\.?|m\.?a\.?|b\.?a\.?|(?:(?:secondary|vocational|technical|advanced|higher|national|graduate|postgraduate) ){0,3}diploma)(?: degree)?(?: in| of|,)? ?"
)
# The hospital of a university is no school; the school of a hospital is one.
_SCHOOL_END = re.compile(r"(?:大学|学院|学校|医专|卫校)$")
_HOUSE = re.compile(r"(?:医院|卫生院|保健院|hospital|infirmary)(?!.*(?:学校|学院|卫校|school|college))")
_NO_SCHOOL = re.compile(r"(?:\d|two|three|four)[- ]year (?:college|university|school)|(?:junior|vocational|technical|medical) (?:college|school)|college|university|graduate school")
_AT_SCHOOL = re.compile(r"(?P<what>[a-z][a-z .,'&()\-]{3,70}?) at (?:the )?(?=.*\b(?:university|college|school|institute|academy|polytechnic)\b)")
_TWO_WORDS = re.compile(
    r"(?: (?!(?:[a-z]+)?(?:nurs|medic|pharm|engineer|scien|manag|account|technolog|imag|therap|logy|stud|educ|business|law|surg|financ|admin|radio|midwif|bachelor|master|doctor|diploma|associate|bsc|msc|phd|school|college|faculty|department|part|full))[a-z'\-]+){1,2}"
)
_STUDIED = re.compile(r"(?:i )?(?:studied|read|majored in) (?P<what>[a-z &\-]{3,50}?) at (?:the )?(?=.*\b(?:university|college|school|institute|academy)\b)")
# as print without gaps between its columns is recognised
_DEGREE_AND_SCHOOL = re.compile(r"(?P<what>(?:全日制|统招|成人|在职)?(?:大学本科|本科|大专|专科|中专|硕士(?:研究生)?|博士(?:研究生)?))(?=[一-鿿]{2,12}(?:大学|学院|学校))")
_DEGREE_BEHIND = re.compile(r"(?<=[a-z)]),? (?=(?:bachelor|master|doctor|associate|ph\.?d|m\.?sc|b\.?sc|bsn|msn|mbbs|diploma)\b)")
_FACULTY = re.compile(r".*(?:学院|系|学部|研究生院|校区)$|.*\b(?:school|faculty|college|department) of .*")


def read_education(document: Document, groups: Sequence[Group]) -> list[Education]:
    """Entries as they stand in the section; order is the caller's affair."""
    entries = []
    for group in groups:
        entry = _entry(document, group)
        if entry is not None:
            entries.append(entry)
    return entries


def is_schooling(group: Group, sure: bool = False) -> bool:
    """Whether an entry of a mixed history is about a school: it names one, and a degree or no post; both, to be ``sure``."""
    keys = [piece.key for piece in group.pieces]
    schools = any(lexicon.SCHOOL.search(key) and not degree_of(key) and not _HOUSE.search(key) for key in keys)
    degrees = any(degree_of(key) or degree_in(key) for key in keys)
    posts = any(position_score(key) >= 3 for key in keys)
    if sure:
        if "school" in group.labelled and not group.pieces and not {"organisation", "position"} & set(group.labelled):
            return True
        return schools and not posts and any(degree_of(key) for key in keys)
    return "school" in group.labelled or (schools and (degrees or not posts))


def _entry(document: Document, group: Group) -> Education | None:
    _label_school(document, group)
    pieces = [p for p in group.pieces if not is_noise(p.key)]
    school, rest = _school(document, group, pieces)
    degree, rest = _degree(document, group, rest)
    major = _major(document, group, rest, school)
    ruled = (school, major)
    if not {"school", "major"} & set(group.labelled):
        school, major = proposals.mend_school(document, group.spans, school, major)
    if degree is None and major and "major" in group.labelled and degree_in(major.lower()):
        lead = _EN_DEGREE.match(major.lower())
        degree, major = _first(degree_in(major.lower())), major[lead.end() :] if lead else major
    if major is None and "degree" in group.labelled:  # B.Sc. (Nursing)
        named = re.search(r"[(:] ?([A-Za-z &]{4,})\)?$", document.text[slice(*group.labelled["degree"])].strip())
        major = named[1] if named and not is_noise(named[1].lower()) else None
    if school is None and (group.dates is None or major is None):
        return None
    start = end = None
    if group.dates is not None:
        start, end = group.dates.begin, group.dates.finish
        if group.dates.single:
            start, end = None, group.dates.begin
    confidence = 0.6 + 0.1 * sum(v is not None for v in (school, degree, major, start))
    confidence = confidence if ruled == (school, major) else min(confidence, proposals.CONFIDENCE)
    evidence = tuple(document.evidence(*place) for place in group.spans)
    return Education(school, degree, major, start, end, round(min(confidence, 0.98), 2), evidence)


def _label_school(document: Document, group: Group) -> None:
    """The body that awards a degree is its school, and so is a name that is one's: name: Merrowdale Medical University."""
    for label in ("authority", "name"):
        place = group.labelled.get(label)
        if place and "school" not in group.labelled and lexicon.SCHOOL.search(document.key, *place):
            group.labelled["school"] = place


def _school(document: Document, group: Group, pieces: list[Piece]) -> tuple[str | None, list[Piece]]:
    if "school" in group.labelled:
        start, end = group.labelled["school"]
        text = document.text[start:end]
        text = _clean(text.split("\n")[0] if _SCHOOL_END.search(text.split("\n")[0]) else text)
        parts = re.split(r"\s{2,}|\n|[,，;；/|]|(?<=[学院校])\s+(?=[一-鿿])", text)
        name = parts[0].strip() if len(parts[0]) >= 3 else text
        after = start + max(document.text[start:end].find(name), 0) + len(name)
        return name, [*pieces, *cut(document.key, after, end, [], 0)]
    pieces = [part for piece in pieces for part in _studied_at(piece)]
    for number, piece in enumerate(pieces):
        match = list(lexicon.SCHOOL.finditer(piece.key))
        if not match or degree_of(piece.key) or _NO_SCHOOL.fullmatch(piece.key):
            continue
        end = _school_end(piece.key)
        name = document.text[piece.start : piece.start + end]
        lead = len(piece.key[end:]) - len(piece.key[end:].lstrip(" -,"))
        rest = pieces[:number] + _tail(document, piece, end + lead) + pieces[number + 1 :]
        return _clean(name), rest
    return None, pieces


def _studied_at(piece: Piece) -> list[Piece]:
    """What stands before a school and the school: I studied surgery / at Qinghe University; 全日制本科 / 东岭财经大学."""
    told = _STUDIED.match(piece.key) or _AT_SCHOOL.match(piece.key) or _DEGREE_AND_SCHOOL.match(piece.key)
    if told is None and (end := split_subject(piece.key)) and _is_subject(piece.key[:end]):
        head, rest = piece.key[:end], piece.key[end:].lstrip(" ,-")
        return [
            Piece(piece.start, piece.start + end, head, piece.line),
            Piece(piece.end - len(rest), piece.end, rest, piece.line),
        ]
    if told is None:
        return [piece]
    return [
        Piece(piece.start + told.start("what"), piece.start + told.end("what"), told["what"], piece.line),
        Piece(piece.start + told.end(), piece.end, piece.key[told.end() :], piece.line),
    ]


def _is_subject(key: str) -> bool:
    """Whether what stands before a school without a mark is a degree, with or without its subject, or a subject alone."""
    return bool(_EN_DEGREE.match(key)) or len(key.split()) <= 3


def _tail(document: Document, piece: Piece, start: int) -> list[Piece]:
    """What stands behind the school's name; a bracket holds pieces of its own: (护理学, 本科)."""
    key = piece.key[start:].rstrip(" -,")
    if inner := re.fullmatch(r"\(([^()]+)\)", key):
        return cut(document.key, piece.start + start + inner.start(1), piece.start + start + inner.end(1), [], piece.line)
    return [Piece(piece.start + start, piece.end, key, piece.line)] if len(key) > 1 else []


def _school_end(key: str) -> int:
    """The school's name ends at its last school word, unless what follows belongs to it."""
    if not _CJK.search(key):
        match = re.search(
            rf"^.*?\b(?:university|college|institute|school|academy|polytechnic)\b(?: (?:university|college|institute|school)\b)?(?: of {lexicon.EN_PLACE}(?: (?:and|of) [a-z\-']+| (?:medicine|sciences?|technology|university|medical))*)?(?:,? [a-z]+ (?:campus))?",
            key,
        )
        rest = key[match.end() :].strip(" ,-") if match else ""
        if match and (behind := _DEGREE_BEHIND.search(key, match.start())):
            return _school_end(key[: behind.start()])
        if match and _TWO_WORDS.fullmatch(key[match.end() :]) and " of " in match[0]:  # University of Maple Fork
            return len(key)
        return match.end() if match and (not rest or not re.match(r"(?:of|hospital)\b", rest)) else len(key)
    ends = [
        m.end()
        for m in re.finditer(
            r"大学(?:医学部|药学部|护理学部)?(?!本科|专科|学历|毕业|英语)|学院|学校|医专|卫校|党校|中学|研究院|研究生院|科学院|医科院", key
        )
    ]
    for end in ends:
        rest = key[end:]
        if re.match(r"\([^)]*\)$", rest):
            return end if degree_in(rest) else len(key)
        if not re.match(r"[一-鿿]{0,8}(?:学院|大学|学校|医专|卫校)", rest):
            return end
    return ends[-1] if ends else len(key)


def _degree(document: Document, group: Group, pieces: list[Piece]) -> tuple[str | None, list[Piece]]:
    if "degree" in group.labelled:
        start, end = group.labelled["degree"]
        found = degree_of(document.key[start:end]) or _first(degree_in(document.key[start:end]))
        if found:
            return found, pieces
    if "scope" in group.labelled and (found := degree_of(document.key[slice(*group.labelled["scope"])])):
        return found, pieces
    named = [(piece, found) for piece in pieces if (found := degree_of(piece.key))]
    if named:
        best = max((found for _, found in named), key=_rank)
        fields = [(" in " in piece.key, field) for piece, _ in named if (field := _field_of_degree(piece))]
        # Bachelor of Science in Nursing says the subject, Bachelor of Medicine only where nothing else does.
        told, hinted = ([field for sure, field in fields if sure is wanted] for wanted in (True, False))
        return best, [*told, *(p for p in pieces if degree_of(p.key) is None), *hinted]
    return _embedded_degree(document, pieces)


def _field_of_degree(piece: Piece) -> Piece | None:
    """Neurology in "Master of Neurology"; none in "Bachelor of Science"."""
    match = re.search(r"(?: of| in) (?:(?:science|arts|philosophy) (?!and )(?=[a-z]))?(.+)$", piece.key)
    if match is None or re.fullmatch(r"(?:applied )?(?:science|arts|philosophy|engineering)s?", match[1]):
        return None
    return Piece(piece.start + match.start(1), piece.start + match.end(1), match[1], piece.line)


def _embedded_degree(document: Document, pieces: list[Piece]) -> tuple[str | None, list[Piece]]:
    for number, piece in enumerate(pieces):
        found = degree_in(piece.key)
        if not found:
            continue
        if not _CJK.search(piece.key):
            lead = _EN_DEGREE.match(piece.key)
            cut = lead.end() if lead else 0
            rest = Piece(piece.start + cut, piece.end, piece.key[cut:], piece.line)
            if not lead:
                rest = Piece(piece.start, piece.start + found[1], piece.key[: found[1]].strip(), piece.line)
        else:
            rest = _around(piece, found[1], found[2])
        keep = [rest] if len(rest.key.strip()) > 1 and not is_noise(rest.key.strip(" ()")) else []
        place = number if _CJK.search(piece.key) else 0  # Nursing in Bachelor in Nursing comes before whatever else might be it
        others = pieces[:number] + pieces[number + 1 :]
        return found[0], others[:place] + keep + others[place:]
    for start, end in {(p.start, p.end) for p in pieces}:
        found = degree_in(document.key[start:end])
        if found:
            return found[0], pieces
    return None, pieces


def _around(piece: Piece, start: int, end: int) -> Piece:
    before, after = piece.key[:start].strip(" (-"), piece.key[end:].strip(" )-")
    after = re.sub(r"^(?:学历|学位|研究生|毕业|阶段)+", "", after)
    if len(before) >= len(after):
        return Piece(piece.start, piece.start + len(piece.key[:start].rstrip(" (-")), before, piece.line)
    offset = piece.key.rfind(after)
    return Piece(piece.start + offset, piece.start + offset + len(after), after, piece.line)


def _major(document: Document, group: Group, pieces: list[Piece], school: str | None) -> str | None:
    if "major" in group.labelled:
        start, end = group.labelled["major"]
        text = _behind_school(document.text[start:end], school)
        return _clean_major(text) if text else None
    candidates = [p for p in pieces if len(p.key) >= 2 and not re.fullmatch(r"[\d.\-/% ]+", p.key) and p.line < 4]
    candidates = [p for p in candidates if not find_dates(p.key, 0, len(p.key))]
    candidates = [p for p in candidates if not _NO_SCHOOL.fullmatch(p.key) and not re.search(r"gpa|绩点|排名|奖学金|导师|课程|前\d|城市|人数", p.key)]
    proper = [p for p in candidates if not _FACULTY.match(p.key)]
    named = [p for p in proper if "专业" in p.key]
    for piece in named or proper or []:
        major = _clean_major(_behind_school(document.text[piece.start : piece.end], school))
        if major and len(major) <= (20 if _CJK.search(major) else 60):
            return major
    return None


def _behind_school(text: str, school: str | None) -> str:
    """What stands behind the school where both are in one cell or sentence."""
    return text.strip().removeprefix(school or "").lstrip()


def _clean_major(text: str) -> str | None:
    text = _clean(text)
    lead = _MAJOR_LEAD.match(text.lower())
    text = text[lead.end() :] if lead else text
    shorter = _MAJOR_TAIL.sub("", text).strip(" （(·-,，、|/")
    result = shorter
    if result.count("（") > result.count("）"):
        result += "）"
    return result or None


def _clean(text: str) -> str:
    text = re.sub(r"\s*\n\s*", lambda m: "", text) if _CJK.search(text) else re.sub(r"\s*\n\s*", " ", text)
    return text.strip(" ·•-—–,，;；:：|/")


def _first(found: tuple[str, int, int] | None) -> str | None:
    return found[0] if found else None


def _rank(degree: str) -> int:
    return ("secondary", "associate", "bachelor", "master", "doctor").index(degree)
