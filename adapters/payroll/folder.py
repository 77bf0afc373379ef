"""New colleagues as CSV files in a folder: for demonstrations, or a payroll system that reads a shared folder."""

from __future__ import annotations

from pathlib import Path

from hr_recruit_plugin.adapters.base import N_, CheckResult, Delivery, Refused
from hr_recruit_plugin.adapters.folder import FolderSettings, check_folder, write_once
from hr_recruit_plugin.adapters.payroll.csv_file import (
    encoding_field,
    file_name,
    hospital_field,
    manifest,
    new_hire_csv,
)
from hr_recruit_plugin.adapters.payroll.port import PayrollAdapter
from hr_recruit_plugin.records import Message, NewHire


class CsvFolderSettings(FolderSettings):
    hospital = hospital_field()
    encoding = encoding_field()


class CsvFolder(PayrollAdapter):
    """One file and its manifest a colleague."""

    name = "folder"
    title = N_("CSV 存入文件夹（演示用）")
    description = N_("新员工写成 CSV 文件和校验文件。")
    settings_schema = CsvFolderSettings

    def hand_over(self, hire: NewHire, *, key: str) -> Delivery:
        path = self._path(key)
        content = new_hire_csv([hire], self.settings["encoding"])
        write_once(path, content)
        if path.read_bytes() != content:
            raise Refused(N_("同名文件已存在且内容不同：%(file)s"), file=path.name)
        write_once(path.with_suffix(".csv.ok"), manifest(path.name, content, rows=1))
        return Delivery.done(path.name)

    def find(self, message: Message, *, key: str) -> Delivery | None:
        path = self._path(key)
        return Delivery.done(path.name) if path.with_suffix(".csv.ok").exists() else None

    def check(self) -> CheckResult:
        return check_folder(self.settings)

    def _path(self, key: str) -> Path:
        return Path(self.settings["folder"]) / file_name(self.settings["hospital"], key)
