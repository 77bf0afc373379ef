"""Changing a plan by hand: places for one interview, moving it, locking it, taking it back."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...presentation import clock
from ...presentation import day as day_words
from ...schemas.forms import version_of
from ...security.permissions import Permission
from ...services import rescheduling, schedule_sheet
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint
from .schedule_calendar import frame_of, lanes_of, page_of
from .schedule_page import changed, scripted, show, to
from .schedule_words import said

EDIT = Permission.SCHEDULES_EDIT


@blueprint.get("/schedules/<int:schedule_id>/places/<int:application_id>")
@needs(EDIT)
def schedule_places(schedule_id: int, application_id: int) -> Response:
    """Where one interview could go, each start with its people or with the rule that forbids it."""
    return _places(schedule_id, application_id)


def _places(schedule_id: int, application_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = rescheduling.places(unit, schedule_id, application_id)
    days: dict[Any, list[Any]] = {}
    for place in found.places:
        days.setdefault(place.start.date(), []).append(place)
    return page(
        "schedules/places.html", title=gettext(N_("%(name)s 排到…"), name=found.name), found=found, days=days,
        sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.get("/schedules/<int:schedule_id>/places/<int:application_id>/cells")
@needs(EDIT)
def schedule_cells(schedule_id: int, application_id: int) -> Response:
    """Slot id → null, or the sentence that says why it can't be dropped there; for the cells of one frame."""
    with unit_of_work(actor(), write=False) as unit:
        sheet = schedule_sheet.sheet(unit, schedule_id)
        frame = frame_of(sheet, request.args)
        lane = request.args.get("lane", "")
        found = rescheduling.cells(unit, schedule_id, application_id, lanes_of(sheet, frame.view), frame.days, lane)
    slots = {slot: gettext(why[0], **why[1]) if why else None for slot, why in found.items()}
    answer = jsonify(slots=slots, free=sum(why is None for why in slots.values()))
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.post("/schedules/<int:schedule_id>/places/<int:application_id>")
@needs(EDIT)
def schedule_move(schedule_id: int, application_id: int) -> Response | WerkzeugResponse:
    slot = request.form.get("slot_id") or request.form.get("start", "")
    try:
        with unit_of_work(actor()) as unit:
            moved = rescheduling.move(
                unit, schedule_id, application_id, slot, version=version_of(request.form), lane=request.args.get("lane", "")
            )
            told = _told(moved)
    except RecruitmentError as problem:
        if scripted() or problem.status == 404:
            raise
        return _places(schedule_id, application_id, problem)
    return _after(schedule_id, told, application_id)


def _told(moved: rescheduling.Moved) -> str:
    when = f"{day_words(moved.start)} {clock(moved.start)}"
    told = gettext(N_("%(name)s 已排到 %(when)s %(room)s"), name=moved.name, when=when, room=moved.room)
    if moved.left:
        swap = gettext(N_("面试官 %(left)s 换成 %(joined)s"), left="、".join(moved.left), joined="、".join(moved.joined))
        told = f"{told} · {swap}"
    return told


def _after(schedule_id: int, told: str, application_id: int = 0) -> Response | WerkzeugResponse:
    """The calendar once more where the script asked, at the page that shows who was moved; else the whole page."""
    if not scripted():
        return to(schedule_id)
    with unit_of_work(actor(), write=False) as unit:
        sheet = schedule_sheet.sheet(unit, schedule_id)
    frame = frame_of(sheet, request.args)
    line = next((x for x in sheet.lines if x.application_id == application_id), None)
    if line is not None:
        frame = page_of(sheet, frame, line.start.date())
    return changed(sheet, frame, toast=told, picked=application_id)


@blueprint.post("/schedules/<int:schedule_id>/places/<int:application_id>/lock")
@needs(EDIT)
def schedule_lock(schedule_id: int, application_id: int) -> Response | WerkzeugResponse:
    """``on`` is 1 to keep it where it is when the rest is solved again, 0 to let it go."""
    on = request.form.get("on") == "1"
    with unit_of_work(actor()) as unit:
        rescheduling.lock(unit, schedule_id, application_id, on, version=version_of(request.form))
    told = N_("已锁定，重新求解时留在原处") if on else N_("已解锁，重新求解时可以移动")
    return _after(schedule_id, gettext(told), application_id)


@blueprint.post("/schedules/<int:schedule_id>/undo")
@needs(EDIT)
def schedule_undo(schedule_id: int) -> Response | WerkzeugResponse:
    """Take the last move by hand back; ``version`` is what the user sees."""
    try:
        with unit_of_work(actor()) as unit:
            rescheduling.undo(unit, schedule_id, version=version_of(request.values))
    except RecruitmentError as problem:
        if scripted() or problem.status == 404:
            raise
        return show(schedule_id, problem)
    return _after(schedule_id, gettext(N_("已撤销，回到移动之前")))
