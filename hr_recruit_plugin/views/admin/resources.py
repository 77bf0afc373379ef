"""Interviewers, rooms, and when they can't be had."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...schemas.forms import load_form
from ...schemas.resources import RoomSchema, interviewer_from
from ...schemas.schedule import first_messages
from ...schemas.scorecard import busy_from
from ...security.permissions import Permission
from ...services import resources as service
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint

STAFF_SHOWN = 30


@blueprint.get("/settings/resources")
@needs(Permission.SCHEDULES_EDIT)
def resources() -> Response:
    return _book()


def _book(problem: Invalid | None = None, part: str = "") -> Response:
    """The whole book; ``part`` says which form ``problem`` belongs to."""
    query = request.args.get("q", "").strip()
    with unit_of_work(actor(), write=False) as unit:
        book = service.book(unit)
        staff = service.staff(unit, query)[:STAFF_SHOWN] if query else []
    known = {i.user_id for i in book.interviewers}
    return page(
        "admin/resources.html", title=gettext(N_("面试官与会议室")), book=book, query=query,
        staff=[(u, u.id in known) for u in staff], **_trouble(problem), part=part,
        values=request.form if problem else {}, status=problem.status if problem else 200,
    )  # fmt: skip


def _trouble(problem: Invalid | None) -> dict[str, Any]:
    errors = {field: gettext(message) for field, message in first_messages(problem).items()}
    return {"errors": errors, "sentence": gettext(problem.message, **problem.params) if problem else ""}


def _back(anchor: str = "") -> WerkzeugResponse:
    return redirect(url_for("hr_recruit_admin.resources") + anchor, 303)


# --- interviewers ------------------------------------------------------------------------------------------------


@blueprint.get("/settings/resources/interviewers/<user_id>")
@needs(Permission.SCHEDULES_EDIT)
def resource_interviewer(user_id: str) -> Response:
    return _interviewer(user_id)


def _interviewer(user_id: str, problem: Invalid | None = None) -> Response:
    name = request.form.get("candidate", "").strip()
    with unit_of_work(actor(), write=False) as unit:
        book = service.book(unit)
        person = service.member(unit, user_id)
        found = service.find_candidates(unit, name)
    row = next((i for i in book.interviewers if i.user_id == user_id), None)
    typed = request.method == "POST"
    values = {**request.form.to_dict(), **_lists()} if typed else interviewer_values(row)
    return page(
        "admin/resource_interviewer.html", title=person.name, person=person, row=row, book=book, values=values,
        candidate=name, found=found, **_trouble(problem), status=problem.status if problem else 200,
    )  # fmt: skip


def _lists() -> dict[str, list[str]]:
    return {key: request.form.getlist(key) for key in ("pool", "campus", "avoid")}


def interviewer_values(row: Any) -> dict[str, Any]:
    """The form of a stored interviewer, or of one who is new."""
    if row is None:
        return {"pool": [], "campus": [], "avoid": [], "active": True}
    return {
        "pool": row.pools, "campus": row.campuses, "avoid": [str(c) for c in row.avoid], "active": row.active,
        "max_per_day": row.max_per_day, "max_per_week": row.max_per_week,
    }  # fmt: skip


@blueprint.post("/settings/resources/interviewers/<user_id>")
@needs(Permission.SCHEDULES_EDIT)
def resource_interviewer_save(user_id: str) -> Response | WerkzeugResponse:
    if request.form.get("action") == "find":  # a name to avoid is looked up, nothing is saved yet
        return _interviewer(user_id)
    try:
        values = interviewer_from(request.form)
        with unit_of_work(actor()) as unit:
            service.save_interviewer(unit, user_id, values)
    except Invalid as problem:
        return _interviewer(user_id, problem)
    return _back("#hr-people")


# --- rooms -------------------------------------------------------------------------------------------------------


@blueprint.post("/settings/resources/rooms")
@needs(Permission.SCHEDULES_EDIT)
def resource_room_add() -> Response | WerkzeugResponse:
    return _save_room(None)


@blueprint.post("/settings/resources/rooms/<int:room_id>")
@needs(Permission.SCHEDULES_EDIT)
def resource_room_save(room_id: int) -> Response | WerkzeugResponse:
    return _save_room(room_id)


def _save_room(room_id: int | None) -> Response | WerkzeugResponse:
    try:
        values = load_form(RoomSchema(), request.form)
        with unit_of_work(actor()) as unit:
            service.save_room(unit, room_id, values["name"], values["campus"], values["active"] or room_id is None)
    except Invalid as problem:
        return _book(problem, f"room-{room_id or 'new'}")
    return _back("#hr-rooms")


# --- busy times --------------------------------------------------------------------------------------------------


@blueprint.post("/settings/resources/busy")
@needs(Permission.SCHEDULES_EDIT)
def resource_busy() -> Response | WerkzeugResponse:
    try:
        with unit_of_work(actor()) as unit:
            start, end, note = busy_from(request.form, unit.state.settings.zone)
            service.mark_known(unit, request.form.get("resource", ""), start, end, note)
    except Invalid as problem:
        return _book(problem, "busy")
    return _back("#hr-busy")


@blueprint.post("/settings/resources/busy/<int:busy_id>/clear")
@needs(Permission.SCHEDULES_EDIT)
def resource_busy_clear(busy_id: int) -> WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.clear_busy(unit, busy_id)
    return _back("#hr-busy")
