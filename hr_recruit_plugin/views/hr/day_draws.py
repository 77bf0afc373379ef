"""Draws of lots for an interview day: begin one, draw with the supervisor, confirm, print the record."""

from __future__ import annotations

import shlex
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...schemas.forms import version_of
from ...schemas.interview_day import day_of
from ...security.permissions import Permission
from ...services import letters
from ...services.interview_day import book, draws
from ...services.interview_day.draws import HALVES, KINDS
from ...services.unit import unit_of_work
from ...state import recruitment
from ..guard import actor, needs, shown_again
from ..papers import pdf_answer
from ..rendering import page
from . import blueprint
from .schedule_words import said

STATES = {
    "promised": ("doing", N_("已公布承诺，等抽")), "drawn": ("todo", N_("已抽，等确认")), "confirmed": ("lock", N_("已抽定")),
    "dropped": ("off", N_("已作废")),
}  # fmt: skip


@blueprint.get("/day/draws")
@needs(Permission.SCHEDULES_EDIT)
def day_draws() -> Response:
    """What lots can be drawn for on a day, and every draw that was begun."""
    return _table()


def _table(problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        when = day_of(request.values, book.today(unit))
        table = draws.table(unit, when)
    return page(
        "day/draws.html", title=gettext(N_("抽签")), day=when, table=table, kinds=KINDS, halves=HALVES, states=STATES,
        sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


@blueprint.post("/day/draws")
@needs(Permission.SCHEDULES_EDIT)
def day_draw_begin() -> Response | WerkzeugResponse:
    """Fix what is drawn and publish the promise."""
    form = request.form
    try:
        with unit_of_work(actor()) as unit:
            scope = draws.Scope(
                form.get("kind", ""), day_of(form, book.today(unit)), form.get("half", ""),
                form.get("stage_id", 0, type=int), form.get("campus", ""),
            )  # fmt: skip
            draw_id = draws.promise(unit, scope).id
    except RecruitmentError as problem:
        return _table(problem)
    return _to(draw_id)


@blueprint.get("/day/draws/<int:draw_id>")
@needs(Permission.SCHEDULES_EDIT)
def day_draw(draw_id: int) -> Response:
    return _show(draw_id)


def _show(draw_id: int, problem: RecruitmentError | None = None) -> Response:
    fields = problem.fields if isinstance(problem, Invalid) else {}
    return page(
        "day/draw.html", title=gettext(N_("抽签")), **_sheet(draw_id), values=request.form,
        errors={k: gettext(v[0]) for k, v in fields.items()},
        sentence=said(problem) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


def _sheet(draw_id: int) -> dict[str, Any]:
    with unit_of_work(actor(), write=False) as unit:
        draw = draws.get(unit, draw_id)
        called = draws.called(unit, draw)
        unit.audit("draw.opened", "draw", draw_id)
    return {"draw": draw, "called": called, "kinds": KINDS, "halves": HALVES, "states": STATES, "command": _command(draw)}


def _command(draw: Any) -> list[str]:
    """What anybody types to compute a group again."""
    if draw.words is None:
        return []
    words = shlex.quote(draw.words)
    return [
        f"hr-recruit draw {' '.join(lot['items'])} --seed {draw.seed} --words {words} --round {draw.round} --verify {draw.promise}"
        for lot in draw.lots
    ]


@blueprint.post("/day/draws/<int:draw_id>")
@needs(Permission.SCHEDULES_EDIT)
@shown_again(_show)
def day_draw_step(draw_id: int) -> Response | WerkzeugResponse:
    """The next step of a draw: draw, confirm, or drop."""
    form = request.form
    with unit_of_work(actor()) as unit:
        version = version_of(form)
        if form.get("act") == "pull":
            draws.pull(unit, draw_id, form.get("words", ""), form.get("present", ""), version=version)
        elif form.get("act") == "confirm":
            draws.confirm(unit, draw_id, version=version)
        elif form.get("act") == "drop":
            draws.drop(unit, draw_id, version=version)
        else:
            raise Invalid(N_("没看懂你的选择，请再点一次。"))
    return _to(draw_id)


@blueprint.get("/day/draws/<int:draw_id>/record.pdf")
@needs(Permission.SCHEDULES_EDIT)
def day_draw_record(draw_id: int) -> Response:
    """The record with all that anybody needs to compute it again, and lines to sign."""
    sheet = _sheet(draw_id)
    if sheet["draw"].result is None:
        raise Invalid(N_("还没抽，没有可打印的。"))
    record = letters.draw("day/draw_record.html", **sheet, hospital=recruitment().settings.hospital)
    return pdf_answer(record, f"draw-{draw_id}.pdf")


def _to(draw_id: int) -> WerkzeugResponse:
    return redirect(url_for("hr_recruit_hr.day_draw", draw_id=draw_id), 303)
