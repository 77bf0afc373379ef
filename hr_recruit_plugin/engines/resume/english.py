# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""English names of employers and posts that stand together without a mark between them."""

from __future__ import annotations

import re

from . import lexicon

_CJK = re.compile(r"[一-鿿]")
_EN_STRONG = re.compile(r"\b(?:hospital|clinics?\b|cent(?:er|re)|ltd|inc\b|university|college)")
FIRM_GROUP = re.compile(r"[a-z] (?:software|health(?:care)?|pharma[a-z]*|biotech|technolog[a-z]+|investment|industry|medical|holdings?) group$")
_EN_FIRM = re.compile(rf"{_EN_STRONG.pattern}|{FIRM_GROUP.pattern}")
_EN_HOUSE = re.compile(r"\b(?:hospital|clinic|infirmary|ltd|inc)\b")
_EN_SCHOOL = re.compile(r"\b(?:university|college|school|academy)\b")
# of whom one knows only by the words after "of" what they are: Institute of Translational Medicine
_EN_LEARNED = re.compile(r"(?:institute|school|college|academy|cent(?:er|re)) of |.* (?:and|of)$")
_EN_LAB = re.compile(r"\blab(?:orator(?:y|ies))?$")
_EN_WORDS = re.compile(r"(?: [a-z&'\-]+){1,3}")
_EN_ROOM = re.compile(r"\b(?:office|department|dept\.?|team|unit|ward|room|division|section|group)$")
_EN_POST = re.compile(
    r"(?:(?:senior|junior|staff|head|charge|registered|associate|assistant|deputy|chief|attending|resident|principal|lead|clinical|machine|learning|software|data|backend|frontend|algorithm|nursing|primary|team|house|general|nurse) )*"
    r"(?:nurse(?: educator| practitioner| manager)?|physician|surgeon|resident|engineer|developer|scientist|analyst|pharmacist|technologist|technician|intern|manager|midwife|therapist|specialist|coordinator|assistant|administrator)(?= [a-z])"
)

_SUBJECT = re.compile(
    r"[a-z]{3,}(?:ology|therapy|iatrics|metry)|(?:[a-z]*informat|mathemat|econom|statist|genet|linguist|electron|mechatron|logist|diet|obstetr)ics|nursing|medicine|surgery|pharmacy|midwifery|dentistry|stomatology|anesthesia|anaesthesia"
    r"|imaging|rehabilitation|nutrition|acupuncture|sciences?|engineering|technology|management|administration|accounting|finance|law|business|commerce|marketing|chemistry|physics|computing|intelligence|arts?|design|education|studies|english|inspection|health|work|laboratory|care"
)
_OF_A_SCHOOL = frozenset(("medical", "nursing", "health", "vocational", "technical", "technology", "science", "sciences", "and", "normal", "engineering", "pharmaceutical", "traditional", "chinese", "medicine", "higher", "professional", "junior", "community", "city", "state", "education"))


def split_subject(key: str) -> int | None:
    """Where a degree or subject ends that stands before its school: master of science in nursing / yunlu university."""
    school = _EN_SCHOOL.search(key)
    if school is None or _CJK.search(key):
        return None
    words = [(word.start(), word[0]) for word in re.finditer(r"[^ ]+", key[: school.start()])]
    if not words:
        return None
    if re.match(r"[a-z]+ of [a-z]", key[school.start() :]) and _SUBJECT.fullmatch(words[-1][1]):
        return school.start() - 1
    named = False
    for start, word in reversed(words):
        if named and _SUBJECT.fullmatch(word):
            return start + len(word)
        named = named or word not in _OF_A_SCHOOL
    return None


def english_organisation(key: str) -> int | None:
    """Where the organisation in ``key`` ends, or None if there is none."""
    matches = list(lexicon.EN_ORG.finditer(key))
    if not matches or not re.search(r"[a-z]{3}", key):
        return None
    if (lexicon.EN_POSITION.fullmatch(key) or _EN_ROOM.search(key)) and not _EN_FIRM.search(key):
        return None
    if matches[-1].end() == len(key) and not any(_EN_STRONG.search(m[0]) and m.end() < len(key) for m in matches):
        return len(key)
    for number, match in enumerate(matches):
        later = matches[number + 1 :]
        if (later and later[0].start() - match.end() <= 1) or _has_house(match, later):
            continue
        rest = key[match.end() :].strip(" ,-")
        role = not rest.startswith(("for ", "of ", "and ")) and (
            lexicon.EN_DEPARTMENT.fullmatch(rest) or lexicon.EN_POSITION.fullmatch(rest)
        )
        if role and _EN_LEARNED.match(match[0]) and _is_name(key[match.end() :]):
            return len(key)
        if not rest or role or rest.startswith("("):
            return match.end()
    end = matches[-1].end()
    return len(key) if _EN_WORDS.fullmatch(key[end:]) else end


def _has_house(match: re.Match[str], later: list[re.Match[str]]) -> bool:
    """Whether a university only lends its name to the hospital behind it: Qinghe University Eye Hospital."""
    return bool(_EN_SCHOOL.search(match[0])) and any(_EN_HOUSE.search(m[0]) for m in later)


def _is_name(rest: str) -> bool:
    """Whether words behind "Institute of …" go on with its name: no post, no room of the house."""
    return bool(_EN_WORDS.fullmatch(rest)) and not (
        _EN_ROOM.search(rest) or _EN_LAB.search(rest) or lexicon.EN_POSITION.fullmatch(rest.strip())
    )


def split_room(key: str) -> int | None:
    """Where a department ends that stands before its house: information centre / lanqiao county hospital."""
    head = lexicon.EN_DEPARTMENT_HEAD.match(key)
    rest = key[head.end() :] if head else ""
    house = rest.startswith(" ") and not rest.startswith((" of ", " for ", " and ")) and _EN_HOUSE.search(rest)
    return head.end() if head and house and len(rest) > 10 else None


def split_post(key: str) -> int | None:
    """Where an English post at the start of ``key`` ends and an organisation begins: staff nurse riverside hospital."""
    if _CJK.search(key) or not _EN_STRONG.search(key):
        return None
    match = _EN_POST.match(key)
    return match.end() if match and len(key) - match.end() > 6 and key[match.end()] == " " else None
