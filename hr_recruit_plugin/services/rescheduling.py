"""Changing a plan by hand before it is published: where an interview could go, moving, locking, and taking it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from ..engines import scheduling as engine
from ..engines.scheduling.moving import ANYWHERE, Mover, Refusal, Wish
from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import Schedule
from . import access
from .planning_problem import LOCAL, names
from .scheduling import EDIT, NO_SCHEDULE
from .unit import Unit, expect_version

NOT_IN_PLAN = N_("这个人不在这份方案里。")
PAST = N_("这个时刻已经过去。")
STEPS = 20
"""Moves that can be taken back."""
Why = tuple[str, Mapping[str, str]]
"""A msgid and what fills it."""


@dataclass(frozen=True)
class Place:
    """A start that was looked at. ``placement`` is None where the rules forbid it; ``why`` says which."""

    start: datetime
    end: datetime
    placement: engine.Placement | None
    room: str
    people: tuple[str, ...]
    why: Why | None
    here: bool

    @property
    def key(self) -> str:
        return self.start.strftime(LOCAL)


@dataclass(frozen=True)
class Places:
    schedule: Schedule
    name: str
    application_id: int
    now: Place | None
    """Where the plan has it, None when it is left out."""
    places: Sequence[Place]
    locked: bool


@dataclass(frozen=True)
class Moved:
    """What a move came to, for a sentence: names of people who were replaced and who came instead."""

    schedule: Schedule
    name: str
    start: datetime
    room: str
    left: tuple[str, ...]
    joined: tuple[str, ...]


def places(unit: Unit, schedule_id: int, application_id: int) -> Places:
    """Every start of the plan's days for one interview, each tried against all hard rules."""
    desk = _Desk(unit, schedule_id, application_id)
    found = [desk.place(start) for start in desk.mover.starts()]
    here = next((p for p in found if p.here), None)
    return Places(desk.schedule, desk.name, application_id, here, found, desk.ident in desk.schedule.locked)


def cells(
    unit: Unit, schedule_id: int, application_id: int, lanes: Sequence[str], days: Collection[date], lane: str = ""
) -> dict[str, Why | None]:
    """Slot id → why the interview can't be dropped there, None where it can; every start of ``days`` in all ``lanes``.

    A lane is a room or an interviewer. ``lane`` is the one that it is dragged out of.
    """
    desk = _Desk(unit, schedule_id, application_id)
    found: dict[str, Why | None] = {}
    shown = {d.isoformat() for d in days}
    for start in (s for s in desk.mover.starts() if s[:10] in shown):
        for other in lanes:
            tried = desk.at(start, desk.wish(other, lane))
            found[f"{start}|{other}"] = None if isinstance(tried, engine.Placement) else tried
    return found


def move(
    unit: Unit, schedule_id: int, application_id: int, slot: str, *, version: int | None, lane: str = ""
) -> Moved:
    """Put one interview to another start, in the lane that ``slot`` names, and lock it there.

    ``slot`` is a start, or ``start|lane``. Raises Invalid with the broken rule where it can't be, and changes nothing.
    """
    desk = _Desk(unit, schedule_id, application_id)
    expect_version(desk.schedule, version, by=_last_hand(desk.schedule))
    start, _, other = slot.partition("|")
    if start not in desk.mover.starts():
        raise Invalid(N_("这个时刻不在方案的时段里，选列出的时刻。"), {"start": ["unknown"]})
    placement = desk.at(start, desk.wish(other, lane))
    if not isinstance(placement, engine.Placement):
        raise Invalid(placement[0], {"start": ["refused"]}, **placement[1])
    desk.put(placement)
    unit.audit("schedule.interview_moved", "schedule", desk.schedule.id, application=application_id)
    return desk.moved(placement)


def lock(unit: Unit, schedule_id: int, application_id: int, on: bool, *, version: int | None) -> Schedule:
    """Keep one interview where it is when the rest is solved again, or let it go."""
    schedule, _, plan = _open(unit, schedule_id)
    expect_version(schedule, version, by=_last_hand(schedule))
    ident = f"application:{application_id}"
    if ident not in {p.interview for p in plan.placed}:
        raise Invalid(NOT_IN_PLAN)
    schedule.locked = [i for i in schedule.locked if i != ident] + ([ident] if on else [])
    unit.audit("schedule.interview_locked", "schedule", schedule.id, application=application_id, locked=on)
    return schedule


def undo(unit: Unit, schedule_id: int, *, version: int | None) -> Schedule:
    """Take the last move by hand back."""
    schedule, problem, plan = _open(unit, schedule_id)
    expect_version(schedule, version, by=_last_hand(schedule))
    if not schedule.history:
        raise Conflict(N_("没有可以撤销的移动。"))
    step = schedule.history[-1]
    placed = [p for p in plan.placed if p.interview != step["interview"]]
    if step["placement"]:
        placed.append(engine.Placement.from_dict(step["placement"]))
    before = engine.Plan.from_dict({**step["rest"], "placed": [], "problem": problem.name})
    schedule.plan = replace(before, placed=tuple(placed)).to_dict()
    schedule.locked = step["locked"]
    schedule.history = schedule.history[:-1]
    unit.audit("schedule.move_undone", "schedule", schedule.id)
    return schedule


def _open(unit: Unit, schedule_id: int) -> tuple[Schedule, engine.Problem, engine.Plan]:
    unit.actor.require(EDIT)
    schedule = unit.get(Schedule, schedule_id, NO_SCHEDULE)
    access.job(unit, schedule.job_id, EDIT)
    if schedule.state != "solved" or schedule.plan is None:
        raise Invalid(N_("只有算好、还没发布的方案能移动。已发布的请给这位候选人换时间。"))
    return schedule, engine.Problem.from_dict(schedule.problem), engine.Plan.from_dict(schedule.plan)


def _last_hand(schedule: Schedule) -> str | None:
    return schedule.history[-1]["by"] if schedule.history else None


class _Desk:
    """One interview in somebody's hand."""

    def __init__(self, unit: Unit, schedule_id: int, application_id: int) -> None:
        self.unit, self.ident = unit, f"application:{application_id}"
        self.schedule, self.problem, self.plan = _open(unit, schedule_id)
        self.called = names(unit, self.schedule.problem)
        try:
            self.mover = Mover(self.problem, self.plan, self.ident, self.called)
        except KeyError as error:
            raise Invalid(NOT_IN_PLAN) from error
        self.name = self.called[self.ident]
        self.now = unit.now.astimezone(unit.state.settings.zone).strftime(LOCAL)

    def wish(self, lane: str, instead: str = "") -> Wish:
        """Dropped into an interviewer's lane it is for them to take, in the place of whoever's lane it came from."""
        table = self.mover.table
        if lane in table.rooms:
            return Wish(room=lane)
        if lane in table.people:
            return Wish(person=lane, instead=instead if instead in table.people and instead != lane else None)
        if lane:
            raise Invalid(N_("这个格子不在方案里。刷新后再试。"), {"slot_id": ["unknown"]})
        return ANYWHERE

    def at(self, start: str, wish: Wish) -> engine.Placement | Why:
        if start <= self.now:
            return PAST, {}
        found = self.mover.at(start, wish)
        return (found.message, found.params) if isinstance(found, Refusal) else found

    def place(self, start: str) -> Place:
        old, zone = self.mover.old, self.unit.state.settings.zone
        here = old is not None and old.start == start
        tried = old if here and old else self.at(start, ANYWHERE)
        held = tried if isinstance(tried, engine.Placement) else None
        begins = datetime.strptime(start, LOCAL).replace(tzinfo=zone)
        return Place(
            begins, begins + timedelta(minutes=self.mover.q.minutes), held, self._called(held.room) if held else "",
            self._all_called(held.interviewers) if held else (), tried if isinstance(tried, tuple) else None, here,
        )  # fmt: skip

    def _called(self, ident: str | None) -> str:
        return self.called.get(ident or "", "")

    def _all_called(self, idents: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.called.get(i, i) for i in idents)

    def put(self, placement: engine.Placement) -> None:
        """Move it in the plan. The independent check has the last word."""
        plan = self._plan_with(placement)
        broken = _new_faults(self.problem, self.plan, plan, self.called)
        if broken:
            raise Invalid(broken[0].message, {"start": ["refused"]}, **broken[0].params)
        self.schedule.history = [*self.schedule.history, self._step()][-STEPS:]
        self.schedule.plan = plan.to_dict()
        self.schedule.locked = [*(i for i in self.schedule.locked if i != self.ident), self.ident]

    def _step(self) -> dict[str, Any]:
        """What takes the next move back."""
        rest = self.plan.to_dict()
        del rest["placed"]
        return {
            "by": self.unit.actor.name, "interview": self.ident, "locked": list(self.schedule.locked), "rest": rest,
            "placement": self.mover.old.to_dict() if self.mover.old else None,
        }  # fmt: skip

    def _plan_with(self, placement: engine.Placement) -> engine.Plan:
        """The plan with the interview there. What was proven holds only up to the first level that changed."""
        placed = (*(p for p in self.plan.placed if p.interview != self.ident), placement)
        left = tuple(u for u in self.plan.unplaced if u.interview != self.ident)
        plan = engine.Plan(self.plan.problem, placed, left, (), self.plan.way_out if left else None)
        figures, same = engine.figures(self.problem, plan), True
        levels = []
        for level in self.plan.levels:
            value = figures.value(level.name)
            bound = level.bound if same and level.bound is not None and level.bound <= value else None
            levels.append(replace(level, value=value, bound=bound, proven=bound == value))
            same = same and value == level.value
        return replace(plan, levels=tuple(levels))

    def moved(self, placement: engine.Placement) -> Moved:
        before = set(self.mover.old.interviewers) if self.mover.old else set[str]()
        after = set(placement.interviewers)
        start = datetime.strptime(placement.start, LOCAL).replace(tzinfo=self.unit.state.settings.zone)
        return Moved(
            self.schedule, self.name, start, self._called(placement.room),
            self._all_called(sorted(before - after)), self._all_called(sorted(after - before) if before else ()),
        )  # fmt: skip


def _new_faults(
    problem: engine.Problem, before: engine.Plan, after: engine.Plan, called: Mapping[str, str]
) -> list[engine.Violation]:
    """What the check says of ``after`` and did not say before.

    A reason that was true of somebody left out may have become false by a move; that forbids nothing.
    """
    known = {(v.rule, v.who) for v in engine.check(problem, before, called)}
    found = engine.check(problem, after, called)
    return [v for v in found if v.rule not in ("reason", "level") and (v.rule, v.who) not in known]
