"""The board: looking at it, and moving people on it by drag, by menu, by key, one or several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, redirect, request

from ...errors import Invalid, RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours
from ...schemas.application import MoveSchema, chosen
from ...schemas.forms import version_of
from ...schemas.loading import load
from ...security.permissions import Permission
from ...services import board as service
from ...services import pipeline
from ...services.unit import Unit, unit_of_work
from ..guard import actor, needs
from ..rendering import fragment, page
from . import blueprint
from .people import card_view

CONDITIONS = {"query": N_("查找"), "overdue": N_("逾期"), "blocked": N_("受阻")}


@blueprint.get("/jobs/<int:job_id>")
@needs(Permission.APPLICATIONS_VIEW)
def board(job_id: int) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        context = _zone(unit, job_id)
    return page("hr/board.html", title=context["board"].job.title, **context)


@blueprint.get("/jobs/<int:job_id>/stages/<int:stage_id>/rest")
@needs(Permission.APPLICATIONS_VIEW)
def board_rest(job_id: int, stage_id: int) -> Response:
    """The cards behind 显示其余 n 人."""
    shown = request.args.get("shown", 0, int)
    with unit_of_work(actor(), write=False) as unit:
        filters = _filters()
        column, left = service.rest(unit, job_id, stage_id, shown, filters)
        head = _head(column, job_id, shown + len(column.cards))
        return fragment("hr/board_rest.html", stage=head, cards=_cards(column), left=left)


# --- one -----------------------------------------------------------------------------------------------------------


@blueprint.post("/applications/<int:application_id>/move")
@needs(Permission.APPLICATIONS_EDIT)
def move(application_id: int) -> Response:
    """Move one. The board's script gets its card and the heads again; a form gets to where it came from."""
    wanted = load(MoveSchema(), {k: v for k, v in request.form.items() if v != ""})
    try:
        with unit_of_work(actor()) as unit:
            moved = pipeline.advance(
                unit, application_id, wanted["stage_id"], version=wanted["version"], reason=wanted["reason"]
            )
            job_id = moved.job_id
    except RecruitmentError as problem:
        return _refused(problem, application_id)
    if not request.headers.get("HX-Request"):
        return _back(application_id, job_id)
    with unit_of_work(actor(), write=False) as unit:
        filters = _filters()
        card = card_view(service.card(unit, application_id), movable=True, filters=_arguments(filters))
        heads = [_head(column, job_id, 0) for column in service.heads(unit, job_id, filters)]
    return fragment("hr/board_moved.html", card=card, heads=heads)


@blueprint.post("/applications/<int:application_id>/reject")
@needs(Permission.APPLICATIONS_EDIT)
def reject(application_id: int) -> Response:
    return _end(application_id, "reject")


@blueprint.post("/applications/<int:application_id>/withdraw")
@needs(Permission.APPLICATIONS_EDIT)
def withdraw(application_id: int) -> Response:
    return _end(application_id, "withdraw")


@blueprint.post("/applications/<int:application_id>/restore")
@needs(Permission.APPLICATIONS_EDIT)
def restore(application_id: int) -> Response:
    return _end(application_id, "restore")


def _end(application_id: int, verb: str) -> Response:
    version, reason = version_of(request.form), request.form.get("reason", "")
    try:
        with unit_of_work(actor()) as unit:
            if verb == "restore":
                job_id = pipeline.restore(unit, application_id, version=version).job_id
            else:
                act = pipeline.reject if verb == "reject" else pipeline.withdraw
                job_id = act(unit, application_id, version=version, reason=reason).job_id
    except RecruitmentError as problem:
        return _refused(problem, application_id)
    return _back(application_id, job_id)


def _refused(problem: RecruitmentError, application_id: int) -> Response:
    """On the board the guard says it beside the card; in the dossier it stands above what was pressed."""
    if request.headers.get("HX-Request") or request.form.get("back") != "dossier":
        raise problem
    from .dossier import show

    return show(application_id, problem=problem)


def _back(application_id: int, job_id: int) -> Response:
    if request.form.get("back") == "dossier":
        return redirect(ours("hr.dossier", application_id=application_id), 303)  # type: ignore[return-value]
    return redirect(ours("hr.board", job_id=job_id), 303)  # type: ignore[return-value]


# --- several -------------------------------------------------------------------------------------------------------


@blueprint.post("/jobs/<int:job_id>/move")
@needs(Permission.APPLICATIONS_EDIT)
def move_many(job_id: int) -> Response:
    try:
        ids = chosen(request.form.getlist("application_id"))
        wanted = load(MoveSchema(), {"stage_id": request.form.get("stage_id")})
        with unit_of_work(actor()) as unit:
            done, refused = pipeline.advance_many(unit, ids, wanted["stage_id"], request.form.get("reason", ""))
    except RecruitmentError as problem:
        return _again(job_id, problem=problem)
    told = gettext(N_("已移动 %(n)s 人"), n=len(done)) if done else ""
    return _again(job_id, told=told, refused=refused)


@blueprint.get("/jobs/<int:job_id>/interviews")
@needs(Permission.SCHEDULES_EDIT)
def schedule_picked(job_id: int) -> Response:
    """From ticked boxes to a new plan for them."""
    try:
        ids = chosen(request.args.getlist("application_id"))
        with unit_of_work(actor(), write=False) as unit:
            stage_id = pipeline.common_stage(unit, ids).id
    except RecruitmentError as problem:
        return _again(job_id, problem=problem)
    return redirect(ours("hr.schedules", stage_id=stage_id, ids=",".join(map(str, ids))))  # type: ignore[return-value]


@blueprint.post("/jobs/<int:job_id>/reject")
@needs(Permission.APPLICATIONS_EDIT)
def reject_many(job_id: int) -> Response:
    try:
        ids = chosen(request.form.getlist("application_id"))
        if not request.form.get("reason", "").strip():
            raise Invalid(N_("写一句原因，以后复核要用。"), {"reason": ["required"]})
        with unit_of_work(actor()) as unit:
            done, refused = pipeline.reject_many(unit, ids, request.form["reason"])
    except RecruitmentError as problem:
        return _again(job_id, problem=problem)
    told = gettext(N_("已婉拒 %(n)s 人"), n=len(done)) if done else ""
    return _again(job_id, told=told, refused=refused, undo=done)


@blueprint.post("/jobs/<int:job_id>/restore")
@needs(Permission.APPLICATIONS_EDIT)
def restore_many(job_id: int) -> Response:
    """Undo of a rejection."""
    try:
        ids = chosen([*request.args.getlist("application_id"), *request.form.getlist("application_id")])
        with unit_of_work(actor()) as unit:
            done, refused = pipeline.restore_many(unit, ids)
    except RecruitmentError as problem:
        return _again(job_id, problem=problem)
    return _again(job_id, told=gettext(N_("已恢复 %(n)s 人"), n=len(done)), refused=refused)


def _again(
    job_id: int, *, told: str = "", refused: Sequence[pipeline.Refusal] = (), undo: Sequence[int] = (),
    problem: RecruitmentError | None = None,
) -> Response:  # fmt: skip
    """The board once more, with what came of it: the zone for the script, the whole page without it."""
    with unit_of_work(actor(), write=False) as unit:
        context = _zone(unit, job_id) | {
            "told": told, "refused": refused, "problem": problem,
            "undo_url": ours("hr.restore_many", job_id=job_id, application_id=list(undo)) if undo else "",
        }  # fmt: skip
    if request.headers.get("HX-Request"):
        answer = fragment("hr/board_zone.html", **context, toast=told)
        answer.headers["HX-Retarget"], answer.headers["HX-Reswap"] = "#hr-board-zone", "outerHTML"
        return answer
    status = problem.status if problem else 200
    return page("hr/board.html", title=context["board"].job.title, status=status, **context)


# --- what the templates need -----------------------------------------------------------------------------------------


def _filters() -> service.Filters:
    given = request.args
    return service.Filters(given.get("q", "")[:100], given.get("overdue") == "1", given.get("blocked") == "1")


def _arguments(filters: service.Filters) -> dict[str, Any]:
    """Filters as they stand in a URL."""
    found = {"q": filters.query or None, "overdue": filters.overdue or None, "blocked": filters.blocked or None}
    return {key: (1 if value is True else value) for key, value in found.items() if value}


def _zone(unit: Unit, job_id: int) -> dict[str, Any]:
    filters = _filters()
    found = service.board(unit, job_id, filters)
    nobody = filters.active and not found.active
    return {
        "board": found, "filters": filters, "arguments": _arguments(filters),
        "columns": [(_head(c, job_id, len(c.cards)), _cards(c)) for c in found.columns],
        "strictest": service.loosest(unit, job_id, filters) if nobody else None,
        "conditions": {key: gettext(word) for key, word in CONDITIONS.items()},
        "told": "", "refused": (), "problem": None, "undo_url": "",
    }  # fmt: skip


def _head(column: service.Column, job_id: int, shown: int) -> dict[str, Any]:
    facts = []
    if column.median_days is not None:
        facts.append(gettext(N_("中位 %(n)s 天"), n=column.median_days))
    if column.overdue:
        facts.append(gettext(N_("%(n)s 人逾期"), n=column.overdue))
    rest = ours("hr.board_rest", job_id=job_id, stage_id=column.stage.id, shown=shown, **_arguments(_filters()))
    return {
        "id": column.stage.id, "name": column.stage.name, "count": column.total, "note": " · ".join(facts),
        "rest_url": rest, "kind": column.stage.kind,
    }  # fmt: skip


def _cards(column: service.Column) -> list[dict[str, Any]]:
    movable = actor().can(Permission.APPLICATIONS_EDIT)
    arguments = _arguments(_filters())
    return [card_view(card, movable=movable, filters=arguments) for card in column.cards]
