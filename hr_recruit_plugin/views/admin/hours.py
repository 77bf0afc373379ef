"""Working hours: whose time is known, weekly templates, and the days that are not what their weekday says."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...engines.availability.china import PROPOSALS
from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...schemas.hours import template_from
from ...schemas.schedule import first_messages
from ...security.permissions import Permission
from ...services import asks, calendars, hours_desk, working_hours
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint

ASKED_AHEAD = timedelta(days=14)


@blueprint.get("/settings/hours")
@needs(Permission.SCHEDULES_EDIT)
def hours() -> Response:
    return _desk()


def _desk(problem: RecruitmentError | None = None, part: str = "") -> Response:
    """The whole page; ``part`` says which form ``problem`` belongs to."""
    year = request.values.get("year", type=int)
    with unit_of_work(actor(), write=False) as unit:
        found = hours_desk.desk(unit, year if year and 2000 < year < 2200 else None)
        told = request.form.get("days", "") if part == "days" else hours_desk.written_days(found.days)
        weeks = {t.id: hours_desk.written_week(t) for t in found.templates}
    errors = first_messages(problem) if isinstance(problem, Invalid) else {}
    proposal = PROPOSALS.get(found.year, "")
    return page(
        "admin/hours.html", title=gettext(N_("工作时间")), desk=found, weeks=weeks, days_text=told, part=part,
        proposal=proposal if not found.days and part != "days" else "", done=request.args.get("done", ""),
        count=request.args.get("count", 0, type=int), errors={k: gettext(v) for k, v in errors.items()},
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


def _back(done: str, count: int = 0, anchor: str = "", **more: Any) -> WerkzeugResponse:
    return redirect(url_for("hr_recruit_admin.hours", done=done, count=count, _anchor=anchor or None, **more), 303)


@blueprint.post("/settings/hours/people")
@needs(Permission.SCHEDULES_EDIT)
def hours_people() -> Response | WerkzeugResponse:
    """Give the picked interviewers a template, or ask them to mark their time."""
    picked = request.form.getlist("person")
    try:
        with unit_of_work(actor()) as unit:
            if request.form.get("action") == "ask":
                today = unit.now.astimezone(unit.state.settings.zone).date()
                return _back("asked", asks.ask_interviewers(unit, picked, today, today + ASKED_AHEAD))
            if not picked:
                raise Invalid(N_("先勾选面试官。"), {"person": [N_("先勾选面试官。")]})
            count = working_hours.use_for(unit, [f"interviewer:{p}" for p in picked], _template())
    except Invalid as problem:
        return _desk(problem, "people")
    return _back("given", count)


@blueprint.post("/settings/hours/whose")
@needs(Permission.SCHEDULES_EDIT)
def hours_whose() -> Response | WerkzeugResponse:
    """Everybody, a department, all rooms, a room or one interviewer."""
    try:
        with unit_of_work(actor()) as unit:
            working_hours.use(unit, request.form.get("whose", ""), _template())
    except Invalid as problem:
        return _desk(problem, "whose")
    return _back("given", 1, "hr-whose")


def _template() -> int | None:
    told = request.form.get("template", "")
    return int(told) if told.isdecimal() else None


@blueprint.post("/settings/hours/calendar")
@needs(Permission.SCHEDULES_EDIT)
def hours_calendar() -> Response | WerkzeugResponse:
    """Read one calendar now."""
    try:
        calendars.sync_now(actor(), request.form.get("resource", ""))
    except RecruitmentError as problem:
        return _desk(problem, "people")
    return _back("read")


@blueprint.post("/settings/hours/days")
@needs(Permission.SCHEDULES_EDIT)
def hours_days() -> Response | WerkzeugResponse:
    year = request.form.get("year", 0, type=int)
    try:
        with unit_of_work(actor()) as unit:
            count = working_hours.save_days(unit, year, request.form.get("days", ""))
    except Invalid as problem:
        return _desk(problem, "days")
    return _back("days", count, "hr-days", year=year)


# --- one template ------------------------------------------------------------------------------------------------


@blueprint.get("/settings/hours/templates/<int:template_id>")
@needs(Permission.SCHEDULES_EDIT)
def hours_template(template_id: int) -> Response:
    """One template; 0 is a new one."""
    return _form(template_id)


def _form(template_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        desk = hours_desk.desk(unit)
        row = working_hours.template(unit, template_id) if template_id else None
    if problem:
        values = request.form.to_dict()
    else:
        rows = hours_desk.written_week(row) if row else [" ".join("-".join(s) for s in d) for d in working_hours.OFFICE]
        values = {f"day-{n}": text for n, text in enumerate(rows)}
        name = row.name if row else "" if desk.templates else gettext(N_("行政班"))
        values |= {"name": name, "follows_holidays": "1" if row is None or row.follows_holidays else ""}
    errors = first_messages(problem) if isinstance(problem, Invalid) else {}
    return page(
        "admin/hours_template.html", title=row.name if row else gettext(N_("新的工作时间")), row=row, values=values,
        used=desk.used(row) if row else 0, everybody=bool(request.form.get("everybody")) if problem else "staff" not in desk.uses,
        errors={k: gettext(v) for k, v in errors.items()},
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.post("/settings/hours/templates/<int:template_id>")
@needs(Permission.SCHEDULES_EDIT)
def hours_template_save(template_id: int) -> Response | WerkzeugResponse:
    try:
        values = template_from(request.form)
        with unit_of_work(actor()) as unit:
            made = working_hours.save_template(unit, template_id or None, **values)
            if not template_id and request.form.get("everybody"):
                working_hours.use(unit, working_hours.STAFF, made.id)
    except RecruitmentError as problem:
        if problem.status in (403, 404):
            raise
        return _form(template_id, problem)
    return _back("saved", 0, "hr-templates")


@blueprint.post("/settings/hours/templates/<int:template_id>/remove")
@needs(Permission.SCHEDULES_EDIT)
def hours_template_remove(template_id: int) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(actor()) as unit:
            working_hours.remove_template(unit, template_id)
    except RecruitmentError as problem:
        if problem.status in (403, 404):
            raise
        return _form(template_id, problem)
    return _back("removed", 0, "hr-templates")
