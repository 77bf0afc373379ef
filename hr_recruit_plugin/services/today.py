"""The first screen: what waits for whoever signs in, the state of things, what happens today and what runs out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from ..i18n import N_, Lazy
from ..models import Application, Hire, Interview, Job, Offer, Scorecard, Seat
from ..security.permissions import Permission
from . import access
from .jobs import JobLine, list_jobs
from .tasks import Task, tasks
from .unit import Unit

SHOWN_INTERVIEWS = 8
SHOWN_JOBS = 8
SHOWN_DEADLINES = 6
FEEDBACK_DAYS = 30
ARRIVAL_DAYS = 14


@dataclass(frozen=True)
class Figures:
    open_jobs: int
    headcount: int
    hired: int
    active: int
    new_this_week: int
    interviews_today: int
    asking_other_time: int
    feedback_due: int
    feedback_there: int

    @property
    def feedback_rate(self) -> float | None:
        """Share of the scorecards that were due and are there; None when none was due."""
        return self.feedback_there / self.feedback_due if self.feedback_due else None


@dataclass(frozen=True)
class Deadline:
    """Something that runs out. ``at`` is a moment or, for a day, a date."""

    title: Lazy
    detail: Lazy
    at: datetime | date
    endpoint: str
    values: dict[str, Any]

    def sort_key(self, zone: Any) -> datetime:
        return self.at if isinstance(self.at, datetime) else datetime.combine(self.at, time(), zone)


@dataclass(frozen=True)
class Today:
    tasks: Sequence[Task]
    figures: Figures | None
    interviews: Sequence[Interview]
    """What is still to come today comes first in line; what is over is left out when there are many."""
    interviews_total: int
    next_interview: datetime | None
    """Start of the actor's own next interview."""
    jobs: Sequence[JobLine]
    own_jobs: bool
    """Whether ``jobs`` are those that the actor owns; else all that the actor sees."""
    jobs_total: int
    deadlines: Sequence[Deadline]

    @property
    def urgent(self) -> int:
        return sum(1 for t in self.tasks if t.urgent)

    @property
    def stage_names(self) -> list[str]:
        """Columns of the table of jobs: every stage name once, in the order of the stages."""
        names: dict[str, int] = {}
        for line in self.jobs:
            for stage in line.job.stages:
                names[stage.name] = max(names.get(stage.name, 0), stage.position)
        return sorted(names, key=lambda name: names[name])


def today(unit: Unit) -> Today:
    """By what the actor may do, in a number of statements that does not grow with the data."""
    actor = unit.actor
    every = list_jobs(unit, "open") if actor.can(Permission.JOBS_VIEW) else []
    own = [line for line in every if line.job.owner_id == actor.id]
    interviews = _interviews_today(unit)
    ahead = [i for i in interviews if i.end > unit.now]
    return Today(
        tasks=tasks(unit),
        figures=_figures(unit, every, len(interviews)) if actor.can(Permission.REPORTS_VIEW) else None,
        interviews=(interviews if len(interviews) <= SHOWN_INTERVIEWS else ahead)[:SHOWN_INTERVIEWS],
        interviews_total=len(interviews),
        next_interview=_next_interview(unit),
        jobs=(own or every)[:SHOWN_JOBS],
        own_jobs=bool(own),
        jobs_total=len(every),
        deadlines=_deadlines(unit) if actor.can(Permission.OFFERS_EDIT) else [],
    )


def _day(unit: Unit) -> tuple[datetime, datetime]:
    start = unit.now.astimezone(unit.state.settings.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def _figures(unit: Unit, jobs: Sequence[JobLine], interviews: int) -> Figures:
    start, _ = _day(unit)
    new = (
        select(func.count()).select_from(Application).join(Job).where(Application.applied_at >= start - timedelta(days=7))
    )
    asking = (
        select(func.count())
        .select_from(Interview)
        .join(Application, Interview.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .where(
            Interview.answer == "asks_other_time", Interview.start > unit.now, Interview.state == "published",
            Application.status == "active",
        )
    )  # fmt: skip
    cards = (
        select(func.count(Seat.id), func.count(Scorecard.submitted_at))
        .select_from(Seat)
        .join(Interview, Seat.interview_id == Interview.id)
        .join(Application, Interview.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .outerjoin(Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.user_id == Seat.user_id))
        .where(
            Interview.end <= unit.now, Interview.end > unit.now - timedelta(days=FEEDBACK_DAYS),
            Interview.state.not_in(("cancelled", "absent")),
        )
    )  # fmt: skip
    due, there = unit.session.execute(access.of_department(cards, unit.actor)).one()
    return Figures(
        len(jobs), sum(j.job.headcount for j in jobs), sum(j.hired for j in jobs), sum(j.active for j in jobs),
        unit.session.scalar(access.of_department(new, unit.actor)) or 0, interviews,
        unit.session.scalar(access.of_department(asking, unit.actor)) or 0, due, there,
    )  # fmt: skip


def _interviews_today(unit: Unit) -> list[Interview]:
    """Those the actor sees by department, and those the actor sits in."""
    start, end = _day(unit)
    mine = Interview.id.in_(select(Seat.interview_id).where(Seat.user_id == unit.actor.id))
    statement = (
        select(Interview)
        .join(Interview.application)
        .join(Application.job)
        .where(Interview.start >= start, Interview.start < end, Interview.state != "cancelled")
        .options(
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.application).joinedload(Application.job),
            joinedload(Interview.stage),
            selectinload(Interview.seats),
        )
        .order_by(Interview.start, Interview.id)
    )
    if not unit.actor.can(Permission.APPLICATIONS_VIEW):
        statement = statement.where(mine)
    elif unit.actor.department is not None:
        statement = statement.where(or_(mine, Job.department_id == unit.actor.department))
    return list(unit.session.scalars(statement))


def _next_interview(unit: Unit) -> datetime | None:
    if not unit.actor.can(Permission.INTERVIEWS_CONDUCT):
        return None
    return unit.session.scalar(
        select(func.min(Interview.start))
        .join(Seat, Seat.interview_id == Interview.id)
        .where(Seat.user_id == unit.actor.id, Interview.start > unit.now, Interview.state != "cancelled")
    )


def _deadlines(unit: Unit) -> list[Deadline]:
    """Offers to be signed, and people who start soon."""
    offers = unit.session.scalars(
        select(Offer)
        .where(Offer.state == "sent", Offer.expires_at > unit.now)
        .options(joinedload(Offer.application).joinedload(Application.candidate))
        .order_by(Offer.expires_at)
        .limit(SHOWN_DEADLINES)
    )
    this_day = unit.now.astimezone(unit.state.settings.zone).date()
    hires = unit.session.scalars(
        select(Hire)
        .where(Hire.start_date >= this_day, Hire.start_date <= this_day + timedelta(days=ARRIVAL_DAYS))
        .options(
            joinedload(Hire.application).joinedload(Application.candidate),
            joinedload(Hire.application).joinedload(Application.job),
        )
        .order_by(Hire.start_date)
        .limit(SHOWN_DEADLINES)
    )
    found = [_offer_deadline(o) for o in offers] + [_arrival(h) for h in hires]
    zone = unit.state.settings.zone
    return sorted(found, key=lambda d: d.sort_key(zone))[:SHOWN_DEADLINES]


def _offer_deadline(offer: Offer) -> Deadline:
    return Deadline(
        Lazy(N_("%(name)s的 Offer"), name=offer.application.candidate.name), Lazy(N_("候选人签署期限")),
        offer.expires_at, "hr.dossier", {"application_id": offer.application_id},
    )  # fmt: skip


def _arrival(hire: Hire) -> Deadline:
    return Deadline(
        Lazy(N_("%(name)s报到"), name=hire.application.candidate.name),
        Lazy("%(job)s", job=hire.application.job.title),
        hire.start_date, "hr.dossier", {"application_id": hire.application_id},
    )  # fmt: skip
