"""Candidates across jobs as a list, and two of them side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..engines.matching import Comparison, MatchReport, compare
from ..errors import Invalid, NotFound
from ..i18n import N_
from ..models import Application, Candidate
from ..security.permissions import Permission
from . import access
from .cards import Card, Facts, card_of
from .unit import Unit


@dataclass(frozen=True)
class Wanted:
    """Which candidates a list shows."""

    job_id: int | None = None
    query: str = ""
    ended: bool = False
    """Also those whose application is over."""
    passing: bool = False
    """Only those who meet every must."""
    overdue: bool = False


@dataclass(frozen=True)
class Line:
    """A candidate in a list. ``place`` is the rank among the job's, None where the list mixes jobs or a must fails."""

    application: Application
    card: Card
    place: int | None


def ranked(unit: Unit, wanted: Wanted, page: int = 1, size: int = 50) -> tuple[list[Line], int]:
    """Candidates as a list, best first: (one page, how many in all)."""
    unit.actor.require(Permission.APPLICATIONS_VIEW)
    statement = select(Application).join(Application.job).join(Application.candidate)
    statement = _wanted(access.of_department(statement, unit.actor), unit, wanted)
    total = unit.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    first = (max(page, 1) - 1) * size
    found = unit.session.scalars(
        statement.options(
            joinedload(Application.candidate), joinedload(Application.job), joinedload(Application.stage)
        )
        .order_by(Application.knocked_out, Application.score.desc(), Application.id)
        .limit(size)
        .offset(first)
    ).all()
    facts = Facts.load(unit, [a.id for a in found])
    one_job = wanted.job_id is not None
    return [
        Line(
            a, card_of(unit, a, a.candidate.name, a.stage, facts=facts), n if one_job and not a.knocked_out else None
        )
        for n, a in enumerate(found, first + 1)
    ], total


def _wanted(statement: Any, unit: Unit, wanted: Wanted) -> Any:
    statement = statement.where(Candidate.erased_at.is_(None))
    if wanted.job_id is not None:
        statement = statement.where(Application.job_id == wanted.job_id)
    if not wanted.ended:
        statement = statement.where(Application.status == "active")
    if wanted.passing:
        statement = statement.where(Application.knocked_out.is_(False))
    if wanted.overdue:
        statement = statement.where((Application.stage_due_at < unit.now), Application.status == "active")
    return statement.where(access.matching_name(wanted.query)) if wanted.query.strip() else statement


# --- side by side ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Two candidates of one job with their scores."""

    a: Application
    b: Application
    report_a: MatchReport
    report_b: MatchReport
    comparison: Comparison


def job_of(unit: Unit, application_id: int) -> int:
    """The id of an application's job."""
    unit.actor.require(Permission.APPLICATIONS_VIEW)
    return access.application(unit, application_id, Permission.APPLICATIONS_VIEW).job_id


def pair(unit: Unit, job_id: int, ids: tuple[int, int]) -> Pair:
    """Compare two applications of a job; entered in the audit chain as reading both."""
    unit.actor.require(Permission.APPLICATIONS_VIEW)
    a, b = (access.application(unit, i, Permission.APPLICATIONS_VIEW) for i in ids)
    if {a.job_id, b.job_id} != {job_id} or a.id == b.id:
        raise Invalid(N_("只能比较同一职位的两位候选人。"))
    rows = unit.session.execute(select(Application.id, Application.report).where(Application.id.in_(ids)))
    stored: dict[int, Any] = {row[0]: row[1] for row in rows}
    reports = [MatchReport.from_dict(found) for i in ids if (found := stored[i])]
    if len(reports) < 2:
        raise NotFound(N_("有人还没有分数，不能比较。"))
    try:
        found = compare(reports[0], reports[1])
    except ValueError as problem:
        raise Invalid(N_("两人的分数按不同的要求算出。先在职位设置里重新计分，再比较。")) from problem
    for application in (a, b):
        unit.audit("dossier.read", "application", application.id, part="comparison")
    return Pair(a, b, reports[0], reports[1], found)
