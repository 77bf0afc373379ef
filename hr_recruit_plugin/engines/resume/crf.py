"""What a linear-chain CRF takes the words of a line for, where rules are unsure.

The model beside this file is trained on invented resumes alone (``scripts/train_resume_crf.py``) and is read when it is first
asked. It proposes; whoever asks decides, and gives what it proposed a lower confidence than what a rule knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pycrfsuite

from .crf_features import features

MODEL = Path(__file__).with_name("names_and_posts.crfsuite")
# Longer lines are duties and prose; a limit keeps the time for a hostile file in bounds.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Mention:
    """``role`` is name, organisation, department, position, school, faculty or major; offsets count from the line's start.

    ``probability`` is the model's own, from 0 to 1: of the mention's least sure character.
    """

    role: str
    start: int
    end: int
    probability: float


def mentions(key: str) -> tuple[Mention, ...]:
    """What the model finds in a line, or in the lines of one entry, in key form. Nothing in a line over :data:`LONGEST`."""
    if not key.strip() or len(key) > LONGEST:
        return ()
    tagger = _tagger()
    tags = tagger.tag(features(key))
    return tuple(
        Mention(role, start, end, min(tagger.marginal(tags[at], at) for at in range(start, end)))
        for role, start, end in runs(tags)
    )


def runs(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """(role, start, end) of every whole run of B, M, E or single S; a broken run is nothing."""
    begun: int | None = None
    role = ""
    for index, tag in enumerate(tags):
        place, _, kind = tag.partition("-")
        if place == "S":
            yield kind, index, index + 1
        if place == "B":
            begun, role = index, kind
            continue
        if place in ("M", "E") and kind == role and begun is not None:
            if place == "E":
                yield role, begun, index + 1
            else:
                continue
        begun = None


@lru_cache(maxsize=1)
def _tagger() -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open(str(MODEL))
    return tagger
