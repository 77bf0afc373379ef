"""Jobs and their editor."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request

from ...errors import Conflict, RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours
from ...schemas.forms import version_of
from ...schemas.job import STATUSES, from_form, load_job
from ...security.permissions import Permission
from ...services import jobs as service
from ...services import rating
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import fragment, page
from . import blueprint, editor

STATUS_WORDS = {
    "draft": ("todo", N_("草稿")),
    "open": ("doing", N_("招聘中")),
    "paused": ("wait", N_("暂停收简历")),
    "closed": ("off", N_("已结束")),
}
EMPTY: dict[str, Any] = {
    "code": "", "title": "", "department_id": "", "headcount": "1", "status": "open", "text": "", "post_category": "",
    "terms": {}, "requirements": [], "stages": [],
}  # fmt: skip


@blueprint.get("/jobs")
@needs(Permission.JOBS_VIEW)
def jobs() -> Response:
    status = request.args.get("status") if request.args.get("status") in STATUSES else None
    query = request.args.get("q", "")
    with unit_of_work(actor(), write=False) as unit:
        lines = service.list_jobs(unit, status, query)
        counts = service.count_by_status(unit)
        return page(
            "hr/jobs.html", title=gettext(N_("职位")), lines=lines, counts=counts, chosen=status, query=query,
            words=STATUS_WORDS, state_of=_state, columns=_columns(lines), today=unit.now,
        )  # fmt: skip


def _state(line: service.JobLine) -> tuple[str, str]:
    if line.job.status == "open" and line.hired >= line.job.headcount:
        return "ok", gettext(N_("已招满"))
    kind, word = STATUS_WORDS[line.job.status]
    return kind, gettext(word)


def _columns(lines: list[service.JobLine]) -> list[str]:
    """Names of stages that stand as columns: the first names that the shown jobs use, five at most."""
    names: list[str] = []
    for line in lines:
        names.extend(s.name for s in line.job.stages if s.name not in names)
    return names if len(names) <= 6 else []


# --- the editor --------------------------------------------------------------------------------------------------


@blueprint.get("/jobs/new")
@needs(Permission.JOBS_EDIT)
def job_new() -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = service.templates(unit)
        chosen = next((t for t in found if str(t.id) == request.args.get("template")), found[0] if found else None)
    stages = [dict(s) for s in chosen.stages] if chosen else [dict(s) for s in editor.FIRST_STAGES]
    return editor.show(None, {**EMPTY, "stages": stages, "template": str(chosen.id) if chosen else ""})


@blueprint.get("/jobs/<int:job_id>/edit")
@needs(Permission.JOBS_EDIT)
def job_edit(job_id: int) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        job = service.get(unit, job_id)
        data = editor.data_of(job)
    return editor.show(job_id, data, saved=request.args.get("saved", ""))


@blueprint.post("/jobs/new")
@needs(Permission.JOBS_EDIT)
def job_create() -> Response:
    data = from_form(request.form.items(multi=True))
    editor.name_owners(data)
    try:
        values, stages = load_job(data)
        with unit_of_work(actor()) as unit:
            job_id = service.open_job(unit, values, stages).id
    except RecruitmentError as problem:
        return editor.show(None, data, problem=problem)
    return _to(ours("hr.board", job_id=job_id))


@blueprint.post("/jobs/<int:job_id>/edit")
@needs(Permission.JOBS_EDIT)
def job_save(job_id: int) -> Response:
    data = from_form(request.form.items(multi=True))
    editor.name_owners(data)
    try:
        values, stages = load_job(data)
        with unit_of_work(actor()) as unit:
            _, changed = service.save(unit, job_id, values, stages, version=version_of(request.form))
    except Conflict as problem:
        return editor.show(job_id, data, problem=problem, theirs=editor.stored(job_id))
    except RecruitmentError as problem:
        return editor.show(job_id, data, problem=problem)
    return _to(ours("hr.job_edit", job_id=job_id, saved="rescore" if changed else "yes"))


@blueprint.post("/jobs/draft")
@needs(Permission.JOBS_EDIT)
def job_draft() -> Response:
    """The editor's form again, with one row more, less or moved. Nothing is saved."""
    data = from_form(request.form.items(multi=True))
    job_id = int(request.form["job_id"]) if request.form.get("job_id", "").isdecimal() else None
    note = editor.apply(data, request.form.get("do", ""))
    if request.headers.get("HX-Request"):
        return fragment("hr/job_form.html", **editor.context(job_id, data, note=note))
    return editor.show(job_id, data, note=note)


@blueprint.post("/jobs/template")
@needs(Permission.JOBS_EDIT)
def job_template() -> Response:
    """Keep the stages of the form as a template, as they stand there."""
    data = from_form(request.form.items(multi=True))
    editor.name_owners(data)
    job_id = int(request.form["job_id"]) if request.form.get("job_id", "").isdecimal() else None
    try:
        # Only the stages count here; a job that is half filled in may still give a good template.
        _, stages = load_job({**data, **editor.WHOLE, "requirements": []})
        with unit_of_work(actor()) as unit:
            name = service.save_template(unit, request.form.get("template_name", ""), stages).name
    except RecruitmentError as problem:
        context = editor.context(job_id, data, problem=problem)
    else:
        context = editor.context(job_id, data, note=("ok", gettext("已存为模板「%(name)s」，新建职位时可选。", name=name)))
    if request.headers.get("HX-Request"):
        return fragment("hr/job_form.html", **context)
    return page("hr/job_edit.html", title=data.get("title") or gettext(N_("职位")), **context)


@blueprint.post("/jobs/<int:job_id>/rescore")
@needs(Permission.JOBS_EDIT)
def job_rescore(job_id: int) -> Response:
    with unit_of_work(actor()) as unit:
        rating.rescore(unit, job_id)
    return _to(ours("hr.job_edit", job_id=job_id, saved="rescored"))


def _to(url: str) -> Response:
    return redirect(url, 303)  # type: ignore[return-value]
