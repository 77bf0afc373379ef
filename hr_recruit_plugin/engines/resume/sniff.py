"""What a file is, by its content. Names lie: half of all .doc files from recruitment sites are HTML."""

from __future__ import annotations

import io
import re
import zipfile

_MAIL = re.compile(rb"^(?:[A-Za-z][A-Za-z0-9\-]{1,40}:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){2,}", re.S)
_MAIL_HEADERS = re.compile(rb"(?im)^(?:mime-version|content-type|received|from|subject|message-id|return-path):")
_IMAGES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF8", b"BM", b"II*\x00", b"MM\x00*")


def kind_of(data: bytes) -> str:
    """One of pdf, docx, zip, ole, image, html, mail, rtf, executable, xml, text."""
    head = data[:4096]
    stripped = head.lstrip(b"\xef\xbb\xbf\x00 \t\r\n")
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _package_kind(data)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "ole"
    if head.startswith(_IMAGES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if head.startswith((b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"#!/")):
        return "executable"
    if stripped.startswith(b"{\\rtf"):
        return "rtf"
    return _text_kind(data, head, stripped)


def _text_kind(data: bytes, head: bytes, stripped: bytes) -> str:
    lowered = stripped[:2048].lower().replace(b"\x00", b"")
    if _MAIL.match(stripped) and len(_MAIL_HEADERS.findall(head)) >= 2:
        return "mail"
    if lowered.startswith((b"<!doctype html", b"<html")) or b"<html" in lowered or b"<body" in lowered:
        return "html"
    if re.search(rb"<(?:p|div|table|h[1-6]|meta|span|ul)\b[^>]*>", lowered) and lowered.startswith(b"<"):
        return "html"
    if lowered.startswith(b"<?xml"):
        return "xml"
    return "text"


def _package_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist()[:5000])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "docx" if b"word/" in data[:20000] else "zip"
    if any(name.startswith("word/") for name in names):
        return "docx"
    if "[Content_Types].xml" in names or "mimetype" in names:
        return "office"
    return "zip"
