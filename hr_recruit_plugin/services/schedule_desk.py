"""What the scheduling desk shows: stages that wait, plans, and one plan with all that speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from ..engines import scheduling as engine
from ..engines.availability import works
from ..models import Application, Candidate, Interview, Interviewer, Job, Room, Schedule, Stage
from ..security.permissions import Permission
from . import access, availability, solving
from .planning_problem import LOCAL, Options, names, number, usual_grid, waiting
from .scheduling import EDIT, NO_SCHEDULE, stage_to_plan
from .unit import Unit

SHOWN = 30


# --- the list ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StageLine:
    """An interview stage of an open job, with how many wait for an interview and how many asked for another time."""

    stage: Stage
    waiting: int
    asking: int


@dataclass(frozen=True)
class ScheduleLine:
    schedule: Schedule
    placed: int
    unplaced: int
    silent: bool
    """It should be solving and is not."""

    @property
    def days(self) -> list[date]:
        """First and last day of what is placed; empty before it is solved."""
        found = sorted(date.fromisoformat(p["start"][:10]) for p in (self.schedule.plan or {}).get("placed", ()))
        return sorted({found[0], found[-1]}) if found else []


@dataclass(frozen=True)
class Overview:
    stages: Sequence[StageLine]
    schedules: Sequence[ScheduleLine]
    asking: Sequence[Interview]
    """Coming interviews whose candidate asked for another time."""
    today: Sequence[Interview]
    now: datetime


def overview(unit: Unit) -> Overview:
    """The desk in a fixed number of statements."""
    unit.actor.require(EDIT)
    asking = _interviews(unit, Interview.answer == "asks_other_time", Interview.state == "published",
                         Interview.start > unit.now)  # fmt: skip
    zone = unit.state.settings.zone
    start = datetime.combine(unit.now.astimezone(zone).date(), time(), zone)
    today = _interviews(unit, Interview.start >= start, Interview.start < start + timedelta(days=1),
                        Interview.state != "cancelled")  # fmt: skip
    return Overview(_stages(unit, asking), _schedules(unit), asking, today, unit.now)


def _interviews(unit: Unit, *conditions: Any) -> Sequence[Interview]:
    statement = access.of_department(
        select(Interview).join(Interview.application).join(Application.job).where(*conditions), unit.actor
    )
    return unit.session.scalars(
        statement.options(
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.application).joinedload(Application.job),
            joinedload(Interview.stage),
            selectinload(Interview.seats),
        ).order_by(Interview.start, Interview.id)
    ).all()


def _stages(unit: Unit, asking: Sequence[Interview]) -> list[StageLine]:
    rows = access.of_department(
        select(Stage, func.count(Application.id))
        .join(Job, Stage.job_id == Job.id)
        .join(Application, (Application.stage_id == Stage.id) & (Application.status == "active"))
        .outerjoin(
            Interview,
            (Interview.application_id == Application.id)
            & (Interview.stage_id == Stage.id)
            & (Interview.state != "cancelled"),
        )
        .where(Stage.kind == "interview", Job.status.in_(("open", "paused")), Interview.id.is_(None))
        .group_by(Stage.id)
        .options(joinedload(Stage.job))
        .order_by(func.count(Application.id).desc(), Stage.id),
        unit.actor,
    )
    lines = {s.id: StageLine(s, count, 0) for s, count in unit.session.execute(rows)}
    for interview in asking:
        held = lines.get(interview.stage_id, StageLine(interview.stage, 0, 0))
        lines[interview.stage_id] = StageLine(held.stage, held.waiting, held.asking + 1)
    return list(lines.values())


def _schedules(unit: Unit) -> list[ScheduleLine]:
    found = unit.session.scalars(
        access.of_department(select(Schedule).join(Job, Schedule.job_id == Job.id), unit.actor)
        .where(Schedule.state != "discarded")
        .options(defer(Schedule.problem), joinedload(Schedule.stage))
        .order_by(Schedule.id.desc())
        .limit(SHOWN)
    )
    return [
        ScheduleLine(
            s, len((s.plan or {}).get("placed", ())), len((s.plan or {}).get("unplaced", ())),
            solving.silent(s, unit.now),
        )
        for s in found
    ]  # fmt: skip


# --- a new plan --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Draft:
    """What the form for a new plan starts from."""

    stage: Stage
    options: Options
    rooms: Sequence[Room]
    waiting: Sequence[tuple[int, str]]
    """(application id, name) of those who have no interview in this stage."""
    chosen: Sequence[tuple[int, str]]
    """Those whom HR named; empty for everyone."""
    pools: Mapping[str, int]
    """Pool of the panel → how many active interviewers are in it."""


def draft(unit: Unit, stage_id: int, application_ids: Sequence[int] = ()) -> Draft:
    stage = stage_to_plan(unit, stage_id)
    rows = unit.session.execute(
        select(Application.id, Candidate.name)
        .join(Candidate, Application.candidate_id == Candidate.id)
        .where(Application.id.in_(waiting(stage.id).with_only_columns(Application.id)))
        .order_by(Application.knocked_out, Application.score.desc(), Application.id)
    ).all()
    chosen = unit.session.execute(
        select(Application.id, Candidate.name)
        .join(Candidate, Application.candidate_id == Candidate.id)
        .where(Application.id.in_(application_ids), Application.stage_id == stage.id, Application.status == "active")
        .order_by(Application.id)
    ).all()
    members = unit.session.scalars(select(Interviewer).where(Interviewer.active)).all()
    asked = [need["pool"] for need in stage.panel]
    return Draft(
        stage, Options(_next_days(unit), grid_minutes=usual_grid(stage.minutes)),
        unit.session.scalars(select(Room).where(Room.active).order_by(Room.id)).all(),
        [(i, n) for i, n in rows], [(i, n) for i, n in chosen],
        {pool: sum(pool in m.pools for m in members) for pool in asked},
    )  # fmt: skip


def _next_days(unit: Unit, count: int = 5) -> list[date]:
    """The next working days from tomorrow."""
    day, found = unit.now.astimezone(unit.state.settings.zone).date(), list[date]()
    special = availability.special_days(unit)
    while len(found) < count:
        day += timedelta(days=1)
        if works(day, special):
            found.append(day)
    return found


# --- one plan ----------------------------------------------------------------------------------------------------


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

    @cached_property
    def capacities(self) -> tuple[engine.Capacity, ...]:
        return engine.demand(self.problem)

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
    )  # fmt: skip


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
                rows.get(number(p.interview)),
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
