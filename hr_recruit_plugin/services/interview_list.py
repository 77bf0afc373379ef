"""Interviews as a list, for whoever plans them or reads applications."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from ..models import Application, Interview, Job
from ..security.permissions import Permission
from . import access
from .unit import Unit


@dataclass(frozen=True)
class Wanted:
    """Which interviews a list shows; days are the hospital's own, both included."""

    job_id: int | None = None
    stage_id: int | None = None
    application_id: int | None = None
    state: str | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class InterviewPage:
    items: Sequence[Interview]
    total: int
    page: int
    size: int


def listing(unit: Unit, wanted: Wanted, page: int = 1, size: int = 50) -> InterviewPage:
    """By time, in a fixed number of statements."""
    if not unit.actor.can(Permission.SCHEDULES_EDIT):
        unit.actor.require(Permission.APPLICATIONS_VIEW)
    statement = select(Interview).join(Interview.application).join(Job, Application.job_id == Job.id)
    statement = access.of_department(statement.where(*_conditions(unit, wanted)), unit.actor)
    total = unit.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    found = unit.session.scalars(
        statement.options(
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.stage),
            selectinload(Interview.seats),
        )
        .order_by(Interview.start, Interview.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    return InterviewPage(found, total, page, size)


def _conditions(unit: Unit, wanted: Wanted) -> list[Any]:
    columns = {
        Application.job_id: wanted.job_id, Interview.stage_id: wanted.stage_id,
        Interview.application_id: wanted.application_id, Interview.state: wanted.state,
    }  # fmt: skip
    found: list[Any] = [column == value for column, value in columns.items() if value is not None]
    zone = unit.state.settings.zone
    if wanted.start:
        found.append(Interview.start >= datetime.combine(wanted.start, time(), zone))
    if wanted.end:
        found.append(Interview.start < datetime.combine(wanted.end, time(), zone) + timedelta(days=1))
    return found
