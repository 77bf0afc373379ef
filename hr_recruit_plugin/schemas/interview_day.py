"""Forms of the interview day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from ..i18n import N_
from .loading import CHOICE, REQUIRED, WHOLE


def _whole(most: int) -> fields.Integer:
    between = validate.Range(0, most, error=N_("数字太大或太小"))
    return fields.Integer(required=True, validate=between, error_messages={"required": REQUIRED, "invalid": WHOLE})


class RulesSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    grace_minutes = _whole(120)
    early_minutes = _whole(720)
    late_after = _whole(50)
    shown = fields.String(required=True, validate=validate.OneOf(["number", "surname"], error=CHOICE))
    blind = fields.Boolean(load_default=False)


class SelfCheckInSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    code = fields.String(load_default="", validate=validate.Length(max=20, error=N_("签到码是 6 位数字")))
    name = fields.String(required=True, validate=validate.Length(1, 60, error=REQUIRED), error_messages={"required": REQUIRED})
    phone = fields.String(required=True, validate=validate.Length(5, 30, error=REQUIRED), error_messages={"required": REQUIRED})


def day_of(values: Mapping[str, Any], today: date) -> date:
    """The day of an address or a form; today when it says none or nonsense."""
    try:
        return date.fromisoformat(str(values.get("day") or ""))
    except ValueError:
        return today


def pressed_at(values: Mapping[str, Any]) -> datetime | None:
    """When a kept press was made (milliseconds since 1970), or None."""
    text = str(values.get("pressed", ""))
    try:
        return datetime.fromtimestamp(int(text) / 1000, UTC) if text.isdecimal() and len(text) < 15 else None
    except (OverflowError, OSError, ValueError):
        return None
