"""From our rows to a planning problem: who waits, who and what could serve them, and what is already taken."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..models import Application, Candidate, Interview, Interviewer, Room, Stage
from . import availability
from .busy import marked, standing
from .unit import Unit

LOCAL = "%Y-%m-%dT%H:%M"
USUAL = "waiting"
ORDERS = {
    USUAL: ["unplaced", "waiting", "days", "fairness", "half_days"],
    "days": ["unplaced", "days", "waiting", "half_days", "fairness"],
    "fairness": ["unplaced", "fairness", "waiting", "days", "half_days"],
    "half_days": ["unplaced", "half_days", "days", "waiting", "fairness"],
}
"""What HR puts first → the order of all objectives. To place everybody goes before everything."""
REPAIR = ["lost", "moved", "panel_changes", "room_changes"]
"""Before those where something is published: nobody hears of a change that could be avoided."""
GRIDS = (60, 30, 20, 15, 10)


@dataclass(frozen=True)
class Options:
    """What HR says before solving. Times are local to the hospital."""

    days: Sequence[date]
    sessions: Sequence[tuple[time, time]] = ((time(9), time(12)), (time(13, 30), time(17)))
    grid_minutes: int = 30
    room_ids: Sequence[int] = ()
    """Empty: every active room."""
    application_ids: Sequence[int] = ()
    """Empty: everyone in the stage. Else these alone are planned, and every other interview stays where it is."""
    priority: str = USUAL
    """A key of ``ORDERS``."""
    extra: Sequence[tuple[str, datetime, datetime]] = ()
    """(resource, start, end) that HR has been promised: marked absences there do not count, interviews still do."""

    def to_dict(self) -> dict[str, Any]:
        return {
            "days": [d.isoformat() for d in self.days],
            "sessions": [[f"{s:%H:%M}", f"{e:%H:%M}"] for s, e in self.sessions],
            "grid_minutes": self.grid_minutes,
            "room_ids": list(self.room_ids),
            "application_ids": list(self.application_ids),
            "priority": self.priority,
            "extra": [[who, start.isoformat(), end.isoformat()] for who, start, end in self.extra],
        }

    @classmethod
    def from_dict(cls, raw: Mapping[str, Any]) -> Options:
        return cls(
            [date.fromisoformat(d) for d in raw["days"]],
            [(time.fromisoformat(s), time.fromisoformat(e)) for s, e in raw["sessions"]],
            raw["grid_minutes"], raw["room_ids"], raw["application_ids"], raw.get("priority", USUAL),
            [(w, datetime.fromisoformat(s), datetime.fromisoformat(e)) for w, s, e in raw.get("extra", ())],
        )  # fmt: skip


def usual_grid(minutes: int) -> int:
    """The coarsest usual grid on which interviews of ``minutes`` follow each other without a gap."""
    return next((g for g in GRIDS if minutes % g == 0), 10)


def waiting(stage_id: int, *, chosen: Sequence[int] = ()) -> Any:
    """A select of the active applications of a stage that have no interview in it.

    Who was absent gets another interview only when ``chosen`` by name.
    """
    gone = ("cancelled", "absent") if chosen else ("cancelled",)
    had = select(Interview.application_id).where(Interview.stage_id == stage_id, Interview.state.not_in(gone))
    statement = select(Application).where(
        Application.stage_id == stage_id, Application.status == "active", Application.id.not_in(had)
    )
    return statement.where(Application.id.in_(chosen)) if chosen else statement


class ProblemWriter:
    """Collects the rows that matter and writes them in the planning format.

    Published interviews inside the chosen sessions may be moved, as little as possible; all others are taken time.
    """

    def __init__(self, unit: Unit, stage: Stage, options: Options) -> None:
        self.unit, self.stage, self.options = unit, stage, options
        self.zone = unit.state.settings.zone
        self.sessions = self._sessions()
        self.interviewers = unit.session.scalars(
            select(Interviewer).where(Interviewer.active).order_by(Interviewer.id)
        ).all()
        self.rooms = self._rooms()
        self.published = self._published()
        self.applications = self._applications()
        self.load: dict[str, list[date]] = defaultdict(list)
        """Resource → days of interviews that this plan may not move."""
        self.held: dict[str, list[list[str]]] = {}
        """Resource → times of those interviews: the part of ``busy`` that no promise can undo."""
        self.busy = self._busy()
        self.times = availability.book(
            unit, self.interviewers, self.rooms, *availability.window(self.sessions, unit.now)
        )

    def _sessions(self) -> list[tuple[datetime, datetime]]:
        """Sessions that have not begun: a plan that is being read can't start in the past."""
        spans = [
            (datetime.combine(d, s, self.zone), datetime.combine(d, e, self.zone))
            for d in sorted(set(self.options.days))
            for s, e in self.options.sessions
        ]
        return [(start, end) for start, end in spans if start > self.unit.now]

    def _rooms(self) -> Sequence[Room]:
        statement = select(Room).where(Room.active).order_by(Room.id)
        if self.options.room_ids:
            statement = statement.where(Room.id.in_(self.options.room_ids))
        return self.unit.session.scalars(statement).all()

    def _published(self) -> Sequence[Interview]:
        found = self.unit.session.scalars(
            select(Interview)
            .join(Interview.application)
            .where(
                Interview.stage_id == self.stage.id,
                Interview.state == "published",
                Interview.start > self.unit.now,
                Application.stage_id == self.stage.id,
                Application.status == "active",
            )
            .options(selectinload(Interview.seats), joinedload(Interview.application))
            .order_by(Interview.id)
        ).all()
        if self.options.application_ids:
            return [i for i in found if i.application_id in self.options.application_ids]
        return [i for i in found if i.answer == "asks_other_time" or self._inside(i)]

    def _inside(self, interview: Interview) -> bool:
        """Whether it lies in a chosen session, and on its grid: one that could not stay would be moved for nothing.

        Where somebody or the room dropped out it has to change anyway.
        """
        step = timedelta(minutes=self.options.grid_minutes)
        for start, end in self.sessions:
            if start <= interview.start and interview.end <= end:
                return not (interview.start - start) % step or self._broken(interview)
        return False

    def _broken(self, interview: Interview) -> bool:
        active = {i.user_id for i in self.interviewers}
        rooms = {r.id for r in self.rooms}
        return any(s.user_id not in active for s in interview.seats) or interview.room_id not in rooms

    def _applications(self) -> Sequence[Application]:
        movable = [i.application_id for i in self.published]
        new = self.unit.session.scalars(waiting(self.stage.id, chosen=self.options.application_ids)).all()
        again = self.unit.session.scalars(select(Application).where(Application.id.in_(movable))).all()
        return sorted(
            {a.id: a for a in (*new, *again)}.values(), key=lambda a: (a.knocked_out, -(a.score or 0), a.id)
        )

    def _busy(self) -> dict[str, list[list[str]]]:
        """Marked absences, every interview that this plan may not move, and times that candidates asked to change."""
        movable = {i.id for i in self.published}
        found: dict[str, list[list[str]]] = {}

        def add(resource: str, start: datetime, end: datetime) -> None:
            found.setdefault(resource, []).append([self._local(start), self._local(end)])

        first = min((s for s, _ in self.sessions), default=self.unit.now).replace(hour=0, minute=0)
        since = first - timedelta(days=first.weekday())  # weekly limits count from Monday
        until = max((e for _, e in self.sessions), default=self.unit.now) + timedelta(days=7)
        for resource, spans in marked(self.unit, since, until).items():
            for start, end in (part for span in spans for part in self._unpromised(resource, *span)):
                add(resource, start, end)
        for interview in standing(self.unit, since, until, without=movable):
            for resource in resources(interview):
                add(resource, interview.start, interview.end)
                span = [self._local(interview.start), self._local(interview.end)]
                self.held.setdefault(resource, []).append(span)
                self.load[resource].append(interview.start.astimezone(self.zone).date())
        for interview in self.published:
            if interview.answer == "asks_other_time":
                add(f"candidate:{interview.application.candidate_id}", interview.start, interview.end)
        return found

    def _unpromised(self, resource: str, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """What is left of an absence beside the half-days that were promised."""
        left = [(start, end)]
        for who, first, last in self.options.extra:
            if who == resource:
                parts = [part for a, b in left for part in ((a, min(b, first)), (max(a, last), b))]
                left = [(a, b) for a, b in parts if a < b]
        return left

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).strftime(LOCAL)

    def build(self) -> dict[str, Any]:
        published = [self._placement(i) for i in self.published]
        return {
            "name": f"{self.stage.job.code} {self.stage.name}",
            "grid": {"minutes": self.options.grid_minutes, "sessions": [self._session(s) for s in self.sessions]},
            "rooms": [
                {"id": f"room:{r.id}", "campus": r.campus, "busy": self._taken(f"room:{r.id}")}
                for r in self.rooms
            ],
            "interviewers": [self._interviewer(i) for i in self.interviewers],
            "candidates": [
                {"id": f"candidate:{a.candidate_id}", "busy": self.busy.get(f"candidate:{a.candidate_id}", [])}
                for a in self.applications
            ],
            "interviews": [self._interview(a) for a in self.applications],
            "sequences": [],
            "policy": {"order": order(self.options.priority, bool(published)), "one_campus_per_half_day": True},
            "published": {"placed": published} if published else None,
            "held": self.held,
            "options": self.options.to_dict(),
        }

    def _session(self, span: tuple[datetime, datetime]) -> dict[str, str]:
        start, end = span
        return {"date": f"{start:%Y-%m-%d}", "start": f"{start:%H:%M}", "end": f"{end:%H:%M}"}

    def _interviewer(self, row: Interviewer) -> dict[str, Any]:
        ident = f"interviewer:{row.user_id}"
        daily, full_days = self._left(ident, row.max_per_day, lambda day: day)
        weekly, full_weeks = self._left(ident, row.max_per_week, lambda day: day - timedelta(days=day.weekday()))
        return {
            "id": ident, "pools": row.pools,
            "campuses": row.campuses or sorted({r.campus for r in self.rooms}),
            "busy": [*self._taken(ident), *full_days, *full_weeks],
            "max_per_day": daily, "max_per_week": weekly,
            "avoid": [f"candidate:{c}" for c in row.avoid],
        }  # fmt: skip

    def _taken(self, resource: str) -> list[list[str]]:
        """Marked and booked times, and all that is outside hours, on leave or unknown.

        Who was told of an interview keeps it when nothing but their hours has become unknown.
        """
        told = [(i.start, i.end) for i in self.published if resource in resources(i)]
        shut = [
            [self._local(a), self._local(b)]
            for start, end in self.sessions
            for span in self.times.of(resource).shut(start, end, keep=told)
            for a, b in self._unpromised(resource, *span)
        ]
        return [*self.busy.get(resource, []), *shut]

    def _left(
        self, resource: str, most: int | None, period: Callable[[date], date]
    ) -> tuple[int | None, list[list[str]]]:
        """What other rounds leave of a limit, and when it is used up: those days are taken.

        The format knows one limit for all days, so the fullest day that has room left decides.
        """
        if most is None:
            return None, []
        held = Counter(period(day) for day in self.load[resource])
        spans = [
            [self._local(start), self._local(end)]
            for start, end in self.sessions
            if held[period(start.date())] >= most
        ]
        open_periods = {period(start.date()) for start, _ in self.sessions}
        return most - max((held[p] for p in open_periods if held[p] < most), default=0), spans

    def _interview(self, application: Application) -> dict[str, Any]:
        return {
            "id": f"application:{application.id}", "candidate": f"candidate:{application.candidate_id}",
            "minutes": self.stage.minutes, "panel": self.stage.panel, "campus": None, "room": True,
            "weight": 1, "earliest": None, "deadline": None,
        }  # fmt: skip

    def _placement(self, interview: Interview) -> dict[str, Any]:
        return placement_of(interview, self._local(interview.start))


def order(priority: str, published: bool) -> list[str]:
    """Objectives in the order in which they are to hold."""
    return [*(REPAIR if published else ()), *ORDERS[priority]]


def placement_of(interview: Interview, start: str) -> dict[str, Any]:
    """An interview as its people were told of it. ``start`` is local to the hospital."""
    return {
        "interview": f"application:{interview.application_id}", "start": start,
        "room": f"room:{interview.room_id}" if interview.room_id else None,
        "interviewers": sorted(f"interviewer:{s.user_id}" for s in interview.seats),
    }  # fmt: skip


def resources(interview: Interview) -> list[str]:
    """Everybody and everything that an interview takes up."""
    taken = [f"interviewer:{s.user_id}" for s in interview.seats]
    taken.append(f"candidate:{interview.application.candidate_id}")
    if interview.room_id:
        taken.append(f"room:{interview.room_id}")
    return taken


def names(unit: Unit, problem: Mapping[str, Any]) -> dict[str, str]:
    """What the ids of a problem are called, for sentences and screens."""
    found = {f"interviewer:{i.user_id}": i.name for i in unit.session.scalars(select(Interviewer))}
    found |= {f"room:{r.id}": r.name for r in unit.session.scalars(select(Room))}
    rows = unit.session.execute(
        select(Application.id, Application.candidate_id, Candidate.name)
        .join(Candidate, Application.candidate_id == Candidate.id)
        .where(Application.id.in_(numbers(i["id"] for i in problem["interviews"])))
    )
    for application_id, candidate_id, name in rows:
        found[f"application:{application_id}"] = found[f"candidate:{candidate_id}"] = name
    return found


def number(ident: str) -> int:
    """The row behind an id such as ``application:12``."""
    return int(ident.partition(":")[2])


def numbers(idents: Iterable[str]) -> list[int]:
    return [number(i) for i in idents]
