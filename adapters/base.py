"""What every adapter to an outside system is made of: settings, results, errors and the registry.

An adapter gets a frozen record and its own settings, talks to one outside system, and says what came of it. It knows
no model, no database session and no web framework. It never logs a secret or a person's data.

Settings are JSON-natural values. A field's ``metadata`` draws its form control: ``title`` and ``help`` (message ids),
``secret`` (never shown again, stored encrypted), ``choices`` (value and title pairs), ``multiline``.
"""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

from marshmallow import EXCLUDE, Schema, ValidationError

from hr_recruit_plugin.records import Message, Port


def N_(msgid: str) -> str:  # noqa: N802 - the name gettext tools look for
    """Mark a message id for extraction; whoever shows it translates it."""
    return msgid


# --- results ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Delivery:
    """The message is with the remote system under ``remote_id``; ``unreached`` names whom it did not reach."""

    remote_id: str
    unreached: tuple[str, ...] = ()

    @classmethod
    def done(cls, remote_id: str) -> Delivery:
        return cls(remote_id)

    @classmethod
    def partly(cls, remote_id: str, unreached: tuple[str, ...]) -> Delivery:
        return cls(remote_id, unreached)

    @property
    def complete(self) -> bool:
        return not self.unreached


@dataclass(frozen=True, slots=True)
class CheckResult:
    """Answer of a connection test: ``message`` is a message id with ``%(name)s`` places for ``params``."""

    ok: bool
    message: str
    remote_words: str = ""
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The untranslated sentence, followed by the remote system's own words."""
        return _sentence(self.message, self.params, self.remote_words)


# --- errors -----------------------------------------------------------------------------------------------------


class AdapterError(Exception):
    """A delivery that did not succeed. ``reason`` is a message id with ``%(name)s`` places for ``params``.

    ``remote_words`` is what the outside system said itself; it is shown as it came and never translated.
    """

    def __init__(self, reason: str, remote_words: str = "", **params: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.remote_words = remote_words
        self.params: Mapping[str, object] = params

    def __str__(self) -> str:
        return _sentence(self.reason, self.params, self.remote_words)


class RetryLater(AdapterError):
    """Nothing was done and it may work later: busy, throttled, not reachable. ``after`` is in seconds, or None."""

    def __init__(self, after: float | None, reason: str, remote_words: str = "", **params: object) -> None:
        super().__init__(reason, remote_words, **params)
        self.after = after


class Reauthenticate(AdapterError):
    """The session was lost and nothing was done: try once more with a fresh adapter, then park."""


class Refused(AdapterError):
    """The remote system said no for good. Someone must mend the message or the settings, then resend."""


class Unknown(AdapterError):
    """It may or may not have been done (a create that timed out): ask ``find`` before sending again."""


class SettingsInvalid(AdapterError):
    """An adapter's settings do not fit its schema. ``errors`` maps field names to message ids."""

    def __init__(self, adapter: str, errors: Mapping[str, Any]) -> None:
        super().__init__(N_("“%(adapter)s”的设置有误，请检查：%(fields)s"), adapter=adapter, fields="、".join(errors))
        self.errors = dict(errors)


def _sentence(msgid: str, params: Mapping[str, object], remote_words: str) -> str:
    text = msgid % params if params else msgid
    return f"{text} [{remote_words}]" if remote_words else text


# --- adapters ---------------------------------------------------------------------------------------------------


class SettingsSchema(Schema):
    """Base of settings schemas. Unknown keys are dropped, so settings of an older version still load."""

    class Meta:
        unknown = EXCLUDE


class Adapter(ABC):
    """One outside system behind one port.

    ``name`` identifies it in the database, ``title`` and ``description`` are message ids for the console. With
    ``can_find = False`` the outside system cannot be asked: a delivery of unknown outcome is sent again if it is
    ``repeatable`` (a second copy does no harm at the far end), and shown to a person if not.
    """

    port: ClassVar[Port]
    name: ClassVar[str]
    title: ClassVar[str]
    description: ClassVar[str] = ""
    settings_schema: ClassVar[type[Schema]] = SettingsSchema
    can_find: ClassVar[bool] = True
    repeatable: ClassVar[bool] = False

    def __init__(self, settings: Mapping[str, Any]) -> None:
        """Validate ``settings`` (raw or loaded values alike); ``SettingsInvalid`` names the wrong fields."""
        try:
            self.settings = cast(dict[str, Any], self.settings_schema().load(dict(settings)))
        except ValidationError as error:
            raise SettingsInvalid(self.title, error.messages_dict) from error

    @abstractmethod
    def deliver(self, message: Message, *, key: str) -> Delivery:
        """Hand ``message`` over, at most once per ``key``.

        Raises RetryLater, Reauthenticate, Refused or Unknown; any other exception is a fault of the adapter.
        """

    def find(self, message: Message, *, key: str) -> Delivery | None:
        """What an earlier attempt with ``key`` left at the remote system; None means it is not there."""
        raise NotImplementedError(f"{self.name} cannot be asked")

    @abstractmethod
    def check(self) -> CheckResult:
        """Test the connection with these settings, changing nothing at the far end. Never raises AdapterError."""


# --- registry ---------------------------------------------------------------------------------------------------

Build = Callable[[Mapping[str, Any]], Adapter]

BUILTIN: list[str] = []
"""The product's own adapters as ``module:Class``, imported when first asked for."""


class Registry:
    """Adapter classes by port and name, and how to build each."""

    def __init__(self) -> None:
        self._adapters: dict[tuple[Port, str], tuple[type[Adapter], Build]] = {}

    def add(self, adapter: type[Adapter], build: Build | None = None) -> None:
        """Register a class; ``build`` serves adapters that need more than settings. A taken name is an error."""
        known = self._adapters.get((adapter.port, adapter.name))
        if known and known[0] is not adapter:
            raise ValueError(f"two adapters of port {adapter.port} are called {adapter.name!r}")
        self._adapters[adapter.port, adapter.name] = (adapter, build or adapter)

    def get(self, port: Port, name: str) -> type[Adapter]:
        """The class, or LookupError naming what there is."""
        return self._entry(port, name)[0]

    def create(self, port: Port, name: str, settings: Mapping[str, Any]) -> Adapter:
        """A ready adapter; raises SettingsInvalid."""
        return self._entry(port, name)[1](settings)

    def of_port(self, port: Port) -> tuple[type[Adapter], ...]:
        return tuple(adapter for adapter in self if adapter.port is port)

    def __iter__(self) -> Iterator[type[Adapter]]:
        return (adapter for adapter, _ in self._adapters.values())

    def _entry(self, port: Port, name: str) -> tuple[type[Adapter], Build]:
        try:
            return self._adapters[port, name]
        except KeyError:
            there = ", ".join(adapter.name for adapter in self.of_port(port)) or "none"
            raise LookupError(f"no adapter {name!r} for port {port}; there is: {there}") from None


def builtin_adapters() -> tuple[type[Adapter], ...]:
    """Import and return the product's own adapters."""
    classes = []
    for path in BUILTIN:
        module, _, name = path.partition(":")
        classes.append(getattr(importlib.import_module(module), name))
    return tuple(classes)
