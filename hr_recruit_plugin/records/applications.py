"""Jobs, stages and applications as the outside may know them, and what happens to an application on its way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from .people import HostUser, Person


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
class ScoreContext:
    """What a third party sees when it adds a part to a score: fields without personal data, and requirements."""

    job: JobRef
    profile: Mapping[str, Any]
    requirements: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True)
class RequestMade:
    """A candidate says that something was read wrongly, or wants a person to look again. ``url`` is where HR answers."""

    id: int
    application: ApplicationRef
    kind: str
    """correction or review."""
    url: str
    owners: tuple[Person, ...]


@dataclass(frozen=True, slots=True)
class RequestAnswered:
    """A person of HR has answered such a request."""

    id: int
    application: ApplicationRef
    kind: str
    outcome: str
    """Of a correction: done or declined; of a review: upheld, overridden or onward."""
    answer: str
    """HR's sentence to the candidate; may be empty where a correction was made as asked."""
    owners: tuple[Person, ...]
    candidate_url: str = ""
