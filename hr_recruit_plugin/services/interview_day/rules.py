"""How a job holds its interview days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from sqlalchemy import select

from ...models import DayRules
from ...security.permissions import Permission
from .. import access
from ..unit import Unit


@dataclass(frozen=True)
class Rules:
    """Minutes are whole; ``late_after`` 0 means after all others of the half-day."""

    grace_minutes: int = 10
    early_minutes: int = 120
    late_after: int = 2
    shown: str = "number"
    blind: bool = False


USUAL = Rules()


def rules_of(unit: Unit, job_ids: Iterable[int]) -> dict[int, Rules]:
    """The rules of each job, in one statement."""
    ids = set(job_ids)
    found = {
        row.job_id: Rules(row.grace_minutes, row.early_minutes, row.late_after, row.shown, row.blind)
        for row in unit.session.scalars(select(DayRules).where(DayRules.job_id.in_(ids)))
    }
    return {job_id: found.get(job_id, USUAL) for job_id in ids}


def save_rules(unit: Unit, job_id: int, rules: Rules) -> None:
    """Those who plan interviews say how their days are held; a clerk at the door does not."""
    job = access.job(unit, job_id, Permission.SCHEDULES_EDIT)
    unit.session.merge(DayRules(job_id=job.id, **asdict(rules)))
    unit.audit("day.rules", "job", job.id, **asdict(rules))
