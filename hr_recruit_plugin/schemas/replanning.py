"""What HR says when something has happened to a plan."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate, validates_schema

from ..i18n import N_
from ..services.replanning import Event
from .forms import REQUIRED, load_form

WHO = N_("选出是谁或哪间会议室。")
MOMENT = N_("写上日期和时间，例如 2026-12-01 09:00。")
ORDER = N_("结束时间要在开始之后。")
NOTE = N_("最多 200 个字。")


class EventSchema(Schema):
    """Who or what can't be had, from when to when."""

    class Meta:
        unknown = EXCLUDE

    resource = fields.String(required=True, error_messages={"required": WHO})
    start = fields.NaiveDateTime(required=True, error_messages={"required": REQUIRED, "invalid": MOMENT})
    end = fields.NaiveDateTime(required=True, error_messages={"required": REQUIRED, "invalid": MOMENT})
    note = fields.String(load_default="", validate=validate.Length(max=200, error=NOTE))

    @validates_schema
    def _order(self, data: dict[str, Any], **kwargs: Any) -> None:
        if data["end"] <= data["start"]:
            raise ValidationError(ORDER, "end")


def event_from(form: Any, zone: ZoneInfo) -> Event:
    """Raises Invalid with the field and its sentence. Times are local to the hospital."""
    told = load_form(EventSchema(), form)

    def local(moment: datetime) -> datetime:
        return moment.replace(tzinfo=zone)

    return Event(told["resource"], local(told["start"]), local(told["end"]), told["note"].strip())
