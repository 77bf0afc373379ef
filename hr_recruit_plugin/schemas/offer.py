"""The terms of an offer."""

from __future__ import annotations

from decimal import Decimal

from marshmallow import EXCLUDE, Schema, fields, validate

from ..i18n import N_
from .forms import REQUIRED

SALARY = N_("月薪写成数字，如 9860 或 9860.00，要大于 0。")
DATE = N_("日期写成 2026-12-14 的样子。")
MONTHS = N_("试用期 0 到 12 个月。")
DAYS = N_("有效期 1 到 60 天。")


class TermsSchema(Schema):
    """Money in yuan a month before tax."""

    class Meta:
        unknown = EXCLUDE

    position = fields.String(required=True, validate=validate.Length(1, 100), error_messages={"required": REQUIRED})
    department = fields.String(required=True, validate=validate.Length(1, 100), error_messages={"required": REQUIRED})
    start_date = fields.Date(required=True, error_messages={"required": REQUIRED, "invalid": DATE})
    monthly_salary = fields.Decimal(
        places=2, required=True,
        validate=validate.Range(Decimal("0.01"), Decimal("9999999"), error=SALARY),
        error_messages={"required": REQUIRED, "invalid": SALARY},
    )  # fmt: skip
    probation_months = fields.Integer(
        load_default=0, validate=validate.Range(0, 12, error=MONTHS), error_messages={"invalid": MONTHS}
    )
    employment_type = fields.String(load_default="合同制", validate=validate.Length(1, 30))
    valid_days = fields.Integer(
        load_default=7, validate=validate.Range(1, 60, error=DAYS), error_messages={"invalid": DAYS}
    )
    remarks = fields.String(load_default="", validate=validate.Length(max=500))
