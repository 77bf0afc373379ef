"""JSON to :class:`Problem` and back. Types here, meaning in ``validation``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from .clock import minute
from .plans import Placement
from .problem import (
    Candidate,
    Grid,
    Interview,
    Interviewer,
    PanelNeed,
    Policy,
    Problem,
    ProblemError,
    Room,
    Sequence,
    Session,
)
from .texts import N_
from .validation import complaints

T = TypeVar("T")
MOST = 1_000_000
"""No number in a problem means anything beyond this; sums of them must stay exact in the solver."""
REQUIRED = ("name", "grid", "rooms", "interviewers", "candidates", "interviews", "sequences", "policy")


class _Row:
    """One JSON object being read; every fault is noted under the row's name and a stand-in value is returned."""

    def __init__(self, raw: object, name: str, faults: list[str]) -> None:
        self.raw: Mapping[str, Any] = raw if isinstance(raw, Mapping) else {}
        self.name, self.faults = name, faults
        if not isinstance(raw, Mapping):
            self.fault(N_("应为 JSON 对象，而不是 %(value)r") % {"value": raw})
        elif isinstance(raw.get("id"), str):
            self.name = f"{name} {raw['id']}"

    def fault(self, text: str) -> None:
        self.faults.append(f"{self.name}：{text}")

    def text(self, key: str) -> str:
        value = self.raw.get(key)
        if not isinstance(value, str) or not value:
            self.fault(N_("“%(key)s”应为非空文字，而不是 %(value)r") % {"key": key, "value": value})
            return ""
        return value

    def optional(self, key: str) -> str | None:
        return None if self.raw.get(key) is None else self.text(key)

    def whole(self, key: str, default: int | None = None, least: int = 1) -> int:
        value = self.raw.get(key, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            self.fault(N_("“%(key)s”应为不小于 %(least)d 的整数，而不是 %(value)r")
                       % {"key": key, "value": value, "least": least})
            return least
        if value > MOST:
            self.fault(N_("“%(key)s”太大：%(value)s，最多 %(most)d") % {"key": key, "value": str(value)[:20], "most": MOST})
            return least
        return value

    def limit(self, key: str) -> int | None:
        return None if self.raw.get(key) is None else self.whole(key, least=0)

    def flag(self, key: str, default: bool) -> bool:
        value = self.raw.get(key, default)
        if not isinstance(value, bool):
            self.fault(N_("“%(key)s”应为 true 或 false，而不是 %(value)r") % {"key": key, "value": value})
            return default
        return value

    def items(self, key: str, required: bool = False) -> list[Any]:
        value = self.raw.get(key, None if required else [])
        if not isinstance(value, list):
            self.fault(N_("“%(key)s”应为列表，而不是 %(value)r") % {"key": key, "value": value})
            return []
        return value

    def names(self, key: str, required: bool = False) -> tuple[str, ...]:
        value = self.items(key, required)
        if not all(isinstance(item, str) and item for item in value):
            self.fault(N_("“%(key)s”应为名称列表") % {"key": key})
            return ()
        return tuple(dict.fromkeys(value))

    def time(self, key: str) -> str | None:
        value = self.raw.get(key)
        return None if value is None else self.moment(value)

    def moment(self, value: object) -> str | None:
        try:
            minute(value)
        except (ValueError, TypeError):
            self.fault(N_("时间应写作 YYYY-MM-DDTHH:MM，而不是 %(value)r") % {"value": value})
            return None
        return str(value)

    def busy(self) -> tuple[tuple[str, str], ...]:
        out = []
        for pair in self.items("busy"):
            if not isinstance(pair, list | tuple) or len(pair) != 2:
                self.fault(N_("“busy”的每一项应为 [开始, 结束]，而不是 %(value)r") % {"value": pair})
                continue
            start, end = self.moment(pair[0]), self.moment(pair[1])
            if start and end:
                out.append((start, end))
        return tuple(out)

    def rows(self, key: str, name: str, build: Callable[[_Row], T], required: bool = True) -> tuple[T, ...]:
        return tuple(build(_Row(raw, f"{name}[{k}]", self.faults))
                     for k, raw in enumerate(self.items(key, required)))


def read_problem(raw: object, *, now: str | None = None, zone: str | None = None) -> Problem:
    """See :meth:`Problem.from_dict`."""
    faults: list[str] = []
    row = _Row(raw, "problem", faults)
    missing = [key for key in REQUIRED if key not in row.raw]
    if missing:
        raise ProblemError([*faults, *(N_("problem：缺少“%(key)s”") % {"key": key} for key in missing)])
    published = row.raw.get("published")
    problem = Problem(
        row.text("name"), _grid(_Row(row.raw["grid"], "grid", faults)),
        row.rows("rooms", "rooms", lambda r: Room(r.text("id"), r.text("campus"), r.busy())),
        row.rows("interviewers", "interviewers", _interviewer),
        row.rows("candidates", "candidates", lambda r: Candidate(r.text("id"), r.busy())),
        row.rows("interviews", "interviews", _interview),
        row.rows("sequences", "sequences", _sequence),
        _policy(_Row(row.raw["policy"], "policy", faults)),
        None if published is None else _Row(published, "published", faults).rows(
            "placed", "published.placed", _placement))
    if not faults:                              # meaning is judged only when every row could be read
        faults.extend(complaints(problem, now=now, zone=zone))
    if faults:
        raise ProblemError(faults)
    return problem


def _grid(row: _Row) -> Grid:
    return Grid(row.whole("minutes"), row.rows(
        "sessions", "grid.sessions", lambda r: Session(r.text("date"), r.text("start"), r.text("end"))))


def _interviewer(row: _Row) -> Interviewer:
    return Interviewer(row.text("id"), row.names("pools", True), row.names("campuses", True), row.busy(),
                       row.limit("max_per_day"), row.limit("max_per_week"), row.names("avoid"))


def _interview(row: _Row) -> Interview:
    panel = row.rows("panel", f"{row.name}.panel", lambda r: PanelNeed(r.text("pool"), r.whole("count")))
    return Interview(row.text("id"), row.text("candidate"), row.whole("minutes"), panel, row.optional("campus"),
                     row.flag("room", True), row.whole("weight", 1), row.time("earliest"), row.time("deadline"))


def _sequence(row: _Row) -> Sequence:
    return Sequence(row.text("first"), row.text("then"), row.whole("min_gap_days", 0, 0),
                    row.flag("different_interviewers", False))


def _policy(row: _Row) -> Policy:
    return Policy(row.names("order", True) if len(set(map(str, row.items("order")))) == len(row.items("order"))
                  else tuple(map(str, row.items("order"))), row.flag("one_campus_per_half_day", False))


def _placement(row: _Row) -> Placement:
    return Placement(row.text("interview"), row.moment(row.raw.get("start")) or "", row.optional("room"),
                     row.names("interviewers", True))


def write_problem(problem: Problem) -> dict[str, Any]:
    """See :meth:`Problem.to_dict`."""
    return {
        "name": problem.name,
        "grid": {"minutes": problem.grid.minutes,
                 "sessions": [{"date": s.date, "start": s.start, "end": s.end} for s in problem.grid.sessions]},
        "rooms": [{"id": r.id, "campus": r.campus, "busy": _pairs(r.busy)} for r in problem.rooms],
        "interviewers": [
            {"id": w.id, "pools": list(w.pools), "campuses": list(w.campuses), "busy": _pairs(w.busy),
             "max_per_day": w.max_per_day, "max_per_week": w.max_per_week, "avoid": list(w.avoid)}
            for w in problem.interviewers],
        "candidates": [{"id": c.id, "busy": _pairs(c.busy)} for c in problem.candidates],
        "interviews": [
            {"id": i.id, "candidate": i.candidate, "minutes": i.minutes,
             "panel": [{"pool": n.pool, "count": n.count} for n in i.panel], "campus": i.campus, "room": i.room,
             "weight": i.weight, "earliest": i.earliest, "deadline": i.deadline} for i in problem.interviews],
        "sequences": [
            {"first": s.first, "then": s.then, "min_gap_days": s.min_gap_days,
             "different_interviewers": s.different_interviewers} for s in problem.sequences],
        "policy": {"order": list(problem.policy.order),
                   "one_campus_per_half_day": problem.policy.one_campus_per_half_day},
        "published": None if problem.published is None else {"placed": [p.to_dict() for p in problem.published]},
    }


def _pairs(busy: tuple[tuple[str, str], ...]) -> list[list[str]]:
    return [[start, end] for start, end in busy]
