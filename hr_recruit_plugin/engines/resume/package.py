"""Opening ZIP-based formats without trusting what they say about themselves."""

from __future__ import annotations

import io
import zipfile

from lxml import etree  # type: ignore[import-untyped]

from .errors import N_, ResumeRefused
from .limits import Limits


def open_zip(data: bytes, limits: Limits) -> zipfile.ZipFile:
    """A ZIP whose members together inflate to a sane size. Raises :class:`ResumeRefused` otherwise."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ResumeRefused("broken", N_("文件已损坏，无法打开。请重新保存后上传。")) from error
    members = package.infolist()
    total = sum(m.file_size for m in members)
    if len(members) > limits.archive_members or total > limits.inflated_bytes:
        raise _bomb()
    if any(m.flag_bits & 0x1 for m in members):
        raise ResumeRefused("encrypted", N_("文件设有密码，无法读取。请去除密码后重新上传。"))
    return package


def read_member(package: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """One member, never more than its share. Raises :class:`ResumeRefused` when it lies about its size."""
    try:
        info = package.getinfo(name)
        if info.file_size > limits.inflated_bytes or (
            info.file_size > 10_000_000 and (info.file_size > limits.inflation_ratio * max(info.compress_size, 1))
        ):
            raise _bomb()
        with package.open(info) as member:
            content = member.read(info.file_size + 1)
    except (zipfile.BadZipFile, OSError, RuntimeError, EOFError, NotImplementedError, ValueError) as error:
        raise ResumeRefused("broken", N_("文件已损坏，无法打开。请重新保存后上传。")) from error
    except Exception as error:  # zlib.error and lzma's errors share no base class
        if isinstance(error, ResumeRefused):
            raise
        raise ResumeRefused("broken", N_("文件已损坏，无法打开。请重新保存后上传。")) from error
    return content


def parse_xml(data: bytes) -> etree._Element:
    """XML without entities, network or huge trees. A document type declaration is refused: Office never writes one."""
    if b"<!DOCTYPE" in data[:4096] or b"<!ENTITY" in data:
        raise ResumeRefused(
            "external_entity", N_("文件中含有外部实体声明，可能是恶意文件，已拒绝读取。请用 Word 重新保存后上传。")
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ResumeRefused("broken", N_("文件已损坏，无法打开。请重新保存后上传。")) from error
    return root


def _bomb() -> ResumeRefused:
    return ResumeRefused("bomb", N_("文件解压后过大，可能是压缩炸弹，已拒绝读取。请上传正常的简历文件。"))
