"""Tables, one aggregate a file, all named ``hr_recruit_*``."""

from .assistant import AssistantRequest
from .availability import CalendarSync, FreeTime, MarkLog, SpecialDay, TemplateUse, TimeAsk, WorkTemplate
from .booking import Booking, BookingInvitation, ChangeRequest
from .candidate import Application, Candidate, Consent, Document, ImportBatch, ImportItem, StageMove
from .correction import Correction, CorrectionRequest, ReviewRequest
from .delivery import Connection, HookRun, HookSetting, OutboxMessage
from .duplicate import DuplicatePair, PersonKey, PersonMerge
from .exam import ExamEntry, WrittenExam
from .interview_day import DayRules, Draw, Turn
from .job import Job, SourceCost, Stage, StageTemplate
from .lexicon import WordGroup
from .offer import Hire, Offer, Sequence
from .schedule import Busy, Claim, Interview, Interviewer, LoadClaim, Room, Schedule, Scorecard, Seat
from .security import ApiToken, AuditEntry, IdempotentRequest

__all__ = [
    "ApiToken",
    "Application",
    "AssistantRequest",
    "AuditEntry",
    "Booking",
    "BookingInvitation",
    "Busy",
    "CalendarSync",
    "Candidate",
    "ChangeRequest",
    "Claim",
    "Connection",
    "Consent",
    "Correction",
    "CorrectionRequest",
    "DayRules",
    "Document",
    "Draw",
    "DuplicatePair",
    "ExamEntry",
    "FreeTime",
    "Hire",
    "HookRun",
    "HookSetting",
    "IdempotentRequest",
    "ImportBatch",
    "ImportItem",
    "Interview",
    "Interviewer",
    "Job",
    "LoadClaim",
    "MarkLog",
    "Offer",
    "OutboxMessage",
    "PersonKey",
    "PersonMerge",
    "ReviewRequest",
    "Room",
    "Schedule",
    "Scorecard",
    "Seat",
    "Sequence",
    "SourceCost",
    "SpecialDay",
    "Stage",
    "StageMove",
    "StageTemplate",
    "TemplateUse",
    "TimeAsk",
    "Turn",
    "WordGroup",
    "WorkTemplate",
    "WrittenExam",
]
