"""Putting somebody late back in the queue of a room, with every hard rule checked by the engine's own judge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import delete, insert, select

from ...engines import scheduling as engine
from ...errors import Conflict, Invalid
from ...i18n import N_
from ...models import Claim, Interview, Interviewer, Schedule
from .. import busy
from ..planning_problem import LOCAL, resources
from ..publication import SLOT
from ..unit import Unit
from . import book, turns
from .book import NOON, STATES, Line

STEP = timedelta(minutes=5)
ALL = 0
"""Behind everybody else of the half-day."""


@dataclass(frozen=True)
class Way:
    """A way to put somebody back: when it would be, and why it can't be done where it can't."""

    after: int
    due: datetime
    why: tuple[str, Mapping[str, str]] | None


def ways(unit: Unit, one: Line) -> list[Way]:
    """By the job's rule first, then behind everybody; each as it would turn out now."""
    everything = book.lines_of_day(unit, one.day)
    judge = Judge(unit, everything)
    found: list[Way] = []
    for after in dict.fromkeys((one.rules.late_after, ALL)):
        times = _rotated(unit, one, everything, after)
        if not any(w.due == times[one.interview.id] for w in found):
            found.append(Way(after, times[one.interview.id], judge.refusal(times)))
    return found


def put_back(unit: Unit, interview_id: int, after: int | None = None) -> Line:
    """Put somebody behind the next ``after`` of the room (None: by the job's rule). Who goes first moves up.

    Raises:
        Invalid: with the rule that would be broken.
    """
    one = book.line(unit, interview_id)
    if not one.waits:
        raise Conflict(
            N_("%(name)s 现在是「%(state)s」（%(who)s 记的），这一步没有做。刷新后再看。"),
            name=one.name, state=STATES[one.state][1], who=(one.turn.changed_by if one.turn else None) or "–",
        )  # fmt: skip
    if one.day != book.today(unit):
        raise Invalid(N_("只有今天的面试能往后放。别的日子请给 TA 换时间。"))
    everything = book.lines_of_day(unit, one.day)
    times = _rotated(unit, one, everything, one.rules.late_after if after is None else after)
    if why := Judge(unit, everything).refusal(times):
        raise Invalid(why[0], None, **why[1])
    changed = [line for line in everything if line.due != times.get(line.interview.id, line.due)]
    made = [book.ensured(unit, line) for line in changed]
    mine = book.ensured(unit, one)
    turns.remember(unit, mine, "put_back", [line.interview for line in changed], made)
    for turn in made:
        turn.due_at = times[turn.interview_id]
    mine.put_back, mine.late = mine.put_back + 1, True
    unit.session.flush()
    reclaim(unit, book.lines(unit, Interview.id.in_([line.interview.id for line in changed])))
    unit.audit("turn.put_back", "interview", interview_id, due=mine.due_at.isoformat())
    done = book.bare_line(unit, interview_id)
    turns.tell(unit, done, "put_back")
    return done


def _rotated(unit: Unit, one: Line, everything: Sequence[Line], after: int) -> dict[int, datetime]:
    """Interview → when it would be due. Those who go first take over the times that become free."""
    queue = [
        line for line in everything
        if line.waits and line.place == one.place and line.half == one.half and line.due > one.due
    ]  # fmt: skip
    ahead = queue[: after or len(queue)]
    if not ahead:
        late = max(unit.now, one.due + STEP)
        return {one.interview.id: late + (datetime.min.replace(tzinfo=late.tzinfo) - late) % STEP}
    slots = [one.due, *(line.due for line in ahead)]
    times, free = {}, slots[0]
    for slot, line in zip(slots, [*ahead, one], strict=True):
        times[line.interview.id] = max(slot, free)
        free = times[line.interview.id] + (line.interview.end - line.interview.start)
    return times


# --- the judge ---------------------------------------------------------------------------------------------------


class Judge:
    """The hard rules over one day. What it needs is read once, so that many ways can be asked about."""

    def __init__(self, unit: Unit, everything: Sequence[Line]) -> None:
        self.lines = [line for line in everything if line.state != "absent"]
        self.zone, self.day = unit.state.settings.zone, everything[0].day
        start = datetime.combine(self.day, time(), self.zone)
        self.away = {
            who: tuple((self._local(a), self._local(b)) for a, b in spans)
            for who, spans in busy.away(unit, start, start + timedelta(days=1)).items()
        }
        self.rooms = {line.room.id: line.room for line in self.lines if line.room}
        self.people = {i.user_id: i for i in unit.session.scalars(select(Interviewer))}
        self.sessions = self._sessions(unit)
        self.names = self._names()
        self.before = {(v.rule, v.who) for v in self._broken({}, {})}

    def refusal(
        self,
        times: Mapping[int, datetime],
        panels: Mapping[int, Sequence[str]] | None = None,
        never: Sequence[str] = (),
    ) -> tuple[str, Mapping[str, str]] | None:
        """The first hard rule that new times (and panels) break and the day as it stands does not.

        A rule of ``never`` may not be broken even where it is already.
        """
        broken = self._broken(times, panels or {})
        new = [v for v in broken if v.rule in never or ((v.rule, v.who) not in self.before and v.rule != "grid")]
        return (new[0].message, new[0].params) if new else None

    def _broken(
        self, times: Mapping[int, datetime], panels: Mapping[int, Sequence[str]]
    ) -> list[engine.Violation]:
        seated = {
            line.interview.id: list(panels.get(line.interview.id, [s.user_id for s in line.interview.seats]))
            for line in self.lines
        }
        placed = tuple(
            engine.Placement(
                _key(line), self._local(times.get(line.interview.id, line.due)),
                f"room:{line.room.id}" if line.room else None,
                tuple(sorted(f"interviewer:{who}" for who in seated[line.interview.id])),
            )
            for line in self.lines
        )  # fmt: skip
        return engine.check(self._problem(seated), engine.Plan(self.day.isoformat(), placed), self.names)

    def _problem(self, seated: Mapping[int, Sequence[str]]) -> engine.Problem:
        campuses = tuple(sorted({room.campus for room in self.rooms.values()}))
        here = sorted({who for found in seated.values() for who in found})
        return engine.Problem(
            self.day.isoformat(), engine.Grid(5, self.sessions),
            tuple(engine.Room(f"room:{r.id}", r.campus, self.away.get(f"room:{r.id}", ())) for r in self.rooms.values()),
            tuple(self._interviewer(who, campuses) for who in here),
            tuple(
                engine.Candidate(c, self.away.get(c, ()))
                for c in sorted({f"candidate:{line.interview.application.candidate_id}" for line in self.lines})
            ),
            tuple(_meeting(line, len(seated[line.interview.id])) for line in self.lines),
        )  # fmt: skip

    def _interviewer(self, who: str, campuses: tuple[str, ...]) -> engine.Interviewer:
        known, ident = self.people.get(who), f"interviewer:{who}"
        taken = self.away.get(ident, ())
        if known is None:
            return engine.Interviewer(ident, ("all",), campuses, taken)
        avoid = tuple(f"candidate:{c}" for c in known.avoid)
        return engine.Interviewer(
            ident, ("all",), tuple(known.campuses) or campuses, taken, known.max_per_day, None, avoid
        )

    def _sessions(self, unit: Unit) -> tuple[engine.Session, ...]:
        """The half-days as they were planned; where nothing was planned, as long as the interviews themselves."""
        when = self.day.isoformat()
        spans: dict[bool, list[str]] = {}
        for line in self.lines:
            begin, end = line.interview.start.astimezone(self.zone), line.interview.end.astimezone(self.zone)
            spans.setdefault(begin.time() < NOON, []).extend([f"{begin:%H:%M}", f"{end:%H:%M}"])
        ids = {line.interview.schedule_id for line in self.lines if line.interview.schedule_id}
        for problem in unit.session.scalars(select(Schedule.problem).where(Schedule.id.in_(ids))):
            for session in problem["grid"]["sessions"]:
                morning = session["start"] < f"{NOON:%H:%M}"
                if session["date"] == when and morning in spans:
                    spans[morning] += [session["start"], session["end"]]
        return tuple(engine.Session(when, min(times), max(times)) for times in spans.values())

    def _names(self) -> dict[str, str]:
        found = {f"interviewer:{i.user_id}": i.name for i in self.people.values()}
        found |= {f"room:{r.id}": r.name for r in self.rooms.values()}
        for line in self.lines:
            found[_key(line)] = found[f"candidate:{line.interview.application.candidate_id}"] = line.name
        return found

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).strftime(LOCAL)


def _key(line: Line) -> str:
    return f"application:{line.interview.application_id}/{line.interview.id}"


def _meeting(line: Line, count: int) -> engine.Interview:
    minutes = int((line.interview.end - line.interview.start).total_seconds() // 60)
    return engine.Interview(
        _key(line), f"candidate:{line.interview.application.candidate_id}", minutes,
        (engine.PanelNeed("all", count),) if count else (), room=line.room is not None,
    )  # fmt: skip


def reclaim(unit: Unit, lines: Sequence[Line]) -> None:
    """Claim people, candidate and room for the new times; a slot that somebody else has stops the whole press."""
    unit.session.execute(delete(Claim).where(Claim.interview_id.in_([line.interview.id for line in lines])))
    rows = []
    for line in lines:
        for resource in resources(line.interview):
            slot = line.due - timedelta(minutes=line.due.minute % 5, seconds=line.due.second)
            while slot < line.end:
                rows.append({"resource": resource, "slot": slot, "interview_id": line.interview.id})
                slot += SLOT
    rows.sort(key=lambda row: (row["resource"], row["slot"]))
    if rows:
        unit.session.execute(insert(Claim), rows)
