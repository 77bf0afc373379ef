"""A scorecard and an interviewer's own busy time, as forms."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from ..i18n import N_
from .forms import REQUIRED, load_form

GRADE = "grade-"
LONG = N_("依据最多 4000 字。")
MOMENT = N_("选日期和时间。")


class ScorecardSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    overall = fields.String(load_default=None)
    note = fields.String(load_default="", validate=validate.Length(max=4000, error=LONG))
    version = fields.Integer(load_default=None)


def scorecard_from(form: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments of ``services.feedback.save``; grades come as ``grade-KEY``."""
    loaded = load_form(ScorecardSchema(), form)
    ratings = {name.removeprefix(GRADE): value for name, value in form.items() if name.startswith(GRADE) and value}
    return {**loaded, "ratings": ratings}


class BusySchema(Schema):
    """A span in local time, as ``datetime-local`` inputs send it."""

    class Meta:
        unknown = EXCLUDE

    start = fields.NaiveDateTime(required=True, error_messages={"required": REQUIRED, "invalid": MOMENT})
    end = fields.NaiveDateTime(required=True, error_messages={"required": REQUIRED, "invalid": MOMENT})
    note = fields.String(load_default="", validate=validate.Length(max=200))


def busy_from(form: Mapping[str, Any], zone: Any) -> tuple[datetime, datetime, str]:
    loaded = load_form(BusySchema(), form)
    return loaded["start"].replace(tzinfo=zone), loaded["end"].replace(tzinfo=zone), loaded["note"]
