"""The only thing that may be scored: what somebody learnt, did and may do, and nothing about who they are.

There is no place here for a name, gender, birth date, age, ethnicity, ID number, photo, marital status, political
status, phone, e-mail or address, nor for the school and the employer. A licence's number stays out too: the number of
a physician's qualification certificate holds the ID number, and with it birth date and gender.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .requirements import DEGREES
from .words import fold

if TYPE_CHECKING:
    from hr_recruit_plugin.engines.resume.model import Education, Evidence, Field, ParsedResume

QUOTE_LENGTH = 160
_NUMBER = re.compile(r"\d{6,}[Xx]?|\b1\d{2}[ \-]\d{4}[ \-]\d{4}\b|\b\d{4}(?: \d{4}){2,}(?: ?\d+)?")
_MAIL = re.compile(r"[\w.+-]+[@＠][\w.-]+")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact stands, as in the resume engine's ``Evidence``: page from 0, ``box`` in fractions of it, offsets.

    ``text`` is for people to read; no rule reads it. Long numbers and e-mail addresses in it are masked.
    """

    page: int
    box: tuple[float, ...] | None
    start: int
    end: int
    text: str


Sources = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """One value as the resume states it."""

    value: str
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Years:
    """Years of work as the resume engine counted them: overlaps once, internships not."""

    value: float
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class LicenceFact:
    """A licence by kind; ``expires`` as ``YYYY-MM`` or ``YYYY-MM-DD``, None where the page names no end."""

    kind: str
    expires: str | None = None
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class EducationFact:
    """A course of study; ``end`` after today is the planned one."""

    degree: str | None = None
    major: str | None = None
    end: str | None = None
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A post by department and position, without the employer; dates ``YYYY-MM``. ``end`` None: it goes on."""

    department: str | None = None
    position: str | None = None
    start: str | None = None
    end: str | None = None
    internship: bool = False
    sources: Sources = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a score may know of a candidate."""

    degree: Fact | None = None
    title: Fact | None = None
    years: Years | None = None
    licences: tuple[LicenceFact, ...] = ()
    education: tuple[EducationFact, ...] = ()
    posts: tuple[Post, ...] = ()
    skills: tuple[Fact, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; what a third party sees when it adds a part to the score."""
        return {name: plain(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Profile:
        """The inverse of ``to_dict``; lists become tuples."""
        return cls(
            degree=_revive(Fact, data.get("degree")),
            title=_revive(Fact, data.get("title")),
            years=_revive(Years, data.get("years")),
            licences=tuple(_revive(LicenceFact, row) for row in data.get("licences", ())),
            education=tuple(_revive(EducationFact, row) for row in data.get("education", ())),
            posts=tuple(_revive(Post, row) for row in data.get("posts", ())),
            skills=tuple(_revive(Fact, row) for row in data.get("skills", ())),
        )


def profile_of(parsed: ParsedResume) -> Profile:
    """What may be scored of ``parsed``, each fact with the place it was read from."""
    years = parsed.years_of_experience
    return Profile(
        degree=_fact(parsed.highest_degree) or _highest(parsed.education.value),
        title=_fact(parsed.title),
        years=None if years.value is None else Years(float(years.value), _sources(years.evidence)),
        licences=tuple(LicenceFact(one.kind, one.expires, _sources(one.evidence)) for one in parsed.licences.value),
        education=tuple(
            EducationFact(one.degree, one.major, one.end, _sources(one.evidence)) for one in parsed.education.value
        ),
        posts=tuple(
            Post(one.department, one.position, one.start, one.end, one.internship, _sources(one.evidence))
            for one in parsed.work.value
        ),
        skills=_skills(parsed.skills) + _skills(parsed.languages),
    )


def _fact(field: Field[str | None]) -> Fact | None:
    return Fact(field.value, _sources(field.evidence)) if field.value else None


def _highest(education: tuple[Education, ...]) -> Fact | None:
    """The highest degree of the schools, for a resume whose own field is empty: nobody is left out for a gap of ours."""
    best = max(education, key=lambda one: _level(one.degree), default=None)
    return Fact(str(best.degree), _sources(best.evidence)) if best and _level(best.degree) >= 0 else None


def _level(degree: str | None) -> int:
    return DEGREES.index(degree) if degree in DEGREES else -1


def _skills(field: Field[tuple[str, ...]]) -> tuple[Fact, ...]:
    """Each skill with the places of the list that name it; all of them where none does, as on a torn scan."""
    places = tuple(
        (fold(place.text), source) for place, source in zip(field.evidence, _sources(field.evidence), strict=True)
    )
    everywhere = tuple(source for _, source in places)
    return tuple(Fact(skill, _naming(fold(skill), places) or everywhere) for skill in field.value)


def _naming(skill: str, places: Iterable[tuple[str, Source]]) -> Sources:
    return tuple(source for text, source in places if skill in text)


def _sources(evidence: Iterable[Evidence]) -> Sources:
    return tuple(Source(place.page, place.box, place.start, place.end, _quote(place.text)) for place in evidence)


def _quote(text: str) -> str:
    return _MAIL.sub("…", _NUMBER.sub("…", text))[:QUOTE_LENGTH]


def plain(value: Any) -> Any:
    """``value`` with its records as dictionaries and its tuples as lists, ready for JSON."""
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    names = getattr(value, "__slots__", None)
    return {name: plain(getattr(value, name)) for name in names} if names else value


def _revive(kind: Any, row: Mapping[str, Any] | None) -> Any:
    return None if row is None else kind(**{**row, "sources": tuple(map(revive_source, row.get("sources", ())))})


def revive_source(row: Mapping[str, Any]) -> Source:
    """A ``Source`` from its dictionary."""
    box = row["box"]
    return Source(row["page"], tuple(box) if box else None, row["start"], row["end"], row["text"])
