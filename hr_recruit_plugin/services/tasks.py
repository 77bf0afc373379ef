"""What waits for a person: each task says why, and where to do it. Used by the first screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import joinedload

from ..i18n import N_, Lazy
from ..models import (
    Application,
    ChangeRequest,
    Connection,
    HookSetting,
    Interview,
    Job,
    OutboxMessage,
    Schedule,
    Scorecard,
    Seat,
    Stage,
)
from ..outbox.answers import say
from ..records import Port
from ..security.permissions import Permission
from . import access, booking, correction_requests, duplicates, reviews, wishes
from .unit import Unit

PORT_TITLES: Mapping[str, str] = {
    Port.MESSAGING: N_("消息"),
    Port.PAYROLL: N_("薪资"),
    Port.HIS: N_("HIS"),
    Port.OA: N_("OA"),
    Port.CALENDAR: N_("日历"),
    Port.LLM: N_("语言模型"),
}
EACH = 5
"""Up to so many people get a line of their own; more are told in one."""


@dataclass(frozen=True)
class Task:
    """One thing to do. ``endpoint`` and ``values`` say where; ``action`` is what the button says."""

    state: str
    """todo, late or block."""
    label: Lazy
    title: Lazy
    detail: Lazy | str
    action: Lazy
    endpoint: str
    values: dict[str, Any] = field(default_factory=dict)
    urgency: int = 0
    """The smaller, the sooner; below 0 it is urgent."""

    @property
    def urgent(self) -> bool:
        return self.urgency < 0


def tasks(unit: Unit) -> list[Task]:
    """The most urgent first. The number of statements does not grow with what is found."""
    kinds: tuple[tuple[str, Callable[[Unit], list[Task]]], ...] = (
        (Permission.APPLICATIONS_EDIT, _overdue),
        (Permission.APPLICATIONS_EDIT, _missing_feedback),
        (Permission.APPLICATIONS_EDIT, _reviews_asked),
        (Permission.APPLICATIONS_EDIT, _corrections_asked),
        (Permission.APPLICATIONS_EDIT, _duplicates),
        (Permission.SCHEDULES_EDIT, _changes_asked),
        (Permission.SCHEDULES_EDIT, _other_times),
        (Permission.SCHEDULES_EDIT, _late_choosers),
        (Permission.SCHEDULES_EDIT, _plans),
        (Permission.INTERVIEWS_CONDUCT, _own_feedback),
        (Permission.INTERVIEWS_CONDUCT, _own_stages),
        (Permission.SETTINGS_EDIT, _parked_hooks),
        (Permission.SETTINGS_EDIT, _unconnected),
    )
    found = [task for permission, kind in kinds if unit.actor.can(permission) for task in kind(unit)]
    if unit.actor.can(Permission.OFFERS_EDIT) or unit.actor.can(Permission.SETTINGS_EDIT):
        found += _parked(unit)
    return sorted(found, key=lambda t: t.urgency)


def port_title(port: str) -> Lazy:
    return Lazy(PORT_TITLES.get(port, port))


# --- people ------------------------------------------------------------------------------------------------------


def _overdue(unit: Unit) -> list[Task]:
    statement = (
        select(
            Job.id, Job.title, Stage.name, Stage.agreed_days,
            func.count().label("number"), func.min(Application.stage_due_at).label("due"),
        )
        .join(Stage, Application.stage_id == Stage.id)
        .join(Job, Application.job_id == Job.id)
        .where(Application.status == "active", Application.stage_due_at < unit.now)
        .group_by(Job.id, Job.title, Stage.id, Stage.name, Stage.agreed_days)
    )  # fmt: skip
    return [_overdue_task(unit, row) for row in unit.session.execute(access.of_department(statement, unit.actor))]


def _overdue_task(unit: Unit, row: Any) -> Task:
    days = max(1, (unit.now - row.due).days)
    return Task(
        "late", Lazy(N_("逾期 %(days)s 天"), days=days),
        Lazy(N_("%(job)s：%(count)s 人在「%(stage)s」停留超过 %(agreed)s 天"),
             job=row.title, count=row.number, stage=row.name, agreed=row.agreed_days),
        Lazy(N_("本阶段约定 %(agreed)s 天内处理"), agreed=row.agreed_days),
        Lazy(N_("处理 %(count)s 人"), count=row.number), "hr.board", {"job_id": row.id, "overdue": 1}, -days,
    )  # fmt: skip


def _owed(unit: Unit, *columns: Any) -> Any:
    """Seats in interviews that are over and whose scorecard is not handed in."""
    return (
        select(*columns)
        .select_from(Seat)
        .join(Interview, Seat.interview_id == Interview.id)
        .join(Application, Interview.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .outerjoin(Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.user_id == Seat.user_id))
        .where(
            Interview.end <= unit.now, Interview.state.in_(("published", "arrived", "held")),
            Application.status == "active", Scorecard.submitted_at.is_(None),
        )
    )  # fmt: skip


def _missing_feedback(unit: Unit) -> list[Task]:
    statement = _owed(
        unit, Seat.user_id, Seat.name, func.count().label("number"), func.min(Interview.end).label("ended"),
        func.min(Application.id).label("application_id"), func.max(Seat.reminders).label("reminders"),
    ).where(Seat.user_id != (unit.actor.id or "")).group_by(Seat.user_id, Seat.name)  # fmt: skip
    return [_feedback_task(unit, row) for row in unit.session.execute(access.of_department(statement, unit.actor))]


def _feedback_task(unit: Unit, row: Any) -> Task:
    days = (unit.now - row.ended).days
    return Task(
        "late" if days else "todo", Lazy(N_("逾期 %(days)s 天"), days=days) if days else Lazy(N_("待办")),
        Lazy(N_("催交评分：%(name)s 未交 %(count)s 份"), name=row.name, count=row.number),
        Lazy(N_("最早一场 %(days)s 天前结束 · 已自动提醒 %(count)s 次"), days=days, count=row.reminders)
        if days else Lazy(N_("今天结束 · 已自动提醒 %(count)s 次"), count=row.reminders),
        Lazy(N_("看候选人")), "hr.dossier", {"application_id": row.application_id}, -days,
    )  # fmt: skip


def _reviews_asked(unit: Unit) -> list[Task]:
    """Candidates who want a person to look again, until a person has answered (PIPL art. 24)."""
    return [
        Task(
            "todo", Lazy(N_("待办")), Lazy(N_("%(name)s 请求人工复核"), name=r.application.candidate.name),
            Lazy(N_("%(job)s · %(stage)s · 由你决定，分数只供参考"), job=r.application.job.title, stage=r.application.stage.name),
            Lazy(N_("去答复")), "hr.review", {"review_id": r.id}, -1,
        )
        for r in reviews.open_ones(unit)
    ]  # fmt: skip


def _corrections_asked(unit: Unit) -> list[Task]:
    """Candidates who say that their resume was read wrongly."""
    return [
        Task(
            "todo", Lazy(N_("待办")), Lazy(N_("%(name)s 说简历读错了"), name=r.application.candidate.name),
            Lazy(N_("%(job)s · 核对后改正，或写明为什么不改"), job=r.application.job.title), Lazy(N_("去核对")),
            "hr.dossier", {"application_id": r.application_id, **correction_requests.place(r)}, -1,
        )
        for r in correction_requests.open_ones(unit)
    ]  # fmt: skip


def _duplicates(unit: Unit) -> list[Task]:
    """People who may be one, for whoever sees all departments."""
    number = 0 if unit.actor.department is not None else duplicates.count(unit)
    if not number:
        return []
    return [
        Task(
            "todo", Lazy(N_("待办")), Lazy(N_("%(count)s 对档案可能是同一人"), count=number),
            Lazy(N_("由你看过再合并，合并后可以拆开")), Lazy(N_("去核对")), "hr.duplicates", {}, 5,
        )
    ]  # fmt: skip


# --- interviews --------------------------------------------------------------------------------------------------


def _other_times(unit: Unit) -> list[Task]:
    statement = (
        select(Interview)
        .join(Interview.application)
        .join(Application.job)
        .where(
            Interview.answer == "asks_other_time", Interview.start > unit.now, Interview.state == "published",
            Application.status == "active",
            ~exists().where(ChangeRequest.interview_id == Interview.id, ChangeRequest.state == "open"),
        )
        .options(
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.application).joinedload(Application.job),
            joinedload(Interview.stage),
        )
        .order_by(Interview.start)
        .limit(20)
    )  # fmt: skip
    return [
        Task(
            "todo", Lazy(N_("待办")), Lazy(N_("%(name)s 请求换个面试时间"), name=i.application.candidate.name),
            Lazy(N_("%(job)s · %(stage)s · %(place)s"), job=i.application.job.title, stage=i.stage.name, place=i.place),
            Lazy(N_("改期")), *_where_to_plan(i), -2,
        )
        for i in unit.session.scalars(access.of_department(statement, unit.actor))
    ]  # fmt: skip


def _changes_asked(unit: Unit) -> list[Task]:
    """Wishes to change an interview, each with its ways out; the soonest interview first."""
    return [
        Task(
            "todo", Lazy(N_("待办")),
            Lazy(N_("%(name)s 来不了面试，想换时间"), name=r.application.candidate.name) if r.side == "candidate"
            else Lazy(N_("%(name)s 来不了面试，请人替"), name=_sitting(r)),
            Lazy(N_("%(job)s · %(stage)s"), job=r.application.job.title, stage=r.stage.name),
            Lazy(N_("看办法")), "hr.change", {"change_id": r.id}, -3 if r.side == "interviewer" else -2,
        )
        for r in wishes.open_requests(unit)[:20]
    ]  # fmt: skip


def _sitting(request: ChangeRequest) -> str:
    seats = request.interview.seats if request.interview else ()
    return next((s.name for s in seats if s.user_id == request.user_id), str(request.user_id))


def _late_choosers(unit: Unit) -> list[Task]:
    """Self-bookings whose deadline is near or over while somebody has not chosen."""
    soon = unit.now + timedelta(days=1)
    found = [b for b in booking.bookings(unit) if b.booking.state == "open" and b.booking.deadline <= soon and b.late]
    return [
        Task(
            "late" if b.booking.deadline <= unit.now else "todo",
            Lazy(N_("已截止")) if b.booking.deadline <= unit.now else Lazy(N_("待办")),
            Lazy(N_("%(job)s：%(count)s 人还没选面试时间"), job=b.booking.stage.job.title, count=b.late),
            Lazy(N_("提醒他们，或改用求解来排")), Lazy(N_("看名单")), "hr.booking_show", {"booking_id": b.booking.id},
            -2 if b.booking.deadline <= unit.now else 0,
        )
        for b in found
    ]  # fmt: skip


def _where_to_plan(interview: Interview) -> tuple[str, dict[str, Any]]:
    if interview.schedule_id:
        return "hr.schedule", {"schedule_id": interview.schedule_id}
    return "hr.dossier", {"application_id": interview.application_id}


def _plans(unit: Unit) -> list[Task]:
    statement = (
        select(Schedule)
        .join(Job, Schedule.job_id == Job.id)
        .where(Schedule.state.in_(("solved", "failed")))
        .order_by(Schedule.id)
    )
    return [_plan_task(s) for s in unit.session.scalars(access.of_department(statement, unit.actor))]


def _plan_task(schedule: Schedule) -> Task:
    where = {"schedule_id": schedule.id}
    if schedule.state == "failed":
        return Task(
            "block", Lazy(N_("受阻")), Lazy(N_("%(name)s：没能排出方案"), name=schedule.name),
            Lazy(N_("候选人还没收到时间")), Lazy(N_("看原因")), "hr.schedule", where, -3,
        )  # fmt: skip
    plan = schedule.plan or {}
    return Task(
        "todo", Lazy(N_("待办")), Lazy(N_("%(name)s：方案已算好，等你发布"), name=schedule.name),
        Lazy(N_("%(placed)s 人已排入，%(left)s 人未排入"),
             placed=len(plan.get("placed", ())), left=len(plan.get("unplaced", ()))),
        Lazy(N_("看方案")), "hr.schedule", where,
    )  # fmt: skip


def _own_feedback(unit: Unit) -> list[Task]:
    owed = unit.session.scalar(_owed(unit, func.count()).where(Seat.user_id == unit.actor.id))
    if not owed:
        return []
    return [
        Task(
            "todo", Lazy(N_("待办")), Lazy(N_("你有 %(count)s 份评分表没交"), count=owed),
            Lazy(N_("下一轮面试官在等你的评价")), Lazy(N_("去填写")), "interviewer.interviews", {}, -4,
        )
    ]  # fmt: skip


def _own_stages(unit: Unit) -> list[Task]:
    """Candidates in stages that the actor looks after; HR, who may move them, has them by job already."""
    if unit.actor.can(Permission.APPLICATIONS_EDIT):
        return []
    # Owners are JSON: looked through here, because no one query reads it on every database.
    stages = unit.session.scalars(
        select(Stage).join(Stage.job).where(Job.status == "open").options(joinedload(Stage.job))
    )
    mine = {s.id: s for s in stages if any(o.get("id") == unit.actor.id for o in s.owners)}
    if not mine:
        return []
    waiting = unit.session.execute(
        select(Application.stage_id, func.count(), func.min(Application.id))
        .where(Application.stage_id.in_(mine), Application.status == "active")
        .group_by(Application.stage_id)
    )
    return [_own_stage_task(unit, mine[stage_id], count, first) for stage_id, count, first in waiting]


def _own_stage_task(unit: Unit, stage: Stage, count: int, first: int) -> Task:
    board = unit.actor.can(Permission.APPLICATIONS_VIEW) and unit.actor.department in (None, stage.job.department_id)
    return Task(
        "todo", Lazy(N_("待办")),
        Lazy(N_("%(job)s：%(count)s 人在「%(stage)s」等你看"), job=stage.job.title, count=count, stage=stage.name),
        Lazy(N_("你负责这个阶段")), Lazy(N_("看候选人")),
        "hr.board" if board else "hr.dossier", {"job_id": stage.job_id} if board else {"application_id": first},
    )  # fmt: skip


# --- systems -----------------------------------------------------------------------------------------------------


def _parked(unit: Unit) -> list[Task]:
    last = (
        select(OutboxMessage.port, func.count().label("number"), func.max(OutboxMessage.id).label("id"))
        .where(OutboxMessage.state == "parked")
        .group_by(OutboxMessage.port)
        .subquery()
    )
    rows = unit.session.execute(
        select(last.c.port, last.c.number, OutboxMessage.answer).join(OutboxMessage, OutboxMessage.id == last.c.id)
    )
    return [
        Task(
            "block", Lazy(N_("受阻")), Lazy(N_("%(count)s 条没送到：%(port)s"), count=count, port=port_title(port)),
            say(answer), Lazy(N_("查看并重发")), "admin.deliveries", {"state": "parked", "port": port}, -50,
        )
        for port, count, answer in rows
    ]  # fmt: skip


def _unconnected(unit: Unit) -> list[Task]:
    """Ports where something waits and no system is connected to take it."""
    served = {port for (port,) in unit.session.execute(select(Connection.port).where(Connection.enabled))}
    if unit.state.host_takes_todos:
        served.add(str(Port.OA))
    waiting = unit.session.execute(
        select(OutboxMessage.port, func.count()).where(OutboxMessage.state == "waiting").group_by(OutboxMessage.port)
    )
    return [
        Task(
            "block", Lazy(N_("受阻")), Lazy(N_("%(port)s：没有连接，%(count)s 条在等"), port=port_title(port), count=count),
            Lazy(N_("连上后自动发出，不会丢")), Lazy(N_("去连接")), "admin.connections", {"port": port}, -45,
        )
        for port, count in waiting
        if port not in served
    ]  # fmt: skip


def _parked_hooks(unit: Unit) -> list[Task]:
    parked: Sequence[HookSetting] = unit.session.scalars(
        select(HookSetting).where(HookSetting.parked_at.is_not(None))
    ).all()
    return [
        Task(
            "block", Lazy(N_("受阻")), Lazy(N_("「%(name)s」连续出错，已停用"), name=_title(unit, h.implementation)),
            Lazy(N_("招聘照常进行，它负责的事没有做")), Lazy(N_("看原因")), "admin.hooks", {"open": h.implementation}, -40,
        )
        for h in parked
    ]  # fmt: skip


def _title(unit: Unit, implementation: str) -> Any:
    return getattr(unit.state.plugins.get_plugin(implementation), "title", implementation)
