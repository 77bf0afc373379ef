"""A candidate says, before anything is planned, which half-days do not work."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...services import asks
from ...services.unit import CANDIDATE, unit_of_work
from ..rendering import portal_page
from . import blueprint


@blueprint.get("/status/<token>/times")
def times(token: str) -> Response:
    return _page(token)


def _page(token: str, problem: Invalid | None = None) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        choice = asks.choice(unit, token)
    picked = request.form.getlist("no") if problem else [h.key for h in choice.halves if h.no]
    days: dict[object, list[asks.Half]] = {}
    for half in choice.halves:
        days.setdefault(half.day, []).append(half)
    return portal_page(
        "portal/times.html", title=gettext(N_("面试时间")), choice=choice, days=days, picked=picked, token=token,
        done=request.args.get("done") == "1", status=problem.status if problem else 200,
        sentence=gettext(problem.message, **problem.params) if problem else "",
    )  # fmt: skip


@blueprint.post("/status/<token>/times")
def times_save(token: str) -> Response | WerkzeugResponse:
    keys = [] if request.form.get("all") == "1" else request.form.getlist("no")
    try:
        with unit_of_work(CANDIDATE) as unit:
            asks.choose(unit, token, keys)
    except Invalid as problem:
        return _page(token, problem)
    return redirect(url_for("hr_recruit_portal.times", token=token, done=1), 303)
