"""Machine tokens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...security.permissions import Permission
from ...services import tokens as service
from ...services.unit import Unit, unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint

PERMISSIONS: Mapping[str, str] = {
    Permission.JOBS_VIEW: N_("看职位"),
    Permission.JOBS_EDIT: N_("改职位"),
    Permission.APPLICATIONS_VIEW: N_("看申请和档案"),
    Permission.APPLICATIONS_EDIT: N_("导入、更正、移动、婉拒"),
    Permission.SCHEDULES_EDIT: N_("排期"),
    Permission.OFFERS_EDIT: N_("发 Offer"),
    Permission.REPORTS_VIEW: N_("看报表"),
    Permission.INTERVIEWS_CONDUCT: N_("面试与评分"),
    Permission.WORK: N_("看今日"),
    Permission.SETTINGS_EDIT: N_("改设置"),
    Permission.AUDIT_VIEW: N_("看审计"),
}
LIFETIMES = (30, 90, 365)
"""Days that a token may be issued for; for good is not among them."""
DAYS = N_("从列出的期限里选。")


@blueprint.get("/settings/tokens")
@needs(Permission.SETTINGS_EDIT)
def tokens() -> Response:
    return _screen()


@blueprint.post("/settings/tokens")
@needs(Permission.SETTINGS_EDIT)
def token_issue() -> Response:
    """The new token is in this one answer and nowhere else."""
    try:
        with unit_of_work(actor()) as unit:
            token = service.issue(
                unit, request.form.get("name", ""), request.form.getlist("permissions"), _expiry(unit)
            )
    except Invalid as problem:
        return _screen(problem=problem)
    return _screen(token=token)


@blueprint.post("/settings/tokens/<int:token_id>/revoke")
@needs(Permission.SETTINGS_EDIT)
def token_revoke(token_id: int) -> WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.revoke(unit, token_id)
    return redirect(url_for("hr_recruit_admin.tokens"), 303)


def _expiry(unit: Unit) -> datetime:
    """The end of the last day, where the hospital is."""
    days = request.form.get("days", type=int)
    if days not in LIFETIMES:
        raise Invalid(DAYS, {"days": [DAYS]})
    zone = unit.state.settings.zone
    return datetime.combine(unit.now.astimezone(zone).date() + timedelta(days=days + 1), time(), zone)


def _screen(*, token: str = "", problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = service.listing(unit)
        now = unit.now
    return page(
        "admin/tokens.html", title=gettext(N_("令牌")), tokens=found, moment=now, token=token, lifetimes=LIFETIMES,
        permissions=PERMISSIONS, values=request.form if problem else {},
        picked=request.form.getlist("permissions") if problem else [],
        errors={k: gettext(v[0]) for k, v in problem.fields.items()} if problem else {},
        status=422 if problem else 200,
    )  # fmt: skip
