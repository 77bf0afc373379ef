"""New colleagues as JSON files in a folder: a HIS to look into during demonstrations."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from hr_recruit_plugin.adapters.base import N_, CheckResult, Delivery
from hr_recruit_plugin.adapters.folder import FolderSettings, check_folder, file_stem, write_once
from hr_recruit_plugin.adapters.his.port import HisAdapter
from hr_recruit_plugin.records import Message, NewHire

NOT_FOR_HIS = ("monthly_salary", "probation_months", "offer_number")
"""What an employment costs and on which terms is none of a HIS's business."""


class JsonFolder(HisAdapter):
    """One file a colleague."""

    name = "folder"
    title = N_("JSON 存入文件夹（演示用）")
    description = N_("新员工写成 JSON 文件。")
    settings_schema = FolderSettings

    def register(self, hire: NewHire, *, key: str) -> Delivery:
        record = {name: value for name, value in asdict(hire).items() if name not in NOT_FOR_HIS}
        content = json.dumps(record, ensure_ascii=False, indent=2, default=str).encode()
        write_once(self._path(key), content)
        return Delivery.done(self._path(key).name)

    def find(self, message: Message, *, key: str) -> Delivery | None:
        return Delivery.done(self._path(key).name) if self._path(key).exists() else None

    def check(self) -> CheckResult:
        return check_folder(self.settings)

    def _path(self, key: str) -> Path:
        return Path(self.settings["folder"]) / f"{file_stem(key)}.json"
