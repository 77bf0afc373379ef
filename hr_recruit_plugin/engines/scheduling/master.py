"""The planning problem as a CP-SAT model: who is held when, counted where people are alike.

Variables: ``choose`` (an interview in a half-day) or ``at`` (an interview at a start), ``count`` (starts of a group),
``sit`` (a person in a pool's seat of a kind at a start), ``house`` (meetings in rooms that are alike). Seats and
meetings are tied by flow, ``Σ sit = need · Σ starts``. Avoidances hold by Hall's condition, so the people of a start
can always be matched to its interviews afterwards; ``recovery`` does that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from ortools.sat.python import cp_model

from .clock import DAY, Span
from .ledger import Spot
from .problem import Sequence
from .session_draft import Draft
from .shape import Kind, Option, Shape, closed_sets

Literal = cp_model.IntVar
Linear = cp_model.LinearExprT
Sum = cp_model.LinearExpr.sum
Slot = tuple[Kind, int]
Kept = tuple[str, str, Literal]
"""Interview, interviewer, and whether the two stay together."""


class Master:
    """The hard rules over a :class:`Shape`. Objectives are added by ``objectives``."""

    tell_rooms = False
    """Whether every meeting's room is a variable, even where only one fits."""

    def __init__(self, shape: Shape) -> None:
        self.shape, self.table = shape, shape.table
        self.model = cp_model.CpModel()
        self.choose: dict[tuple[str, int], Literal] = {}
        self.at: dict[tuple[str, Kind, int], Literal] = {}
        self.count: dict[tuple[int, Kind, int], Literal] = {}
        self.groups: list[tuple[Option, list[str]]] = []
        self.sit: dict[tuple[str, Kind, str, int], Literal] = {}
        self.house: dict[tuple[tuple[str, ...], int, int], Literal] = {}
        self.works: dict[tuple[str, int, str], Literal] = {}
        self.joint: dict[tuple[str, str, int], Literal] = {}
        self.held: dict[Slot, list[Literal]] = defaultdict(list)
        self.in_session: dict[str, dict[int, Linear]] = defaultdict(dict)
        self._literals: dict[str, dict[int, list[Literal]]] = {}
        self.sits_in: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        self._interviews()
        self._people()
        self._avoidances()
        self._rooms()
        self._sequences()
        self._different()

    # --- interviews ----------------------------------------------------------------------------------------------

    def _interviews(self) -> None:
        alike: dict[tuple[object, int, tuple[int, ...]], list[str]] = defaultdict(list)
        for one, options in self.shape.options.items():
            for option in options:
                if option.single:
                    self._single(option)
                else:
                    var = self.model.new_bool_var("")
                    self.choose[one, option.session] = var
                    self._held_in(one, option.session, var)
                    alike[self.shape.family[one], option.session, option.starts].append(one)
            if options:
                self.model.add_at_most_one(self.literals(one))
        for (_, session, starts), ids in alike.items():
            self._group(Option(ids[0], session, starts, False), ids)

    def literals(self, one: str, sessions: Iterable[int] | None = None) -> list[Literal]:
        """The interview's own literals, of the given sessions or of all; none outside the window."""
        if one not in self.shape.options:
            return []
        wanted = None if sessions is None else set(sessions)
        return [literal for session, found in self._own(one).items() if wanted is None or session in wanted
                for literal in found]

    def _own(self, one: str) -> dict[int, list[Literal]]:
        if one not in self._literals:
            found: dict[int, list[Literal]] = defaultdict(list)
            for option in self.shape.options[one]:
                if option.single:
                    found[option.session] += [self.at[one, k, t] for k in self.shape.kinds[self.shape.family[one]]
                                              for t in option.starts if (one, k, t) in self.at]
                else:
                    found[option.session].append(self.choose[one, option.session])
            self._literals[one] = found
        return self._literals[one]

    def _single(self, option: Option) -> None:
        found = []
        for kind in self.shape.kinds[self.shape.family[option.interview]]:
            for t in option.starts:
                if self.shape.feasible(kind, t):
                    var = self.at[option.interview, kind, t] = self.model.new_bool_var("")
                    self.held[kind, t].append(var)
                    found.append(var)
        self._held_in(option.interview, option.session, Sum(found))

    def _held_in(self, one: str, session: int, held: Linear) -> None:
        known = self.in_session[one].get(session)
        self.in_session[one][session] = held if known is None else Sum([known, held])

    def _group(self, option: Option, ids: list[str]) -> None:
        number, found = len(self.groups), []
        self.groups.append((option, ids))
        for kind in self.shape.kinds[self.shape.family[option.interview]]:
            for t in option.starts:
                if self.shape.feasible(kind, t):
                    most = min([len(ids), *(len(self.shape.members(pool, kind, t)) // need
                                            for pool, need in kind.family.panel)])
                    var = self.count[number, kind, t] = self.model.new_int_var(0, most, "")
                    self.held[kind, t].append(var)
                    found.append(var)
        self.model.add(Sum(found) == Sum([self.choose[one, option.session] for one in ids]))

    # --- people --------------------------------------------------------------------------------------------------

    def _people(self) -> None:
        busy: dict[tuple[str, int, int], list[Literal]] = defaultdict(list)
        for (kind, t), held in self.held.items():
            session, cell = self._cell(t, kind.family.minutes)
            for pool, need in kind.family.panel:
                seats = []
                for who in self.shape.members(pool, kind, t):
                    var = self.sit[who, kind, pool, t] = self.model.new_bool_var("")
                    seats.append(var)
                    self.sits_in[who, session].append(var)
                    for k in range(self.shape.cells(kind.family.minutes)):
                        busy[who, session, cell + k].append(var)
                self.model.add(Sum(seats) == need * Sum(held))
        for literals in busy.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)
        self._limits()
        if self.table.problem.policy.one_campus_per_half_day:
            self._one_campus()

    def _cell(self, start: int, minutes: int) -> tuple[int, int]:
        session = self.table.session_at(start, start + minutes)
        assert session is not None
        return session, (start - self.table.sessions[session][0]) // self.table.step

    def _limits(self) -> None:
        daily: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        weekly: dict[tuple[str, tuple[int, int]], list[Literal]] = defaultdict(list)
        for (who, session), literals in self.sits_in.items():
            day = self.table.day_of_session[session]
            daily[who, day] += literals
            weekly[who, self.table.week_of_day[day]] += literals
        for (who, _), literals in daily.items():
            most = self.table.people[who].max_per_day
            if most is not None and len(literals) > most:
                self.model.add(Sum(literals) <= most)
        had = self.shape.window.in_week if self.shape.window else {}
        for (who, week), literals in weekly.items():
            most = self.table.people[who].max_per_week
            if most is not None and len(literals) > most - had.get((who, week), 0):
                self.model.add(Sum(literals) <= max(0, most - had.get((who, week), 0)))

    def _one_campus(self) -> None:
        by: dict[tuple[str, int], dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
        for (who, kind, _, t), var in self.sit.items():
            if kind.place is not None:
                by[who, self._cell(t, kind.family.minutes)[0]][kind.place].append(var)
        for (who, session), places in by.items():
            if len(places) > 1:
                works = []
                for place, literals in places.items():
                    var = self.works[who, session, place] = self.model.new_bool_var("")
                    works.append(var)
                    for literal in literals:
                        self.model.add_implication(literal, var)
                self.model.add_at_most_one(works)

    def _avoidances(self) -> None:
        """Hall: for people G, seats of those who must avoid all of G fit into the people outside G."""
        single: dict[Slot, list[tuple[str, Literal]]] = defaultdict(list)
        for (one, kind, t), var in self.at.items():
            if self.shape.forbidden[one]:
                single[kind, t].append((one, var))
        for (kind, t), members in single.items():
            for pool, need in kind.family.panel:
                free = frozenset(self.shape.members(pool, kind, t))
                for group in closed_sets([self.shape.forbidden[one] & free for one, _ in members]):
                    avoiding = [var for one, var in members if group <= self.shape.forbidden[one]]
                    taken = [self.sit[who, kind, pool, t] for who in group]
                    kept = [var for one, who, var in self.kept_at((kind, t), pool)
                            if who not in group and not group <= self.shape.forbidden[one]]
                    self.model.add(Sum(taken) + need * Sum(avoiding) + Sum(kept) <= need * Sum(self.held[kind, t]))

    # --- rooms ---------------------------------------------------------------------------------------------------

    def _rooms(self) -> None:
        """Rooms free at the same moments of a half-day are counted: an interval graph needs no more than that."""
        by: dict[tuple[int, str | None], dict[Span, list[Literal]]] = defaultdict(lambda: defaultdict(list))
        for (kind, t), held in self.held.items():
            if kind.family.room:
                session, _ = self._cell(t, kind.family.minutes)
                by[session, kind.place][kind.family.minutes, t] += held
        for (session, campus), meetings in by.items():
            sets = self.room_sets(session, campus)
            used: dict[tuple[tuple[str, ...], int], list[Literal]] = defaultdict(list)
            for (minutes, t), held in meetings.items():
                fit = [rooms for rooms in sets if self.table.room_free(rooms[0], t, minutes)]
                cell = self._cell(t, minutes)[1]
                alone = len(fit) == 1 and not self.tell_rooms
                parts = [held] if alone else [[self._house(rooms, minutes, t)] for rooms in fit]
                if not alone:
                    self.model.add(Sum([part[0] for part in parts]) == Sum(held))
                for rooms, part in zip(fit, parts, strict=True):
                    for k in range(self.shape.cells(minutes)):
                        used[rooms, cell + k] += part
            for (rooms, _), literals in used.items():
                self.model.add(Sum(literals) <= len(rooms))

    def room_sets(self, session: int, campus: str | None) -> list[tuple[str, ...]]:
        """Rooms of a campus, put together when they are free at the same moments of the session."""
        start, end = self.table.sessions[session]
        alike: dict[tuple[tuple[int, int], ...], list[str]] = defaultdict(list)
        for room in self.table.rooms.values():
            if room.campus == campus:
                busy = tuple((max(a, start), min(b, end)) for a, b in self.table.room_busy[room.id]
                             if a < end and start < b)
                alike[busy].append(room.id)
        return [tuple(rooms) for rooms in alike.values()]

    def _house(self, rooms: tuple[str, ...], minutes: int, t: int) -> Literal:
        var = self.house[rooms, minutes, t] = self.model.new_int_var(0, len(rooms), "")
        return var

    # --- rounds --------------------------------------------------------------------------------------------------

    def _sequences(self) -> None:
        for s in self.table.problem.sequences:
            if s.then not in self.shape.options or s.first not in self.shape.options:
                continue
            if s.min_gap_days > 0:
                self._gap(s)
            else:
                self._order(s)
        self._own_overlaps()

    def _gap(self, s: Sequence) -> None:
        """By each day, ``then`` has been held only if ``first`` had been held by the gap before it."""
        days = sorted({self.table.day_of_session[o.session] for o in self.shape.options[s.then]})
        for day in days:
            last = self.table.dates[day] - s.min_gap_days
            then = [v for k, v in self.in_session[s.then].items() if self.table.day_of_session[k] <= day]
            first = [v for k, v in self.in_session[s.first].items()
                     if self.table.dates[self.table.day_of_session[k]] <= last]
            self.model.add(Sum(then) <= Sum(first))

    def _order(self, s: Sequence) -> None:
        minutes = self.table.interviews[s.first].minutes
        first = [(t + minutes, var) for (one, _, t), var in self._at(s.first)]
        then = [(t, var) for (one, _, t), var in self._at(s.then)]
        for start in sorted({t for t, _ in then}):
            self.model.add(Sum([v for t, v in then if t <= start]) <= Sum([v for t, v in first if t <= start]))

    def _at(self, one: str) -> list[tuple[tuple[str, Kind, int], Literal]]:
        return [((one, k, t), self.at[one, k, t]) for k in self.shape.kinds[self.shape.family[one]]
                for o in self.shape.options[one] for t in o.starts if (one, k, t) in self.at]

    def _own_overlaps(self) -> None:
        """A candidate is in one place at a time."""
        by: dict[tuple[str, int], list[Literal]] = defaultdict(list)
        for one in sorted(self.shape.entangled & self.shape.options.keys()):
            q = self.table.interviews[one]
            for (_, _, t), var in self._at(one):
                session, cell = self._cell(t, q.minutes)
                for k in range(self.shape.cells(q.minutes)):
                    by[q.candidate, session * DAY + cell + k].append(var)
        for literals in by.values():
            if len(literals) > 1:
                self.model.add_at_most_one(literals)

    def _different(self) -> None:
        """Rounds with different people, followed by half-day for those who could sit in both."""
        shared: dict[str, set[str]] = defaultdict(set)
        pairs = {pair: both for pair, both in self.shape.shared.items() if set(pair) <= self.shape.options.keys()}
        for (first, then), both in pairs.items():
            shared[first] |= both
            shared[then] |= both
        for one, people in shared.items():
            for session, held in self.in_session[one].items():
                for who in people:
                    if self._can_sit(who, one, session):
                        var = self.joint[one, who, session] = self.model.new_bool_var("")
                        self.model.add(var <= held)
                self._seats(one, session, held, people)
        for (first, then), both in pairs.items():
            for who in both:
                self.model.add_at_most_one([self.joint[one, who, k] for one in (first, then)
                                            for k in self.in_session[one] if (one, who, k) in self.joint])
        self._joint_flow()

    def _seats(self, one: str, session: int, held: Linear, people: set[str]) -> None:
        """No more shared people than seats; exactly the seats when nobody else could take them."""
        family = self.shape.family[one]
        joint = [self.joint[one, who, session] for who in people if (one, who, session) in self.joint]
        others = {who for pool, _ in family.panel for who in self.table.pools[pool]} - people
        if any(self._can_sit(who, one, session) for who in others):
            self.model.add(Sum(joint) <= family.seats * held)
        else:
            self.model.add(Sum(joint) == family.seats * held)

    def _can_sit(self, who: str, one: str, session: int) -> bool:
        family = self.shape.family[one]
        return who not in self.shape.forbidden[one] and any(
            (who, kind, pool, t) in self.sit for option in self.shape.options[one] if option.session == session
            for kind in self.shape.kinds[family] for pool, _ in family.panel for t in option.starts)

    def _joint_flow(self) -> None:
        """What a shared person sits in a half-day is what is followed plus, at most, what is not followed."""
        sits: dict[tuple[object, str, int], list[Literal]] = defaultdict(list)
        for (who, kind, _, t), var in self.sit.items():
            sits[kind.family, who, self._cell(t, kind.family.minutes)[0]].append(var)
        followed: dict[tuple[object, str, int], list[tuple[str, Literal]]] = defaultdict(list)
        for (one, who, session), var in self.joint.items():
            followed[self.shape.family[one], who, session].append((one, var))
        members: dict[tuple[object, int], list[str]] = defaultdict(list)
        for one, found in self.in_session.items():
            for session in found:
                members[self.shape.family[one], session].append(one)
        for (family, who, session), pairs in followed.items():
            known = {one for one, _ in pairs}
            rest = [self.in_session[one][session] for one in members[family, session] if one not in known]
            total, told = Sum(sits[family, who, session]), Sum([var for _, var in pairs])
            if rest:
                self.model.add(told <= total)
                self.model.add(total <= told + Sum(rest))
            else:
                self.model.add(told == total)

    # --- a published plan, see ``changes`` -----------------------------------------------------------------------

    def session_of(self, kind: Kind, start: int) -> int:
        return self._cell(start, kind.family.minutes)[0]

    def kept_at(self, slot: Slot, pool: str) -> list[Kept]:
        """Pairs that must stay together; none here."""
        return []

    def hint_changes(self, one: str, session: int, kind: Kind, *, spot: Spot, seats: dict[str, str],
                     give: Callable[[Literal | None], None]) -> None:
        """Hint what a model of a published plan adds; nothing here."""

    def read_changes(self, value: Callable[[int], int], drafts: dict[int, Draft]) -> None:
        """Read what a model of a published plan adds; nothing here."""
