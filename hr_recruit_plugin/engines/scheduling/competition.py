"""Who competes for too few places: a minimal set of interviews that cannot all be held, whatever is done with the rest."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from .master import Master, Sum
from .shape import Shape, Window

if TYPE_CHECKING:
    from .climb import Watch


TOO_MANY = 400
"""Competing interviews beyond which no minimal set is sought: nobody could read it."""


class Competition:
    """Searches around one plan; every answer is proven by an infeasible model."""

    def __init__(self, shape: Shape, placed: Iterable[str], watch: Watch) -> None:
        self.shape, self.table, self.watch = shape, shape.table, watch
        self.placed = [one for one in shape.options if one in set(placed)]
        self.sessions = {one: frozenset(o.session for o in options) for one, options in shape.options.items()}
        self.before: dict[str, list[str]] = {}
        for s in self.table.problem.sequences:
            self.before.setdefault(s.then, []).append(s.first)

    def around(self, one: str) -> list[str] | None:
        """A minimal set with ``one`` in it, or None when none was found in time."""
        found = self._infeasible(one)
        return None if found is None else self._minimal(one, found)

    def _infeasible(self, one: str) -> list[str] | None:
        """Grow the half-days looked at until those who have nowhere else to go do not fit."""
        seen = set(self.sessions[one])
        while self.watch.left > 0:
            inside = [other for other in self.placed if self.sessions[other] <= seen]
            if len(inside) > TOO_MANY:
                return None
            if self.fits([*inside, one]) is False:
                return [*inside, one]
            beyond = sorted((len(self.sessions[other] - seen), other) for other in self.placed
                            if self.sessions[other] - seen and self.sessions[other] & seen)
            if not beyond:
                return None
            nearest = beyond[0][0]
            for size, other in beyond:
                if size == nearest:
                    seen |= self.sessions[other]
        return None

    def _minimal(self, one: str, members: list[str]) -> list[str]:
        """Drop halves, then quarters, … then single interviews, as long as the rest still does not fit."""
        size = max(1, (len(members) - 1) // 2)
        while True:
            k = 0
            while k < len(members):
                rest = [m for j, m in enumerate(members) if m == one or not k <= j < k + size]
                if len(rest) < len(members) and self.watch.left > 0 and self.fits(rest) is False:
                    members = rest
                else:
                    k += size
            if size == 1:
                return self._closed(members)
            size = max(1, size // 2)

    def _closed(self, members: Iterable[str]) -> list[str]:
        """With the earlier rounds that these need."""
        out = dict.fromkeys(members)
        queue = list(out)
        while queue:
            for first in self.before.get(queue.pop(), ()):
                if first not in out:
                    out[first] = None
                    queue.append(first)
        return list(out)

    def fits(self, members: list[str]) -> bool | None:
        """Whether all of these can be held when nobody else is; None when the time was too short to tell."""
        members = self._closed(members)
        window = Window({m: self.shape.options[m] for m in members}, frozenset(range(len(self.table.sessions))))
        master = Master(self.shape.within(window))
        for m in members:
            found = master.literals(m)
            if not found:
                return False
            master.model.add(Sum(found) == 1)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_time_in_seconds = max(0.05, min(3.0, self.watch.left))
        status = solver.solve(master.model)
        if status == cp_model.INFEASIBLE:
            return False
        return True if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None

    def contested(self, members: Iterable[str]) -> list[str]:
        """Pools whose people have fewer places in these half-days than the interviews need, and those people."""
        members = list(members)
        sessions = set().union(*(self.sessions[m] for m in members))
        out: list[str] = []
        for pool in sorted(self.table.pools):
            need = sum(count * self.shape.cells(self.shape.family[m].minutes)
                       for m in members for name, count in self.shape.family[m].panel if name == pool)
            free = {who: sum(self.table.person_free(who, t, self.table.step)
                             for k in sessions for t in self.table.session_grid(k, self.table.step))
                    for who in self.table.pools[pool]}
            if need > sum(free.values()):
                out += [pool, *(who for who, n in free.items() if n)]
        return out
