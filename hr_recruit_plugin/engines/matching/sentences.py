"""Sentences for people: a Chinese source string with named values, formatted late so that any language can be shown.

The engine knows no translation machinery. A screen passes its own ``gettext`` to ``Sentence.render``; without one the
Chinese source string is used. ``N_`` marks source strings for the extractor and does nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

Value: TypeAlias = "str | int | float | Sentence | tuple[Sentence, ...]"


def N_(msgid: str) -> str:  # noqa: N802 - the name that message extractors look for
    """Mark ``msgid`` for translation and return it unchanged."""
    return msgid


def _unchanged(msgid: str) -> str:
    return msgid


@dataclass(frozen=True, slots=True)
class Sentence:
    """``msgid`` with ``%(name)s`` places and their values. A value may itself be a sentence to be translated."""

    msgid: str
    params: tuple[tuple[str, Value], ...] = ()

    def render(self, gettext: Callable[[str], str] = _unchanged) -> str:
        """The sentence in the language of ``gettext``."""
        text = gettext(self.msgid)
        return text % {name: _show(value, gettext) for name, value in self.params} if self.params else text

    def __str__(self) -> str:
        return self.render()

    def to_dict(self) -> dict[str, Any]:
        """``{msgid, params, text}``, JSON-ready; ``text`` is the Chinese sentence."""
        params = {name: _plain(value) for name, value in self.params}
        return {"msgid": self.msgid, "params": params, "text": str(self)}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Sentence:
        """The inverse of ``to_dict``."""
        return cls(data["msgid"], tuple((name, _revive(value)) for name, value in data.get("params", {}).items()))


@lru_cache(maxsize=8192, typed=True)
def say(msgid: str, **params: Value) -> Sentence:
    """A sentence; its ``msgid`` must have been marked with ``N_``. Candidates share reasons, so equal ones are kept."""
    return Sentence(msgid, tuple(params.items()))


def _show(value: Value, gettext: Callable[[str], str]) -> str | int:
    if isinstance(value, Sentence):
        return value.render(gettext)
    if isinstance(value, tuple):
        return gettext("、").join(part.render(gettext) for part in value)
    return f"{value:g}" if isinstance(value, float) else value


def _plain(value: Value) -> Any:
    if isinstance(value, Sentence):
        return value.to_dict()
    return [part.to_dict() for part in value] if isinstance(value, tuple) else value


def _revive(value: Any) -> Value:
    if isinstance(value, Mapping):
        return Sentence.from_dict(value)
    if isinstance(value, list):
        return tuple(Sentence.from_dict(part) for part in value)
    plain: str | int | float = value
    return plain
