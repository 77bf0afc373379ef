"""A season in outline: in which half-day each interview is held, with people only as capacities of their pools.

A linear programme, solved in well under a second. What is asked here is necessary for any plan, so the limits that
its prices prove on unplaced weight and waiting are true of the whole problem.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from math import gcd
from typing import Any

from ortools.linear_solver import pywraplp

from .shape import Family, Shape

Column = tuple[str, int]
"""An interview in a session."""
Term = tuple[int, int]
DEAR = 10
"""What leaving out a unit of weight costs, beside the longest wait, where waiting is what counts."""


class Outline:
    """Capacities of half-days, days and weeks, and the limits that follow from them."""

    def __init__(self, shape: Shape) -> None:
        self.shape, self.table = shape, shape.table
        sizes = [f.minutes for f in shape.families]
        self.step = gcd(self.table.step, *sizes)
        self.shortest = min(sizes, default=self.table.step)
        self.columns: list[Column] = []
        self.of: dict[str, dict[int, int]] = {}
        self.by: dict[tuple[Family, int], list[int]] = defaultdict(list)
        self._minutes: dict[tuple[str, int], int] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._on: dict[int, list[int]] = defaultdict(list)
        for session, day in enumerate(self.table.day_of_session):
            self._on[day].append(session)
        for one, options in shape.options.items():
            for session in dict.fromkeys(o.session for o in options):
                self.of.setdefault(one, {})[session] = len(self.columns)
                self.by[shape.family[one], session].append(len(self.columns))
                self.columns.append((one, session))
        self.weight = {q.id: q.weight for q in self.table.problem.interviews}
        first = {q.id: self.table.first_day(q) for q in self.table.problem.interviews}
        self.waits = [self.table.day_of_session[session] - first[one] for one, session in self.columns]
        self.rows: list[tuple[list[Term], int]] = []
        self._pools()
        self._rooms()
        self._rounds()

    # --- the linear programme ------------------------------------------------------------------------------------

    def least_unplaced(self, seconds: float) -> int | None:
        """A proven limit on the weight that any plan leaves out; None when the time was too short."""
        return self._least([0] * len(self.columns), 1, seconds)

    def least_waiting(self, left_out: int, seconds: float) -> int | None:
        """A proven limit on the days waited by any plan that leaves out no more than this weight."""
        found = self._least(self.waits, DEAR * (len(self.table.dates) + 1), seconds)
        return None if found is None else max(0, found - DEAR * (len(self.table.dates) + 1) * left_out)

    def _least(self, costs: list[int], price: int, seconds: float) -> int | None:
        """What any plan costs at least when a unit of weight left out costs ``price``.

        The duals of the programme are taken as prices of capacity. Whatever they are, each interview at its cheapest,
        less what all capacities would earn, is a true limit; at the optimum it is the programme's own.
        """
        solver, rows = self._programme(costs, price)
        solver.SetTimeLimit(max(50, round(seconds * 1000)))
        if solver.Solve() != pywraplp.Solver.OPTIMAL:
            return None
        priced, earned = [float(cost) for cost in costs], 0.0
        for (terms, most), row in zip(self.rows, rows, strict=True):
            dual = min(0.0, row.dual_value())
            if dual:
                earned += dual * most
                for k, n in terms:
                    priced[k] -= dual * n
        cheapest = (min([price * weight, *(priced[k] for k in self.of.get(one, {}).values())])
                    for one, weight in self.weight.items())
        return max(0, math.ceil(earned + sum(cheapest) - 1e-5))

    def _programme(self, costs: list[int], price: int) -> tuple[Any, list[Any]]:
        solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        var, rows = [solver.NumVar(0, 1, "") for _ in costs], []
        for terms, most in self.rows:
            rows.append(solver.Constraint(-solver.infinity(), most))
            for k, n in terms:
                rows[-1].SetCoefficient(var[k], n)
        aim, out = solver.Objective(), {one: solver.NumVar(0, 1, "") for one in self.of}
        for one, columns in self.of.items():
            whole = solver.Constraint(1, 1)
            aim.SetCoefficient(out[one], price * self.weight[one])
            whole.SetCoefficient(out[one], 1)
            for k in columns.values():
                whole.SetCoefficient(var[k], 1)
                aim.SetCoefficient(var[k], costs[k])
        aim.SetMinimization()
        return solver, rows

    # --- capacities ----------------------------------------------------------------------------------------------

    def _pools(self) -> None:
        """Seats of each pool and campus against the people who could take them."""
        minutes: dict[tuple[str, str | None, int], list[Term]] = defaultdict(list)
        seats: dict[tuple[str, str | None, int], list[Term]] = defaultdict(list)
        for (family, session), columns in self.by.items():
            for pool, need in family.panel:
                for campus in {None, family.campus}:
                    minutes[pool, campus, session] += [(k, need * family.minutes) for k in columns]
                    seats[pool, campus, session] += [(k, need) for k in columns]
        for (pool, campus, session), terms in minutes.items():
            self._at_most(terms, sum(self._free(who, session) for who in self._members(pool, campus)))
        self._limits(seats)

    def _limits(self, seats: Mapping[tuple[str, str | None, int], list[Term]]) -> None:
        daily: dict[tuple[str, str | None, int], list[Term]] = defaultdict(list)
        for (pool, campus, session), terms in seats.items():
            daily[pool, campus, self.table.day_of_session[session]] += terms
        weekly: dict[tuple[str, str | None, tuple[int, int]], list[Term]] = defaultdict(list)
        for (pool, campus, day), terms in daily.items():
            weekly[pool, campus, self.table.week_of_day[day]] += terms
            self._at_most(terms, sum(self._per_day(who, day) for who in self._members(pool, campus)))
        for (pool, campus, week), terms in weekly.items():
            days = [day for day, w in enumerate(self.table.week_of_day) if w == week]
            self._at_most(terms, sum(
                min(self._per_week(who), sum(self._per_day(who, day) for day in days))
                for who in self._members(pool, campus)))

    def _members(self, pool: str, campus: str | None) -> list[str]:
        return [who for who in self.table.pools.get(pool, ())
                if campus is None or campus in self.table.people[who].campuses]

    def _free(self, who: str, session: int) -> int:
        """Minutes of the session that the person's meetings could take, in steps that every meeting fills."""
        return self._cached(self._minutes, who, session, self.step, self.step)

    def _per_day(self, who: str, day: int) -> int:
        most = self.table.people[who].max_per_day
        starts = sum(self._cached(self._starts, who, k, self.table.step, self.shortest) // self.table.step
                     for k in self._on[day])
        return starts if most is None else min(starts, most)

    def _cached(self, cache: dict[tuple[str, int], int], who: str, session: int, step: int, size: int) -> int:
        key = who, session
        if key not in cache:
            start, end = self.table.sessions[session]
            cache[key] = step * sum(self.table.person_free(who, t, size) for t in range(start, end - size + 1, step))
        return cache[key]

    def _per_week(self, who: str) -> int:
        most = self.table.people[who].max_per_week
        return 1 << 30 if most is None else most

    def _at_most(self, terms: list[Term], most: int) -> None:
        if sum(n for _, n in terms if n > 0) > most:
            self.rows.append((terms, most))

    def _rooms(self) -> None:
        by: dict[tuple[int, str | None], list[Term]] = defaultdict(list)
        for (family, session), columns in self.by.items():
            if family.room:
                for campus in {None, family.campus}:
                    by[session, campus] += [(k, family.minutes) for k in columns]
        for (session, campus), terms in by.items():
            start, end = self.table.sessions[session]
            self._at_most(terms, self.step * sum(
                self.table.room_free(room.id, t, self.step) for room in self.table.rooms.values()
                if campus in (None, room.campus) for t in range(start, end - self.step + 1, self.step)))

    def _rounds(self) -> None:
        for s in self.table.problem.sequences:
            then, first = self.of.get(s.then, {}), self.of.get(s.first, {})
            for day in sorted({self.table.day_of_session[k] for k in then}):
                last = self.table.dates[day] - s.min_gap_days
                self._at_most(
                    [(c, 1) for k, c in then.items() if self.table.day_of_session[k] <= day]
                    + [(c, -1) for k, c in first.items()
                       if self.table.dates[self.table.day_of_session[k]] <= last], 0)

