"""Written exams: the list, a new one, wishes, the draw of seats, and what is printed."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...schemas.exam import exam_from, refit_from, rooms_text, wishes_from
from ...schemas.forms import version_of
from ...schemas.schedule import first_messages
from ...security.permissions import Permission
from ...services import exam_papers, exam_seating
from ...services import exams as service
from ...services.unit import unit_of_work
from ..guard import actor, needs, shown_again
from ..papers import exam_pdf
from ..rendering import page
from . import blueprint
from .schedule_words import said

STATES = {
    "draft": ("todo", N_("还没抽签")), "seated": ("todo", N_("等你公布")), "published": ("ok", N_("已公布")),
    "cancelled": ("off", N_("已取消")),
}  # fmt: skip
RULES = (
    N_("凭本准考证和有效居民身份证原件入场，缺一不可。"),
    N_("开考 30 分钟后不得入场，开考 60 分钟后方可交卷离场。"),
    N_("只带黑色签字笔、2B 铅笔和橡皮；手机关机后放在指定处。"),
)


@blueprint.get("/exams")
@needs(Permission.SCHEDULES_EDIT)
def exams() -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found, stages = service.listing(unit), service.stages(unit)
    return page("exams/index.html", title=gettext(N_("笔试")), found=found, stages=stages, states=STATES)


@blueprint.get("/exams/new")
@needs(Permission.SCHEDULES_EDIT)
def exam_new() -> Response:
    return _new()


@blueprint.post("/exams")
@needs(Permission.SCHEDULES_EDIT)
def exam_create() -> Response | WerkzeugResponse:
    try:
        values = exam_from(request.form)
        with unit_of_work(actor()) as unit:
            exam_id = service.create(unit, values).id
    except Invalid as problem:
        return _new(problem)
    return _to(exam_id)


def _new(problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        stages, pools, rooms = service.stages(unit), service.pools(unit), service.last_rooms(unit)
        campuses = service.campuses(unit)
    if problem:
        values: dict[str, Any] = {**request.form.to_dict(), **{k: request.form.getlist(k) for k in ("stage", "pool")}}
    else:
        chosen = request.args.getlist("stage_id") or [str(s.stage.id) for s in stages if s.likely]
        values = {
            "stage": chosen, "rooms": rooms_text(rooms), "each": "2", "start": "09:00", "end": "11:00", "pool": [],
            "rules": "\n".join(gettext(rule) for rule in RULES),
        }  # fmt: skip
    errors = {field: gettext(message) for field, message in first_messages(problem).items()}
    if problem and problem.fields.get("rooms") == [problem.message]:
        errors["rooms"] = said(problem)
    return page(
        "exams/new.html", title=gettext(N_("新笔试")), stages=stages, pools=pools, campuses=campuses, values=values, errors=errors,
        sentence=said(problem) if problem else "", status=422 if problem else 200,
    )  # fmt: skip


@blueprint.get("/exams/<int:exam_id>")
@needs(Permission.SCHEDULES_EDIT)
def exam(exam_id: int) -> Response:
    return _show(exam_id)


def _show(exam_id: int, problem: RecruitmentError | None = None) -> Response:
    query = request.args.get("q", "").strip()
    with unit_of_work(actor(), write=False) as unit:
        sheet = service.sheet(unit, exam_id, query=query, page=request.args.get("page", 1, type=int))
        pools, campuses = service.pools(unit), service.campuses(unit)
        unit.audit("exam.read", "exam", exam_id)
    troubles = [gettext(message, **params) for message, params in (sheet.exam.outcome or {}).get("troubles", ())]
    last = min(sheet.page * service.PAGE, sheet.found)
    return page(
        "exams/show.html", title=sheet.exam.name, sheet=sheet, exam=sheet.exam, query=query, troubles=troubles, states=STATES,
        first=(sheet.page - 1) * service.PAGE + 1, last=last, sentence=said(problem) if problem else "",
        typed=request.form if problem else {}, pools=pools, campuses=campuses, fit=_fit(sheet.exam, problem),
        status=problem.status if problem else 200,
    )  # fmt: skip


def _fit(exam: Any, problem: RecruitmentError | None) -> dict[str, Any]:
    """The form for rooms: as stored, or as typed when that was refused."""
    if problem and "rooms" in request.form:
        return {**request.form.to_dict(), "pool": request.form.getlist("pool"), "open": True}
    each = exam.rooms[0]["invigilators"] if exam.rooms else 2
    return {"rooms": rooms_text(exam.rooms), "each": each, "pool": exam.pools, "open": bool((exam.outcome or {}).get("troubles"))}


@blueprint.post("/exams/<int:exam_id>/wishes")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def exam_wishes(exam_id: int) -> Response | WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.wish(unit, exam_id, wishes_from(request.form), version=version_of(request.form))
    return redirect(
        url_for("hr_recruit_hr.exam", exam_id=exam_id, page=request.form.get("page") or None, q=request.form.get("q") or None),
        303,
    )


@blueprint.post("/exams/<int:exam_id>/rooms")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def exam_rooms(exam_id: int) -> Response | WerkzeugResponse:
    """Other rooms or invigilators; a draw that was made for the old ones is void."""
    rooms, pools = refit_from(request.form)
    with unit_of_work(actor()) as unit:
        service.refit(unit, exam_id, rooms, pools, version=version_of(request.form))
    return _to(exam_id)


@blueprint.post("/exams/<int:exam_id>/draw")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def exam_draw(exam_id: int) -> Response | WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        exam_seating.draw(unit, exam_id, version=version_of(request.form))
    return _to(exam_id)


@blueprint.post("/exams/<int:exam_id>/publish")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def exam_publish(exam_id: int) -> Response | WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.publish(unit, exam_id, version=version_of(request.form))
    return _to(exam_id)


@blueprint.post("/exams/<int:exam_id>/cancel")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def exam_cancel(exam_id: int) -> Response | WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.cancel(unit, exam_id, version=version_of(request.form))
    return _to(exam_id)


@blueprint.get("/exams/<int:exam_id>/print/<what>")
@needs(Permission.SCHEDULES_EDIT)
def exam_print(exam_id: int, what: str) -> Response:
    """Door lists, seat plans or tickets as PDF, of one ``room`` or of all."""
    with unit_of_work(actor(), write=False) as unit:
        found = exam_papers.papers(unit, exam_id, what, request.args.get("room", ""))
    return exam_pdf(found, what, f"exam-{exam_id}-{what}.pdf")


def _to(exam_id: int) -> WerkzeugResponse:
    return redirect(url_for("hr_recruit_hr.exam", exam_id=exam_id), 303)
