"""Imports, plans, interviews, scorecards, offers in the API."""

from __future__ import annotations

from typing import Any

from marshmallow import RAISE, Schema, fields, post_load, validate

from . import offer
from .api_applications import TargetSchema
from .api_common import PageQuerySchema, PageSchema, Strict, VersionedSchema, choice, ident, text, told

GRADES = ("below", "basic", "meets", "outstanding")
OVERALL = ("hire", "lean_hire", "lean_no", "no")
INTERVIEW_STATES = ("published", "arrived", "held", "absent", "cancelled")
TIME = validate.Regexp(r"^([01]\d|2[0-3]):[0-5]\d$")


# --- imports -----------------------------------------------------------------------------------------------------


class ImportInSchema(TargetSchema):
    """A ZIP of resumes; the form takes larger ones than JSON."""


class ImportQuerySchema(Strict):
    job_id = ident(required=True)


class ImportItemSchema(Schema):
    filename = fields.String()
    state = fields.String()
    reason = told("Why it was not filed as new", allow_none=True)
    application_id = fields.Integer(allow_none=True)
    document_id = fields.Integer(allow_none=True)


class ImportLineSchema(Schema):
    id = fields.Integer()
    job_id = fields.Integer(attribute="job.id")
    source = fields.String()
    actor_name = fields.String()
    created_at = fields.AwareDateTime()
    total = fields.Integer()
    done = fields.Integer()
    waiting = fields.Integer()
    counts = fields.Dict(keys=fields.String(), values=fields.Integer())
    running = fields.Boolean()
    paused = fields.Boolean(metadata={"description": "Somebody paused it: POST …/resume goes on"})
    stopped = fields.Boolean(metadata={"description": "Something waits and nobody reads: POST …/resume goes on"})


class ImportSchema(ImportLineSchema):
    items = fields.List(fields.Nested(ImportItemSchema), metadata={"description": "What was refused or came again"})


class ImportListSchema(Schema):
    items = fields.List(fields.Nested(ImportLineSchema))


# --- plans -------------------------------------------------------------------------------------------------------


class SessionSchema(Strict):
    start = fields.String(required=True, validate=TIME)
    end = fields.String(required=True, validate=TIME)


class PlanInSchema(Strict):
    """What to plan. Times are the hospital's own; what is left out is as the screen proposes it."""

    stage_id = ident(required=True)
    days = fields.List(fields.Date(), load_default=None, validate=validate.Length(1, 60))
    sessions = fields.List(fields.Nested(SessionSchema), load_default=None, validate=validate.Length(1, 12))
    grid_minutes = fields.Integer(load_default=None, validate=validate.OneOf((5, 10, 15, 20, 30, 60)))
    room_ids = fields.List(ident(), load_default=list, metadata={"description": "Empty: every active room"})
    application_ids = fields.List(ident(), load_default=list, metadata={"description": "Empty: everyone in the stage"})


class PlanMoveSchema(VersionedSchema):
    application_id = ident(required=True)
    start = text(16, least=16, required=True, about="YYYY-MM-DDTHH:MM, the hospital's own time")


class LevelSchema(Schema):
    name = fields.String()
    value = fields.Integer(allow_none=True)
    bound = fields.Integer(allow_none=True)
    state = choice(("proven", "open", "running", "waiting"))


class PlacedSchema(Schema):
    application_id = fields.Integer()
    name = fields.String()
    start = fields.AwareDateTime()
    end = fields.AwareDateTime()
    room_name = fields.String()
    interviewers = fields.List(fields.String())
    changed = fields.Boolean(metadata={"description": "Otherwise than was published"})


class UnplacedSchema(Schema):
    name = fields.String()
    reasons = fields.List(told("Why there is no place"))


class ScheduleSchema(Schema):
    id = fields.Integer()
    version = fields.Integer()
    job_id = fields.Integer()
    stage_id = fields.Integer()
    name = fields.String()
    state = fields.String(metadata={"description": "solving, stopping, solved, failed, published or discarded"})
    note = fields.String(attribute="problem_note", allow_none=True)
    created_by = fields.String()
    created_at = fields.AwareDateTime()
    published_by = fields.String(allow_none=True)
    published_at = fields.AwareDateTime(allow_none=True)


class ScheduleLineSchema(Schema):
    schedule = fields.Nested(ScheduleSchema)
    placed = fields.Integer()
    unplaced = fields.Integer()
    silent = fields.Boolean(metadata={"description": "Its solver has died: POST …/restart"})


class WaitingStageSchema(Schema):
    stage_id = fields.Integer(attribute="stage.id")
    stage_name = fields.String(attribute="stage.name")
    job_id = fields.Integer(attribute="stage.job_id")
    waiting = fields.Integer()
    asking = fields.Integer(metadata={"description": "Candidates who asked for another time"})


class ScheduleListSchema(Schema):
    items = fields.List(fields.Nested(ScheduleLineSchema))
    waiting = fields.List(fields.Nested(WaitingStageSchema))


class PlanSchema(Schema):
    """A plan and where it stands; ``placed`` and ``unplaced`` are there once it is solved."""

    version = fields.Integer(attribute="schedule.version")
    schedule = fields.Nested(ScheduleSchema)
    silent = fields.Boolean()
    levels = fields.List(fields.Nested(LevelSchema))
    placed = fields.List(fields.Nested(PlacedSchema))
    unplaced = fields.List(fields.Nested(UnplacedSchema))
    violations = fields.List(told("A broken rule; a plan with one can't be published"))


# --- interviews --------------------------------------------------------------------------------------------------


class InterviewQuerySchema(PageQuerySchema):
    job_id = ident(load_default=None)
    stage_id = ident(load_default=None)
    application_id = ident(load_default=None)
    state = choice(INTERVIEW_STATES, load_default=None)
    start = fields.Date(load_default=None, metadata={"description": "On or after this day"})
    end = fields.Date(load_default=None, metadata={"description": "On or before this day"})


class SeatSchema(Schema):
    user_id = fields.String()
    name = fields.String()


class InterviewSchema(Schema):
    id = fields.Integer()
    version = fields.Integer()
    application_id = fields.Integer()
    candidate = fields.String(attribute="application.candidate.name")
    job_id = fields.Integer(attribute="application.job_id")
    stage_id = fields.Integer()
    stage_name = fields.String(attribute="stage.name")
    start = fields.AwareDateTime()
    end = fields.AwareDateTime()
    place = fields.String()
    state = choice(INTERVIEW_STATES)
    answer = fields.String(allow_none=True, metadata={"description": "confirmed or asks_other_time"})
    seats = fields.List(fields.Nested(SeatSchema))


class InterviewPageSchema(PageSchema):
    items = fields.List(fields.Nested(InterviewSchema))


class MineSchema(Schema):
    interview = fields.Nested(InterviewSchema)
    handed_in = fields.Boolean()
    owed = fields.Boolean(metadata={"description": "It is over and your scorecard is not there"})


class MineListSchema(Schema):
    items = fields.List(fields.Nested(MineSchema))


class AttendanceSchema(Strict):
    state = choice(("published", "arrived", "absent"), required=True)


class ScorecardInSchema(VersionedSchema):
    ratings = fields.Dict(keys=fields.String(), values=choice(GRADES), load_default=dict)
    overall = choice(OVERALL, load_default=None, allow_none=True)
    note = text(20_000, load_default="")


class ScorecardSchema(Schema):
    id = fields.Integer()
    version = fields.Integer()
    interview_id = fields.Integer()
    ratings = fields.Dict()
    overall = fields.String(allow_none=True)
    note = fields.String(allow_none=True)
    interviewer = fields.String(attribute="user_name")
    saved_at = fields.AwareDateTime()
    submitted_at = fields.AwareDateTime(allow_none=True)


class ScorecardViewSchema(Schema):
    """A scorecard to fill, with what earlier rounds said; the others' open when yours is in."""

    version = fields.Integer(attribute="own.version")
    interview = fields.Nested(InterviewSchema)
    own = fields.Nested(ScorecardSchema, allow_none=True)
    criteria = fields.List(fields.Dict())
    questions = fields.List(fields.String())
    missing = fields.List(fields.String())
    earlier = fields.List(fields.Nested(ScorecardSchema))
    others = fields.List(fields.Nested(ScorecardSchema))
    others_locked = fields.Integer()


# --- offers ------------------------------------------------------------------------------------------------------


class OfferInSchema(offer.TermsSchema):
    """What is offered; what is left out is taken from the job."""

    class Meta:
        unknown = RAISE


class TermsSchema(Schema):
    position = fields.String()
    department = fields.String()
    start_date = fields.String()
    monthly_salary = fields.String(metadata={"description": "Yuan a month before tax"})
    probation_months = fields.Integer()
    employment_type = fields.String()
    valid_days = fields.Integer()
    remarks = fields.String()


class OfferSchema(Schema):
    id = fields.Integer()
    version = fields.Integer()
    number = fields.String()
    application_id = fields.Integer()
    candidate = fields.String(attribute="application.candidate.name")
    job_id = fields.Integer(attribute="application.job_id")
    state = fields.String(metadata={"description": "sent, signed, declined, withdrawn or expired"})
    terms = fields.Nested(TermsSchema)
    issued_by = fields.String()
    issued_at = fields.AwareDateTime()
    expires_at = fields.AwareDateTime()
    opened_at = fields.AwareDateTime(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)
    decline_reason = fields.String(allow_none=True)
    letter_sha256 = fields.String()
    signed_sha256 = fields.String(allow_none=True)


class OfferPageSchema(PageSchema):
    items = fields.List(fields.Nested(OfferSchema))


class VerifiedSchema(Schema):
    genuine = fields.Boolean(metadata={"description": "Bit for bit the file that was signed here"})
    number = fields.String(allow_none=True)
    candidate = fields.String(allow_none=True)
    signed_at = fields.AwareDateTime(allow_none=True)
    sha256 = fields.String()


class PeriodSchema(Strict):
    start = fields.Date(required=True)
    end = fields.Date(required=True)
    job_id = ident(load_default=None)

    @post_load
    def _ordered(self, data: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
        from marshmallow import ValidationError

        from ..i18n import N_

        if data["end"] < data["start"]:
            raise ValidationError({"end": [N_("结束要在开始之后")]})
        return data
