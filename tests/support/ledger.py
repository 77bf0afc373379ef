"""A far end that outlives processes: each delivery is a line of a file. It can die in the middle, once."""

from __future__ import annotations

import os
import signal
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from marshmallow import fields, validate

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.adapters.base import Adapter, CheckResult, Delivery, SettingsSchema
from hr_recruit_plugin.outbox.queue import OutboxWriter
from hr_recruit_plugin.records import Message, Notice, Person, Port
from hr_recruit_plugin.services.unit import Unit


class LedgerSettings(SettingsSchema):
    file = fields.Str(required=True, validate=validate.Length(1), metadata={"title": "文件"})
    password = fields.Str(load_default="", metadata={"title": "密码", "secret": True})
    die = fields.Str(load_default="", metadata={"title": "在哪里中断"})


class Ledger(Adapter):
    """Can be asked. With ``die`` it kills its process with SIGKILL before or after it wrote, the first time.

    ``die`` is before or after, at the first delivery; "before k2" waits for that key.
    """

    port = Port.MESSAGING
    name = "ledger"
    title = "账本"
    settings_schema = LedgerSettings

    @property
    def file(self) -> Path:
        return Path(self.settings["file"])

    def deliver(self, message: Message, *, key: str) -> Delivery:
        self._maybe_die("before", key)
        with self.file.open("a", encoding="utf-8") as ledger:
            ledger.write(key + "\n")
        self._maybe_die("after", key)
        return Delivery.done(key)

    def find(self, message: Message, *, key: str) -> Delivery | None:
        return Delivery.done(key) if key in lines(self.file) else None

    def check(self) -> CheckResult:
        return CheckResult(self.file.parent.is_dir(), "文件夹在")

    def _maybe_die(self, where: str, key: str) -> None:
        mark = self.file.with_suffix(".died")
        if self.settings["die"] in (where, f"{where} {key}") and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)


class Scripted(Adapter):
    """Does what ``answers`` say, one after the other, and remembers what it was asked."""

    port = Port.HIS
    name = "scripted"
    title = "按剧本"
    answers: ClassVar[list[Any]] = []
    found: ClassVar[list[Any]] = []
    calls: ClassVar[list[str]] = []

    def deliver(self, message: Message, *, key: str) -> Delivery:
        return self._play("deliver", self.answers)

    def find(self, message: Message, *, key: str) -> Delivery | None:
        return self._play("find", self.found)

    def check(self) -> CheckResult:
        return CheckResult(True, "通")

    def _play(self, call: str, script: list[Any]) -> Any:
        self.calls.append(call)
        answer = script.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


class Deaf(Scripted):
    """Can't be asked, and a second copy would do harm."""

    port = Port.PAYROLL
    name = "deaf"
    can_find = False


class Brings:
    """A plugin with these adapters."""

    @hookimpl
    def recruit_register_adapters(self) -> Sequence[type[Adapter]]:
        return [Ledger, Scripted, Deaf]


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def queue(unit: Unit, *keys: str, port: Port = Port.MESSAGING, message: Message | None = None) -> None:
    """Write outbox rows as a hook would."""
    writer = OutboxWriter(unit.session, unit.now, "test")
    for key in keys:
        writer.send(port, message or Notice(Person("林若溪", "lin@example.com"), "面试安排", "请准时。"), key=key)
    writer.flush()
    unit.queued += writer.written
