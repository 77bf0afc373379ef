"""What is pressed at the door: arrived, called in, over, absent, and taking the last press back.

A press that is already true changes nothing, so that two clerks who press at once do no harm.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from ...errors import Conflict, Invalid
from ...i18n import N_, gettext
from ...models import Interview, Turn
from ...records import AttendanceNoted, Person
from .. import events
from ..refs import application_ref, stage_ref, subject
from ..unit import Unit
from . import book, numbers
from .book import STATES, Line

UNDO = timedelta(minutes=10)
KEPT = ("due_at", "arrived_at", "arrived_by", "called_at", "ended_at", "late", "put_back", "no_shows")
"""What of a turn is restored when a press is taken back."""
TIMES = ("due_at", "arrived_at", "called_at", "ended_at")
TARGET: Mapping[str, str] = {"arrive": "here", "call": "inside", "end": "done", "absent": "absent"}
FROM: Mapping[str, tuple[str, ...]] = {
    "arrive": ("expected", "late", "absent"), "call": ("here",), "end": ("inside",),
    "absent": ("expected", "late", "here"),
}  # fmt: skip


def press(unit: Unit, interview_id: int, act: str, *, pressed: datetime | None = None) -> Line:
    """Do ``act`` (arrive, call, end or absent). ``pressed`` is when, if the press was kept on a device without a line.

    Raises:
        Conflict: somebody else did something that does not go with it.
    """
    if act not in TARGET:
        raise Invalid(N_("没看懂你的选择，请再点一次。"))
    one = book.line(unit, interview_id)
    if one.state == TARGET[act]:
        return one
    if one.state not in FROM[act]:
        who = (one.turn.changed_by if one.turn else None) or gettext(N_("同事"))
        raise Conflict(
            N_("%(name)s 现在是「%(state)s」（%(who)s 记的），这一步没有做。刷新后再看。"),
            name=one.name, state=gettext(STATES[one.state][1]), who=who,
        )  # fmt: skip
    moment = _moment(unit, pressed)
    if act == "arrive":
        return arrive(unit, one, moment, by=unit.actor.name)
    if act == "absent" and one.due > unit.now:
        raise Invalid(N_("面试还没开始，不能记缺席。候选人来不了，请给 TA 换时间。"))
    if act == "call":
        return _call(unit, one, moment)
    turn = _begin(unit, act, one)
    if act == "end":
        turn.ended_at = moment
    else:
        one.interview.state, turn.no_shows = "absent", turn.no_shows + 1
    return _finish(unit, act, one)


def arrive(unit: Unit, one: Line, moment: datetime, *, by: str) -> Line:
    """Note that somebody is here, whoever noted it. Raises Invalid with the reason when it can't be now."""
    if refusal := refused(one, unit):
        raise Invalid(refusal[0], None, **refusal[1])
    turn = _begin(unit, "arrive", one)
    one.interview.state, turn.arrived_at, turn.arrived_by = "arrived", moment, by
    numbers.give(unit, one, turn)
    turn.late = moment > turn.due_at + timedelta(minutes=one.rules.grace_minutes)
    return _finish(unit, "arrive", one)


def refused(one: Line, unit: Unit, campus: str = "") -> tuple[str, dict[str, str]] | None:
    """Why somebody can't be checked in now (and at ``campus``): a sentence and what fills it."""
    local = one.due.astimezone(one.zone)
    at = f"{local:%H:%M}"
    if one.day != book.today(unit):
        return N_("这场面试在 %(day)s %(at)s，不是今天，不能签到。"), {"day": one.day.isoformat(), "at": at}
    if campus and one.campus and campus != one.campus:
        return N_("这场面试在%(campus)s %(place)s，不在这个院区。现在就过去还来得及，到了再签到。"), {
            "campus": one.campus, "place": one.place}  # fmt: skip
    opens = one.due - timedelta(minutes=one.rules.early_minutes)
    if unit.now < opens:
        return N_("来早了：面试 %(at)s 开始，%(opens)s 起可以签到。"), {
            "at": at, "opens": f"{opens.astimezone(one.zone):%H:%M}"}  # fmt: skip
    return None


def _call(unit: Unit, one: Line, moment: datetime) -> Line:
    """Whoever is inside that room is done: a room has one candidate at a time."""
    others = [
        other for other in book.lines_of_day(unit, one.day)
        if other.state == "inside" and other.place == one.place and other.interview.id != one.interview.id
    ]  # fmt: skip
    turn = _begin(unit, "call", one, *others)
    for other in others:
        book.ensured(unit, other).ended_at = moment
        unit.audit("turn.end", "interview", other.interview.id, number=other.number)
    turn.called_at = moment
    return _finish(unit, "call", one)


def _moment(unit: Unit, pressed: datetime | None) -> datetime:
    """A device's clock is believed within half a day, and never beyond now."""
    if pressed is None or not unit.now - timedelta(hours=12) < pressed <= unit.now:
        return unit.now
    return pressed


def _begin(unit: Unit, act: str, one: Line, *others: Line) -> Turn:
    """The turn, with how everything that is about to change was."""
    turn = book.ensured(unit, one)
    remember(unit, turn, act, [one.interview, *(o.interview for o in others)],
             [turn, *(book.ensured(unit, o) for o in others)])  # fmt: skip
    return turn


def remember(unit: Unit, turn: Turn, act: str, interviews: Sequence[Interview], turns: Sequence[Turn]) -> None:
    """Keep how ``turns`` were with the turn that was pressed, for :func:`undo`."""
    before = [
        {"interview_id": i.id, "state": i.state, **{k: _plain(getattr(t, k)) for k in KEPT}}
        for i, t in zip(interviews, turns, strict=True)
    ]
    turn.undo = {"at": unit.now.isoformat(), "act": act, "before": before}
    for each in turns:
        each.changed_by = unit.actor.name


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _finish(unit: Unit, act: str, one: Line) -> Line:
    unit.session.flush()
    after = book.bare_line(unit, one.interview.id)
    unit.audit(f"turn.{act}", "interview", one.interview.id, number=after.number)
    tell(unit, after, act)
    return after


def tell(unit: Unit, one: Line, act: str) -> None:
    """Let the hooks know; the panel is told of who does not come."""
    interview = one.interview
    event = AttendanceNoted(
        interview.id, application_ref(interview.application), stage_ref(interview.stage), act, one.state,
        one.due.astimezone(one.zone),
        one.place, one.number, tuple(Person(s.name, s.email, s.user_id) for s in interview.seats), unit.now,
    )  # fmt: skip
    events.fire(
        unit, "recruit_attendance_noted", event, interview.application.job, subject=subject(interview.application)
    )


def may_undo(one: Line) -> str | None:
    """The act that can be taken back, or None."""
    last = one.turn.undo if one.turn else None
    if not last or one.now - datetime.fromisoformat(last["at"]) > UNDO:
        return None
    return str(last["act"])


def undo(unit: Unit, interview_id: int) -> Line:
    """Take the last press back, within ten minutes: everything that it changed is as it was."""
    from .queue import reclaim

    one = book.line(unit, interview_id)
    act = may_undo(one)
    if act is None or one.turn is None or one.turn.undo is None:
        raise Invalid(N_("没有可撤销的操作，或者已过 10 分钟。"))
    before = {row["interview_id"]: row for row in one.turn.undo["before"]}
    turns = unit.session.scalars(select(Turn).where(Turn.interview_id.in_(before))).all()
    moved = []
    for turn in turns:
        row = before[turn.interview_id]
        interview = unit.get(Interview, turn.interview_id, book.NO_INTERVIEW)
        due = datetime.fromisoformat(row["due_at"])
        if turn.due_at != due:
            moved.append(turn.interview_id)
        interview.state = row["state"]
        for key in KEPT:
            value = row[key]
            setattr(turn, key, datetime.fromisoformat(value) if key in TIMES and value else value)
        turn.changed_by = unit.actor.name
    one.turn.undo = None
    unit.session.flush()
    if moved:
        reclaim(unit, book.lines(unit, Interview.id.in_(moved)))
    after = book.bare_line(unit, interview_id)
    unit.audit("turn.undone", "interview", interview_id, act=act)
    tell(unit, after, f"undo_{act}")
    return after
