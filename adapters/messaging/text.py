"""Text made safe for mail headers, calendar properties and HTML."""

from __future__ import annotations

import re
import unicodedata
from html import escape

_LINK = re.compile(r"https?://[^\s<>\"'，。；、（）《》]+")


def one_line(text: str) -> str:
    """``text`` without line breaks and control characters, so it cannot start a header or property of its own."""
    plain = "".join(" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in text)
    return " ".join(plain.split())


def as_html(text: str) -> str:
    """Plain text as a small HTML page: escaped, paragraphs kept, web addresses clickable."""
    paragraphs = (paragraph for paragraph in re.split(r"\n\s*\n", text.strip()) if paragraph)
    body = "\n".join(f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs)
    return f'<!DOCTYPE html>\n<html lang="zh">\n<body>\n{body}\n</body>\n</html>\n'


def _linked(paragraph: str) -> str:
    parts, position = [], 0
    for match in _LINK.finditer(paragraph):
        address = escape(match.group(), quote=True)
        parts += [escape(paragraph[position : match.start()]), f'<a href="{address}">{address}</a>']
        position = match.end()
    return "".join([*parts, escape(paragraph[position:])]).replace("\n", "<br>\n")
