"""A candidate's own page: where the application stands, the next interview, reasons, withdrawal."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import NotFound
from ...i18n import N_, gettext
from ...services import asks, exam_papers, portal
from ...services.unit import CANDIDATE, unit_of_work
from ..papers import exam_pdf
from ..rendering import portal_page
from . import blueprint


@blueprint.get("/status/<token>")
def status(token: str) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = portal.status(unit, token)
        asked, answered = asks.state(unit, found.application, found.interview)
        exam = exam_papers.coming(unit, token)
    return portal_page(
        "portal/status.html", title=gettext(N_("我的申请")), status_=found, token=token, asks_times=asked,
        times_answered=answered, exam=exam,
    )  # fmt: skip


@blueprint.get("/status/<token>/ticket")
def ticket(token: str) -> Response:
    """The admission ticket of the coming written exam, as PDF."""
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = exam_papers.ticket(unit, token)
    if found is None:
        raise NotFound(N_("现在没有要参加的笔试，准考证不能打印。"))
    return exam_pdf(found, "tickets", "ticket.pdf")


@blueprint.post("/status/<token>/interviews/<int:interview_id>")
def answer(token: str, interview_id: int) -> WerkzeugResponse:
    with unit_of_work(CANDIDATE) as unit:
        portal.answer(unit, token, interview_id, request.form.get("answer", ""))
    return redirect(url_for("hr_recruit_portal.status", token=token), 303)


@blueprint.post("/status/<token>/withdraw")
def withdraw(token: str) -> WerkzeugResponse:
    with unit_of_work(CANDIDATE) as unit:
        portal.withdraw(unit, token)
    return redirect(url_for("hr_recruit_portal.status", token=token), 303)


@blueprint.get("/status/<token>/reasons")
def reasons(token: str) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        application, report = portal.reasons(unit, token)
    return portal_page(
        "portal/reasons.html", title=gettext(N_("得分说明")), application=application, report=report, token=token
    )


@blueprint.post("/status/<token>/review")
def review(token: str) -> WerkzeugResponse:
    with unit_of_work(CANDIDATE) as unit:
        portal.ask_review(unit, token)
    return redirect(url_for("hr_recruit_portal.status", token=token), 303)
