"""Where one more interview still fits: the planner's hard rules, one start at a time, in the twinkling of an eye.

The planner places everybody at once; this answers a candidate who chooses now, and HR who moves one interview.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from .clock import DAY, Span, overlap, week_of
from .problem import PanelNeed
from .timetable import Timetable


@dataclass(frozen=True, slots=True)
class Meeting:
    """An interview that stands. Moments are minutes (see ``clock``)."""

    start: int
    end: int
    candidate: str
    room: str | None
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The interview to place. ``keep`` names people and rooms that are taken first; ``without`` whom it must not have."""

    candidate: str
    minutes: int
    panel: tuple[PanelNeed, ...]
    busy: tuple[Span, ...] = ()
    keep: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Opening:
    """A start with everybody and everything it takes; ``room`` is None where none is needed."""

    start: int
    room: str | None
    people: tuple[str, ...]


@dataclass
class Calendar:
    """A timetable with the meetings that stand in it.

    ``week`` and ``load`` (a person's interviews that week, and in all) replace what the meetings count for, where only
    those of one day are given.
    """

    table: Timetable
    meetings: Iterable[Meeting]
    week: Mapping[tuple[str, tuple[int, int]], int] | None = None
    load: Mapping[str, int] | None = None

    def __post_init__(self) -> None:
        self.taken: dict[str, list[Span]] = defaultdict(list)
        self.daily: dict[tuple[str, int], int] = defaultdict(int)
        self.weekly: dict[tuple[str, tuple[int, int]], int] = defaultdict(int)
        self.total: dict[str, int] = defaultdict(int)
        self.campus: dict[tuple[str, int], set[str]] = defaultdict(set)
        for meeting in self.meetings:
            self._enter(meeting)
        if self.week is not None:
            self.weekly = defaultdict(int, self.week)
        if self.load is not None:
            self.total = defaultdict(int, self.load)

    def _enter(self, m: Meeting) -> None:
        self.taken[m.candidate].append((m.start, m.end))
        if m.room is not None:
            self.taken[m.room].append((m.start, m.end))
        room, half = self.table.rooms.get(m.room or ""), self.half_day(m.start, m.end)
        for who in m.people:
            self.taken[who].append((m.start, m.end))
            self.daily[who, m.start // DAY] += 1
            self.weekly[who, week_of(m.start // DAY)] += 1
            self.total[who] += 1
            if room is not None and half is not None:
                self.campus[who, half].add(room.campus)

    def half_day(self, start: int, end: int) -> int | None:
        """The session that holds it: nobody travels between campuses within one."""
        return self.table.session_at(start, end)

    def starts(self, minutes: int) -> Iterator[int]:
        """Every start of the grid, whether anything is free there or not."""
        for k in range(len(self.table.sessions)):
            yield from self.table.session_grid(k, minutes)

    def openings(self, wanted: Wanted, starts: Iterable[int] | None = None) -> Iterator[Opening]:
        """Those starts that still have a room and a panel, in order."""
        for start in self.starts(wanted.minutes) if starts is None else starts:
            if (found := self.opening(start, wanted)) is not None:
                yield found

    def opening(self, start: int, wanted: Wanted) -> Opening | None:
        """Room and panel for ``start``: who is kept, then who has least to do, then the order of the book."""
        end = start + wanted.minutes
        if overlap(wanted.busy, start, end) or overlap(self.taken[wanted.candidate], start, end):
            return None
        half = self.half_day(start, end)
        if half is None:
            return None
        able = self._able(start, end, wanted)
        tried: set[str] = set()
        for room in self._free_rooms(start, end, wanted):
            campus = self.table.rooms[room].campus
            if campus in tried:
                continue
            tried.add(campus)
            here = {w: self.table.people[w].pools for w in able if self._at(w, campus, half)}
            if (people := best_panel(wanted.panel, here)) is not None:
                return Opening(start, room, tuple(sorted(people)))
        return None

    def _free_rooms(self, start: int, end: int, wanted: Wanted) -> list[str]:
        free = [
            r for r in self.table.rooms
            if r not in wanted.without and not overlap(self.taken[r], start, end)
            and self.table.room_free(r, start, end - start)
        ]  # fmt: skip
        return sorted(free, key=lambda r: r not in wanted.keep)

    def _able(self, start: int, end: int, wanted: Wanted) -> list[str]:
        members = dict.fromkeys(w for n in wanted.panel for w in self.table.pools.get(n.pool, ()))
        free = [
            w for w in members
            if w not in wanted.without and wanted.candidate not in self.table.avoid[w]
            and not overlap(self.taken[w], start, end) and self.table.person_free(w, start, end - start)
            and self._may(w, start)
        ]  # fmt: skip
        order = {w: k for k, w in enumerate(self.table.people)}
        return sorted(free, key=lambda w: (w not in wanted.keep, self.burden(w), order[w]))

    def _may(self, who: str, start: int) -> bool:
        """Whether the limits of a day and a week leave room for one more."""
        person, day = self.table.people[who], start // DAY
        if person.max_per_day is not None and self.daily[who, day] >= person.max_per_day:
            return False
        return person.max_per_week is None or self.weekly[who, week_of(day)] < person.max_per_week

    def burden(self, who: str) -> int:
        """How much somebody has already: the least of it goes first."""
        return self.total[who]

    def _at(self, who: str, campus: str, half: int) -> bool:
        return campus in self.table.people[who].campuses and self.campus[who, half] <= {campus}


def best_panel(panel: Iterable[PanelNeed], people: Mapping[str, Collection[str]]) -> list[str] | None:
    """Seat the first of ``people`` (id → pools, most wanted first) that can be seated together, or None.

    Sets of people that fit the seats are a matroid, so taking each in turn where it still fits is not only quick but best:
    no other panel has a more wanted person where this one has a less wanted.
    """
    seats = [need.pool for need in panel for _ in range(need.count)]
    sitting: dict[int, str] = {}

    def find(who: str, seen: set[int]) -> bool:
        for k, pool in enumerate(seats):
            if pool in people[who] and k not in seen:
                seen.add(k)
                if k not in sitting or find(sitting[k], seen):
                    sitting[k] = who
                    return True
        return False

    for who in people:
        if len(sitting) == len(seats):
            break
        find(who, set())
    return list(sitting.values()) if len(sitting) == len(seats) else None
