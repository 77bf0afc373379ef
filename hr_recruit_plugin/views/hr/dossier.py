"""One dossier: the resume beside its fields, the score with its reasons, feedback, files, history."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from flask import Response, current_app, redirect, request, send_file

from ...engines.resume import NoPageImage, ParsedResume, ResumeRefused
from ...errors import Invalid, NotFound, RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours, when
from ...schemas.application import correction
from ...schemas.forms import version_of
from ...security.permissions import Permission
from ...services import assistant, correction_requests, erasure
from ...services import dossier as service
from ...services.unit import unit_of_work
from .. import read_fields
from ..guard import actor, needs
from ..rendering import fragment, page
from . import blueprint, people, resume
from .editor import GRADE_WORDS

OVERALL = {"hire": N_("建议录用"), "lean_hire": N_("倾向录用"), "lean_no": N_("倾向不录用"), "no": N_("不建议录用")}
KINDS = {"resume": N_("简历"), "offer": N_("Offer"), "signed_offer": N_("已签 Offer")}
DELIVERY = {
    "waiting": ("wait", N_("等待发送")), "claimed": ("wait", N_("等待发送")), "sending": ("doing", N_("正在发送")),
    "unknown": ("warn", N_("未知，正在核对")), "done": ("ok", N_("已送达")), "partly": ("warn", N_("部分送达")),
    "parked": ("block", N_("受阻")),
}  # fmt: skip
PORTS = {"messaging": N_("通知"), "payroll": N_("薪酬系统"), "his": "HIS", "oa": "OA"}
OFFER = {
    "sent": ("wait", N_("等候选人签署")), "signed": ("ok", N_("已签署")), "declined": ("bad", N_("已谢绝")),
    "withdrawn": ("off", N_("已撤回")), "expired": ("late", N_("已过期")),
}  # fmt: skip
PAGE_WIDTH = 1000
NO_PAGE = N_("这种文件没有页面图，请看文字。")


@blueprint.get("/applications/<int:application_id>")
@needs(Permission.WORK)
def dossier(application_id: int) -> Response:
    return show(application_id)


def show(application_id: int, problem: RecruitmentError | None = None) -> Response:
    """The whole screen; with ``problem`` above what could not be done."""
    context = _context(application_id, edit=request.args.get("edit", ""), asked=request.args.get("asked", 0, int))
    title = context["application"].candidate.name
    return page("hr/dossier.html", title=title, status=problem.status if problem else 200, problem=problem, **context)


def _context(application_id: int, *, edit: str = "", asked: int = 0) -> dict[str, Any]:
    with unit_of_work(actor(), write=False) as unit:
        found = service.dossier(unit, application_id)
        assisted = actor().can(Permission.APPLICATIONS_EDIT) and assistant.connected(unit) is not None
    marks = resume.Marks()
    rows = resume.fields(found, marks)
    for item in found.report.items if found.report else ():
        marks.add(people.said(item.label), item.evidence)
    at = min(max(request.args.get("page", 1, int), 1), max(len(found.parsed.pages), 1))
    as_text = request.args.get("view") == "text" or not marks.drawn
    application = found.application
    return {
        "found": found, "application": application, "candidate": application.candidate, "job": application.job,
        "facts": people.facts(application.headline), "parts": people.parts(application.parts), "rows": rows,
        "marks": marks, "at": at, "as_text": as_text,
        "boxes": _boxes(found, marks, at), "pieces": marks.pieces(found.parsed.text) if as_text else [],
        "score_parts": _score(found, marks, at, as_text), "missing": _missing(found),
        "timeline": _timeline(found), "scorecards": [_scorecard(card) for card in found.scorecards],
        "deliveries": [_delivery(row) for row in found.deliveries], "offer_words": OFFER, "file_words": KINDS,
        "other_words": {"active": N_("进行中"), "rejected": N_("已婉拒"), "withdrawn": N_("本人撤回"), "hired": N_("已录用")},
        "has": has_view, "assisted": assisted, "doubtful": sum(bool(row["note"]) for row in rows),
        "labels": read_fields.LABELS, **_editing(found, edit, asked),
    }  # fmt: skip


def _boxes(found: service.Dossier, marks: resume.Marks, at: int) -> list[dict[str, Any]]:
    if not found.parsed.pages:
        return []
    sheet = found.parsed.pages[at - 1]
    return marks.boxes(at - 1, sheet.width, sheet.height)


def _score(found: service.Dossier, marks: resume.Marks, at: int, as_text: bool) -> list[dict[str, Any]]:
    """The score's parts, each reason linked to its words, on whichever page they are."""
    if found.report is None:
        return []
    parts = people.score_parts(found.report, marks.number_of)
    for reason in (r for part in parts for r in part["reasons"] if r["href"]):
        target = marks.page_of[int(reason["href"].rpartition("-")[2])] + 1
        if not as_text and target != at:
            reason["href"] = ours("hr.dossier", application_id=found.application.id, page=target) + reason["href"]
    return parts


def _missing(found: service.Dossier) -> list[str]:
    return [people.said(sentence) for sentence in found.report.missing] if found.report else []


def _timeline(found: service.Dossier) -> list[dict[str, Any]]:
    """What happened, newest first, and above it what is waited for."""
    application = found.application
    names = {s.id: s.name for s in application.job.stages}
    told = {
        "applied": ("user", N_("投递 %(job)s")), "moved": ("arrow-right", N_("进入 %(stage)s")),
        "rejected": ("ban", N_("婉拒")), "withdrawn": ("user-x", N_("本人撤回")),
        "restored": ("arrow-back-up", N_("恢复申请")), "hired": ("user-check", N_("已录用")),
    }  # fmt: skip
    events: list[tuple[Any, dict[str, Any]]] = []
    for move in found.moves:
        glyph, text = told[move.outcome]
        title = gettext(text, job=application.job.title, stage=names.get(move.to_stage_id or 0, "?"))
        source = gettext(N_("来源：%(source)s"), source=application.source) if move.outcome == "applied" else ""
        note = " · ".join(t for t in (when(move.at), move.actor_name, source, move.reason) if t)
        events.append((move.at, {"glyph": glyph, "title": title, "note": note}))
    for interview in found.interviews:
        if interview.state != "cancelled":
            panel = "、".join(s.name for s in interview.seats)
            note = " · ".join(t for t in (when(interview.start), interview.place, panel) if t)
            title = gettext(N_("%(stage)s面试"), stage=interview.stage.name.removesuffix("面"))
            events.append((interview.start, {"glyph": "calendar-event", "title": title, "note": note}))
    events.sort(key=lambda pair: pair[0], reverse=True)
    return [*_now(found), *(event for _, event in events)]


def _now(found: service.Dossier) -> list[dict[str, Any]]:
    card, application = found.card, found.application
    if application.status != "active":
        return []
    stay = gettext(N_("已停留 %(n)s 天，约定 %(m)s 天"), n=card.days, m=application.stage.agreed_days)
    state = {"blocked": "bad", "overdue": "late", "done": "ok", "doing": "doing"}.get(card.mark[0] if card.mark else "", "wait")
    return [
        {"glyph": "circle-dashed", "title": people.next_step(card), "now": True, "state": state, "state_word": stay}
    ]  # fmt: skip


def _scorecard(card: Any) -> dict[str, Any]:
    names = {c["key"]: c["name"] for c in card.interview.stage.kit.get("criteria", ())}
    grades = [f"{names.get(key, key)} {gettext(GRADE_WORDS.get(grade, grade))}" for key, grade in card.ratings.items()]
    return {
        "round": card.interview.stage.name, "who": card.user_name, "overall": gettext(OVERALL.get(card.overall, "–")),
        "grades": grades, "note": card.note or "", "at": card.submitted_at,
    }  # fmt: skip


def _delivery(row: Any) -> dict[str, Any]:
    kind, word = DELIVERY[row.state]
    return {
        "id": row.id, "port": gettext(PORTS.get(row.port, row.port)), "state": kind, "word": gettext(word),
        "answer": service.answer_of(row), "at": row.done_at or row.created_at,
        "parked": row.state in ("parked", "partly", "unknown"),
    }  # fmt: skip


def has_view(endpoint: str) -> bool:
    """Whether a screen of another room is installed; modules can be switched off."""
    return f"hr_recruit_{endpoint}" in current_app.view_functions


# --- files -------------------------------------------------------------------------------------------------------


@blueprint.get("/applications/<int:application_id>/pages/<int:number>.png")
@needs(Permission.WORK)
def page_image(application_id: int, number: int) -> Response:
    try:
        image = service.page_image(actor(), application_id, number - 1, PAGE_WIDTH)
    except (NoPageImage, ResumeRefused) as problem:
        raise NotFound(NO_PAGE) from problem
    answer = Response(image, mimetype="image/png")
    answer.headers["Cache-Control"] = "no-store"
    return _sealed(answer)


@blueprint.get("/applications/<int:application_id>/files/<int:document_id>")
@needs(Permission.WORK)
def document(application_id: int, document_id: int) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = service.download(unit, application_id, document_id)
    return attached(found)


def attached(found: Any) -> Response:
    """A stranger's file (a Document with its content): only ever to be saved, never opened as what it claims to be."""
    answer = send_file(
        io.BytesIO(found.content), mimetype="application/octet-stream", as_attachment=True, download_name=found.filename
    )
    answer.headers["Cache-Control"] = "no-store"
    return _sealed(answer)


def _sealed(answer: Response) -> Response:
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer


# --- corrections -------------------------------------------------------------------------------------------------


@blueprint.get("/applications/<int:application_id>/fields/")
@blueprint.get("/applications/<int:application_id>/fields/<field>")
@needs(Permission.APPLICATIONS_EDIT)
def field_edit(application_id: int, field: str = "") -> Response:
    """The fields with one of them open for correction."""
    return fragment("hr/dossier_fields.html", **_context(application_id, edit=field))


@blueprint.post("/applications/<int:application_id>/fields/<field>")
@needs(Permission.APPLICATIONS_EDIT)
def field_save(application_id: int, field: str) -> Response:
    pairs = list(request.form.items(multi=True))
    asked, version = request.form.get("asked", 0, int), version_of(request.form)
    try:
        value = correction(field, pairs)
        with unit_of_work(actor()) as unit:
            if asked:
                correction_requests.grant(unit, application_id, asked, value, version=version)
            else:
                service.correct(unit, application_id, field, value, version=version)
    except RecruitmentError as problem:
        if field not in read_fields.LABELS:
            raise
        return _still_open(application_id, field, pairs, problem, asked)
    if not request.headers.get("HX-Request"):
        return redirect(ours("hr.dossier", application_id=application_id) + "#hr-fields", 303)  # type: ignore[return-value]
    return fragment("hr/dossier_corrected.html", **_context(application_id))


def _still_open(
    application_id: int, field: str, pairs: Iterable[tuple[str, str]], problem: RecruitmentError, asked: int = 0
) -> Response:
    """The form again, with what was typed and what is wrong with it."""
    context = _context(application_id, edit=field, asked=asked) | {"typed": dict(pairs), "wrong": problem}
    if request.headers.get("HX-Request"):
        return fragment("hr/dossier_fields.html", **context)
    title = context["application"].candidate.name
    return page("hr/dossier.html", title=title, status=problem.status, problem=None, **context)


@blueprint.post("/applications/<int:application_id>/corrections/<int:request_id>/decline")
@needs(Permission.APPLICATIONS_EDIT)
def correction_decline(application_id: int, request_id: int) -> Response:
    """The field stays as it is; the candidate reads why."""
    sentence = request.form.get("answer", "")
    try:
        with unit_of_work(actor()) as unit:
            correction_requests.decline(unit, application_id, request_id, sentence)
    except Invalid as problem:
        context = _context(application_id, asked=request_id)
        if context["asked"]:
            context["asked"] |= {"answer": sentence, "wrong": gettext(problem.message, **problem.params)}
        title = context["application"].candidate.name
        shown = None if context["asked"] else problem
        return page("hr/dossier.html", title=title, status=problem.status, problem=shown, **context)
    return redirect(ours("hr.dossier", application_id=application_id) + "#hr-fields", 303)  # type: ignore[return-value]


@blueprint.post("/applications/<int:application_id>/erase")
@needs(Permission.APPLICATIONS_EDIT)
def person_erase(application_id: int) -> Response:
    """Take this person out, at their wish."""
    try:
        with unit_of_work(actor()) as unit:
            erasure.erase(unit, application_id)
    except Invalid as problem:
        return show(application_id, problem)
    return redirect(ours("hr.candidates"), 303)  # type: ignore[return-value]


def _editing(found: service.Dossier, edit: str, asked: int) -> dict[str, Any]:
    waiting = [r for r in found.corrections_asked if r.state == "open"]
    one = next((r for r in waiting if r.id == asked), None)
    edit = one.field if one else edit
    may = actor().can(Permission.APPLICATIONS_EDIT) and found.document is not None
    if not may or edit not in read_fields.LABELS:
        return {"editing": "", "may_edit": may, "typed": {}, "wrong": None, "asked": None, "waiting": waiting}
    # What the candidate wrote stands in the form as if HR had typed it.
    parsed = ParsedResume.from_dict({edit: one.value}) if one else found.parsed
    return {
        "editing": edit, "may_edit": may, "typed": {}, "wrong": None, "waiting": waiting,
        "form": read_fields.form(edit, parsed), "asked": _asked(one, found) if one else None,
    }  # fmt: skip


def _asked(one: Any, found: service.Dossier) -> dict[str, Any]:
    read = [line for line, _, _ in read_fields.lines(one.field, found.parsed)]
    said = read_fields.words(one.field, one.value["value"])
    return {"id": one.id, "note": one.note or "", "read": read, "said": said, "answer": "", "wrong": ""}


@blueprint.post("/applications/<int:application_id>/confirm")
@needs(Permission.APPLICATIONS_EDIT)
def fields_confirm(application_id: int) -> Response:
    with unit_of_work(actor()) as unit:
        service.confirm_all(unit, application_id)
    if request.headers.get("HX-Request"):
        return fragment("hr/dossier_fields.html", **_context(application_id))
    return redirect(ours("hr.dossier", application_id=application_id) + "#hr-fields", 303)  # type: ignore[return-value]
