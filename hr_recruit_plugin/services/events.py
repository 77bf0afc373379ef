"""Firing hooks: in the console's order, each implementation in a savepoint, its sends with it or not at all."""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pluggy
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..errors import RecruitmentRefused
from ..models import HookRun, HookSetting
from ..outbox.queue import OutboxWriter
from .unit import Unit

log = logging.getLogger(__name__)

FAILURES_BEFORE_PARKING = 5


def validate(unit: Unit, hook: str, event: Any, job: Any) -> None:
    """Ask every implementation of a ``recruit_validate_*`` hook; the first refusal undoes the use case."""
    for implementation, settings in _implementations(unit, hook, job):
        try:
            _call(implementation, event=event, settings=settings)
        except RecruitmentRefused:
            raise
        except Exception as problem:
            _record_failure(unit, implementation, hook, event, problem)


def fire(unit: Unit, hook: str, event: Any, job: Any, *, subject: tuple[str, int] | None = None) -> None:
    """Tell every implementation that is switched on for ``job`` what happened.

    Args:
        job: anything with ``id`` and ``department_id``: the scope whose settings hold.
        subject: (type, id) that the outbox rows point to, so that screens can show their deliveries.
    """
    unit.session.flush()
    for implementation, settings in _implementations(unit, hook, job):
        writer = OutboxWriter(unit.session, unit.now, implementation.plugin_name, subject)
        try:
            with unit.session.begin_nested():
                _call(implementation, event=event, outbox=writer, settings=settings)
                writer.flush()
        except Exception as problem:
            _record_failure(unit, implementation, hook, event, problem)
        else:
            unit.queued += writer.written
            _record_success(unit, implementation)


def collect(unit: Unit, hook: str, job: Any, **arguments: Any) -> list[Any]:
    """Answers of every implementation that is switched on for ``job``; one that fails is recorded and left out."""
    answers = []
    for implementation, settings in _implementations(unit, hook, job):
        try:
            answer = _call(implementation, settings=settings, **arguments)
        except Exception as problem:
            _record_failure(unit, implementation, hook, job, problem)
        else:
            answers.append(answer)
    return [answer for answer in answers if answer is not None]


def implementations(manager: pluggy.PluginManager, hook: str) -> list[pluggy.HookImpl]:
    """In the order pluggy would call them: last registered first, ``tryfirst`` and ``trylast`` respected."""
    return list(reversed(getattr(manager.hook, hook).get_hookimpls()))


def _implementations(unit: Unit, hook: str, job: Any) -> Iterator[tuple[pluggy.HookImpl, Mapping[str, Any]]]:
    stored = _stored(unit)
    scopes = (f"job:{job.id}", f"department:{job.department_id}", "")

    def setting(name: str) -> HookSetting | None:
        return next((s for scope in scopes if (s := stored.get((name, scope)))), None)

    found = [(setting(i.plugin_name), i) for i in implementations(unit.state.plugins, hook)]
    found.sort(key=lambda pair: (pair[0].position if pair[0] and pair[0].position is not None else 1000))
    for held, implementation in found:
        general = stored.get((implementation.plugin_name, ""))
        # What was parked is parked in every scope: it failed wherever it ran.
        if (held is None or held.enabled) and (general is None or general.parked_at is None):
            yield implementation, held.settings if held else {}


def load_settings(plugin: Any, stored: Mapping[str, Any]) -> Mapping[str, Any]:
    """The stored settings through the implementation's own schema, so that its defaults hold."""
    schema = getattr(plugin, "settings_schema", None)
    return schema().load(dict(stored)) if schema else dict(stored)


def _call(implementation: pluggy.HookImpl, *, settings: Mapping[str, Any], **arguments: Any) -> Any:
    """``settings`` are as stored. Those that no longer fit the schema are this implementation's failure alone."""
    arguments["settings"] = load_settings(implementation.plugin, settings)
    return implementation.function(*(arguments[name] for name in implementation.argnames))


def _stored(unit: Unit) -> dict[tuple[str, str], HookSetting]:
    if unit.hook_settings is None:
        rows = unit.session.scalars(select(HookSetting))
        unit.hook_settings = {(row.implementation, row.scope): row for row in rows}
    return unit.hook_settings


def _record_failure(unit: Unit, implementation: pluggy.HookImpl, hook: str, event: Any, problem: Exception) -> None:
    # The message of a foreign exception may quote personal data: the log gets its type alone.
    log.error("hook %s of %s failed: %s", hook, implementation.plugin_name, type(problem).__name__)
    unit.session.add(
        HookRun(
            implementation=implementation.plugin_name,
            hook=hook,
            subject=_subject(event),
            error=f"{type(problem).__name__}: {problem}"[:2000],
            at=unit.now,
        )
    )
    held = _general_setting(unit, implementation.plugin_name)
    held.failures += 1
    if held.failures >= FAILURES_BEFORE_PARKING and held.parked_at is None:
        held.parked_at = unit.now
        unit.audit("hook.parked", "hook", implementation.plugin_name, failures=held.failures)


def _general_setting(unit: Unit, name: str) -> HookSetting:
    """The row that holds everywhere; another process may be writing the first one at this moment."""
    held = _stored(unit).get((name, ""))
    if held is None:
        try:
            with unit.session.begin_nested():
                held = HookSetting(implementation=name, scope="", enabled=True, failures=0, settings={})
                unit.session.add(held)
        except IntegrityError:
            wanted = (HookSetting.implementation == name, HookSetting.scope == "")
            held = unit.session.scalars(select(HookSetting).where(*wanted)).one()
        _stored(unit)[name, ""] = held
    return held


def _record_success(unit: Unit, implementation: pluggy.HookImpl) -> None:
    held = _stored(unit).get((implementation.plugin_name, ""))
    if held is not None and held.failures and held.parked_at is None:
        held.failures = 0


def _subject(event: Any) -> str:
    """Which application, by number: never a name."""
    application = getattr(event, "application", None)
    if application is not None:
        return f"application:{application.id}"
    return f"{type(event).__name__}:{getattr(event, 'id', '')}" if dataclasses.is_dataclass(event) else ""
