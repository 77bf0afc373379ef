"""Several CRFs decide together: their marginals are averaged, and the best sequence of whole B, M, E, S runs is taken."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

Marginals = list[dict[str, float]]
_IMPOSSIBLE = -1e9


def decode(voters: Sequence[Sequence[Marginals]]) -> Iterator[list[str]]:
    """The tags of every text. ``voters``: for each model, the marginals of each text."""
    for said in zip(*voters, strict=True):
        yield best([_average(places) for places in zip(*said, strict=True)])


def _average(places: Sequence[dict[str, float]]) -> dict[str, float]:
    return {
        label: math.log(sum(place.get(label, 0.0) for place in places) / len(places) + 1e-9) for label in places[0]
    }


def best(scores: Sequence[dict[str, float]]) -> list[str]:
    """The highest sum of scores along a sequence in which every run that begins also ends."""
    if not scores:
        return []
    labels = list(scores[0])
    before = {label: [other for other in labels if follows(other, label)] for label in labels}
    reached = {label: scores[0][label] if label[0] not in "ME" else _IMPOSSIBLE for label in labels}
    back: list[dict[str, str]] = []
    for score in scores[1:]:
        came = {label: max(before[label], key=reached.__getitem__, default="O") for label in labels}
        reached = {label: reached.get(came[label], _IMPOSSIBLE) + score[label] for label in labels}
        back.append(came)
    tags = [max((label for label in labels if label[0] not in "BM"), key=reached.__getitem__)]
    for came in reversed(back):
        tags.append(came[tags[-1]])
    return tags[::-1]


def follows(first: str, second: str) -> bool:
    """Whether ``second`` may stand after ``first``."""
    if first[0] in "BM":
        return second[0] in "ME" and first[2:] == second[2:]
    return second[0] not in "ME"
