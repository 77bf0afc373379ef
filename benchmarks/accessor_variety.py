"""Where words begin and end, told from raw text alone: how many different characters stand before and after a run of characters.

Accessor variety (Feng, Chen, Deng and Zheng, Computational Linguistics 30(1), 2004) as features of a CRF: once over the training
text, once over the lines around, which are rather of the same resume. What a training line and its neighbours say of themselves
is left out of the former, so that a line looks the same whether it was trained on or not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

Counts = defaultdict[str, Counter[str]]
SIZES = (2, 3, 4)
NEIGHBOURS = 8


class Variety:
    """What stands before and after every run of two to four characters, and how often."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self.before: Counts = defaultdict(Counter)
        self.after: Counts = defaultdict(Counter)
        for text in texts:
            self.count(text, 1)

    def count(self, text: str, by: int) -> None:
        """Enter a text, or take it out again with -1."""
        padded = f"^{text}$"
        for size in SIZES:
            for start in range(1, len(padded) - size):
                run = padded[start : start + size]
                self.before[run][padded[start - 1]] += by
                self.after[run][padded[start + size]] += by


def rows(texts: Sequence[str], known: Variety, *, trained: bool) -> Iterator[list[list[str]]]:
    """Features of every character of every text. ``trained``: the texts are those that ``known`` was made of."""
    around = Variety(texts[: NEIGHBOURS + 1])
    for index, text in enumerate(texts):
        yield [_row(text, at, known, around, trained) for at in range(len(text))]
        if index + NEIGHBOURS + 1 < len(texts):
            around.count(texts[index + NEIGHBOURS + 1], 1)
        if index >= NEIGHBOURS:
            around.count(texts[index - NEIGHBOURS], -1)


def _row(text: str, at: int, known: Variety, around: Variety, trained: bool) -> list[str]:
    """The runs that end before this character and with it, and those that begin with it and after it."""
    row = []
    for size in SIZES:
        for place, end in (("a", at), ("b", at + 1)):
            if end >= size:
                run = text[end - size : end]
                row.append(f"{place}{size}{_kinds(known.after.get(run), around.after.get(run), trained)}")
                row.append(f"{place}n{size}{_near(around.after.get(run))}")
        for place, start in (("c", at), ("d", at + 1)):
            if start + size <= len(text):
                run = text[start : start + size]
                row.append(f"{place}{size}{_kinds(known.before.get(run), around.before.get(run), trained)}")
                row.append(f"{place}n{size}{_near(around.before.get(run))}")
    return row


def _kinds(everywhere: Counter[str] | None, around: Counter[str] | None, trained: bool) -> int:
    """How many different characters, on a scale of 0, 1, 2-3, 4-7, 8-15, more."""
    if everywhere is None:
        return 0
    kinds = sum(
        1 for character, times in everywhere.items() if times > (around[character] if trained and around else 0)
    )
    return min(kinds.bit_length(), 5)


def _near(around: Counter[str] | None) -> str:
    """Different characters and all of them, in the lines around; more than two are many."""
    held = [times for times in (around or {}).values() if times > 0]
    return f"{min(len(held), 3)}{min(sum(held), 3)}"
