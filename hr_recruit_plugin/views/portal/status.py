"""A candidate's own page: where the application stands, the next interview, reasons, withdrawal."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, NotFound, RecruitmentError, TooMany
from ...i18n import N_, gettext
from ...services import asks, exam_papers, portal, reviews
from ...services.unit import CANDIDATE, unit_of_work
from ..papers import exam_pdf
from ..read_fields import LABELS
from ..rendering import portal_page
from . import blueprint

REVIEW_WORDS = {
    "open": N_("医院会由人再看一遍，看完写信给你。"), "upheld": N_("复核后维持原来的结果。"),
    "overridden": N_("复核后，得分已由人重新评定。"), "onward": N_("复核后，你的申请继续往下进行。"),
}  # fmt: skip


@blueprint.get("/status/<token>")
def status(token: str) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = portal.status(unit, token)
        asked, answered = asks.state(unit, found.application, found.interview)
        exam = exam_papers.coming(unit, token)
    return portal_page(
        "portal/status.html", title=gettext(N_("我的申请")), status_=found, token=token, asks_times=asked,
        times_answered=answered, exam=exam, words=REVIEW_WORDS, labels=LABELS,
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
    return _reasons(token)


def _reasons(token: str, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        application, report = portal.reasons(unit, token)
        asked = reviews.of(unit, application.id)
    return portal_page(
        "portal/reasons.html", title=gettext(N_("得分说明")), application=application, report=report, token=token,
        reviews=asked, open_=next((r for r in asked if r.state == "open"), None), words=REVIEW_WORDS,
        reviewable=application.status in reviews.REVIEWED, typed=request.form.get("words", ""),
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.post("/status/<token>/review")
def review(token: str) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(CANDIDATE) as unit:
            reviews.ask(unit, token, request.form.get("words", ""))
    except (Invalid, TooMany) as problem:
        return _reasons(token, problem)
    return redirect(url_for("hr_recruit_portal.status", token=token, _anchor="hr-requests"), 303)
