"""The independent judge of a plan: every hard rule, by plain counting, sharing nothing with the planner.

A plan may be published only when :func:`check` returns nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from .clock import DAY, iso, minute, overlap, week_of
from .figures import figures
from .plans import Placement, Plan
from .problem import Interview, Names, Problem
from .reasons_check import false_reasons
from .rules import RULES
from .texts import named
from .timetable import Timetable, seat


@dataclass(frozen=True, slots=True)
class Violation:
    """A broken rule. ``when`` is a local time or None, ``who`` ids, ``text`` is ``message % params`` in Chinese."""

    rule: str
    text: str
    when: str | None = None
    who: tuple[str, ...] = ()
    message: str = ""
    params: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Held:
    """A placement that could be read: its interview and its span in minutes."""

    q: Interview
    start: int
    end: int
    placement: Placement

    @property
    def id(self) -> str:
        return self.q.id


def check(problem: Problem, plan: Plan, names: Names | None = None) -> list[Violation]:
    """Every violation of the rules of ``docs/scheduling-format.md``; empty when the plan may be published."""
    return list(_Check(problem, plan, names).run())


class _Check:
    def __init__(self, problem: Problem, plan: Plan, names: Names | None) -> None:
        self.problem, self.plan, self.names = problem, plan, names
        self.table = Timetable(problem)
        self.held: dict[str, _Held] = {}

    def note(self, rule: str, who: tuple[str, ...], when: int | None = None, /, **params: object) -> Violation:
        texts = {key: named([str(value)], self.names) for key, value in params.items()}
        message, moment = RULES[rule], None if when is None else iso(when)
        return Violation(rule.partition(".")[0], message % texts, moment, who, message, texts)

    def run(self) -> Iterator[Violation]:
        yield from self.once()
        for h in self.held.values():
            yield from self.time(h)
            yield from self.place(h)
            yield from self.panel(h)
        yield from self.double_bookings()
        yield from self.limits()
        if self.problem.policy.one_campus_per_half_day:
            yield from self.one_campus()
        yield from self.sequences()
        for rule, one, kind in false_reasons(self.table, self.plan, set(self.held)):
            yield self.note(rule, (one,), interview=one, kind=kind)
        yield from self.levels()

    def once(self) -> Iterator[Violation]:
        count: dict[str, int] = defaultdict(int)
        for p in self.plan.placed:
            q = self.table.interviews.get(p.interview)
            try:
                start = minute(p.start)
            except ValueError:
                q = None
            if q is None:
                yield self.note("form", (p.interview,), interview=p.interview)
                continue
            count[q.id] += 1
            self.held.setdefault(q.id, _Held(q, start, start + q.minutes, p))
        for u in self.plan.unplaced:
            if u.interview not in self.table.interviews:
                yield self.note("form", (u.interview,), interview=u.interview)
            count[u.interview] += 1
        for one in self.table.interviews:
            if count[one] != 1:
                yield self.note("once", (one,), interview=one, times=count[one])

    def time(self, h: _Held) -> Iterator[Violation]:
        q = h.q
        session = next((s for s in self.table.sessions if s[0] <= h.start and h.end <= s[1]), None)
        if session is None:
            yield self.note("session", (h.id,), h.start, interview=h.id)
        elif (h.start - session[0]) % self.problem.grid.minutes:
            yield self.note("grid", (h.id,), h.start, interview=h.id, minutes=self.problem.grid.minutes)
        if q.earliest and h.start < minute(q.earliest):
            yield self.note("window.early", (h.id,), h.start, interview=h.id, limit=q.earliest)
        if q.deadline and h.end > minute(q.deadline):
            yield self.note("window.late", (h.id,), h.start, interview=h.id, limit=q.deadline)
        if overlap(self.table.candidate_busy[q.candidate], h.start, h.end):
            yield self.note("availability", (q.candidate, h.id), h.start, who=q.candidate, interview=h.id)

    def campus_of(self, h: _Held) -> str | None:
        room = self.table.rooms.get(h.placement.room or "") if h.q.room else None
        return room.campus if room else h.q.campus

    def place(self, h: _Held) -> Iterator[Violation]:
        given = h.placement.room
        if not h.q.room:
            if given is not None:
                yield self.note("room.needless", (h.id,), h.start, interview=h.id, room=given)
            return
        room = self.table.rooms.get(given or "")
        if room is None:
            yield self.note("room", (h.id,), h.start, interview=h.id)
            return
        if overlap(self.table.room_busy[room.id], h.start, h.end):
            yield self.note("availability", (room.id, h.id), h.start, who=room.id, interview=h.id)
        if h.q.campus not in (None, room.campus):
            yield self.note("campus", (h.id, room.id), h.start, who=room.id, campus=h.q.campus, interview=h.id)

    def panel(self, h: _Held) -> Iterator[Violation]:
        people, campus = h.placement.interviewers, self.campus_of(h)
        known = {who: self.table.people[who] for who in people if who in self.table.people}
        for who, person in known.items():
            if overlap(self.table.person_busy[who], h.start, h.end):
                yield self.note("availability", (who, h.id), h.start, who=who, interview=h.id)
            if h.q.candidate in person.avoid:
                yield self.note("avoidance", (who, h.q.candidate), h.start, who=who, candidate=h.q.candidate)
            if campus is not None and campus not in person.campuses:
                yield self.note("campus", (who, h.id), h.start, who=who, campus=campus, interview=h.id)
        need = [(n.pool, n.count) for n in h.q.panel]
        seats = sum(count for _, count in need)
        if not len(known) == len(people) == seats or seat(need, {w: p.pools for w, p in known.items()}) is None:
            yield self.note("panel", (h.id, *people), h.start, interview=h.id,
                            need=" + ".join(f"{pool}×{count}" for pool, count in need))

    def double_bookings(self) -> Iterator[Violation]:
        use: dict[str, list[_Held]] = defaultdict(list)
        for h in self.held.values():
            use[f"c {h.q.candidate}"].append(h)
            if h.q.room and h.placement.room is not None:
                use[f"r {h.placement.room}"].append(h)
            for who in set(h.placement.interviewers):
                use[f"w {who}"].append(h)
        for key, meetings in sorted(use.items()):
            meetings.sort(key=lambda h: (h.start, h.end))
            last = meetings[0]
            for h in meetings[1:]:
                if h.start < last.end:
                    yield self.note("double_booking", (key[2:], last.id, h.id), h.start, who=key[2:], first=last.id,
                                    second=h.id)
                last = max(last, h, key=lambda one: one.end)

    def limits(self) -> Iterator[Violation]:
        daily: dict[tuple[str, int], list[str]] = defaultdict(list)
        weekly: dict[tuple[str, tuple[int, int]], list[str]] = defaultdict(list)
        for h in self.held.values():
            for who in set(h.placement.interviewers) & set(self.table.people):
                daily[who, h.start // DAY].append(h.id)
                weekly[who, week_of(h.start // DAY)].append(h.id)
        for (who, day), ids in sorted(daily.items()):
            most = self.table.people[who].max_per_day
            if most is not None and len(ids) > most:
                yield self.note("max_per_day", (who, *ids), day * DAY, who=who, count=len(ids), most=most)
        for (who, _), ids in sorted(weekly.items()):
            most = self.table.people[who].max_per_week
            if most is not None and len(ids) > most:
                yield self.note("max_per_week", (who, *ids), None, who=who, count=len(ids), most=most)

    def one_campus(self) -> Iterator[Violation]:
        where: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
        for h in self.held.values():
            campus, session = self.campus_of(h), self.table.session_at(h.start, h.end)
            for who in h.placement.interviewers:
                if campus is not None and session is not None:
                    where[who, session][campus] = h.id
        for (who, session), found in sorted(where.items()):
            if len(found) > 1:
                yield self.note("one_campus", (who, *found.values()), self.table.sessions[session][0], who=who,
                                campuses=" / ".join(sorted(found)))

    def sequences(self) -> Iterator[Violation]:
        for s in self.problem.sequences:
            first, then = self.held.get(s.first), self.held.get(s.then)
            if then is None:
                continue
            if first is None or then.start < first.end or then.start // DAY - first.start // DAY < s.min_gap_days:
                yield self.note("sequence", (s.first, s.then), then.start, first=s.first, then=s.then,
                                days=s.min_gap_days)
                continue
            both = set(first.placement.interviewers) & set(then.placement.interviewers)
            if s.different_interviewers and both:
                yield self.note("different_interviewers", (*sorted(both), s.first, s.then), then.start,
                                who=named(sorted(both), self.names), first=s.first, then=s.then)

    def levels(self) -> Iterator[Violation]:
        found = figures(self.problem, self.plan, self.table)
        for level in self.plan.levels:
            try:
                true = level.value == found.value(level.name)
            except KeyError:
                true = False
            true = true and (level.bound is None or level.bound <= level.value)
            if not true or (level.proven and level.bound != level.value):
                yield self.note("level", (), None, level=level.name)
