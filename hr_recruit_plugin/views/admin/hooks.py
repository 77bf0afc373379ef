"""The hook console."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, NotFound
from ...i18n import N_, gettext
from ...schemas.drawn import as_typed, drawn, typed
from ...security.permissions import Permission
from ...services import console
from ...services.console import Implementation
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint

EVENTS: Mapping[str, str] = {
    "recruit_score_candidate": N_("给候选人评分时"),
    "recruit_validate_application": N_("收下投递前"),
    "recruit_validate_stage_change": N_("移动阶段前"),
    "recruit_validate_offer": N_("发 Offer 前"),
    "recruit_application_received": N_("收到投递"),
    "recruit_stage_changed": N_("阶段变更"),
    "recruit_stage_overdue": N_("阶段逾期"),
    "recruit_interview_published": N_("面试发布、改期或取消"),
    "recruit_feedback_submitted": N_("评分表交来"),
    "recruit_feedback_missing": N_("评分表没交"),
    "recruit_offer_issued": N_("Offer 发出"),
    "recruit_offer_code_requested": N_("候选人要签署验证码"),
    "recruit_offer_signed": N_("Offer 已签"),
    "recruit_offer_declined": N_("Offer 被谢绝"),
    "recruit_candidate_hired": N_("录用"),
}
FILTERS = ("failed", "off", "foreign")


@blueprint.get("/settings/hooks")
@needs(Permission.SETTINGS_EDIT)
def hooks() -> Response:
    return _console()


@blueprint.post("/settings/hooks/switch")
@needs(Permission.SETTINGS_EDIT)
def hook_switch() -> WerkzeugResponse:
    """On or off, everywhere or in one scope; on resumes what was parked."""
    name, scope = request.form.get("name", ""), request.form.get("scope", "")
    # The box follows a hidden 0, because a browser sends nothing for a box that is not ticked.
    enabled = request.form.getlist("enabled")[-1:] == ["1"]
    with unit_of_work(actor()) as unit:
        console.switch(unit, name, enabled, scope)
    return _back(open=request.form.get("open") or None, scope=scope or None, focus=f"switch:{name}")


@blueprint.post("/settings/hooks/move")
@needs(Permission.SETTINGS_EDIT)
def hook_move() -> WerkzeugResponse:
    name, direction = request.form.get("name", ""), request.form.get("direction", "")
    with unit_of_work(actor()) as unit:
        console.move(unit, name, -1 if direction == "up" else 1)
    return _back(open=request.form.get("open") or None, focus=f"{direction}:{name}")


@blueprint.post("/settings/hooks/settings")
@needs(Permission.SETTINGS_EDIT)
def hook_save() -> Response | WerkzeugResponse:
    name, scope = request.form.get("name", ""), request.form.get("scope", "")
    try:
        with unit_of_work(actor()) as unit:
            chosen = _chosen(console.implementations(unit), name)
            if chosen is None or chosen.schema is None:
                raise NotFound(N_("没有安装「%(name)s」。"), name=name)
            console.configure(unit, name, typed(chosen.schema, request.form), scope)
    except Invalid as problem:
        return _console(problem)
    return _back(open=name, scope=scope or None, saved=1)


@blueprint.post("/settings/hooks/scope")
@needs(Permission.SETTINGS_EDIT)
def hook_drop_scope() -> WerkzeugResponse:
    name, scope = request.form.get("name", ""), request.form.get("scope", "")
    with unit_of_work(actor()) as unit:
        console.drop_scope(unit, name, scope)
    return _back(open=name, dropped=1)


def _back(**values: Any) -> WerkzeugResponse:
    show = request.form.get("show") or None
    return redirect(url_for("hr_recruit_admin.hooks", show=show, **values), 303)


def _console(problem: Invalid | None = None) -> Response:
    name = request.values.get("open") or request.form.get("name", "")
    scope = request.values.get("scope", "")
    with unit_of_work(actor(), write=False) as unit:
        found = console.implementations(unit)
        scopes = console.scopes(unit)
        chosen = _chosen(found, name)
        failures = console.failures(unit, chosen.name) if chosen else ()
    show = request.values.get("show", "")
    errors = {k: gettext(v[0]) for k, v in problem.fields.items()} if problem else {}
    return page(
        "admin/hooks.html", title=gettext(N_("自动行为")), every=found, shown=_filtered(found, show), show=show,
        counts={key: len(_filtered(found, key)) for key in FILTERS}, chosen=chosen, scope=scope,
        scope_title=next((s.title for s in scopes if s.key == scope), scope), scopes=scopes, failures=failures,
        fields=_fields(chosen, scope, problem), errors=errors, events=EVENTS, days=console.FAILURE_DAYS,
        sentence=gettext(problem.message, **problem.params) if problem else "", focus=request.args.get("focus", ""),
        saved=request.args.get("saved"), dropped=request.args.get("dropped"), status=422 if problem else 200,
    )  # fmt: skip


def _chosen(found: list[Implementation], name: str) -> Implementation | None:
    return next((i for i in found if i.name == name), None)


def _filtered(found: list[Implementation], show: str) -> list[Implementation]:
    keep: Mapping[str, Callable[[Implementation], bool]] = {
        "failed": lambda i: bool(i.failed_lately or i.parked_at),
        "off": lambda i: not i.enabled or i.parked_at is not None,
        "foreign": lambda i: not i.builtin,
    }
    return [i for i in found if show not in keep or keep[show](i)]


def _fields(chosen: Implementation | None, scope: str, problem: Invalid | None) -> list[Any]:
    if chosen is None or chosen.schema is None:
        return []
    override = chosen.override(scope) if scope else None
    values, secrets = (override.values, override.secrets_set) if override else (chosen.values, chosen.secrets_set)
    if problem is not None:
        values = {**values, **as_typed(chosen.schema, request.form)}
    return drawn(chosen.schema, values, secrets)
