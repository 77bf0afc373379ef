"""Real .doc files (OLE2), through an external converter if the machine has one."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from . import read_docx
from .document import Document
from .errors import N_, ResumeRefused
from .limits import Limits

_CONVERTERS = ("soffice", "libreoffice")


def read(data: bytes, limits: Limits) -> Document:
    """Convert to DOCX with LibreOffice and read that. Raises :class:`ResumeRefused` where that is not possible."""
    if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e" in data:
        raise ResumeRefused("encrypted", N_("文件设有密码，无法读取。请去除密码后重新上传。"))
    program = os.environ.get("HR_RECRUIT_DOC_CONVERTER") or next(filter(None, map(shutil.which, _CONVERTERS)), None)
    if program is None:
        raise ResumeRefused(
            "unsupported", N_("这是旧版 Word（.doc）文件，服务器没有安装转换程序。请另存为 .docx 或 PDF 后上传。")
        )
    with tempfile.TemporaryDirectory(prefix="hr-recruit-doc-") as folder:
        return read_docx.read(_convert(program, data, Path(folder)), limits)


def _convert(program: str, data: bytes, folder: Path) -> bytes:
    source = folder / "resume.doc"
    source.write_bytes(data)
    command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx",
               "--outdir", str(folder), str(source)]  # fmt: skip
    try:
        subprocess.run(command, check=True, timeout=50, capture_output=True)  # noqa: S603 — a fixed command line
        return (folder / "resume.docx").read_bytes()
    except (OSError, subprocess.SubprocessError) as error:
        raise ResumeRefused("broken", N_("旧版 Word 文件无法转换。请另存为 .docx 或 PDF 后上传。")) from error
