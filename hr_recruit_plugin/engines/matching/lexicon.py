"""The hospital's words: synonyms of skills, majors and departments, ladders of titles, names of licences.

The words shipped lie in ``lexicon.json`` beside this file; a hospital adds its own with ``Lexicon.load(extra)`` in
the same shape. Title ladders follow GB/T 8561 and its usual English renderings.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from .requirements import LICENCE_KINDS
from .words import fold, pattern

Groups = tuple[tuple[str, ...], ...]
SECTIONS = ("skills", "majors", "departments")


class LexiconError(ValueError):
    """The added words cannot be used; the message says where and why."""


@dataclass(frozen=True, slots=True)
class Rung:
    """A place on a ladder of titles, 0 at the bottom. ``name`` is the Chinese title."""

    ladder: str
    level: int
    name: str

    def reaches(self, other: Rung) -> bool:
        """Whether this is ``other`` or above it on the same ladder."""
        return self.ladder == other.ladder and self.level >= other.level


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Groups of words that mean the same, ladders of titles from the lowest rung up, and terms by licence kind."""

    skills: Groups
    majors: Groups
    departments: Groups
    titles: Mapping[str, Groups]
    licences: Mapping[str, tuple[str, ...]]
    _rungs: dict[str, Rung | None] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, extra: Mapping[str, Any] | None = None) -> Lexicon:
        """The words shipped, joined by ``extra``. Groups that share a word become one. Raises ``LexiconError``."""
        if not extra:
            return _shipped()
        unknown = set(extra) - {*SECTIONS, "titles", "licences"}
        if unknown:
            raise LexiconError(f"unknown section {sorted(unknown)[0]!r}; use {', '.join(SECTIONS)}, titles, licences")
        base = _shipped()
        skills, majors, departments = (
            _join(getattr(base, name), _groups(extra.get(name, ()), name)) for name in SECTIONS
        )
        return cls(skills, majors, departments, _join_titles(base, extra), _join_licences(base, extra))

    def synonyms(self, section: str, word: str) -> tuple[str, ...]:
        """The other words of ``word``'s group in ``section``; empty when the word stands in none."""
        folded = fold(word)
        groups = [group for group in getattr(self, section) if folded in map(fold, group)]
        return tuple(dict.fromkeys(term for group in groups for term in group if fold(term) != folded))

    def rung(self, title: str) -> Rung | None:
        """The rung that ``title`` names, by its longest known name (副主任医师 before 主任医师), or None."""
        if title not in self._rungs:
            if len(self._rungs) > 10_000:
                self._rungs.clear()
            self._rungs[title] = self._find_rung(fold(title))
        return self._rungs[title]

    def _find_rung(self, title: str) -> Rung | None:
        found = [
            (len(name), Rung(ladder, level, group[0]))
            for ladder, groups in self.titles.items()
            for level, group in enumerate(groups)
            for name in group
            if pattern([name]).search(title)
        ]
        return max(found, key=lambda hit: hit[0])[1] if found else None


@cache
def _shipped() -> Lexicon:
    data = json.loads(files(__package__).joinpath("lexicon.json").read_text(encoding="utf-8"))
    skills, majors, departments = (_groups(data[name], name) for name in SECTIONS)
    titles = {ladder: _groups(groups, ladder) for ladder, groups in data["titles"].items()}
    return Lexicon(
        skills, majors, departments, titles, {kind: tuple(terms) for kind, terms in data["licences"].items()}
    )


def _groups(rows: Any, where: str) -> Groups:
    if isinstance(rows, str | Mapping) or not isinstance(rows, Iterable):
        raise LexiconError(f"{where}: a list of groups of words is needed")
    return tuple(_words(row, f"{where}[{n}]") for n, row in enumerate(rows, 1))


def _words(row: Any, where: str) -> tuple[str, ...]:
    if isinstance(row, str) or not isinstance(row, Iterable):
        raise LexiconError(f"{where}: a list of words is needed, not {row!r}")
    words = tuple(row)
    wrong = next((word for word in words if not isinstance(word, str) or not word.strip()), None)
    if not words or wrong is not None:
        raise LexiconError(f"{where}: every word must be text that is not empty, not {wrong!r}")
    return words


def _join(groups: Groups, extra: Groups) -> Groups:
    joined = list(groups)
    for new in extra:
        folded = set(map(fold, new))
        sharing = [group for group in joined if folded & set(map(fold, group))]
        joined = [group for group in joined if group not in sharing]
        joined.append(tuple(dict.fromkeys(word for group in (*sharing, new) for word in group)))
    return tuple(joined)


def _join_titles(base: Lexicon, extra: Mapping[str, Any]) -> dict[str, Groups]:
    titles = dict(base.titles)
    for ladder, rows in _mapping(extra, "titles").items():
        new = _groups(rows, f"titles.{ladder}")
        if ladder not in titles:
            titles[ladder] = new
            continue
        for n, group in enumerate(new, 1):
            # A rung's place decides who is above whom, so a new name must say which rung it belongs to.
            if not any(set(map(fold, group)) & set(map(fold, rung)) for rung in titles[ladder]):
                raise LexiconError(f"titles.{ladder}[{n}]: name a title of this ladder beside the new one")
            titles[ladder] = _in_place(titles[ladder], group)
    return titles


def _in_place(rungs: Groups, group: tuple[str, ...]) -> Groups:
    folded = set(map(fold, group))
    return tuple(tuple(dict.fromkeys((*rung, *group))) if folded & set(map(fold, rung)) else rung for rung in rungs)


def _join_licences(base: Lexicon, extra: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    licences = dict(base.licences)
    for kind, terms in _mapping(extra, "licences").items():
        if kind not in LICENCE_KINDS:
            raise LexiconError(f"licences: unknown kind {kind!r}; use {', '.join(LICENCE_KINDS)}")
        licences[kind] = tuple(dict.fromkeys((*licences.get(kind, ()), *_words(terms, f"licences.{kind}"))))
    return licences


def _mapping(extra: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    rows = extra.get(name, {})
    if not isinstance(rows, Mapping):
        raise LexiconError(f"{name}: an object is needed, not {type(rows).__name__}")
    return rows
