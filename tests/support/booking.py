"""A stage opened for self-booking on the desk of ``tests.support.desk``, and candidates who act by their links."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from hr_recruit_plugin.engines import scheduling as engine
from hr_recruit_plugin.models import Application, BookingInvitation, Interview, Interviewer, OutboxMessage, Room
from hr_recruit_plugin.services import booking, choosing
from hr_recruit_plugin.services.planning_problem import LOCAL, placement_of
from hr_recruit_plugin.services.unit import CANDIDATE, Unit, unit_of_work
from tests.support.desk import Desk

ZONE = ZoneInfo("Asia/Shanghai")
DEADLINE = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)


def local(text: str) -> datetime:
    return datetime.strptime(text, LOCAL).replace(tzinfo=ZONE)


def opened(desk: Desk, **changes: Any) -> int:
    """A booking's id."""
    rules: dict[str, Any] = {"deadline": DEADLINE, "max_changes": 2, "notice_hours": 24}
    rules |= {k: changes.pop(k) for k in list(changes) if k in rules}
    with unit_of_work(desk.actor()) as unit:
        return booking.open_booking(unit, changes.pop("stage_id", desk.stage_id), booking.Rules(desk.options(**changes), **rules)).id


def token(unit: Unit, application_id: int) -> str:
    found = unit.session.scalars(
        select(BookingInvitation).where(BookingInvitation.application_id == application_id).order_by(BookingInvitation.id.desc())
    ).first()
    assert found is not None
    return booking.address(unit, found).rpartition("/")[2]


def token_of(application_id: int) -> str:
    with unit_of_work(write=False) as unit:
        return token(unit, application_id)


def choose(application_id: int, start: str) -> Interview:
    held = token_of(application_id)
    with unit_of_work(CANDIDATE) as unit:
        return choosing.choose(unit, "slot", held, local(start))


def page(application_id: int) -> choosing.Page:
    held = token_of(application_id)
    with unit_of_work(CANDIDATE, write=False) as unit:
        return choosing.page(unit, "slot", held)


def free(found: choosing.Page) -> list[str]:
    return [s.start.astimezone(ZONE).strftime(LOCAL) for _, slots in found.days for s in slots if s.free]


def mails(unit: Unit, origin: str) -> list[dict[str, Any]]:
    """Payloads of what a behaviour has put into the outbox, in order."""
    return list(
        unit.session.scalars(
            select(OutboxMessage.payload)
            .where(OutboxMessage.origin == origin, OutboxMessage.kind == "Notice")
            .order_by(OutboxMessage.id)
        )
    )


def violations(unit: Unit, sessions: Sequence[tuple[str, str, str]], minutes: int, panel: Sequence[dict[str, Any]]) -> list[str]:
    """What the independent checker says of everything that stands: an empty list."""
    interviews = unit.session.scalars(select(Interview).where(Interview.state == "published").order_by(Interview.id)).all()
    rooms = unit.session.scalars(select(Room)).all()
    people = unit.session.scalars(select(Interviewer)).all()
    candidates = {a.id: a.candidate_id for a in unit.session.scalars(select(Application))}
    needs = tuple(engine.PanelNeed(n["pool"], n["count"]) for n in panel)
    problem = engine.Problem(
        "booked", engine.Grid(minutes, tuple(engine.Session(*s) for s in sessions)),
        tuple(engine.Room(f"room:{r.id}", r.campus) for r in rooms),
        tuple(
            engine.Interviewer(
                f"interviewer:{p.user_id}", tuple(p.pools), tuple(p.campuses) or tuple({r.campus for r in rooms}), (),
                p.max_per_day, p.max_per_week, tuple(f"candidate:{c}" for c in p.avoid),
            )
            for p in people
        ),
        tuple(engine.Candidate(f"candidate:{c}") for c in sorted({candidates[i.application_id] for i in interviews})),
        tuple(
            engine.Interview(f"application:{i.application_id}", f"candidate:{candidates[i.application_id]}", minutes, needs)
            for i in interviews
        ),
        policy=engine.Policy(one_campus_per_half_day=True),
    )  # fmt: skip
    placed = [engine.Placement.from_dict(placement_of(i, i.start.astimezone(ZONE).strftime(LOCAL))) for i in interviews]
    return [v.text for v in engine.check(problem, engine.Plan("booked", tuple(placed), ()))]
