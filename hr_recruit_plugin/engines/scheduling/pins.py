"""Interviews that a person has put somewhere stay there while the rest is planned anew.

Planning knows no such rule. A pin is written in the words it does know: a window as long as the interview, and an
avoidance for everybody who does not sit in it. Figures are always those of the problem without these words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from .checker import check
from .clock import iso, minute
from .figures import figures
from .plans import Level, Placement, Plan, Reason, Unplaced
from .problem import Interview, Interviewer, Problem
from .texts import REASONS
from .timetable import Timetable

WEIGHT = 10_000
"""Leaving a pinned interview out costs more than leaving out all the others."""


def standing(problem: Problem, pins: Iterable[Placement]) -> tuple[Placement, ...]:
    """Those of ``pins`` that ``problem`` still allows, all together."""
    known = {q.id for q in problem.interviews}
    kept = [p for p in pins if p.interview in known]
    while kept:
        broken = {one for v in check(problem, _alone(problem, kept)) if v.rule not in ("reason", "level") for one in v.who}
        left = [p for p in kept if p.interview not in broken]
        if len(left) == len(kept):
            break
        kept = left
    return tuple(kept)


def _alone(problem: Problem, placed: Iterable[Placement]) -> Plan:
    held = tuple(placed)
    there = {p.interview for p in held}
    return Plan(problem.name, held, tuple(_left_out(q.id) for q in problem.interviews if q.id not in there))


def _left_out(interview: str) -> Unplaced:
    message = REASONS["not_found"]
    return Unplaced(interview, (Reason("not_found", message, (), message),))


def pinned(problem: Problem, pins: Iterable[Placement]) -> Problem:
    """``problem`` with nowhere else to go for the pinned interviews."""
    by_id = {p.interview: p for p in pins}
    if not by_id:
        return problem
    campuses = {r.id: r.campus for r in problem.rooms}
    panels = {q.candidate: set(by_id[q.id].interviewers) for q in problem.interviews if q.id in by_id}
    interviews = tuple(_held(q, by_id[q.id], campuses) if q.id in by_id else q for q in problem.interviews)
    people = tuple(_avoiding(w, panels) for w in problem.interviewers)
    return replace(problem, interviews=interviews, interviewers=people)


def _held(q: Interview, pin: Placement, campuses: Mapping[str, str]) -> Interview:
    """An interview with one start left, on the campus of its room."""
    end = iso(minute(pin.start) + q.minutes)
    return replace(q, earliest=pin.start, deadline=end, weight=WEIGHT, campus=campuses.get(pin.room or "", q.campus))


def _avoiding(person: Interviewer, panels: Mapping[str, set[str]]) -> Interviewer:
    others = [candidate for candidate, panel in panels.items() if person.id not in panel]
    return replace(person, avoid=(*person.avoid, *others))


def unpinned(problem: Problem, found: Plan, pins: Iterable[Placement]) -> Plan:
    """The plan of a pinned problem as a plan of ``problem``: rooms as they were pinned, figures as they are counted."""
    by_id = {p.interview: p for p in pins}
    if not by_id:
        return found
    placed = _Rooms(problem, found).back(by_id.values())
    # A window of its own is no true reason in the problem itself.
    unplaced = tuple(_left_out(u.interview) if u.interview in by_id else u for u in found.unplaced)
    plan = replace(found, placed=placed, unplaced=unplaced, levels=())
    true, told = figures(problem, plan), figures(pinned(problem, by_id.values()), plan)
    levels = []
    for level in found.levels:
        value = true.value(level.name)
        # Waiting counts from the earliest day, which the pins have moved: by the same number of days in every plan.
        moved = true.waiting - told.waiting if level.name == "waiting" else 0
        bound = None if level.bound is None else level.bound + moved
        bound = bound if bound is not None and bound <= value else None
        levels.append(Level(level.name, value, bound, bound == value, level.seconds))
    return replace(plan, levels=tuple(levels))


class _Rooms:
    """Rooms of one campus are alike to the planner: two of them are exchanged where a pin wants the other one."""

    def __init__(self, problem: Problem, found: Plan) -> None:
        self.table = Timetable(problem)
        self.at = {p.interview: p for p in found.placed}

    def back(self, pins: Iterable[Placement]) -> tuple[Placement, ...]:
        kept: set[str] = set()
        for pin in pins:
            held = self.at.get(pin.interview)
            if held is None or held.start != pin.start or pin.room is None:
                continue
            swapped = self._swapped(pin.interview, held.room or "", pin.room)
            if swapped is not None and not kept & set(swapped):
                for one, room in swapped.items():
                    self.at[one] = replace(self.at[one], room=room)
            kept.add(pin.interview)
        return tuple(self.at.values())

    def _swapped(self, interview: str, now: str, wanted: str) -> dict[str, str] | None:
        """Interview → room for everybody who has to change when one goes to ``wanted``; None where a room is not free."""
        if now == wanted:
            return {}
        inside: dict[str, list[str]] = defaultdict(list)
        for one, p in self.at.items():
            inside[p.room or ""].append(one)
        out, queue = {interview: wanted}, [interview]
        while queue:
            one = queue.pop()
            room, start, end = out[one], *self._span(one)
            if not self.table.room_free(room, start, end - start):
                return None
            other = now if room == wanted else wanted
            for met in inside[room]:
                a, b = self._span(met)
                if met not in out and a < end and start < b:
                    out[met] = other
                    queue.append(met)
        return out

    def _span(self, one: str) -> tuple[int, int]:
        start = minute(self.at[one].start)
        return start, start + self.table.interviews[one].minutes
