"""Interviewers and rooms, as forms."""

from __future__ import annotations

import re
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate
from werkzeug.datastructures import MultiDict

from ..i18n import N_
from .forms import LONG, REQUIRED, load_form

LIMIT = N_("写 1 到 50 的整数；不限就留空。")
_limit = validate.Range(1, 50, error=LIMIT)


class InterviewerSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    pool = fields.List(fields.String(validate=validate.Length(1, 60, error=LONG)), load_default=list)
    new_pools = fields.String(load_default="", validate=validate.Length(max=200))
    campus = fields.List(fields.String(validate=validate.Length(1, 60)), load_default=list)
    max_per_day = fields.Integer(load_default=None, validate=_limit, error_messages={"invalid": LIMIT})
    max_per_week = fields.Integer(load_default=None, validate=_limit, error_messages={"invalid": LIMIT})
    avoid = fields.List(fields.Integer(), load_default=list)
    active = fields.Boolean(load_default=False)


def interviewer_from(form: MultiDict[str, str]) -> dict[str, Any]:
    """Values for ``services.resources.save_interviewer``."""
    lists = {key: values for key in ("pool", "campus", "avoid") if (values := form.getlist(key))}
    loaded = load_form(InterviewerSchema(), {**form.to_dict(), **lists})
    new = [p for p in re.split(r"[、，,;；\s]+", loaded["new_pools"]) if p]
    return {
        "pools": [*loaded["pool"], *new], "campuses": loaded["campus"], "max_per_day": loaded["max_per_day"],
        "max_per_week": loaded["max_per_week"], "avoid": loaded["avoid"], "active": loaded["active"],
    }  # fmt: skip


class RoomSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    name = fields.String(
        required=True, validate=validate.Length(1, 60, error=LONG), error_messages={"required": REQUIRED}
    )
    campus = fields.String(load_default="本部", validate=validate.Length(1, 60, error=LONG))
    active = fields.Boolean(load_default=False)
