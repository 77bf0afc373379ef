"""Whose calendars, the invitation inside a mail, and the entry at a calendar server."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from .people import Person


@dataclass(frozen=True, slots=True)
class CalendarOwner:
    """Whose calendar at the calendar server. ``kind`` is interviewer or room; ``id`` the host's user id or the room's number."""

    kind: str
    id: str
    name: str
    email: str | None = None


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
