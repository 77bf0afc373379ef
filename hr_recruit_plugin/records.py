"""Frozen records that cross a boundary: hooks, hosts and adapters see these, never a model.

All times are timezone-aware. Ids of our own rows are integers; ids that a host gave us are strings.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol

# --- people and places -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class HostUser:
    """Someone who signed in to the host OA. ``roles`` are the host's own role names."""

    id: str
    name: str
    roles: tuple[str, ...] = ()
    department: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Department:
    id: str
    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a message goes to. ``user_id`` is the host's id for staff and None for candidates.

    ``locale`` is the language this person reads, where it is known.
    """

    name: str
    email: str | None = None
    user_id: str | None = None
    locale: str | None = None


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry that a host shows in its own menu. ``url`` already holds the mount prefix's relative path."""

    key: str
    title: str
    endpoint: str
    permission: str
    icon: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Absence:
    """A time when a member of staff is away, as the host's leave module knows it. Never why: that is nobody's business here."""

    user_id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class CalendarOwner:
    """Whose calendar at the calendar server. ``kind`` is interviewer or room; ``id`` the host's user id or the room's number."""

    kind: str
    id: str
    name: str
    email: str | None = None


@dataclass(frozen=True, slots=True)
class JobRef:
    id: int
    code: str
    title: str
    department: str | None = None
    owner: Person | None = None


@dataclass(frozen=True, slots=True)
class StageRef:
    id: int
    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class ApplicationRef:
    """An application as the outside may know it: no phone, no ID number, no resume."""

    id: int
    candidate: Person
    job: JobRef
    url: str = ""


# --- messages: what leaves through the outbox --------------------------------------------------------------------


class Port(enum.StrEnum):
    """The kinds of outside system. One adapter serves each port of a hospital."""

    MESSAGING = "messaging"
    PAYROLL = "payroll"
    HIS = "his"
    OA = "oa"
    CALENDAR = "calendar"
    LLM = "llm"


class CalendarMethod(enum.StrEnum):
    """The iTIP methods that an organiser sends (RFC 5546)."""

    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class CalendarInvite:
    """One event of a calendar part. ``uid`` is stable for an interview; each change of time raises ``sequence``."""

    uid: str
    sequence: int
    method: CalendarMethod
    start: datetime
    end: datetime
    summary: str
    location: str
    description: str
    organizer: Person
    attendee: Person
    timezone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to one person. Candidates are never put together in one message: that would disclose them."""

    to: Person
    subject: str
    text: str
    invite: CalendarInvite | None = None


@dataclass(frozen=True, slots=True)
class Todo:
    """An entry of the host's to-do centre. The same ``key`` replaces an earlier entry; ``done`` closes it."""

    user_id: str
    key: str
    title: str
    url: str
    due: datetime | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An interview in the calendar of one interviewer or room. ``sequence`` rises with each change; the highest one holds."""

    owner: CalendarOwner
    uid: str
    sequence: int
    start: datetime
    end: datetime
    summary: str
    location: str = ""
    description: str = ""
    cancelled: bool = False
    timezone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class Licence:
    kind: str
    number: str | None = None
    issued: str | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True)
class NewHire:
    """The smallest record that payroll, HIS and OA need of a new colleague. Money in yuan, to the fen."""

    staff_no: str
    name: str
    department: str
    department_id: str
    position: str
    start_date: date
    offer_number: str
    gender: str | None = None
    birth_date: date | None = None
    id_number: str | None = None
    phone: str | None = None
    email: str | None = None
    title: str | None = None
    post_category: str | None = None
    employment_type: str | None = None
    monthly_salary: Decimal | None = None
    probation_months: int | None = None
    licences: tuple[Licence, ...] = ()


@dataclass(frozen=True, slots=True)
class AssistantQuestion:
    """What a language model is asked. ``text`` is masked; ``wanted`` names fields; ``purpose`` is fields, requirements
    or questions."""

    purpose: str
    text: str
    wanted: tuple[str, ...] = ()
    language: str = "zh"


@dataclass(frozen=True, slots=True)
class AssistantProposal:
    """What a language model proposes, and the words of the text that it rests on."""

    key: str
    value: str
    quote: str


Message = Notice | Todo | NewHire | CalendarEntry


class Outbox(Protocol):
    """The only way out for a hook: the row is written with the use case and leaves after its commit, once."""

    def send(self, port: Port, message: Message, *, key: str) -> None:
        """Queue ``message``. ``key`` names the fact being told; the same key is never sent twice."""


# --- events: what hooks are told --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ApplicationReceived:
    """A resume came in. ``again``: the same person sent one for the same job before; ``document_id`` is the new file."""

    id: int
    application: ApplicationRef
    source: str
    at: datetime
    document_id: int = 0
    by_candidate: bool = False
    """Sent in the portal, and not imported by HR."""
    again: bool = False
    candidate_url: str = ""


@dataclass(frozen=True, slots=True)
class StageChange:
    """A move that is about to happen."""

    application: ApplicationRef
    source: StageRef | None
    target: StageRef
    actor: HostUser | None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StageChanged:
    """A move that commits when every hook has returned. ``next_panel`` are those who look at the candidate next."""

    id: int
    application: ApplicationRef
    source: StageRef | None
    target: StageRef
    actor: HostUser | None
    at: datetime
    next_panel: tuple[Person, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StageOverdue:
    """An application stays longer in a stage than agreed. ``day`` makes one reminder a day."""

    application: ApplicationRef
    stage: StageRef
    owners: tuple[Person, ...]
    days: int
    agreed_days: int
    day: date


@dataclass(frozen=True, slots=True)
class InterviewPublished:
    """An interview that both sides must learn of: new, moved (``sequence`` > 0) or cancelled."""

    id: int
    application: ApplicationRef
    stage: StageRef
    start: datetime
    end: datetime
    place: str
    panel: tuple[Person, ...]
    sequence: int = 0
    cancelled: bool = False
    withdrawn: tuple[Person, ...] = ()
    candidate_url: str = ""
    timezone: str = "Asia/Shanghai"
    organizer: Person = field(default_factory=lambda: Person("人力资源部"))
    calendars: tuple[CalendarOwner, ...] = ()
    """Whose calendars are to hold it: the panel's and the room's, as far as a connected calendar server keeps them."""
    calendars_left: tuple[CalendarOwner, ...] = ()
    """Whose calendars held it before and no longer may."""
    change_urls: Mapping[str, str] = field(default_factory=dict)
    """Signed links to ask for a change: the candidate's under "", an interviewer's under the user id."""


@dataclass(frozen=True, slots=True)
class AvailabilityAsked:
    """HR wants to know when somebody can be had: an interviewer (``application`` is None), or a candidate of an application."""

    person: Person
    url: str
    first: date
    last: date
    at: datetime
    application: ApplicationRef | None = None
    answered: bool = False
    """They have said it: whatever reminded them is done."""


@dataclass(frozen=True, slots=True)
class AttendanceNoted:
    """Something happened at the door. ``act`` is arrive, call, end, absent, put_back, or one of these after ``undo_``.

    ``state`` is how it stands now (expected, late, here, inside, done, absent), ``due`` when it is expected now.
    """

    interview_id: int
    application: ApplicationRef
    stage: StageRef
    act: str
    state: str
    due: datetime
    place: str
    number: int | None
    panel: tuple[Person, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class BookingOpened:
    """A candidate may choose a time at ``url`` until ``deadline``. ``reminder`` counts from 0, the invitation itself."""

    id: int
    application: ApplicationRef
    stage: StageRef
    url: str
    deadline: datetime
    minutes: int
    max_changes: int
    reminder: int = 0
    timezone: str = "Asia/Shanghai"
    organizer: Person = field(default_factory=lambda: Person("人力资源部"))


@dataclass(frozen=True, slots=True)
class InterviewApproaching:
    """A published interview begins soon. ``told_at`` is when both sides last learnt of its time or panel."""

    id: int
    application: ApplicationRef
    stage: StageRef
    start: datetime
    end: datetime
    place: str
    panel: tuple[Person, ...]
    now: datetime
    told_at: datetime
    candidate_url: str = ""
    change_urls: Mapping[str, str] = field(default_factory=dict)
    timezone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """Somebody can't come: the candidate, or the interviewer who wants to be replaced. ``url`` is where HR decides."""

    id: int
    application: ApplicationRef
    stage: StageRef
    side: str
    """candidate or interviewer."""
    who: Person
    url: str
    planners: tuple[Person, ...]
    start: datetime | None = None
    timezone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class ChangeDecided:
    """HR has decided a wish to change: ``granted``, or everything stays as it is."""

    id: int
    application: ApplicationRef
    stage: StageRef
    side: str
    who: Person
    granted: bool
    planners: tuple[Person, ...]
    start: datetime | None = None
    timezone: str = "Asia/Shanghai"


@dataclass(frozen=True, slots=True)
class FeedbackSubmitted:
    id: int
    interview_id: int
    application: ApplicationRef
    stage: StageRef
    interviewer: Person
    complete: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class FeedbackMissing:
    """An interview is over and a scorecard is owed. ``reminder`` counts from 1."""

    interview_id: int
    application: ApplicationRef
    stage: StageRef
    interviewer: Person
    ended: datetime
    reminder: int


@dataclass(frozen=True, slots=True)
class OfferIssued:
    id: int
    number: str
    application: ApplicationRef
    sign_url: str
    expires: datetime
    version: int


@dataclass(frozen=True, slots=True)
class OfferCodeRequested:
    """The candidate asked for the one-time code that goes with a signature."""

    offer_id: int
    application: ApplicationRef
    code: str
    attempt: int


@dataclass(frozen=True, slots=True)
class OfferSigned:
    id: int
    number: str
    application: ApplicationRef
    at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    id: int
    number: str
    application: ApplicationRef
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CandidateHired:
    """An offer was signed: the outside systems get a colleague."""

    id: int
    application: ApplicationRef
    hire: NewHire
    at: datetime


# --- screens ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ScoreContext:
    """What a third party sees when it adds a part to a score: fields without personal data, and requirements."""

    job: JobRef
    profile: Mapping[str, Any]
    requirements: tuple[Mapping[str, Any], ...]
