"""A person answers a candidate who wants a person to look again."""

from __future__ import annotations

from flask import Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours
from ...schemas.forms import version_of
from ...security.permissions import Permission
from ...services import reviews as service
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint, people

OUTCOMES = {
    service.UPHELD: N_("维持原来的结果"), service.OVERRIDDEN: N_("改分，由我评定"), service.ONWARD: N_("继续往下走"),
}  # fmt: skip


@blueprint.get("/reviews/<int:review_id>")
@needs(Permission.APPLICATIONS_EDIT)
def review(review_id: int) -> Response:
    return _show(review_id)


@blueprint.post("/reviews/<int:review_id>")
@needs(Permission.APPLICATIONS_EDIT)
def review_answer(review_id: int) -> Response | WerkzeugResponse:
    form = request.form
    try:
        with unit_of_work(actor()) as unit:
            service.answer(
                unit, review_id, form.get("outcome", ""), form.get("answer", ""),
                score=form.get("score", type=float), version=version_of(form),
            )  # fmt: skip
    except RecruitmentError as problem:
        if problem.status == 404:
            raise
        return _show(review_id, problem)
    return redirect(ours("hr.review", review_id=review_id), 303)


def _show(review_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = service.review(unit, review_id)
    application = found.application
    return page(
        "hr/review.html", title=gettext(N_("%(name)s 请求人工复核"), name=application.candidate.name), found=found,
        request_=found.request, application=application, parts=people.score_parts(found.report) if found.report else [],
        missing=[people.said(s) for s in found.report.missing] if found.report else [], outcomes=_choices(found),
        outcome_words=OUTCOMES, values=request.form,
        errors={k: gettext(v[0]) for k, v in getattr(problem, "fields", {}).items()},
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


def _choices(found: service.Review) -> list[tuple[str, str]]:
    """What can be answered, worded as what it does."""
    words = {key: gettext(text) for key, text in OUTCOMES.items()}
    if found.application.status == "rejected":
        words[service.UPHELD] = gettext(N_("维持婉拒"))
        words[service.ONWARD] = gettext(N_("恢复申请，回到「%(stage)s」"), stage=found.application.stage.name)
    elif found.next_stage is not None:
        words[service.ONWARD] = gettext(N_("进入「%(stage)s」"), stage=found.next_stage.name)
    return [(key, text) for key, text in words.items() if key != service.ONWARD or found.can_go_on]
