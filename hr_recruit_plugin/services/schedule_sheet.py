"""One plan with all that speaks for and against it: who meets whom, what changed, how good it is, who is left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import defer, joinedload, selectinload

from ..engines import scheduling as engine
from ..engines.scheduling.tightness import Tightness, tightness
from ..models import Interview, Job, Schedule, Stage
from ..security.permissions import Permission
from . import access, solving
from .planning_problem import LOCAL, Options, names, number
from .scheduling import EDIT, NO_SCHEDULE
from .unit import Unit


@dataclass(frozen=True)
class Before:
    """What people were told before this plan."""

    start: datetime
    room: str
    people: tuple[str, ...]


@dataclass(frozen=True)
class Line:
    """One interview of a plan. ``people`` are (id, name); ``interview`` is its row once published."""

    application_id: int
    name: str
    start: datetime
    end: datetime
    room: str | None
    room_name: str
    people: tuple[tuple[str, str], ...]
    before: Before | None
    interview: Interview | None
    locked: bool = False
    """Stays there when the rest is solved again."""

    @property
    def stands(self) -> bool:
        """False once a later plan moved it or it was called off."""
        held = self.interview
        return held is None or (held.state != "cancelled" and held.start == self.start and held.place == self.room_name)

    @property
    def moved(self) -> bool:
        return self.before is not None and self.before.start != self.start

    @property
    def other_room(self) -> bool:
        return self.before is not None and self.before.room != (self.room or "")

    @property
    def other_people(self) -> bool:
        return self.before is not None and set(self.before.people) != {p for p, _ in self.people}

    @property
    def changed(self) -> bool:
        return self.moved or self.other_room or self.other_people

    @property
    def told(self) -> bool:
        """Whether publishing sends anything about it."""
        return self.before is None or self.changed


@dataclass(frozen=True)
class LevelLine:
    """One level. ``state`` is proven, open (time ran out), running or waiting."""

    name: str
    value: int | None
    bound: int | None
    state: str


@dataclass
class Sheet:
    """One plan and what the screen says of it."""

    schedule: Schedule
    stage: Stage
    job: Job
    problem: engine.Problem
    plan: engine.Plan | None
    called: dict[str, str]
    lines: list[Line]
    levels: list[LevelLine]
    silent: bool
    zone: Any
    now: datetime
    relatives: Sequence[Schedule] = ()
    """Plans that this one can be compared with: what it varies or repairs, and what varies or repairs it."""

    @cached_property
    def tightness(self) -> Tightness:
        return tightness(self.problem)

    @cached_property
    def options(self) -> Options:
        return Options.from_dict(self.schedule.problem["options"])

    @cached_property
    def violations(self) -> list[engine.Violation]:
        """What the independent check finds; empty for a plan that may be published."""
        return engine.check(self.problem, self.plan, self.called) if self.plan else []

    @property
    def total(self) -> int:
        return len(self.problem.interviews)

    @property
    def unplaced(self) -> Sequence[engine.Unplaced]:
        return self.plan.unplaced if self.plan else ()

    @property
    def lost(self) -> list[str]:
        """Names of those who had an interview and would lose it."""
        had = {p.interview for p in self.problem.published or ()}
        return [self.called[u.interview] for u in self.unplaced if u.interview in had]

    @property
    def changed(self) -> list[Line]:
        return [line for line in self.lines if line.changed]

    @property
    def told(self) -> tuple[int, int]:
        """How many candidates and how many interviewers hear of a publication."""
        new = [line for line in self.lines if line.told]
        people = {p for line in new for p, _ in line.people}
        people |= {p for line in new if line.before for p in line.before.people}
        had = {p.interview: p for p in self.problem.published or ()}
        gone = [had[u.interview] for u in self.unplaced if u.interview in had]
        people |= {p for placement in gone for p in placement.interviewers}
        return len(new) + len(gone), len(people)

    @property
    def seconds(self) -> float:
        """Wall seconds that the solve has taken so far."""
        if self.plan:
            return sum(level.seconds for level in self.plan.levels)
        return max((v["seconds"] for v in solving.levels_of(self.schedule.progress).values()), default=0.0)


def sheet(unit: Unit, schedule_id: int) -> Sheet:
    """One plan with its people, what was published before, and where it stands."""
    unit.actor.require(EDIT)
    schedule = unit.get(Schedule, schedule_id, NO_SCHEDULE)
    job = access.job(unit, schedule.job_id, Permission.SCHEDULES_EDIT)
    problem = engine.Problem.from_dict(schedule.problem)
    plan = engine.Plan.from_dict(schedule.plan) if schedule.plan else None
    called = names(unit, schedule.problem)
    zone = unit.state.settings.zone
    lines = _lines(unit, schedule, problem, plan, called=called) if plan else []
    return Sheet(
        schedule, unit.get(Stage, schedule.stage_id, ""), job, problem, plan, called, lines,
        _levels(problem, plan, schedule), solving.silent(schedule, unit.now), zone, unit.now,
        _relatives(unit, schedule),
    )  # fmt: skip


def _relatives(unit: Unit, schedule: Schedule) -> Sequence[Schedule]:
    near = [Schedule.based_on == schedule.id]
    if schedule.based_on:
        near += [Schedule.id == schedule.based_on, Schedule.based_on == schedule.based_on]
    return unit.session.scalars(
        select(Schedule)
        .where(or_(*near), Schedule.id != schedule.id, Schedule.state.in_(("solved", "published")))
        .options(defer(Schedule.plan), defer(Schedule.progress), defer(Schedule.history))
        .order_by(Schedule.id)
    ).all()


def progress(unit: Unit, schedule_id: int) -> tuple[Schedule, list[LevelLine], bool]:
    """What is polled while solving: the row, its levels, and whether nothing was heard for too long."""
    unit.actor.require(EDIT)
    schedule = unit.get(Schedule, schedule_id, NO_SCHEDULE)
    access.job(unit, schedule.job_id, EDIT)
    return schedule, _levels_of(schedule), solving.silent(schedule, unit.now)


def _lines(
    unit: Unit, schedule: Schedule, problem: engine.Problem, plan: engine.Plan, *, called: Mapping[str, str]
) -> list[Line]:
    zone = unit.state.settings.zone
    minutes = {i.id: i.minutes for i in problem.interviews}
    told = {p.interview: p for p in problem.published or ()}
    rows = _published_rows(unit, schedule) if schedule.state == "published" else {}
    locked = set(schedule.locked)

    def moment(text: str) -> datetime:
        return datetime.strptime(text, LOCAL).replace(tzinfo=zone)

    found = []
    for p in plan.placed:
        start, before = moment(p.start), told.get(p.interview)
        found.append(
            Line(
                number(p.interview), called.get(p.interview, p.interview), start,
                start + timedelta(minutes=minutes[p.interview]), p.room, called.get(p.room or "", ""),
                tuple((w, called.get(w, w)) for w in p.interviewers),
                Before(moment(before.start), before.room or "", before.interviewers) if before else None,
                rows.get(number(p.interview)), p.interview in locked,
            )
        )
    return sorted(found, key=lambda line: (line.start, line.room_name, line.application_id))


def _published_rows(unit: Unit, schedule: Schedule) -> dict[int, Interview]:
    rows = unit.session.scalars(
        select(Interview)
        .where(Interview.stage_id == schedule.stage_id)
        .options(selectinload(Interview.seats), joinedload(Interview.stage))
    )
    return {i.application_id: i for i in rows}


def _levels(problem: engine.Problem, plan: engine.Plan | None, schedule: Schedule) -> list[LevelLine]:
    if plan is None:
        return _levels_of(schedule)
    return [LevelLine(v.name, v.value, v.bound, "proven" if v.proven else "open") for v in plan.levels]


def _levels_of(schedule: Schedule) -> list[LevelLine]:
    told, now = solving.levels_of(schedule.progress), (schedule.progress or {}).get("now")
    lines = []
    for name in schedule.problem["policy"]["order"]:
        one = told.get(name)
        if one is None:
            lines.append(LevelLine(name, None, None, "waiting"))
            continue
        state = "proven" if one["proven"] else "running" if name == now else "open"
        lines.append(LevelLine(name, one["value"], one["bound"], state))
    return lines
