"""What the scheduling desk shows before there is a plan: stages that wait, plans of late, and the form for a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload, selectinload

from ..engines.availability import works
from ..models import Application, Candidate, Interview, Interviewer, Job, Room, Schedule, Stage
from . import access, availability, solving
from .planning_problem import Options, usual_grid, waiting
from .scheduling import EDIT, stage_to_plan
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
        .options(selectinload(Stage.job))
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
