"""Whether two resumes may be one person's: keys to find the other by, and what agrees and differs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz

from .model import ParsedResume

ALIKE = 60.0
"""Similarity of two names (0 to 100, rapidfuzz ratio) from which one may be a misspelling of the other."""
FACTS = ("name", "birth_date", "gender", "phone", "email", "school", "organisation")
_REMARK = re.compile(r"\(.*?\)")
_BLANK = re.compile(r"[\s·・.．,，'’-]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of both people. ``same`` is None where one of the resumes does not say it."""

    name: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    same: bool | None


def folded_name(name: str | None) -> str:
    """A name without case, width, blanks, dots and remarks in brackets; the words of a Latin name in alphabetical order."""
    text = _REMARK.sub("", unicodedata.normalize("NFKC", name or "").casefold())
    if text.isascii():
        return "".join(sorted(re.findall(r"[a-z]+", text)))
    return _BLANK.sub("", text)


def near_keys(parsed: ParsedResume, name: str | None = None) -> tuple[str, ...]:
    """What somebody else who may be the same person would share with this one, as texts to be indexed blindly.

    The same name with the same month of birth, school or employer; or, for misspelt names, the same day of birth with
    the same school. ``name`` wins over the one that was read.
    """
    return tuple(dict.fromkeys(_keys(parsed, folded_name(name or parsed.name.value))))


def _keys(parsed: ParsedResume, name: str) -> Iterator[str]:
    born = parsed.birth_date.value or ""
    schools, employers = _schools(parsed), _employers(parsed)
    if name:
        if born:
            yield f"name-born:{name}:{born[:7]}"
        yield from (f"name-school:{name}:{_fold(school)}" for school in schools[:4])
        yield from (f"name-employer:{name}:{_fold(employer)}" for employer in employers[:6])
    if len(born) == 10:
        yield from (f"born-school:{born}:{_fold(school)}" for school in schools[:4])


def may_be_one(name_a: str, name_b: str) -> bool:
    """Whether two names are the same or near enough to be one person's, misspelt."""
    a, b = folded_name(name_a), folded_name(name_b)
    one_off = len(a) == len(b) > 1 and sum(x != y for x, y in zip(a, b, strict=True)) == 1
    return a == b or one_off or fuzz.ratio(a, b) >= ALIKE


def compared(a: ParsedResume, b: ParsedResume) -> list[Fact]:
    """What both resumes say of the person, side by side."""
    rows: list[Fact] = []
    for fact in FACTS:
        left, right = _said(a, fact), _said(b, fact)
        same = None if not left or not right else bool(_folded(fact, left) & _folded(fact, right))
        rows.append(Fact(fact, left, right, same))
    return rows


def _said(parsed: ParsedResume, fact: str) -> tuple[str, ...]:
    if fact == "school":
        return _schools(parsed)
    if fact == "organisation":
        return _employers(parsed)
    value = getattr(parsed, fact).value
    return (str(value),) if value else ()


def _folded(fact: str, values: tuple[str, ...]) -> set[str]:
    if fact == "name":
        return {folded_name(value) for value in values}
    return {value[:7] if fact == "birth_date" else _fold(value) for value in values}


def _schools(parsed: ParsedResume) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.school for e in parsed.education.value if e.school))


def _employers(parsed: ParsedResume) -> tuple[str, ...]:
    return tuple(dict.fromkeys(e.organisation for e in parsed.work.value if e.organisation))


def _fold(text: str) -> str:
    return _BLANK.sub("", unicodedata.normalize("NFKC", text).casefold())
