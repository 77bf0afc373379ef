"""The structure a solver can use: which interviews are alike, and which of them must be told apart.

Interviews of equal duration, panel, campus and room need are a *family*; a family held at one campus is a *kind*.
Within a half-day, members of a family with the same possible starts are interchangeable: it is enough to count how
many start when (a *group*), and who is whom is settled afterwards. An interview is followed start by start only where
something of its own matters: an avoidance, another interview of the candidate on the same day, a published time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from .problem import Interview
from .timetable import Timetable

Panel = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Family:
    minutes: int
    panel: Panel
    campus: str | None
    room: bool

    @property
    def seats(self) -> int:
        return sum(count for _, count in self.panel)


@dataclass(frozen=True, slots=True)
class Kind:
    """A family held at ``place``: a campus, or None when online."""

    family: Family
    place: str | None


@dataclass(frozen=True, slots=True)
class Option:
    """A half-day in which an interview may be held, with its possible starts; ``single`` when followed by start.

    A start that people were told of is an option by itself, so an interview may have two in one half-day.
    """

    interview: str
    session: int
    starts: tuple[int, ...]
    single: bool


@dataclass(frozen=True, slots=True)
class Window:
    """A part of a problem: interviews with what is open to them, the half-days in which they may be
    held, and the meetings that people already have in a week.
    """

    options: Mapping[str, tuple[Option, ...]]
    sessions: frozenset[int]
    in_week: Mapping[tuple[str, tuple[int, int]], int] = field(default_factory=dict)


class Shape:
    """Families, kinds, feasible starts and options of one timetable."""

    def __init__(self, table: Timetable, told: Mapping[str, int] | None = None,
                 moving: frozenset[str] | None = None) -> None:
        """``told`` holds starts that people know of, each followed by itself.

        With ``moving``, those interviews are followed at every start and all others that were told stay where they are.
        """
        self.table, self.told, self.moving = table, told or {}, moving
        self.window: Window | None = None
        self.family = {q.id: Family(q.minutes, tuple(sorted((n.pool, n.count) for n in q.panel)), q.campus, q.room)
                       for q in table.problem.interviews}
        self.families = tuple(dict.fromkeys(self.family.values()))
        self.kinds = {f: tuple(Kind(f, place) for place in self._places(f)) for f in self.families}
        self._feasible: dict[tuple[Kind, int], bool] = {}
        self.forbidden = {q.id: self._forbidden(q) for q in table.problem.interviews}

    def _places(self, f: Family) -> tuple[str | None, ...]:
        return self.table.campuses if f.room and f.campus is None else (f.campus,)

    def _forbidden(self, q: Interview) -> frozenset[str]:
        pools = {n.pool for n in q.panel}
        return frozenset(who for who, avoid in self.table.avoid.items()
                         if q.candidate in avoid and pools & set(self.table.people[who].pools))

    def cells(self, minutes: int) -> int:
        """Grid cells that a meeting of ``minutes`` takes from its start."""
        return -(-minutes // self.table.step)

    def members(self, pool: str, kind: Kind, start: int) -> list[str]:
        """Who could sit for ``pool`` at ``start``, avoidance and other interviews apart."""
        return [who for who in self.table.pools.get(pool, ())
                if (kind.place is None or kind.place in self.table.people[who].campuses)
                and self.table.person_free(who, start, kind.family.minutes)]

    def rooms(self, kind: Kind, start: int) -> list[str]:
        return [r.id for r in self.table.rooms.values() if r.campus == kind.place
                and self.table.room_free(r.id, start, kind.family.minutes)]

    def feasible(self, kind: Kind, start: int) -> bool:
        """Whether any interview of the kind could be held at ``start``."""
        key = kind, start
        if key not in self._feasible:
            self._feasible[key] = (not kind.family.room or bool(self.rooms(kind, start))) and all(
                len(self.members(pool, kind, start)) >= count for pool, count in kind.family.panel)
        return self._feasible[key]

    @cached_property
    def options(self) -> dict[str, tuple[Option, ...]]:
        """Per interview, every half-day in which it may be held."""
        if self.window is None:
            return {q.id: tuple(self._options(q)) for q in self.table.problem.interviews}
        return dict(self.window.options)

    def within(self, window: Window) -> Shape:
        """The same structure with only the window's interviews and half-days."""
        out = copy(self)
        out.window = window
        out.__dict__.pop("options", None)
        return out

    def _options(self, q: Interview) -> list[Option]:
        kinds, out = self.kinds[self.family[q.id]], []
        everywhere, told = q.id in self.entangled or q.id in (self.moving or ()), self.told.get(q.id)
        for session, starts in self.table.starts_by_session(q).items():
            found = tuple(t for t in starts if any(self.feasible(k, t) for k in kinds))
            if found:
                single = everywhere or any(self.table.person_free(who, t, q.minutes)
                                           for who in self.forbidden[q.id] for t in found)
                if self.moving is not None and told is not None and q.id not in self.moving:
                    found = tuple(t for t in found if t == told)
                if told in found and not single:
                    out.append(Option(q.id, session, (told,), True))
                    found = tuple(t for t in found if t != told)
                if found:
                    out.append(Option(q.id, session, found, single))
        return out

    @cached_property
    def entangled(self) -> frozenset[str]:
        """Interviews whose candidate may have another one on the same day."""
        apart = {frozenset((s.first, s.then)) for s in self.table.problem.sequences if s.min_gap_days > 0}
        by_candidate: dict[str, list[str]] = defaultdict(list)
        for q in self.table.problem.interviews:
            by_candidate[q.candidate].append(q.id)
        out: set[str] = set()
        for ids in by_candidate.values():
            for k, one in enumerate(ids):
                for other in ids[:k]:
                    if frozenset((one, other)) not in apart:
                        out |= {one, other}
        out |= {end for s in self.table.problem.sequences if s.min_gap_days == 0 for end in (s.first, s.then)}
        return frozenset(out)

    @cached_property
    def shared(self) -> dict[tuple[str, str], frozenset[str]]:
        """Per pair of rounds that must have different people: who could sit in both."""
        out = {}
        for s in self.table.problem.sequences:
            if s.different_interviewers:
                both = self._eligible(s.first) & self._eligible(s.then)
                if both:
                    out[s.first, s.then] = both
        return out

    def _eligible(self, one: str) -> frozenset[str]:
        pools = {pool for pool, _ in self.family[one].panel}
        return frozenset(w.id for w in self.table.problem.interviewers if pools & set(w.pools)) - self.forbidden[one]


def closed_sets(sets: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """All non-empty intersections of the given sets: where Hall's condition for avoidances must be asked."""
    out: set[frozenset[str]] = set()
    for one in set(sets):
        out |= {one & other for other in out} | {one}
    return [one for one in out if one]
