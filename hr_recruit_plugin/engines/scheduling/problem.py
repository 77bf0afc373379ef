"""A planning problem: who could meet whom, where and when. The shape of ``docs/scheduling-format.md``.

Times are local and without a zone, ``YYYY-MM-DDTHH:MM``; busy intervals are pairs of them, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .plans import Placement

Busy = tuple[tuple[str, str], ...]


class ProblemError(ValueError):
    """The problem cannot be planned as it stands. ``complaints`` are sentences, each naming the row it is about."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__("; ".join(complaints[:3]) + (" …" if len(complaints) > 3 else ""))
        self.complaints = complaints


@dataclass(frozen=True, slots=True)
class Session:
    """A half-day: ``date`` is ``YYYY-MM-DD``, ``start`` and ``end`` are ``HH:MM``."""

    date: str
    start: str
    end: str


@dataclass(frozen=True, slots=True)
class Grid:
    """Possible starts are session start + k × ``minutes``."""

    minutes: int
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Room:
    id: str
    campus: str
    busy: Busy = ()


@dataclass(frozen=True, slots=True)
class Interviewer:
    """Limits count interviews, not minutes; ``avoid`` names the candidates this person must not interview (回避)."""

    id: str
    pools: tuple[str, ...]
    campuses: tuple[str, ...]
    busy: Busy = ()
    max_per_day: int | None = None
    max_per_week: int | None = None
    avoid: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    id: str
    busy: Busy = ()


@dataclass(frozen=True, slots=True)
class PanelNeed:
    """``count`` different people of ``pool``."""

    pool: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Interview:
    """One meeting to place. It starts no earlier than ``earliest`` and ends no later than ``deadline``."""

    id: str
    candidate: str
    minutes: int
    panel: tuple[PanelNeed, ...]
    campus: str | None = None
    room: bool = True
    weight: int = 1
    earliest: str | None = None
    deadline: str | None = None


@dataclass(frozen=True, slots=True)
class Sequence:
    """``then`` starts after ``first`` ends and at least ``min_gap_days`` calendar days later."""

    first: str
    then: str
    min_gap_days: int = 0
    different_interviewers: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """``order`` is lexicographic: an objective improves only where all before it keep their value."""

    order: tuple[str, ...] = ("unplaced", "waiting", "days", "fairness", "half_days")
    one_campus_per_half_day: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """``published`` holds what people have already been told, or None."""

    name: str
    grid: Grid
    rooms: tuple[Room, ...]
    interviewers: tuple[Interviewer, ...]
    candidates: tuple[Candidate, ...]
    interviews: tuple[Interview, ...]
    sequences: tuple[Sequence, ...] = ()
    policy: Policy = field(default_factory=Policy)
    published: tuple[Placement, ...] | None = None

    @classmethod
    def from_dict(cls, raw: object, *, now: str | None = None, zone: str | None = None) -> Problem:
        """Read and validate the JSON form; every fault is collected.

        ``now`` (local time) refuses sessions that have already begun; ``zone`` (IANA name) refuses sessions that
        touch an hour which daylight saving skips or repeats. Raises :class:`ProblemError`.
        """
        from .reading import read_problem  # reading builds these classes

        return read_problem(raw, now=now, zone=zone)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; ``from_dict`` reads it back to an equal problem."""
        from .reading import write_problem

        return write_problem(self)


Names = Mapping[str, str]
