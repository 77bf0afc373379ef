"""Putting one interview at a time, with everybody and everything it takes, in one short transaction.

Nobody is locked out while somebody chooses: what is wanted is read, claimed, and read again when somebody was faster.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..engines.scheduling.openings import Wanted
from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import Application, Claim, Interview, LoadClaim, Seat, Stage
from ..records import Person
from . import loads, openings
from .openings import INTERVIEWER, ROOM, Sheet
from .publication import announce, claims
from .unit import Unit

TRIES = 50
"""Each lost try means that somebody else got a place, so this many in a row do not happen."""
FIXED = ("arrived", "held", "absent")
OVER = N_("这场面试已经开始或结束，不能再改。")


class Taken(Conflict):
    """Somebody was faster, or nothing is free there."""

    code = "taken"


@dataclass(frozen=True)
class Seating:
    """What to write: where the interview goes, for how long, and who sits in it."""

    start: datetime
    minutes: int
    room: str | None
    people: tuple[str, ...]
    """Resources, ``interviewer:USER``."""


def standing(unit: Unit, application_id: int, stage_id: int) -> Interview | None:
    """The interview of an application in a stage, called off or not."""
    return unit.session.scalar(
        select(Interview)
        .where(Interview.application_id == application_id, Interview.stage_id == stage_id)
        .options(selectinload(Interview.seats), joinedload(Interview.stage))
    )


def place(
    unit: Unit, held: Sheet, application: Application, stage: Stage, wanted: Wanted, start: datetime,
    interview: Interview | None, **values: Any,
) -> Interview | None:
    """Put an interview to ``start`` with the panel and room that the rules give. → None where nothing is free.

    ``values`` are further columns of the interview, such as ``answer``.
    """  # fmt: skip
    own = interview.id if interview is not None and interview.state == "published" else None
    for _ in range(TRIES):
        day = openings.day(unit, held, start, without=own)
        found = day.calendar.opening(openings.local_minute(start, held.zone), wanted)
        if found is None:
            return None
        seating = Seating(start, wanted.minutes, found.room, found.people)
        placed = put(unit, held, application, stage, seating, interview, day.taken, **values)
        if placed is not None:
            return placed
        if interview is not None:
            unit.session.refresh(interview)
    return None


def put(
    unit: Unit, held: Sheet, application: Application, stage: Stage, seating: Seating, interview: Interview | None,
    taken: loads.Held, **values: Any,
) -> Interview | None:
    """Write it, claim its time and tell everybody. → None when somebody was faster, with nothing changed."""  # fmt: skip
    if interview is not None and interview.state in FIXED:
        raise Invalid(OVER)
    session = unit.session
    # Whatever else this use case has changed must not be lost with a lost claim.
    session.flush()
    point = session.begin_nested()
    made, withdrawn = _written(unit, held, application, stage, seating, interview, values)
    session.flush()
    if not _claimed(unit, held, made, taken):
        point.rollback()
        return None
    point.commit()
    announce(unit, made, withdrawn=withdrawn)
    return made


def _claimed(unit: Unit, held: Sheet, made: Interview, taken: loads.Held) -> bool:
    loads.release(unit.session, [made.id])
    wanted = sorted(claims(made), key=lambda row: (row["resource"], row["slot"]))
    if not loads.insert_new(unit.session, Claim, wanted):
        return False
    numbers = {key: set(found) for key, found in taken.items()}
    try:
        rows = loads.rows([made], numbers, held.limits, held.zone)
    except loads.Full:
        return False
    return loads.insert_new(unit.session, LoadClaim, rows)


def _written(
    unit: Unit, held: Sheet, application: Application, stage: Stage, seating: Seating, interview: Interview | None,
    values: Mapping[str, Any],
) -> tuple[Interview, tuple[Person, ...]]:  # fmt: skip
    """The interview as wanted, and those who no longer sit in it."""
    users = {w.removeprefix(INTERVIEWER) for w in seating.people}
    if interview is None:
        interview = Interview(application=application, stage=stage, sequence=0)
        unit.session.add(interview)
    else:
        interview.sequence += 1
    gone = [s for s in interview.seats if s.user_id not in users]
    interview.state = "published"
    interview.start, interview.end = seating.start, seating.start + timedelta(minutes=seating.minutes)
    room = seating.room
    interview.room_id = int(room.removeprefix(ROOM)) if room else None
    interview.place = held.names[room] if room else ""
    for name, value in values.items():
        setattr(interview, name, value)
    for seat in gone:
        interview.seats.remove(seat)
    for user_id in sorted(users - {s.user_id for s in interview.seats}):
        name = held.names[f"{INTERVIEWER}{user_id}"]
        interview.seats.append(Seat(user_id=user_id, name=name, email=held.emails[user_id]))
    return interview, tuple(Person(s.name, s.email, s.user_id) for s in gone)
