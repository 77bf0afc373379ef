"""Candidates choose their own time: HR opens a stage, invites, reminds, prolongs and closes. See ``choosing`` for the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import joinedload, selectinload

from ..engines.scheduling.openings import Wanted
from ..errors import Invalid, NotFound
from ..i18n import N_
from ..links import link
from ..models import Application, Booking, BookingInvitation, Interview, Job, Stage
from ..records import BookingOpened, Person
from ..security import signed
from . import access, events, openings
from .planning_problem import Options, waiting
from .refs import application_ref, stage_ref, subject
from .scheduling import EDIT, stage_to_plan
from .unit import Unit, expect_version

SLOT = "slot"
"""Purpose of the link to the booking page."""
MOST_DAYS = 60
NO_BOOKING = N_("没有这次自选时间。")


@dataclass(frozen=True)
class Rules:
    """What HR says when it opens a stage."""

    options: Options
    deadline: datetime
    max_changes: int = 2
    notice_hours: int = 24


# --- HR ----------------------------------------------------------------------------------------------------------


def open_booking(unit: Unit, stage_id: int, rules: Rules) -> Booking:
    """Open a stage for self-booking and invite everybody chosen, or all who wait there."""
    stage = stage_to_plan(unit, stage_id)
    _check(unit, rules)
    if held := unit.session.scalar(_open_in(stage_id)):
        raise Invalid(N_("这个阶段已经开放自选，先关闭再重新开放。"), {"stage_id": ["open"]}, id=held.id)
    options = replace(rules.options, application_ids=[])
    booking = Booking(
        job_id=stage.job_id, stage=stage, options=options.to_dict(), minutes=stage.minutes, panel=stage.panel,
        deadline=rules.deadline, max_changes=rules.max_changes, notice_hours=rules.notice_hours, state="open",
        created_by=unit.actor.name, created_at=unit.now,
    )  # fmt: skip
    unit.session.add(booking)
    unit.session.flush()
    if not _anything_free(unit, booking):
        raise Invalid(N_("这样开放没有一个可选的时间。看看面试官、会议室和日期。"), {"days": ["none"]})
    invited = _invite(unit, booking, rules.options.application_ids)
    if not invited:
        raise Invalid(N_("「%(stage)s」里没有等着排期的候选人。"), stage=stage.name)
    unit.audit("booking.opened", "booking", booking.id, invited=invited)
    return booking


def _open_in(stage_id: int) -> Any:
    return select(Booking).where(Booking.stage_id == stage_id, Booking.state == "open")


def _check(unit: Unit, rules: Rules) -> None:
    days = sorted(set(rules.options.days))
    if not days or not rules.options.sessions:
        raise Invalid(N_("至少选一天和一个时段。"), {"days": [N_("至少选一天和一个时段。")]})
    if (days[-1] - days[0]).days >= MOST_DAYS:
        raise Invalid(N_("一次最多开放 60 天。"), {"last": [N_("一次最多开放 60 天。")]})
    if rules.deadline <= unit.now:
        raise Invalid(N_("截止时间要在现在以后。"), {"deadline": [N_("截止时间要在现在以后。")]})
    if rules.deadline.astimezone(unit.state.settings.zone).date() > days[-1]:
        raise Invalid(N_("截止时间要在最后一天之前。"), {"deadline": [N_("截止时间要在最后一天之前。")]})


def _anything_free(unit: Unit, booking: Booking) -> bool:
    held = openings.sheet(unit, Options.from_dict(booking.options))
    anybody = Wanted("", booking.minutes, openings.panel_of(booking.panel))
    first = unit.now + timedelta(hours=booking.notice_hours)
    found = openings.calendar(unit, held).openings(anybody)
    return any(openings.moment(o.start, held.zone) >= first for o in found)


def _invite(unit: Unit, booking: Booking, chosen: Sequence[int] = ()) -> int:
    """Invite who waits in the stage and is not invited yet. → how many."""
    known = select(BookingInvitation.application_id).where(BookingInvitation.booking_id == booking.id)
    people = unit.session.scalars(
        waiting(booking.stage_id, chosen=chosen)
        .where(Application.id.not_in(known))
        .options(joinedload(Application.candidate), joinedload(Application.job))
        .order_by(Application.id)
    ).all()
    made = [
        BookingInvitation(booking=booking, application=a, invited_at=unit.now, reminders=0) for a in people
    ]
    unit.session.add_all(made)
    unit.session.flush()
    for invitation in made:
        _tell(unit, invitation)
    return len(made)


def invite_new(unit: Unit, booking_id: int) -> int:
    """Invite those who came into the stage since. → how many."""
    booking = _open(unit, booking_id)
    invited = _invite(unit, booking)
    unit.audit("booking.invited", "booking", booking.id, invited=invited)
    return invited


def remind(unit: Unit, booking_id: int) -> int:
    """Write to all who have not chosen once more. → how many."""
    booking = _open(unit, booking_id)
    late = [line.invitation for line in _lines(unit, booking) if line.interview is None and line.active]
    for invitation in late:
        invitation.reminders, invitation.reminded_at = invitation.reminders + 1, unit.now
        _tell(unit, invitation)
    unit.audit("booking.reminded", "booking", booking.id, told=len(late))
    return len(late)


def close(unit: Unit, booking_id: int) -> Booking:
    """End it: what was chosen stands, nothing more can be chosen or changed by candidates."""
    booking = _open(unit, booking_id)
    booking.state = "closed"
    unit.audit("booking.closed", "booking", booking.id)
    return booking


def prolong(unit: Unit, booking_id: int, deadline: datetime, *, version: int | None) -> Booking:
    """Another deadline."""
    booking = _open(unit, booking_id)
    expect_version(booking, version, by=booking.created_by)
    _check(unit, Rules(Options.from_dict(booking.options), deadline))
    booking.deadline = deadline
    unit.audit("booking.prolonged", "booking", booking.id)
    return booking


def _open(unit: Unit, booking_id: int) -> Booking:
    booking = _seen(unit, booking_id)
    if booking.state != "open":
        raise Invalid(N_("这次自选已经关闭。"))
    return booking


def _seen(unit: Unit, booking_id: int) -> Booking:
    unit.actor.require(EDIT)
    found = unit.session.scalar(
        select(Booking).where(Booking.id == booking_id).options(joinedload(Booking.stage).joinedload(Stage.job))
    )
    if found is None:
        raise NotFound(NO_BOOKING)
    access.job(unit, found.job_id, EDIT)
    return found


def _tell(unit: Unit, invitation: BookingInvitation) -> None:
    booking, application = invitation.booking, invitation.application
    settings = unit.state.settings
    event = BookingOpened(
        invitation.id, application_ref(application), stage_ref(booking.stage), address(unit, invitation), booking.deadline,
        booking.minutes, booking.max_changes, invitation.reminders, settings.timezone,
        Person(settings.hospital, settings.organizer_email),
    )  # fmt: skip
    events.fire(unit, "recruit_booking_opened", event, application.job, subject=subject(application))


def address(unit: Unit, invitation: BookingInvitation) -> str:
    """The signed link of one candidate; it holds until the window is over."""
    last = max(date.fromisoformat(d) for d in invitation.booking.options["days"])
    until = datetime.combine(last + timedelta(days=1), datetime.min.time(), unit.state.settings.zone)
    return link("portal.slot", way=SLOT, token=signed.make(unit.state.keyring, SLOT, invitation.id, until))


def open_invitation(unit: Unit, application: Application) -> BookingInvitation | None:
    """Where this candidate can still choose a time, if anywhere."""
    if application.status != "active":
        return None
    return unit.session.scalar(
        select(BookingInvitation)
        .join(Booking, BookingInvitation.booking_id == Booking.id)
        .where(
            BookingInvitation.application_id == application.id, Booking.stage_id == application.stage_id,
            Booking.state == "open", Booking.deadline > unit.now,
        )
        .options(joinedload(BookingInvitation.booking))
    )  # fmt: skip


# --- what HR sees ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Line:
    """One who was invited, with the interview if there is one."""

    invitation: BookingInvitation
    interview: Interview | None

    @property
    def active(self) -> bool:
        """Whether this candidate is still in the stage."""
        application = self.invitation.application
        return application.status == "active" and application.stage_id == self.invitation.booking.stage_id


@dataclass(frozen=True)
class Overview:
    """One booking with everybody invited; ``free`` counts starts that can still be chosen."""

    booking: Booking
    lines: Sequence[Line]
    free: int
    newcomers: int
    """In the stage, without interview, not invited."""
    now: datetime

    @property
    def chosen(self) -> list[Line]:
        return sorted((n for n in self.lines if n.interview), key=lambda n: n.interview.start if n.interview else self.now)

    @property
    def late(self) -> list[Line]:
        return [n for n in self.lines if n.interview is None and n.active]

    @property
    def gone(self) -> list[Line]:
        return [n for n in self.lines if n.interview is None and not n.active]


@dataclass(frozen=True)
class Counted:
    booking: Booking
    invited: int
    chosen: int
    late: int
    """Still in the stage, and no time chosen."""


def bookings(unit: Unit) -> list[Counted]:
    """Every self-booking that HR sees, the open ones first, in a fixed number of statements."""
    unit.actor.require(EDIT)
    statement = (
        select(Booking, func.count(BookingInvitation.id), func.count(Interview.id), func.count(_late()))
        .join(Job, Booking.job_id == Job.id)
        .outerjoin(BookingInvitation, BookingInvitation.booking_id == Booking.id)
        .outerjoin(Application, BookingInvitation.application_id == Application.id)
        .outerjoin(
            Interview,
            (Interview.application_id == BookingInvitation.application_id)
            & (Interview.stage_id == Booking.stage_id)
            & (Interview.state != "cancelled"),
        )
        .options(selectinload(Booking.stage).selectinload(Stage.job))
        .group_by(Booking.id)
        .order_by(Booking.state.desc(), Booking.id.desc())
        .limit(100)
    )
    rows = unit.session.execute(access.of_department(statement, unit.actor))
    return [Counted(*row) for row in rows]


def _late() -> Any:
    """Something to count where somebody who is still in the stage has no interview."""
    here = (Application.status == "active") & (Application.stage_id == Booking.stage_id)
    return case((Interview.id.is_(None) & here, BookingInvitation.id))


def overview(unit: Unit, booking_id: int) -> Overview:
    booking = _seen(unit, booking_id)
    known = select(BookingInvitation.application_id).where(BookingInvitation.booking_id == booking.id)
    others = waiting(booking.stage_id).where(Application.id.not_in(known)).subquery()
    newcomers = unit.session.scalar(select(func.count()).select_from(others)) or 0
    held = openings.sheet(unit, Options.from_dict(booking.options))
    anybody = Wanted("", booking.minutes, openings.panel_of(booking.panel))
    first = unit.now + timedelta(hours=booking.notice_hours)
    found = [o for o in openings.calendar(unit, held).openings(anybody) if openings.moment(o.start, held.zone) >= first]
    return Overview(booking, _lines(unit, booking), len(found), newcomers, unit.now)


def _lines(unit: Unit, booking: Booking) -> list[Line]:
    rows = unit.session.execute(
        select(BookingInvitation, Interview)
        .join(Application, BookingInvitation.application_id == Application.id)
        .outerjoin(
            Interview,
            (Interview.application_id == Application.id)
            & (Interview.stage_id == booking.stage_id)
            & (Interview.state != "cancelled"),
        )
        .where(BookingInvitation.booking_id == booking.id)
        .options(
            joinedload(BookingInvitation.booking),
            joinedload(BookingInvitation.application).joinedload(Application.candidate),
            joinedload(BookingInvitation.application).joinedload(Application.job),
            selectinload(Interview.seats),
        )
        .order_by(Application.id)
    )
    return [Line(invitation, interview) for invitation, interview in rows]
