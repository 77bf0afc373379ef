"""One form generator for hooks and connections: a settings schema becomes form fields, and the form its values again.

A field's ``metadata`` says how it is drawn: ``title`` and ``help`` (message ids), ``secret`` (never shown again),
``choices`` (value and title pairs), ``multiline``.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema, fields, missing, validate
from werkzeug.datastructures import MultiDict

from ..errors import Invalid
from ..i18n import N_

NOT_JSON = N_("这里要写成 JSON。")
PREFIX = "set-"
"""Before the name of every generated control, so that it can't meet a form's own fields."""


@dataclass(frozen=True)
class FormField:
    """One control. ``value`` is what stands in it; a secret's is always empty."""

    name: str
    kind: str
    """text, number, email, url, password, textarea, lines, json, switch, select or many."""
    title: str
    help: str
    value: Any
    required: bool
    choices: Sequence[tuple[str, str]] = ()
    secret_set: bool = False
    secret: bool = False

    @property
    def control(self) -> str:
        return PREFIX + self.name


def drawn(
    schema: type[Schema], values: Mapping[str, Any], secrets_set: Collection[str] = ()
) -> list[FormField]:
    """The controls of a form for ``schema``, holding ``values`` or the schema's defaults.

    Args:
        secrets_set: names of the secret fields that have a value already; they may be left blank.
    """
    return [
        _control(name, held, values, name in secrets_set)
        for name, held in schema().fields.items()
        if not held.dump_only
    ]


def typed(schema: type[Schema], form: MultiDict[str, str]) -> dict[str, Any]:
    """What a browser sent, as raw values for the schema. A blank that has a default leaves it to the default.

    Raises Invalid for a field of no simple type that is not JSON.
    """
    found: dict[str, Any] = {}
    for name, held in schema().fields.items():
        value = _sent(_kind(held), held, form, PREFIX + name)
        if value is not missing:
            found[name] = value
    return found


def as_typed(schema: type[Schema], form: MultiDict[str, str]) -> dict[str, Any]:
    """What to put back into a form that was refused: everything as it was typed, secrets never."""
    return {
        name: form.getlist(PREFIX + name) if _kind(held) == "many"
        else PREFIX + name in form if _kind(held) == "switch"
        else form.get(PREFIX + name, "").splitlines() if _kind(held) == "lines"
        else form.get(PREFIX + name, "")
        for name, held in schema().fields.items()
        if not held.metadata.get("secret")
    }  # fmt: skip


def _control(name: str, held: fields.Field[Any], values: Mapping[str, Any], secret_set: bool) -> FormField:
    kind, secret = _kind(held), bool(held.metadata.get("secret"))
    value = "" if secret else values.get(name, _default(held))
    if kind == "lines":
        value = "\n".join(map(str, value or ()))
    elif kind == "json" and not isinstance(value, str):
        value = json.dumps(value, ensure_ascii=False, indent=2) if value not in (None, "") else ""
    return FormField(
        name, kind, str(held.metadata.get("title", name)), str(held.metadata.get("help", "")),
        "" if value is None else value, held.required and not secret_set, _choices(held), secret_set, secret,
    )  # fmt: skip


def _kind(held: fields.Field[Any]) -> str:
    many = isinstance(held, fields.List)
    if isinstance(held, fields.Boolean):
        return "switch"
    if _choices(held):
        return "many" if many else "select"
    if many:
        return "lines"
    if isinstance(held, fields.Number):
        return "number"
    if not isinstance(held, fields.String):
        return "json"
    return _text_kind(held)


def _text_kind(held: fields.Field[Any]) -> str:
    if held.metadata.get("multiline"):
        return "textarea"
    if held.metadata.get("secret"):
        return "password"
    return "email" if isinstance(held, fields.Email) else "url" if isinstance(held, fields.Url) else "text"


def _choices(held: fields.Field[Any]) -> list[tuple[str, str]]:
    told = held.metadata.get("choices")
    if told:
        return [(str(value), str(title)) for value, title in told]
    asked = held.inner if isinstance(held, fields.List) else held
    for rule in asked.validators:
        if isinstance(rule, validate.OneOf):
            return [(str(choice), str(choice)) for choice in rule.choices]
    return []


def _default(held: fields.Field[Any]) -> Any:
    value = held.load_default
    return "" if value is missing else value() if callable(value) else value


def _sent(kind: str, held: fields.Field[Any], form: MultiDict[str, str], control: str) -> Any:
    if kind == "switch":
        return form.get(control) is not None
    if kind == "many":
        return form.getlist(control)
    text = form.get(control, "")
    if kind == "lines":
        return [line.strip() for line in text.splitlines() if line.strip()]
    if kind == "textarea":
        return text.replace("\r\n", "\n")
    if not text.strip():
        return _blank(kind, held)
    return _from_json(text, held.name or control) if kind == "json" else text.strip()


def _blank(kind: str, held: fields.Field[Any]) -> Any:
    if held.metadata.get("secret"):
        return ""
    if held.allow_none and held.load_default is None:
        return None
    # An empty text is a text where the default is one; elsewhere it means that nothing was said.
    return "" if kind == "text" and held.load_default == "" else missing


def _from_json(text: str, name: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as problem:
        raise Invalid(N_("设置没有保存，看标红的项。"), {name: [NOT_JSON]}) from problem
