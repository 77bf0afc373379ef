"""A half-day in which some interviews must not see people of their other rounds: a small exact model.

Tried with growing freedom: the starts and people of the solution, matched so that nobody meets someone from another
round; then other starts, each person with no more meetings than before; then other people too, within their limits,
as few of them as can be. The last step leaves an interview out before it breaks a rule.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from enum import IntEnum

from ortools.sat.python import cp_model

from .master import Literal, Master, Slot, Sum
from .session_draft import Draft, Seating
from .shape import Kind

Busyness = tuple[str, int] | tuple[str, tuple[int, int]]
"""A person with a day number or an ISO week."""


class Freedom(IntEnum):
    MATCH = 0
    STARTS = 1
    PEOPLE = 2


def settle(master: Master, drafts: Mapping[int, Draft], panels: Mapping[str, set[str]],
           elsewhere: Mapping[Busyness, int]) -> dict[int, Seating]:
    """Seatings of half-days with rounds: each by itself, and all together where that fails.

    ``panels`` holds, per interview, the shared people whom the solution means to sit in it, and
    ``elsewhere`` the meetings people have in half-days that are not settled here. Interviews that cannot be seated are
    left out.
    """
    alone: dict[int, Seating] = {}
    actual = dict(panels)
    for session, draft in drafts.items():
        found = _settle_alone(master, session, draft, _barred(master, draft, actual), elsewhere)
        if found is None:
            break
        alone.update(found)
        actual.update({one: set(people) for one, (_, _, people) in found[session].items()})
    else:
        return alone
    together = {one: set(master.shape.forbidden[one]) for draft in drafts.values() for one in draft.interviews()}
    for freedom in Freedom:
        joint = _Settle(master, drafts, together, freedom, elsewhere).solve(keep_all=False)
        if joint is not None:
            return joint
    return alone


def _settle_alone(master: Master, session: int, draft: Draft, barred: Mapping[str, set[str]],
                  elsewhere: Mapping[Busyness, int]) -> dict[int, Seating] | None:
    """One half-day with everybody kept whom the solution keeps, else with as many as can be."""
    ways = [(Freedom.MATCH, True)]
    if draft.wished or draft.kept or draft.kept_rooms:
        ways += [(Freedom.STARTS, True), (Freedom.STARTS, False)]
    for freedom, keep_all in ways:
        found = _Settle(master, {session: draft}, barred, freedom, elsewhere).solve(keep_all)
        if found is not None:
            return found
    return None


def _barred(master: Master, draft: Draft, panels: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Whom each interview must not see: avoidances, and those of its other rounds."""
    barred = {one: set(master.shape.forbidden[one]) for one in draft.interviews()}
    for first, then in master.shape.shared:
        for one, other in ((first, then), (then, first)):
            if one in barred:
                barred[one] |= panels.get(other, set())
    return barred


class _Settle:
    def __init__(self, master: Master, drafts: Mapping[int, Draft], barred: Mapping[str, set[str]],
                 freedom: Freedom, elsewhere: Mapping[Busyness, int]) -> None:
        self.master, self.drafts, self.barred, self.freedom = master, drafts, barred, freedom
        self.elsewhere = elsewhere
        self.model = cp_model.CpModel()
        self.start: dict[tuple[str, Slot], Literal] = {}
        self.seat: dict[tuple[str, Slot, str, str], Literal] = {}
        self.session = {one: session for session, draft in drafts.items() for one in draft.interviews()}
        self.before = Counter((who, session, kind.family.minutes) for session, draft in drafts.items()
                              for (kind, _, _), people in draft.sit.items() for who in people)
        self.here = {(who, session) for who, session, _ in self.before}
        self.extra: list[Literal] = []
        for draft in drafts.values():
            self._starts(draft)
        if freedom != Freedom.MATCH:
            self._room_limit()
        self._seats()
        self._different()

    def _starts(self, draft: Draft) -> None:
        for one, slot in draft.fixed.items():
            self.start[one, slot] = self.model.new_bool_var("")
        at: dict[tuple[int, Slot], list[Literal]] = defaultdict(list)
        for number, chosen in draft.groups:
            for slot in self._slots(draft, number):
                for one in chosen:
                    var = self.start[one, slot] = self.model.new_bool_var("")
                    at[number, slot].append(var)
        if self.freedom == Freedom.MATCH:
            for (number, (kind, t)), literals in at.items():
                self.model.add(Sum(literals) == draft.count[number, kind, t])

    def _slots(self, draft: Draft, number: int) -> list[Slot]:
        if self.freedom == Freedom.MATCH:
            return [(kind, t) for (group, kind, t) in draft.count if group == number]
        option, shape = self.master.groups[number][0], self.master.shape
        return [(kind, t) for kind in shape.kinds[shape.family[option.interview]] for t in option.starts
                if shape.feasible(kind, t)]

    def _room_limit(self) -> None:
        used: dict[tuple[str | None, int], list[Literal]] = defaultdict(list)
        for (_, (kind, t)), var in self.start.items():
            if kind.family.room:
                for k in range(self.master.shape.cells(kind.family.minutes)):
                    used[kind.place, t + k * self.master.table.step].append(var)
        for (place, t), literals in used.items():
            free = sum(r.campus == place and self.master.table.room_free(r.id, t, self.master.table.step)
                       for r in self.master.table.rooms.values())
            self.model.add(Sum(literals) <= free)

    def _seats(self) -> None:
        cells: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        total: dict[tuple[str, int, int], list[Literal]] = defaultdict(list)
        places: dict[tuple[str, int], dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
        for (one, (kind, t)), start in self.start.items():
            for pool, need in kind.family.panel:
                seats = []
                for who in self._people(kind, t, pool, one):
                    var = self.seat[one, (kind, t), pool, who] = self.model.new_bool_var("")
                    seats.append(var)
                    total[who, self.session[one], kind.family.minutes].append(var)
                    if kind.place is not None:
                        places[who, self.session[one]][kind.place].append(var)
                    for k in range(self.master.shape.cells(kind.family.minutes)):
                        cells[who, t + k * self.master.table.step].append(var)
                self.model.add(Sum(seats) == need * start)
        for literals in cells.values():
            self.model.add_at_most_one(literals)
        self._totals(total)
        if self.master.table.problem.policy.one_campus_per_half_day:
            self._one_campus(places)

    def _people(self, kind: Kind, t: int, pool: str, one: str) -> list[str]:
        if self.freedom == Freedom.MATCH:
            people = self.drafts[self.session[one]].sit[kind, t, pool]
        else:
            people = self.master.shape.members(pool, kind, t)
            if self.freedom == Freedom.STARTS:
                people = [who for who in people if (who, self.session[one]) in self.here]
        return [who for who in people if who not in self.barred[one]]

    def _totals(self, total: Mapping[tuple[str, int, int], list[Literal]]) -> None:
        """Loads stay as they were; when people may change, whatever exceeds them is counted and minimised."""
        daily: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        weekly: dict[tuple[str, tuple[int, int]], list[Literal]] = defaultdict(list)
        for (who, session, minutes), literals in total.items():
            if self.freedom < Freedom.PEOPLE:
                self.model.add(Sum(literals) <= self.before[who, session, minutes])
                continue
            more = self.model.new_int_var(0, len(literals), "")
            self.model.add(Sum(literals) <= self.before[who, session, minutes] + more)
            self.extra.append(more)
            day = self.master.table.day_of_session[session]
            daily[who, day] += literals
            weekly[who, self.master.table.week_of_day[day]] += literals
        self._limits(daily, weekly)

    def _limits(self, daily: Mapping[tuple[str, int], list[Literal]],
                weekly: Mapping[tuple[str, tuple[int, int]], list[Literal]]) -> None:
        people, elsewhere = self.master.table.people, self.elsewhere
        for (who, day), literals in daily.items():
            most = people[who].max_per_day
            if most is not None:
                self.model.add(Sum(literals) <= max(0, most - elsewhere[who, day]))
        for (who, week), literals in weekly.items():
            most = people[who].max_per_week
            if most is not None:
                self.model.add(Sum(literals) <= max(0, most - elsewhere[who, week]))

    def _different(self) -> None:
        """Nobody sits in both rounds of a pair that is settled here."""
        by: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        for (one, _, _, who), var in self.seat.items():
            by[one, who].append(var)
        for (first, then), people in self.master.shape.shared.items():
            for who in people:
                literals = [*by[first, who], *by[then, who]]
                if len(literals) > 1:
                    self.model.add_at_most_one(literals)

    def _one_campus(self, places: Mapping[tuple[str, int], Mapping[str, list[Literal]]]) -> None:
        for by_place in places.values():
            if len(by_place) > 1:
                works = [self.model.new_bool_var("") for _ in by_place]
                for var, literals in zip(works, by_place.values(), strict=True):
                    for literal in literals:
                        self.model.add_implication(literal, var)
                self.model.add_at_most_one(works)

    def _wishes(self) -> list[list[Literal]]:
        """Per pair or room that the solution keeps: what would keep it."""
        people: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        for (one, _, pool, who), var in self.seat.items():
            draft = self.drafts[self.session[one]]
            if who in draft.wished.get(one, ()) or who in draft.kept.get((one, pool), ()):
                people[one, who].append(var)
        return [*people.values(), *self._room_wishes().values()]

    def _room_wishes(self) -> dict[str, list[Literal]]:
        out: dict[str, list[Literal]] = defaultdict(list)
        used: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        for (one, (kind, t)), start in self.start.items():
            room = self.drafts[self.session[one]].kept_rooms.get(one)
            if room is not None and self.master.table.room_free(room, t, kind.family.minutes):
                var = self.model.new_bool_var("")
                self.model.add_implication(var, start)
                out[one].append(var)
                for k in range(self.master.shape.cells(kind.family.minutes)):
                    used[room, t + k * self.master.table.step].append(var)
        for literals in used.values():
            self.model.add_at_most_one(literals)
        return out

    def solve(self, keep_all: bool) -> dict[int, Seating] | None:
        """Everyone seated, or None; with the last freedom as many as can be. ``keep_all``: no wish may fail."""
        self._everyone()
        self._aim(keep_all)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = 1 + self.freedom
        if solver.solve(self.model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        people: dict[tuple[str, Slot], list[str]] = defaultdict(list)
        for (one, slot, _, who), var in self.seat.items():
            if solver.boolean_value(var):
                people[one, slot].append(who)
        out: dict[int, Seating] = defaultdict(dict)
        for (one, slot), var in self.start.items():
            if solver.boolean_value(var):
                out[self.session[one]][one] = slot[0], slot[1], tuple(people[one, slot])
        return dict(out)

    def _everyone(self) -> None:
        starts: dict[str, list[Literal]] = defaultdict(list)
        for (one, _), var in self.start.items():
            starts[one].append(var)
        for literals in starts.values():
            if self.freedom == Freedom.PEOPLE:
                self.model.add_at_most_one(literals)
            else:
                self.model.add_exactly_one(literals)

    def _aim(self, keep_all: bool) -> None:
        wishes = self._wishes()
        wished = [var for literals in wishes for var in literals]
        if keep_all:
            for literals in wishes:
                self.model.add_exactly_one(literals)
        if self.freedom == Freedom.PEOPLE:
            self.model.maximize(1000 * Sum(list(self.start.values())) + 30 * Sum(wished) - Sum(self.extra))
        elif wished and not keep_all:
            self.model.maximize(Sum(wished))
