"""Models → the records that hooks see."""

from __future__ import annotations

from typing import Any

from ..links import link
from ..models import Application, Interviewer, Job, Stage
from ..records import ApplicationRef, JobRef, Person, StageRef
from .unit import Unit


def job_ref(job: Job) -> JobRef:
    return JobRef(job.id, job.code, job.title, job.department_name, job_owner(job))


def stage_ref(stage: Stage) -> StageRef:
    return StageRef(stage.id, stage.name, stage.kind)


def application_ref(application: Application) -> ApplicationRef:
    candidate = application.candidate
    return ApplicationRef(
        application.id,
        Person(candidate.name, candidate.email, locale=application.locale),
        job_ref(application.job),
        link("hr.dossier", application_id=application.id),
    )


def person(data: dict[str, Any]) -> Person:
    return Person(data["name"], data.get("email"), data["id"])


def job_owner(job: Job) -> Person:
    return Person(job.owner_name, job.owner_email, job.owner_id)


def looks_after(unit: Unit, stage: Stage) -> tuple[Person, ...]:
    """Who acts on candidates in ``stage``: its owners, else its panel's pools, else the job's owner."""
    if stage.owners:
        return tuple(person(o) for o in stage.owners)
    pools = {need["pool"] for need in stage.panel}
    members = [i for i in unit.session.query(Interviewer).filter_by(active=True) if pools & set(i.pools)]
    return tuple(Person(i.name, i.email, i.user_id) for i in members) or (job_owner(stage.job),)


def subject(application: Application) -> tuple[str, int]:
    """What an application's deliveries point to."""
    return ("application", application.id)
