"""Demand against capacity day by day: how many interviews each resource allows, and what is the first to run short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .clock import iso
from .problem import Problem
from .timetable import Timetable

ROOMS = "*"
"""The row of all rooms together."""


@dataclass(frozen=True, slots=True)
class Supply:
    """Interviews that a resource needs and allows. ``kind`` is room, campus, pool or candidate; ``share`` is how many of
    it one interview takes. ``by_day`` goes with the days; ``total`` may be less than its sum where a week is limited.
    """

    resource: str
    kind: str
    need: int
    by_day: tuple[int, ...]
    total: int
    share: int = 1
    away: Mapping[int, tuple[str, ...]] | None = None
    """Day → who of it can't be had at all that day."""

    @property
    def spare(self) -> int:
        return self.total - self.need


@dataclass(frozen=True, slots=True)
class Tightness:
    """How many interviews rooms and panels allow on each of ``days``; no plan can do better, and some can do less."""

    days: tuple[str, ...]
    rows: tuple[Supply, ...]
    each_day: tuple[int, ...]
    interviews: int

    @property
    def most(self) -> int:
        """What rooms and panels allow on all days together."""
        held = [r.total // r.share for r in self.rows if r.kind in ("room", "pool")]
        return min((sum(self.each_day), *held))

    @property
    def reach(self) -> int:
        """The same for the days on which candidates can come."""
        coming = next(r.by_day for r in self.rows if r.kind == "candidate")
        return min(self.most, sum(map(min, self.each_day, coming)))

    @property
    def scarcest(self) -> Supply | None:
        """The resource that has the least to spare, in interviews."""
        asked = [r for r in self.rows if r.need and r.kind in ("room", "pool")]
        return min(asked, key=lambda r: r.spare / r.share, default=None)


def tightness(problem: Problem) -> Tightness:
    """Count what the calendars allow. Interviews that differ in length are counted as the longest."""
    table = Timetable(problem)
    count = _Count(table)
    rows = [*count.rooms(), *count.pools()]
    limits = [r for r in rows if r.kind != "campus"]
    each = tuple(min((r.by_day[day] // r.share for r in limits), default=0) for day in range(len(table.dates)))
    days = tuple(iso(day * 1440)[:10] for day in table.dates)
    return Tightness(days, (*rows, count.candidate_row()), each, len(problem.interviews))


class _Count:
    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.minutes = max((q.minutes for q in table.problem.interviews), default=1)
        self.sessions = [[k for k, d in enumerate(table.day_of_session) if d == day] for day in range(len(table.dates))]
        self.starts = {q.id: {table.day_of_session[k] for k in table.starts_by_session(q)}
                       for q in table.problem.interviews}

    def fits(self, busy: tuple[tuple[int, int], ...], day: int) -> int:
        """Interviews one after another on a day beside what is ``busy``."""
        found = 0
        for k in self.sessions[day]:
            ready = -1
            for t in self.table.session_grid(k, self.minutes):
                if t >= ready and not any(a < t + self.minutes and t < b for a, b in busy):
                    found, ready = found + 1, t + self.minutes
        return found

    def rooms(self) -> Iterable[Supply]:
        need = sum(q.room for q in self.table.problem.interviews)
        if not need:
            return
        by_campus: dict[str, list[list[int]]] = {}
        for room in self.table.rooms.values():
            fits = [self.fits(self.table.room_busy[room.id], d) for d in range(len(self.table.dates))]
            by_campus.setdefault(room.campus, []).append(fits)
        every = [fits for held in by_campus.values() for fits in held]
        yield self._supply(ROOMS, "room", need, every)
        for campus, held in sorted(by_campus.items()) if len(by_campus) > 1 else ():
            own = sum(q.room and q.campus == campus for q in self.table.problem.interviews)
            yield self._supply(campus, "campus", own, held)

    @staticmethod
    def _supply(resource: str, kind: str, need: int, held: list[list[int]]) -> Supply:
        by_day = tuple(map(sum, zip(*held, strict=True)))
        return Supply(resource, kind, need, by_day, sum(by_day))

    def pools(self) -> Iterable[Supply]:
        for pool in dict.fromkeys(n.pool for q in self.table.problem.interviews for n in q.panel):
            counts = [n.count for q in self.table.problem.interviews for n in q.panel if n.pool == pool]
            held = {who: self.person(who) for who in self.table.pools.get(pool, ())}
            days = range(len(self.table.dates))
            away = {d: tuple(w for w, fits in held.items() if not fits[d]) for d in days}
            yield Supply(pool, "pool", sum(counts), tuple(sum(fits[d] for fits in held.values()) for d in days),
                         sum(map(self._within_weeks, held, held.values())), max(counts), away)

    def person(self, who: str) -> list[int]:
        most = self.table.people[who].max_per_day
        fits = [self.fits(self.table.person_busy[who], d) for d in range(len(self.table.dates))]
        return fits if most is None else [min(most, f) for f in fits]

    def _within_weeks(self, who: str, fits: list[int]) -> int:
        most = self.table.people[who].max_per_week
        weeks: dict[tuple[int, int], int] = {}
        for day, count in enumerate(fits):
            week = self.table.week_of_day[day]
            weeks[week] = weeks.get(week, 0) + count
        return sum(count if most is None else min(most, count) for count in weeks.values())

    def candidates(self, day: int) -> int:
        return sum(day in days for days in self.starts.values())

    def candidate_row(self) -> Supply:
        by_day = tuple(self.candidates(d) for d in range(len(self.table.dates)))
        return Supply("candidates", "candidate", len(self.starts), by_day, sum(map(bool, self.starts.values())))
