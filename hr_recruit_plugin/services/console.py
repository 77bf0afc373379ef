"""The hook console: which implementation is on, in which order, with which settings, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, ValidationError
from sqlalchemy import select

from ..errors import Invalid, NotFound
from ..hooks import specs
from ..i18n import N_
from ..models import HookRun, HookSetting
from ..security.permissions import Permission
from . import events
from .unit import Unit

EDIT = Permission.SETTINGS_EDIT
HOST_HOOKS = frozenset(
    {
        "recruit_current_user", "recruit_engine", "recruit_render", "recruit_login_url", "recruit_has_permission",
        "recruit_add_menu", "recruit_csrf_token", "recruit_check_csrf", "recruit_departments",
        "recruit_find_users", "recruit_locale", "recruit_push_todo", "recruit_add_colleague",
        "recruit_register_adapters",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Implementation:
    """One behaviour as the console shows it."""

    name: str
    title: Any
    description: Any
    hooks: tuple[str, ...]
    builtin: bool
    schema: type[Schema] | None
    enabled: bool
    parked_at: Any
    failures: int
    position: int | None
    settings: Mapping[str, Any]
    scopes: Sequence[HookSetting]


def implementations(unit: Unit) -> list[Implementation]:
    """Every recruitment behaviour that is installed, in the order in which they run."""
    unit.actor.require(EDIT)
    rows = unit.session.scalars(select(HookSetting)).all()
    by_name: dict[str, list[HookSetting]] = {}
    for row in rows:
        by_name.setdefault(row.implementation, []).append(row)
    hooks: dict[str, list[str]] = {}
    plugins: dict[str, Any] = {}
    for hook in lifecycle_hooks():
        for implementation in events.implementations(unit.state.plugins, hook):
            hooks.setdefault(implementation.plugin_name, []).append(hook)
            plugins[implementation.plugin_name] = implementation.plugin
    found = [_implementation(name, plugin, hooks[name], by_name.get(name, [])) for name, plugin in plugins.items()]
    return sorted(found, key=lambda i: (1000 if i.position is None else i.position))


def lifecycle_hooks() -> list[str]:
    """Names of the hooks that the console governs."""
    return [n for n in dir(specs) if n.startswith("recruit_") and n not in HOST_HOOKS]


def _implementation(name: str, plugin: Any, hooks: Sequence[str], rows: Sequence[HookSetting]) -> Implementation:
    general = next((r for r in rows if r.scope == ""), None)
    stored = general.settings if general else {}
    return Implementation(
        name=name,
        title=getattr(plugin, "title", name),
        description=getattr(plugin, "description", ""),
        hooks=tuple(hooks),
        builtin=type(plugin).__module__.startswith("hr_recruit_plugin."),
        schema=getattr(plugin, "settings_schema", None),
        enabled=general.enabled if general else True,
        parked_at=general.parked_at if general else None,
        failures=general.failures if general else 0,
        position=general.position if general else None,
        settings=events.load_settings(plugin, stored),
        scopes=[r for r in rows if r.scope],
    )


def switch(unit: Unit, name: str, enabled: bool, scope: str = "") -> HookSetting:
    """Turn a behaviour on or off, everywhere or in one scope (``job:ID``, ``department:ID``)."""
    row = _row(unit, name, scope)
    row.enabled = enabled
    if enabled:
        row.failures, row.parked_at = 0, None
    unit.audit("hook.switched", "hook", name, enabled=enabled, scope=scope)
    return row


def configure(unit: Unit, name: str, values: Mapping[str, Any], scope: str = "") -> HookSetting:
    """Set a behaviour up; its own schema checks the values."""
    plugin = unit.state.plugins.get_plugin(name)
    schema = getattr(plugin, "settings_schema", None)
    if schema is None:
        raise Invalid(N_("「%(name)s」没有可设置的项。"), name=name)
    try:
        loaded = schema().load(dict(values))
    except ValidationError as problem:
        raise Invalid(N_("设置没有保存，看标红的项。"), problem.messages_dict) from problem
    row = _row(unit, name, scope)
    row.settings = schema().dump(loaded)
    unit.audit("hook.configured", "hook", name, scope=scope, fields=sorted(values))
    return row


def order(unit: Unit, names: Sequence[str]) -> None:
    """Run behaviours in this order."""
    for position, name in enumerate(names):
        _row(unit, name, "").position = position
    unit.audit("hook.ordered", "hook", "*", names=list(names))


def _row(unit: Unit, name: str, scope: str) -> HookSetting:
    unit.actor.require(EDIT)
    if unit.state.plugins.get_plugin(name) is None:
        raise NotFound(N_("没有安装「%(name)s」。"), name=name)
    row = unit.session.scalar(
        select(HookSetting).where(HookSetting.implementation == name, HookSetting.scope == scope)
    )
    if row is None:
        row = HookSetting(implementation=name, scope=scope, enabled=True, settings={}, failures=0)
        unit.session.add(row)
    row.updated_by, row.updated_at = unit.actor.name, unit.now
    return row


def failures(unit: Unit, limit: int = 50) -> Sequence[HookRun]:
    unit.actor.require(EDIT)
    return unit.session.scalars(select(HookRun).order_by(HookRun.id.desc()).limit(limit)).all()
