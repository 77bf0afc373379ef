"""Finding words in short resume phrases, in Chinese and in Latin script.

Chinese writes no spaces, so a Chinese word is found anywhere; a Latin word is found only where no further Latin
letter touches it: ``ICU`` is in 「重症监护ICU工作3年」, ``AI`` is not in ``Training``. Case, full-width forms, and
the white space or hyphen inside a phrase do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz.distance import OSA

SPELLING_FROM = 7
"""Latin words shorter than this are never compared by spelling: one letter makes another word of them."""

_CJK = r"\u2e80-\u9fff\uf900-\ufaff"
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_SPACES = re.compile(r"\s+")
_LATIN_WORD = re.compile(r"[a-z]+")
_JOINTS = re.compile(r"[\s\-_/·]+")


@lru_cache(maxsize=16_384)
def fold(text: str) -> str:
    """``text`` after NFKC and case folding, white space single, none between Chinese characters."""
    return _SPACES.sub(" ", _BETWEEN_CJK.sub("", unicodedata.normalize("NFKC", text).casefold())).strip()


def pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for folded text that finds any of ``words``, the longest first. Without words it finds nothing."""
    return _compiled(tuple(words))


@lru_cache(maxsize=4096)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    folded = sorted({fold(word).strip(" -_/·") for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile("|".join(_bounded(word) for word in folded) or r"(?!)")


def _bounded(word: str) -> str:
    body = r"[\s\-_/·]*".join(re.escape(piece) for piece in _JOINTS.split(word))
    return _edge(word[0], before=True) + body + _right_edge(word)


def _edge(character: str, *, before: bool) -> str:
    if character.isascii() and character.isalpha():
        return "(?<![a-z])" if before else "(?![a-z])"
    if character.isdigit():
        return "(?<![0-9])" if before else "(?![0-9])"
    return ""


def _right_edge(word: str) -> str:
    if word == "c":  # C++ and C# are other languages
        return r"(?![a-z+#])"
    last = re.search(r"[a-z]*$", word)
    plural = "(?:e?s)?" if last and len(last.group()) >= 4 else ""
    return plural + _edge(word[-1], before=False)


def misspelt(words: Iterable[str], text: str) -> str | None:
    """The single Latin word of ``text`` that is one keystroke away from one of ``words``, or None.

    Both need at least ``SPELLING_FROM`` letters and the same first letter, so that drugs and diseases that differ in
    a syllable (hyper-, hypo-) stay apart. ``text`` is folded.
    """
    for word in map(fold, words):
        if len(word) < SPELLING_FROM or not _LATIN_WORD.fullmatch(word):
            continue
        for found in _LATIN_WORD.findall(text):
            if len(found) >= SPELLING_FROM and found[0] == word[0] and OSA.distance(word, found, score_cutoff=1) <= 1:
                return str(found)
    return None
