"""Two languages: Chinese in the source, others from ``translations/<locale>/LC_MESSAGES/oa.po``."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from flask import Flask, has_request_context, request, session

SOURCE = "zh"
LOCALES = {"zh": "中文", "en": "English"}
HTML_LANGUAGE = {"zh": "zh-CN", "en": "en"}
_folder = Path(__file__).parent / "translations"


@cache
def catalogue(locale: str) -> dict[str, str]:
    """Source string → translation."""
    with (_folder / locale / "LC_MESSAGES" / "oa.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file, locale) if message.id}


def current_locale() -> str:
    """What the user chose; else what the browser asks for; else Chinese."""
    if not has_request_context():
        return SOURCE
    chosen = session.get("oa_locale")
    return chosen if chosen in LOCALES else request.accept_languages.best_match(LOCALES, SOURCE)


def oa_t(text: str, **values: object) -> str:
    """Translate ``text`` and fill in its ``{names}``. A name of its own: plugins share the template globals."""
    locale = current_locale()
    translated = text if locale == SOURCE else catalogue(locale).get(text) or text
    return translated.format(**values) if values else translated


def init_app(app: Flask) -> None:
    for locale in LOCALES:
        if locale != SOURCE:
            catalogue(locale)
    app.add_template_global(oa_t, "oa_t")
