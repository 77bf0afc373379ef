"""Connections to outside systems, and what was delivered to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...schemas.drawn import as_typed, drawn, typed
from ...security.permissions import Permission
from ...services import connections as service
from ...services import deliveries
from ...services.connections import Choice, ConnectionView
from ...services.tasks import PORT_TITLES
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import fragment, page
from . import blueprint

ABOUT: Mapping[str, str] = {
    "messaging": N_("通知、面试邀请、Offer 链接"),
    "payroll": N_("新员工进薪资系统"),
    "his": N_("新员工在 HIS 建立人员"),
    "oa": N_("待办和新同事"),
    "calendar": N_("读忙闲，写面试；不连也能排期"),
}


@blueprint.get("/settings/connections")
@needs(Permission.SETTINGS_EDIT)
def connections() -> Response:
    return _screen()


@blueprint.post("/settings/connections/<port>")
@needs(Permission.SETTINGS_EDIT)
def connection_save(port: str) -> Response | WerkzeugResponse:
    adapter = request.form.get("adapter", "")
    try:
        with unit_of_work(actor()) as unit:
            view = service.connection(unit, port)
            service.save_connection(unit, port, adapter, typed(_choice(view, adapter).schema, request.form))
    except Invalid as problem:
        return _screen(problem, port)
    return redirect(url_for("hr_recruit_admin.connections", port=port, saved=1), 303)


@blueprint.post("/settings/connections/<port>/test")
@needs(Permission.SETTINGS_EDIT)
def connection_test(port: str) -> Response:
    """Try the settings as they stand in the form, or the stored ones; the answer is told beside the button."""
    adapter = request.form.get("adapter") or None
    result, problem = None, None
    try:
        with unit_of_work(actor(), write=False) as unit:
            settings = None
            if adapter:
                settings = typed(_choice(service.connection(unit, port), adapter).schema, request.form)
            result = service.test_connection(unit, port, adapter, settings)
    except Invalid as refused:
        problem = refused
    said = gettext(result.message, **result.params) if result else ""
    if request.headers.get("HX-Request"):
        # The fields are named in the answer: what is typed, secrets among it, stays in the form.
        return fragment("admin/_test.html", result=result, said=said, problem=problem, titles=_titles(port, adapter))
    return _screen(problem, port, result=result, said=said)


@blueprint.post("/settings/connections/<port>/switch")
@needs(Permission.SETTINGS_EDIT)
def connection_switch(port: str) -> WerkzeugResponse:
    enabled = request.form.getlist("enabled")[-1:] == ["1"]
    with unit_of_work(actor()) as unit:
        (service.enable if enabled else service.disable)(unit, port)
    return redirect(url_for("hr_recruit_admin.connections", port=request.form.get("open") or None), 303)


def _screen(
    problem: Invalid | None = None, port: str = "", *, result: Any = None, said: str = ""
) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        every = service.connections(unit)
        counts = deliveries.counts(unit)
    wanted = port or request.args.get("port", "")
    chosen = next((v for v in every if v.port == wanted), None)
    choice = _choice(chosen, request.values.get("adapter", "")) if chosen else None
    fields = _fields(chosen, choice, again=problem is not None or result is not None) if chosen and choice else []
    return page(
        "admin/connections.html", title=gettext(N_("连接")), every=every, counts=counts, ports=PORT_TITLES, about=ABOUT,
        chosen=chosen, choice=choice, fields=fields, result=result, said=said, problem=problem, titles={},
        errors={k: v[0] for k, v in problem.fields.items()} if problem else {}, saved=request.args.get("saved"),
        sentence=gettext(problem.message, **problem.params) if problem else "", status=422 if problem else 200,
    )  # fmt: skip


def _choice(view: ConnectionView, adapter: str) -> Choice:
    """The system asked for, else the connected one, else the first."""
    by_name = {c.name: c for c in view.choices}
    return by_name.get(adapter) or by_name.get(view.adapter or "") or view.choices[0]


def _fields(view: ConnectionView, choice: Choice, *, again: bool) -> list[Any]:
    stored = view.adapter == choice.name
    values = view.values if stored else {}
    if again:
        values = {**values, **as_typed(choice.schema, request.form)}
    return drawn(choice.schema, values, view.secrets_set if stored else ())


def _titles(port: str, adapter: str | None) -> dict[str, str]:
    with unit_of_work(actor(), write=False) as unit:
        schema = _choice(service.connection(unit, port), adapter or "").schema
    return {f.name: gettext(f.title) for f in drawn(schema, {})}
