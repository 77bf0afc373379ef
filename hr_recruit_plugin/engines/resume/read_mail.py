"""EML and MHT: the attached resume if there is one, else the message's own text."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr
from html import escape

from .document import Document
from .errors import N_, ResumeRefused
from .limits import Limits
from .read_html import read as read_html
from .read_text import read as read_text

Reader = Callable[[bytes, str], Document]


def read(data: bytes, limits: Limits, reader: Reader) -> Document:
    """``reader`` reads an attachment; the first that is readable and long enough is the resume."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        parts = [part for part in message.walk() if not part.is_multipart()][:200]
    except Exception as error:  # the email package raises many kinds on hostile headers
        raise ResumeRefused("broken", N_("邮件文件已损坏，无法读取。请直接上传简历附件。")) from error
    for part in parts:
        document = _attachment(part, reader)
        if document is not None:
            return document
    return _body(parts, limits, _writer(message))


def _writer(message: Message) -> str:
    """The address that the message came from, for one whose text does not say it."""
    try:
        return parseaddr(str(message.get("From", "")))[1]
    except Exception:  # as above: hostile headers
        return ""


def _attachment(part: Message, reader: Reader) -> Document | None:
    try:
        name = part.get_filename() or ""
        inline = (
            part.get_content_type() in ("text/html", "text/plain") and part.get_content_disposition() != "attachment"
        )
    except Exception:
        return None
    content = _payload(part)
    if inline or not content or not name or (part.get_content_maintype() == "image" and len(content) < 60_000):
        return None
    try:
        document = reader(content, name)
    except ResumeRefused:
        return None
    return document if len(document.text.strip()) >= 40 else None


def _payload(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except Exception:
        return b""
    return content if isinstance(content, bytes) else b""


def _body(parts: list[EmailMessage], limits: Limits, writer: str) -> Document:
    for kind, read_part in (("text/html", read_html), ("text/plain", read_text)):
        for part in parts:
            if part.get_content_type() == kind:
                content = _payload(part)
                charset = part.get_content_charset()
                if charset and charset.lower() not in ("utf-8", "unicode"):
                    content = content.decode(charset if _known(charset) else "gb18030", "replace").encode("utf-8")
                    content = content.replace(b"charset=" + charset.encode(), b"charset=utf-8")
                if content.strip():
                    if writer and b"@" not in content:
                        content += f"\n\n{writer}\n".encode() if kind == "text/plain" else f"<p>{escape(writer)}</p>".encode()
                    return read_part(content, limits)
    raise ResumeRefused("no_text", N_("邮件中没有可读取的简历。请直接上传简历附件。"))


def _known(charset: str) -> bool:
    try:
        "".encode(charset)
    except LookupError:
        return False
    return True
