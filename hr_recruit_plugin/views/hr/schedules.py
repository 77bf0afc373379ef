"""The scheduling desk: who waits, a new plan, one plan from solving to publication, and its day sheets."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...schemas.forms import version_of
from ...schemas.schedule import chosen_ids, first_messages, form_values, options_from, typed_values
from ...security.permissions import Permission
from ...services import asks, letters, schedule_desk, schedule_sheet
from ...services import scheduling as service
from ...services.unit import unit_of_work
from ..guard import actor, needs, shown_again
from ..papers import pdf_answer
from ..rendering import fragment, page
from . import blueprint
from .schedule_page import show, to
from .schedule_tables import demand
from .schedule_words import LEVELS, PRIORITIES, STATES, said


@blueprint.get("/schedules")
@needs(Permission.SCHEDULES_EDIT)
def schedules() -> Response:
    """The list; with ``stage_id`` (and ``ids``) the form for a new plan."""
    if stage_id := request.args.get("stage_id", type=int):
        return _new(stage_id)
    with unit_of_work(actor(), write=False) as unit:
        found = schedule_desk.overview(unit)
    return page("schedules/index.html", title=gettext(N_("排期")), found=found, states=STATES)


@blueprint.post("/schedules")
@needs(Permission.SCHEDULES_EDIT)
def schedule_start() -> Response | WerkzeugResponse:
    """Write the problem down and solve it in the background."""
    stage_id = request.form.get("stage_id", 0, type=int)
    try:
        options = options_from(request.form)
        with unit_of_work(actor()) as unit:
            schedule_id = service.propose(unit, stage_id, options).id
    except Invalid as problem:
        return _new(stage_id, problem)
    service.solve_later(actor(), schedule_id)
    return to(schedule_id)


def _new(stage_id: int, problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        draft = schedule_desk.draft(unit, stage_id, chosen_ids(request.values))
    values = typed_values(request.form) if problem else form_values(draft.options)
    if not problem:
        values["room"] = [str(r.id) for r in draft.rooms]
    errors = {field: gettext(message) for field, message in first_messages(problem).items()}
    return page(
        "schedules/new.html", title=gettext(N_("新排期")), draft=draft, values=values, errors=errors,
        priorities=PRIORITIES,
        sentence=said(problem) if problem else "", status=422 if problem else 200,
    )  # fmt: skip


@blueprint.get("/schedules/demand")
@needs(Permission.SCHEDULES_EDIT)
def schedule_demand() -> Response:
    """Demand against capacity for the form as it stands, a piece of the page."""
    return _demand()


def _demand(told: str = "") -> Response:
    try:
        options = options_from(request.values)
        with unit_of_work(actor(), write=False) as unit:
            found = service.preview(unit, request.values.get("stage_id", 0, type=int), options)
    except RecruitmentError as problem:
        return fragment("schedules/demand.html", found=None, demand=None, sentence=said(problem), told=told)
    lines = demand(found.tightness, found.called)
    return fragment("schedules/demand.html", found=found, demand=lines, sentence="", told=told)


@blueprint.post("/schedules/ask")
@needs(Permission.SCHEDULES_EDIT)
def schedule_ask() -> Response:
    """Ask the candidates of the form, or its unknown interviewers, for their time; the panel says what came of it."""
    try:
        options = options_from(request.form)
        with unit_of_work(actor()) as unit:
            stage_id, days = request.form.get("stage_id", 0, type=int), sorted(options.days)
            if request.form.get("ask") == "candidates":
                count = asks.ask_candidates(unit, stage_id, days[0], days[-1], chosen=options.application_ids)
            else:
                people = [p.user_id for p in service.preview(unit, stage_id, options).unknown]
                count = asks.ask_interviewers(unit, people, days[0], days[-1])
    except RecruitmentError as problem:
        return _demand(said(problem))
    return _demand(gettext(N_("已问 %(n)s 位，填好后这里会变。"), n=count))


@blueprint.get("/schedules/<int:schedule_id>")
@needs(Permission.SCHEDULES_EDIT)
def schedule(schedule_id: int) -> Response:
    return show(schedule_id)


@blueprint.get("/schedules/<int:schedule_id>/progress")
@needs(Permission.SCHEDULES_EDIT)
def schedule_progress(schedule_id: int) -> Response:
    """What is polled while solving; when it is over the page loads anew."""
    with unit_of_work(actor(), write=False) as unit:
        found, levels, silent = schedule_sheet.progress(unit, schedule_id)
    answer = fragment("schedules/progress.html", schedule=found, levels=levels, silent=silent, words=LEVELS)
    if found.state not in ("solving", "stopping"):
        answer.headers["HX-Refresh"] = "true"
    return answer


@blueprint.post("/schedules/<int:schedule_id>/stop")
@needs(Permission.SCHEDULES_EDIT)
def schedule_stop(schedule_id: int) -> WerkzeugResponse:
    """End the solve with the best plan so far."""
    with unit_of_work(actor()) as unit:
        service.stop(unit, schedule_id)
    return to(schedule_id)


@blueprint.post("/schedules/<int:schedule_id>/restart")
@needs(Permission.SCHEDULES_EDIT)
def schedule_restart(schedule_id: int) -> WerkzeugResponse:
    """Solve the same problem once more, after a crash or a fault."""
    with unit_of_work(actor()) as unit:
        service.restart(unit, schedule_id)
    service.solve_later(actor(), schedule_id)
    return to(schedule_id)


@blueprint.post("/schedules/<int:schedule_id>/again")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(show)
def schedule_again(schedule_id: int) -> Response | WerkzeugResponse:
    """A new plan for the same question with what is true now."""
    with unit_of_work(actor()) as unit:
        new = service.again(unit, schedule_id).id
    service.solve_later(actor(), new)
    return to(new)


@blueprint.post("/schedules/<int:schedule_id>/publish")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(show)
def schedule_publish(schedule_id: int) -> Response | WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.publish(unit, schedule_id, version=version_of(request.form))
    return to(schedule_id)


@blueprint.post("/schedules/<int:schedule_id>/discard")
@needs(Permission.SCHEDULES_EDIT)
def schedule_discard(schedule_id: int) -> WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.discard(unit, schedule_id)
    return redirect(url_for("hr_recruit_hr.schedules"), 303)


@blueprint.get("/schedules/<int:schedule_id>/print")
@needs(Permission.SCHEDULES_EDIT)
def schedule_print(schedule_id: int) -> Response:
    """Day sheets as PDF: a page for each day and room."""
    with unit_of_work(actor(), write=False) as unit:
        sheet = schedule_sheet.sheet(unit, schedule_id)
        unit.audit("schedule.printed", "schedule", schedule_id)
    lines = [line for line in sheet.lines if line.stands]
    if not lines:
        raise Invalid(N_("还没有排入的场次，没有可打印的。"))
    pages: dict[tuple[Any, str], list[Any]] = {}
    for line in lines:
        pages.setdefault((line.start.date(), line.room_name), []).append(line)
    drawn = letters.draw("schedules/print.html", sheet=sheet, pages=sorted(pages.items()))
    return pdf_answer(drawn, f"schedule-{schedule_id}.pdf")
