"""Moving one interview of a plan by hand: where it could go, and why not elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from ..engines import scheduling as engine
from ..engines.scheduling.clock import iso
from ..engines.scheduling.timetable import Timetable, seat
from ..errors import Invalid
from ..i18n import N_
from ..models import Schedule
from . import access
from .planning_problem import LOCAL, names
from .scheduling import EDIT, NO_SCHEDULE
from .unit import Unit, expect_version

NOT_IN_PLAN = N_("这个人不在这份方案里。")


@dataclass(frozen=True)
class Place:
    """A start that was looked at. ``placement`` is None where the rules forbid it; ``why`` says which."""

    start: datetime
    end: datetime
    placement: engine.Placement | None
    room: str
    people: tuple[str, ...]
    why: tuple[str, dict[str, str]] | None
    here: bool

    @property
    def key(self) -> str:
        return self.start.strftime(LOCAL)


@dataclass(frozen=True)
class Places:
    schedule: Schedule
    name: str
    application_id: int
    now: Place | None
    """Where the plan has it, None when it is left out."""
    places: Sequence[Place]


def places(unit: Unit, schedule_id: int, application_id: int) -> Places:
    """Every start of the plan's days for one interview, each tried against all hard rules."""
    schedule, problem, plan = _open(unit, schedule_id)
    called = names(unit, schedule.problem)
    mover = _Mover(problem, plan, f"application:{application_id}", called)
    found = [mover.place(start, unit) for start in mover.starts()]
    here = next((p for p in found if p.here), None)
    return Places(schedule, called[mover.id], application_id, here, found)


def move(unit: Unit, schedule_id: int, application_id: int, start: str, *, version: int | None) -> Schedule:
    """Put one interview to another start. Raises Invalid with the broken rule where it can't be."""
    schedule, problem, plan = _open(unit, schedule_id)
    expect_version(schedule, version, by=None)
    called = names(unit, schedule.problem)
    mover = _Mover(problem, plan, f"application:{application_id}", called)
    if start not in mover.starts():
        raise Invalid(N_("这个时刻不在方案的时段里，选列出的时刻。"), {"start": ["unknown"]})
    place = mover.place(start, unit)
    if place.placement is None:
        message, params = place.why or (N_("这个时刻放不下。"), {})
        raise Invalid(message, {"start": ["refused"]}, **params)
    schedule.plan = mover.moved(place.placement).to_dict()
    unit.audit("schedule.interview_moved", "schedule", schedule.id, application=application_id)
    return schedule


def _open(unit: Unit, schedule_id: int) -> tuple[Schedule, engine.Problem, engine.Plan]:
    unit.actor.require(EDIT)
    schedule = unit.get(Schedule, schedule_id, NO_SCHEDULE)
    access.job(unit, schedule.job_id, EDIT)
    if schedule.state != "solved" or schedule.plan is None:
        raise Invalid(N_("只有算好、还没发布的方案能移动。已发布的请给这位候选人换时间。"))
    return schedule, engine.Problem.from_dict(schedule.problem), engine.Plan.from_dict(schedule.plan)


class _Mover:
    """One interview against the rest of a plan. Keeps its people and room where they are free."""

    def __init__(
        self, problem: engine.Problem, plan: engine.Plan, ident: str, called: dict[str, str]
    ) -> None:
        self.problem, self.plan, self.id, self.called = problem, plan, ident, called
        self.table = Timetable(problem)
        if ident not in self.table.interviews:
            raise Invalid(NOT_IN_PLAN)
        self.q = self.table.interviews[ident]
        self.old = next((p for p in plan.placed if p.interview == ident), None)
        self.rest = tuple(p for p in plan.placed if p.interview != ident)
        self.before = {(v.rule, v.who) for v in engine.check(problem, self._with(None), called)}
        self._spans = [(p, *self._span(p.start, self.table.interviews[p.interview].minutes)) for p in self.rest]

    def starts(self) -> list[str]:
        count = range(len(self.table.sessions))
        return [iso(t) for k in count for t in self.table.session_grid(k, self.q.minutes)]

    def place(self, start: str, unit: Unit) -> Place:
        zone = unit.state.settings.zone
        begins = datetime.strptime(start, LOCAL).replace(tzinfo=zone)
        here = self.old is not None and self.old.start == start
        placement = self.old if here and self.old else self._candidate(start)
        why = None if here else self._refusal(placement)
        if not here and begins <= unit.now:
            why = (N_("这个时刻已经过去。"), {})
        room = self.called.get(placement.room or "", "") if placement else ""
        people = tuple(self.called.get(w, w) for w in placement.interviewers) if placement else ()
        end = begins + timedelta(minutes=self.q.minutes)
        return Place(begins, end, placement if why is None else None, room, people, why, here)

    def moved(self, placement: engine.Placement) -> engine.Plan:
        """The plan with the interview there. What was proven holds only up to the first level that changed."""
        plan = self._with(placement)
        figures, same = engine.figures(self.problem, plan), True
        levels = []
        for level in self.plan.levels:
            value = figures.value(level.name)
            bound = level.bound if same and level.bound is not None and level.bound <= value else None
            levels.append(replace(level, value=value, bound=bound, proven=bound == value))
            same = same and value == level.value
        return replace(plan, levels=tuple(levels))

    def _with(self, placement: engine.Placement | None) -> engine.Plan:
        placed = (*self.rest, placement) if placement else self.rest
        left = tuple(u for u in self.plan.unplaced if u.interview != self.id)
        if placement is None:
            left = (*left, engine.Unplaced(self.id, ()))
        way_out = self.plan.way_out if left else None
        return engine.Plan(self.plan.problem, placed, left, (), way_out)

    def _refusal(self, placement: engine.Placement | None) -> tuple[str, dict[str, str]] | None:
        if placement is None:
            return (N_("这个时刻没有空的会议室，或凑不齐面试官。"), {})
        if not self._candidate_free(placement.start):
            return (N_("%(name)s 这个时刻没有空。"), {"name": self.called[self.id]})
        broken = engine.check(self.problem, self._with(placement), self.called)
        # A reason that was true of somebody left out may have become false by this move; that forbids nothing.
        new = [v for v in broken if v.rule not in ("reason", "level") and (v.rule, v.who) not in self.before]
        return (new[0].message, dict(new[0].params)) if new else None

    def _candidate_free(self, start: str) -> bool:
        begin, end = self._span(start, self.q.minutes)
        return all(end <= a or b <= begin for a, b in self.table.candidate_busy[self.q.candidate])

    def _candidate(self, start: str) -> engine.Placement | None:
        """People and a room for a start, the present ones first."""
        begin, end = self._span(start, self.q.minutes)
        taken = [p for p, a, b in self._spans if a < end and begin < b]
        used = {p.room for p in taken} | {w for p in taken for w in p.interviewers}
        rooms = [
            r for r in self._first(self.table.suitable_rooms(self.q), [self.old.room] if self.old else [])
            if r not in used and self.table.room_free(r, begin, self.q.minutes)
        ]  # fmt: skip
        room = rooms[0] if rooms else None
        if self.q.room and room is None:
            return None
        campus = self.table.rooms[room].campus if room else self.q.campus
        members = [w for n in self.q.panel for w in self.table.pools.get(n.pool, ())]
        able = [
            w for w in self._first(dict.fromkeys(members), self.old.interviewers if self.old else ())
            if w not in used and self.table.person_free(w, begin, self.q.minutes)
            and self.q.candidate not in self.table.avoid[w]
            and (campus is None or campus in self.table.people[w].campuses)
        ]  # fmt: skip
        seats = seat([(n.pool, n.count) for n in self.q.panel], {w: self.table.people[w].pools for w in able})
        return engine.Placement(self.id, start, room, tuple(sorted(seats))) if seats is not None else None

    @staticmethod
    def _first(all_of: object, wanted: object) -> list[str]:
        every, liked = list(all_of), set(wanted)  # type: ignore[call-overload]
        return sorted(every, key=lambda one: one not in liked)

    @staticmethod
    def _span(start: str, minutes: int) -> tuple[int, int]:
        from ..engines.scheduling.clock import minute

        begin = minute(start)
        return begin, begin + minutes
