"""Self-booking: open it for a stage, see who has chosen, remind, prolong, close."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...schemas.booking import deadline_from, form_values, rules_from
from ...schemas.forms import version_of
from ...schemas.schedule import chosen_ids, first_messages, typed_values
from ...security.permissions import Permission
from ...services import booking, schedule_desk, wishes
from ...services.unit import unit_of_work
from ...state import recruitment
from ..guard import actor, needs, shown_again
from ..rendering import page
from . import blueprint
from .schedule_words import said


@blueprint.get("/bookings")
@needs(Permission.SCHEDULES_EDIT)
def bookings() -> Response:
    """All of them, and who can't come; with ``stage_id`` (and ``ids``) the form to open one."""
    if stage_id := request.args.get("stage_id", type=int):
        return _new(stage_id)
    with unit_of_work(actor(), write=False) as unit:
        found, asking = booking.bookings(unit), wishes.open_requests(unit)
        now = unit.now
    return page("schedules/bookings.html", title=gettext(N_("自选与改期")), found=found, asking=asking, now=now)


@blueprint.post("/bookings")
@needs(Permission.SCHEDULES_EDIT)
def booking_open() -> Response | WerkzeugResponse:
    stage_id = request.form.get("stage_id", 0, type=int)
    try:
        rules = rules_from(request.form, recruitment().settings.zone)
        with unit_of_work(actor()) as unit:
            booking_id = booking.open_booking(unit, stage_id, rules).id
    except Invalid as problem:
        return _new(stage_id, problem)
    return _to(booking_id)


def _new(stage_id: int, problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        draft = schedule_desk.draft(unit, stage_id, chosen_ids(request.values))
        now = unit.now
    zone = recruitment().settings.zone
    values = typed_values(request.form) if problem else form_values(draft.options, now, zone)
    if not problem:
        values["room"] = [str(r.id) for r in draft.rooms]
    errors = {field: gettext(message) for field, message in first_messages(problem).items()}
    return page(
        "schedules/booking_new.html", title=gettext(N_("让候选人自选时间")), draft=draft, values=values, errors=errors,
        sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.get("/bookings/<int:booking_id>")
@needs(Permission.SCHEDULES_EDIT)
def booking_show(booking_id: int) -> Response:
    return _show(booking_id)


def _show(booking_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = booking.overview(unit, booking_id)
    return page(
        "schedules/booking.html", title=found.booking.stage.name, found=found, booking=found.booking,
        sentence=_sentence(problem) if problem else "",
        told=request.args.get("told", type=int), status=problem.status if problem else 200,
    )  # fmt: skip


def _sentence(problem: RecruitmentError) -> str:
    """The form has one field: what is wrong with it says more than that something is."""
    fields = first_messages(problem) if isinstance(problem, Invalid) else {}
    return gettext(fields["deadline"]) if "deadline" in fields else said(problem)


@blueprint.post("/bookings/<int:booking_id>/remind")
@needs(Permission.SCHEDULES_EDIT)
def booking_remind(booking_id: int) -> Response | WerkzeugResponse:
    return _do(booking_id, booking.remind)


@blueprint.post("/bookings/<int:booking_id>/invite")
@needs(Permission.SCHEDULES_EDIT)
def booking_invite(booking_id: int) -> Response | WerkzeugResponse:
    return _do(booking_id, booking.invite_new)


@blueprint.post("/bookings/<int:booking_id>/close")
@needs(Permission.SCHEDULES_EDIT)
def booking_close(booking_id: int) -> Response | WerkzeugResponse:
    return _do(booking_id, booking.close)


@blueprint.post("/bookings/<int:booking_id>/deadline")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def booking_prolong(booking_id: int) -> Response | WerkzeugResponse:
    deadline = deadline_from(request.form, recruitment().settings.zone)
    with unit_of_work(actor()) as unit:
        booking.prolong(unit, booking_id, deadline, version=version_of(request.form))
    return _to(booking_id)


def _do(booking_id: int, deed: Any) -> Response | WerkzeugResponse:
    """One of the buttons; a number that comes back is how many were told."""
    try:
        with unit_of_work(actor()) as unit:
            done = deed(unit, booking_id)
    except Invalid as problem:
        return _show(booking_id, problem)
    return _to(booking_id, **({"told": done} if isinstance(done, int) else {}))


def _to(booking_id: int, **more: Any) -> WerkzeugResponse:
    return redirect(url_for("hr_recruit_hr.booking_show", booking_id=booking_id, **more), 303)
