"""What a candidate with a link sees and does: the free times, and taking one before somebody else does.

Two links lead here: the one to choose a time (``slot``), and the one in an invitation to change it (``change``).
"""

from __future__ import annotations

import time as clock
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..errors import Gone, Invalid, NotFound
from ..i18n import N_, current_locale
from ..models import Application, Booking, BookingInvitation, ChangeRequest, Interview, Schedule, Stage
from ..security import signed
from . import openings, placing, wishes
from .booking import SLOT
from .openings import Sheet
from .planning_problem import Options
from .unit import Unit

FRESH = 2.0
"""Seconds for which people, rooms and absences are not read again while many choose."""
CLOSED = N_("选时间已经截止。医院会另行安排，有变化会写信告诉你。")
BEATEN = N_("你选的 %(time)s 刚被别人选走，请换一个。")
ENDED = N_("这次选时间已经结束。你的申请有新进展，看最近一封邮件。")
USED_UP = N_("可以改的次数用完了。实在来不了，告诉医院你方便的时间。")
TOO_NEAR = N_("离面试太近，不能自己改了。实在来不了，告诉医院。")
BY_ASKING = N_("这场面试的时间由医院安排。来不了，告诉医院你方便的时间。")


@dataclass(frozen=True)
class Offer:
    """What one candidate may choose from, and under which rules."""

    application: Application
    stage: Stage
    interview: Interview | None
    row: Interview | None
    """The same, or one that was called off: a candidate has one in a stage, and it is used again."""
    options: Options | None
    """None where there is nothing to choose from: HR plans it."""
    minutes: int
    panel: Sequence[dict[str, Any]]
    max_changes: int
    notice_hours: int
    deadline: datetime | None
    """For the first choice; None where HR made it."""
    open: bool
    key: str
    """Names what people, rooms and absences are kept under for a moment."""

    @property
    def changes_left(self) -> int:
        return max(0, self.max_changes - (self.interview.changes if self.interview else 0))

    @property
    def until(self) -> datetime | None:
        """The last moment to choose, or to change what was chosen."""
        if self.interview is None:
            return self.deadline
        return self.interview.start - timedelta(hours=self.notice_hours)


@dataclass(frozen=True)
class Slot:
    start: datetime
    end: datetime
    free: bool


@dataclass(frozen=True)
class Page:
    """What a candidate sees."""

    offer: Offer
    days: Sequence[tuple[date, Sequence[Slot]]]
    why_not: str | None
    """Msgid of the reason why nothing can be chosen (any more)."""
    places: Sequence[str]
    """Names of the rooms, where it may be held."""
    wish: ChangeRequest | None
    """What this candidate has asked of the hospital and waits for."""
    now: datetime

    @property
    def free(self) -> int:
        return sum(slot.free for _, slots in self.days for slot in slots)


def page(unit: Unit, way: str, token: str) -> Page:
    """What can be chosen by whoever holds ``token``."""
    offer = _offer(unit, way, token)
    why = _refusal(unit, offer)
    if offer.options is None or why is not None:
        return Page(offer, [], why or BY_ASKING, [], _wish(unit, offer), unit.now)
    held = _fresh_sheet(unit, offer, offer.options)
    rooms = [held.names[r] for r in held.table.rooms]
    return Page(offer, _days(unit, offer, held), None, rooms, _wish(unit, offer), unit.now)


def choose(unit: Unit, way: str, token: str, start: datetime) -> Interview:
    """Take ``start``. Raises placing.Taken when somebody was faster; then nothing has changed."""
    offer = _offer(unit, way, token, lock=True)
    if offer.interview is not None and offer.interview.start == start:
        return offer.interview
    if (why := _refusal(unit, offer)) is not None or offer.options is None:
        raise Invalid(why or BY_ASKING)
    held = _sheet(unit, offer, offer.options)
    _check_start(unit, offer, held, start)
    _remember_language(unit, offer.application)
    changes = 0 if offer.interview is None else offer.interview.changes + 1
    wanted = openings.wanted(held, offer.application, offer.minutes, offer.panel)
    placed = placing.place(
        unit, held, offer.application, offer.stage, wanted, start, offer.row, answer="confirmed", changes=changes,
    )  # fmt: skip
    if placed is None:
        raise placing.Taken(BEATEN, time=f"{start.astimezone(held.zone):%H:%M}")
    unit.audit("interview.chosen", "interview", placed.id, changes=changes)
    return placed


def ask(unit: Unit, way: str, token: str, reason: str) -> None:
    """None of the times will do: tell HR when it would."""
    offer = _offer(unit, way, token, lock=True)
    _remember_language(unit, offer.application)
    wishes.ask(unit, offer.application, offer.stage, offer.interview, reason)


def _remember_language(unit: Unit, application: Application) -> None:
    """Letters follow in the language of the page; nothing is written where that is the usual one."""
    if (application.locale or unit.state.settings.locale) != current_locale():
        application.locale = current_locale()


def _check_start(unit: Unit, offer: Offer, held: Sheet, start: datetime) -> None:
    if openings.local_minute(start, held.zone) not in held.starts(offer.minutes):
        raise Invalid(N_("这个时刻不在可选的时间里，选列出的时间。"), {"start": ["unknown"]})
    if start < unit.now + timedelta(hours=offer.notice_hours):
        raise Invalid(N_("这个时刻太近了，来不及准备。选晚一些的时间。"), {"start": ["late"]})


# --- the links ---------------------------------------------------------------------------------------------------


def _offer(unit: Unit, way: str, token: str, *, lock: bool = False) -> Offer:
    if way == SLOT:
        return _by_invitation(unit, _invitation(unit, token, lock=lock))
    interview = wishes.interview_of(unit, token, lock=lock)
    if interview.application.status != "active":
        raise Gone(ENDED)
    invited = unit.session.scalar(
        _invitations()
        .join(Booking, BookingInvitation.booking_id == Booking.id)
        .where(
            BookingInvitation.application_id == interview.application_id, Booking.stage_id == interview.stage_id,
            Booking.state == "open",
        )
    )  # fmt: skip
    return _by_invitation(unit, invited) if invited is not None else _by_plan(unit, interview)


def _invitations() -> Any:
    return select(BookingInvitation).options(
        joinedload(BookingInvitation.booking).joinedload(Booking.stage),
        joinedload(BookingInvitation.application).joinedload(Application.candidate),
        joinedload(BookingInvitation.application).joinedload(Application.job),
    )


def _invitation(unit: Unit, token: str, *, lock: bool) -> BookingInvitation:
    opened = signed.read(unit.state.keyring, SLOT, token, unit.now)
    statement = _invitations().where(BookingInvitation.id == opened.ident)
    if lock:
        # A candidate with two phones chooses twice one after the other, never at once.
        statement = statement.with_for_update(of=BookingInvitation)
    found: BookingInvitation | None = unit.session.scalar(statement)
    if found is None:
        raise NotFound(signed.WRONG)
    if found.application.status != "active" or found.application.stage_id != found.booking.stage_id:
        raise Gone(ENDED)
    return found


def _by_invitation(unit: Unit, invitation: BookingInvitation) -> Offer:
    booking = invitation.booking
    found = placing.standing(unit, invitation.application_id, booking.stage_id)
    interview = found if found is not None and found.state != "cancelled" else None
    return Offer(
        invitation.application, booking.stage, interview, found, Options.from_dict(booking.options), booking.minutes, booking.panel,
        booking.max_changes, booking.notice_hours, booking.deadline, booking.state == "open",
        f"booking:{booking.id}:{booking.version}",
    )  # fmt: skip


def _by_plan(unit: Unit, interview: Interview) -> Offer:
    """An interview that HR planned: the days and rooms of its plan, under the rules of the house."""
    settings, stage = unit.state.settings, interview.stage
    plan = unit.session.get(Schedule, interview.schedule_id) if interview.schedule_id else None
    options = Options.from_dict(plan.problem["options"]) if plan and settings.self_changes else None
    minutes = round((interview.end - interview.start).total_seconds() / 60)
    return Offer(
        interview.application, stage, interview, interview, options, minutes, stage.panel, settings.self_changes,
        settings.change_hours, None, True, f"plan:{interview.schedule_id}",
    )  # fmt: skip


def _refusal(unit: Unit, offer: Offer) -> str | None:
    """Why this candidate can choose nothing (any more), as a msgid."""
    interview = offer.interview
    if interview is not None and (interview.state != "published" or interview.start <= unit.now):
        return placing.OVER
    if not offer.open or (interview is None and offer.deadline is not None and offer.deadline <= unit.now):
        return CLOSED
    if interview is None or offer.options is None:
        return None
    if not offer.changes_left:
        return USED_UP
    return TOO_NEAR if interview.start - timedelta(hours=offer.notice_hours) <= unit.now else None


# --- the times ---------------------------------------------------------------------------------------------------


def _days(unit: Unit, offer: Offer, held: Sheet) -> list[tuple[date, list[Slot]]]:
    own = (offer.interview.id,) if offer.interview else ()
    calendar = openings.calendar(unit, held, without=own)
    wanted = openings.wanted(held, offer.application, offer.minutes, offer.panel)
    first, length = unit.now + timedelta(hours=offer.notice_hours), timedelta(minutes=offer.minutes)
    days: dict[date, list[Slot]] = {}
    for number in sorted(held.starts(offer.minutes)):
        start = openings.moment(number, held.zone)
        if start >= first:
            free = calendar.opening(number, wanted) is not None
            days.setdefault(start.astimezone(held.zone).date(), []).append(Slot(start, start + length, free))
    return list(days.items())


def _wish(unit: Unit, offer: Offer) -> ChangeRequest | None:
    return unit.session.scalar(
        select(ChangeRequest).where(
            ChangeRequest.application_id == offer.application.id, ChangeRequest.stage_id == offer.stage.id,
            ChangeRequest.side == "candidate", ChangeRequest.state == "open",
        )
    )  # fmt: skip


def _fresh_sheet(unit: Unit, offer: Offer, options: Options) -> Sheet:
    made = openings.sheet(unit, options)
    unit.state.cache[offer.key] = (clock.monotonic(), made)
    return made


def _sheet(unit: Unit, offer: Offer, options: Options) -> Sheet:
    """As read not long ago: while thousands choose at once, people and rooms do not change from one to the next."""
    read, made = unit.state.cache.get(offer.key, (0.0, None))
    return made if made is not None and clock.monotonic() - read < FRESH else _fresh_sheet(unit, offer, options)
