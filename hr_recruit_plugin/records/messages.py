"""What leaves through the outbox, to which kind of outside system."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from .calendars import CalendarEntry, CalendarInvite
from .offers import NewHire
from .people import Person


class Port(enum.StrEnum):
    """The kinds of outside system. One adapter serves each port of a hospital."""

    MESSAGING = "messaging"
    PAYROLL = "payroll"
    HIS = "his"
    OA = "oa"
    CALENDAR = "calendar"
    LLM = "llm"


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


Message = Notice | Todo | NewHire | CalendarEntry


class Outbox(Protocol):
    """The only way out for a hook: the row is written with the use case and leaves after its commit, once."""

    def send(self, port: Port, message: Message, *, key: str) -> None:
        """Queue ``message``. ``key`` names the fact being told; the same key is never sent twice."""
