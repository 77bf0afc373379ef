"""What each kind of the scheduling benchmark should reach on two free cores, and whether a run did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hr_recruit_plugin.engines.scheduling import Plan


@dataclass(frozen=True, slots=True)
class Run:
    """One plan with what it cost. ``proven_at`` holds, by level, the CPU seconds after which it was proven."""

    plan: Plan
    cpu: float
    wall: float
    memory: int
    proven_at: Mapping[str, float]


FIRST_FOUR = ("unplaced", "waiting", "days", "fairness")
PROVEN = {"A": ((FIRST_FOUR, 10), (("half_days",), 60)), "B": ((FIRST_FOUR[:3], 20),), "C": ((FIRST_FOUR[:1], 3),),
          "R": ((("lost", "moved", "panel_changes", "room_changes"), 10),), "X": ((FIRST_FOUR[:1], 2),)}
"""Levels to prove within so many CPU seconds, both threads counted."""
AT_MOST = {"B": {"fairness": 120, "half_days": 165}, "C": {"half_days": 71},
           "D": {"unplaced": 0, "waiting": 1300, "half_days": 2050, "fairness": 1500}}
"""Figures of the sample problems; other seeds have others."""
WALL = {"D": 60}
MEMORY = {"D": 1024}


def goals(kind: str, run: Run, *, sample: bool) -> Iterator[tuple[str, bool]]:
    """Each goal in words, and whether it was met."""
    levels = {level.name: level for level in run.plan.levels}
    for names, seconds in PROVEN.get(kind, ()):
        at = max(run.proven_at.get(name, float("inf")) for name in names)
        yield f"{', '.join(names)} proven in {seconds} CPU s: {at:.1f}", at <= seconds
    for name, most in AT_MOST.get(kind, {}).items():
        if sample:
            found = levels[name]
            least = " (proven: nobody can do better)" if found.proven and found.value > most else ""
            yield f"{name} at most {most}: {found.value}{least}", found.value <= most or found.proven
    if kind == "C":
        waiting, bound = levels["waiting"].value, levels["waiting"].bound or 0
        yield f"waiting within 1 % of its bound: {waiting} and {bound}", waiting <= 1.01 * bound
        yield "days proven", levels["days"].proven
    if kind == "X":
        out = run.plan.way_out
        yield "the competing set and the proven fewest asks", (
            out is not None and out.proven and run.plan.unplaced[0].reasons[0].kind == "competition")
    if kind in WALL:
        yield f"{WALL[kind]} s of wall time: {run.wall:.1f} ({run.cpu:.0f} CPU s)", run.wall <= WALL[kind] + 2
        yield f"{MEMORY[kind]} MB: {run.memory}", run.memory <= MEMORY[kind]
