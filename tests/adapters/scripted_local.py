"""Remotes without a network: folders of files, and the host OA in the same process."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from typing import Any, ClassVar

from hr_recruit_plugin.adapters.base import Adapter
from hr_recruit_plugin.adapters.his.folder import JsonFolder
from hr_recruit_plugin.adapters.messaging.folder import MailFolder
from hr_recruit_plugin.adapters.oa.host import HostOa
from hr_recruit_plugin.adapters.payroll.folder import CsvFolder
from hr_recruit_plugin.records import NewHire, Todo
from tests.contracts.adapter_contract import Fault, Remote


class FolderRemote(Remote):
    suffix: ClassVar[str]

    def settings(self) -> dict[str, Any]:
        return {"folder": str(self.folder / "out")}

    def received(self) -> list[str]:
        return [self.read(path) for path in sorted(self.folder.glob(f"out/*{self.suffix}"))]

    def read(self, path: Path) -> str:
        return path.read_bytes().decode("utf-8-sig")


class MailFolderRemote(FolderRemote):
    adapter_class = MailFolder
    suffix = ".eml"

    def read(self, path: Path) -> str:
        return str(email.message_from_bytes(path.read_bytes(), policy=email.policy.default)["To"])


class CsvFolderRemote(FolderRemote):
    adapter_class = CsvFolder
    suffix = ".csv"


class JsonFolderRemote(FolderRemote):
    adapter_class = JsonFolder
    suffix = ".json"


class HostRemote(Remote):
    """A host whose to-do centre keeps one entry for each key."""

    adapter_class = HostOa

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.entries: dict[str, str] = {}

    def settings(self) -> dict[str, Any]:
        return {}

    def received(self) -> list[str]:
        return list(self.entries.values())

    def adapter(self, **changes: Any) -> Adapter:
        return HostOa.connected(push_todo=self._push, add_colleague=self._add)(changes)

    def _push(self, user_id: str, todo: Todo) -> None:
        if self.fault is Fault.BROKEN:
            raise ValueError(f"no column for {todo.title}")
        self.entries[todo.key] = todo.title

    def _add(self, hire: NewHire) -> None:
        if self.fault is Fault.BROKEN:
            raise ValueError(f"no column for {hire.name}")
        self.entries[hire.staff_no] = hire.name
