"""Looking for the words of one requirement in short phrases: as written, as a synonym, as a slip of spelling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from .lexicon import Lexicon
from .requirements import Requirement
from .words import fold, misspelt, pattern

MEMORY = 20_000
"""Phrases remembered per requirement; resumes repeat each other's."""


@dataclass(frozen=True, slots=True)
class Hit:
    """``how`` is literal, synonym or spelling; ``asked`` the word of the requirement that was met."""

    how: str
    asked: str

    @property
    def rank(self) -> int:
        """0 for the surest way to be met."""
        return ("literal", "synonym", "spelling").index(self.how)


class Finder:
    """Finds any of ``words`` or of their synonyms in a phrase."""

    def __init__(self, words: Iterable[str], synonyms: Iterable[tuple[str, tuple[str, ...]]] = ()) -> None:
        self._words = tuple((word, pattern([word])) for word in words)
        self._synonyms = tuple((word, pattern(others)) for word, others in synonyms if others)
        self._known: dict[str, Hit | None] = {}

    @classmethod
    def of(cls, requirement: Requirement, lexicon: Lexicon, section: str) -> Finder:
        """A finder for a requirement's words with their synonyms in ``section`` of the lexicon."""
        return cls(requirement.words, [(word, lexicon.synonyms(section, word)) for word in requirement.words])

    def hit(self, phrase: str) -> Hit | None:
        """The surest way in which ``phrase`` holds one of the words, or None."""
        try:
            return self._known[phrase]
        except KeyError:
            if len(self._known) >= MEMORY:
                self._known.clear()
            found = self._known[phrase] = self._find(fold(phrase))
            return found

    def _find(self, text: str) -> Hit | None:
        for word, compiled in self._words:
            if compiled.search(text):
                return Hit("literal", word)
        for word, compiled in self._synonyms:
            if compiled.search(text):
                return Hit("synonym", word)
        for word, _ in self._words:
            if misspelt([word], text):
                return Hit("spelling", word)
        return None
