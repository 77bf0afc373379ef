"""Refusals: what was wrong with a file, in the reader's words, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def N_(message: str) -> str:  # noqa: N802 — the gettext marker has this name everywhere
    """Mark ``message`` for translation; the screen that shows it translates it."""
    return message


class ResumeRefused(Exception):
    """A file that is not read. ``message`` is a msgid with ``%(name)s`` parameters, filled from ``params``.

    ``code`` is stable for machines: ``empty``, ``too_large``, ``too_long``, ``too_many_pages``, ``encrypted``, ``broken``,
    ``unsupported``, ``executable``, ``macro``, ``external_entity``, ``bomb``, ``unsafe_path``, ``no_text``, ``ocr_missing``,
    ``timeout``, ``memory``, ``crashed``.
    """

    def __init__(self, code: str, message: str, params: Mapping[str, Any] | None = None) -> None:
        self.code = code
        self.message = message
        self.params: dict[str, Any] = dict(params or {})
        super().__init__(code, message, self.params)

    def __str__(self) -> str:
        return self.message % self.params


class NoPageImage(Exception):
    """The format has no pages to draw (DOCX, TXT, HTML): show the text with its offsets instead."""
