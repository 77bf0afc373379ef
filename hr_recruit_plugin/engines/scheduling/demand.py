"""Demand against capacity, before anything is solved: what HR looks at first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .problem import Problem
from .timetable import Timetable


@dataclass(frozen=True, slots=True)
class Capacity:
    """Minutes needed of a resource and minutes it has. ``available`` is an upper limit: what it can never exceed.

    ``resource`` is a pool, a campus's rooms or ``candidates``; ``kind`` says which of the three.
    """

    resource: str
    need: int
    available: int
    kind: str

    @property
    def short(self) -> bool:
        return self.need > self.available


def demand(problem: Problem) -> tuple[Capacity, ...]:
    """Rooms by campus (those of interviews bound to none under ``*``), pools, and candidates who are free at all.

    A person in two pools counts as available in each. For candidates the figures are interviews, not minutes.
    """
    table = Timetable(problem)
    return (*_rooms(table), *_pools(table), _candidates(table))


def _free_minutes(table: Timetable, busy: tuple[tuple[int, int], ...]) -> int:
    total = sum(end - start for start, end in table.sessions)
    return total - sum(max(0, min(end, b) - max(start, a)) for start, end in table.sessions for a, b in busy)


def _rooms(table: Timetable) -> list[Capacity]:
    need: Counter[str] = Counter()
    for q in table.problem.interviews:
        if q.room:
            need[q.campus or "*"] += q.minutes
    free: Counter[str] = Counter()
    for room in table.rooms.values():
        free[room.campus] += _free_minutes(table, table.room_busy[room.id])
    free["*"] = sum(free.values())
    return [Capacity(campus, need[campus], free[campus], "room") for campus in sorted(need)]


def _pools(table: Timetable) -> list[Capacity]:
    need: Counter[str] = Counter()
    longest = max((q.minutes for q in table.problem.interviews), default=0)
    for q in table.problem.interviews:
        for n in q.panel:
            need[n.pool] += n.count * q.minutes
    return [Capacity(pool, need[pool], sum(_person_minutes(table, who, longest) for who in members), "pool")
            for pool, members in sorted(table.pools.items())]


def _person_minutes(table: Timetable, who: str, longest: int) -> int:
    """Free minutes, capped by the daily and weekly limits with the longest interview there is."""
    person, busy = table.people[who], table.person_busy[who]
    weekly: Counter[tuple[int, int]] = Counter()
    for day in range(len(table.dates)):
        free = sum(end - start - sum(max(0, min(end, b) - max(start, a)) for a, b in busy)
                   for k, (start, end) in enumerate(table.sessions) if table.day_of_session[k] == day)
        most = person.max_per_day
        weekly[table.week_of_day[day]] += free if most is None else min(free, most * longest)
    cap = person.max_per_week
    return sum(minutes if cap is None else min(minutes, cap * longest) for minutes in weekly.values())


def _candidates(table: Timetable) -> Capacity:
    held = sum(bool(table.starts_by_session(q)) for q in table.problem.interviews)
    return Capacity("candidates", len(table.problem.interviews), held, "candidate")
