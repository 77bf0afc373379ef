"""What the reports are asked for, and what a source cost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from marshmallow import EXCLUDE, Schema, fields

from ..i18n import N_
from ..services.report_figures import Period
from .forms import REQUIRED

AMOUNT = N_("金额写成数字，如 3500 或 3500.50。")
LONGEST = timedelta(days=366 * 5)


class CostSchema(Schema):
    """Yuan that a source cost in a month."""

    class Meta:
        unknown = EXCLUDE

    source = fields.String(required=True, error_messages={"required": REQUIRED})
    month = fields.String(required=True, error_messages={"required": REQUIRED})
    yuan = fields.Float(required=True, error_messages={"required": REQUIRED, "invalid": AMOUNT})


def period_of(args: Any, today: date) -> Period:
    """The period of a URL (``from``, ``to``); this year so far where it names none or nonsense."""
    start = _day(args.get("from")) or date(today.year, 1, 1)
    end = _day(args.get("to")) or today
    if start > end:
        start, end = end, start
    return Period(max(start, end - LONGEST), end)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None
