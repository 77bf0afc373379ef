"""A job with its requirements and stages: JSON and the editor's form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load, validate

from ..engines.matching import KINDS, Requirement, RequirementError
from ..engines.matching.requirements import WORD_KINDS
from ..errors import Invalid
from ..i18n import N_, gettext
from .loading import CHOICE, FORM, NUMBER, REQUIRED, WHOLE, flatten, load, nested

STATUSES = ("draft", "open", "paused", "closed")
STAGE_KINDS = ("screening", "interview", "offer")
GRADES = ("below", "basic", "meets", "outstanding")
HEADCOUNT = N_("计划人数至少 1 人")
ONE_STAGE = N_("职位至少要有一个阶段。")
OWNER = N_("OA 里没有这位职工。从列表里选，或写工号")
CODE = N_("编号只用字母、数字、- 和 _，最多 64 个字符")
AMOUNT = N_("月薪写成数字，例如 8600 或 8600.50")
_WORDS = re.compile(r"\s*[、/／;；,，]\s*")


def _text(required: bool = False, most: int = 200, **more: Any) -> fields.String:
    rules: list[Any] = [validate.Length(max=most)]
    if required:
        rules.insert(0, validate.Length(min=1, error=REQUIRED))
    return fields.String(
        required=required, validate=rules, error_messages={"required": REQUIRED, "invalid": REQUIRED}, **more
    )


def _whole(least: int, message: str = WHOLE, **more: Any) -> fields.Integer:
    return fields.Integer(
        validate=validate.Range(min=least, max=10_000, error=message),
        error_messages={"required": REQUIRED, "invalid": WHOLE, "null": REQUIRED},
        **more,
    )


class Tidy(Schema):
    """What is not known is left out; text loses the blanks around it."""

    class Meta:
        unknown = EXCLUDE

    @pre_load
    def _strip(self, data: Any, **kwargs: Any) -> Any:
        if not isinstance(data, Mapping):
            return data
        return {key: value.strip() if isinstance(value, str) else value for key, value in data.items()}


class RequirementSchema(Tidy):
    kind = fields.String(required=True, validate=validate.OneOf(KINDS, error=CHOICE))
    value = fields.Raw(required=True, error_messages={"required": REQUIRED})
    must = fields.Boolean(load_default=False)
    weight = fields.Float(load_default=1.0, error_messages={"invalid": NUMBER})
    min = fields.Float(load_default=None, allow_none=True, error_messages={"invalid": NUMBER})


class PanelSchema(Tidy):
    pool = _text(required=True)
    count = _whole(1, load_default=1)


class OwnerSchema(Tidy):
    id = _text(required=True)
    name = fields.String(required=True, error_messages={"required": OWNER})
    email = fields.String(load_default=None, allow_none=True)


class CriterionSchema(Tidy):
    key = _text(required=True, most=64)
    name = _text(required=True)
    anchors = fields.Dict(keys=fields.String(), values=fields.String(), load_default=dict)


class KitSchema(Tidy):
    criteria = fields.List(fields.Nested(CriterionSchema), load_default=list)
    questions = fields.List(fields.String(), load_default=list)


class StageSchema(Tidy):
    id = fields.Integer(load_default=None, allow_none=True)
    kind = fields.String(load_default="interview", validate=validate.OneOf(STAGE_KINDS, error=CHOICE))
    name = _text(required=True)
    agreed_days = _whole(1, load_default=5)
    minutes = _whole(5, load_default=30)
    panel = fields.List(fields.Nested(PanelSchema), load_default=list)
    owners = fields.List(fields.Nested(OwnerSchema), load_default=list)
    kit = fields.Nested(KitSchema, load_default=dict)


class TermsSchema(Tidy):
    employment_type = _text(load_default="", most=64)
    monthly_salary = fields.String(load_default="")
    probation_months = _whole(0, load_default=None, allow_none=True)


class JobSchema(Tidy):
    """``values`` of ``services.jobs.open_job`` with ``stages`` beside them."""

    code = fields.String(
        required=True,
        validate=validate.Regexp(r"^[\w\-]{1,64}$", error=CODE),
        error_messages={"required": REQUIRED},
    )
    title = _text(required=True)
    department_id = _text(required=True, most=64)
    department_name = _text()
    headcount = _whole(1, HEADCOUNT, required=True)
    status = fields.String(validate=validate.OneOf(STATUSES, error=CHOICE))
    text = fields.String(load_default="")
    post_category = fields.String(load_default=None, allow_none=True, validate=validate.Length(max=64))
    terms = fields.Nested(TermsSchema, load_default=dict)
    requirements = fields.List(fields.Nested(RequirementSchema), load_default=list)
    stages = fields.List(
        fields.Nested(StageSchema), required=True,
        validate=validate.Length(min=1, error=ONE_STAGE), error_messages={"required": ONE_STAGE},
    )  # fmt: skip


# --- the editor's form -------------------------------------------------------------------------------------------


def from_form(pairs: Any) -> dict[str, Any]:
    """What the editor posted, in the shape of ``JobSchema``; rows that were left empty are gone.

    Nothing is judged here: a form half filled in can be drawn again from it.
    """
    data = nested(pairs)
    terms = data.get("terms") or {}
    data["terms"] = {key: terms.get(key, "") for key in ("employment_type", "monthly_salary")}
    data["terms"]["probation_months"] = terms.get("probation_months") or None
    data["requirements"] = [_requirement(row) for row in data.get("requirements") or []]
    data["stages"] = [_stage(row) for row in data.get("stages") or []]
    return data


def _requirement(row: Mapping[str, Any]) -> dict[str, Any]:
    kind, value = row.get("kind", "skill"), str(row.get("value", "")).strip()
    words = [w for w in _WORDS.split(value) if w]
    return {
        "kind": kind, "value": words if kind in WORD_KINDS and len(words) > 1 else value,
        "must": row.get("use") == "must", "weight": row.get("weight") or "1", "min": row.get("min") or None,
    }  # fmt: skip


def _stage(row: Mapping[str, Any]) -> dict[str, Any]:
    kit = row.get("kit") or {}
    questions = kit.get("questions", "")
    return {
        "id": row.get("id") or None, "kind": row.get("kind", "interview"), "name": row.get("name", ""),
        "agreed_days": row.get("agreed_days") or "5", "minutes": row.get("minutes") or "30",
        "panel": [p for p in row.get("panel") or [] if p.get("pool", "").strip()],
        "owners": [o for o in row.get("owners") or [] if o.get("id", "").strip()],
        "kit": {
            "criteria": [
                {"key": c.get("key") or f"c{n}", "name": c.get("name", ""), "anchors": c.get("anchors") or {}}
                for n, c in enumerate(kit.get("criteria") or [], 1)
            ],
            "questions": [line.strip() for line in questions.splitlines() if line.strip()],
        },
    }  # fmt: skip


def checked(data: dict[str, Any]) -> dict[str, Any]:
    """What ``JobSchema`` cannot say field by field: each requirement as the engine sees it, and the salary.

    Raises:
        ValidationError: messages under the same paths as the schema's own.
    """
    wrong: dict[str, Any] = {}
    for n, row in enumerate(data["requirements"]):
        try:
            Requirement.from_dict({key: value for key, value in row.items() if value is not None})
        except RequirementError as problem:
            # A sentence of the engine comes with its values filled in.
            wrong.setdefault("requirements", {})[n] = {"value": [problem.message.render(gettext)]}
    terms = data["terms"]
    if not _is_amount(terms.get("monthly_salary", "")):
        wrong["terms"] = {"monthly_salary": [AMOUNT]}
    if wrong:
        raise ValidationError(wrong)
    data["requirements"] = [{k: v for k, v in row.items() if v is not None} for row in data["requirements"]]
    data["terms"] = {key: value for key, value in terms.items() if value not in ("", None)}
    return data


def _is_amount(text: str) -> bool:
    if not text:
        return True
    try:
        return Decimal(0) < Decimal(text) < Decimal(10_000_000)
    except InvalidOperation:
        return False


def load_job(data: Mapping[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """(values, stages) for ``services.jobs``. Raises Invalid that names every field that is wrong."""
    loaded = load(JobSchema(), data)
    try:
        loaded = checked(loaded)
    except ValidationError as wrong:
        raise Invalid(FORM, dict(flatten(wrong.messages_dict))) from wrong
    stages = loaded.pop("stages")
    return loaded, stages
