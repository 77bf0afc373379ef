"""What came of an attempt, stored so that every reader gets it in their own language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..adapters.base import AdapterError
from ..i18n import gettext

Answer = dict[str, Any]


def answer(message: str, remote: str = "", **params: object) -> Answer:
    """``message`` is a msgid; ``remote`` holds the outside system's own words, which are never translated."""
    return {"message": message, "params": {k: _plain(v) for k, v in params.items()}, "remote": remote[:2000]}


def answer_of(problem: AdapterError) -> Answer:
    return answer(problem.reason, problem.remote_words, **problem.params)


def say(stored: Mapping[str, Any] | None) -> str:
    """A stored answer as a sentence in the reader's language, followed by the remote system's own words."""
    if not stored:
        return ""
    text = gettext(stored["message"], **stored["params"])
    return f"{text} [{stored['remote']}]" if stored["remote"] else text


def _plain(value: object) -> object:
    return value if isinstance(value, str | int | float | bool | None) else str(value)
