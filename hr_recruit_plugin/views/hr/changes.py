"""A wish to change an interview: what was asked, every way out, one click to take one."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...schemas.forms import version_of
from ...security.permissions import Permission
from ...services import changes
from ...services.unit import unit_of_work
from ..guard import actor, needs, shown_again
from ..rendering import page
from . import blueprint
from .schedule_words import said


@blueprint.get("/changes/<int:change_id>")
@needs(Permission.SCHEDULES_EDIT)
def change(change_id: int) -> Response:
    return _show(change_id)


def _show(change_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = changes.wish(unit, change_id)
    return page(
        "schedules/change.html", title=gettext(N_("%(name)s 来不了"), name=found.who), found=found, request_=found.request,
        interview=found.request.interview, sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.post("/changes/<int:change_id>/take")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def change_take(change_id: int) -> Response | WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        changes.take(unit, change_id, request.form.get("proposal", ""), version=version_of(request.form))
    return redirect(url_for("hr_recruit_hr.change", change_id=change_id), 303)


@blueprint.post("/changes/<int:change_id>/decline")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def change_decline(change_id: int) -> Response | WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        changes.decline(unit, change_id, version=version_of(request.form))
    return redirect(url_for("hr_recruit_hr.change", change_id=change_id), 303)
