"""Writing deliveries as files: whole or not at all, once per key."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path
from typing import Any

from marshmallow import fields, validate

from hr_recruit_plugin.adapters.base import N_, CheckResult, RetryLater, SettingsSchema


class FolderSettings(SettingsSchema):
    folder = fields.Str(
        required=True,
        validate=validate.Length(1, 1000),
        metadata={"title": N_("文件夹"), "help": N_("服务器上的文件夹，没有时自动建立")},
    )


def file_stem(key: str) -> str:
    """A file name that the same key always gets and no key can break out of."""
    return hashlib.sha256(key.encode()).hexdigest()[:24]


def write_once(path: Path, content: bytes) -> None:
    """Write ``content`` unless ``path`` is already there. Readers see the whole file or none."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            return
        handle, unfinished = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(path)
    except OSError as error:
        raise RetryLater(None, N_("文件写不进文件夹，请检查磁盘空间和权限"), error.strerror or "") from error


def check_folder(settings: dict[str, Any]) -> CheckResult:
    """Whether the folder can be made and written to."""
    folder = Path(settings["folder"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return CheckResult(True, N_("文件夹可以写入"))
    except OSError as error:
        return CheckResult(False, N_("文件夹不能写入"), error.strerror or "")
