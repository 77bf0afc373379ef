"""What every adapter to an outside system is made of: settings, results, errors, and the product's own adapters.

An adapter gets a frozen record and its own settings, talks to one outside system, and says what came of it. It knows
no model, no database session and no web framework. It never logs a secret or a person's data.

Settings are JSON-natural values. A field's ``metadata`` draws its form control: ``title`` and ``help`` (message ids),
``secret`` (never shown again, stored encrypted), ``choices`` (value and title pairs), ``multiline``.
"""

from __future__ import annotations

import importlib
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast, overload

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

    @contextmanager
    def series(self) -> Iterator[None]:
        """Deliveries that follow one another: what is costly to open may stay open until the end of them.

        Nothing else changes: each delivery succeeds or fails alone, and one that finds the connection gone opens another.
        """
        yield

    def find(self, message: Message, *, key: str) -> Delivery | None:
        """What an earlier attempt with ``key`` left at the remote system; None means it is not there."""
        raise NotImplementedError(f"{self.name} cannot be asked")

    @abstractmethod
    def check(self) -> CheckResult:
        """Test the connection with these settings, changing nothing at the far end. Never raises AdapterError."""


# --- the product's own -------------------------------------------------------------------------------------------


class _Builtin(Sequence[type[Adapter]]):
    """Adapter classes that are imported when first looked at: some bring heavy libraries."""

    def __init__(self, *paths: str) -> None:
        self._paths = paths

    @overload
    def __getitem__(self, index: int) -> type[Adapter]: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[type[Adapter]]: ...

    def __getitem__(self, index: int | slice) -> type[Adapter] | Sequence[type[Adapter]]:
        if isinstance(index, slice):
            return [self._load(path) for path in self._paths[index]]
        return self._load(self._paths[index])

    def __len__(self) -> int:
        return len(self._paths)

    @staticmethod
    def _load(path: str) -> type[Adapter]:
        module, _, name = path.partition(":")
        loaded: type[Adapter] = getattr(importlib.import_module(f"{__package__}.{module}"), name)
        return loaded


BUILTIN: Sequence[type[Adapter]] = _Builtin(
    "messaging.smtp:Smtp",
    "messaging.folder:MailFolder",
    "payroll.sftp_csv:SftpCsv",
    "payroll.folder:CsvFolder",
    "his.gnuhealth:GnuHealth",
    "his.folder:JsonFolder",
    "oa.host:HostOa",
    "calendar.caldav:CalDav",
    "llm.openai_compatible:OpenAiCompatible",
)
"""The product's own adapters. Register :meth:`HostOa.connected` after these to give the host's OA its two calls."""
