"""What left, what waits, what was refused; sending again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...i18n import N_, gettext
from ...security.permissions import Permission
from ...services import deliveries as service
from ...services.tasks import PORT_TITLES
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint

STATES: Mapping[str, tuple[str, str]] = {
    "waiting": ("wait", N_("等待发送")),
    "claimed": ("doing", N_("发送中")),
    "sending": ("doing", N_("发送中")),
    "unknown": ("warn", N_("结果未知")),
    "partly": ("warn", N_("部分送达")),
    "parked": ("block", N_("没送到")),
    "done": ("ok", N_("已送达")),
}
KINDS: Mapping[str, str] = {"Notice": N_("通知"), "Todo": N_("待办"), "NewHire": N_("新员工")}
SUBJECTS: Mapping[str, str] = {"application": N_("申请"), "hire": N_("录用"), "offer": N_("Offer")}
TABS = ("parked", "waiting", "unknown", "done")


# HR and admins both may see these: the service asks for one permission or the other.
@blueprint.get("/settings/deliveries")
@needs(Permission.WORK)
def deliveries() -> Response:
    state, port, application = _filters()
    with unit_of_work(actor(), write=False) as unit:
        counts = service.counts(unit)
        found = service.list_deliveries(
            unit, state=state, port=port, subject=("application", application) if application else None,
            page=request.args.get("page", 1, type=int),
        )  # fmt: skip
    by_state = {s: sum(of.get(s, 0) for p, of in counts.items() if port in (None, p)) for s in service.STATES}
    return page(
        "admin/deliveries.html", title=gettext(N_("投递记录")), found=found, counts=counts, by_state=by_state,
        state=state, port=port, application=application, states=STATES, kinds=KINDS, subjects=SUBJECTS, tabs=TABS,
        ports=PORT_TITLES, resent=request.args.get("resent", type=int),
    )  # fmt: skip


@blueprint.post("/settings/deliveries/<int:delivery_id>/resend")
@needs(Permission.WORK)
def delivery_resend(delivery_id: int) -> WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.resend(unit, delivery_id)
    return _back(1)


@blueprint.post("/settings/deliveries/resend")
@needs(Permission.WORK)
def deliveries_resend() -> WerkzeugResponse:
    """Everything of a port that was parked."""
    with unit_of_work(actor()) as unit:
        number = service.resend_all(unit, request.form.get("port", ""))
    return _back(number)


def _filters() -> tuple[str | None, str | None, int | None]:
    state = request.values.get("state")
    port = request.values.get("port")
    return (
        state if state in service.STATES else None,
        port if port in PORT_TITLES else None,
        request.values.get("application", type=int),
    )


def _back(number: int) -> WerkzeugResponse:
    back: dict[str, Any] = {key: request.form.get(f"back_{key}") or None for key in ("state", "port", "application")}
    return redirect(url_for("hr_recruit_admin.deliveries", **back, resent=number), 303)
