"""Opening and changing jobs, and the stages they run through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from ..engines.matching import Requirement, RequirementError
from ..errors import Invalid
from ..i18n import N_
from ..models import Application, Job, Stage, StageTemplate
from ..security.permissions import Permission
from . import access
from .unit import Unit, expect_version

STATUSES = ("draft", "open", "paused", "closed")
STAGE_KINDS = ("screening", "interview", "offer")


@dataclass(frozen=True)
class JobLine:
    """A job as a list shows it; ``counts`` are active applications by stage id."""

    job: Job
    counts: dict[int, int]
    hired: int

    @property
    def active(self) -> int:
        return sum(self.counts.values())


def list_jobs(unit: Unit, status: str | None = None) -> list[JobLine]:
    """Jobs the actor sees, newest first, in three statements however many there are."""
    unit.actor.require(Permission.JOBS_VIEW)
    statement = access.of_department(select(Job).options(selectinload(Job.stages)), unit.actor)
    if status:
        statement = statement.where(Job.status == status)
    found = unit.session.scalars(statement.order_by(Job.opened_at.desc(), Job.id.desc())).all()
    counted = unit.session.execute(
        select(Application.job_id, Application.stage_id, Application.status, func.count())
        .where(Application.status.in_(("active", "hired")))
        .group_by(Application.job_id, Application.stage_id, Application.status)
    ).all()
    lines = {j.id: JobLine(j, {}, 0) for j in found}
    hired: dict[int, int] = {}
    for job_id, stage_id, state, count in counted:
        if job_id in lines and state == "active":
            lines[job_id].counts[stage_id] = count
        elif job_id in lines:
            hired[job_id] = hired.get(job_id, 0) + count
    return [JobLine(line.job, line.counts, hired.get(line.job.id, 0)) for line in lines.values()]


def open_job(unit: Unit, values: dict[str, Any], stages: Sequence[dict[str, Any]]) -> Job:
    """Create a job. ``values`` are loaded by ``schemas.job.JobSchema``; ``stages`` usually come from a template."""
    unit.actor.require(Permission.JOBS_EDIT)
    if unit.session.scalar(select(Job.id).where(Job.code == values["code"])):
        raise Invalid(N_("编号 %(code)s 已有职位在用，换一个编号。"), {"code": ["taken"]}, code=values["code"])
    _check(values)
    user = unit.actor.user
    job = Job(
        owner_id=user.id if user else "",
        owner_name=unit.actor.name,
        owner_email=user.email if user else None,
        updated_by=unit.actor.name,
        updated_at=unit.now,
        **{"status": "open", **values},
    )
    if job.status == "open":
        job.opened_at = unit.now
    _lay_stages(job, stages)
    unit.session.add(job)
    unit.session.flush()
    unit.audit("job.opened", "job", job.id, code=job.code, headcount=job.headcount)
    return job


def change_job(unit: Unit, job_id: int, values: dict[str, Any], *, version: int | None) -> Job:
    """Change a job's own fields; a changed requirement does not rescore, see ``services.intake.rescore``."""
    job = access.job(unit, job_id, Permission.JOBS_EDIT)
    expect_version(job, version, by=job.updated_by)
    _check(values)
    changed = [key for key, value in values.items() if getattr(job, key) != value]
    for key in changed:
        setattr(job, key, values[key])
    if "status" in changed:
        job.closed_at = unit.now if job.status == "closed" else None
        job.opened_at = job.opened_at or (unit.now if job.status == "open" else None)
    job.updated_by, job.updated_at = unit.actor.name, unit.now
    unit.audit("job.changed", "job", job.id, fields=changed)
    return job


def change_stages(unit: Unit, job_id: int, stages: Sequence[dict[str, Any]], *, version: int | None) -> Job:
    """Replace a job's stages, keeping those with an ``id``. One that holds or held candidates can't be removed."""
    job = access.job(unit, job_id, Permission.JOBS_EDIT)
    expect_version(job, version, by=job.updated_by)
    kept = {int(s["id"]) for s in stages if s.get("id")}
    gone = [s for s in job.stages if s.id not in kept]
    if gone:
        held = unit.session.scalar(
            select(Stage.name)
            .join(Application, Application.stage_id == Stage.id)
            .where(Stage.id.in_([s.id for s in gone]))
            .limit(1)
        )
        if held:
            raise Invalid(N_("阶段「%(stage)s」里还有候选人，先把他们移走再删。"), stage=held)
    for stage in gone:
        job.stages.remove(stage)
    unit.session.flush()
    _lay_stages(job, stages)
    job.updated_by, job.updated_at = unit.actor.name, unit.now
    unit.audit("job.stages_changed", "job", job.id, stages=[s.name for s in job.stages])
    return job


def templates(unit: Unit) -> Sequence[StageTemplate]:
    return unit.session.scalars(select(StageTemplate).order_by(StageTemplate.id)).all()


def save_template(unit: Unit, name: str, stages: Sequence[dict[str, Any]]) -> StageTemplate:
    unit.actor.require(Permission.JOBS_EDIT)
    found = unit.session.scalar(select(StageTemplate).where(StageTemplate.name == name)) or StageTemplate(name=name)
    found.stages = [dict(s) for s in stages]
    unit.session.add(found)
    unit.session.flush()
    unit.audit("stage_template.saved", "stage_template", found.id)
    return found


def _lay_stages(job: Job, stages: Sequence[dict[str, Any]]) -> None:
    if not stages:
        raise Invalid(N_("职位至少要有一个阶段。"), {"stages": ["empty"]})
    by_id = {s.id: s for s in job.stages if s.id}
    for position, values in enumerate(stages):
        kind = values.get("kind", "interview")
        if kind not in STAGE_KINDS or not str(values.get("name", "")).strip():
            raise Invalid(N_("第 %(row)s 个阶段缺名称或类型。"), {"stages": ["incomplete"]}, row=position + 1)
        stage = by_id.get(int(values["id"])) if values.get("id") else None
        if stage is None:
            stage = Stage(kind=kind)
            job.stages.append(stage)
        stage.position, stage.kind = position, kind
        for key in ("name", "agreed_days", "minutes", "panel", "owners", "kit"):
            if key in values:
                setattr(stage, key, values[key])
    job.stages.sort(key=lambda s: s.position)


def _check(values: dict[str, Any]) -> None:
    if values.get("status") not in (None, *STATUSES):
        raise Invalid(N_("没有这种职位状态。"), {"status": ["unknown"]})
    for row, requirement in enumerate(values.get("requirements", ()), 1):
        try:
            Requirement.from_dict(requirement)
        except RequirementError as problem:
            raise Invalid(
                N_("第 %(row)s 条要求不完整：%(why)s"), {"requirements": [str(problem)]}, row=row, why=str(problem)
            ) from problem
