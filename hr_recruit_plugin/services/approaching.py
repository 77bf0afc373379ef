"""Interviews that begin soon, told to the hooks again and again; what they send has a key, so it goes out once."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..models import Application, Interview
from ..records import InterviewApproaching
from . import events, wishes
from .publication import own_page, panel_of
from .refs import application_ref, stage_ref, subject
from .unit import Unit

HORIZON = timedelta(hours=73)
"""A little more than the earliest reminder that can be set."""


def remind(unit: Unit) -> int:
    """Fire ``recruit_interview_approaching`` for every interview that begins within three days. → how many."""
    coming = unit.session.scalars(
        select(Interview)
        .join(Interview.application)
        .where(
            Interview.state == "published", Interview.start > unit.now, Interview.start <= unit.now + HORIZON,
            Application.status == "active",
        )
        .options(
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.application).joinedload(Application.job),
            joinedload(Interview.stage),
            selectinload(Interview.seats),
        )
        .order_by(Interview.start, Interview.id)
    ).all()  # fmt: skip
    for interview in coming:
        _tell(unit, interview)
    return len(coming)


def _tell(unit: Unit, interview: Interview) -> None:
    application = interview.application
    event = InterviewApproaching(
        interview.id, application_ref(application), stage_ref(interview.stage), interview.start, interview.end,
        interview.place, panel_of(interview), unit.now, interview.announced_at or unit.now, own_page(unit, application),
        wishes.urls(unit, interview), unit.state.settings.timezone,
    )  # fmt: skip
    events.fire(unit, "recruit_interview_approaching", event, application.job, subject=subject(application))
