"""Jobs, their stages, and the templates of stages."""

from __future__ import annotations

from typing import Any

from ...errors import Invalid
from ...i18n import N_
from ...schemas import api_jobs as schemas
from ...schemas.api_common import CountSchema, EmptySchema
from ...security.permissions import Permission
from ...services import access, jobs, rating
from ...services.unit import Unit, unit_of_work
from ..guard import actor
from .operation import Reply, operation


@operation("GET", "/jobs", Permission.JOBS_VIEW, tag="jobs", summary="Jobs with their numbers",
           query=schemas.JobQuerySchema, answer=schemas.JobListSchema)  # fmt: skip
def list_jobs(query: dict[str, Any]) -> Any:
    """All jobs that the caller sees, newest first."""
    with unit_of_work(actor(), write=False) as unit:
        found = jobs.list_jobs(unit, query["status"], query["query"])
    return {"items": found, "total": len(found)}


@operation("POST", "/jobs", Permission.JOBS_EDIT, tag="jobs", summary="Open a job",
           body=schemas.JobInSchema, answer=schemas.JobSchema, status=201)  # fmt: skip
def create_job(body: dict[str, Any]) -> Reply:
    """Its stages are given, or copied from a template."""
    stages, template = body.pop("stages"), body.pop("template")
    with unit_of_work(actor()) as unit:
        job = jobs.open_job(unit, body, stages or _template(unit, template))
    return Reply(job, location=("read_job", {"job_id": job.id}))


def _template(unit: Unit, name: str | None) -> list[dict[str, Any]]:
    if name is None:
        raise Invalid(N_("职位至少要有一个阶段：给出 stages，或用 template 指定模板。"), {"stages": ["required"]})
    found = next((t for t in jobs.templates(unit) if t.name == name), None)
    if found is None:
        raise Invalid(N_("没有叫「%(name)s」的阶段模板。"), {"template": ["unknown"]}, name=name)
    return list(found.stages)


@operation("GET", "/jobs/<int:job_id>", Permission.JOBS_VIEW, tag="jobs", summary="One job", answer=schemas.JobSchema)
def read_job(job_id: int) -> Any:
    """A job with its requirements and stages."""
    with unit_of_work(actor(), write=False) as unit:
        return _whole(access.job(unit, job_id))


def _whole(job: Any) -> Any:
    """With its stages loaded, while the unit is open."""
    len(job.stages)
    return job


@operation("PATCH", "/jobs/<int:job_id>", Permission.JOBS_EDIT, tag="jobs", summary="Change a job",
           body=schemas.JobChangeSchema, answer=schemas.JobSchema)  # fmt: skip
def change_job(job_id: int, body: dict[str, Any]) -> Any:
    """What is left out stays as it is."""
    version = body.pop("version")
    with unit_of_work(actor()) as unit:
        return _whole(jobs.change_job(unit, job_id, body, version=version))


@operation("PUT", "/jobs/<int:job_id>/stages", Permission.JOBS_EDIT, tag="jobs", summary="Replace a job's stages",
           body=schemas.StagesInSchema, answer=schemas.JobSchema)  # fmt: skip
def change_stages(job_id: int, body: dict[str, Any]) -> Any:
    """A stage that somebody is or was in can be renamed and moved, not removed."""
    with unit_of_work(actor()) as unit:
        return jobs.change_stages(unit, job_id, body["stages"], version=body["version"])


@operation("POST", "/jobs/<int:job_id>/rescore", Permission.JOBS_EDIT, tag="jobs", summary="Score a job's candidates again",
           body=EmptySchema, answer=CountSchema)  # fmt: skip
def rescore_job(job_id: int, body: dict[str, Any]) -> Any:
    """After its requirements were changed."""
    with unit_of_work(actor()) as unit:
        return {"count": rating.rescore(unit, job_id)}


@operation("GET", "/stage-templates", Permission.JOBS_VIEW, tag="jobs", summary="Templates of stages",
           answer=schemas.TemplateListSchema)  # fmt: skip
def list_templates() -> Any:
    """What a new job's stages can be copied from."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": jobs.templates(unit)}


@operation("PUT", "/stage-templates/<name>", Permission.JOBS_EDIT, tag="jobs", summary="Save a template",
           body=schemas.TemplateInSchema, answer=schemas.TemplateSchema)  # fmt: skip
def save_template(name: str, body: dict[str, Any]) -> Any:
    """A new one, or another content for the one of this name."""
    with unit_of_work(actor()) as unit:
        return jobs.save_template(unit, name, body["stages"])
