"""Moving applications through the stages of a job, and out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..errors import Invalid, RecruitmentError
from ..i18n import N_, gettext
from ..models import Application, Stage, StageMove
from ..records import StageChange, StageChanged, StageOverdue
from ..security.permissions import Permission
from . import access, events, scheduling
from .refs import application_ref, looks_after, stage_ref, subject
from .unit import Unit, expect_version

EDIT = Permission.APPLICATIONS_EDIT


@dataclass(frozen=True)
class Refusal:
    """One of several moves that did not happen, and why."""

    application_id: int
    name: str
    error: RecruitmentError


def advance(unit: Unit, application_id: int, stage_id: int, *, version: int | None, reason: str = "") -> Application:
    """Move one application to another stage of its job.

    Raises:
        RecruitmentRefused: a hook does not allow the move, and says why.
        Conflict: somebody moved it first.
    """
    application = access.application(unit, application_id, EDIT)
    expect_version(application, version, by=application.changed_by)
    target = unit.get(Stage, stage_id, N_("没有这个阶段。"))
    if target.job_id != application.job_id:
        raise Invalid(N_("「%(stage)s」不是这个职位的阶段。"), stage=target.name)
    if application.status != "active":
        raise Invalid(N_("%(name)s 的申请已结束，先恢复再移动。"), name=application.candidate.name)
    if target.id == application.stage_id:
        return application
    if application.knocked_out and target.position > application.stage.position and not reason.strip():
        # To pass over a must is a person's decision, and whoever reviews it later wants to know why.
        raise Invalid(
            N_("%(name)s 有必备条件没达到。要让 TA 继续，在档案里「移到别的阶段」写一句原因。"),
            {"reason": ["required"]}, name=application.candidate.name,
        )  # fmt: skip
    _move(unit, application, target, reason)
    return application


def _move(unit: Unit, application: Application, target: Stage, reason: str) -> None:
    source, ref = application.stage, application_ref(application)
    change = StageChange(ref, stage_ref(source), stage_ref(target), unit.actor.user, reason)
    events.validate(unit, "recruit_validate_stage_change", change, application.job)
    move = _record(unit, application, "moved", target, reason)
    # An interview of the stage that is left would wait for nobody.
    scheduling.cancel_for(unit, application)
    enter(application, target, unit.now)
    unit.session.flush()
    event = StageChanged(
        move.id, ref, stage_ref(source), stage_ref(target), unit.actor.user, unit.now,
        looks_after(unit, target), reason,
    )  # fmt: skip
    events.fire(unit, "recruit_stage_changed", event, application.job, subject=subject(application))
    unit.audit("application.moved", "application", application.id, source=source.id, target=target.id)


def advance_many(unit: Unit, ids: Sequence[int], stage_id: int, reason: str = "") -> tuple[list[int], list[Refusal]]:
    """Move several; one that is refused does not hold up the others. → (moved ids, refusals)."""
    return _each(unit, ids, lambda i: advance(unit, i, stage_id, version=None, reason=reason))


def reject_many(unit: Unit, ids: Sequence[int], reason: str) -> tuple[list[int], list[Refusal]]:
    """Reject several for one reason. → (rejected ids, refusals)."""
    return _each(unit, ids, lambda i: reject(unit, i, version=None, reason=reason))


def restore_many(unit: Unit, ids: Sequence[int]) -> tuple[list[int], list[Refusal]]:
    """Take several rejections back. → (restored ids, refusals)."""
    return _each(unit, ids, lambda i: restore(unit, i, version=None))


def _each(unit: Unit, ids: Sequence[int], act: Callable[[int], object]) -> tuple[list[int], list[Refusal]]:
    done: list[int] = []
    refused: list[Refusal] = []
    for application_id in dict.fromkeys(ids):
        deeds = len(unit.deeds)
        try:
            with unit.session.begin_nested():
                act(application_id)
            done.append(application_id)
        except RecruitmentError as error:
            del unit.deeds[deeds:]
            unit.hook_settings = None  # what was noted of hooks meanwhile was undone as well
            refused.append(Refusal(application_id, _name(unit, application_id), error))
    return done, refused


def _name(unit: Unit, application_id: int) -> str:
    """Whom a refusal is about; "?" for those of whom the actor may not even know that they applied."""
    found = unit.session.get(
        Application, application_id, options=[joinedload(Application.candidate), joinedload(Application.job)]
    )
    seen = found is not None and unit.actor.department in (None, found.job.department_id)
    return found.candidate.name if found is not None and seen else "?"


def reject(unit: Unit, application_id: int, *, version: int | None, reason: str) -> Application:
    """End an application. ``reason`` is for the file; a person decided it, never a score alone."""
    return _end(unit, application_id, "rejected", version, reason)


def withdraw(unit: Unit, application_id: int, *, version: int | None, reason: str) -> Application:
    """End an application at the candidate's wish."""
    return _end(unit, application_id, "withdrawn", version, reason)


def _end(unit: Unit, application_id: int, outcome: str, version: int | None, reason: str) -> Application:
    application = access.application(unit, application_id, EDIT)
    expect_version(application, version, by=application.changed_by)
    if not reason.strip():
        raise Invalid(N_("写一句原因，以后复核要用。"), {"reason": ["required"]})
    return _close(unit, application, outcome, reason)


def withdraw_own(unit: Unit, application: Application) -> Application:
    """The candidate ends their own application; whoever holds its link may."""
    return _close(unit, application, "withdrawn", N_("候选人自己撤回"))


def end_as_merged(unit: Unit, application: Application) -> Application:
    """The same person applied for this job twice; the other application goes on."""
    return _close(unit, application, "withdrawn", gettext(N_("与同一人的另一份申请合并")))


def _close(unit: Unit, application: Application, outcome: str, reason: str) -> Application:
    if application.status != "active":
        raise Invalid(N_("%(name)s 的申请已经结束。"), name=application.candidate.name)
    application.status, application.ended_at, application.end_reason = outcome, unit.now, reason.strip()
    _record(unit, application, outcome, None, reason)
    scheduling.cancel_for(unit, application)
    unit.audit(f"application.{outcome}", "application", application.id)
    return application


def restore(unit: Unit, application_id: int, *, version: int | None) -> Application:
    """Take back a rejection or withdrawal: the application is where it was."""
    application = access.application(unit, application_id, EDIT)
    expect_version(application, version, by=application.changed_by)
    if application.status not in ("rejected", "withdrawn"):
        raise Invalid(N_("%(name)s 的申请没有结束，不用恢复。"), name=application.candidate.name)
    application.status, application.ended_at, application.end_reason = "active", None, None
    enter(application, application.stage, unit.now)
    _record(unit, application, "restored", application.stage, "")
    unit.audit("application.restored", "application", application.id)
    return application


def common_stage(unit: Unit, ids: Sequence[int]) -> Stage:
    """The one stage that all of these applications are in. Raises Invalid when there are several."""
    found = {a.stage_id: a.stage for a in (access.application(unit, i, EDIT) for i in ids)}
    if len(found) != 1:
        raise Invalid(N_("一次只能给同一阶段的人安排面试。"))
    return next(iter(found.values()))


def enter(application: Application, stage: Stage, now: datetime) -> None:
    """Put an application into a stage and start the clock of its agreed days."""
    application.stage, application.stage_entered_at = stage, now
    application.stage_due_at = now + timedelta(days=stage.agreed_days)


def hired(unit: Unit, application: Application) -> None:
    """The offer was signed: the application has reached its end."""
    application.status, application.ended_at = "hired", unit.now
    _record(unit, application, "hired", None, "")
    unit.audit("application.hired", "application", application.id)


def _record(unit: Unit, application: Application, outcome: str, target: Stage | None, reason: str) -> StageMove:
    move = StageMove(
        application_id=application.id, from_stage_id=application.stage_id,
        to_stage_id=target.id if target else None, outcome=outcome,
        actor_id=unit.actor.id, actor_name=unit.actor.name, reason=reason.strip(), at=unit.now,
    )  # fmt: skip
    application.changed_by, application.changed_at = unit.actor.name, unit.now
    unit.session.add(move)
    return move


def remind_overdue(unit: Unit) -> int:
    """Tell the hooks of every application that stays longer than agreed. → how many."""
    today = unit.now.astimezone(unit.state.settings.zone).date()
    statement = (
        select(Application)
        .join(Stage, Application.stage_id == Stage.id)
        .where(Application.status == "active", Application.stage_due_at < unit.now)
        .options(joinedload(Application.candidate), joinedload(Application.job), joinedload(Application.stage))
    )
    count = 0
    for application in unit.session.scalars(statement):
        days = (unit.now - application.stage_entered_at).days
        event = StageOverdue(
            application_ref(application), stage_ref(application.stage), looks_after(unit, application.stage),
            days, application.stage.agreed_days, today,
        )  # fmt: skip
        events.fire(unit, "recruit_stage_overdue", event, application.job, subject=subject(application))
        count += 1
    return count
