"""Drawing one plan: the whole page, and the part of it that a move by hand replaces."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import RecruitmentError
from ...services import replanning, schedule_sheet
from ...services.schedule_sheet import Sheet
from ...services.unit import unit_of_work
from ..guard import actor
from ..rendering import fragment, page
from .schedule_calendar import Frame, calendar, frame_of
from .schedule_tables import by_interviewer, demand, load
from .schedule_words import LEVELS, PRIORITIES, STATES, causes, reasons, said, ways_out


def show(schedule_id: int, problem: RecruitmentError | None = None) -> Response:
    """The page of one plan, with what went wrong at the top."""
    with unit_of_work(actor(), write=False) as unit:
        sheet = schedule_sheet.sheet(unit, schedule_id)
    frame = frame_of(sheet, request.args)
    return page(
        "schedules/show.html", title=sheet.schedule.name, **context(sheet, frame),
        sentence=said(problem) if problem else "", conflict=problem is not None and problem.status == 409,
        status=problem.status if problem else 200,
    )  # fmt: skip


def changed(sheet: Sheet, frame: Frame, *, toast: str, picked: int = 0) -> Response:
    """The plan after a change by hand, for the script: out of band, with a sentence and the way back."""
    return fragment("schedules/changed.html", **context(sheet, frame, picked), toast=toast)


def context(sheet: Sheet, frame: Frame, picked: int = 0) -> dict[str, Any]:
    grid = sheet.plan is not None and (frame.view == "room" or (frame.view == "interviewer" and frame.span == "day"))
    return {
        "sheet": sheet, "frame": frame, "calendar": calendar(sheet, frame, picked) if grid else None,
        "people": by_interviewer(sheet, frame) if frame.view == "interviewer" else [],
        "load": load(sheet, frame) if sheet.plan else None, "demand": demand(sheet.tightness, sheet.called),
        "reasons": reasons(sheet), "ways_out": ways_out(sheet), "promises": replanning.promises(sheet),
        "words": LEVELS, "states": STATES, "priorities": PRIORITIES, "causes": causes(sheet),
    }  # fmt: skip


def to(schedule_id: int, **arguments: Any) -> WerkzeugResponse:
    return redirect(url_for("hr_recruit_hr.schedule", schedule_id=schedule_id, **arguments), 303)


def scripted() -> bool:
    """Whether the script asks, and wants a piece of the page."""
    return bool(request.headers.get("HX-Request"))
