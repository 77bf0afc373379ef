"""Deliveries, figures, hooks, interviewers and rooms in the API."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from ..records import Port
from .api_common import PageSchema, Strict, choice, ident, text, told

STATES = ("waiting", "claimed", "sending", "unknown", "partly", "parked", "done")


class DeliveryQuerySchema(Strict):
    state = choice(STATES, load_default=None)
    port = choice(Port, load_default=None)
    application_id = ident(load_default=None)
    page = fields.Integer(load_default=1, validate=validate.Range(1, 100_000))


class DeliverySchema(Schema):
    id = fields.Integer()
    port = fields.String()
    adapter = fields.String(allow_none=True)
    kind = fields.String()
    key = fields.String(metadata={"description": "The fact that is told; told once"})
    subject_type = fields.String(allow_none=True)
    subject_id = fields.Integer(allow_none=True)
    state = choice(STATES)
    attempts = fields.Integer()
    next_at = fields.AwareDateTime()
    remote_id = fields.String(allow_none=True)
    created_at = fields.AwareDateTime()
    done_at = fields.AwareDateTime(allow_none=True)
    answer = told("What the other system said")
    about = fields.String()
    can_resend = fields.Boolean()


class DeliveryPageSchema(PageSchema):
    items = fields.List(fields.Nested(DeliverySchema), attribute="lines")


class PortSchema(Strict):
    port = choice(Port, required=True)


# --- figures -----------------------------------------------------------------------------------------------------


class FunnelStepSchema(Schema):
    name = fields.String()
    reached = fields.Integer()
    passed = fields.Integer()
    waiting = fields.Integer()
    pass_rate = fields.Float(allow_none=True, metadata={"description": "Share of the decided; null without any"})


class SourceSchema(Schema):
    name = fields.String()
    applications = fields.Integer()
    hired = fields.Integer()
    mean_score = fields.Float(allow_none=True)
    cost = fields.Integer(metadata={"description": "Fen"})
    cost_per_hire = fields.Float(allow_none=True, metadata={"description": "Yuan"})


class SpreadSchema(Schema):
    n = fields.Integer(metadata={"description": "How many cases it rests on"})
    median = fields.Float(allow_none=True, metadata={"description": "Days"})
    low = fields.Float(allow_none=True, metadata={"description": "Lower quartile"})
    high = fields.Float(allow_none=True, metadata={"description": "Upper quartile"})


class StageTimeSchema(Schema):
    name = fields.String()
    agreed_days = fields.Integer()
    spread = fields.Nested(SpreadSchema)


class ReportSchema(Schema):
    start = fields.Date(attribute="period.start")
    end = fields.Date(attribute="period.end")
    applications = fields.Integer()
    hired = fields.Integer()
    funnel = fields.List(fields.Nested(FunnelStepSchema))
    sources = fields.List(fields.Nested(SourceSchema))
    time_to_hire = fields.Nested(SpreadSchema)
    stage_times = fields.List(fields.Nested(StageTimeSchema))
    cost = fields.Integer(metadata={"description": "Fen"})
    cost_per_hire = fields.Float(allow_none=True, metadata={"description": "Yuan"})


# --- hooks -------------------------------------------------------------------------------------------------------

SCOPE = validate.Regexp(r"^(|job:\d+|department:.{1,50})$")
WHERE = "Empty for everywhere, job:ID or department:ID; the narrower one wins"


class SwitchSchema(Strict):
    enabled = fields.Boolean(required=True)
    scope = fields.String(load_default="", validate=SCOPE, metadata={"description": WHERE})


class SettingsSchema(Strict):
    settings = fields.Dict(required=True)
    scope = fields.String(load_default="", validate=SCOPE, metadata={"description": WHERE})


class OrderSchema(Strict):
    names = fields.List(text(least=1), required=True, validate=validate.Length(1, 200))


class ScopeSchema(Schema):
    scope = fields.String()
    enabled = fields.Boolean()
    settings = fields.Dict()


class HookSchema(Schema):
    name = fields.String()
    title = told("What it does")
    description = told("More of it")
    hooks = fields.List(fields.String())
    builtin = fields.Boolean()
    enabled = fields.Boolean()
    parked_at = fields.AwareDateTime(allow_none=True, metadata={"description": "Switched off after failing often"})
    failures = fields.Integer(metadata={"description": "In a row"})
    position = fields.Integer(allow_none=True)
    settings = fields.Dict()
    scopes = fields.List(fields.Nested(ScopeSchema))


class FailureSchema(Schema):
    implementation = fields.String()
    hook = fields.String()
    subject = fields.String()
    error = fields.String()
    at = fields.AwareDateTime()


class HookListSchema(Schema):
    items = fields.List(fields.Nested(HookSchema))
    failures = fields.List(fields.Nested(FailureSchema))


# --- interviewers and rooms --------------------------------------------------------------------------------------

MOST = validate.Range(1, 100)


class InterviewerInSchema(Strict):
    """What is left out stays; name and address come from the host."""

    pools = fields.List(text(least=1))
    campuses = fields.List(text(64, least=1))
    max_per_day = fields.Integer(allow_none=True, validate=MOST)
    max_per_week = fields.Integer(allow_none=True, validate=MOST)
    avoid = fields.List(ident("A candidate whom this person must not interview"))
    active = fields.Boolean()


class InterviewerSchema(Schema):
    id = fields.Integer()
    user_id = fields.String()
    name = fields.String()
    pools = fields.List(fields.String())
    campuses = fields.List(fields.String())
    max_per_day = fields.Integer(allow_none=True)
    max_per_week = fields.Integer(allow_none=True)
    avoid = fields.List(fields.Integer())
    active = fields.Boolean()


class InterviewerListSchema(Schema):
    items = fields.List(fields.Nested(InterviewerSchema))


class RoomInSchema(Strict):
    name = text(least=1, required=True)
    campus = text(64, load_default="main")
    active = fields.Boolean(load_default=True)


class RoomSchema(Schema):
    id = fields.Integer()
    name = fields.String()
    campus = fields.String()
    active = fields.Boolean()


class RoomListSchema(Schema):
    items = fields.List(fields.Nested(RoomSchema))


RESOURCE = validate.Regexp(r"^(interviewer:.{1,64}|room:\d{1,9}|candidate:\d{1,9})$")


class AbsenceQuerySchema(Strict):
    resource = fields.String(required=True, validate=RESOURCE, metadata={"description": "interviewer:USER or room:ID"})


class AbsenceInSchema(AbsenceQuerySchema):
    start = fields.AwareDateTime(required=True)
    end = fields.AwareDateTime(required=True)
    note = text(load_default="")


class AbsenceSchema(Schema):
    id = fields.Integer()
    resource = fields.String()
    start = fields.AwareDateTime()
    end = fields.AwareDateTime()
    note = fields.String()


class AbsenceListSchema(Schema):
    items = fields.List(fields.Nested(AbsenceSchema))


class DepartmentSchema(Schema):
    id = fields.String()
    name = fields.String()


class DepartmentListSchema(Schema):
    items = fields.List(fields.Nested(DepartmentSchema))
