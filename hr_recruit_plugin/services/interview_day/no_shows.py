"""How many did not come to their interview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlalchemy import case, func, or_, select

from ...models import Application, Interview, Job, Turn
from ...security.permissions import Permission
from .. import access
from ..report_figures import Period
from ..unit import Unit


@dataclass(frozen=True)
class NoShows:
    """``absent`` of ``expected`` interviews; whoever was invited again and came still counts once as absent."""

    absent: int
    expected: int

    @property
    def rate(self) -> float | None:
        return self.absent / self.expected if self.expected else None


def no_shows(unit: Unit, period: Period, job_id: int | None = None) -> NoShows:
    """Interviews held or missed in the period, by their day, in one statement."""
    unit.actor.require(Permission.REPORTS_VIEW)
    zone = unit.state.settings.zone
    missed = case((or_(Interview.state == "absent", Turn.no_shows > 0), 1), else_=0)
    statement = (
        select(func.sum(missed), func.count())
        .select_from(Interview)
        .join(Application, Interview.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .outerjoin(Turn, Turn.interview_id == Interview.id)
        .where(
            or_(Interview.state.in_(("arrived", "held", "absent")), Turn.no_shows > 0),
            Interview.start >= datetime.combine(period.start, time(), zone),
            Interview.start < datetime.combine(period.end, time(), zone) + timedelta(days=1),
        )
    )
    if job_id is not None:
        statement = statement.where(Application.job_id == job_id)
    absent, expected = unit.session.execute(access.of_department(statement, unit.actor)).one()
    return NoShows(int(absent or 0), expected)
