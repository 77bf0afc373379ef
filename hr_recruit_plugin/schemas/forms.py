"""Forms as browsers send them: strings, empty ones left out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import Schema, ValidationError

from ..errors import Invalid
from ..i18n import N_

REQUIRED = N_("这一项要填。")
DAY = N_("日期写成 2026-12-01 的样子。")
CLOCK = N_("时间写成 09:00 的样子。")
LONG = N_("最多 60 个字。")


def load_form(schema: Schema, form: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a form. Raises Invalid with a sentence (message id) for each field that is wrong."""
    try:
        loaded: dict[str, Any] = schema.load({k: v for k, v in form.items() if v != ""})
    except ValidationError as problem:
        raise Invalid(N_("还有 %(count)s 处要改。"), problem.messages_dict, count=len(problem.messages_dict)) from problem
    return loaded


def version_of(form: Mapping[str, Any]) -> int | None:
    """The version that the user saw, or None when the form carried none."""
    text = str(form.get("version", ""))
    return int(text) if text.isdecimal() else None
