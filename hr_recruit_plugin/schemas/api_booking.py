"""Self-booking and wishes to change an interview in the API."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from .api_common import VersionedSchema, choice, text
from .api_desk import InterviewSchema, PlanInSchema


class BookingInSchema(PlanInSchema):
    """What candidates choose from, by when, and how often they may change. Times are the hospital's own."""

    deadline = fields.AwareDateTime(required=True)
    max_changes = fields.Integer(load_default=2, validate=validate.Range(0, 5))
    notice_hours = fields.Integer(load_default=24, validate=validate.Range(1, 168))


class BookingSchema(Schema):
    id = fields.Integer()
    version = fields.Integer()
    job_id = fields.Integer()
    stage_id = fields.Integer()
    state = choice(("open", "closed"))
    minutes = fields.Integer()
    deadline = fields.AwareDateTime()
    max_changes = fields.Integer()
    notice_hours = fields.Integer()
    created_by = fields.String()
    created_at = fields.AwareDateTime()


class BookingLineSchema(Schema):
    booking = fields.Nested(BookingSchema)
    invited = fields.Integer()
    chosen = fields.Integer()
    late = fields.Integer(metadata={"description": "Still in the stage, and no time chosen"})


class BookingListSchema(Schema):
    items = fields.List(fields.Nested(BookingLineSchema))


class InvitedSchema(Schema):
    application_id = fields.Integer(attribute="invitation.application_id")
    candidate = fields.String(attribute="invitation.application.candidate.name")
    reminders = fields.Integer(attribute="invitation.reminders")
    interview = fields.Nested(InterviewSchema, allow_none=True)


class BookingViewSchema(Schema):
    """One self-booking with everybody invited."""

    version = fields.Integer(attribute="booking.version")
    booking = fields.Nested(BookingSchema)
    free = fields.Integer(metadata={"description": "Starts that can still be chosen"})
    newcomers = fields.Integer(metadata={"description": "In the stage, without interview, not invited"})
    lines = fields.List(fields.Nested(InvitedSchema))


class ToldSchema(Schema):
    told = fields.Integer(metadata={"description": "How many were written to"})


class ChangeSchema(Schema):
    id = fields.Integer()
    version = fields.Integer()
    application_id = fields.Integer()
    candidate = fields.String(attribute="application.candidate.name")
    stage_id = fields.Integer()
    interview_id = fields.Integer(allow_none=True)
    side = choice(("candidate", "interviewer"))
    user_id = fields.String(allow_none=True)
    reason = fields.String()
    state = choice(("open", "done", "declined", "moot"))
    start = fields.AwareDateTime(allow_none=True)
    created_at = fields.AwareDateTime()


class ChangeListSchema(Schema):
    items = fields.List(fields.Nested(ChangeSchema))


class ProposalSchema(Schema):
    """A way out; ``key`` is what ``take`` wants."""

    key = fields.String()
    start = fields.AwareDateTime()
    end = fields.AwareDateTime()
    room = fields.String()
    people = fields.List(fields.String())
    moved = fields.Boolean()
    joining = fields.List(fields.String())
    leaving = fields.List(fields.String())


class WishSchema(Schema):
    version = fields.Integer(attribute="request.version")
    request = fields.Nested(ChangeSchema)
    tried = fields.Integer(metadata={"description": "Starts that were looked at"})
    proposals = fields.List(fields.Nested(ProposalSchema))


class TakeSchema(VersionedSchema):
    key = text(400, required=True, about="As the proposal has it")
