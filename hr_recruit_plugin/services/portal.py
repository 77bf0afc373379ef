"""What a candidate sees and does by a link of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from ..engines.matching import MatchReport
from ..errors import Invalid, NotFound
from ..i18n import N_
from ..models import Application, CorrectionRequest, Interview, ReviewRequest, Stage, StageMove
from . import booking, correction_requests, pipeline, reviews, scheduling, wishes
from .access import by_token as _by_token
from .unit import Unit


@dataclass(frozen=True)
class Step:
    """A stage of the way as the candidate may know it: ``state`` is done, now or ahead."""

    stage: Stage
    state: str
    move: StageMove | None


@dataclass(frozen=True)
class Status:
    application: Application
    steps: Sequence[Step]
    interview: Interview | None
    """The next one that is coming."""
    corrections: Sequence[CorrectionRequest]
    """What the candidate said was read wrongly, the newest first."""
    reviews: Sequence[ReviewRequest]
    """Reviews by a person, the newest first."""
    now: datetime
    change_url: str
    """Where the next interview can be changed; empty without one."""
    booking_url: str
    """Where a time can be chosen, for those who have none yet."""


def status(unit: Unit, token: str) -> Status:
    """Where an application stands. A rejected one says only that it has ended."""
    application = _by_token(unit, token)
    moves = {
        m.to_stage_id: m
        for m in unit.session.scalars(
            select(StageMove).where(StageMove.application_id == application.id).order_by(StageMove.id)
        )
        if m.to_stage_id
    }
    here = application.stage.position
    steps = [
        Step(s, "done" if s.position < here else "now" if s.position == here else "ahead", moves.get(s.id))
        for s in application.job.stages
    ]
    interview = unit.session.scalar(
        select(Interview)
        .where(
            Interview.application_id == application.id, Interview.state == "published", Interview.end > unit.now
        )
        .options(joinedload(Interview.stage), selectinload(Interview.seats))
        .order_by(Interview.start)
        .limit(1)
    )
    return Status(
        application, steps, interview, correction_requests.of(unit, application.id),
        reviews.of(unit, application.id), unit.now,
        wishes.change_url(unit, interview) if interview else "", _booking_url(unit, application) if not interview else "",
    )  # fmt: skip


def _booking_url(unit: Unit, application: Application) -> str:
    found = booking.open_invitation(unit, application)
    return booking.address(unit, found) if found else ""


def answer(unit: Unit, token: str, interview_id: int, said: str) -> None:
    """Confirm an interview's time, or ask for another."""
    application = _by_token(unit, token)
    interview = unit.session.get(Interview, interview_id)
    if interview is None or interview.application_id != application.id:
        raise NotFound(N_("没有这场面试。"))
    if said not in ("confirmed", "asks_other_time"):
        raise Invalid(N_("没看懂你的选择，请再点一次。"))
    scheduling.answer(unit, interview, said)


def withdraw(unit: Unit, token: str) -> None:
    """The candidate takes the application back."""
    application = _by_token(unit, token)
    pipeline.withdraw_own(unit, application)


def reasons(unit: Unit, token: str) -> tuple[Application, MatchReport | None]:
    """The score and what it rests on, which a candidate may ask for (PIPL art. 24)."""
    application = _by_token(unit, token)
    stored = unit.session.scalar(
        select(Application).where(Application.id == application.id).options(undefer(Application.report))
    )
    unit.audit("score.explained", "application", application.id)
    report = stored.report if stored else None
    return application, MatchReport.from_dict(report) if report else None
