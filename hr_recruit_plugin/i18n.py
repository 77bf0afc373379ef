"""Screens in Chinese first, English through a gettext catalogue, without asking anything of the host.

Msgids are Chinese. The catalogue is read from its ``.po`` file at start, so nothing has to be compiled.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import g, has_request_context, request, session

LOCALES = {"zh": "中文", "en": "English"}
CATALOGUES = Path(__file__).parent / "translations"


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark a msgid that is translated later, where the reader's language is known."""
    return message


class Lazy:
    """A msgid that becomes text in the language of whoever reads it."""

    def __init__(self, message: str, **params: Any) -> None:
        self.message, self.params = message, params

    def __str__(self) -> str:
        return gettext(self.message, **self.params)

    def __html__(self) -> str:
        from markupsafe import escape

        return str(escape(str(self)))

    def __repr__(self) -> str:
        return f"Lazy({self.message!r})"


_l = Lazy


@cache
def catalogue(locale: str) -> NullTranslations:
    """All ``.po`` files of a language together; each room of the product keeps its own."""
    found: Translations | None = None
    for source in sorted((CATALOGUES / locale / "LC_MESSAGES").glob("*.po")):
        compiled = io.BytesIO()
        with source.open("rb") as po:
            write_mo(compiled, read_po(po, locale=locale))
        compiled.seek(0)
        one = Translations(compiled)
        found = one if found is None else found.merge(one)
    return found or NullTranslations()


def current_locale() -> str:
    """The reader's language: what the host says, else what they chose on our pages, else the configured one."""
    if not has_request_context():
        return str(g.get("hr_recruit_locale", "zh")) if g else "zh"
    if "hr_recruit_locale" not in g:
        g.hr_recruit_locale = _choose()
    return str(g.hr_recruit_locale)


def _choose() -> str:
    from .state import recruitment

    state = recruitment()
    told = state.plugins.hook.recruit_locale() or session.get("hr_recruit_locale")
    if not told and state.settings.locale == "auto":
        told = request.accept_languages.best_match(list(LOCALES))
    short = str(told or state.settings.locale).replace("_", "-").split("-")[0].lower()
    return short if short in LOCALES else "zh"


def gettext(message: str, **params: Any) -> str:
    text: str = catalogue(current_locale()).gettext(message)
    return text % params if params else text


def ngettext(singular: str, plural: str, count: int, **params: Any) -> str:
    text: str = catalogue(current_locale()).ngettext(singular, plural, count)
    return text % {"num": count, **params}


_letters: ContextVar[str | None] = ContextVar("hr_recruit_letters", default=None)


@contextmanager
def letters_in(locale: str | None) -> Iterator[None]:
    """Write letters in the language of whom they go to, where it is known."""
    held = _letters.set(locale if locale in LOCALES else None)
    try:
        yield
    finally:
        _letters.reset(held)


def letter_locale() -> str:
    """The language of a letter: the reader's, else the installation's, whoever happens to be signed in."""
    from flask import current_app, has_app_context

    if told := _letters.get():
        return told
    state = current_app.extensions.get("hr_recruit") if has_app_context() else None
    return state.settings.locale if state and state.settings.locale in LOCALES else "zh"


def letter_text(message: str, **params: Any) -> str:
    """Text of a letter, in ``letter_locale``."""
    text: str = catalogue(letter_locale()).gettext(message)
    return text % params if params else text
