"""Asking people when they can be had: interviewers for their marks, candidates for half-days that do not work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import joinedload

from ..engines.availability import works
from ..errors import Invalid, NotFound
from ..i18n import N_
from ..links import link
from ..models import Application, Busy, Interview, Interviewer, MarkLog, Stage, TimeAsk
from ..records import AvailabilityAsked, Person
from ..security.permissions import Permission
from . import access, availability, events
from .planning_problem import waiting
from .refs import application_ref, subject
from .unit import Unit

EDIT = Permission.SCHEDULES_EDIT
SOURCE = "candidate"
HALVES = {"am": (time(0), time(12, 30)), "pm": (time(12, 30), time(23, 59))}
LONGEST = 60
USUAL = 14
"""Days that a candidate is shown who was not asked about others."""


# --- interviewers ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Everywhere:
    """Where a behaviour's settings hold that are about no job."""

    id: int = 0
    department_id: str = ""


def ask_interviewers(unit: Unit, user_ids: Sequence[str], first: date, last: date) -> int:
    """Ask some interviewers to mark their time. → how many."""
    unit.actor.require(EDIT)
    people = unit.session.scalars(
        select(Interviewer).where(Interviewer.user_id.in_(user_ids), Interviewer.active).order_by(Interviewer.id)
    ).all()
    if not people:
        raise Invalid(N_("选上要问的面试官。"), {"person": [N_("选上要问的面试官。")]})
    for person in people:
        log = unit.session.get(MarkLog, person.user_id) or MarkLog(user_id=person.user_id)
        log.asked_at = unit.now
        unit.session.add(log)
        event = AvailabilityAsked(
            Person(person.name, person.email, person.user_id), link("interviewer.my_time"), first, last, unit.now
        )
        events.fire(unit, "recruit_availability_asked", event, Everywhere())
        unit.audit("availability.asked", "interviewer", person.id)
    return len(people)


# --- candidates --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Asked:
    """How far a stage's candidates have said what does not work."""

    waiting: int
    asked: int
    answered: int

    @property
    def silent(self) -> int:
        return self.asked - self.answered


def ask_candidates(unit: Unit, stage_id: int, first: date, last: date, *, chosen: Sequence[int] = ()) -> int:
    """Ask whoever waits in a stage and has not answered for these days. → how many."""
    stage = unit.get(Stage, stage_id, N_("没有这个阶段。"))
    access.job(unit, stage.job_id, EDIT)
    if not timedelta() <= last - first < timedelta(days=LONGEST):
        raise Invalid(N_("结束日期要在开始日期之后，最多相隔 60 天。"), {"last": ["range"]})
    applications = unit.session.scalars(
        waiting(stage_id, chosen=chosen).options(joinedload(Application.candidate), joinedload(Application.job))
    ).all()
    count = 0
    for application in applications:
        row = unit.session.get(TimeAsk, application.id) or TimeAsk(application_id=application.id)
        if row.answered_at and row.first <= first and last <= row.last:
            continue
        row.first, row.last, row.asked_at, row.answered_at = first, last, unit.now, None
        unit.session.add(row)
        event = AvailabilityAsked(
            Person(application.candidate.name, application.candidate.email),
            link("portal.times", token=application.token), first, last, unit.now, application_ref(application),
        )  # fmt: skip
        events.fire(unit, "recruit_availability_asked", event, application.job, subject=subject(application))
        count += 1
    unit.audit("availability.candidates_asked", "stage", stage_id, count=count)
    return count


def asked(unit: Unit, stage_id: int, *, chosen: Sequence[int] = ()) -> Asked:
    found = waiting(stage_id, chosen=chosen).with_only_columns(Application.id).subquery()
    row = unit.session.execute(
        select(func.count(found.c.id), func.count(TimeAsk.asked_at), func.count(TimeAsk.answered_at))
        .select_from(found)
        .outerjoin(TimeAsk, TimeAsk.application_id == found.c.id)
    ).one()
    answered_unasked = row[2] - min(row[1], row[2])
    return Asked(row[0], row[1] + answered_unasked, row[2])


# --- the candidate's own page ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Half:
    """One half-day of the page. ``key`` is 2026-12-01.am."""

    key: str
    day: date
    afternoon: bool
    no: bool
    """It does not work."""


@dataclass(frozen=True)
class Choice:
    application: Application
    first: date
    last: date
    halves: Sequence[Half]
    answered_at: datetime | None
    open: bool
    """Still worth answering: an interview is ahead and none is set yet."""


def choice(unit: Unit, token: str) -> Choice:
    """What the page shows. Asked for no days, it is the next fortnight."""
    application = access.by_token(unit, token)
    row = unit.session.get(TimeAsk, application.id)
    first, last = _span(unit, row)
    taken = _said(unit, application, first, last)
    halves = [
        Half(f"{day}.{half}", day, half == "pm", _covers(taken, *_half(unit, day, half)))
        for day in _days(unit, first, last)
        for half in HALVES
    ]
    return Choice(application, first, last, halves, row.answered_at if row else None, application.status == "active")


def state(unit: Unit, application: Application, interview: Interview | None) -> tuple[bool, bool]:
    """Whether a candidate's own page offers to say what does not work, and whether they have said it."""
    row = unit.session.get(TimeAsk, application.id)
    coming = application.stage.kind == "interview" and interview is None
    return application.status == "active" and coming, bool(row and row.answered_at)


def choose(unit: Unit, token: str, keys: Sequence[str]) -> None:
    """The half-days that do not work, all others do. Replaces what was said before."""
    application = access.by_token(unit, token)
    if application.status != "active":
        raise NotFound(N_("这次申请已结束，不用再填了。"))
    row = unit.session.get(TimeAsk, application.id) or TimeAsk(application_id=application.id)
    first, last = _span(unit, row)
    known = {f"{day}.{half}": (day, half) for day in _days(unit, first, last) for half in HALVES}
    if unknown := [k for k in keys if k not in known]:
        raise Invalid(N_("「%(what)s」不在可选的日子里，刷新后再选。"), what=unknown[0][:20])
    if known and len(set(keys)) == len(known):
        raise Invalid(N_("每个半天都勾了，那就没法安排。留一个，或直接打电话给人力资源部。"), {"no": ["all"]})
    resource = f"candidate:{application.candidate_id}"
    start, end = _half(unit, first, "am")[0], _half(unit, last, "pm")[1]
    unit.session.execute(
        delete(Busy).where(Busy.resource == resource, Busy.source == SOURCE, Busy.start < end, Busy.end > start)
    )
    for key in dict.fromkeys(keys):
        begins, ends = _half(unit, *known[key])
        unit.session.add(Busy(resource=resource, start=begins, end=ends, note="", source=SOURCE))
    row.first, row.last, row.answered_at = first, last, unit.now
    unit.session.add(row)
    unit.audit("availability.chosen", "application", application.id, halves=len(set(keys)))


def _span(unit: Unit, row: TimeAsk | None) -> tuple[date, date]:
    today = unit.now.astimezone(unit.state.settings.zone).date()
    if row is not None and row.first is not None and row.last > today:
        return max(row.first, today + timedelta(days=1)), row.last
    return today + timedelta(days=1), today + timedelta(days=USUAL)


def _days(unit: Unit, first: date, last: date) -> list[date]:
    special = availability.special_days(unit)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in days if works(day, special)] or days


def _half(unit: Unit, day: date, half: str) -> tuple[datetime, datetime]:
    start, end = HALVES[half]
    zone = unit.state.settings.zone
    return datetime.combine(day, start, zone), datetime.combine(day, end, zone)


def _said(unit: Unit, application: Application, first: date, last: date) -> list[tuple[datetime, datetime]]:
    start, end = _half(unit, first, "am")[0], _half(unit, last, "pm")[1]
    rows = unit.session.scalars(
        select(Busy).where(
            Busy.resource == f"candidate:{application.candidate_id}", Busy.source == SOURCE, Busy.start < end,
            Busy.end > start,
        )
    )  # fmt: skip
    return [(row.start, row.end) for row in rows]


def _covers(taken: Sequence[tuple[datetime, datetime]], start: datetime, end: datetime) -> bool:
    return any(a <= start and end <= b for a, b in taken)
