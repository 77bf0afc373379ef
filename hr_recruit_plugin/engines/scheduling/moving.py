"""One interview against the rest of a plan: where it could go, and which rule keeps it from going elsewhere.

Quick enough to try every cell of a calendar while somebody drags. It helps a person choose; whether the plan may be
published is still for :func:`check` alone to say.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .clock import DAY, iso, minute, overlap
from .ledger import Ledger, Spot
from .plans import Placement, Plan
from .problem import Interview, Names, Problem
from .texts import N_, named
from .timetable import Timetable, seat

REFUSALS: Mapping[str, str] = {
    "session": N_("这一场要 %(minutes)s 分钟，这半天剩下的时间不够"),
    "window.early": N_("%(name)s 最早 %(limit)s 才能面"),
    "window.late": N_("%(name)s 最晚 %(limit)s 要面完"),
    "candidate.busy": N_("%(name)s 这时没有空"),
    "candidate.taken": N_("%(name)s 这时已有另一场面试"),
    "sequence": N_("和 %(name)s 其他轮次的先后或间隔冲突"),
    "room.campus": N_("%(room)s 不在院区 %(campus)s"),
    "room.busy": N_("%(room)s 这时不可用"),
    "room.taken": N_("%(room)s 这时是 %(other)s"),
    "rooms": N_("这时没有空的会议室"),
    "person.pool": N_("%(who)s 不是%(pools)s，不能坐进这一场"),
    "person.busy": N_("%(who)s 这时没有空"),
    "person.taken": N_("%(who)s 这时在面 %(other)s"),
    "person.avoid": N_("%(who)s 须回避 %(name)s"),
    "person.campus": N_("%(who)s 不去院区 %(campus)s"),
    "person.one_campus": N_("%(who)s 这半天在另一个院区"),
    "person.day": N_("%(who)s 这一天已有 %(count)s 场，最多 %(most)s 场"),
    "person.week": N_("%(who)s 这一周已有 %(count)s 场，最多 %(most)s 场"),
    "person.round": N_("%(who)s 在另一轮面过 %(name)s，这一轮须换人"),
    "pool": N_("%(pool)s这时凑不齐，%(who)s 都排不开"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an interview cannot be somewhere. The sentence is ``message % params``, names filled in."""

    rule: str
    message: str
    params: Mapping[str, str]

    @property
    def text(self) -> str:
        return self.message % self.params


@dataclass(frozen=True, slots=True)
class Wish:
    """Where somebody wants an interview: in ``room``, or with ``person`` in the place of ``instead``; any if None."""

    room: str | None = None
    person: str | None = None
    instead: str | None = None


ANYWHERE = Wish()


class Mover:
    """Tries starts for one interview of ``plan``; its people and room are kept where the rules let them be.

    Raises KeyError when the problem has no such interview.
    """

    def __init__(self, problem: Problem, plan: Plan, interview: str, names: Names | None = None) -> None:
        self.table, self.names = Timetable(problem), names
        self.q: Interview = self.table.interviews[interview]
        self.old = next((p for p in plan.placed if p.interview == interview), None)
        self.ledger = Ledger(self.table)
        self.taken: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
        for p in plan.placed:
            if p.interview != interview:
                self._put(p)

    def _put(self, p: Placement) -> None:
        q, start = self.table.interviews[p.interview], minute(p.start)
        room = self.table.rooms.get(p.room or "")
        self.ledger.put(q, Spot(start, p.room, room.campus if room else q.campus, p.interviewers))
        keys = [f"c {q.candidate}", f"r {p.room}", *(f"w {who}" for who in p.interviewers)]
        for key in keys:
            self.taken[key].append((start, start + q.minutes, q.id))

    def starts(self) -> list[str]:
        """Every grid start of every session that is long enough."""
        return [iso(t) for k in range(len(self.table.sessions)) for t in self.table.session_grid(k, self.q.minutes)]

    def at(self, start: str, wish: Wish = ANYWHERE) -> Placement | Refusal:
        """The placement there, or the first rule that forbids it."""
        t = minute(start)
        found = self._time(t) or self._room(t, wish)
        if isinstance(found, Refusal):
            return found
        room = found or None
        campus = self.table.rooms[room].campus if room else self.q.campus
        seats = self._seats(t, campus, wish)
        return seats if isinstance(seats, Refusal) else Placement(self.q.id, start, room, tuple(sorted(seats)))

    # --- rule after rule -----------------------------------------------------------------------------------------

    def _no(self, rule: str, **params: object) -> Refusal:
        return Refusal(rule, REFUSALS[rule], {key: named([str(value)], self.names) for key, value in params.items()})

    def _time(self, t: int) -> Refusal | None:
        q, end = self.q, t + self.q.minutes
        if self.table.session_at(t, end) is None:
            return self._no("session", minutes=q.minutes)
        if q.earliest and t < minute(q.earliest):
            return self._no("window.early", name=q.id, limit=q.earliest.replace("T", " "))
        if q.deadline and end > minute(q.deadline):
            return self._no("window.late", name=q.id, limit=q.deadline.replace("T", " "))
        if overlap(self.table.candidate_busy[q.candidate], t, end):
            return self._no("candidate.busy", name=q.candidate)
        if not self.ledger.idle(f"c {q.candidate}", t, end):
            return self._no("candidate.taken", name=q.candidate)
        return self._no("sequence", name=q.candidate) if self.ledger.barred(q, t) is None else None

    def _room(self, t: int, wish: Wish) -> str | Refusal:
        """A room's id, an empty string where none is needed."""
        if not self.q.room:
            return ""
        if wish.room is not None:
            return self._room_refused(wish.room, t) or wish.room
        liked = self.old.room if self.old else None
        order = sorted(self.table.suitable_rooms(self.q), key=lambda one: one != liked)
        free = (room for room in order if self._room_refused(room, t) is None)
        return next(free, None) or self._no("rooms")

    def _room_refused(self, room: str, t: int) -> Refusal | None:
        held = self.table.rooms.get(room)
        if held is None or self.q.campus not in (None, held.campus):
            return self._no("room.campus", room=room, campus=self.q.campus)
        if not self.table.room_free(room, t, self.q.minutes):
            return self._no("room.busy", room=room)
        other = self._other(f"r {room}", t)
        return self._no("room.taken", room=room, other=other) if other else None

    def _other(self, key: str, t: int) -> str | None:
        """The interview that somebody or something has at that time."""
        end = t + self.q.minutes
        return next((one for a, b, one in self.taken[key] if a < end and t < b), None)

    def _seats(self, t: int, campus: str | None, wish: Wish) -> Iterable[str] | Refusal:
        pools = [n.pool for n in self.q.panel]
        if wish.person is not None:
            if not set(pools) & set(self.table.people[wish.person].pools):
                return self._no("person.pool", who=wish.person, pools=named(pools))
            if refused := self._person_refused(wish.person, t, campus):
                return refused
        members = dict.fromkeys(w for pool in pools for w in self.table.pools.get(pool, ()))
        able = [w for w in members if w != wish.instead and self._person_refused(w, t, campus) is None]
        seats = seat([(n.pool, n.count) for n in self.q.panel],
                     {w: self.table.people[w].pools for w in sorted(able, key=lambda w: self._liking(w, wish))})
        return self._short(able) if seats is None else seats

    def _liking(self, who: str, wish: Wish) -> tuple[bool, bool, int]:
        """Least first: who is wished for, who sits there now, who has the least to do."""
        now = self.old.interviewers if self.old else ()
        return who != wish.person, who not in now, self.ledger.load[who]

    def _short(self, able: list[str]) -> Refusal:
        for need in self.q.panel:
            members = self.table.pools.get(need.pool, [])
            if sum(w in able for w in members) < need.count:
                away = [w for w in members if w not in able]
                return self._no("pool", pool=need.pool, who=named(away, self.names, 4))
        return self._no("pool", pool=named([n.pool for n in self.q.panel]), who=named(able, self.names, 4))

    def _person_refused(self, who: str, t: int, campus: str | None) -> Refusal | None:
        person, q = self.table.people[who], self.q
        if q.candidate in self.table.avoid[who]:
            return self._no("person.avoid", who=who, name=q.candidate)
        if not self.table.person_free(who, t, q.minutes):
            return self._no("person.busy", who=who)
        if other := self._other(f"w {who}", t):
            return self._no("person.taken", who=who, other=other)
        if campus is not None and campus not in person.campuses:
            return self._no("person.campus", who=who, campus=campus)
        return self._limit_refused(who, t, campus)

    def _limit_refused(self, who: str, t: int, campus: str | None) -> Refusal | None:
        person, day, table = self.table.people[who], t // DAY, self.table
        session = table.session_at(t, t + self.q.minutes)
        if table.problem.policy.one_campus_per_half_day and campus is not None and session is not None and any(
                self.ledger.in_session[who, session, other] for other in person.campuses if other != campus):
            return self._no("person.one_campus", who=who)
        today, week = self.ledger.in_day[who, day], table.week_of_day[table.day_number[day]]
        if person.max_per_day is not None and today >= person.max_per_day:
            return self._no("person.day", who=who, count=today, most=person.max_per_day)
        if person.max_per_week is not None and self.ledger.in_week[who, week] >= person.max_per_week:
            return self._no("person.week", who=who, count=self.ledger.in_week[who, week], most=person.max_per_week)
        if who in (self.ledger.barred(self.q, t) or ()):
            return self._no("person.round", who=who, name=self.q.candidate)
        return None
