"""A problem in whole minutes: sessions, days, who is free when, and where each interview may start.

Everything here looks at calendars alone; what interviews do to each other belongs to the planner.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from functools import cached_property

from .clock import DAY, Span, is_free, merged, minute, week_of
from .problem import Busy, Interview, Problem
from .validation import span_of

Place = tuple[str | None, str | None]
"""Room id or None, and campus or None (online)."""


class Timetable:
    """Indexes over one problem. Moments are minutes (see ``clock``); sessions and days are numbered in time order."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.step = problem.grid.minutes
        self.sessions = sorted(span_of(s) for s in problem.grid.sessions)
        self.session_starts = [start for start, _ in self.sessions]
        self.dates = sorted({start // DAY for start, _ in self.sessions})
        self.day_number = {day: k for k, day in enumerate(self.dates)}
        self.day_of_session = [self.day_number[start // DAY] for start, _ in self.sessions]
        self.week_of_day = [week_of(day) for day in self.dates]
        self.interviews = {q.id: q for q in problem.interviews}
        self.people = {w.id: w for w in problem.interviewers}
        self.rooms = {r.id: r for r in problem.rooms}
        self.person_busy = {w.id: _spans(w.busy) for w in problem.interviewers}
        self.room_busy = {r.id: _spans(r.busy) for r in problem.rooms}
        self.candidate_busy = {c.id: _spans(c.busy) for c in problem.candidates}
        self.avoid = {w.id: frozenset(w.avoid) for w in problem.interviewers}
        self.pools: dict[str, list[str]] = {}
        for w in problem.interviewers:
            for pool in w.pools:
                self.pools.setdefault(pool, []).append(w.id)

    @cached_property
    def campuses(self) -> tuple[str, ...]:
        """Campuses that have a room."""
        return tuple(sorted({room.campus for room in self.rooms.values()}))

    def session_at(self, start: int, end: int) -> int | None:
        """The session that holds ``[start, end)``."""
        k = bisect_right(self.session_starts, start) - 1
        return k if k >= 0 and end <= self.sessions[k][1] else None

    def starts_by_session(self, q: Interview) -> dict[int, tuple[int, ...]]:
        """Grid starts inside a session, the interview's window and the candidate's free time."""
        earliest = minute(q.earliest) if q.earliest else -1
        deadline = minute(q.deadline) if q.deadline else 1 << 60
        busy = self.candidate_busy[q.candidate]
        out = {}
        first = max(0, bisect_right(self.session_starts, earliest) - 1)
        for k in range(first, len(self.sessions)):
            start, end = self.sessions[k]
            if start >= deadline:
                break
            if earliest <= start and end <= deadline and is_free(busy, start, end):
                found = self.session_grid(k, q.minutes)
            else:
                found = tuple(t for t in self.session_grid(k, q.minutes)
                              if t >= earliest and t + q.minutes <= deadline and is_free(busy, t, t + q.minutes))
            if found:
                out[k] = found
        return out

    def session_grid(self, session: int, minutes: int) -> tuple[int, ...]:
        """All grid starts of a session for a meeting of ``minutes``."""
        start, end = self.sessions[session]
        return tuple(range(start, end - minutes + 1, self.step))

    def first_day(self, q: Interview) -> int:
        """The day number from which the interview's waiting is counted."""
        if q.earliest is None:
            return 0
        base = minute(q.earliest) // DAY
        return next((k for k, day in enumerate(self.dates) if day >= base), 0)

    def person_free(self, who: str, start: int, minutes: int) -> bool:
        return is_free(self.person_busy[who], start, start + minutes)

    def room_free(self, room: str, start: int, minutes: int) -> bool:
        return is_free(self.room_busy[room], start, start + minutes)

    def suitable_rooms(self, q: Interview) -> list[str]:
        return [room.id for room in self.rooms.values() if q.campus in (None, room.campus)]

    def places(self, q: Interview) -> tuple[str | None, ...]:
        """Campuses where the interview may be held, rooms' calendars apart; None is online."""
        if q.room and q.campus is None:
            return self.campuses
        return (q.campus,)

    def able(self, pool: str) -> list[str]:
        """Members who are free at some grid step: the only ones whose load is compared."""
        return [who for who in self.pools[pool] if who in self.ever_free]

    @cached_property
    def ever_free(self) -> frozenset[str]:
        steps = [t for k in range(len(self.sessions)) for t in self.session_grid(k, self.step)]
        return frozenset(who for who in self.people
                         if any(self.person_free(who, t, self.step) for t in steps))


def _spans(busy: Busy) -> tuple[Span, ...]:
    return merged((minute(start), minute(end)) for start, end in busy)


def seat(panel: Iterable[tuple[str, int]], people: Mapping[str, Iterable[str]]) -> dict[str, str] | None:
    """Seat ``people`` (id → pools, most wanted first) on a panel of (pool, count): {id: pool}, or None.

    Augmenting paths: a person in two pools may fill either seat, not both.
    """
    panel = list(panel)
    if sum(count for _, count in panel) > len(people):      # also spares a list of absurd length
        return None
    seats = [pool for pool, count in panel for _ in range(count)]
    taken: dict[str, int] = {}

    def place(k: int, seen: set[str]) -> bool:
        for who, pools in people.items():
            if who not in seen and seats[k] in pools:
                seen.add(who)
                if who not in taken or place(taken[who], seen):
                    taken[who] = k
                    return True
        return False

    if all(place(k, set()) for k in range(len(seats))):
        return {who: seats[k] for who, k in taken.items()}
    return None
