"""The interview day: the list for the door, one person, the desk's code, call numbers and the rules of a job."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import segno
from flask import Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, NotFound, RecruitmentError
from ...i18n import N_, gettext
from ...links import link
from ...schemas.forms import load_form, version_of
from ...schemas.interview_day import RulesSchema, day_of, pressed_at
from ...security.permissions import Permission
from ...services import access, letters, pipeline
from ...services.interview_day import book, checkin, numbers, queue, rules, turns, waiting
from ...services.interview_day.book import STATES, Day, Wanted
from ...services.unit import Unit, unit_of_work
from ...state import recruitment
from ..guard import actor, needs
from ..papers import pdf_answer
from ..rendering import page
from ..spreadsheet import csv_answer
from . import blueprint
from .schedule_words import said

CAMPUS = "hr_recruit_campus"
"""Where this desk stands; kept in the session, so that it is said once a day."""


def _wanted(unit: Unit, values: Mapping[str, Any]) -> Wanted:
    if (campus := values.get("campus")) is not None:
        session[CAMPUS] = str(campus)[:60]

    def whole(key: str) -> int | None:
        text = str(values.get(key) or "")
        return int(text) if text.isdecimal() and len(text) < 10 else None

    return Wanted(
        day_of(values, book.today(unit)), session.get(CAMPUS, ""), whole("job"), whole("room"), str(values.get("q") or "")[:60]
    )


@blueprint.get("/day")
@needs(Permission.INTERVIEWS_RECEIVE)
def day() -> Response:
    """Everybody of a day by room and time, with what to press."""
    return _list()


def _list(problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = book.day(unit, _wanted(unit, request.args))
        today = book.today(unit)
        keys = {campus: waiting.key(unit, campus) for campus in found.campuses}
        if not request.headers.get("HX-Request"):  # the page asks for itself every few seconds
            unit.audit("day.opened", "day", found.wanted.day.isoformat(), people=len(found.lines))
    wanted = found.wanted
    kept = {"day": wanted.day.isoformat(), "job": wanted.job_id, "room": wanted.room_id, "q": wanted.query or None}
    return page(
        "day/list.html", title=gettext(N_("面试日")), found=found, wanted=wanted, kept=kept, states=STATES, today=today,
        before=(wanted.day - timedelta(days=1)).isoformat(), after=(wanted.day + timedelta(days=1)).isoformat(),
        screens={c: url_for("hr_recruit_portal.waiting", campus=c, key=k) for c, k in keys.items()} if _portal() else {},
        sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


def _portal() -> bool:
    settings = recruitment().settings
    return bool(settings.portal and settings.modules.get("portal", True))


@blueprint.post("/day/<int:interview_id>")
@needs(Permission.INTERVIEWS_RECEIVE)
def day_press(interview_id: int) -> Response | WerkzeugResponse:
    """One press at the door; back to the list or to the person, wherever the button was."""
    act = request.form.get("act", "")
    try:
        with unit_of_work(actor()) as unit:
            if act == "undo":
                turns.undo(unit, interview_id)
            elif act == "put_back":
                queue.put_back(unit, interview_id, request.form.get("after", type=int))
            else:
                turns.press(unit, interview_id, act, pressed=pressed_at(request.form))
    except RecruitmentError as problem:
        if problem.status == 404 or request.headers.get("HX-Request"):
            raise
        return _person(interview_id, problem) if request.form.get("back") == "person" else _list(problem)
    if request.headers.get("HX-Request"):
        return Response("", 204)
    if request.form.get("back") == "person":
        return redirect(url_for("hr_recruit_hr.day_person", interview_id=interview_id), 303)
    return redirect(url_for("hr_recruit_hr.day", **_kept(), _anchor=f"hr-turn-{interview_id}"), 303)


def _kept() -> dict[str, Any]:
    return {key: request.args[key] for key in ("day", "job", "room", "q") if request.args.get(key)}


@blueprint.get("/day/<int:interview_id>")
@needs(Permission.INTERVIEWS_RECEIVE)
def day_person(interview_id: int) -> Response:
    """One person with everything that can be done for them today."""
    return _person(interview_id)


def _person(interview_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        one = book.line(unit, interview_id)
        refused = turns.refused(one, unit, session.get(CAMPUS, "")) if one.state in ("expected", "late", "absent") else None
        ways = queue.ways(unit, one) if one.waits and one.day == book.today(unit) else []
        unit.audit("day.person", "interview", interview_id)
    return page(
        "day/person.html", title=one.name, one=one, states=STATES, ways=ways, undo=turns.may_undo(one),
        refused=gettext(refused[0], **refused[1]) if refused else "",
        sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.get("/day/scan/<code>")
@needs(Permission.INTERVIEWS_RECEIVE)
def day_scan(code: str) -> WerkzeugResponse:
    """What a candidate's QR code leads a clerk's phone to."""
    with unit_of_work(actor(), write=False) as unit:
        one = checkin.by_ticket(unit, code)
    return redirect(url_for("hr_recruit_hr.day_person", interview_id=one.interview.id))


@blueprint.post("/day/<int:interview_id>/end-application")
@needs(Permission.APPLICATIONS_EDIT)
def day_end_application(interview_id: int) -> Response | WerkzeugResponse:
    """Who did not come is out, with a reason for the file."""
    try:
        with unit_of_work(actor()) as unit:
            one = book.line(unit, interview_id)
            pipeline.reject(
                unit, one.interview.application_id, version=version_of(request.form), reason=request.form.get("reason", "")
            )
    except RecruitmentError as problem:
        return _person(interview_id, problem)
    return redirect(url_for("hr_recruit_hr.day_person", interview_id=interview_id), 303)


# --- the desk ----------------------------------------------------------------------------------------------------


@blueprint.get("/day/desk")
@needs(Permission.INTERVIEWS_RECEIVE)
def day_desk() -> Response:
    """The desk's tablet: a QR code and six digits that change every minute."""
    with unit_of_work(actor(), write=False) as unit:
        found = book.day(unit, _wanted(unit, request.args))
        campus = found.wanted.campus or (found.campuses[0] if found.campuses else "")
        code, left = checkin.desk_code(unit, campus), checkin.seconds_left(unit)
    if not _portal():
        raise NotFound(N_("本院没有开候选人页面，不能自助签到。按姓名或号码在名单里签到。"))
    address = link("portal.check_in", campus=campus, code=code)
    return page(
        "day/desk.html", title=gettext(N_("签到台")), campus=campus, campuses=found.campuses, code=code, left=left,
        address=link("portal.check_in", campus=campus), qr=segno.make(address).svg_data_uri(scale=8, border=2),
    )  # fmt: skip


# --- call numbers ------------------------------------------------------------------------------------------------


@blueprint.post("/day/numbers")
@needs(Permission.INTERVIEWS_RECEIVE)
def day_numbers() -> Response | WerkzeugResponse:
    """Number everybody of the day and campus."""
    try:
        with unit_of_work(actor()) as unit:
            wanted = _wanted(unit, request.form)
            for campus in [wanted.campus] if wanted.campus else book.day(unit, wanted).campuses:
                numbers.assign(unit, wanted.day, campus)
    except RecruitmentError as problem:
        return _list(problem)
    return redirect(url_for("hr_recruit_hr.day", day=wanted.day.isoformat()), 303)


def _sheet() -> Day:
    with unit_of_work(actor(), write=False) as unit:
        found = book.day(unit, _wanted(unit, request.args))
        unit.audit("day.printed", "day", found.wanted.day.isoformat(), people=len(found.lines))
    if not found.lines:
        raise Invalid(N_("这一天没有面试，没有可打印的。"))
    return found


@blueprint.get("/day/sheet.pdf")
@needs(Permission.INTERVIEWS_RECEIVE)
def day_sheet() -> Response:
    """The call-number sheet: a page for each room; names left out where the job is blind."""
    found = _sheet()
    sheet = letters.draw("day/sheet.html", found=found, hospital=_hospital())
    return pdf_answer(sheet, f"call-numbers-{found.wanted.day.isoformat()}.pdf")


def _hospital() -> str:
    return recruitment().settings.hospital


@blueprint.get("/day/sheet.csv")
@needs(Permission.INTERVIEWS_RECEIVE)
def day_export() -> Response:
    """The same as a table, with how the day stands."""
    found = _sheet()
    head = [N_("号码"), N_("时间"), N_("院区"), N_("地点"), N_("姓名"), N_("职位"), N_("面试"), N_("状态"), N_("签到时间")]
    rows = [
        [
            one.number, f"{one.due.astimezone(one.zone):%H:%M}", one.campus, one.place,
            "" if one.rules.blind else one.name, one.interview.application.job.title, one.interview.stage.name,
            gettext(STATES[one.state][1]),
            f"{one.turn.arrived_at.astimezone(one.zone):%H:%M}" if one.turn and one.turn.arrived_at else "",
        ]
        for one in found.lines
    ]  # fmt: skip
    return csv_answer([[gettext(h) for h in head], *rows], f"{gettext(N_('叫号表'))} {found.wanted.day.isoformat()}")


# --- rules -------------------------------------------------------------------------------------------------------


@blueprint.get("/day/rules/<int:job_id>")
@needs(Permission.SCHEDULES_EDIT)
def day_rules(job_id: int) -> Response:
    return _rules(job_id)


@blueprint.post("/day/rules/<int:job_id>")
@needs(Permission.SCHEDULES_EDIT)
def day_rules_save(job_id: int) -> Response | WerkzeugResponse:
    """How a job holds its interview days."""
    try:
        values = load_form(RulesSchema(), request.form)
        with unit_of_work(actor()) as unit:
            rules.save_rules(unit, job_id, rules.Rules(**values))
    except Invalid as problem:
        return _rules(job_id, problem)
    return redirect(url_for("hr_recruit_hr.day_rules", job_id=job_id, saved=1), 303)


def _rules(job_id: int, problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        job = access.job(unit, job_id, Permission.SCHEDULES_EDIT)
        values: Mapping[str, Any] = asdict(rules.rules_of(unit, [job_id])[job_id])
        title = job.title
    errors = {k: gettext(v[0]) for k, v in problem.fields.items()} if problem else {}
    return page(
        "day/rules.html", title=gettext(N_("面试日规则")), job_id=job_id, job_title=title,
        values=request.form if problem else values, errors=errors, saved="saved" in request.args,
        sentence=said(problem) if problem else "", status=422 if problem else 200,
    )  # fmt: skip
