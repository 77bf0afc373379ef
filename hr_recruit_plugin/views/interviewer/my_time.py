"""My time: a week in hours, what others know of it, and what I mark myself."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...security.permissions import Permission
from ...services import own_time
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint

WORDS = {
    "interview": (N_("面"), N_("已排面试")), "leave": (N_("假"), N_("OA 里请了假")), "calendar": (N_("历"), N_("日历里有事")),
    "hr": (N_("占"), N_("人力资源部标了占用")), "busy": (N_("忙"), N_("我标的：不能来")), "free": (N_("闲"), N_("我标的：有空")),
    "work": ("", N_("工作时间，会排到")), "off": ("·", N_("工作时间以外，不会排到")), "unknown": ("?", N_("不知道，不会排到")),
}  # fmt: skip
"""What a cell shows: one character, and what it means."""


@blueprint.get("/my-time")
@needs(Permission.INTERVIEWS_CONDUCT)
def my_time() -> Response:
    return _show()


def _show(problem: Invalid | None = None) -> Response:
    number = request.values.get("week", 0, type=int)
    with unit_of_work(actor(), write=False) as unit:
        week = own_time.week(unit, number)
    rows = [(hour, [_drawn(cell, week) for cell in row]) for hour, row in zip(week.hours, week.cells, strict=True)]
    return page(
        "interviewer/my_time.html", title=gettext(N_("我的时间")), week=week, rows=rows, words=WORDS,
        last=week.monday + timedelta(days=6), furthest=own_time.WEEKS_AHEAD, repeats=own_time.REPEATS,
        picked=request.form.getlist("cell") if problem else [], done=request.args.get("done", 0, type=int),
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


def _drawn(cell: own_time.Cell, week: own_time.OwnWeek) -> dict[str, Any]:
    """What others know goes before the own word: that can't be changed here."""
    fixed = next((name for name in cell.others if name in ("interview", "leave")), "")
    rest = "work" if cell.work else "unknown" if week.times.unknown else "off"
    kind = fixed or cell.mark or next(iter(cell.others), "") or rest
    end: datetime = cell.start + timedelta(hours=1)
    return {"cell": cell, "kind": kind, "end": end, "closed": cell.past or bool(fixed)}


@blueprint.post("/my-time")
@needs(Permission.INTERVIEWS_CONDUCT)
def my_time_mark() -> Response | WerkzeugResponse:
    form, how = request.form, request.form.get("how", "")
    hours = 0
    try:
        with unit_of_work(actor()) as unit:
            if how == "confirm":
                own_time.confirm(unit)
            else:
                weeks = form.get("weeks", 1, type=int)
                hours = own_time.mark(unit, form.getlist("cell"), form.getlist("day"), how, weeks=weeks)
    except Invalid as problem:
        return _show(problem)
    back = url_for("hr_recruit_interviewer.my_time", week=form.get("week", 0, type=int) or None, done=hours or None)
    return redirect(back, 303)
