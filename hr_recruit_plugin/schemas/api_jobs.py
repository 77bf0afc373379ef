"""Jobs in the API. What comes in is what the editor's form sends, as JSON."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from . import job as form
from .api_common import Strict, choice, text

FIELDS = (
    "code", "title", "department_id", "department_name", "headcount", "status", "text", "post_category", "terms",
    "requirements",
)  # fmt: skip


class JobInSchema(form.JobSchema):
    """A new job. ``stages`` may be left out where ``template`` names a template of stages."""

    class Meta:
        unknown = RAISE

    stages = fields.List(fields.Nested(form.StageSchema), load_default=list)
    template = text(least=1, load_default=None, allow_none=True)

    @post_load
    def _checked(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        return form.checked(data)


class JobChangeSchema(form.JobSchema):
    """The fields to change; the others stay. Candidates are scored again by /rescore, not by this."""

    class Meta:
        unknown = RAISE
        exclude = ("stages",)

    version = fields.Integer(load_default=None, allow_none=True)

    def __init__(self, **options: Any) -> None:
        # Named one by one: partial=True would also let a requirement come without its kind.
        super().__init__(**{"partial": FIELDS, **options})

    @post_load
    def _checked(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        given = set(data)
        whole = form.checked({"requirements": [], "terms": {}, **data})
        return {key: value for key, value in whole.items() if key in given}


class StagesInSchema(Strict):
    """All stages in their order; those with an ``id`` are kept, the others are new, what is missing is removed."""

    stages = fields.List(fields.Nested(form.StageSchema), required=True, validate=validate.Length(1, 50))
    version = fields.Integer(load_default=None, allow_none=True)


class TemplateInSchema(Strict):
    stages = fields.List(fields.Nested(form.StageSchema), required=True, validate=validate.Length(1, 50))


class JobQuerySchema(Strict):
    status = choice(form.STATUSES, load_default=None)
    query = text(load_default="", about="Part of the title, the code or the department")


class StageSchema(Schema):
    id = fields.Integer()
    position = fields.Integer()
    kind = choice(form.STAGE_KINDS)
    name = fields.String()
    agreed_days = fields.Integer()
    minutes = fields.Integer(metadata={"description": "Length of one interview"})
    panel = fields.List(fields.Nested(form.PanelSchema))
    owners = fields.List(fields.Nested(form.OwnerSchema))
    kit = fields.Nested(form.KitSchema)


class JobSchema(Schema):
    id = fields.Integer()
    version = fields.Integer()
    code = fields.String()
    title = fields.String()
    department_id = fields.String()
    department_name = fields.String()
    headcount = fields.Integer()
    status = choice(form.STATUSES)
    text = fields.String()
    post_category = fields.String(allow_none=True)
    terms = fields.Dict()
    requirements = fields.List(fields.Dict())
    owner_name = fields.String()
    opened_at = fields.AwareDateTime(allow_none=True)
    closed_at = fields.AwareDateTime(allow_none=True)
    updated_by = fields.String(allow_none=True)
    updated_at = fields.AwareDateTime(allow_none=True)
    stages = fields.List(fields.Nested(StageSchema))


class JobLineSchema(Schema):
    job = fields.Nested(JobSchema)
    active = fields.Integer(metadata={"description": "Candidates in the job now"})
    by_stage = fields.Dict(
        keys=fields.String(), values=fields.Integer(), attribute="counts",
        metadata={"description": "Stage id → active candidates"},
    )  # fmt: skip
    hired = fields.Integer()
    overdue = fields.Integer()


class JobListSchema(Schema):
    items = fields.List(fields.Nested(JobLineSchema))
    total = fields.Integer()


class TemplateSchema(Schema):
    id = fields.Integer()
    name = fields.String()
    stages = fields.List(fields.Dict())


class TemplateListSchema(Schema):
    items = fields.List(fields.Nested(TemplateSchema))
