"""What waits for whoever signs in, why, and where to do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ..i18n import N_, Lazy
from ..models import Application, HookSetting, Interview, Job, Offer, OutboxMessage, Schedule, Scorecard, Seat, Stage
from ..security.permissions import Permission
from . import access
from .jobs import JobLine, list_jobs
from .unit import Unit


@dataclass(frozen=True)
class Task:
    """One thing to do. ``endpoint`` and ``values`` say where; ``action`` is what the button says."""

    state: str
    label: Lazy
    title: Lazy
    detail: Lazy
    action: Lazy
    endpoint: str
    values: dict[str, Any]
    urgency: int


@dataclass(frozen=True)
class Figures:
    open_jobs: int
    headcount: int
    hired: int
    active: int
    new_this_week: int
    interviews_today: int
    feedback_due: int
    feedback_there: int


@dataclass(frozen=True)
class Today:
    tasks: Sequence[Task]
    figures: Figures | None
    interviews: Sequence[Interview]
    jobs: Sequence[JobLine]
    deadlines: Sequence[Offer]


def today(unit: Unit) -> Today:
    """The first screen, by what the actor may do."""
    actor = unit.actor
    tasks: list[Task] = []
    if actor.can(Permission.APPLICATIONS_EDIT):
        tasks += _overdue(unit) + _feedback(unit) + _plans(unit)
    if actor.can(Permission.INTERVIEWS_CONDUCT):
        tasks += _own_feedback(unit)
    if actor.can(Permission.OFFERS_EDIT) or actor.can(Permission.SETTINGS_EDIT):
        tasks += _parked(unit)
    if actor.can(Permission.SETTINGS_EDIT):
        tasks += _parked_hooks(unit)
    jobs = list_jobs(unit, "open") if actor.can(Permission.JOBS_VIEW) else []
    return Today(
        sorted(tasks, key=lambda t: t.urgency),
        _figures(unit, jobs) if actor.can(Permission.REPORTS_VIEW) else None,
        _interviews_today(unit),
        jobs,
        _deadlines(unit) if actor.can(Permission.OFFERS_EDIT) else [],
    )


def _day(unit: Unit) -> tuple[datetime, datetime]:
    start = unit.now.astimezone(unit.state.settings.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return start, start + timedelta(days=1)


def _overdue(unit: Unit) -> list[Task]:
    statement = (
        select(Job.id, Job.title, Stage.name, Stage.agreed_days, func.count(), func.min(Application.stage_due_at))
        .join(Stage, Application.stage_id == Stage.id)
        .join(Job, Application.job_id == Job.id)
        .where(Application.status == "active", Application.stage_due_at < unit.now)
        .group_by(Job.id, Job.title, Stage.name, Stage.agreed_days, Stage.id)
    )
    tasks = []
    for job_id, title, stage, agreed, count, due in unit.session.execute(access.of_department(statement, unit.actor)):
        days = (unit.now - due).days + 1
        tasks.append(
            Task(
                "overdue", Lazy(N_("逾期 %(days)s 天"), days=days),
                Lazy(N_("%(job)s：%(count)s 人在%(stage)s停留超过 %(agreed)s 天"),
                     job=title, count=count, stage=stage, agreed=agreed),
                Lazy(N_("本阶段约定 %(agreed)s 天内处理"), agreed=agreed),
                Lazy(N_("处理 %(count)s 人"), count=count), "hr.board", {"job_id": job_id, "overdue": 1}, -days,
            )
        )  # fmt: skip
    return tasks


def _feedback(unit: Unit) -> list[Task]:
    statement = (
        select(Seat.name, func.count(), func.min(Interview.end), func.min(Interview.application_id), func.max(Seat.reminders))
        .join(Interview, Seat.interview_id == Interview.id)
        .join(Application, Interview.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .outerjoin(Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.user_id == Seat.user_id))
        .where(
            Interview.end <= unit.now, Interview.state.in_(("published", "arrived")),
            Application.status == "active", Scorecard.submitted_at.is_(None),
        )
        .group_by(Seat.user_id, Seat.name)
    )  # fmt: skip
    tasks = []
    for name, count, ended, application_id, reminders in unit.session.execute(
        access.of_department(statement, unit.actor)
    ):
        days = (unit.now - ended).days
        tasks.append(
            Task(
                "overdue" if days else "waiting",
                Lazy(N_("逾期 %(days)s 天"), days=days) if days else Lazy(N_("待办")),
                Lazy(N_("催交评分：%(name)s 未交 %(count)s 份"), name=name, count=count),
                Lazy(N_("已自动提醒 %(count)s 次"), count=reminders),
                Lazy(N_("看候选人")), "hr.dossier", {"application_id": application_id}, -days,
            )
        )  # fmt: skip
    return tasks


def _own_feedback(unit: Unit) -> list[Task]:
    owed = unit.session.scalar(
        select(func.count())
        .select_from(Seat)
        .join(Interview, Seat.interview_id == Interview.id)
        .join(Application, Interview.application_id == Application.id)
        .outerjoin(Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.user_id == Seat.user_id))
        .where(
            Seat.user_id == unit.actor.id, Interview.end <= unit.now, Application.status == "active",
            Interview.state.in_(("published", "arrived")), Scorecard.submitted_at.is_(None),
        )
    )  # fmt: skip
    if not owed:
        return []
    return [
        Task(
            "waiting", Lazy(N_("待办")), Lazy(N_("你有 %(count)s 份评分表没交"), count=owed),
            Lazy(N_("下一轮面试官在等你的评价")), Lazy(N_("去填写")), "interviewer.interviews", {}, -1,
        )
    ]  # fmt: skip


def _plans(unit: Unit) -> list[Task]:
    if not unit.actor.can(Permission.SCHEDULES_EDIT):
        return []
    solved = unit.session.scalars(select(Schedule).where(Schedule.state == "solved").order_by(Schedule.id))
    return [
        Task(
            "waiting", Lazy(N_("待办")), Lazy(N_("%(name)s：方案已算好，等你发布"), name=s.name),
            Lazy(N_("%(placed)s 人已排入，%(left)s 人未排入"),
                 placed=len((s.plan or {}).get("placed", ())), left=len((s.plan or {}).get("unplaced", ()))),
            Lazy(N_("看方案")), "hr.schedule", {"schedule_id": s.id}, 0,
        )
        for s in solved
    ]  # fmt: skip


def _parked(unit: Unit) -> list[Task]:
    rows = unit.session.execute(
        select(OutboxMessage.port, func.count(), func.max(OutboxMessage.answer))
        .where(OutboxMessage.state == "parked")
        .group_by(OutboxMessage.port)
    )
    return [
        Task(
            "blocked", Lazy(N_("受阻")), Lazy(N_("%(count)s 条没送到：%(port)s"), count=count, port=port.upper()),
            Lazy("%(text)s", text=answer or ""), Lazy(N_("查看并重发")),
            "admin.deliveries", {"state": "parked", "port": port}, -50,
        )
        for port, count, answer in rows
    ]  # fmt: skip


def _parked_hooks(unit: Unit) -> list[Task]:
    parked = unit.session.scalars(select(HookSetting).where(HookSetting.parked_at.is_not(None)))
    return [
        Task(
            "blocked", Lazy(N_("受阻")), Lazy(N_("钩子 %(name)s 连续出错，已停用"), name=h.implementation),
            Lazy(N_("招聘照常进行，它负责的事没有做")), Lazy(N_("看原因")), "admin.hooks", {}, -40,
        )
        for h in parked
    ]  # fmt: skip


def _figures(unit: Unit, jobs: Sequence[JobLine]) -> Figures:
    start, end = _day(unit)
    statement = (
        select(func.count()).select_from(Application).join(Job).where(Application.applied_at >= start - timedelta(days=7))
    )
    interviews = (
        select(func.count())
        .select_from(Interview)
        .join(Application, Interview.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .where(Interview.start >= start, Interview.start < end, Interview.state != "cancelled")
    )
    cards = (
        select(func.count(Seat.id), func.count(Scorecard.submitted_at))
        .select_from(Seat)
        .join(Interview, Seat.interview_id == Interview.id)
        .join(Application, Interview.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .outerjoin(Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.user_id == Seat.user_id))
        .where(Interview.end <= unit.now, Interview.end > unit.now - timedelta(days=30), Interview.state != "cancelled")
    )
    due, there = unit.session.execute(access.of_department(cards, unit.actor)).one()
    return Figures(
        len(jobs), sum(j.job.headcount for j in jobs), sum(j.hired for j in jobs), sum(j.active for j in jobs),
        unit.session.scalar(access.of_department(statement, unit.actor)) or 0,
        unit.session.scalar(access.of_department(interviews, unit.actor)) or 0, due, there,
    )  # fmt: skip


def _interviews_today(unit: Unit) -> Sequence[Interview]:
    start, end = _day(unit)
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
        .order_by(Interview.start)
        .limit(30)
    )
    if not unit.actor.can(Permission.APPLICATIONS_VIEW):
        mine = select(Seat.interview_id).where(Seat.user_id == unit.actor.id)
        statement = statement.where(Interview.id.in_(mine))
    return unit.session.scalars(access.of_department(statement, unit.actor)).all()


def _deadlines(unit: Unit) -> Sequence[Offer]:
    return unit.session.scalars(
        select(Offer)
        .where(Offer.state == "sent", Offer.expires_at > unit.now)
        .options(joinedload(Offer.application).joinedload(Application.candidate))
        .order_by(Offer.expires_at)
        .limit(8)
    ).all()
