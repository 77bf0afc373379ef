"""A season in outline: in which half-day each interview is held, with people only as capacities of their pools.

What is asked here is necessary for any plan, so the limit proven on unplaced weight and waiting is true of the whole
problem; what is found here is a proposal that ``season`` carries out day by day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from ortools.sat.python import cp_model

from .ledger import Spot
from .master import Linear, Literal, Sum
from .shape import Family, Shape

Weighted = cp_model.LinearExpr.weighted_sum
Term = tuple[Literal, int]


class Outline:
    """``choose`` an interview in a half-day, within what pools and rooms could ever give."""

    def __init__(self, shape: Shape) -> None:
        self.shape, self.table = shape, shape.table
        self.model = cp_model.CpModel()
        self.choose: dict[tuple[str, int], Literal] = {}
        self.sessions_of: dict[str, list[int]] = defaultdict(list)
        self.by: dict[tuple[Family, int], list[Literal]] = defaultdict(list)
        self._cells: dict[tuple[str, int], int] = {}
        self._on: dict[int, list[int]] = defaultdict(list)
        for session, day in enumerate(self.table.day_of_session):
            self._on[day].append(session)
        for one, options in shape.options.items():
            for session in dict.fromkeys(o.session for o in options):
                var = self.choose[one, session] = self.model.new_bool_var("")
                self.sessions_of[one].append(session)
                self.by[shape.family[one], session].append(var)
            if options:
                self.model.add_at_most_one([self.choose[one, k] for k in self.sessions_of[one]])
        self._pools()
        self._rooms()
        self._rounds()

    def unplaced(self) -> Linear:
        """Weight left out."""
        weight = {q.id: q.weight for q in self.table.problem.interviews}
        return sum(weight.values()) - Weighted(list(self.choose.values()), [weight[one] for one, _ in self.choose])

    def waiting(self) -> Linear:
        first = {q.id: self.table.first_day(q) for q in self.table.problem.interviews}
        days = [self.table.day_of_session[session] - first[one] for one, session in self.choose]
        return Weighted(list(self.choose.values()), days)

    def hint(self, spots: Mapping[str, Spot]) -> None:
        held = {one: self.table.session_at(s.start, s.start + self.table.interviews[one].minutes)
                for one, s in spots.items()}
        for (one, session), var in self.choose.items():
            self.model.add_hint(var, int(held.get(one) == session))

    def hint_values(self, values: Sequence[int]) -> None:
        self.model.proto.clear_solution_hint()
        self.model.proto.solution_hint.vars.extend(range(len(values)))
        self.model.proto.solution_hint.values.extend(values)

    # --- capacities ----------------------------------------------------------------------------------------------

    def _pools(self) -> None:
        """Seats of each set of pools and campuses against the people who could take them."""
        cells: dict[tuple[str, str | None, int], list[Term]] = defaultdict(list)
        seats: dict[tuple[str, str | None, int], list[Term]] = defaultdict(list)
        for (family, session), literals in self.by.items():
            size = self.shape.cells(family.minutes)
            for pool, need in family.panel:
                for campus in {None, family.campus}:
                    cells[pool, campus, session] += [(var, need * size) for var in literals]
                    seats[pool, campus, session] += [(var, need) for var in literals]
        for (pool, campus, session), terms in cells.items():
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
        key = who, session
        if key not in self._cells:
            self._cells[key] = sum(self.table.person_free(who, t, self.table.step)
                                   for t in self.table.session_grid(session, self.table.step))
        return self._cells[key]

    def _per_day(self, who: str, day: int) -> int:
        most = self.table.people[who].max_per_day
        free = sum(self._free(who, k) for k in self._on[day])
        return free if most is None else min(free, most)

    def _per_week(self, who: str) -> int:
        most = self.table.people[who].max_per_week
        return 1 << 30 if most is None else most

    def _at_most(self, terms: list[Term], most: int) -> None:
        if sum(n for _, n in terms) > most:
            self.model.add(Weighted([var for var, _ in terms], [n for _, n in terms]) <= most)

    def _rooms(self) -> None:
        by: dict[tuple[int, str | None], list[Term]] = defaultdict(list)
        for (family, session), literals in self.by.items():
            if family.room:
                for campus in {None, family.campus}:
                    by[session, campus] += [(var, self.shape.cells(family.minutes)) for var in literals]
        for (session, campus), terms in by.items():
            grid = self.table.session_grid(session, self.table.step)
            self._at_most(terms, sum(
                self.table.room_free(room.id, t, self.table.step)
                for room in self.table.rooms.values() if campus in (None, room.campus) for t in grid))

    def _rounds(self) -> None:
        for s in self.table.problem.sequences:
            for day in sorted({self.table.day_of_session[k] for k in self.sessions_of[s.then]}):
                last = self.table.dates[day] - s.min_gap_days
                then = [self.choose[s.then, k] for k in self.sessions_of[s.then]
                        if self.table.day_of_session[k] <= day]
                first = [self.choose[s.first, k] for k in self.sessions_of[s.first]
                         if self.table.dates[self.table.day_of_session[k]] <= last]
                self.model.add(Sum(then) <= Sum(first))
