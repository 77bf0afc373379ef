"""Interviews that a person has put somewhere: which they are, and how the next plan of the same people keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..engines import scheduling as engine
from ..engines.scheduling.pins import pinned, standing, unpinned
from ..models import Schedule


def pins(schedule: Schedule) -> list[dict[str, Any]]:
    """Where the locked interviews of a plan are."""
    locked = set(schedule.locked)
    return [p for p in (schedule.plan or {}).get("placed", ()) if p["interview"] in locked]


def pin(new: Schedule, old: Schedule) -> None:
    """Carry what is locked over into a new question, as far as it can still be so."""
    wanted = [engine.Placement.from_dict(p) for p in pins(old)]
    kept = standing(engine.Problem.from_dict(new.problem), wanted)
    new.locked = [p.interview for p in kept]
    new.problem = {
        **new.problem, "pinned": [p.to_dict() for p in kept],
        "released": [p.interview for p in wanted if p.interview not in new.locked],
    }  # fmt: skip


def held_in(problem: Mapping[str, Any]) -> tuple[engine.Placement, ...]:
    """The pins of a written problem."""
    return tuple(engine.Placement.from_dict(p) for p in problem.get("pinned", ()))


__all__ = ["held_in", "pin", "pinned", "pins", "unpinned"]
