"""What a plan in the making is worth, and whether it keeps every hard rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from .checker import check
from .figures import figures
from .ledger import Spot, placements_of
from .plans import Plan, Unplaced
from .timetable import Timetable


class Judged(Protocol):
    """What an ascent needs to know of a plan in the making."""

    def worth(self, spots: Mapping[str, Spot]) -> tuple[int, ...]:
        """Figures in the order of the policy."""

    def lawful(self, spots: Mapping[str, Spot]) -> bool:
        """Whether the independent checker finds nothing."""


class Judge:
    """Figures and rules of one timetable's plans."""

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.order = table.problem.policy.order

    def worth(self, spots: Mapping[str, Spot]) -> tuple[int, ...]:
        """Figures in the order of the policy."""
        found = figures(self.table.problem, Plan(self.table.problem.name, placements_of(spots)), self.table)
        return tuple(found.value(name) for name in self.order)

    def lawful(self, spots: Mapping[str, Spot]) -> bool:
        """Whether the independent checker finds nothing; reasons are not judged here."""
        rest = tuple(Unplaced(one, ()) for one in self.table.interviews if one not in spots)
        plan = Plan(self.table.problem.name, placements_of(spots), rest)
        return all(violation.rule == "reason" for violation in check(self.table.problem, plan))
