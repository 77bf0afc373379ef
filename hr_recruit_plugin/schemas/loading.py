"""Forms and JSON through marshmallow: names like ``stages-0-name`` become nested data, errors become sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from ..errors import Invalid
from ..i18n import N_

REQUIRED = N_("这一项必填")
NUMBER = N_("这里要填数字")
WHOLE = N_("这里要填整数")
CHOICE = N_("没有这个选项")
FORM = N_("有几处要改，已在下面标出。")


def load(schema: Schema, data: Mapping[str, Any]) -> dict[str, Any]:
    """Raises Invalid with ``fields``: {dashed path: [msgid]}, so that a form can say each one beside its field."""
    try:
        loaded: dict[str, Any] = schema.load(data)
    except ValidationError as wrong:
        raise Invalid(FORM, dict(flatten(wrong.messages_dict))) from wrong
    return loaded


def flatten(messages: Mapping[Any, Any], path: str = "") -> Iterable[tuple[str, list[str]]]:
    """Nested marshmallow messages as (dashed path, messages)."""
    for key, value in messages.items():
        here = path if key == "_schema" else f"{path}-{key}".lstrip("-")
        if isinstance(value, Mapping):
            yield from flatten(value, here)
        else:
            yield here, list(value)


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """``a-0-b`` = x as {"a": [{"b": x}]}: numbers are places in a list, in their own order; gaps are closed."""
    tree: dict[str, Any] = {}
    for name, value in pairs:
        *path, last = name.split("-")
        place = tree
        for step in path:
            found = place.setdefault(step, {})
            place = found if isinstance(found, dict) else {}
        place[last] = value
    return {key: _listed(value) for key, value in tree.items()}


def _listed(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    if value and all(key.isdigit() for key in value):
        return [_listed(value[key]) for key in sorted(value, key=int)]
    return {key: _listed(inner) for key, inner in value.items()}
