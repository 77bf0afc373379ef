"""Requirements proposed from the words of an advertisement, for a person to correct before they score anybody."""

from __future__ import annotations

from dataclasses import dataclass, replace

from . import wishes
from .advertisement import passages
from .lexicon import Lexicon
from .requirements import Requirement
from .skill_wishes import skills

_READERS = (wishes.degrees, wishes.licences, wishes.majors, wishes.years, wishes.titles, skills)
_ORDER = ("degree", "licence", "major", "years", "department", "title", "skill")


@dataclass(frozen=True, slots=True)
class ProposedRequirement:
    """A requirement and the words that it was read from, ``text[start:end]`` of the advertisement."""

    requirement: Requirement
    source: str
    start: int
    end: int


def requirements_from_text(text: str, lexicon: Lexicon | None = None) -> tuple[ProposedRequirement, ...]:
    """Read a Chinese or English advertisement; an empty or silent one proposes nothing; of a very long one
    the first ``advertisement.LONGEST`` characters are read.

    Only sections that ask are read (任职条件, Requirements), not duties and benefits. What is said to be preferred
    becomes a weight, the rest of degree, licence, major, years and title a gate; a skill is always a weight, since
    resumes leave skills out. Age, gender and family are never proposed: they may not be scored.
    """
    words = lexicon or Lexicon.load()
    proposed = [
        _proposed(wish.requirement, text, passage.start + wish.start, passage.start + wish.end)
        for passage in passages(text)
        for read in _READERS
        for wish in read(passage, words)
    ]
    return tuple(sorted(_once(proposed), key=lambda one: _ORDER.index(one.requirement.kind)))


def _proposed(requirement: Requirement, text: str, start: int, end: int) -> ProposedRequirement:
    source = text[start:end]
    start += len(source) - len(source.lstrip())
    return ProposedRequirement(requirement, source.strip(), start, start + len(source.strip()))


def _once(proposed: list[ProposedRequirement]) -> list[ProposedRequirement]:
    """One proposal for each kind and value: the first to be named, and a gate if any of them is one."""
    found: dict[tuple[str, str | tuple[str, ...]], ProposedRequirement] = {}
    for one in proposed:
        key = (one.requirement.kind, one.requirement.value)
        if key not in found:
            found[key] = one
        elif one.requirement.must and not found[key].requirement.must:
            found[key] = replace(one, requirement=replace(one.requirement, must=True))
    return list(found.values())
