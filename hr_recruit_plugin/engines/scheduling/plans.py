"""A plan: who meets whom, where and when, and why whoever is left out is left out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Placement:
    """An interview with its start (``YYYY-MM-DDTHH:MM``), room id or None, and the ids of who sits in it."""

    interview: str
    start: str
    room: str | None
    interviewers: tuple[str, ...]

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Placement:
        return cls(raw["interview"], raw["start"], raw.get("room"), tuple(raw["interviewers"]))

    def to_dict(self) -> dict[str, Any]:
        return {"interview": self.interview, "start": self.start, "room": self.room,
                "interviewers": list(self.interviewers)}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an interview is left out. ``text`` is ``message % params`` in Chinese; translate from the latter two.

    ``who`` names interviews, candidates, interviewers, rooms and pools of the problem.
    """

    kind: str
    text: str
    who: tuple[str, ...] = ()
    message: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Reason:
        return cls(raw["kind"], raw["text"], tuple(raw["who"]), raw.get("message", ""), dict(raw.get("params", {})))

    def to_dict(self) -> dict[str, Any]:
        return {"kind": self.kind, "text": self.text, "who": list(self.who), "message": self.message,
                "params": dict(self.params)}


@dataclass(frozen=True, slots=True)
class Ask:
    """A half-day to ask for: ``kind`` is ``interviewer``, ``candidate`` or ``room``; ``session`` is its start."""

    kind: str
    who: str
    session: str


@dataclass(frozen=True, slots=True)
class WayOut:
    """The fewest half-days to ask for so that everyone finds a place; ``proven`` when fewer cannot do."""

    asks: tuple[Ask, ...]
    proven: bool
    text: str
    message: str = ""
    params: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> WayOut:
        return cls(tuple(Ask(a["kind"], a["who"], a["session"]) for a in raw["asks"]), raw["proven"], raw["text"],
                   raw.get("message", ""), dict(raw.get("params", {})))

    def to_dict(self) -> dict[str, Any]:
        return {"asks": [{"kind": a.kind, "who": a.who, "session": a.session} for a in self.asks],
                "proven": self.proven, "text": self.text, "message": self.message, "params": dict(self.params)}


@dataclass(frozen=True, slots=True)
class Unplaced:
    interview: str
    reasons: tuple[Reason, ...]

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Unplaced:
        return cls(raw["interview"], tuple(Reason.from_dict(r) for r in raw["reasons"]))

    def to_dict(self) -> dict[str, Any]:
        return {"interview": self.interview, "reasons": [r.to_dict() for r in self.reasons]}


@dataclass(frozen=True, slots=True)
class Level:
    """One objective: the value reached, a proven lower limit given the levels before it, and wall seconds spent."""

    name: str
    value: int
    bound: int | None
    proven: bool
    seconds: float

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Level:
        return cls(raw["name"], raw["value"], raw["bound"], raw["proven"], raw["seconds"])

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name, "value": self.value, "bound": self.bound, "proven": self.proven,
                "seconds": round(self.seconds, 3)}


@dataclass(frozen=True, slots=True)
class Plan:
    """Every interview is in ``placed`` or ``unplaced``, once. ``way_out`` says how the latter could be placed."""

    problem: str
    placed: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...] = ()
    levels: tuple[Level, ...] = ()
    way_out: WayOut | None = None

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Plan:
        """Read the JSON form; KeyError or TypeError when it is not one."""
        way_out = raw.get("way_out")
        return cls(raw.get("problem", ""), tuple(Placement.from_dict(p) for p in raw["placed"]),
                   tuple(Unplaced.from_dict(u) for u in raw["unplaced"]),
                   tuple(Level.from_dict(v) for v in raw.get("levels") or ()),
                   WayOut.from_dict(way_out) if way_out else None)

    def to_dict(self) -> dict[str, Any]:
        return {"problem": self.problem, "placed": [p.to_dict() for p in self.placed],
                "unplaced": [u.to_dict() for u in self.unplaced], "levels": [v.to_dict() for v in self.levels],
                "way_out": self.way_out.to_dict() if self.way_out else None}
