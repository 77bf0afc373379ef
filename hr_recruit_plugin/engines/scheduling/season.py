"""A whole season: too large to be solved at once. The first-come plan is made better day by day (``polish``), one level
after another; the outline proves how far that can go on unplaced weight and waiting.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from math import gcd

from .climb import Reached, Watch
from .ledger import Spot
from .outline import Outline
from .polish import Polish
from .shape import Shape
from .timetable import Timetable

PROVING = 0.15
"""The share of the time that one of the outline's proofs may take."""


class Season:
    """Plans one timetable; ``start`` is a complete plan to beat."""

    def __init__(self, table: Timetable, start: Mapping[str, Spot], watch: Watch) -> None:
        self.table, self.start, self.watch = table, start, watch
        self.order = table.problem.policy.order
        self.shape = Shape(table)
        self.bounds: dict[str, int | None] = dict.fromkeys(self.order)
        self.seconds: dict[str, float] = dict.fromkeys(self.order, 0.0)

    def run(self) -> Reached:
        """The plan, with limits that hold for the whole season where any are known. Never worse than ``start``."""
        if self.watch.left <= 0:
            return Reached(dict(self.start), self.bounds, self.seconds)
        if self.order[:1] == ("unplaced",):
            self._limits()
        polish, best = Polish(self.shape, self.start, self.bounds, self.watch), dict(self.start)
        for level in polish.levels:
            began = time.monotonic()
            best = polish.improve(level)
            self.seconds[level] += time.monotonic() - began
            k = self.order.index(level)
            self.watch.tell(level, polish.worth[k], self.bounds[level], self.bounds[level] == polish.worth[k])
        return Reached(best, self.bounds, self.seconds)

    def _limits(self) -> None:
        """What is proven here holds for whoever leaves out no more than ``start`` does, so for every later plan."""
        began = time.monotonic()
        outline = Outline(self.shape)
        left_out = sum(q.weight for q in self.table.problem.interviews if q.id not in self.start)
        self.bounds["unplaced"] = 0 if not left_out else outline.least_unplaced(self.watch.left * PROVING)
        self.seconds["unplaced"] = time.monotonic() - began
        if self.order[1:2] == ("waiting",) and self.watch.left > 0:
            self.bounds["waiting"] = outline.least_waiting(left_out, self.watch.left * PROVING)
            self.seconds["waiting"] = time.monotonic() - began - self.seconds["unplaced"]
        if "fairness" in self.order and not left_out:
            self.bounds["fairness"] = self._least_spread()

    def _least_spread(self) -> int:
        """Where everyone is placed a pool's whole load is known: if it cannot be shared out evenly, a unit is left over."""
        total = 0
        for pool, members in self.table.pools.items():
            able = self.table.able(pool)
            needs = [(q.minutes, n.count) for q in self.table.problem.interviews for n in q.panel if n.pool == pool]
            unit = gcd(*(minutes for minutes, _ in needs)) if needs else 0
            if unit and len(able) > 1 and all(len(self.table.people[who].pools) == 1 for who in members):
                total += unit if sum(minutes * count for minutes, count in needs) % (len(able) * unit) else 0
        return total
