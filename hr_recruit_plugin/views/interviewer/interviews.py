"""My interviews, and the times when I can't be had."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...schemas.schedule import first_messages
from ...schemas.scorecard import busy_from
from ...security.permissions import Permission
from ...services import feedback, resources
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint


@blueprint.get("/my-interviews")
@needs(Permission.INTERVIEWS_CONDUCT)
def interviews() -> Response:
    return _list()


def _list(problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        mine = feedback.my_interviews(unit)
        busy = resources.busy(unit, f"interviewer:{actor().id}")
        now, zone = unit.now, unit.state.settings.zone
    coming = [m for m in mine if m.interview.end > now and not m.handed_in]
    today = [m for m in coming[1:] if m.interview.start.astimezone(zone).date() == now.astimezone(zone).date()]
    return page(
        "interviewer/interviews.html", title=gettext(N_("我的面试")), now=now,
        following=coming[0] if coming else None, owed=[m for m in mine if m.owed], today=today,
        later=[m for m in coming[1:] if m not in today], done=[m for m in mine if m.handed_in], busy=busy,
        values=request.form if problem else {},
        errors={field: gettext(message) for field, message in first_messages(problem).items()},
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.post("/my-interviews/busy")
@needs(Permission.INTERVIEWS_CONDUCT)
def busy_mark() -> Response | WerkzeugResponse:
    """Mark a time when the actor can't be had."""
    try:
        with unit_of_work(actor()) as unit:
            start, end, note = busy_from(request.form, unit.state.settings.zone)
            resources.mark_busy(unit, f"interviewer:{actor().id}", start, end, note)
    except Invalid as problem:
        return _list(problem)
    return redirect(url_for("hr_recruit_interviewer.interviews") + "#hr-busy", 303)


@blueprint.post("/my-interviews/busy/<int:busy_id>/clear")
@needs(Permission.INTERVIEWS_CONDUCT)
def busy_clear(busy_id: int) -> WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        resources.clear_busy(unit, busy_id)
    return redirect(url_for("hr_recruit_interviewer.interviews") + "#hr-busy", 303)
