"""Making a plan true: interviews, claims and invitations in one transaction, all or nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import joinedload, selectinload

from ..engines import scheduling as engine
from ..errors import Conflict, Invalid
from ..i18n import N_
from ..links import link
from ..models import Application, Claim, Interview, Interviewer, Room, Schedule, Seat
from ..records import InterviewPublished, Person
from . import access, calendars, events, loads, wishes
from .planning_problem import LOCAL, names, number, numbers, placement_of, resources
from .refs import application_ref, stage_ref, subject
from .unit import Unit, expect_version

SLOT = timedelta(minutes=5)
DEADLOCKS = ("40P01", "40001")
TAKEN = N_("有面试官、会议室或候选人刚被另一份排期占用。重新求解后再发布。")
FULL = N_("%(name)s 的面试刚达到一天或一周的上限。重新求解后再发布。")


def publish(unit: Unit, schedule_id: int, *, version: int | None) -> list[Interview]:
    """Publish a solved plan. → interviews that are new, changed or called off.

    Raises:
        Conflict: somebody else took a person, room or candidate in the meantime, or published first.
    """
    schedule = access.schedule(unit, schedule_id)
    expect_version(schedule, version, by=schedule.published_by)
    if schedule.state != "solved" or schedule.plan is None:
        raise Invalid(N_("这份方案还不能发布：先算好，且没有发布过。"))
    problem, plan = engine.Problem.from_dict(schedule.problem), engine.Plan.from_dict(schedule.plan)
    if broken := engine.check(problem, plan, names(unit, schedule.problem)):
        raise Invalid(N_("独立校验没通过，方案不能发布：%(why)s"), why=broken[0].text)
    schedule.state, schedule.published_at, schedule.published_by = "published", unit.now, unit.actor.name
    try:
        changed = _Publication(unit, schedule, plan).run()
    except IntegrityError as error:
        raise Conflict(TAKEN) from error
    except OperationalError as error:
        # Two publications that wait for each other: the database ends one of them.
        if getattr(error.orig, "sqlstate", None) in DEADLOCKS:
            raise Conflict(TAKEN) from error
        raise
    unit.audit("schedule.published", "schedule", schedule.id, told=len(changed))
    return changed


class _Publication:
    def __init__(self, unit: Unit, schedule: Schedule, plan: engine.Plan) -> None:
        self.unit, self.schedule, self.plan = unit, schedule, plan
        self.zone = unit.state.settings.zone
        self.people = {f"interviewer:{i.user_id}": i for i in unit.session.scalars(select(Interviewer))}
        self.rooms = {f"room:{r.id}": r for r in unit.session.scalars(select(Room))}
        ids = numbers([p.interview for p in plan.placed] + [u.interview for u in plan.unplaced])
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
                .options(selectinload(Interview.seats), joinedload(Interview.stage))
            )
        }

    def run(self) -> list[Interview]:
        self._check_nothing_moved()
        # Everybody takes rows in the same order, so that two publications cannot wait for each other.
        placed = sorted(self.plan.placed, key=lambda p: number(p.interview))
        changed = [c for p in placed if (c := self._place(p)) is not None]
        self._check_ahead([c[0] for c in changed])
        dropped = [
            i
            for u in self.plan.unplaced
            if (i := self.known.get(number(u.interview))) is not None and i.state == "published"
        ]
        for interview in dropped:
            interview.state, interview.sequence = "cancelled", interview.sequence + 1
        self.unit.session.flush()
        self._claim([c[0] for c in changed], dropped)
        for interview, withdrawn in changed:
            announce(self.unit, interview, withdrawn=withdrawn)
        for interview in dropped:
            announce(self.unit, interview, cancelled=True)
        return [c[0] for c in changed] + dropped

    def _check_nothing_moved(self) -> None:
        gone = [a for a in self.applications.values() if a.status != "active" or a.stage_id != self.schedule.stage_id]
        if gone:
            people = "、".join(a.candidate.name for a in gone[:3])
            raise Conflict(N_("%(names)s 已不在这个阶段。重新求解后再发布。"), names=people)
        published = (self.schedule.problem.get("published") or {}).get("placed") or ()
        told = {p["interview"]: {**p, "interviewers": sorted(p["interviewers"])} for p in published}
        held = {
            f"application:{a}": placement_of(i, i.start.astimezone(self.zone).strftime(LOCAL))
            for a, i in self.known.items()
            if i.state == "published"
        }
        over = any(i.state in ("arrived", "held") for i in self.known.values())
        if over or held != {k: v for k, v in told.items() if k in held} or set(told) - set(held):
            raise Conflict(N_("求解之后有人改过已发布的面试。重新求解后再发布。"))

    def _check_ahead(self, changed: Sequence[Interview]) -> None:
        late = [i for i in changed if i.start <= self.unit.now]
        if late:
            raise Conflict(
                N_("方案里有 %(count)s 场的时间已经过去。重新求解后再发布。"), count=len(late)
            )

    def _place(self, placement: engine.Placement) -> tuple[Interview, tuple[Person, ...]] | None:
        """The interview as placed, with those who no longer sit in it; None when nothing changed."""
        application = self.applications[number(placement.interview)]
        start = datetime.strptime(placement.start, LOCAL).replace(tzinfo=self.zone)
        room = self.rooms[placement.room] if placement.room else None
        interview = self.known.get(application.id)
        wanted = {w.partition(":")[2] for w in placement.interviewers}
        if interview is None:
            interview = Interview(
                application=application, stage_id=self.schedule.stage_id, stage=self.schedule.stage, sequence=0
            )
            self.unit.session.add(interview)
        else:
            same_people = {s.user_id for s in interview.seats} == wanted
            same_place = interview.start == start and interview.room_id == (room.id if room else None)
            if interview.state == "published" and same_people and same_place:
                return None
            interview.sequence += 1
        withdrawn = tuple(Person(s.name, s.email, s.user_id) for s in interview.seats if s.user_id not in wanted)
        interview.schedule_id, interview.state, interview.answer = self.schedule.id, "published", None
        interview.start, interview.end = start, start + timedelta(minutes=self._minutes(placement))
        interview.room_id, interview.place = (room.id, room.name) if room else (None, "")
        self._seat(interview, wanted)
        return interview, withdrawn

    def _minutes(self, placement: engine.Placement) -> int:
        """As planned: the stage's own length may have been changed since."""
        planned = {i["id"]: int(i["minutes"]) for i in self.schedule.problem["interviews"]}
        return planned[placement.interview]

    def _seat(self, interview: Interview, wanted: set[str]) -> None:
        for seat in [s for s in interview.seats if s.user_id not in wanted]:
            interview.seats.remove(seat)
        held = {s.user_id for s in interview.seats}
        for user_id in sorted(wanted - held):
            member = self.people[f"interviewer:{user_id}"]
            interview.seats.append(Seat(user_id=user_id, name=member.name, email=member.email))

    def _claim(self, changed: Sequence[Interview], dropped: Iterable[Interview]) -> None:
        ids = [i.id for i in changed] + [i.id for i in dropped]
        loads.release(self.unit.session, ids)
        rows = sorted((row for i in changed for row in claims(i)), key=lambda row: (row["resource"], row["slot"]))
        if rows:
            self.unit.session.execute(insert(Claim), rows)
        limits = {i.user_id: (i.max_per_day, i.max_per_week) for i in self.people.values()}
        try:
            counted = loads.claim(self.unit.session, changed, limits, self.zone)
        except loads.Full as full:
            raise Conflict(FULL, name=self.people[f"interviewer:{full.user_id}"].name) from full
        if not counted:
            raise Conflict(TAKEN)


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
    application = interview.application
    settings = unit.state.settings
    interview.announced_at = unit.now
    wishes.settle(unit, interview)
    holders = [] if cancelled else calendars.holders(unit, interview)
    left = [o for o in calendars.held_before(unit, interview) if o not in holders]
    interview.calendars = [calendars.resource_of(o) for o in holders]
    event = InterviewPublished(
        interview.id, application_ref(application), stage_ref(interview.stage), interview.start, interview.end,
        interview.place, panel_of(interview), interview.sequence, cancelled, withdrawn, own_page(unit, application),
        settings.timezone, Person(settings.hospital, settings.organizer_email), tuple(holders), tuple(left),
        {} if cancelled else wishes.urls(unit, interview),
    )  # fmt: skip
    events.fire(unit, "recruit_interview_published", event, application.job, subject=subject(application))


def panel_of(interview: Interview) -> tuple[Person, ...]:
    return tuple(Person(s.name, s.email, s.user_id) for s in interview.seats)


def own_page(unit: Unit, application: Application) -> str:
    """The candidate's page; a hospital without the portal has none."""
    return link("portal.status", token=application.token) if unit.state.settings.has_portal else ""


def cancel_for(unit: Unit, application: Application) -> None:
    """An application ended: its coming interviews are called off and their slots are free again."""
    coming = unit.session.scalars(
        select(Interview)
        .where(Interview.application_id == application.id, Interview.state == "published", Interview.start > unit.now)
        .options(selectinload(Interview.seats), joinedload(Interview.stage))
    ).all()
    for interview in coming:
        interview.state, interview.sequence = "cancelled", interview.sequence + 1
        loads.release(unit.session, [interview.id])
        announce(unit, interview, cancelled=True)
