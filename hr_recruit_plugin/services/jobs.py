"""Opening and changing jobs, and the stages they run through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Table, bindparam, case, exists, func, select, update
from sqlalchemy.orm import selectinload

from ..engines.matching import Requirement, RequirementError
from ..errors import Invalid
from ..i18n import N_
from ..models import Application, Interview, Job, Schedule, Stage, StageMove, StageTemplate
from ..security.permissions import Permission
from . import access, resources
from .unit import Unit, expect_version

STATUSES = ("draft", "open", "paused", "closed")
STAGE_KINDS = ("screening", "interview", "offer")


@dataclass(frozen=True)
class JobLine:
    """A job as a list shows it; ``counts`` are active applications by stage id."""

    job: Job
    counts: dict[int, int]
    hired: int
    overdue: int

    @property
    def active(self) -> int:
        return sum(self.counts.values())


def list_jobs(unit: Unit, status: str | None = None, query: str = "") -> list[JobLine]:
    """Jobs the actor sees, newest first, in three statements however many there are."""
    unit.actor.require(Permission.JOBS_VIEW)
    statement = access.of_department(select(Job).options(selectinload(Job.stages)), unit.actor)
    if status:
        statement = statement.where(Job.status == status)
    if query.strip():
        statement = statement.where(access.matching(query, Job.title, Job.code, Job.department_name))
    found = unit.session.scalars(statement.order_by(Job.opened_at.desc(), Job.id.desc())).all()
    late = func.sum(case((Application.stage_due_at < unit.now, 1), else_=0))
    counted = unit.session.execute(
        select(Application.job_id, Application.stage_id, Application.status, func.count(), late)
        .where(Application.status.in_(("active", "hired")))
        .group_by(Application.job_id, Application.stage_id, Application.status)
    ).all()
    active = [row for row in counted if row[2] == "active"]
    return [
        JobLine(
            job,
            {row[1]: row[3] for row in active if row[0] == job.id},
            sum(row[3] for row in counted if row[0] == job.id and row[2] == "hired"),
            sum(int(row[4] or 0) for row in active if row[0] == job.id),
        )
        for job in found
    ]


def count_by_status(unit: Unit) -> dict[str, int]:
    """How many jobs the actor sees in each status."""
    unit.actor.require(Permission.JOBS_VIEW)
    rows = unit.session.execute(access.of_department(select(Job.status, func.count()), unit.actor).group_by(Job.status))
    return {status: count for status, count in rows}  # noqa: C416 (rows are no plain tuples to the type checker)


def open_job(unit: Unit, values: dict[str, Any], stages: Sequence[dict[str, Any]]) -> Job:
    """Create a job. ``values`` are loaded by ``schemas.job.JobSchema``; ``stages`` usually come from a template."""
    unit.actor.require(Permission.JOBS_EDIT)
    if unit.session.scalar(select(Job.id).where(Job.code == values["code"])):
        raise Invalid(N_("编号 %(code)s 已有职位在用，换一个编号。"), {"code": ["taken"]}, code=values["code"])
    _check(values)
    values = _with_department(unit, values)
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
    """Change a job's own fields; a changed requirement does not rescore, see ``services.rating.rescore``."""
    job = access.job(unit, job_id, Permission.JOBS_EDIT)
    expect_version(job, version, by=job.updated_by)
    _check(values)
    if values.get("department_id", job.department_id) != job.department_id:
        values = _with_department(unit, values)
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
        _check_unused(unit, [s.id for s in gone])
    days_before = {s.id: s.agreed_days for s in job.stages}
    for stage in gone:
        job.stages.remove(stage)
    unit.session.flush()
    _lay_stages(job, stages)
    for stage in job.stages:
        if days_before.get(stage.id, stage.agreed_days) != stage.agreed_days:
            _move_due_dates(unit, stage)
    job.updated_by, job.updated_at = unit.actor.name, unit.now
    unit.audit("job.stages_changed", "job", job.id, stages=[s.name for s in job.stages])
    return job


def _check_unused(unit: Unit, stage_ids: Sequence[int]) -> None:
    """Raises Invalid for a stage that holds candidates, or that the history of one points to."""
    name = unit.session.scalar(
        select(Stage.name).join(Application, Application.stage_id == Stage.id).where(Stage.id.in_(stage_ids)).limit(1)
    )
    if name:
        raise Invalid(N_("阶段「%(stage)s」里还有候选人，先把他们移走再删。"), {"stages": ["in use"]}, stage=name)
    passed = (StageMove.from_stage_id == Stage.id) | (StageMove.to_stage_id == Stage.id)
    name = unit.session.scalar(
        select(Stage.name)
        .where(
            Stage.id.in_(stage_ids),
            exists().where(passed)
            | exists().where(Interview.stage_id == Stage.id)
            | exists().where(Schedule.stage_id == Stage.id),
        )
        .limit(1)
    )
    if name:
        raise Invalid(
            N_("有人走过阶段「%(stage)s」，经过要保留，不能删。可以改名或换顺序。"), {"stages": ["in use"]}, stage=name
        )


def _move_due_dates(unit: Unit, stage: Stage) -> None:
    """Other agreed days hold for those who are in the stage already."""
    rows = unit.session.execute(
        select(Application.id, Application.stage_entered_at).where(
            Application.stage_id == stage.id, Application.status == "active"
        )
    ).all()
    if not rows:
        return
    table = cast(Table, Application.__table__)
    # Core, not the mapped class: a new due date is no edit that another editor would have to know of.
    unit.session.execute(
        update(table).where(table.c.id == bindparam("of")).values(stage_due_at=bindparam("due")),
        [{"of": i, "due": entered + timedelta(days=stage.agreed_days)} for i, entered in rows],
    )


def get(unit: Unit, job_id: int, *, fresh: bool = False) -> Job:
    """A job with its stages, to edit it. ``fresh``: as it stands in the database, whatever was loaded before."""
    job = access.job(unit, job_id, Permission.JOBS_EDIT)
    if fresh:
        unit.session.refresh(job)
    len(job.stages)  # loaded here, so that a screen needs no session
    return job


def save(
    unit: Unit, job_id: int, values: dict[str, Any], stages: Sequence[dict[str, Any]], *, version: int | None
) -> tuple[Job, bool]:
    """Change a job and its stages in one go. → (the job, whether its requirements changed)."""
    before = list(access.job(unit, job_id, Permission.JOBS_EDIT).requirements)
    change_job(unit, job_id, values, version=version)
    job = change_stages(unit, job_id, stages, version=None)
    return job, job.requirements != before


def templates(unit: Unit) -> Sequence[StageTemplate]:
    return unit.session.scalars(select(StageTemplate).order_by(StageTemplate.id)).all()


def save_template(unit: Unit, name: str, stages: Sequence[dict[str, Any]]) -> StageTemplate:
    unit.actor.require(Permission.JOBS_EDIT)
    if not name.strip():
        raise Invalid(N_("给模板起个名字。"), {"template_name": ["required"]})
    found = unit.session.scalar(select(StageTemplate).where(StageTemplate.name == name)) or StageTemplate(name=name)
    found.stages = [{key: value for key, value in s.items() if key != "id"} for s in stages]
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


def _with_department(unit: Unit, values: dict[str, Any]) -> dict[str, Any]:
    """The department's name as the host has it; a host that names no departments leaves it to the form."""
    known = {d.id: d.name for d in resources.departments(unit)}
    wanted = values["department_id"]
    if known and wanted not in known and not values.get("department_name"):
        raise Invalid(N_("OA 里没有编号 %(id)s 的科室。"), {"department_id": ["unknown"]}, id=wanted)
    return {**values, "department_name": known.get(wanted) or values.get("department_name") or wanted}


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
