"""Folders and ZIP files of resumes, one member at a time, without trusting names, sizes or nesting."""

from __future__ import annotations

import io
import os
import re
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from .errors import N_, ResumeRefused
from .limits import DEFAULT_LIMITS, Limits
from .sniff import kind_of

Member = tuple[str, bytes | ResumeRefused]
MAX_DEPTH = 2
_SKIPPED = re.compile(r"(?:^|/)(?:__MACOSX/|\.(?!\.?/)|Thumbs\.db$|desktop\.ini$|~\$)")


def iterate(path: Path, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """(name, content or refusal) of every file below a folder, in a ZIP, or of the one file. Names use ``/``.

    System files (``.DS_Store``, ``Thumbs.db``, ``~$…``) are left out; nothing else is lost: what cannot be read comes as a
    refusal that says why. A missing ``path`` raises :class:`FileNotFoundError`.
    """
    if not path.exists():
        raise FileNotFoundError(path)
    if path.is_dir():
        yield from _folder(path, limits)
    else:
        yield from _file(path.name, path, limits)


def _folder(root: Path, limits: Limits) -> Iterator[Member]:
    for folder, subfolders, files in os.walk(root):
        subfolders.sort()
        for name in sorted(files):
            path = Path(folder) / name
            shown = path.relative_to(root).as_posix()
            if not _SKIPPED.search(shown):
                yield from _file(shown, path, limits)


def _file(shown: str, path: Path, limits: Limits) -> Iterator[Member]:
    if path.is_symlink() or not path.is_file():
        yield shown, ResumeRefused("unsafe_path", N_("这是链接或特殊文件，不是普通文件，已跳过。请放入文件本身。"))
        return
    try:
        if zipfile.is_zipfile(path) and _is_archive(path):
            with path.open("rb") as stream:
                yield from _archive(shown, stream, limits, 0)
            return
        if path.stat().st_size > limits.file_bytes:
            yield shown, _too_large(path.stat().st_size, limits)
            return
        yield shown, path.read_bytes()
    except OSError as error:
        yield (
            shown,
            ResumeRefused(
                "broken", N_("无法读取文件：%(reason)s。请检查权限后重试。"), {"reason": error.strerror or "I/O"}
            ),
        )


def _is_archive(path: Path) -> bool:
    with path.open("rb") as stream:
        return stream.read(2) == b"PK" and _archive_kind(stream)


def _archive_kind(stream: io.BufferedReader) -> bool:
    try:
        with zipfile.ZipFile(stream) as package:
            names = set(package.namelist()[:5000])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return not (any(n.startswith("word/") for n in names) or "[Content_Types].xml" in names or "mimetype" in names)


def iterate_zip(name: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[Member]:
    """The members of a ZIP held in memory, as :func:`iterate` gives them."""
    yield from _archive(name, io.BytesIO(data), limits, 0)


def _archive(shown: str, stream: io.BufferedIOBase, limits: Limits, depth: int) -> Iterator[Member]:
    try:
        package = zipfile.ZipFile(stream)
        members = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        yield shown, ResumeRefused("broken", N_("压缩包已损坏，无法打开。请重新压缩后上传。"))
        return
    if len(members) > limits.archive_members:
        yield shown, ResumeRefused(
            "bomb", N_("压缩包内有 %(count)d 个文件，超过 %(limit)d 个的上限。请分批上传。"),
            {"count": len(members), "limit": limits.archive_members},
        )  # fmt: skip
        return
    for info in members:
        if not info.is_dir() and not _SKIPPED.search(_name(info)):
            yield from _member(shown, package, info, limits, depth)


def _member(
    shown: str, package: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, depth: int
) -> Iterator[Member]:
    name = _name(info)
    full = f"{shown}/{name}"
    content = _content(package, info, name, limits)
    if isinstance(content, bytes) and kind_of(content) == "zip":
        if depth + 1 < MAX_DEPTH:
            yield from _archive(full, io.BytesIO(content), limits, depth + 1)
            return
        content = ResumeRefused("bomb", N_("压缩包嵌套过深，已拒绝读取。请解压后重新上传。"))
    yield full, content


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, limits: Limits) -> bytes | ResumeRefused:
    if _climbs(name) or stat.S_ISLNK(info.external_attr >> 16):
        return ResumeRefused(
            "unsafe_path", N_("压缩包内的路径“%(name)s”指向包外，可能是恶意文件，已拒绝读取。"), {"name": name}
        )
    if info.flag_bits & 0x1:
        return ResumeRefused("encrypted", N_("压缩包设有密码，无法读取。请去除密码后重新上传。"))
    if info.file_size > limits.file_bytes:
        return _too_large(info.file_size, limits)
    if info.file_size > 1_000_000 and info.file_size > limits.inflation_ratio * max(info.compress_size, 1):
        return ResumeRefused("bomb", N_("文件解压后过大，可能是压缩炸弹，已拒绝读取。请上传正常的简历文件。"))
    try:
        with package.open(info) as member:
            content = member.read(limits.file_bytes + 1)
    except Exception:
        return ResumeRefused("broken", N_("压缩包内的文件已损坏。请重新压缩后上传。"))
    return content if len(content) <= limits.file_bytes else _too_large(len(content), limits)


def _climbs(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or bool(re.match(r"[A-Za-z]:", name)) or "\x00" in name


def _name(info: zipfile.ZipInfo) -> str:
    """Chinese Windows writes names in GBK without saying so; Python then takes them for CP437."""
    name = info.filename
    if not info.flag_bits & 0x800:
        try:
            raw = name.encode("cp437")
            name = raw.decode("utf-8") if _is_utf8(raw) else raw.decode("gb18030")
        except (UnicodeDecodeError, UnicodeEncodeError):
            name = info.filename
    return name.replace("\\", "/")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _too_large(size: int, limits: Limits) -> ResumeRefused:
    return ResumeRefused(
        "too_large",
        N_("文件有 %(size)d MB，超过 %(limit)d MB 的上限。请压缩后重新上传。"),
        {"size": size // 1048576, "limit": limits.file_bytes // 1048576},
    )
