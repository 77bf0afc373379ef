"""What is already taken while a plan grows: spans and counts, put and taken back one interview at a time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from .clock import DAY, iso
from .plans import Placement
from .problem import Interview, Sequence
from .timetable import Timetable, seat


@dataclass(frozen=True, slots=True)
class Spot:
    """Where an interview is held: start in minutes, room id or None, campus or None, and who sits in it."""

    start: int
    room: str | None
    campus: str | None
    people: tuple[str, ...]


class Ledger:
    """Placed interviews of one timetable and everything the hard rules need to know of them."""

    def __init__(self, table: Timetable) -> None:
        self.table = table
        self.spots: dict[str, Spot] = {}
        self.spans: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
        self.in_day: Counter[tuple[str, int]] = Counter()
        self.in_week: Counter[tuple[str, tuple[int, int]]] = Counter()
        self.in_session: Counter[tuple[str, int, str]] = Counter()
        self.load: Counter[str] = Counter()
        self.before: dict[str, list[Sequence]] = defaultdict(list)
        self.after: dict[str, list[Sequence]] = defaultdict(list)
        for s in table.problem.sequences:
            self.before[s.then].append(s)
            self.after[s.first].append(s)

    def put(self, q: Interview, spot: Spot) -> None:
        self._count(q, spot, 1)
        self.spots[q.id] = spot

    def take_back(self, q: Interview) -> Spot:
        spot = self.spots.pop(q.id)
        self._count(q, spot, -1)
        return spot

    def _count(self, q: Interview, spot: Spot, sign: int) -> None:
        span, day = (spot.start, spot.start + q.minutes), spot.start // DAY
        keys = [f"c {q.candidate}", *(f"w {who}" for who in spot.people)]
        if spot.room is not None:
            keys.append(f"r {spot.room}")
        for key in keys:
            (self.spans[key, day].add if sign > 0 else self.spans[key, day].discard)(span)
        session = self.table.session_at(*span)
        week = self.table.week_of_day[self.table.day_number[day]]
        for who in spot.people:
            self.in_day[who, day] += sign
            self.in_week[who, week] += sign
            self.load[who] += sign * q.minutes
            if spot.campus is not None and session is not None:
                self.in_session[who, session, spot.campus] += sign

    def idle(self, key: str, start: int, end: int) -> bool:
        taken = self.spans.get((key, start // DAY))     # a meeting never outlasts its date
        return not taken or not any(a < end and start < b for a, b in taken)

    def person_fits(self, who: str, q: Interview, start: int, session: int, campus: str | None, *,
                    calendar: bool = True) -> bool:
        """Every rule about one interviewer but the seat itself; without ``calendar`` as if they had no other duties."""
        person, day = self.table.people[who], start // DAY
        if campus is not None:
            if campus not in person.campuses:
                return False
            if self.table.problem.policy.one_campus_per_half_day and any(
                    self.in_session[who, session, other] for other in person.campuses if other != campus):
                return False
        if person.max_per_day is not None and self.in_day[who, day] >= person.max_per_day:
            return False
        week = self.table.week_of_day[self.table.day_number[day]]
        if person.max_per_week is not None and self.in_week[who, week] >= person.max_per_week:
            return False
        return (q.candidate not in self.table.avoid[who]
                and (not calendar or self.table.person_free(who, start, q.minutes))
                and self.idle(f"w {who}", start, start + q.minutes))

    def barred(self, q: Interview, start: int, pending: Collection[str] = ()) -> set[str] | None:
        """Who may not sit because of other rounds; None when ``start`` breaks their order or gap.

        Rounds in ``pending`` are being placed along with this one and are not looked at.
        """
        end, out = start + q.minutes, set()
        for s in self.before.get(q.id, ()):
            if s.first in pending:
                continue
            spot = self.spots.get(s.first)
            if spot is None:
                return None
            over = spot.start + self.table.interviews[s.first].minutes
            if start < over or _days(spot.start, start) < s.min_gap_days:
                return None
            out |= set(spot.people) if s.different_interviewers else set()
        for s in self.after.get(q.id, ()):
            spot = self.spots.get(s.then)
            if spot is not None:
                if spot.start < end or _days(start, spot.start) < s.min_gap_days:
                    return None
                out |= set(spot.people) if s.different_interviewers else set()
        return out

    def rooms(self, q: Interview, start: int, prefer: Collection[str | None] = ()) -> dict[str | None, str | None]:
        """{campus: room or None} where the interview could be held at ``start``; preferred rooms win."""
        if not q.room:
            return {q.campus: None}
        out: dict[str | None, str | None] = {}
        for room in sorted(self.table.suitable_rooms(q), key=lambda r: r not in prefer):
            campus = self.table.rooms[room].campus
            if campus not in out and self.table.room_free(room, start, q.minutes) and self.idle(
                    f"r {room}", start, start + q.minutes):
                out[campus] = room
        return out

    def spots_at(self, q: Interview, start: int, prefer: Collection[str | None] = ()) -> Iterator[Spot]:
        """Ways to hold the interview at ``start``, one a campus: preferred people first, then the least loaded."""
        session = self.table.session_at(start, start + q.minutes)
        if session is None or not self.idle(f"c {q.candidate}", start, start + q.minutes):
            return
        barred = self.barred(q, start)
        if barred is None:
            return
        for campus, room in self.rooms(q, start, prefer).items():
            able: dict[str, None] = {}
            for need in q.panel:
                fit = [w for w in self.table.pools.get(need.pool, ()) if w not in barred
                       and self.person_fits(w, q, start, session, campus)]
                if len(fit) < need.count:
                    break
                able.update(dict.fromkeys(fit))
            else:
                order = sorted(able, key=lambda w: (w not in prefer, self.load[w]))
                seats = seat([(n.pool, n.count) for n in q.panel], {w: self.table.people[w].pools for w in order})
                if seats is not None:
                    yield Spot(start, room, campus, tuple(seats))

    def placements(self) -> tuple[Placement, ...]:
        """What is placed, in order of time."""
        return placements_of(self.spots)


def placements_of(spots: Mapping[str, Spot]) -> tuple[Placement, ...]:
    """Spots as a plan has them, in order of time."""
    found = sorted(spots.items(), key=lambda item: (item[1].start, item[0]))
    return tuple(Placement(one, iso(s.start), s.room, s.people) for one, s in found)


def _days(first: int, then: int) -> int:
    return then // DAY - first // DAY
