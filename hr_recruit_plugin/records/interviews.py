"""Interviews: asking for time, booking, publishing, the day itself, changes, and the feedback afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from .applications import ApplicationRef, StageRef
from .calendars import CalendarOwner
from .people import Person


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
