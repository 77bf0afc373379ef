"""The board of one job: a fixed number of statements, however many candidates it holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from ..i18n import N_, Lazy
from ..models import Application, Candidate, Interview, Job, Offer, OutboxMessage, Scorecard, Seat, Stage
from ..security.permissions import Permission
from . import access
from .unit import Unit

CARDS_SHOWN = 20


@dataclass(frozen=True)
class Filters:
    query: str = ""
    overdue: bool = False
    blocked: bool = False
    expanded: int | None = None
    """Stage whose column is shown whole."""


@dataclass(frozen=True)
class Card:
    """One candidate as the board shows them. ``mark`` is (state, text): waiting, doing, done, overdue or blocked."""

    id: int
    version: int
    name: str
    score: float | None
    knocked_out: bool
    parts: Sequence[dict[str, Any]]
    headline: dict[str, Any]
    days: int
    next_icon: str
    next_step: Lazy
    next_at: datetime | None = None
    mark: tuple[str, Lazy] | None = None


@dataclass(frozen=True)
class Column:
    stage: Stage
    total: int
    overdue: int
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
    totals, hired, ended = _totals(unit, job, filters)
    rows = _cards(unit, job, filters)
    facts = _Facts.load(unit, [a.id for a, _ in rows])
    stages = {s.id: s for s in job.stages}
    columns = {s.id: Column(s, *totals.get(s.id, (0, 0))) for s in job.stages}
    for application, name in rows:
        columns[application.stage_id].cards.append(
            _card(unit, application, name, stages[application.stage_id], job, facts)
        )
    return Board(job, list(columns.values()), hired, ended, filters)


def card(unit: Unit, application_id: int) -> Card:
    """One card again, after a move."""
    application = access.application(unit, application_id, Permission.APPLICATIONS_VIEW)
    facts = _Facts.load(unit, [application.id])
    return _card(unit, application, application.candidate.name, application.stage, application.job, facts)


def _narrow(statement: Any, unit: Unit, filters: Filters) -> Any:
    if filters.query.strip():
        statement = statement.where(access.matching_name(filters.query))
    if filters.overdue:
        statement = statement.where(_is_overdue(unit))
    if filters.blocked:
        parked = select(OutboxMessage.subject_id).where(
            OutboxMessage.subject_type == "application", OutboxMessage.state == "parked"
        )
        statement = statement.where(Application.id.in_(parked))
    return statement


def _is_overdue(unit: Unit) -> Any:
    return Application.stage_due_at < unit.now


def _totals(unit: Unit, job: Job, filters: Filters) -> tuple[dict[int, tuple[int, int]], int, int]:
    late = func.sum(case((_is_overdue(unit), 1), else_=0))
    statement = (
        select(Application.status, Application.stage_id, func.count(), late)
        .join(Stage, Application.stage_id == Stage.id)
        .join(Candidate, Application.candidate_id == Candidate.id)
        .join(Job, Application.job_id == Job.id)
        .where(Application.job_id == job.id)
        .group_by(Application.status, Application.stage_id)
    )
    totals: dict[int, tuple[int, int]] = {}
    hired = ended = 0
    for status, stage_id, count, overdue in unit.session.execute(_narrow(statement, unit, filters)):
        if status == "active":
            totals[stage_id] = (count, int(overdue or 0))
        elif status == "hired":
            hired += count
        else:
            ended += count
    return totals, hired, ended


def _cards(unit: Unit, job: Job, filters: Filters) -> list[tuple[Application, str]]:
    place = func.row_number().over(
        partition_by=Application.stage_id,
        order_by=(Application.knocked_out, Application.score.desc(), Application.id),
    )
    inner = (
        select(Application.id.label("id"), place.label("place"), Application.stage_id.label("stage_id"))
        .join(Candidate, Application.candidate_id == Candidate.id)
        .join(Stage, Application.stage_id == Stage.id)
        .join(Job, Application.job_id == Job.id)
        .where(Application.job_id == job.id, Application.status == "active")
    )
    chosen = _narrow(inner, unit, filters).subquery()
    shown = chosen.c.place <= CARDS_SHOWN
    if filters.expanded:
        shown = shown | (chosen.c.stage_id == filters.expanded)
    statement = (
        select(Application, Candidate.name)
        .join(chosen, chosen.c.id == Application.id)
        .join(Candidate, Application.candidate_id == Candidate.id)
        .where(shown)
        .order_by(chosen.c.place)
    )
    return [(row[0], row[1]) for row in unit.session.execute(statement)]


@dataclass
class _Facts:
    """What the shown cards say of the next step, loaded for all of them together."""

    interviews: dict[tuple[int, int], Interview]
    handed_in: set[tuple[int, str]]
    offers: dict[int, Offer]
    parked: dict[int, str]

    @classmethod
    def load(cls, unit: Unit, ids: Iterable[int]) -> _Facts:
        wanted = list(ids)
        if not wanted:
            return cls({}, set(), {}, {})
        interviews = unit.session.scalars(
            select(Interview)
            .where(Interview.application_id.in_(wanted), Interview.state != "cancelled")
            .options(selectinload(Interview.seats))
        ).all()
        handed_in = unit.session.execute(
            select(Scorecard.interview_id, Scorecard.user_id).where(
                Scorecard.application_id.in_(wanted), Scorecard.submitted_at.is_not(None)
            )
        )
        offers = unit.session.scalars(
            select(Offer).where(Offer.application_id.in_(wanted), Offer.state != "withdrawn").order_by(Offer.id)
        )
        parked = unit.session.execute(
            select(OutboxMessage.subject_id, OutboxMessage.port).where(
                OutboxMessage.subject_type == "application",
                OutboxMessage.subject_id.in_(wanted),
                OutboxMessage.state == "parked",
            )
        )
        return cls(
            {(i.application_id, i.stage_id): i for i in interviews},
            {(row[0], row[1]) for row in handed_in},
            {o.application_id: o for o in offers},
            {row[0]: row[1] for row in parked if row[0] is not None},
        )

    def owing(self, interview: Interview) -> list[Seat]:
        return [s for s in interview.seats if (interview.id, s.user_id) not in self.handed_in]


def _card(unit: Unit, application: Application, name: str, stage: Stage, job: Job, facts: _Facts) -> Card:
    days = (unit.now - application.stage_entered_at).days
    late = (unit.now - application.stage_due_at).days + 1 if application.stage_due_at < unit.now else 0
    icon, step, when, mark = _next(unit, application, stage, job, facts)
    if mark is None and application.id in facts.parked:
        icon, step, mark = "plug", Lazy(N_("对接系统没收下")), ("blocked", Lazy(N_("受阻")))
    if mark is None and late > 0:
        mark = ("overdue", Lazy(N_("逾期 %(days)s 天"), days=late))
    if application.knocked_out and stage.kind == "screening":
        icon, step = "id", Lazy("%(text)s", text=application.headline.get("missing") or "")
        mark = ("blocked", Lazy(N_("必备不符")))
    return Card(
        application.id, application.version, name, application.score, application.knocked_out, application.parts,
        application.headline, days, icon, step, when, mark,
    )  # fmt: skip


Next = tuple[str, Lazy, datetime | None, tuple[str, Lazy] | None]


def _next(unit: Unit, application: Application, stage: Stage, job: Job, facts: _Facts) -> Next:
    """(icon, sentence, time, mark) of what happens next."""
    if stage.kind == "interview":
        return _next_interview(unit, facts.interviews.get((application.id, stage.id)), facts)
    if stage.kind == "offer":
        return _next_offer(facts.offers.get(application.id))
    owner = stage.owners[0]["name"] if stage.owners else job.owner_name
    return "user", Lazy(N_("待 %(name)s 筛选"), name=owner), None, None


def _next_interview(unit: Unit, interview: Interview | None, facts: _Facts) -> Next:
    if interview is None:
        return "hourglass", Lazy(N_("待排期")), None, None
    if interview.answer == "asks_other_time":
        return "calendar", Lazy(N_("候选人想换时间")), interview.start, ("blocked", Lazy(N_("待改期")))
    if interview.end > unit.now:
        running = interview.start <= unit.now
        mark = ("doing", Lazy(N_("面试中"))) if running else None
        if interview.state == "arrived":
            mark = ("done", Lazy(N_("已到场")))
        return "calendar", Lazy("%(place)s", place=interview.place), interview.start, mark
    owing = facts.owing(interview)
    if not owing:
        return "check", Lazy(N_("评分已交齐")), None, ("done", Lazy(N_("待决定")))
    late = (unit.now - interview.end).days
    mark = ("overdue", Lazy(N_("逾期 %(days)s 天"), days=late)) if late else None
    return "message", Lazy(N_("等 %(name)s 交评分"), name="、".join(s.name for s in owing)), None, mark


def _next_offer(offer: Offer | None) -> Next:
    if offer is None:
        return "writing-sign", Lazy(N_("待发 Offer")), None, None
    if offer.state == "sent":
        return "writing-sign", Lazy(N_("等候选人签署")), offer.expires_at, None
    if offer.state == "signed":
        return "check", Lazy(N_("已签署")), offer.decided_at, ("done", Lazy(N_("已录用")))
    return "writing-sign", Lazy(N_("没有签署")), offer.decided_at, ("blocked", Lazy(N_("受阻")))


def ranked(unit: Unit, job_id: int | None, query: str, page: int, size: int = 50) -> tuple[list[Application], int]:
    """Candidates as a list, best first: (one page, how many in all)."""
    unit.actor.require(Permission.APPLICATIONS_VIEW)
    statement = select(Application).join(Application.job).join(Application.candidate)
    statement = access.of_department(statement, unit.actor)
    if job_id:
        statement = statement.where(Application.job_id == job_id)
    if query.strip():
        statement = statement.where(access.matching_name(query))
    total = unit.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    found = unit.session.scalars(
        statement.options(
            joinedload(Application.candidate), joinedload(Application.job), joinedload(Application.stage)
        )
        .order_by(Application.knocked_out, Application.score.desc(), Application.id)
        .limit(size)
        .offset((page - 1) * size)
    )
    return list(found), total
