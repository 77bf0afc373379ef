"""Solving again: because something happened, because somebody gives a half-day more, or for another goal; and comparing."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...schemas.forms import version_of
from ...schemas.replanning import event_from
from ...schemas.schedule import first_messages
from ...security.permissions import Permission
from ...services import plan_comparison, replanning, schedule_sheet
from ...services import scheduling as service
from ...services.schedule_sheet import Sheet
from ...services.unit import unit_of_work
from ...state import recruitment
from ..guard import actor, needs, shown_again
from ..rendering import fragment, page
from . import blueprint
from .schedule_page import show, to
from .schedule_words import LEVELS, PRIORITIES, STATES, said

EDIT = Permission.SCHEDULES_EDIT


# --- something happened ------------------------------------------------------------------------------------------


@blueprint.get("/schedules/<int:schedule_id>/changes")
@needs(EDIT)
def schedule_changes(schedule_id: int) -> Response:
    """The form: who or what can't be had, from when to when."""
    return _form(schedule_id)


def _form(schedule_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        sheet = schedule_sheet.sheet(unit, schedule_id)
    fields = first_messages(problem) if isinstance(problem, Invalid) else {}
    return page(
        "schedules/changes.html", title=gettext(N_("出了变化")), sheet=sheet, choices=_choices(sheet),
        values=request.form if problem else _first_day(sheet), errors={k: gettext(v) for k, v in fields.items()},
        sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


def _choices(sheet: Sheet) -> list[tuple[str, str]]:
    """Everybody and every room of the plan, each with what it is."""
    seated = {who for line in sheet.lines for who, _ in line.people}
    people = [(w.id, gettext(N_("面试官 · %(name)s"), name=sheet.called.get(w.id, w.id)))
              for w in sheet.problem.interviewers if w.id in seated]  # fmt: skip
    rooms = [(r.id, gettext(N_("会议室 · %(name)s"), name=sheet.called.get(r.id, r.id))) for r in sheet.problem.rooms]
    candidates = sorted((f"application:{x.application_id}", x.name) for x in sheet.lines)
    return [*people, *rooms, *((i, gettext(N_("候选人 · %(name)s"), name=name)) for i, name in candidates)]


def _first_day(sheet: Sheet) -> dict[str, str]:
    """The first day that is still to come, whole."""
    ahead = [s for s in sheet.problem.grid.sessions if f"{s.date}T{s.end}" > f"{sheet.now.astimezone(sheet.zone):%Y-%m-%dT%H:%M}"]
    if not ahead:
        return {"resource": request.args.get("resource", ""), "start": "", "end": "", "note": ""}
    day = [s for s in ahead if s.date == ahead[0].date]
    return {
        "resource": request.args.get("resource", ""), "note": "", "start": f"{day[0].date}T{min(s.start for s in day)}",
        "end": f"{day[0].date}T{max(s.end for s in day)}",
    }  # fmt: skip


@blueprint.get("/schedules/<int:schedule_id>/touched")
@needs(EDIT)
def schedule_touched(schedule_id: int) -> Response:
    """Which interviews the form as it stands would hit, a piece of the page."""
    try:
        event = event_from(request.args, recruitment().settings.zone)
    except Invalid:
        return fragment("schedules/touched.html", lines=None)
    with unit_of_work(actor(), write=False) as unit:
        lines = replanning.touched(unit, schedule_id, event)
    return fragment("schedules/touched.html", lines=lines)


@blueprint.post("/schedules/<int:schedule_id>/changes")
@needs(EDIT)
@shown_again(_form)
def schedule_happened(schedule_id: int) -> Response | WerkzeugResponse:
    """Note the absence and solve again with the fewest changes."""
    event = event_from(request.form, recruitment().settings.zone)
    with unit_of_work(actor()) as unit:
        new = replanning.happened(unit, schedule_id, event).id
    service.solve_later(actor(), new)
    return to(new)


# --- a half-day more, another goal -------------------------------------------------------------------------------


@blueprint.post("/schedules/<int:schedule_id>/promised")
@needs(EDIT)
@shown_again(show)
def schedule_promised(schedule_id: int) -> Response | WerkzeugResponse:
    """The half-days of the cheapest way out were promised: solve again with them."""
    with unit_of_work(actor()) as unit:
        new = replanning.promised(unit, schedule_id).id
    service.solve_later(actor(), new)
    return to(new)


@blueprint.post("/schedules/<int:schedule_id>/variant")
@needs(EDIT)
@shown_again(show)
def schedule_variant(schedule_id: int) -> Response | WerkzeugResponse:
    """The same problem with another goal first, to be compared."""
    with unit_of_work(actor()) as unit:
        new = replanning.variant(unit, schedule_id, request.form.get("priority", "")).id
    service.solve_later(actor(), new)
    return to(new)


# --- side by side ------------------------------------------------------------------------------------------------


@blueprint.get("/schedules/<int:schedule_id>/compare/<int:other_id>")
@needs(EDIT)
def schedule_compare(schedule_id: int, other_id: int) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = plan_comparison.compare(unit, schedule_id, other_id)
    return page(
        "schedules/compare.html", title=gettext(N_("比较方案")), found=found, words=LEVELS, states=STATES,
        priorities=PRIORITIES, most=_most(found),
    )  # fmt: skip


def _most(found: plan_comparison.Comparison) -> dict[str, int]:
    """The longest bars."""
    return {
        "load": max((max(a, b) for _, a, b in found.loads), default=1),
        "day": max((max(a, b) for _, a, b in found.days), default=1),
    }


@blueprint.post("/schedules/<int:schedule_id>/compare/<int:other_id>")
@needs(EDIT)
def schedule_take(schedule_id: int, other_id: int) -> Response | WerkzeugResponse:
    """Go on with ``schedule_id``; the other one is discarded unless it is published."""
    with unit_of_work(actor()) as unit:
        kept: Any = plan_comparison.take(unit, schedule_id, other_id, version=version_of(request.form)).id
    return to(kept)
