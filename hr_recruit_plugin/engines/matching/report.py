"""A score with its reasons, and how it is kept."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .labels import PARTS, label
from .profile import Sources, plain, revive_source
from .requirements import Requirement
from .sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class Item:
    """One requirement's outcome. ``met`` is 0 to 1; ``points`` and ``out_of`` are points of 100.

    ``requirement`` is None for an item that a third party added.
    """

    requirement: Requirement | None
    met: float
    points: float
    out_of: float
    reason: Sentence
    evidence: Sources = ()

    @property
    def label(self) -> Sentence:
        """The requirement in a few words; empty for a third party's item."""
        return label(self.requirement) if self.requirement else Sentence("")


@dataclass(frozen=True, slots=True)
class Part:
    """A share of the score: ``earned`` of ``weight`` points of 100. ``name`` is experience, skills, education,
    licences, or a third party's own."""

    name: str
    weight: float
    earned: float
    items: tuple[Item, ...]

    @property
    def label(self) -> Sentence:
        """「经历」 and so on; a third party's name as it gave it."""
        return say(PARTS[self.name]) if self.name in PARTS else say("%(name)s", name=self.name)


@dataclass(frozen=True, slots=True)
class ExtraPart:
    """What a third party adds to a score, through ``recruit_score_candidate``.

    ``weight`` stands beside the job's own weights (a requirement of weight 2 counts twice as much as this with 1);
    ``earned`` lies between 0 and ``weight``. Raises ``ValueError`` on anything else.
    """

    name: str
    weight: float
    earned: float
    reason: Sentence
    evidence: Sources = ()

    def __post_init__(self) -> None:
        if not self.name.strip() or self.name in PARTS:
            raise ValueError(f"name of an extra part: own words are needed, not {self.name!r}")
        if not (math.isfinite(self.weight) and self.weight > 0 and 0 <= self.earned <= self.weight):
            given = f"earned {self.earned}, weight {self.weight}"
            raise ValueError(f"{self.name}: 0 <= earned <= weight and weight > 0 are needed, not {given}")


@dataclass(frozen=True, slots=True)
class MatchReport:
    """``score`` 0 to 100 with at most two decimals; ``missing`` has a sentence for each must that is not met."""

    score: float
    knocked_out: bool
    parts: tuple[Part, ...]
    missing: tuple[Sentence, ...] = ()

    @property
    def items(self) -> tuple[Item, ...]:
        """The items of all parts, in order."""
        return tuple(item for part in self.parts for item in part.items)

    def to_dict(self) -> dict[str, Any]:
        """JSON-ready; ``from_dict`` restores it."""
        return {
            "score": self.score,
            "knocked_out": self.knocked_out,
            "parts": [_part_to_dict(part) for part in self.parts],
            "missing": [sentence.to_dict() for sentence in self.missing],
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> MatchReport:
        """The inverse of ``to_dict``."""
        return cls(
            data["score"],
            data["knocked_out"],
            tuple(_part_from_dict(part) for part in data["parts"]),
            tuple(Sentence.from_dict(sentence) for sentence in data["missing"]),
        )


def _part_to_dict(part: Part) -> dict[str, Any]:
    items = [_item_to_dict(item) for item in part.items]
    return {"name": part.name, "weight": part.weight, "earned": part.earned, "items": items}


def _item_to_dict(item: Item) -> dict[str, Any]:
    return {
        "requirement": item.requirement.to_dict() if item.requirement else None,
        "met": item.met,
        "points": item.points,
        "out_of": item.out_of,
        "reason": item.reason.to_dict(),
        "evidence": plain(item.evidence),
    }


def _part_from_dict(data: Mapping[str, Any]) -> Part:
    return Part(data["name"], data["weight"], data["earned"], tuple(map(_item_from_dict, data["items"])))


def _item_from_dict(data: Mapping[str, Any]) -> Item:
    return Item(
        Requirement.from_dict(data["requirement"]) if data["requirement"] else None,
        data["met"],
        data["points"],
        data["out_of"],
        Sentence.from_dict(data["reason"]),
        tuple(revive_source(source) for source in data["evidence"]),
    )
