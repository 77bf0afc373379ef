"""An interviewer who can't come asks for a colleague in their place."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...security.permissions import Permission
from ...services import wishes
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint


@blueprint.get("/my-interviews/<int:interview_id>/replace")
@needs(Permission.INTERVIEWS_CONDUCT)
def replacement(interview_id: int) -> Response:
    return _show(interview_id)


def _show(interview_id: int, problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        seat = wishes.own_seat(unit, interview_id)
        asked = wishes.asked_by(unit, seat)
        unit.audit("interview.opened", "interview", interview_id)
    return page(
        "interviewer/replacement.html", title=gettext(N_("请人替我面试")), seat=seat, interview=seat.interview, asked=asked,
        values=request.form, sentence=gettext(problem.message, **problem.params) if problem else "",
        status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.post("/my-interviews/<int:interview_id>/replace")
@needs(Permission.INTERVIEWS_CONDUCT)
def replacement_ask(interview_id: int) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(actor()) as unit:
            seat = wishes.own_seat(unit, interview_id)
            wishes.ask_replacement(unit, seat, request.form.get("reason", ""))
    except Invalid as problem:
        return _show(interview_id, problem)
    return redirect(url_for("hr_recruit_interviewer.replacement", interview_id=interview_id), 303)
