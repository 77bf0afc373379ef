"""Choosing a time, changing it, and saying that none will do: candidates and interviewers, each by a link of their own."""

from __future__ import annotations

from datetime import datetime

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...services import choosing, placing, wishes
from ...services.unit import CANDIDATE, unit_of_work
from ...state import recruitment
from ..rendering import portal_page
from . import blueprint

WAYS = "<any(slot, change):way>/<token>"
NOTHING = N_("先选一个时间，再点确定。")


@blueprint.get(f"/{WAYS}")
def slot(way: str, token: str) -> Response:
    return _page(way, token)


@blueprint.post(f"/{WAYS}")
def slot_choose(way: str, token: str) -> Response | WerkzeugResponse:
    """Take a time. Whoever was beaten sees what is still free."""
    try:
        start = _start(request.form.get("start", ""))
        with unit_of_work(CANDIDATE) as unit:
            placed = choosing.choose(unit, way, token, start)
            # A change link dies with the change; the next one leads to what stands now.
            following = wishes.change_token(unit, placed) if way == wishes.CHANGE else token
    except (Invalid, placing.Taken) as problem:
        return _page(way, token, problem)
    return redirect(url_for("hr_recruit_portal.slot", way=way, token=following, done=1), 303)


@blueprint.get(f"/{WAYS}/wish")
def wish(way: str, token: str) -> Response:
    return _wish(way, token)


@blueprint.post(f"/{WAYS}/wish")
def wish_send(way: str, token: str) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(CANDIDATE) as unit:
            choosing.ask(unit, way, token, request.form.get("reason", ""))
    except Invalid as problem:
        return _wish(way, token, problem)
    return redirect(url_for("hr_recruit_portal.slot", way=way, token=token), 303)


@blueprint.get("/replace/<token>")
def replacement(token: str) -> Response:
    return _replacement(token)


@blueprint.post("/replace/<token>")
def replacement_ask(token: str) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(CANDIDATE) as unit:
            seat = wishes.seat_of(unit, token)
            wishes.ask_replacement(unit, seat, request.form.get("reason", ""))
    except Invalid as problem:
        return _replacement(token, problem)
    return redirect(url_for("hr_recruit_portal.replacement", token=token), 303)


def _start(text: str) -> datetime:
    """The local time that a button stands for."""
    if not text:
        raise Invalid(NOTHING)
    try:
        return datetime.strptime(text, "%Y-%m-%dT%H:%M").replace(tzinfo=recruitment().settings.zone)
    except ValueError as problem:
        raise Invalid(N_("没看懂你的选择，请再点一次。")) from problem


def _page(way: str, token: str, problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = choosing.page(unit, way, token)
    return portal_page(
        "portal/slot.html", title=gettext(N_("选面试时间")), page=found, offer=found.offer, way=way, token=token,
        sentence=_said(problem), beaten=isinstance(problem, placing.Taken), picked=request.form.get("start", ""),
        done=request.args.get("done") == "1", status=problem.status if problem else 200,
    )  # fmt: skip


def _wish(way: str, token: str, problem: Invalid | None = None) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = choosing.page(unit, way, token)
    return portal_page(
        "portal/wish.html", title=gettext(N_("告诉医院")), page=found, offer=found.offer, way=way, token=token,
        values=request.form, sentence=_said(problem), status=problem.status if problem else 200,
    )  # fmt: skip


def _replacement(token: str, problem: Invalid | None = None) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        seat = wishes.seat_of(unit, token)
        asked = wishes.asked_by(unit, seat)
        unit.audit("interview.opened_by_link", "interview", seat.interview_id, interviewer=seat.user_id)
    return portal_page(
        "portal/replacement.html", title=gettext(N_("请人替我面试")), token=token, seat=seat, interview=seat.interview, asked=asked,
        values=request.form, sentence=_said(problem), status=problem.status if problem else 200,
    )  # fmt: skip


def _said(problem: RecruitmentError | None) -> str:
    return gettext(problem.message, **problem.params) if problem else ""
