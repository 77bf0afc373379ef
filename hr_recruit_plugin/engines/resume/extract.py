"""From a document to the fields of a resume."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from datetime import date
from itertools import pairwise
from typing import Any, TypeVar

from .basics import Person, Value, read_person
from .dates import find_dates
from .document import Content, Document
from .education import is_schooling, read_education
from .entries import Group
from .groups import gather
from .labels import line_pairs
from .licences import labelled_licences, read_licences, stray_licences
from .model import DEGREES, Education, Evidence, Field, Licence, ParsedResume, Project, Work
from .parts import Part, cut_parts
from .projects import read_languages, read_projects
from .schooling_rows import school_of_form, with_told_degrees
from .sections import heading_kind
from .skills import are_skills, read_skills, told_skills
from .title_looks import UNFORESEEN
from .work import is_post, read_work, years_of_experience

T = TypeVar("T", Education, Work, Licence, Project)
_POSTS = frozenset(("work", "internship", "history"))
_TOLD = _POSTS | {"education"}
_ANYTHING = frozenset((UNFORESEEN, "other", "campus"))
"""Sections that may hold posts or schools under a title that does not say so."""
_THAT_HOUSE = re.compile(r"在该(?:院|单位|公司)")
_FACTS = frozenset(("name", "gender", "birth", "phone", "email", "id", "political"))
_REACHED = re.compile(r"@|(?<!\d)1[3-9]\d[ \-.]?\d{4}[ \-.]?\d{4}(?!\d)")
_STRAYS = frozenset((None, "basics", "skills", "summary", "objective", "licences", "awards", "languages"))


def extract(document: Document, as_of: date) -> ParsedResume:
    """Read all fields. ``as_of`` is what "now" means for posts that go on."""
    parts = cut_parts(document)
    pairs = [pair for index in range(len(document.lines)) for pair in line_pairs(document, index)]
    person = read_person(document, parts, pairs)
    form = school_of_form(document, pairs)
    aside = {*(form.lines if form else ()), *_line_of_name(document, person)}
    schools, posts = _histories(document, parts, as_of, aside)
    if form and not any((school.school, school.start) == (form.entry.school, form.entry.start) for school in schools):
        schools.append(form.entry)
    schools = with_told_degrees(document, schools, pairs)
    signature = person.name[0] if person.name else ""
    education, work = _newest_first(schools), _newest_first([post for post in posts if post.organisation != signature])
    licences = _licences(document, parts, as_of)
    skills = [item for item in _skills(document, parts) if item[0] != signature]
    projects = read_projects(document, _lines(parts, "projects"), as_of)
    return ParsedResume(
        **_person_fields(document, person),
        highest_degree=_highest(document, education, person),
        licences=_listed(licences),
        education=_listed(education),
        work=_listed(work),
        skills=Field(
            tuple(s[0] for s in skills), 0.9 if skills else 0.0, tuple(document.evidence(s[1], s[2]) for s in skills)
        ),
        years_of_experience=_years(work, as_of),
        languages=Field(tuple(read_languages(document, parts)), 0.7),
        projects=_listed(projects),
        text=document.text,
        pages=document.pages,
    )


def _lines(parts: Sequence[Part], *kinds: str | None) -> list[Content]:
    return [content for part in parts if part.kind in kinds for content in part.lines]


def _histories(document: Document, parts: Sequence[Part], as_of: date, aside: Set[int]) -> tuple[list[Education], list[Work]]:
    """Schools and posts, from their own sections, from those that mix them, and from sections with a title nobody foresaw.

    :param aside: lines among the personal facts that tell of no entry of a history.
    """
    education: list[Education] = []
    work: list[Work] = []
    posts_told = any(part.kind in _POSTS for part in parts)
    schools_told = any(part.kind in ("education", "history") for part in parts)
    for part in parts:
        told = part.kind in _TOLD or (part.kind in _ANYTHING and part.index >= 0)
        if not told and (part.kind not in _STRAYS or (posts_told and schools_told)):
            continue
        lines = part.lines if told else [c for c in _impersonal(document, part.lines) if c.index not in aside]
        groups = gather(document, lines, as_of)
        if part.kind not in _TOLD:
            groups = [group for group in groups if _is_entry(document, group, told or not posts_told)]
        schools = [group for group in groups if _belongs_to_school(group, part.kind)]
        education += read_education(document, schools)
        work += read_work(document, [g for g in groups if g not in schools], part.kind in ("internship", "campus"))
    return education, work


def _line_of_name(document: Document, person: Person) -> list[int]:
    """The line that holds the person's name and hardly more."""
    if person.name is None:
        return []
    name, _, start, end = person.name
    spare = len(str(name)) + 6
    holding = (i for i, line in enumerate(document.lines) if line.start <= start and end <= line.end)
    return [i for i in holding if document.lines[i].end - document.lines[i].start <= spare]


def _is_entry(document: Document, group: Group, posts: bool) -> bool:
    """Whether lines under a title that says nothing tell of a school or, where ``posts`` may be there, of a post."""
    if not group.dates or group.dates.single:
        return False
    return is_schooling(group) or (posts and (is_post(group) or _same_house(document, group)))


def _same_house(document: Document, group: Group) -> bool:
    """A post in the house that was named before: 仍在该院麻醉科任副主任医师."""
    return any(_THAT_HOUSE.search(document.key, *span) for span in group.spans)


def _impersonal(document: Document, lines: Sequence[Content]) -> list[Content]:
    """The lines that tell no facts of the person: what stands above the first entry is not the head of it."""
    return [
        content
        for content in lines
        if not _REACHED.search(document.key, content.start, content.end)
        and not {pair.label for pair in line_pairs(document, content.index)} & _FACTS
    ]


def _belongs_to_school(group: Group, kind: str | None) -> bool:
    if kind == "education":
        return not is_post(group) or is_schooling(group)
    return is_schooling(group, sure=kind in ("work", "internship"))


def _licences(document: Document, parts: Sequence[Part], as_of: date) -> list[Licence]:
    found = [e for part in parts if part.kind == "licences" for e in read_licences(document, part.lines, as_of)]
    if found:
        return found
    told = [
        licence
        for part in parts
        if part.kind in _STRAYS | _TOLD | {UNFORESEEN, "other"}
        for licence in stray_licences(document, part.lines, as_of, part.kind in _TOLD | {"skills"})
    ]
    return max(told, labelled_licences(document), key=len)


def _skills(document: Document, parts: Sequence[Part]) -> list[tuple[str, int, int]]:
    """The items of the skills section, or of one with a title nobody foresaw that holds nothing but such items."""
    found = read_skills(document, _lines(parts, "skills"))
    if found:
        return found
    untitled = [
        read_skills(document, part.lines)
        for part in parts
        if part.kind == UNFORESEEN and not any(find_dates(document.key, c.start, c.end) for c in part.lines)
    ]
    labelled = [item for content in _labelled_skills(document) for item in read_skills(document, [content])]
    if labelled:
        return labelled
    listed = next((items for items in untitled if are_skills(items)), [])
    return listed or told_skills(document, _lines(parts, None, "basics", "summary", "objective"))


def _labelled_skills(document: Document) -> list[Content]:
    """The cells behind one that asks for skills, somewhere in a row of a form: 熟悉专业有何专长 | 公文写作、预算编制."""
    return [
        Content(index, [value])
        for index, line in enumerate(document.lines)
        if line.table is not None
        for label, value in pairwise(line.spans)
        if heading_kind(label.text.replace("\n", "")) == "skills" and heading_kind(value.text) is None
    ]


def _newest_first(entries: list[T]) -> list[T]:
    def age(entry: Any) -> tuple[str, str]:
        return (entry.start or entry.end or "", entry.end or "9999")

    return sorted(entries, key=age, reverse=True)


def _listed(entries: Sequence[T]) -> Field[tuple[T, ...]]:
    evidence: tuple[Evidence, ...] = tuple(item for entry in entries for item in entry.evidence)
    confidence = min((entry.confidence for entry in entries), default=0.0)
    return Field(tuple(entries), confidence, evidence)


def _person_fields(document: Document, person: Person) -> dict[str, Any]:
    names = ("name", "gender", "birth_date", "phone", "email", "id_number", "political_status", "title")
    return {name: _field(document, getattr(person, name)) for name in names}


def _field(document: Document, value: Value | None) -> Field[Any]:
    if value is None:
        return Field(None)
    return Field(value[0], value[1], (document.evidence(value[2], value[3]),))


def _highest(document: Document, education: Sequence[Education], person: Person) -> Field[str | None]:
    known = [e for e in education if e.degree]
    stated = person.degree
    if known:
        best = max(known, key=lambda e: DEGREES.index(e.degree or ""))
        if (
            stated is None
            or len(known) == len(education)
            or DEGREES.index(str(stated[0])) <= DEGREES.index(best.degree or "")
        ):
            return Field(best.degree, best.confidence, best.evidence)
    return _field(document, stated)


def _years(work: Sequence[Work], as_of: date) -> Field[float | None]:
    evidence = tuple(item for entry in work if not entry.internship for item in entry.evidence[:1])
    return Field(years_of_experience(work, as_of), min((w.confidence for w in work), default=0.5), evidence)
