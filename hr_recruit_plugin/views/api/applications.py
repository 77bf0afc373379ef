"""Applications: resumes come in, lists, dossiers, scores, files."""

from __future__ import annotations

import io
from typing import Any

from flask import Response, send_file
from marshmallow import ValidationError

from ...errors import NotFound
from ...i18n import N_
from ...schemas import api_applications as schemas
from ...schemas.api_common import EmptySchema
from ...security.permissions import Permission
from ...services import access, candidates, dossier, dossier_export, imports, intake
from ...services.recognition import Contact
from ...services.unit import unit_of_work
from ..guard import actor
from . import problems
from .operation import Reply, operation

TARGET = N_("用 job 或 job_id 中的一个指明职位。")


def job_of(body: dict[str, Any]) -> int:
    """The job that a body names by code or by number."""
    code, job_id = body.pop("job"), body.pop("job_id")
    if (code is None) == (job_id is None):
        raise ValidationError({"job": [TARGET]})
    with unit_of_work(actor(), write=False) as unit:
        if code is not None:
            return access.job_by_code(unit, code, Permission.APPLICATIONS_EDIT).id
        return access.job(unit, job_id, Permission.APPLICATIONS_EDIT).id


@operation("GET", "/applications", Permission.APPLICATIONS_VIEW, tag="applications", summary="Candidates, best first",
           query=schemas.ApplicationQuerySchema, answer=schemas.ApplicationPageSchema)  # fmt: skip
def list_applications(query: dict[str, Any]) -> Any:
    """Those who miss a must come last, however many points they have."""
    page, size = query.pop("page"), query.pop("size")
    with unit_of_work(actor(), write=False) as unit:
        lines, total = candidates.ranked(unit, candidates.Wanted(**query), page, size)
    return {"items": lines, "total": total, "page": page, "size": size}


@operation("POST", "/applications", Permission.APPLICATIONS_EDIT, tag="applications", summary="A resume comes in",
           body=schemas.ApplicationInSchema, answer=schemas.IntakeSchema, status=201, files="one")  # fmt: skip
def create_application(body: dict[str, Any]) -> Reply:
    """It is read, recognised, scored and filed. 200 instead of 201 when the same person has applied for the job
    already; a resume that can't be taken is 422 `resume-refused`, and the file is kept."""
    file, source = body.pop("file"), body.pop("source")
    imports.check_size(len(file.data), archive=False)
    job_id = job_of(body)
    result = intake.receive(
        actor(), job_id, file.data, file.filename, source=source, contact=Contact(**body)
    )
    if result.outcome == intake.REFUSED:
        refused = problems.body("resume-refused", result.reason or "", document_id=result.document_id)
        return Reply(None, problem=refused)
    where = ("read_application", {"application_id": result.application_id})
    return Reply(result, 201 if result.outcome == intake.ACCEPTED else 200, where)


@operation("GET", "/applications/<int:application_id>", Permission.APPLICATIONS_VIEW, Permission.INTERVIEWS_CONDUCT,
           tag="applications", summary="A dossier", answer=schemas.DossierSchema)  # fmt: skip
def read_application(application_id: int) -> Any:
    """All of one application as far as the caller may see it. Interviewers read those whom they meet. Each reading is
    entered in the audit chain; contact data is there for those who may edit applications."""
    with unit_of_work(actor(), write=False) as unit:
        return dossier_export.export(unit, application_id)


@operation("GET", "/applications/<int:application_id>/score", Permission.APPLICATIONS_VIEW, tag="applications",
           summary="A score with its reasons", answer=schemas.ScoreSchema)  # fmt: skip
def read_score(application_id: int) -> Any:
    """Every requirement with its points and why. Entered in the audit chain as a reading."""
    with unit_of_work(actor(), write=False) as unit:
        _, report = dossier.summary(unit, application_id)
    if report is None:
        raise NotFound(N_("还没有分数：没有能读的简历。"))
    return dossier_export.reasons(application_id, report)


@operation("PUT", "/applications/<int:application_id>/fields/<name>", Permission.APPLICATIONS_EDIT, tag="applications",
           summary="Correct what was read", body=schemas.FieldSchema, answer=schemas.ApplicationSchema)  # fmt: skip
def correct_field(application_id: int, name: str, body: dict[str, Any]) -> Any:
    """A person's word wins over what was read; the score is computed again from it."""
    with unit_of_work(actor()) as unit:
        return dossier.correct(unit, application_id, name, body["value"], version=body["version"])


@operation("POST", "/applications/<int:application_id>/confirm", Permission.APPLICATIONS_EDIT, tag="applications",
           summary="All that was read is right", body=EmptySchema, status=204)  # fmt: skip
def confirm_fields(application_id: int, body: dict[str, Any]) -> None:
    """Somebody looked at every field; it is entered in the audit chain."""
    with unit_of_work(actor()) as unit:
        dossier.confirm_all(unit, application_id)


@operation("GET", "/applications/<int:application_id>/documents/<int:document_id>", Permission.APPLICATIONS_VIEW,
           Permission.INTERVIEWS_CONDUCT, tag="applications", summary="A file of the candidate", binary=True)  # fmt: skip
def read_document(application_id: int, document_id: int) -> Response:
    """As it came in. Entered in the audit chain."""
    with unit_of_work(actor(), write=False) as unit:
        found = dossier.download(unit, application_id, document_id)
    made = send_file(io.BytesIO(found.content), found.media_type, as_attachment=True, download_name=found.filename)
    made.headers["Cache-Control"] = "no-store"
    return made
