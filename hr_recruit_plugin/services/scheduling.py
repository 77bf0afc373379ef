"""Interviews for a whole stage at once: problem from our rows, plan from the solver, publication by a person."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload, selectinload

from ..engines import scheduling as engine
from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import Application, Busy, Claim, Interview, Interviewer, Room, Schedule, Seat, Stage
from ..records import InterviewPublished, Person
from ..security.permissions import Permission
from ..state import recruitment
from . import events
from .refs import application_ref, stage_ref, subject
from .unit import Actor, Unit, expect_version, unit_of_work

EDIT = Permission.SCHEDULES_EDIT
SLOT = timedelta(minutes=5)
LOCAL = "%Y-%m-%dT%H:%M"
USUAL = ["unplaced", "waiting", "days", "fairness", "half_days"]
REPAIR = ["lost", "moved", "panel_changes", "room_changes", *USUAL]


@dataclass(frozen=True)
class Options:
    """What HR says before solving. Times are local to the hospital."""

    days: Sequence[date]
    sessions: Sequence[tuple[time, time]] = ((time(9), time(12)), (time(13, 30), time(17)))
    grid_minutes: int = 30
    room_ids: Sequence[int] = ()
    """Empty: every active room."""
    application_ids: Sequence[int] = ()
    """Empty: everyone in the stage."""


# --- from rows to a problem --------------------------------------------------------------------------------------


def propose(unit: Unit, stage_id: int, options: Options) -> Schedule:
    """Write the planning problem of a stage down. Interviews already published there are kept where possible."""
    unit.actor.require(EDIT)
    stage = unit.get(Stage, stage_id, N_("没有这个阶段。"))
    if stage.kind != "interview":
        raise Invalid(N_("「%(stage)s」不是面试阶段，不用排期。"), stage=stage.name)
    if not stage.panel:
        raise Invalid(N_("「%(stage)s」还没定面试组。先在职位设置里写明各要几位面试官。"), stage=stage.name)
    _check_days(unit, options)
    problem = _Problem(unit, stage, options).build()
    if not problem["interviews"]:
        raise Invalid(N_("「%(stage)s」里没有等着排期的候选人。"), stage=stage.name)
    try:
        engine.Problem.from_dict(problem)
    except engine.ProblemError as error:
        raise Invalid(N_("这样没法排：%(why)s"), why="；".join(error.complaints[:3])) from error
    schedule = Schedule(
        job_id=stage.job_id, stage=stage, name=f"{stage.job.title} · {stage.name}", state="solving",
        problem=problem, created_by=unit.actor.name, created_at=unit.now,
    )  # fmt: skip
    unit.session.add(schedule)
    unit.session.flush()
    unit.audit("schedule.proposed", "schedule", schedule.id, interviews=len(problem["interviews"]))
    return schedule


def _check_days(unit: Unit, options: Options) -> None:
    if not options.days or not options.sessions:
        raise Invalid(N_("至少选一天和一个时段。"), {"days": ["required"]})
    last = max(options.days)
    end = datetime.combine(last, max(e for _, e in options.sessions), unit.state.settings.zone)
    if end <= unit.now:
        raise Invalid(N_("所选日期都已过去，选今天以后的日子。"), {"days": ["past"]})


class _Problem:
    """Collects the rows that matter and writes them in the planning format."""

    def __init__(self, unit: Unit, stage: Stage, options: Options) -> None:
        self.unit, self.stage, self.options = unit, stage, options
        self.zone = unit.state.settings.zone
        self.interviewers = unit.session.scalars(
            select(Interviewer).where(Interviewer.active).order_by(Interviewer.id)
        ).all()
        self.rooms = self._rooms()
        self.published = self._published()
        self.applications = self._applications()
        self.busy = self._busy()

    def _rooms(self) -> Sequence[Room]:
        statement = select(Room).where(Room.active).order_by(Room.id)
        if self.options.room_ids:
            statement = statement.where(Room.id.in_(self.options.room_ids))
        return self.unit.session.scalars(statement).all()

    def _published(self) -> Sequence[Interview]:
        return self.unit.session.scalars(
            select(Interview)
            .join(Interview.application)
            .where(
                Interview.stage_id == self.stage.id,
                Interview.state == "published",
                Interview.start > self.unit.now,
                Application.status == "active",
            )
            .options(selectinload(Interview.seats))
            .order_by(Interview.id)
        ).all()

    def _applications(self) -> Sequence[Application]:
        had = select(Interview.application_id).where(
            Interview.stage_id == self.stage.id, Interview.state != "cancelled"
        )
        statement = select(Application).where(
            Application.stage_id == self.stage.id,
            Application.status == "active",
            Application.id.not_in(had) | Application.id.in_([i.application_id for i in self.published]),
        )
        if self.options.application_ids:
            kept = [*self.options.application_ids, *(i.application_id for i in self.published)]
            statement = statement.where(Application.id.in_(kept))
        statement = statement.options(joinedload(Application.candidate))
        return self.unit.session.scalars(
            statement.order_by(Application.knocked_out, Application.score.desc(), Application.id)
        ).all()

    def _busy(self) -> dict[str, list[list[str]]]:
        """Marked absences, and every interview that this plan may not move."""
        movable = {i.id for i in self.published}
        found: dict[str, list[list[str]]] = {}

        def add(resource: str, start: datetime, end: datetime) -> None:
            found.setdefault(resource, []).append([self._local(start), self._local(end)])

        since = datetime.combine(min(self.options.days), time(), self.zone)
        for row in self.unit.session.scalars(select(Busy).where(Busy.end > since)):
            add(row.resource, row.start, row.end)
        others = self.unit.session.scalars(
            select(Interview)
            .where(Interview.end > since, Interview.state != "cancelled", Interview.id.not_in(movable))
            .options(selectinload(Interview.seats), joinedload(Interview.application))
        )
        for interview in others:
            for resource in resources(interview):
                add(resource, interview.start, interview.end)
        return found

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).strftime(LOCAL)

    def build(self) -> dict[str, Any]:
        now = self.unit.now.astimezone(self.zone)
        sessions = [
            {"date": d.isoformat(), "start": f"{s:%H:%M}", "end": f"{e:%H:%M}"}
            for d in sorted(set(self.options.days))
            for s, e in self.options.sessions
            if datetime.combine(d, s, self.zone) > now
        ]
        published = [self._placement(i) for i in self.published]
        return {
            "name": f"{self.stage.job.code} {self.stage.name}",
            "grid": {"minutes": self.options.grid_minutes, "sessions": sessions},
            "rooms": [
                {"id": f"room:{r.id}", "campus": r.campus, "busy": self.busy.get(f"room:{r.id}", [])}
                for r in self.rooms
            ],
            "interviewers": [self._interviewer(i) for i in self.interviewers],
            "candidates": [
                {"id": f"candidate:{a.candidate_id}", "busy": self.busy.get(f"candidate:{a.candidate_id}", [])}
                for a in self.applications
            ],
            "interviews": [self._interview(a) for a in self.applications],
            "sequences": [],
            "policy": {"order": REPAIR if published else USUAL, "one_campus_per_half_day": True},
            "published": {"placed": published} if published else None,
        }

    def _interviewer(self, row: Interviewer) -> dict[str, Any]:
        return {
            "id": f"interviewer:{row.user_id}", "pools": row.pools,
            "campuses": row.campuses or sorted({r.campus for r in self.rooms}),
            "busy": self.busy.get(f"interviewer:{row.user_id}", []),
            "max_per_day": row.max_per_day, "max_per_week": row.max_per_week,
            "avoid": [f"candidate:{c}" for c in row.avoid],
        }  # fmt: skip

    def _interview(self, application: Application) -> dict[str, Any]:
        return {
            "id": f"application:{application.id}", "candidate": f"candidate:{application.candidate_id}",
            "minutes": self.stage.minutes, "panel": self.stage.panel, "campus": None, "room": True,
            "weight": 1, "earliest": None, "deadline": None,
        }  # fmt: skip

    def _placement(self, interview: Interview) -> dict[str, Any]:
        return {
            "interview": f"application:{interview.application_id}", "start": self._local(interview.start),
            "room": f"room:{interview.room_id}" if interview.room_id else None,
            "interviewers": [f"interviewer:{s.user_id}" for s in interview.seats],
        }  # fmt: skip


def resources(interview: Interview) -> list[str]:
    """Everybody and everything that an interview takes up."""
    taken = [f"interviewer:{s.user_id}" for s in interview.seats]
    taken.append(f"candidate:{interview.application.candidate_id}")
    if interview.room_id:
        taken.append(f"room:{interview.room_id}")
    return taken


def names(unit: Unit, problem: dict[str, Any]) -> dict[str, str]:
    """What the ids of a problem are called, for sentences and screens."""
    found = {f"interviewer:{i.user_id}": i.name for i in unit.session.scalars(select(Interviewer))}
    found |= {f"room:{r.id}": r.name for r in unit.session.scalars(select(Room))}
    ids = [int(i["id"].partition(":")[2]) for i in problem["interviews"]]
    statement = select(Application).where(Application.id.in_(ids)).options(joinedload(Application.candidate))
    for application in unit.session.scalars(statement):
        found[f"application:{application.id}"] = application.candidate.name
        found[f"candidate:{application.candidate_id}"] = application.candidate.name
    return found


# --- solving -----------------------------------------------------------------------------------------------------


def solve(actor: Actor, schedule_id: int, *, seconds: float = 20, workers: int = 2) -> None:
    """Solve a proposed plan outside of any transaction, keeping progress where the screen can read it."""
    with unit_of_work(actor, write=False) as unit:
        schedule = unit.get(Schedule, schedule_id, N_("没有这份排期。"))
        problem, called = schedule.problem, names(unit, schedule.problem)

    app = recruitment().app

    def keep(progress: engine.Progress) -> None:
        # The solver calls from a thread of its own.
        with app.app_context(), unit_of_work(actor) as unit:
            row = unit.get(Schedule, schedule_id, N_("没有这份排期。"))
            row.progress = asdict(progress)

    try:
        found = engine.plan(
            engine.Problem.from_dict(problem), seconds=seconds, workers=workers, progress=keep, names=called
        )
        broken = engine.check(engine.Problem.from_dict(problem), found)
    except Exception as error:
        _close(actor, schedule_id, "failed", None, f"{type(error).__name__}: {error}")
        raise
    note = "；".join(v.text for v in broken[:3]) if broken else None
    _close(actor, schedule_id, "failed" if broken else "solved", found.to_dict(), note)


def solve_later(actor: Actor, schedule_id: int, *, seconds: float = 20) -> None:
    """Solve in a thread of this process; the screen follows the row."""
    from flask import current_app

    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def run() -> None:
        with app.app_context():
            solve(actor, schedule_id, seconds=seconds)

    threading.Thread(target=run, name=f"hr-recruit-solve-{schedule_id}", daemon=True).start()


def _close(actor: Actor, schedule_id: int, state: str, plan: dict[str, Any] | None, note: str | None) -> None:
    with unit_of_work(actor) as unit:
        row = unit.get(Schedule, schedule_id, N_("没有这份排期。"))
        if row.state == "solving":
            row.state, row.plan, row.problem_note = state, plan, note
            unit.audit("schedule.solved", "schedule", row.id, state=state)


# --- publication -------------------------------------------------------------------------------------------------


def publish(unit: Unit, schedule_id: int, *, version: int | None) -> list[Interview]:
    """Make a solved plan true: interviews, claims and invitations, all or nothing. → interviews new or changed.

    Raises:
        Conflict: somebody else took a person, room or candidate in the meantime, or published first.
    """
    unit.actor.require(EDIT)
    schedule = unit.get(Schedule, schedule_id, N_("没有这份排期。"))
    expect_version(schedule, version, by=schedule.published_by)
    if schedule.state != "solved" or schedule.plan is None:
        raise Invalid(N_("这份方案还不能发布：先算好，且没有发布过。"))
    problem, plan = engine.Problem.from_dict(schedule.problem), engine.Plan.from_dict(schedule.plan)
    if broken := engine.check(problem, plan):
        raise Invalid(N_("独立校验没通过，方案不能发布：%(why)s"), why=broken[0].text)
    changed = _Publication(unit, schedule, plan).run()
    schedule.state, schedule.published_at, schedule.published_by = "published", unit.now, unit.actor.name
    unit.audit("schedule.published", "schedule", schedule.id, told=len(changed))
    return changed


class _Publication:
    def __init__(self, unit: Unit, schedule: Schedule, plan: engine.Plan) -> None:
        self.unit, self.schedule, self.plan = unit, schedule, plan
        self.zone: ZoneInfo = unit.state.settings.zone
        self.people = {f"interviewer:{i.user_id}": i for i in unit.session.scalars(select(Interviewer))}
        self.rooms = {f"room:{r.id}": r for r in unit.session.scalars(select(Room))}
        ids = [_number(p.interview) for p in plan.placed] + [_number(u.interview) for u in plan.unplaced]
        self.applications = {
            a.id: a
            for a in unit.session.scalars(
                select(Application)
                .where(Application.id.in_(ids))
                .options(joinedload(Application.candidate), joinedload(Application.job))
            )
        }
        self.known = {
            i.application_id: i
            for i in unit.session.scalars(
                select(Interview)
                .where(Interview.application_id.in_(ids), Interview.stage_id == schedule.stage_id)
                .options(selectinload(Interview.seats))
            )
        }

    def run(self) -> list[Interview]:
        self._check_nothing_moved()
        changed = [c for p in self.plan.placed if (c := self._place(p)) is not None]
        dropped = [
            i
            for u in self.plan.unplaced
            if (i := self.known.get(_number(u.interview))) is not None and i.state == "published"
        ]
        for interview in dropped:
            interview.state, interview.sequence = "cancelled", interview.sequence + 1
        self.unit.session.flush()
        self._claim(changed, dropped)
        for interview, withdrawn in changed:
            announce(self.unit, interview, withdrawn=withdrawn)
        for interview in dropped:
            announce(self.unit, interview, cancelled=True)
        return [c[0] for c in changed] + dropped

    def _check_nothing_moved(self) -> None:
        gone = [a for a in self.applications.values() if a.status != "active" or a.stage_id != self.schedule.stage_id]
        if gone:
            names = "、".join(a.candidate.name for a in gone[:3])
            raise Conflict(N_("%(names)s 已不在这个阶段。重新求解后再发布。"), names=names)
        told = {p["interview"]: p for p in ((self.schedule.problem.get("published") or {}).get("placed") or ())}
        for application_id, interview in self.known.items():
            before = told.get(f"application:{application_id}")
            if interview.state == "published" and (before is None or before["start"] != self._local(interview.start)):
                raise Conflict(N_("求解之后有人改过已发布的面试。重新求解后再发布。"))

    def _local(self, moment: datetime) -> str:
        return moment.astimezone(self.zone).strftime(LOCAL)

    def _place(self, placement: engine.Placement) -> tuple[Interview, tuple[Person, ...]] | None:
        """The interview as placed, with those who no longer sit in it; None when nothing changed."""
        application = self.applications[_number(placement.interview)]
        start = datetime.strptime(placement.start, LOCAL).replace(tzinfo=self.zone)
        room = self.rooms[placement.room] if placement.room else None
        interview = self.known.get(application.id)
        wanted = {w.partition(":")[2] for w in placement.interviewers}
        place = room.name if room else ""
        if interview is None:
            interview = Interview(application=application, stage_id=self.schedule.stage_id, sequence=0)
            self.unit.session.add(interview)
        else:
            same_people = {s.user_id for s in interview.seats} == wanted
            same_place = interview.start == start and interview.place == place
            if interview.state == "published" and same_people and same_place:
                return None
            interview.sequence += 1
        withdrawn = tuple(Person(s.name, s.email, s.user_id) for s in interview.seats if s.user_id not in wanted)
        interview.schedule_id, interview.state, interview.answer = self.schedule.id, "published", None
        interview.start, interview.end = start, start + timedelta(minutes=self.schedule.stage.minutes)
        interview.room_id, interview.place = (room.id if room else None), place
        interview.stage = self.schedule.stage
        self._seat(interview, wanted)
        return interview, withdrawn

    def _seat(self, interview: Interview, wanted: set[str]) -> None:
        for seat in [s for s in interview.seats if s.user_id not in wanted]:
            interview.seats.remove(seat)
        held = {s.user_id for s in interview.seats}
        for user_id in sorted(wanted - held):
            member = self.people[f"interviewer:{user_id}"]
            interview.seats.append(Seat(user_id=user_id, name=member.name, email=member.email))

    def _claim(self, changed: Sequence[tuple[Interview, Any]], dropped: Iterable[Interview]) -> None:
        interviews = [c[0] for c in changed]
        ids = [i.id for i in interviews] + [i.id for i in dropped]
        self.unit.session.execute(delete(Claim).where(Claim.interview_id.in_(ids)))
        rows = [row for i in interviews for row in claims(i)]
        if not rows:
            return
        try:
            self.unit.session.execute(insert(Claim), rows)
        except IntegrityError as error:
            raise Conflict(N_("有面试官、会议室或候选人刚被另一份排期占用。重新求解后再发布。")) from error


def claims(interview: Interview) -> list[dict[str, Any]]:
    """The (resource, slot) rows of one interview; a slot that is touched is taken whole."""
    rows = []
    for resource in resources(interview):
        slot = interview.start - timedelta(minutes=interview.start.minute % 5, seconds=interview.start.second)
        while slot < interview.end:
            rows.append({"resource": resource, "slot": slot, "interview_id": interview.id})
            slot += SLOT
    return rows


def announce(
    unit: Unit, interview: Interview, *, cancelled: bool = False, withdrawn: tuple[Person, ...] = ()
) -> None:
    """Tell the hooks of an interview that is new, moved or cancelled."""
    from ..links import link

    application = interview.application
    settings = unit.state.settings
    event = InterviewPublished(
        interview.id, application_ref(application), stage_ref(interview.stage), interview.start, interview.end,
        interview.place, tuple(Person(s.name, s.email, s.user_id) for s in interview.seats), interview.sequence,
        cancelled, withdrawn, link("portal.status", token=application.token), settings.timezone,
        Person(settings.hospital, settings.organizer_email),
    )  # fmt: skip
    events.fire(unit, "recruit_interview_published", event, application.job, subject=subject(application))


def cancel_for(unit: Unit, application: Application) -> None:
    """An application ended: its coming interviews are called off and their slots are free again."""
    coming = unit.session.scalars(
        select(Interview)
        .where(Interview.application_id == application.id, Interview.state == "published", Interview.start > unit.now)
        .options(selectinload(Interview.seats), joinedload(Interview.stage))
    ).all()
    for interview in coming:
        interview.state, interview.sequence = "cancelled", interview.sequence + 1
        unit.session.execute(delete(Claim).where(Claim.interview_id == interview.id))
        announce(unit, interview, cancelled=True)


def answer(unit: Unit, interview: Interview, said: str) -> None:
    """What the candidate says of a time: confirmed or asks_other_time."""
    if interview.state != "published" or interview.start <= unit.now:
        raise Invalid(N_("这场面试已经开始或取消，请直接联系人力资源部。"))
    interview.answer = said
    unit.audit("interview.answered", "interview", interview.id, answer=said)


def discard(unit: Unit, schedule_id: int) -> None:
    unit.actor.require(EDIT)
    schedule = unit.get(Schedule, schedule_id, N_("没有这份排期。"))
    if schedule.state == "published":
        raise Invalid(N_("已发布的排期不能丢弃，重新求解可以修改它。"))
    schedule.state = "discarded"
    unit.audit("schedule.discarded", "schedule", schedule.id)


def _number(ident: str) -> int:
    return int(ident.partition(":")[2])
