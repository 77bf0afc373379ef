"""What candidates type."""

from __future__ import annotations

from typing import Any

from marshmallow import EXCLUDE, Schema, fields, post_load, validate

from ..i18n import N_

NAME = N_("写上姓名。")
PHONE = N_("手机号要 11 位数字，境外号码以 + 开头。")
EMAIL = N_("邮箱看起来不对，用来收面试通知。")
AGREE = N_("勾选同意后才能提交。")


class ApplySchema(Schema):
    """An application by a candidate; what is typed wins over what is read from the file."""

    class Meta:
        unknown = EXCLUDE

    name = fields.String(required=True, validate=validate.Length(1, 60, error=NAME), error_messages={"required": NAME})
    phone = fields.String(
        required=True,
        validate=validate.Regexp(r"^\s*(\+\d[\d\s-]{6,18}|(\+?86)?[\s-]*1[3-9]\d[\s-]?\d{4}[\s-]?\d{4})\s*$", error=PHONE),
        error_messages={"required": PHONE},
    )
    email = fields.Email(required=True, error_messages={"required": EMAIL, "invalid": EMAIL})
    agreed = fields.Boolean(
        required=True, validate=validate.Equal(True, error=AGREE), error_messages={"required": AGREE, "invalid": AGREE}
    )

    @post_load
    def _trim(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        return {k: v.strip() if isinstance(v, str) else v for k, v in data.items()}

