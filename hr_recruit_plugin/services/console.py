"""The hook console: which implementation is on, in which order, with which settings, and what went wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from marshmallow import Schema, ValidationError
from sqlalchemy import func, select

from ..errors import Invalid, NotFound
from ..hooks import specs
from ..i18n import N_
from ..models import HookRun, HookSetting, Job
from ..security.permissions import Permission
from . import events, resources
from .form_errors import secret_fields, spoken, with_known_secrets
from .unit import Unit

EDIT = Permission.SETTINGS_EDIT
FAILURE_DAYS = 7
UNORDERED = 1000
"""Where an implementation stands that nobody has put in order; ``events`` reckons alike."""
HOST_HOOKS = frozenset(
    {
        "recruit_current_user", "recruit_engine", "recruit_render", "recruit_login_url", "recruit_has_permission",
        "recruit_add_menu", "recruit_csrf_token", "recruit_check_csrf", "recruit_departments",
        "recruit_find_users", "recruit_absences", "recruit_locale", "recruit_push_todo", "recruit_add_colleague",
        "recruit_register_adapters",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """Where other settings hold than everywhere: ``key`` is ``job:ID`` or ``department:ID``."""

    key: str
    title: str


@dataclass(frozen=True)
class Override:
    """What holds in one scope. ``values`` hold no secret."""

    scope: Scope
    enabled: bool
    values: Mapping[str, Any]
    secrets_set: frozenset[str]
    updated_by: str | None
    updated_at: datetime | None


@dataclass(frozen=True)
class Implementation:
    """One behaviour as the console shows it. ``values`` hold no secret; ``secrets_set`` names those with a value."""

    name: str
    title: Any
    description: Any
    hooks: tuple[str, ...]
    builtin: bool
    schema: type[Schema] | None
    enabled: bool
    parked_at: datetime | None
    failures: int
    """In a row."""
    failed_lately: int
    """In the last ``FAILURE_DAYS`` days."""
    last_failure: datetime | None
    position: int | None
    values: Mapping[str, Any]
    secrets_set: frozenset[str]
    settings_fit: bool
    """False when what is stored does not fit the schema any more, as after an update of the implementation."""
    overrides: Sequence[Override]

    def override(self, scope: str) -> Override | None:
        return next((o for o in self.overrides if o.scope.key == scope), None)


def implementations(unit: Unit) -> list[Implementation]:
    """Every recruitment behaviour that is installed, in the order in which they run."""
    unit.actor.require(EDIT)
    by_name: dict[str, list[HookSetting]] = {}
    for row in unit.session.scalars(select(HookSetting).order_by(HookSetting.id)):
        by_name.setdefault(row.implementation, []).append(row)
    hooks, plugins = _installed(unit)
    failed = _failed_lately(unit)
    titles = {s.key: s.title for s in scopes(unit)}
    found = [
        _implementation(name, (plugin, hooks[name]), by_name.get(name, []), failed.get(name), titles)
        for name, plugin in plugins.items()
    ]
    return sorted(found, key=lambda i: UNORDERED if i.position is None else i.position)


def lifecycle_hooks() -> list[str]:
    """Names of the hooks that the console governs."""
    return [n for n in dir(specs) if n.startswith("recruit_") and n not in HOST_HOOKS]


def scopes(unit: Unit) -> list[Scope]:
    """Where settings may differ: departments of the host, and jobs that are not closed."""
    unit.actor.require(EDIT)
    departments = [Scope(f"department:{d.id}", d.name) for d in resources.departments(unit)]
    jobs = unit.session.execute(select(Job.id, Job.title, Job.code).where(Job.status != "closed").order_by(Job.code))
    return departments + [Scope(f"job:{i}", f"{title} · {code}") for i, title, code in jobs]


def _installed(unit: Unit) -> tuple[dict[str, list[str]], dict[str, Any]]:
    hooks: dict[str, list[str]] = {}
    plugins: dict[str, Any] = {}
    for hook in lifecycle_hooks():
        for implementation in events.implementations(unit.state.plugins, hook):
            hooks.setdefault(implementation.plugin_name, []).append(hook)
            plugins[implementation.plugin_name] = implementation.plugin
    return hooks, plugins


def _failed_lately(unit: Unit) -> dict[str, tuple[int, datetime]]:
    rows = unit.session.execute(
        select(HookRun.implementation, func.count(), func.max(HookRun.at))
        .where(HookRun.at > unit.now - timedelta(days=FAILURE_DAYS))
        .group_by(HookRun.implementation)
    )
    return {name: (count, last) for name, count, last in rows}


def _implementation(
    name: str, installed: tuple[Any, Sequence[str]], rows: Sequence[HookSetting],
    failed: tuple[int, datetime] | None, titles: Mapping[str, str],
) -> Implementation:  # fmt: skip
    plugin, hooks = installed
    general = next((r for r in rows if r.scope == ""), None)
    schema: type[Schema] | None = getattr(plugin, "settings_schema", None)
    values, secrets_set, fit = _shown(schema, general.settings if general else {})
    return Implementation(
        name=name,
        title=getattr(plugin, "title", name),
        description=getattr(plugin, "description", ""),
        hooks=tuple(hooks),
        builtin=type(plugin).__module__.startswith("hr_recruit_plugin."),
        schema=schema,
        enabled=general.enabled if general else True,
        parked_at=general.parked_at if general else None,
        failures=general.failures if general else 0,
        failed_lately=failed[0] if failed else 0,
        last_failure=failed[1] if failed else None,
        position=general.position if general else None,
        values=values,
        secrets_set=secrets_set,
        settings_fit=fit,
        overrides=[_override(schema, r, titles) for r in rows if r.scope],
    )


def _override(schema: type[Schema] | None, row: HookSetting, titles: Mapping[str, str]) -> Override:
    values, secrets_set, _ = _shown(schema, row.settings)
    scope = Scope(row.scope, titles.get(row.scope, row.scope))
    return Override(scope, row.enabled, values, secrets_set, row.updated_by, row.updated_at)


def _shown(schema: type[Schema] | None, stored: Mapping[str, Any]) -> tuple[dict[str, Any], frozenset[str], bool]:
    """(values without secrets, names of the secrets that are set, whether the schema takes what is stored)."""
    if schema is None:
        return {}, frozenset(), True
    secrets = secret_fields(schema)
    try:
        values, fit = dict(schema().load(dict(stored))), True
    except ValidationError:
        values, fit = dict(stored), False
    secrets_set = frozenset(name for name in secrets if values.get(name))
    return {name: value for name, value in values.items() if name not in secrets}, secrets_set, fit


# --- changing ----------------------------------------------------------------------------------------------------


def switch(unit: Unit, name: str, enabled: bool, scope: str = "") -> HookSetting:
    """Turn a behaviour on or off, everywhere or in one scope; turning on resumes one that was parked."""
    row = _row(unit, name, scope)
    row.enabled = enabled
    if enabled:
        row.failures, row.parked_at = 0, None
    unit.audit("hook.switched", "hook", name, enabled=enabled, scope=scope)
    return row


def configure(unit: Unit, name: str, values: Mapping[str, Any], scope: str = "") -> HookSetting:
    """Set a behaviour up; its own schema checks the values. A secret that is left blank stays as it is.

    Raises Invalid naming the fields that are wrong.
    """
    schema = getattr(_plugin(unit, name), "settings_schema", None)
    if schema is None:
        raise Invalid(N_("「%(name)s」没有可设置的项。"), name=name)
    row = _row(unit, name, scope)
    try:
        loaded = schema().load(with_known_secrets(schema, values, row.settings))
    except ValidationError as problem:
        raise Invalid(N_("设置没有保存，看标红的项。"), spoken(problem.messages_dict)) from problem
    row.settings = schema().dump(loaded)
    unit.audit("hook.configured", "hook", name, scope=scope, fields=sorted(values))
    return row


def drop_scope(unit: Unit, name: str, scope: str) -> None:
    """Let what holds everywhere hold in this scope again."""
    unit.actor.require(EDIT)
    row = _stored(unit, name, scope) if scope else None
    if row is None:
        raise NotFound(N_("这里没有单独的设置。"))
    unit.session.delete(row)
    unit.audit("hook.scope_dropped", "hook", name, scope=scope)


def order(unit: Unit, names: Sequence[str]) -> None:
    """Run behaviours in this order, in every scope."""
    for position, name in enumerate(names):
        _row(unit, name, "").position = position
    unit.session.flush()
    for row in unit.session.scalars(select(HookSetting).where(HookSetting.scope != "")):
        if row.implementation in names:
            row.position = list(names).index(row.implementation)
    unit.audit("hook.ordered", "hook", "*", names=list(names))


def move(unit: Unit, name: str, by: int) -> None:
    """Run a behaviour ``by`` places later (earlier when negative) than now; it stops at either end."""
    unit.actor.require(EDIT)
    names = [i.name for i in implementations(unit)]
    if name not in names:
        raise NotFound(N_("没有安装「%(name)s」。"), name=name)
    place = names.index(name)
    names.insert(min(max(place + by, 0), len(names) - 1), names.pop(place))
    order(unit, names)


def _plugin(unit: Unit, name: str) -> Any:
    unit.actor.require(EDIT)
    if name not in _installed(unit)[1]:
        raise NotFound(N_("没有安装「%(name)s」。"), name=name)
    return unit.state.plugins.get_plugin(name)


def _stored(unit: Unit, name: str, scope: str) -> HookSetting | None:
    return unit.session.scalar(
        select(HookSetting).where(HookSetting.implementation == name, HookSetting.scope == scope)
    )


def _row(unit: Unit, name: str, scope: str) -> HookSetting:
    _plugin(unit, name)
    row = _stored(unit, name, scope)
    if row is None:
        row = HookSetting(implementation=name, scope=scope, enabled=True, settings={}, failures=0)
        if scope:
            _start_from_general(unit, row)
        unit.session.add(row)
    row.updated_by, row.updated_at = unit.actor.name, unit.now
    return row


def _start_from_general(unit: Unit, row: HookSetting) -> None:
    """A scope differs only in what is changed there: it starts as a copy of what holds everywhere."""
    if row.scope not in {s.key for s in scopes(unit)}:
        raise NotFound(N_("没有这个科室或职位。"))
    general = _stored(unit, row.implementation, "")
    if general is not None:
        row.enabled, row.settings, row.position = general.enabled, dict(general.settings), general.position


def failures(unit: Unit, name: str | None = None, limit: int = 20) -> Sequence[HookRun]:
    """The newest first, of one behaviour or of all."""
    unit.actor.require(EDIT)
    statement = select(HookRun).order_by(HookRun.id.desc()).limit(limit)
    if name is not None:
        statement = statement.where(HookRun.implementation == name)
    return unit.session.scalars(statement).all()
