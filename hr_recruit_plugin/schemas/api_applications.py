"""Applications in the API: what comes in, lines of the list, the dossier, the score with its reasons."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from .api_common import PageQuerySchema, PageSchema, Strict, UploadSchema, VersionedSchema, choice, ident, text, told

STATUSES = ("active", "rejected", "withdrawn", "hired")
OUTCOMES = ("accepted", "again", "refused")
FEW = 200


class TargetSchema(UploadSchema):
    """A file for a job, which is named by ``job`` (its code) or by ``job_id``."""

    job = text(64, load_default=None, allow_none=True, about="Code of the job")
    job_id = ident("Number of the job", load_default=None, allow_none=True)
    source = text(least=1, load_default="API", about="Where it comes from; reports count by it")


class ApplicationInSchema(TargetSchema):
    """A resume for a job. What is said of the person here wins over what is read from the file."""

    name = text(60, load_default=None, allow_none=True)
    phone = text(30, load_default=None, allow_none=True)
    email = fields.Email(load_default=None, allow_none=True)
    id_number = text(30, load_default=None, allow_none=True)


class ApplicationQuerySchema(PageQuerySchema):
    job_id = ident(load_default=None)
    query = text(load_default="", about="Part of the name, the source, or the job's title or code")
    ended = fields.Boolean(load_default=False, metadata={"description": "Also those that are over"})
    passing = fields.Boolean(load_default=False, metadata={"description": "Only who meets every must"})
    overdue = fields.Boolean(load_default=False, metadata={"description": "Only who waits longer than agreed"})


class MoveSchema(VersionedSchema):
    stage_id = ident(required=True)
    reason = text(500, load_default="")


class ReasonSchema(VersionedSchema):
    reason = text(500, least=1, required=True)


class FieldSchema(VersionedSchema):
    value = fields.Raw(required=True, allow_none=True, metadata={"description": "Text, number or list, as it is read"})


class ManySchema(Strict):
    ids = fields.List(ident(), required=True, validate=validate.Length(1, FEW))


class MoveManySchema(ManySchema):
    stage_id = ident(required=True)
    reason = text(500, load_default="")


class RejectManySchema(ManySchema):
    reason = text(500, least=1, required=True)


# --- answers -----------------------------------------------------------------------------------------------------


class IntakeSchema(Schema):
    outcome = choice(OUTCOMES, "accepted: a new application; again: the same person has one here already")
    application_id = fields.Integer(allow_none=True)
    document_id = fields.Integer()
    filename = fields.String()
    reason = told("Why it is not new", allow_none=True)


class ApplicationSchema(Schema):
    """Where an application stands."""

    id = fields.Integer()
    version = fields.Integer()
    job_id = fields.Integer()
    candidate_id = fields.Integer()
    stage_id = fields.Integer()
    status = choice(STATUSES)
    source = fields.String()
    score = fields.Float(allow_none=True)
    judged_by = fields.String(allow_none=True, metadata={"description": "Who put the score by hand after a review"})
    knocked_out = fields.Boolean(metadata={"description": "A must is not met"})
    applied_at = fields.AwareDateTime()
    stage_entered_at = fields.AwareDateTime()
    stage_due_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)
    end_reason = fields.String(allow_none=True)
    changed_by = fields.String(allow_none=True)
    changed_at = fields.AwareDateTime(allow_none=True)


class LineSchema(Schema):
    application = fields.Nested(ApplicationSchema)
    name = fields.String(attribute="card.name")
    job_code = fields.String(attribute="application.job.code")
    stage_name = fields.String(attribute="application.stage.name")
    rank = fields.Integer(
        attribute="place", allow_none=True, metadata={"description": "Among the job's, where every must is met"}
    )
    headline = fields.Dict(attribute="card.headline", metadata={"description": "degree, school, title, field, years"})
    parts = fields.List(fields.Dict(), attribute="card.parts")
    next_step = told("What happens next", attribute="card.next_step")
    next_at = fields.AwareDateTime(attribute="card.next_at", allow_none=True)


class ApplicationPageSchema(PageSchema):
    items = fields.List(fields.Nested(LineSchema))


class RefusalSchema(Schema):
    application_id = fields.Integer()
    name = fields.String()
    code = fields.String()
    reason = told("Why not")


class ManyDoneSchema(Schema):
    done = fields.List(fields.Integer())
    refused = fields.List(fields.Nested(RefusalSchema))


class PersonSchema(Schema):
    """Contact data is there for those who may edit applications."""

    id = fields.Integer()
    name = fields.String()
    phone = fields.String(allow_none=True)
    email = fields.String(allow_none=True)
    id_number = fields.String(allow_none=True)


class ReadFieldSchema(Schema):
    value = fields.Raw(allow_none=True)
    confidence = fields.Float(metadata={"description": "0 to 1"})
    corrected_by = fields.String(allow_none=True)


class StepSchema(Schema):
    from_stage_id = fields.Integer(allow_none=True)
    to_stage_id = fields.Integer(allow_none=True)
    outcome = fields.String()
    actor_name = fields.String()
    reason = fields.String()
    at = fields.AwareDateTime()


class DocumentSchema(Schema):
    id = fields.Integer()
    kind = fields.String()
    filename = fields.String()
    media_type = fields.String()
    size = fields.Integer()
    created_at = fields.AwareDateTime()


class DossierInterviewSchema(Schema):
    id = fields.Integer()
    stage_id = fields.Integer()
    start = fields.AwareDateTime()
    end = fields.AwareDateTime()
    place = fields.String()
    state = fields.String()
    interviewers = fields.List(fields.String())


class DossierScorecardSchema(Schema):
    interview_id = fields.Integer()
    interviewer = fields.String(attribute="user_name")
    ratings = fields.Dict()
    overall = fields.String(allow_none=True)
    note = fields.String(allow_none=True)
    submitted_at = fields.AwareDateTime()


class DossierOfferSchema(Schema):
    id = fields.Integer()
    number = fields.String()
    state = fields.String()
    expires_at = fields.AwareDateTime()


class ItemSchema(Schema):
    requirement = fields.Dict(allow_none=True)
    label = told("The requirement in a few words")
    met = fields.Float(metadata={"description": "0 to 1"})
    points = fields.Float()
    out_of = fields.Float()
    reason = told("Why")
    evidence = fields.List(fields.Dict())


class PartSchema(Schema):
    name = fields.String()
    label = told("What it is called")
    weight = fields.Float(metadata={"description": "Points of 100"})
    earned = fields.Float()
    items = fields.List(fields.Nested(ItemSchema))


class ScoreSchema(Schema):
    application_id = fields.Integer()
    score = fields.Float()
    knocked_out = fields.Boolean()
    missing = fields.List(told("A must that is not met"))
    parts = fields.List(fields.Nested(PartSchema))


class CorrectionAskedSchema(Schema):
    """The candidate says that a field was read wrongly; HR decides on its screen."""

    id = fields.Integer()
    field = fields.String()
    value = fields.Raw(allow_none=True, metadata={"description": "What the candidate says is right"})
    note = fields.String(allow_none=True)
    state = choice(("open", "done", "declined"))
    answer = fields.String(allow_none=True)
    created_at = fields.AwareDateTime()
    decided_by = fields.String(allow_none=True)
    decided_at = fields.AwareDateTime(allow_none=True)


class ReviewSchema(Schema):
    """The candidate asked a person to look again (PIPL art. 24). A person answers on HR's screen, never a machine."""

    id = fields.Integer()
    words = fields.String(allow_none=True)
    score = fields.Float(allow_none=True, metadata={"description": "When it was asked"})
    state = choice(("open", "answered"))
    outcome = choice(("upheld", "overridden", "onward"), allow_none=True)
    new_score = fields.Float(allow_none=True)
    answer = fields.String(allow_none=True)
    asked_at = fields.AwareDateTime()
    answered_by = fields.String(allow_none=True)
    answered_at = fields.AwareDateTime(allow_none=True)


class DossierSchema(Schema):
    """All of one application, as far as the reader may see it. Reading it is entered in the audit chain."""

    version = fields.Integer(attribute="application.version")
    application = fields.Nested(ApplicationSchema)
    candidate = fields.Nested(PersonSchema)
    resume = fields.Dict(keys=fields.String(), values=fields.Nested(ReadFieldSchema))
    score = fields.Nested(ScoreSchema, allow_none=True)
    moves = fields.List(fields.Nested(StepSchema))
    interviews = fields.List(fields.Nested(DossierInterviewSchema))
    scorecards = fields.List(fields.Nested(DossierScorecardSchema))
    locked_scorecards = fields.Integer(metadata={"description": "Open once the reader has handed in their own"})
    documents = fields.List(fields.Nested(DocumentSchema))
    offers = fields.List(fields.Nested(DossierOfferSchema))
    other_applications = fields.List(fields.Integer())
    corrections_asked = fields.List(
        fields.Nested(CorrectionAskedSchema), metadata={"description": "For those who may edit applications"}
    )
    reviews = fields.List(fields.Nested(ReviewSchema), metadata={"description": "For those who may edit applications"})


class PeopleSchema(Strict):
    candidate_ids = fields.List(ident(), required=True, validate=validate.Length(2, 20))


class KeptSchema(Schema):
    candidate_id = fields.Integer(metadata={"description": "Who has all of it now"})


class DuplicatePersonSchema(Schema):
    candidate_id = fields.Integer()
    name = fields.String()
    application_ids = fields.List(fields.Integer())


class DuplicateGroupSchema(Schema):
    reasons = fields.List(fields.String(), metadata={"description": "phone, email or near: what they share"})
    people = fields.List(fields.Nested(DuplicatePersonSchema))


class DuplicateGroupsSchema(Schema):
    items = fields.List(fields.Nested(DuplicateGroupSchema))
