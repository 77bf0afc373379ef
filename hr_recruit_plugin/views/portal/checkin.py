"""Checking in on one's own phone, and the screen in the waiting room."""

from __future__ import annotations

import segno
from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...links import link
from ...schemas.forms import load_form
from ...schemas.interview_day import SelfCheckInSchema
from ...services.interview_day import checkin
from ...services.interview_day import waiting as service
from ...services.interview_day.book import STATES
from ...services.unit import CANDIDATE, unit_of_work
from ..rendering import fragment, portal_page
from . import blueprint


@blueprint.get("/status/<token>/day")
def day(token: str) -> Response:
    """The candidate's own interview day: the QR code for the clerk, or the desk's code to type."""
    return _own(token)


@blueprint.post("/status/<token>/day")
def day_check_in(token: str) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(CANDIDATE) as unit:
            application = checkin.application_of(unit, token)
            _, problem = checkin.check_in_own(unit, application, request.form.get("code", ""))
    except Invalid as refusal:
        problem = refusal
    if problem:
        return _own(token, problem)
    return redirect(url_for("hr_recruit_portal.day", token=token), 303)


def _own(token: str, problem: Invalid | None = None) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        one = checkin.own_interview(unit, checkin.application_of(unit, token))
        code = checkin.ticket(unit, one.interview) if one else ""
    address = link("hr.day_scan", code=code) if one else ""
    sentence = gettext(problem.message, **problem.params) if problem else ""
    return portal_page(
        "day/own.html", title=gettext(N_("到场签到")), one=one, token=token, states=STATES, sentence=sentence,
        qr=segno.make(address).svg_data_uri(scale=6, border=2) if one else "", status=422 if problem else 200,
    )  # fmt: skip


@blueprint.get("/check-in/<campus>")
def check_in(campus: str) -> Response:
    """Where the QR code on the desk leads; ``code`` is what the desk showed."""
    return _here(campus)


@blueprint.post("/check-in/<campus>")
def check_in_here(campus: str) -> Response:
    try:
        values = load_form(SelfCheckInSchema(), request.form)
        with unit_of_work(CANDIDATE) as unit:
            one, problem = checkin.check_in_here(unit, campus, values["code"], values["name"], values["phone"])
    except Invalid as refusal:
        return _here(campus, refusal)
    if problem:
        return _here(campus, problem)
    return portal_page("day/here.html", title=gettext(N_("已签到")), one=one)


def _here(campus: str, problem: Invalid | None = None) -> Response:
    errors = {k: gettext(v[0]) for k, v in problem.fields.items()} if problem else {}
    sentence = gettext(problem.message, **problem.params) if problem else ""
    return portal_page(
        "day/check_in.html", title=gettext(N_("到场签到")), campus=campus, values=request.values, errors=errors,
        sentence=sentence, status=422 if problem else 200,
    )  # fmt: skip


@blueprint.get("/waiting/<campus>/<key>")
def waiting(campus: str, key: str) -> Response:
    """The waiting-room screen; with ``part`` only what is polled."""
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = service.screen(unit, campus, key)
    if request.args.get("part"):
        return fragment("day/waiting_rooms.html", screen=found)
    return portal_page(
        "day/waiting.html", title=gettext(N_("候考屏")), screen=found, dark=request.args.get("dark") == "1",
        here_url=url_for("hr_recruit_portal.waiting", campus=campus, key=key),
    )  # fmt: skip
