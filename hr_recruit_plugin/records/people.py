"""People and departments as the host OA knows them, whom a message goes to, and the entries of the host's menu."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
class Absence:
    """A time when a member of staff is away, as the host's leave module knows it. Never why: that is nobody's business here."""

    user_id: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One entry that a host shows in its own menu. ``url`` already holds the mount prefix's relative path."""

    key: str
    title: str
    endpoint: str
    permission: str
    icon: str
    position: int = 0
