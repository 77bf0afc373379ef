"""Whose data an actor sees."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import joinedload

from ..errors import Forbidden, NotFound
from ..i18n import N_
from ..models import Application, Candidate, Interview, Job, Schedule, Scorecard, Seat
from ..security.permissions import Permission
from .unit import Actor, Unit

S = TypeVar("S")

NO_APPLICATION = N_("没有这份申请，或者它已按期限删除。")
NO_JOB = N_("没有这个职位。")
NO_SCHEDULE = N_("没有这份排期。")


def of_department(statement: S, actor: Actor) -> S:
    """Narrow a select over Job to the departments whose data ``actor`` sees."""
    select_statement: Any = statement
    narrowed: S = (
        select_statement
        if actor.department is None
        else select_statement.where(Job.department_id == actor.department)
    )
    return narrowed


def job(unit: Unit, job_id: int, permission: str = Permission.JOBS_VIEW) -> Job:
    unit.actor.require(permission)
    found = unit.get(Job, job_id, NO_JOB)
    if unit.actor.department not in (None, found.department_id):
        raise NotFound(NO_JOB)
    return found


def job_by_code(unit: Unit, code: str, permission: str = Permission.JOBS_VIEW) -> Job:
    """Raises NotFound naming the codes that exist, for whoever mistyped one."""
    found = unit.session.scalar(of_department(select(Job).where(Job.code == code), unit.actor))
    if found is None:
        known = unit.session.scalars(of_department(select(Job.code).order_by(Job.code).limit(8), unit.actor)).all()
        raise NotFound(N_("没有编号为 %(code)s 的职位。现有：%(known)s"), code=code, known="、".join(known) or "（无）")
    unit.actor.require(permission)
    return found


def application(unit: Unit, application_id: int, permission: str = Permission.APPLICATIONS_VIEW) -> Application:
    """One application with its candidate, job and stage, if ``unit.actor`` may do ``permission`` with it."""
    found = unit.session.scalar(
        select(Application)
        .where(Application.id == application_id)
        .options(joinedload(Application.candidate), joinedload(Application.job), joinedload(Application.stage))
    )
    if found is None or found.candidate.erased_at is not None:
        raise NotFound(NO_APPLICATION)
    if permission == Permission.APPLICATIONS_VIEW and concerned(unit, found):
        return found
    unit.actor.require(permission)
    if unit.actor.department not in (None, found.job.department_id):
        raise NotFound(NO_APPLICATION)
    return found


def by_token(unit: Unit, token: str) -> Application:
    """The application of a candidate's own link, with its candidate, stage, and job with all stages."""
    found = unit.session.scalar(
        select(Application)
        .where(Application.token == token)
        .options(
            joinedload(Application.candidate),
            joinedload(Application.stage),
            joinedload(Application.job).selectinload(Job.stages),
        )
    )
    if found is None:
        raise NotFound(N_("链接不对或已作废。请用最近一封邮件里的链接。"))
    return found


def schedule(unit: Unit, schedule_id: int, permission: str = Permission.SCHEDULES_EDIT) -> Schedule:
    """A plan, if ``unit.actor`` sees the department of its job."""
    unit.actor.require(permission)
    found = unit.get(Schedule, schedule_id, NO_SCHEDULE)
    if unit.actor.department is not None:
        job(unit, found.job_id, permission)
    return found


def concerned(unit: Unit, found: Application) -> bool:
    """An interviewer reads those whom they meet, and an owner of a stage those who are in it."""
    user = unit.actor.user
    if user is None or not unit.actor.can(Permission.INTERVIEWS_CONDUCT):
        return False
    if any(owner["id"] == user.id for owner in found.stage.owners):
        return True
    seat = exists().where(
        Seat.interview_id == Interview.id, Interview.application_id == found.id, Seat.user_id == user.id,
        Interview.state != "cancelled",
    )
    return bool(unit.session.scalar(select(seat)))


def seated(unit: Unit, interview_id: int) -> tuple[Interview, Seat]:
    """An interview and the actor's own seat in it."""
    if unit.actor.user is None:
        raise Forbidden(N_("请先登录。"))
    row = unit.session.execute(
        select(Interview, Seat)
        .join(Seat, Seat.interview_id == Interview.id)
        .where(Interview.id == interview_id, Seat.user_id == unit.actor.user.id)
        .options(joinedload(Interview.application).joinedload(Application.candidate), joinedload(Interview.stage))
    ).first()
    if row is None:
        raise NotFound(N_("你不在这场面试的面试官名单里。"))
    return row[0], row[1]


def owes(unit: Unit, application_id: int) -> frozenset[int]:
    """Interviews of an application in which the actor sits and has not handed in a scorecard."""
    handed_in = exists().where(
        Scorecard.interview_id == Interview.id, Scorecard.user_id == Seat.user_id, Scorecard.submitted_at.is_not(None)
    )
    return frozenset(
        unit.session.scalars(
            select(Interview.id)
            .join(Seat, Seat.interview_id == Interview.id)
            .where(
                Interview.application_id == application_id, Interview.state != "cancelled",
                Seat.user_id == unit.actor.id, ~handed_in,
            )
        )
    )  # fmt: skip


def matching(query: str, *columns: Any) -> Any:
    """A condition: one of ``columns`` contains what was typed, letter case aside."""
    escaped = query.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return or_(*(column.ilike(f"%{escaped}%", escape="\\") for column in columns))


def matching_name(query: str) -> Any:
    """A condition over Application, Candidate and Job for what was typed in a search box."""
    return matching(query, Candidate.name, Application.source, Job.title, Job.code)
