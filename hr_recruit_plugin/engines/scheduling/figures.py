"""What a plan is worth: every objective, counted from the plan itself and never taken from a solver."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from .clock import DAY, minute
from .plans import Placement, Plan
from .problem import Problem
from .timetable import Timetable


@dataclass(frozen=True, slots=True)
class Spread:
    """Smallest and largest load in a pool, in minutes, among those who could come at all."""

    least: int
    most: int

    @property
    def value(self) -> int:
        return self.most - self.least


@dataclass(frozen=True, slots=True)
class Figures:
    """Objectives as ``docs/scheduling-format.md`` defines them. The last four are None without a published plan."""

    interviews: int
    placed: int
    unplaced: int
    waiting: int
    days: int
    fairness: int
    half_days: int
    lost: int | None = None
    moved: int | None = None
    panel_changes: int | None = None
    room_changes: int | None = None
    spread: Mapping[str, Spread] = field(default_factory=dict)

    def value(self, objective: str) -> int:
        """The figure of one objective; KeyError when it is none or needs a published plan."""
        found = getattr(self, objective, None)
        if not isinstance(found, int):
            raise KeyError(objective)
        return found


def figures(problem: Problem, plan: Plan, timetable: Timetable | None = None) -> Figures:
    """Count every objective of ``plan``. Placements of unknown interviews or at unreadable times are left out."""
    table = timetable or Timetable(problem)
    placed = {p.interview: p for p in reversed(plan.placed) if p.interview in table.interviews and _readable(p.start)}
    load: Counter[str] = Counter()
    called: set[tuple[str, int | None]] = set()
    days: set[int] = set()
    waiting = 0
    for one, p in placed.items():
        q, start = table.interviews[one], minute(p.start)
        first = table.first_day(q)
        days.add(start // DAY)
        waiting += table.day_number.get(start // DAY, first) - first
        session = table.session_at(start, start + q.minutes)
        for who in p.interviewers:
            load[who] += q.minutes
            called.add((who, session))
    spread = {}
    for pool in sorted(table.pools):
        loads = [load[who] for who in table.able(pool)] or [0]
        spread[pool] = Spread(min(loads), max(loads))
    lost, moved, panel_changes, room_changes = _changes(problem, placed, table)
    return Figures(
        interviews=len(table.interviews), placed=len(placed), waiting=waiting, days=len(days),
        unplaced=sum(q.weight for one, q in table.interviews.items() if one not in placed),
        fairness=sum(s.value for s in spread.values()), half_days=len(called), lost=lost, moved=moved,
        panel_changes=panel_changes, room_changes=room_changes, spread=spread)


def _readable(start: str) -> bool:
    try:
        minute(start)
    except ValueError:
        return False
    return True


Changes = tuple[int, int, int, int] | tuple[None, None, None, None]


def _changes(problem: Problem, placed: Mapping[str, Placement], table: Timetable) -> Changes:
    if problem.published is None:
        return None, None, None, None
    old = {p.interview: p for p in problem.published if p.interview in table.interviews}
    both = [(p, placed[one]) for one, p in old.items() if one in placed]
    return (len(old) - len(both), sum(minute(a.start) != minute(b.start) for a, b in both),
            sum(len(set(a.interviewers) - set(b.interviewers)) for a, b in both),
            sum(a.room != b.room for a, b in both))
