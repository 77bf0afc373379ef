"""Which outside system serves each port: set up, test, switch off. Secrets go in and never come out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marshmallow import Schema
from sqlalchemy import select

from ..adapters.base import Adapter, CheckResult, SettingsInvalid
from ..errors import Invalid, NotFound
from ..i18n import N_, gettext
from ..models import Connection
from ..outbox import claim
from ..records import Port
from ..security.permissions import Permission
from .form_errors import secret_fields, spoken, with_known_secrets
from .unit import Unit

EDIT = Permission.SETTINGS_EDIT
NO_CONNECTION = N_("这个接口还没有连接。先选一个系统并保存设置。")


@dataclass(frozen=True)
class Choice:
    """A system that can serve a port. ``title`` and ``description`` are msgids; ``schema`` draws the form."""

    name: str
    title: str
    description: str
    schema: type[Schema]


@dataclass(frozen=True)
class ConnectionView:
    """One port. ``values`` hold no secret; ``secrets_set`` names the secret fields that have a value."""

    port: Port
    choices: tuple[Choice, ...]
    adapter: str | None = None
    enabled: bool = False
    built_in: bool = False
    """Served by the host's own OA, without being set up."""
    values: Mapping[str, Any] = field(default_factory=dict)
    secrets_set: frozenset[str] = frozenset()
    updated_by: str | None = None
    updated_at: datetime | None = None


def connections(unit: Unit) -> list[ConnectionView]:
    """Every port, connected or not."""
    unit.actor.require(EDIT)
    stored = {row.port: row for row in unit.session.scalars(select(Connection))}
    return [_view(unit, port, stored.get(port)) for port in Port]


def connection(unit: Unit, port: str) -> ConnectionView:
    unit.actor.require(EDIT)
    return _view(unit, _port(port), _row(unit, port))


def save_connection(
    unit: Unit, port: str, adapter: str, settings: Mapping[str, Any], *, enabled: bool = True
) -> ConnectionView:
    """Set a port up; what waited for it is due at once. A secret that is left blank stays as it is.

    Raises Invalid naming the fields that are wrong.
    """
    unit.actor.require(EDIT)
    kind, row = _kind(unit, port, adapter), _row(unit, port)
    known = row.settings if row is not None and row.adapter == adapter else {}
    values = _checked(kind, with_known_secrets(kind.settings_schema, settings, known))
    if row is None:
        row = Connection(port=str(_port(port)))
        unit.session.add(row)
    row.adapter, row.settings, row.enabled = adapter, values, enabled
    row.updated_by, row.updated_at = unit.actor.name, unit.now
    unit.session.flush()
    if enabled:
        claim.connect(unit.session, port, unit.now)
        unit.queued += 1
    unit.audit("connection.saved", "connection", port, adapter=adapter, enabled=enabled, fields=sorted(values))
    return _view(unit, _port(port), row)


def disable(unit: Unit, port: str) -> None:
    """Send nothing through ``port`` until it is saved or enabled again; what is queued waits."""
    _switch(unit, port, False)


def enable(unit: Unit, port: str) -> None:
    """Send through ``port`` again; what waited is due at once."""
    _switch(unit, port, True)
    claim.connect(unit.session, port, unit.now)
    unit.queued += 1


def test_connection(
    unit: Unit,
    port: str,
    adapter: str | None = None,  # noqa: PT028 - no pytest function
    settings: Mapping[str, Any] | None = None,  # noqa: PT028
) -> CheckResult:
    """Reach the far end without changing anything there, with the stored settings or with those of a form.

    It talks to the network: call it in a unit of ``write=False``, so that nobody waits for it.
    """
    unit.actor.require(EDIT)
    row = _row(unit, port)
    name = adapter or (row.adapter if row else None)
    if name is None:
        raise NotFound(NO_CONNECTION)
    kind = _kind(unit, port, name)
    known = row.settings if row is not None and row.adapter == name else {}
    values = known if settings is None else with_known_secrets(kind.settings_schema, settings, known)
    unit.audit("connection.tested", "connection", port, adapter=name)
    try:
        result = kind(values).check()
    except SettingsInvalid as problem:
        raise Invalid(N_("设置没有保存，看标红的项。"), spoken(problem.errors)) from problem
    except Exception as problem:
        # An adapter's fault may quote a secret: only its kind is told.
        return CheckResult(False, N_("连接程序出错（%(kind)s）"), params={"kind": type(problem).__name__})
    return result


test_connection.__test__ = False  # type: ignore[attr-defined]


def told(result: CheckResult) -> str:
    """A test's result in the reader's language, followed by the far end's own words."""
    text = gettext(result.message, **result.params)
    return f"{text} [{result.remote_words}]" if result.remote_words else text


def _switch(unit: Unit, port: str, enabled: bool) -> None:
    unit.actor.require(EDIT)
    row = _row(unit, port)
    if row is None:
        raise NotFound(NO_CONNECTION)
    row.enabled, row.updated_by, row.updated_at = enabled, unit.actor.name, unit.now
    unit.audit("connection.switched", "connection", port, enabled=enabled)


def _checked(kind: type[Adapter], values: Mapping[str, Any]) -> dict[str, Any]:
    """As JSON-natural values, defaults filled in."""
    try:
        loaded = kind(values).settings
    except SettingsInvalid as problem:
        raise Invalid(N_("设置没有保存，看标红的项。"), spoken(problem.errors)) from problem
    dumped: dict[str, Any] = kind.settings_schema().dump(loaded)
    return dumped


def _view(unit: Unit, port: Port, row: Connection | None) -> ConnectionView:
    choices = tuple(
        Choice(name, kind.title, kind.description, kind.settings_schema)
        for (served, name), kind in unit.state.adapters.items()
        if served == port
    )
    if row is None:
        host = port is Port.OA and unit.state.host_takes_todos
        return ConnectionView(port, choices, "host" if host else None, enabled=host, built_in=host)
    kind_of_row = unit.state.adapters.get((str(port), row.adapter))
    secrets = secret_fields(kind_of_row.settings_schema) if kind_of_row else frozenset(row.settings)
    return ConnectionView(
        port,
        choices,
        row.adapter,
        row.enabled,
        values={name: value for name, value in row.settings.items() if name not in secrets},
        secrets_set=frozenset(name for name in secrets if row.settings.get(name)),
        updated_by=row.updated_by,
        updated_at=row.updated_at,
    )


def _row(unit: Unit, port: str) -> Connection | None:
    return unit.session.scalars(select(Connection).where(Connection.port == str(_port(port)))).one_or_none()


def _port(port: str) -> Port:
    try:
        return Port(port)
    except ValueError as problem:
        raise NotFound(N_("没有名为 %(port)s 的接口。"), port=port) from problem


def _kind(unit: Unit, port: str, adapter: str) -> type[Adapter]:
    found = unit.state.adapters.get((str(_port(port)), adapter))
    if found is None:
        raise NotFound(N_("没有名为「%(name)s」的连接程序。"), name=adapter)
    return found
