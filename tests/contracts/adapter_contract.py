"""What every adapter must do, whatever system it talks to.

A test module makes a :class:`Remote` that plays the outside system, and a subclass of three lines::

    class TestSmtp(NetworkAdapterContract):
        remote_class = ScriptedSmtp
        message = NOTICE
"""

from __future__ import annotations

import enum
import logging
from abc import ABC, abstractmethod
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from hr_recruit_plugin.adapters.base import (
    Adapter,
    AdapterError,
    Refused,
    RetryLater,
    SettingsInvalid,
    Unknown,
)
from hr_recruit_plugin.records import CalendarEntry, Message, NewHire, Notice, Person, Todo

SECRET_NAMES = ("password", "passphrase", "private_key", "secret", "token")


class Fault(enum.Enum):
    """Ways in which an outside system goes wrong."""

    SILENT = "accepts the connection and never answers"
    LOST_ANSWER = "does the work, then the connection breaks"
    AUTHENTICATION = "does not accept the credentials"
    NOT_ALLOWED = "refuses this message for good (4xx; SMTP 5yz)"
    BUSY = "is throttled or busy (429, 503; SMTP 4yz)"
    BROKEN = "fails inside (500)"
    GARBAGE = "answers with something that is not its protocol"


class Remote(ABC):
    """An outside system for one test."""

    adapter_class: ClassVar[type[Adapter]]
    secrets: tuple[str, ...] = ()
    words: ClassVar[str] = "no-such-thing-here"
    """What it says when it refuses for good; it must reach the person who mends it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fault: Fault | None = None
        self.logins = 0

    def start(self) -> None:  # noqa: B027 - a folder has nothing to start
        """Begin to listen."""

    def stop(self) -> None:  # noqa: B027
        """Be gone: what reaches for it from now on fails to connect."""

    @abstractmethod
    def settings(self) -> dict[str, Any]:
        """Settings that reach this remote, with a timeout of about a second."""

    @abstractmethod
    def received(self) -> list[str]:
        """What has arrived so far, decoded to text, one entry for each delivery."""

    def adapter(self, **changes: Any) -> Adapter:
        return self.adapter_class({**self.settings(), **changes})


class AdapterContract:
    """Going well. Subclass it as ``TestX`` with ``remote_class`` and ``message``."""

    remote_class: type[Remote]
    message: Message

    @pytest.fixture
    def remote(self, tmp_path: Path) -> Iterator[Remote]:
        remote = self.remote_class(tmp_path)
        remote.start()
        yield remote
        remote.stop()

    @pytest.fixture
    def adapter(self, remote: Remote) -> Adapter:
        return remote.adapter()

    def test_delivers_and_names_the_remote_record(self, adapter: Adapter, remote: Remote) -> None:
        delivery = adapter.deliver(self.message, key="k")
        assert delivery.complete
        assert delivery.remote_id
        assert len(remote.received()) == 1

    def test_a_chinese_name_arrives_unharmed(self, adapter: Adapter, remote: Remote) -> None:
        adapter.deliver(self.message, key="k")
        assert chinese_text(self.message) in remote.received()[0]

    def test_the_same_key_twice_does_no_harm(self, remote: Remote) -> None:
        first, second = (remote.adapter().deliver(self.message, key="k") for _ in range(2))
        assert first == second
        assert len(remote.received()) == 1 or remote.adapter_class.repeatable

    def test_a_series_changes_nothing_but_the_speed(self, adapter: Adapter, remote: Remote) -> None:
        with adapter.series():
            first = adapter.deliver(self.message, key="k")
            assert adapter.deliver(self.message, key="k") == first
        assert remote.adapter().deliver(self.message, key="k") == first
        assert len(remote.received()) in (1, 3)

    def test_find_tells_what_is_there(self, adapter: Adapter) -> None:
        if not adapter.can_find:
            with pytest.raises(NotImplementedError):
                adapter.find(self.message, key="k")
            return
        assert adapter.find(self.message, key="k") is None
        assert adapter.deliver(self.message, key="k") == adapter.find(self.message, key="k")

    def test_check_changes_nothing(self, adapter: Adapter, remote: Remote) -> None:
        result = adapter.check()
        assert result.ok, result.text
        assert result.message
        assert remote.received() == []

    def test_another_kind_of_message_is_refused(self, adapter: Adapter) -> None:
        kinds: list[Message] = [
            Notice(Person("张", "z@example.org"), "s", "t"),
            Todo("1", "k", "t", "/"),
            self.message,
        ]
        known = (NewHire, Todo) if adapter.port == "oa" else (type(self.message),)
        for foreign in (kind for kind in kinds if not isinstance(kind, known)):
            with pytest.raises(Refused, match=type(foreign).__name__):
                adapter.deliver(foreign, key="k")

    def test_every_setting_can_be_drawn_as_a_form(self, remote: Remote) -> None:
        fields = remote.adapter_class.settings_schema().fields
        for name, field in fields.items():
            assert field.metadata.get("title"), f"{name} has no title"
            assert bool(field.metadata.get("secret")) == (name in SECRET_NAMES), f"{name}: secret or not?"
        assert remote.adapter_class.title
        assert remote.adapter_class.description

    def test_loaded_settings_load_again(self, remote: Remote) -> None:
        once = remote.adapter().settings
        assert remote.adapter_class(once).settings == once

    def test_settings_of_a_wrong_kind_are_named(self, remote: Remote) -> None:
        names = list(remote.adapter_class.settings_schema().fields)
        for name in names[:1]:
            with pytest.raises(SettingsInvalid) as invalid:
                remote.adapter(**{name: ["not", "a", "text"]})
            assert list(invalid.value.errors) == [name]


class NetworkAdapterContract(AdapterContract):
    """Going wrong as well, for systems at the other end of a wire."""

    def test_an_unreachable_system_is_tried_later(self, adapter: Adapter, remote: Remote) -> None:
        remote.stop()
        with pytest.raises(RetryLater):
            adapter.deliver(self.message, key="k")
        assert not adapter.check().ok

    def test_silence_is_waited_out(self, adapter: Adapter, remote: Remote) -> None:
        remote.fault = Fault.SILENT
        with pytest.raises((RetryLater, Unknown)):
            adapter.deliver(self.message, key="k")

    def test_a_lost_answer_is_unknown_and_can_be_settled(self, adapter: Adapter, remote: Remote) -> None:
        remote.fault = Fault.LOST_ANSWER
        with pytest.raises(Unknown):
            adapter.deliver(self.message, key="k")
        remote.fault = None
        if adapter.can_find:
            assert adapter.find(self.message, key="k") is not None
        else:
            assert adapter.repeatable

    def test_refused_credentials_are_final_and_tried_once(self, adapter: Adapter, remote: Remote) -> None:
        remote.fault = Fault.AUTHENTICATION
        with pytest.raises(Refused):
            adapter.deliver(self.message, key="k")
        assert remote.logins == 1
        assert remote.received() == []

    def test_a_refusal_is_final_and_in_the_remotes_words(self, adapter: Adapter, remote: Remote) -> None:
        remote.fault = Fault.NOT_ALLOWED
        with pytest.raises(Refused) as refused:
            adapter.deliver(self.message, key="k")
        assert remote.words in refused.value.remote_words
        assert remote.words in str(refused.value)

    def test_a_busy_system_is_tried_later(self, adapter: Adapter, remote: Remote) -> None:
        remote.fault = Fault.BUSY
        with pytest.raises(RetryLater) as later:
            adapter.deliver(self.message, key="k")
        assert later.value.after is None or later.value.after > 0

    def test_a_broken_system_is_tried_again(self, adapter: Adapter, remote: Remote) -> None:
        remote.fault = Fault.BROKEN
        with pytest.raises((RetryLater, Unknown)):
            adapter.deliver(self.message, key="k")
        remote.fault = None
        assert adapter.deliver(self.message, key="k").complete

    def test_a_malformed_answer_is_no_success(self, adapter: Adapter, remote: Remote) -> None:
        remote.fault = Fault.GARBAGE
        with pytest.raises((RetryLater, Unknown)):
            adapter.deliver(self.message, key="k")

    @pytest.mark.parametrize("fault", [Fault.AUTHENTICATION, Fault.GARBAGE, Fault.SILENT])
    def test_check_tells_instead_of_raising(self, adapter: Adapter, remote: Remote, fault: Fault) -> None:
        remote.fault = fault
        result = adapter.check()
        assert not result.ok
        assert result.text

    def test_nothing_secret_or_personal_is_logged(self, remote: Remote, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        told = ""
        for fault in (None, *Fault):
            remote.fault = fault
            try:
                remote.adapter().deliver(self.message, key=f"k{fault}")
            except AdapterError as error:
                told += f"{error!r} {error} {error.params}"
        assert not [secret for secret in remote.secrets if secret in told + caplog.text]
        assert not [word for word in personal(self.message) if word in caplog.text]


def chinese_text(message: Message) -> str:
    """The part of a message that must survive: a name, or a title."""
    match message:
        case Notice():
            return message.to.name
        case NewHire():
            return message.name
        case CalendarEntry():
            return message.summary
    return message.title


def personal(message: Message) -> tuple[str, ...]:
    match message:
        case Notice():
            return tuple(filter(None, (message.to.name, message.to.email, message.text)))
        case NewHire():
            return tuple(filter(None, (message.name, message.id_number, message.phone, message.email)))
        case CalendarEntry():
            return (message.summary, message.description)
    return (message.title,)
