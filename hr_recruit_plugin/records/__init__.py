"""Frozen records that cross a boundary: hooks, hosts and adapters see these, never a model.

All times are timezone-aware. Ids of our own rows are integers; ids that a host gave us are strings.

Everybody imports from here: third parties too, so a record may move to another room without anybody noticing.
"""

from .applications import (
    ApplicationReceived,
    ApplicationRef,
    JobRef,
    RequestAnswered,
    RequestMade,
    ScoreContext,
    StageChange,
    StageChanged,
    StageOverdue,
    StageRef,
)
from .assistant import AssistantProposal, AssistantQuestion
from .calendars import CalendarEntry, CalendarInvite, CalendarMethod, CalendarOwner
from .interviews import (
    AttendanceNoted,
    AvailabilityAsked,
    BookingOpened,
    ChangeAsked,
    ChangeDecided,
    FeedbackMissing,
    FeedbackSubmitted,
    InterviewApproaching,
    InterviewPublished,
)
from .messages import Message, Notice, Outbox, Port, Todo
from .offers import CandidateHired, Licence, NewHire, OfferCodeRequested, OfferDeclined, OfferIssued, OfferSigned
from .people import Absence, Department, HostUser, MenuEntry, Person

__all__ = [
    "Absence",
    "ApplicationReceived",
    "ApplicationRef",
    "AssistantProposal",
    "AssistantQuestion",
    "AttendanceNoted",
    "AvailabilityAsked",
    "BookingOpened",
    "CalendarEntry",
    "CalendarInvite",
    "CalendarMethod",
    "CalendarOwner",
    "CandidateHired",
    "ChangeAsked",
    "ChangeDecided",
    "Department",
    "FeedbackMissing",
    "FeedbackSubmitted",
    "HostUser",
    "InterviewApproaching",
    "InterviewPublished",
    "JobRef",
    "Licence",
    "MenuEntry",
    "Message",
    "NewHire",
    "Notice",
    "OfferCodeRequested",
    "OfferDeclined",
    "OfferIssued",
    "OfferSigned",
    "Outbox",
    "Person",
    "Port",
    "RequestAnswered",
    "RequestMade",
    "ScoreContext",
    "StageChange",
    "StageChanged",
    "StageOverdue",
    "StageRef",
    "Todo",
]
