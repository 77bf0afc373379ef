"""What HR types to open self-booking."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from marshmallow import EXCLUDE, Schema, fields, validate
from werkzeug.datastructures import MultiDict

from ..i18n import N_
from ..services.booking import Rules
from ..services.planning_problem import Options
from . import schedule
from .forms import REQUIRED, load_form

MOMENT = N_("选日期和时间。")
CHANGES = N_("写 0 到 5 的整数。")
HOURS = N_("写 1 到 168 的整数。")


class RulesSchema(Schema):
    """Deadline in local time, as ``datetime-local`` inputs send it, and two numbers."""

    class Meta:
        unknown = EXCLUDE

    deadline = fields.NaiveDateTime(required=True, error_messages={"required": REQUIRED, "invalid": MOMENT})
    max_changes = fields.Integer(
        load_default=2, validate=validate.Range(0, 5, error=CHANGES), error_messages={"invalid": CHANGES}
    )
    notice_hours = fields.Integer(
        load_default=24, validate=validate.Range(1, 168, error=HOURS), error_messages={"invalid": HOURS}
    )


class DeadlineSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    deadline = fields.NaiveDateTime(required=True, error_messages={"required": REQUIRED, "invalid": MOMENT})


def rules_from(form: MultiDict[str, str], zone: ZoneInfo) -> Rules:
    """What HR asked. Raises Invalid with the field and its sentence."""
    options = schedule.options_from(form)
    rules = load_form(RulesSchema(), form)
    return Rules(options, rules["deadline"].replace(tzinfo=zone), rules["max_changes"], rules["notice_hours"])


def deadline_from(form: Mapping[str, Any], zone: ZoneInfo) -> datetime:
    deadline: datetime = load_form(DeadlineSchema(), form)["deadline"]
    return deadline.replace(tzinfo=zone)


def form_values(options: Options, now: datetime, zone: ZoneInfo) -> dict[str, Any]:
    """The form as it is proposed: to be chosen by the evening before the last day but one, two changes, a day's notice."""
    last = sorted(options.days)[-2:][0]
    deadline = max(
        datetime.combine(last - timedelta(days=1), time(18), zone), (now + timedelta(days=1)).astimezone(zone)
    )
    values = schedule.form_values(options)
    return {**values, "deadline": f"{deadline:%Y-%m-%dT%H:%M}", "max_changes": 2, "notice_hours": 24}
