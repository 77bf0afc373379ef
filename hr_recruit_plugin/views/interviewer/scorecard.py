"""One scorecard: filled while talking, saved by itself, handed in once."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import RecruitmentError
from ...i18n import gettext
from ...schemas.scorecard import GRADE, scorecard_from
from ...security.permissions import Permission
from ...services import feedback
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..hr import people
from ..rendering import page
from . import blueprint

WORST_FIRST = dict(reversed(list(feedback.OVERALL.items())))
"""Verdicts from left to right as the grades stand."""


@blueprint.get("/my-interviews/<int:interview_id>")
@needs(Permission.INTERVIEWS_CONDUCT)
def scorecard(interview_id: int) -> Response:
    return _show(interview_id)


def _show(interview_id: int, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        card = feedback.scorecard(unit, interview_id)
    read_only = card.own is not None and card.own.submitted_at is not None
    ratings = dict(card.own.ratings) if card.own else {}
    overall, note = (card.own.overall, card.own.note) if card.own else (None, None)
    if problem and not read_only:  # what was typed wins over what is stored
        ratings = {k.removeprefix(GRADE): v for k, v in request.form.items() if k.startswith(GRADE)}
        overall, note = request.form.get("overall"), request.form.get("note")
    lacking = [c["key"] for c in card.criteria if c["key"] not in ratings]
    return page(
        "interviewer/scorecard.html", title=card.interview.application.candidate.name, card=card, ratings=ratings,
        overall=overall, note=note, read_only=read_only, lacking=lacking, missing=len(lacking) + (not overall),
        asked=problem is not None and problem.status == 422, grades=feedback.GRADES, overalls=WORST_FIRST,
        facts=people.facts(card.interview.application.headline or {}),
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.post("/my-interviews/<int:interview_id>/draft")
@needs(Permission.INTERVIEWS_CONDUCT)
def scorecard_save(interview_id: int) -> Response:
    """Keep what is written so far; answers the version that the next save must send."""
    with unit_of_work(actor()) as unit:
        own = feedback.save(unit, interview_id, **scorecard_from(request.form))
    return jsonify(version=own.version)


@blueprint.post("/my-interviews/<int:interview_id>")
@needs(Permission.INTERVIEWS_CONDUCT)
def scorecard_submit(interview_id: int) -> Response | WerkzeugResponse:
    """Hand in; what is there stays saved even when something is missing."""
    try:
        given = scorecard_from(request.form)
        with unit_of_work(actor()) as unit:
            given["version"] = feedback.save(unit, interview_id, **given).version
        with unit_of_work(actor()) as unit:
            feedback.submit(unit, interview_id, **given)
    except RecruitmentError as problem:
        if problem.status in (403, 404):
            raise
        return _show(interview_id, problem)
    return redirect(url_for("hr_recruit_interviewer.scorecard", interview_id=interview_id), 303)
