"""The board of one job: a fixed number of statements, however many candidates it holds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import case, func, select

from ..errors import NotFound
from ..i18n import N_
from ..models import Application, Candidate, Job, OutboxMessage, Stage
from ..security.permissions import Permission
from . import access
from .cards import Card, Facts, card_of
from .unit import Unit

CARDS_SHOWN = 20
REST_SHOWN = 200


@dataclass(frozen=True)
class Filters:
    query: str = ""
    overdue: bool = False
    blocked: bool = False

    @property
    def active(self) -> int:
        """How many conditions narrow the board."""
        return bool(self.query.strip()) + self.overdue + self.blocked


@dataclass(frozen=True)
class Column:
    """One stage. ``median_days`` is how long its candidates have been in it, None where there is nobody."""

    stage: Stage
    total: int = 0
    overdue: int = 0
    median_days: int | None = None
    cards: list[Card] = field(default_factory=list)

    @property
    def hidden(self) -> int:
        return self.total - len(self.cards)


@dataclass(frozen=True)
class Board:
    job: Job
    columns: list[Column]
    hired: int
    ended: int
    filters: Filters

    @property
    def active(self) -> int:
        return sum(c.total for c in self.columns)

    @property
    def overdue(self) -> int:
        return sum(c.overdue for c in self.columns)


def board(unit: Unit, job_id: int, filters: Filters = Filters()) -> Board:
    """The board of a job with the best cards of each column first."""
    job = access.job(unit, job_id, Permission.APPLICATIONS_VIEW)
    columns, hired, ended = _columns(unit, job, filters)
    stages = {s.id: s for s in job.stages}
    rows = _cards(unit, job, filters)
    facts = Facts.load(unit, [a.id for a, _ in rows])
    for application, name in rows:
        columns[application.stage_id].cards.append(
            card_of(unit, application, name, stages[application.stage_id], facts=facts)
        )
    return Board(job, list(columns.values()), hired, ended, filters)


def heads(unit: Unit, job_id: int, filters: Filters = Filters()) -> list[Column]:
    """The columns without their cards: their numbers, after a move."""
    columns, _, _ = _columns(unit, access.job(unit, job_id, Permission.APPLICATIONS_VIEW), filters)
    return list(columns.values())


def rest(unit: Unit, job_id: int, stage_id: int, shown: int, filters: Filters = Filters()) -> tuple[Column, int]:
    """The next cards of one column after the first ``shown``. → (column with these cards, how many are left)."""
    job = access.job(unit, job_id, Permission.APPLICATIONS_VIEW)
    columns, _, _ = _columns(unit, job, filters)
    if stage_id not in columns:
        raise NotFound(N_("没有这个阶段。"))
    column = columns[stage_id]
    rows = _cards(unit, job, filters, stage_id=stage_id, after=shown)
    facts = Facts.load(unit, [a.id for a, _ in rows])
    column.cards.extend(card_of(unit, a, name, column.stage, facts=facts) for a, name in rows)
    return column, max(0, column.total - shown - len(column.cards))


def loosest(unit: Unit, job_id: int, filters: Filters) -> tuple[str, int] | None:
    """Which condition is the strictest: (its name, how many there are without it); None when none helps."""
    job = access.job(unit, job_id, Permission.APPLICATIONS_VIEW)
    without = {"query": replace(filters, query="")} if filters.query.strip() else {}
    without |= {"overdue": replace(filters, overdue=False)} if filters.overdue else {}
    without |= {"blocked": replace(filters, blocked=False)} if filters.blocked else {}
    found = {name: sum(c.total for c in _columns(unit, job, f)[0].values()) for name, f in without.items()}
    best = max(found, key=lambda name: found[name], default=None)
    return (best, found[best]) if best and found[best] else None


def card(unit: Unit, application_id: int) -> Card:
    """One card again, after a move."""
    application = access.application(unit, application_id, Permission.APPLICATIONS_VIEW)
    facts = Facts.load(unit, [application.id])
    return card_of(unit, application, application.candidate.name, application.stage, facts=facts)


def _narrow(statement: Any, unit: Unit, filters: Filters) -> Any:
    if filters.query.strip():
        statement = statement.where(access.matching_name(filters.query))
    if filters.overdue:
        statement = statement.where(overdue(unit))
    if filters.blocked:
        parked = select(OutboxMessage.subject_id).where(
            OutboxMessage.subject_type == "application", OutboxMessage.state == "parked"
        )
        statement = statement.where(Application.id.in_(parked))
    return statement


def overdue(unit: Unit) -> Any:
    """A condition over Application: longer in its stage than agreed."""
    return Application.stage_due_at < unit.now


def _columns(unit: Unit, job: Job, filters: Filters) -> tuple[dict[int, Column], int, int]:
    """Numbers of every stage in one statement; the median is the middle one by the time of entering."""
    by_stage: dict[str, Any] = {"partition_by": (Application.status, Application.stage_id)}
    inner = (
        select(
            Application.status.label("status"),
            Application.stage_id.label("stage_id"),
            Application.stage_entered_at.label("entered"),
            case((overdue(unit), 1), else_=0).label("late"),
            func.row_number().over(order_by=Application.stage_entered_at.desc(), **by_stage).label("place"),
            func.count().over(**by_stage).label("total"),
        )
        .join(Candidate, Application.candidate_id == Candidate.id)
        .join(Job, Application.job_id == Job.id)
        .where(Application.job_id == job.id)
    )
    chosen = _narrow(inner, unit, filters).subquery()
    middle = case((chosen.c.place == (chosen.c.total + 1) // 2, chosen.c.entered))
    rows = unit.session.execute(
        select(chosen.c.status, chosen.c.stage_id, func.count(), func.sum(chosen.c.late), func.max(middle)).group_by(
            chosen.c.status, chosen.c.stage_id
        )
    )
    columns = {s.id: Column(s) for s in job.stages}
    hired = ended = 0
    for status, stage_id, count, late, entered in rows:
        if status == "active":
            days = (unit.now - entered).days if entered else None
            columns[stage_id] = Column(columns[stage_id].stage, count, int(late or 0), days)
        elif status == "hired":
            hired += count
        else:
            ended += count
    return columns, hired, ended


def _cards(
    unit: Unit, job: Job, filters: Filters, *, stage_id: int | None = None, after: int = 0
) -> list[tuple[Application, str]]:
    place = func.row_number().over(
        partition_by=Application.stage_id,
        order_by=(Application.knocked_out, Application.score.desc(), Application.id),
    )
    inner = (
        select(Application.id.label("id"), place.label("place"))
        .join(Candidate, Application.candidate_id == Candidate.id)
        .join(Job, Application.job_id == Job.id)
        .where(Application.job_id == job.id, Application.status == "active")
    )
    if stage_id is not None:
        inner = inner.where(Application.stage_id == stage_id)
    chosen = _narrow(inner, unit, filters).subquery()
    last = CARDS_SHOWN if stage_id is None else after + REST_SHOWN
    statement = (
        select(Application, Candidate.name)
        .join(chosen, chosen.c.id == Application.id)
        .join(Candidate, Application.candidate_id == Candidate.id)
        .where(chosen.c.place > after, chosen.c.place <= last)
        .order_by(chosen.c.place)
    )
    return [(row[0], row[1]) for row in unit.session.execute(statement)]
