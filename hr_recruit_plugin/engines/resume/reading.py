"""The way in: bytes of any kind to a :class:`ParsedResume`."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from . import read_docx, read_html, read_image, read_mail, read_pdf, read_text
from .document import Document
from .errors import N_, ResumeRefused
from .extract import extract
from .limits import DEFAULT_LIMITS, Limits
from .model import ParsedResume
from .sniff import kind_of

_REFUSED: dict[str, tuple[str, str]] = {
    "executable": (
        "executable",
        N_("这是可执行程序，不是简历，已拒绝读取。请上传 PDF、Word、图片或文本格式的简历。"),
    ),
    "zip": ("unsupported", N_("这是压缩包。请用批量导入上传压缩包，或解压后逐份上传简历。")),
    "office": ("unsupported", N_("不支持这种 Office 文件。请另存为 PDF 或 .docx 后上传。")),
    "xml": ("unsupported", N_("不支持 XML 文件。请另存为 PDF 或 .docx 后上传。")),
}


def parse(
    data: bytes, filename: str, *, as_of: date, ocr: bool = True, limits: Limits = DEFAULT_LIMITS
) -> ParsedResume:
    """Read one resume. The content decides the format; ``filename`` is only for messages and for telling twins apart.

    :param as_of: what "now" means: a post that goes on counts to the month before, if this is the first of a month.
    :param ocr: read scans with the ``[ocr]`` extra; without it they are refused.
    :raises ResumeRefused: the file is broken, hostile, too large, or has no text; its message says what to do.
    """
    document = read_document(data, filename, limits, ocr)
    if sum(character.isalnum() for character in document.text) < 10:
        raise ResumeRefused("no_text", N_("文件中没有可读取的文字。请检查文件内容，或上传文字版简历。"))
    found = extract(document, as_of)
    return replace(found, format=_format(data, found))


def _format(data: bytes, found: ParsedResume) -> str:
    kind = kind_of(data)
    return "scan" if kind == "pdf" and any(page.kind == "ocr" for page in found.pages) else kind


def read_document(data: bytes, filename: str, limits: Limits, ocr: bool, depth: int = 0) -> Document:
    """The lines of a document of any supported format. Raises :class:`ResumeRefused`."""
    if not data.strip(b"\x00 \t\r\n"):
        raise ResumeRefused("empty", N_("文件是空的。请检查后重新上传。"))
    if len(data) > limits.file_bytes:
        raise ResumeRefused(
            "too_large",
            N_("文件有 %(size)d MB，超过 %(limit)d MB 的上限。请压缩后重新上传。"),
            {"size": len(data) // 1048576, "limit": limits.file_bytes // 1048576},
        )
    kind = kind_of(data)
    if kind in _REFUSED:
        raise ResumeRefused(*_REFUSED[kind])
    return _read_kind(kind, data, filename, limits, ocr, depth)


def _read_kind(kind: str, data: bytes, filename: str, limits: Limits, ocr: bool, depth: int) -> Document:
    if kind == "pdf":
        return read_pdf.read(data, limits, ocr)
    if kind == "docx":
        return read_docx.read(data, limits)
    if kind == "html":
        return read_html.read(data, limits)
    if kind == "image":
        return read_image.read(data, limits, ocr)
    if kind == "mail" and depth < 2:
        return read_mail.read(
            data, limits, lambda content, name: read_document(content, name, limits, ocr, depth + 1)
        )
    if kind == "ole":
        from .read_ole import read as read_ole

        return read_ole(data, limits)
    if kind == "rtf":
        raise ResumeRefused("unsupported", N_("不支持 RTF 文件。请用 Word 另存为 .docx 或 PDF 后上传。"))
    return read_text.read(data, limits)
