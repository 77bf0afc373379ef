"""What a language model proposes for a dossier or a job, each with its words, to take or to drop."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from ...engines.matching.labels import degree_label
from ...engines.resume import DEGREES
from ...errors import NotFound, RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours
from ...security.permissions import Permission
from ...services import assistant as service
from ...services.unit import unit_of_work
from .. import read_fields
from ..guard import actor, needs
from ..rendering import page
from . import blueprint
from .people import said

PURPOSES = {
    service.FIELDS: N_("补没读准的字段"), service.QUESTIONS: N_("想几个追问"), service.REQUIREMENTS: N_("读出要求"),
}  # fmt: skip
KINDS = {
    "degree": N_("学历"), "licence": N_("证照"), "major": N_("专业"), "years": N_("年限"), "title": N_("职称"),
    "skill": N_("技能"), "department": N_("科室"),
}  # fmt: skip


@blueprint.get("/applications/<int:subject_id>/assistant")
@needs(Permission.APPLICATIONS_EDIT)
def assistant(subject_id: int) -> Response:
    return _show("application", subject_id)


@blueprint.get("/jobs/<int:subject_id>/assistant")
@needs(Permission.JOBS_EDIT)
def job_assistant(subject_id: int) -> Response:
    return _show("job", subject_id)


@blueprint.post("/applications/<int:subject_id>/assistant")
@needs(Permission.APPLICATIONS_EDIT)
def assistant_ask(subject_id: int) -> Response | WerkzeugResponse:
    purpose = request.form.get("purpose", "")
    return _done("application", subject_id, lambda: service.ask_about_person(actor(), subject_id, purpose))


@blueprint.post("/jobs/<int:subject_id>/assistant")
@needs(Permission.JOBS_EDIT)
def job_assistant_ask(subject_id: int) -> Response | WerkzeugResponse:
    return _done("job", subject_id, lambda: service.ask_about_job(actor(), subject_id))


@blueprint.post("/assistant/<int:request_id>/<int:number>")
@needs(Permission.WORK)
def assistant_decide(request_id: int, number: int) -> Response | WerkzeugResponse:
    """Take or drop one proposal; the service asks whether this person may."""
    subject, subject_id = request.form.get("subject", ""), request.form.get("subject_id", 0, int)
    take = request.form.get("take") == "1"

    def decide() -> None:
        with unit_of_work(actor()) as unit:
            service.decide(unit, request_id, number, take=take)

    return _done(subject if subject == "job" else "application", subject_id, decide)


def _done(subject: str, subject_id: int, act: Any) -> Response | WerkzeugResponse:
    try:
        act()
    except NotFound:
        raise
    except RecruitmentError as problem:
        return _show(subject, subject_id, problem)
    return redirect(_address(subject, subject_id), 303)


def _address(subject: str, subject_id: int) -> str:
    return ours("hr.job_assistant" if subject == "job" else "hr.assistant", subject_id=subject_id)


def _show(subject: str, subject_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = service.requests(unit, subject, subject_id)
        rows = [_request(row, service.silent(row, unit), service.why(row, unit)) for row in found]
        purposes = [service.REQUIREMENTS] if subject == "job" else [service.FIELDS, service.QUESTIONS]
        back = ours("hr.job_edit", job_id=subject_id) if subject == "job" else ours("hr.dossier", application_id=subject_id)
        return page(
            "hr/assistant.html", title=gettext(N_("助手的提议")), rows=rows, subject=subject, subject_id=subject_id,
            about=service.about(unit, subject, subject_id), back=back, address=_address(subject, subject_id),
            purposes=[(key, gettext(PURPOSES[key])) for key in purposes], connected=service.connected(unit) is not None,
            problem=problem, status=problem.status if problem else 200,
        )  # fmt: skip


def _request(row: Any, silent: bool, why: str) -> dict[str, Any]:
    return {
        "id": row.id, "purpose": gettext(PURPOSES[row.purpose]), "state": service.FAILED if silent else row.state,
        "why": why, "by": row.asked_by, "at": row.asked_at,
        "takes": row.purpose != service.QUESTIONS,
        "proposals": [{**one, "label": _label(row.purpose, one["key"]), "shown": _shown(one)} for one in row.proposals or ()],
    }  # fmt: skip


def _label(purpose: str, key: str) -> str:
    if purpose == service.FIELDS:
        return gettext(read_fields.LABELS.get(key, key))
    return gettext(KINDS[key]) if purpose == service.REQUIREMENTS and key in KINDS else key


def _shown(one: dict[str, Any]) -> str:
    return said(degree_label(one["value"])) if one["value"] in DEGREES else one["value"]
