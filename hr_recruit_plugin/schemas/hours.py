"""Working hours, as forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from ..engines.availability import WeekError, read_day
from ..errors import Invalid
from ..i18n import N_
from .forms import LONG, REQUIRED, load_form

DAY = N_("写成 08:00-12:00 13:30-17:30 的样子，前后不重叠；休息就留空。")


class TemplateSchema(Schema):
    class Meta:
        unknown = EXCLUDE

    name = fields.String(
        required=True, validate=validate.Length(1, 60, error=LONG), error_messages={"required": REQUIRED}
    )
    follows_holidays = fields.Boolean(load_default=False)
    version = fields.Integer(load_default=None)


def template_from(form: Mapping[str, Any]) -> dict[str, Any]:
    """Keyword arguments of ``working_hours.save_template``: name, week, follows_holidays, version."""
    loaded = load_form(TemplateSchema(), form)
    week, wrong = [], {}
    for n in range(7):
        try:
            week.append(read_day(str(form.get(f"day-{n}", ""))))
        except WeekError:
            wrong[f"day-{n}"] = [DAY]
    if wrong:
        raise Invalid(N_("还有 %(count)s 处要改。"), wrong, count=len(wrong))
    return {**loaded, "week": week}
