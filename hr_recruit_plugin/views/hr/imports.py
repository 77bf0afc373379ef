"""Resumes from HR's hand: single files, folders and archives, and what became of each."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request
from markupsafe import Markup

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours
from ...security.permissions import Permission
from ...services import access, dossier, intake
from ...services import import_batch as run
from ...services import imports as service
from ...services.unit import unit_of_work
from ...state import recruitment
from ..guard import actor, needs
from ..rendering import draw, fragment, page
from ..spreadsheet import csv_answer
from . import blueprint
from .dossier import attached

EDIT = Permission.APPLICATIONS_EDIT
ZIP = b"PK\x03\x04"
OUTCOMES = {intake.REFUSED: N_("没收下"), intake.AGAIN: N_("重复")}


@blueprint.get("/jobs/<int:job_id>/import")
@needs(EDIT)
def imports(job_id: int) -> Response:
    return _show(job_id)


def _show(job_id: int, *, problem: RecruitmentError | None = None, told: str = "") -> Response:
    with unit_of_work(actor(), write=False) as unit:
        job = access.job(unit, job_id, EDIT)
        return page(
            "hr/imports.html", title=gettext(N_("导入简历")), status=problem.status if problem else 200, job=job,
            batches=service.batches(unit, job_id), sources=service.sources(unit), limit=recruitment().settings.upload_megabytes,
            source=request.form.get("source", ""), problem=problem, told=Markup(told),  # noqa: S704 (drawn with autoescape)
        )  # fmt: skip


@blueprint.post("/jobs/<int:job_id>/import")
@needs(EDIT)
def import_file(job_id: int) -> Response:
    """One file of the drop zone, or all of a form that was sent without the script."""
    source = request.form.get("source", "").strip()[:100] or gettext(N_("人事导入"))
    told: list[str] = []
    try:
        sent = [file for file in request.files.getlist("file") if file.filename]
        if not sent:
            raise Invalid(N_("先选一个文件。"), {"file": ["required"]})
        for file in sent:
            html, accepted = _take(job_id, file.read(), file.filename or "", source)
            if request.headers.get("HX-Request"):
                answer = Response(html, 200 if accepted else 422, mimetype="text/html")
                answer.headers["Cache-Control"] = "no-store"
                return answer
            told.append(html)
    except RecruitmentError as problem:
        if request.headers.get("HX-Request"):
            raise
        return _show(job_id, problem=problem, told="".join(told))
    return _show(job_id, told="".join(told))


def _take(job_id: int, data: bytes, filename: str, source: str) -> tuple[str, bool]:
    """Read one file, or begin with an archive. → (what to say under its name, whether it was taken)."""
    if filename.lower().endswith(".zip") and data.startswith(ZIP):
        batch_id = service.start_archive(actor(), job_id, data, filename, source=source)
        return _progress(batch_id, brief=True), True
    service.check_size(len(data), archive=False)
    result = intake.receive(actor(), job_id, data, filename, source=source)
    return draw("hr/import_result.html", result=result), result.outcome != intake.REFUSED


# --- batches -----------------------------------------------------------------------------------------------------


@blueprint.get("/imports/<int:batch_id>")
@needs(EDIT)
def import_batch(batch_id: int) -> Response:
    return page("hr/import_batch.html", title=gettext(N_("批量导入")), **_batch(batch_id), brief=False)


@blueprint.get("/imports/<int:batch_id>/progress")
@needs(EDIT)
def import_progress(batch_id: int) -> Response:
    return fragment("hr/import_progress.html", **_batch(batch_id), brief=request.args.get("brief") == "1")


@blueprint.post("/imports/<int:batch_id>/continue")
@needs(EDIT)
def import_continue(batch_id: int) -> Response:
    service.go_on(actor(), batch_id)
    if request.headers.get("HX-Request"):
        return import_progress(batch_id)
    return redirect(ours("hr.import_batch", batch_id=batch_id), 303)  # type: ignore[return-value]


@blueprint.post("/imports/<int:batch_id>/pause")
@needs(EDIT)
def import_pause(batch_id: int) -> Response:
    with unit_of_work(actor()) as unit:
        run.pause(unit, batch_id)
    if request.headers.get("HX-Request"):
        return import_progress(batch_id)
    return redirect(ours("hr.import_batch", batch_id=batch_id), 303)  # type: ignore[return-value]


@blueprint.get("/imports/<int:batch_id>/outcome.csv")
@needs(EDIT)
def import_outcome(batch_id: int) -> Response:
    """What was not simply accepted, as a table to work from."""
    with unit_of_work(actor(), write=False) as unit:
        found = service.outcome(unit, batch_id)
    head = (gettext(N_("文件")), gettext(N_("结果")), gettext(N_("原因")))
    rows = ((i.filename, gettext(OUTCOMES[i.state]), i.reason or "") for i in found)
    return csv_answer([head, *rows], gettext(N_("第 %(n)s 批导入：重复的和没收下的"), n=batch_id))


def _batch(batch_id: int) -> dict[str, Any]:
    with unit_of_work(actor(), write=False) as unit:
        found = service.batch(unit, batch_id)
    # Not as batch.items: Jinja would find the method of a mapping of that name first.
    return {"batch": found, "batch_items": found.items, "shortened": len(found.items) == service.SHOWN}


def _progress(batch_id: int, *, brief: bool) -> str:
    return draw("hr/import_progress.html", **_batch(batch_id), brief=brief)


@blueprint.get("/imports/files/<int:document_id>")
@needs(EDIT)
def refused_file(document_id: int) -> Response:
    """A file that was refused, to look at it outside."""
    with unit_of_work(actor(), write=False) as unit:
        found = dossier.refused(unit, document_id)
    return attached(found)
