"""Wishes to change an interview: who asks, by which link, and what becomes of the wish. See ``changes`` for the ways out."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..errors import Gone, Invalid, NotFound
from ..i18n import N_
from ..links import link
from ..models import Application, ChangeRequest, Interview, Interviewer, Seat, Stage
from ..records import ChangeAsked, ChangeDecided, Person
from ..security import signed
from ..security.permissions import Permission
from . import access, events
from .refs import application_ref, job_owner, stage_ref, subject
from .unit import Unit

CHANGE, REPLACE = "change", "replace"
"""Purposes of links: a candidate's to another time, an interviewer's to be replaced."""
LONGEST = 1000
WRITE = N_("写一句原因或你方便的时间，医院才好安排。")
OVER = N_("这场面试已经开始或取消，请直接联系人力资源部。")


def urls(unit: Unit, interview: Interview) -> dict[str, str]:
    """Links to ask for a change: the candidate's under "", each interviewer's under the user id.

    They hold until the interview begins, and no longer than it stays as it is: its sequence is their stamp.
    """
    if not unit.state.settings.has_portal:
        return {s.user_id: link("interviewer.replacement", interview_id=interview.id) for s in interview.seats}
    ring, until, stamp = unit.state.keyring, interview.start, interview.sequence
    found = {s.user_id: link("portal.replacement", token=signed.make(ring, REPLACE, s.id, until, stamp)) for s in interview.seats}
    return found | {"": change_url(unit, interview)}


def change_url(unit: Unit, interview: Interview) -> str:
    return link("portal.slot", way=CHANGE, token=change_token(unit, interview))


def change_token(unit: Unit, interview: Interview) -> str:
    return signed.make(unit.state.keyring, CHANGE, interview.id, interview.start, interview.sequence)


# --- who asks ----------------------------------------------------------------------------------------------------


def interview_of(unit: Unit, token: str, *, lock: bool = False) -> Interview:
    """The interview that a candidate's change link opens. Raises Gone when it was changed or called off since."""
    opened = signed.read(unit.state.keyring, CHANGE, token, unit.now)
    statement = select(Interview).where(Interview.id == opened.ident).options(*_whole())
    if lock:
        statement = statement.with_for_update(of=Interview)
    found = unit.session.scalar(statement)
    if found is None:
        raise NotFound(signed.WRONG)
    opened.expect(found.sequence if found.state == "published" else -1)
    return found


def seat_of(unit: Unit, token: str) -> Seat:
    """The seat that an interviewer's link opens. Raises Gone as ``interview_of``."""
    opened = signed.read(unit.state.keyring, REPLACE, token, unit.now)
    found: Seat | None = unit.session.scalar(
        select(Seat).where(Seat.id == opened.ident).options(joinedload(Seat.interview).options(*_whole()))
    )
    if found is None:
        raise Gone(signed.CHANGED)
    opened.expect(found.interview.sequence if found.interview.state == "published" else -1)
    return found


def own_seat(unit: Unit, interview_id: int) -> Seat:
    """The same for an interviewer who is signed in."""
    interview, seat = access.seated(unit, interview_id)
    if interview.state != "published" or interview.start <= unit.now:
        raise Invalid(OVER)
    return seat


def _whole() -> tuple[Any, ...]:
    return (
        joinedload(Interview.stage),
        selectinload(Interview.seats),
        joinedload(Interview.application).joinedload(Application.candidate),
        joinedload(Interview.application).joinedload(Application.job),
    )


def ask(
    unit: Unit, application: Application, stage: Stage, interview: Interview | None, reason: str, *, seat: Seat | None = None
) -> ChangeRequest:
    """Keep a wish and put it on the planners' lists; asking again replaces the words."""
    text = reason.strip()
    if not text:
        raise Invalid(WRITE, {"reason": [WRITE]})
    if interview is not None and (interview.state != "published" or interview.start <= unit.now):
        raise Invalid(OVER)
    side = "candidate" if seat is None else "interviewer"
    held = _open_one(unit, application, stage, side, seat.user_id if seat else None)
    if held is None:
        held = ChangeRequest(
            application=application, stage=stage, interview=interview, side=side, user_id=seat.user_id if seat else None,
            start=interview.start if interview else None, state="open", created_at=unit.now,
        )  # fmt: skip
        unit.session.add(held)
    held.reason = text[:LONGEST]
    if interview is not None and seat is None:
        interview.answer = "asks_other_time"
    unit.session.flush()
    _announce_wish(unit, held, _who(application, seat))
    unit.audit("change.asked", "application", application.id, side=side, request=held.id)
    return held


def ask_replacement(unit: Unit, seat: Seat, reason: str) -> ChangeRequest:
    """This interviewer can't come and wants a colleague in their place."""
    return ask(unit, seat.interview.application, seat.interview.stage, seat.interview, reason, seat=seat)


def asked_by(unit: Unit, seat: Seat) -> ChangeRequest | None:
    """What this interviewer has asked and waits for."""
    return _open_one(unit, seat.interview.application, seat.interview.stage, "interviewer", seat.user_id)


def _open_one(
    unit: Unit, application: Application, stage: Stage, side: str, user_id: str | None
) -> ChangeRequest | None:
    return unit.session.scalar(
        select(ChangeRequest).where(
            ChangeRequest.application_id == application.id, ChangeRequest.stage_id == stage.id,
            ChangeRequest.side == side, ChangeRequest.user_id == user_id, ChangeRequest.state == "open",
        )
    )  # fmt: skip


def _who(application: Application, seat: Seat | None) -> Person:
    if seat is None:
        return Person(application.candidate.name, application.candidate.email, locale=application.locale)
    return Person(seat.name, seat.email, seat.user_id)


def _announce_wish(unit: Unit, held: ChangeRequest, who: Person) -> None:
    application = held.application
    event = ChangeAsked(
        held.id, application_ref(application), stage_ref(held.stage), held.side, who, link("hr.change", change_id=held.id),
        (job_owner(application.job),), held.start, unit.state.settings.timezone,
    )  # fmt: skip
    events.fire(unit, "recruit_change_asked", event, application.job, subject=subject(application))


# --- what becomes of it ------------------------------------------------------------------------------------------


def decided(unit: Unit, held: ChangeRequest, state: str) -> None:
    """HR has decided, or the interview has changed otherwise (``moot``)."""
    held.state, held.decided_by, held.decided_at = state, unit.actor.name, unit.now
    application, interview = held.application, held.interview
    event = ChangeDecided(
        held.id, application_ref(application), stage_ref(held.stage), held.side, _asker(unit, held), state != "declined",
        (job_owner(application.job),), interview.start if interview else None, unit.state.settings.timezone,
    )  # fmt: skip
    events.fire(unit, "recruit_change_decided", event, application.job, subject=subject(application))


def _asker(unit: Unit, held: ChangeRequest) -> Person:
    if held.user_id is None:
        return _who(held.application, None)
    row = unit.session.scalar(select(Interviewer).where(Interviewer.user_id == held.user_id))
    return Person(row.name, row.email, row.user_id) if row else Person(held.user_id, None, held.user_id)


def settle(unit: Unit, interview: Interview) -> None:
    """Wishes that the present state of ``interview`` has made needless."""
    sitting = {s.user_id for s in interview.seats}
    for held in unit.session.scalars(
        select(ChangeRequest).where(
            ChangeRequest.application_id == interview.application_id, ChangeRequest.stage_id == interview.stage_id,
            ChangeRequest.state == "open",
        )
    ):  # fmt: skip
        # Who found no time to choose has no start in the wish.
        elsewhere = interview.state == "cancelled" or held.start != interview.start
        if elsewhere or (held.user_id is not None and held.user_id not in sitting):
            decided(unit, held, "moot")


def open_requests(unit: Unit) -> list[ChangeRequest]:
    """Every wish that waits for HR, the soonest interview first, in a fixed number of statements."""
    unit.actor.require(Permission.SCHEDULES_EDIT)
    statement = (
        select(ChangeRequest)
        .join(ChangeRequest.application)
        .join(Application.job)
        .where(ChangeRequest.state == "open", Application.status == "active")
        .options(
            joinedload(ChangeRequest.application).joinedload(Application.candidate),
            joinedload(ChangeRequest.application).joinedload(Application.job),
            joinedload(ChangeRequest.stage),
            joinedload(ChangeRequest.interview).selectinload(Interview.seats),
        )
        .order_by(ChangeRequest.start, ChangeRequest.id)
        .limit(200)
    )
    return list(unit.session.scalars(access.of_department(statement, unit.actor)))

