"""Reading an interview day: every interview with its place in the queue, in a fixed number of statements."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ...errors import NotFound
from ...i18n import N_
from ...models import Application, Interview, Room, Turn
from ...security.permissions import Permission
from ..unit import Unit
from .rules import Rules, rules_of

NO_INTERVIEW = N_("没有这场面试。")
NOON = time(13)
"""What starts before is morning."""
STATES: Mapping[str, tuple[str, str]] = {
    "late": ("late", N_("迟到")),
    "here": ("ok", N_("已签到")),
    "inside": ("doing", N_("正在面试")),
    "expected": ("todo", N_("未到")),
    "done": ("ok", N_("已结束")),
    "absent": ("bad", N_("缺席")),
}
"""State → its kind of status and its name, most urgent first."""


@dataclass(frozen=True)
class Line:
    """One interview of a day as it stands now."""

    interview: Interview
    turn: Turn | None
    room: Room | None
    rules: Rules
    now: datetime
    zone: ZoneInfo

    @property
    def due(self) -> datetime:
        return self.turn.due_at if self.turn else self.interview.start

    @property
    def end(self) -> datetime:
        return self.due + (self.interview.end - self.interview.start)

    @property
    def number(self) -> int | None:
        return self.turn.number if self.turn else None

    @property
    def name(self) -> str:
        return self.interview.application.candidate.name

    @property
    def campus(self) -> str:
        return self.room.campus if self.room else ""

    @property
    def place(self) -> str:
        return self.room.name if self.room else self.interview.place

    @property
    def day(self) -> date:
        return self.interview.start.astimezone(self.zone).date()

    @property
    def half(self) -> str:
        return "am" if self.interview.start.astimezone(self.zone).time() < NOON else "pm"

    @property
    def state(self) -> str:
        """expected, late, here, inside, done or absent."""
        turn, told = self.turn, self.interview.state
        if told == "absent":
            return "absent"
        if told == "held" or (turn and turn.ended_at):
            return "done"
        if turn and turn.called_at:
            return "inside"
        if told == "arrived":
            return "here"
        return "late" if self.now > self.due + timedelta(minutes=self.rules.grace_minutes) else "expected"

    @property
    def waits(self) -> bool:
        """Still to be interviewed today."""
        return self.state in ("expected", "late", "here")


@dataclass(frozen=True)
class Wanted:
    """Which interviews of a day are shown."""

    day: date
    campus: str = ""
    job_id: int | None = None
    room_id: int | None = None
    query: str = ""


@dataclass(frozen=True)
class Day:
    """A day as asked for: ``lines`` are narrowed by the filters, ``everything`` is not."""

    wanted: Wanted
    lines: Sequence[Line]
    everything: Sequence[Line]

    @property
    def counts(self) -> dict[str, int]:
        return {state: sum(line.state == state for line in self.lines) for state in STATES}

    @property
    def campuses(self) -> list[str]:
        return sorted({line.campus for line in self.everything if line.campus})

    @property
    def rooms(self) -> dict[str, list[Line]]:
        """Place → its lines; those of one place together, in the order they are expected."""
        found: dict[str, list[Line]] = {}
        for line in sorted(self.lines, key=lambda one: (one.place, one.due, one.interview.id)):
            found.setdefault(line.place, []).append(line)
        return found

    @property
    def jobs(self) -> dict[int, str]:
        return {line.interview.application.job_id: line.interview.application.job.title for line in self.everything}


def today(unit: Unit) -> date:
    return unit.now.astimezone(unit.state.settings.zone).date()


def day(unit: Unit, wanted: Wanted) -> Day:
    """Everybody who comes that day; who was called off is not among them."""
    unit.actor.require(Permission.INTERVIEWS_RECEIVE)
    everything = lines_of_day(unit, wanted.day)
    return Day(wanted, [line for line in everything if _asked(line, wanted)], everything)


def lines_of_day(unit: Unit, when: date) -> list[Line]:
    zone = unit.state.settings.zone
    start = datetime.combine(when, time(), zone)
    return lines(
        unit, Interview.start >= start, Interview.start < start + timedelta(days=1), Interview.state != "cancelled"
    )


def lines(unit: Unit, *conditions: Any) -> list[Line]:
    """Interviews with all that a line shows, by the time they are expected."""
    found = unit.session.scalars(
        select(Interview)
        .where(*conditions)
        .options(
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.application).joinedload(Application.job),
            joinedload(Interview.stage),
            selectinload(Interview.seats),
        )
    ).all()
    turns = _turns(unit, [i.id for i in found])
    rooms = {r.id: r for r in unit.session.scalars(select(Room))}
    rules = rules_of(unit, (i.application.job_id for i in found))
    made = [
        Line(
            i, turns.get((i.id, i.sequence)), rooms.get(i.room_id or 0), rules[i.application.job_id], unit.now,
            unit.state.settings.zone,
        )
        for i in found
    ]  # fmt: skip
    return sorted(made, key=lambda line: (line.due, line.interview.id))


def _turns(unit: Unit, ids: Collection[int]) -> dict[tuple[int, int], Turn]:
    """By interview and its sequence: the turn of an interview that was moved since is not its turn any more."""
    return {(t.interview_id, t.sequence): t for t in unit.session.scalars(select(Turn).where(Turn.interview_id.in_(ids)))}


def line(unit: Unit, interview_id: int, permission: str = Permission.INTERVIEWS_RECEIVE) -> Line:
    """One interview. Raises NotFound also when it was called off."""
    unit.actor.require(permission)
    return bare_line(unit, interview_id)


def bare_line(unit: Unit, interview_id: int) -> Line:
    """One interview for whoever has proved by a signed link that it is theirs."""
    found = lines(unit, Interview.id == interview_id)
    if not found:
        raise NotFound(NO_INTERVIEW)
    if found[0].interview.state == "cancelled":
        raise NotFound(N_("这场面试已取消。"))
    return found[0]


def _asked(one: Line, wanted: Wanted) -> bool:
    if wanted.campus and one.campus != wanted.campus:
        return False
    if wanted.job_id and one.interview.application.job_id != wanted.job_id:
        return False
    if wanted.room_id and one.interview.room_id != wanted.room_id:
        return False
    return not wanted.query or found_by(one, wanted.query)


def found_by(one: Line, query: str) -> bool:
    """A name or part of it, a call number, or the last digits (3 at least) of the phone or ID number."""
    typed = query.strip()
    if not typed.isalnum() or not typed[:1].isdigit():
        return typed.lower() in one.name.lower()
    if one.number is not None and typed.isdigit() and int(typed) == one.number:
        return True
    person = one.interview.application.candidate
    return len(typed) >= 3 and any((v or "").upper().endswith(typed.upper()) for v in (person.phone, person.id_number))


def ensured(unit: Unit, one: Line) -> Turn:
    """The line's turn, made now when it has none. Of two who make it at once, one is told to look again."""
    if one.turn is not None:
        return one.turn
    old = unit.session.scalar(select(Turn).where(Turn.interview_id == one.interview.id))
    turn = old or Turn(interview_id=one.interview.id, no_shows=0)
    turn.sequence, turn.day, turn.campus, turn.number = one.interview.sequence, one.day, one.campus, None
    turn.due_at, turn.late, turn.put_back, turn.wrong_codes, turn.undo = one.interview.start, False, 0, 0, None
    turn.arrived_at = turn.arrived_by = turn.called_at = turn.ended_at = None
    unit.session.add(turn)
    unit.session.flush()
    return turn
