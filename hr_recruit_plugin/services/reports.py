"""Funnel, sources, pass rates, time and cost to hire, from the records of the pipeline itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import aliased

from ..errors import Invalid
from ..i18n import N_
from ..models import Application, Job, SourceCost, Stage, StageMove
from ..security.permissions import Permission
from . import access
from .report_figures import FEW, Month, Period, Report, Source, Spread, StageTime, Step
from .unit import Unit

__all__ = ["FEW", "Month", "Period", "Report", "Source", "Spread", "StageTime", "Step", "costs", "report", "save_cost"]


def report(unit: Unit, period: Period, job_id: int | None = None) -> Report:
    """The figures of a period, over one job or all that the actor sees, in a fixed number of statements."""
    unit.actor.require(Permission.REPORTS_VIEW)
    if job_id is not None:
        access.job(unit, job_id)
    scope = Scope(unit, period, job_id)
    counts = unit.session.execute(
        scope.narrow(select(Application.status, func.count()).join(Job, Application.job_id == Job.id)).group_by(
            Application.status
        )
    ).all()
    by_status: dict[str, int] = dict(counts)
    sources = _sources(scope)
    return Report(
        period, sum(by_status.values()), by_status.get("hired", 0), _funnel(scope), sources,
        Spread.of(_days_to_hire(scope)), _stage_times(scope), _months(scope), sum(s.cost for s in sources),
    )  # fmt: skip


@dataclass(frozen=True)
class Scope:
    """Which applications a report is about: received in a period, of one job or all that the actor sees."""

    unit: Unit
    period: Period
    job_id: int | None

    def narrow(self, statement: Any) -> Any:
        """Applications received in the period that the actor sees."""
        return self.visible(statement.where(*self.within(Application.applied_at)))

    def within(self, moment: Any) -> tuple[Any, Any]:
        zone = self.unit.state.settings.zone
        start = datetime.combine(self.period.start, time(), zone)
        return moment >= start, moment < datetime.combine(self.period.end + timedelta(days=1), time(), zone)

    def visible(self, statement: Any) -> Any:
        """Narrow a select over Application and Job to the job chosen and to what the actor sees."""
        if self.job_id:
            statement = statement.where(Application.job_id == self.job_id)
        return access.of_department(statement, self.unit.actor)

    @property
    def everything(self) -> bool:
        return self.job_id is None and self.unit.actor.department is None


def _funnel(scope: Scope) -> list[Step]:
    """Stages of the same name and place count together, so that several jobs make one funnel."""
    session, onward = scope.unit.session, aliased(Stage)
    reached = session.execute(
        scope.narrow(
            select(Stage.position, Stage.name, func.count(distinct(Application.id)), func.max(Stage.kind))
            .join(StageMove, StageMove.to_stage_id == Stage.id)
            .join(Application, StageMove.application_id == Application.id)
            .join(Job, Application.job_id == Job.id)
        ).group_by(Stage.position, Stage.name).order_by(Stage.position)
    ).all()  # fmt: skip
    waiting = {
        (position, name): count
        for position, name, count in session.execute(
            scope.narrow(
                select(Stage.position, Stage.name, func.count())
                .join(Application, Application.stage_id == Stage.id)
                .join(Job, Application.job_id == Job.id)
                .where(Application.status == "active")
            ).group_by(Stage.position, Stage.name)
        )
    }
    passed = {
        (position, name): count
        for position, name, count in session.execute(
            scope.narrow(
                select(Stage.position, Stage.name, func.count(distinct(Application.id)))
                .join(StageMove, StageMove.from_stage_id == Stage.id)
                .join(Application, StageMove.application_id == Application.id)
                .join(Job, Application.job_id == Job.id)
                .outerjoin(onward, StageMove.to_stage_id == onward.id)
                # Whoever was moved back has not passed.
                .where(
                    (StageMove.outcome == "hired")
                    | ((StageMove.outcome == "moved") & (onward.position > Stage.position))
                )
            ).group_by(Stage.position, Stage.name)
        )
    }
    return [
        Step(name, count, passed.get((position, name), 0), waiting.get((position, name), 0), kind)
        for position, name, count, kind in reached
    ]


def _sources(scope: Scope) -> list[Source]:
    session = scope.unit.session
    hired = func.count().filter(Application.status == "hired")
    rows = session.execute(
        scope.narrow(
            select(Application.source, func.count(), hired, func.avg(Application.score)).join(
                Job, Application.job_id == Job.id
            )
        ).group_by(Application.source)
    ).all()
    counted = {name: n for name, n, _, _ in rows}
    cost = {
        source: fen
        for source, fen in _shared(scope, _costs(scope.unit, scope.period.months), counted).items()
        if fen or source in counted
    }
    found = [Source(name, n, h, float(score) if score is not None else None, cost.get(name, 0))
             for name, n, h, score in rows]  # fmt: skip
    found += [Source(name, 0, 0, None, fen) for name, fen in cost.items() if name not in counted]
    return sorted(found, key=lambda s: (-s.hired, -s.applications, s.name))


def _costs(unit: Unit, months: Sequence[str]) -> dict[str, int]:
    """Fen by source, in whole months."""
    rows = unit.session.execute(
        select(SourceCost.source, func.sum(SourceCost.amount))
        .where(SourceCost.month.in_(months))
        .group_by(SourceCost.source)
    )
    return {source: int(amount) for source, amount in rows}


def _shared(scope: Scope, costs: Mapping[str, int], counted: Mapping[str, int]) -> dict[str, int]:
    """A source is paid for all jobs together: one job or department bears its share of the applications."""
    if scope.everything:
        return dict(costs)
    grouped = (
        select(Application.source, func.count())
        .where(*scope.within(Application.applied_at))
        .group_by(Application.source)
    )
    totals: dict[str, int] = {source: count for source, count in scope.unit.session.execute(grouped)}  # noqa: C416
    return {s: round(fen * counted.get(s, 0) / totals[s]) if totals.get(s) else 0 for s, fen in costs.items()}


def _months(scope: Scope) -> list[Month]:
    session, zone = scope.unit.session, scope.unit.state.settings.zone
    of_jobs = select(Application.applied_at).join(Job, Application.job_id == Job.id)
    received = Counter(_month(at, zone) for at in session.scalars(scope.narrow(of_jobs)))
    signed = (
        select(Application.ended_at)
        .join(Job, Application.job_id == Job.id)
        .where(Application.status == "hired", *scope.within(Application.ended_at))
    )
    hired = Counter(_month(at, zone) for at in session.scalars(scope.visible(signed)) if at)
    cost = _costs_by_month(scope, received)
    names = scope.period.months
    found: list[Month] = []
    for place, name in enumerate(names):
        window = names[max(0, place - 2) : place + 1]
        hires, fen = sum(hired[m] for m in window), sum(cost.get(m, 0) for m in window)
        if not (found or received[name] or hired[name] or cost.get(name)):
            continue  # Before anything happened there is nothing to draw.
        found.append(Month(name, received[name], hired[name], cost.get(name, 0), fen / 100 / hires if hires and fen else None))
    return found


def _costs_by_month(scope: Scope, received: Mapping[str, int]) -> dict[str, int]:
    """Fen a month; for one job or department its share of that month's applications."""
    session = scope.unit.session
    rows = session.execute(
        select(SourceCost.month, func.sum(SourceCost.amount))
        .where(SourceCost.month.in_(scope.period.months))
        .group_by(SourceCost.month)
    )
    cost = {month: int(amount) for month, amount in rows}
    if scope.everything:
        return cost
    zone = scope.unit.state.settings.zone
    every = Counter(
        _month(at, zone)
        for at in session.scalars(select(Application.applied_at).where(*scope.within(Application.applied_at)))
    )
    return {m: round(fen * received.get(m, 0) / every[m]) if every[m] else 0 for m, fen in cost.items()}


def _month(at: datetime, zone: Any) -> str:
    return f"{at.astimezone(zone):%Y-%m}"


def _days_to_hire(scope: Scope) -> list[float]:
    rows = scope.unit.session.execute(
        scope.narrow(
            select(Application.applied_at, Application.ended_at)
            .join(Job, Application.job_id == Job.id)
            .where(Application.status == "hired")
        )
    )
    return [(ended - applied).total_seconds() / 86400 for applied, ended in rows if ended]


def _stage_times(scope: Scope) -> list[StageTime]:
    """Days from entering a stage to leaving it, from the history of moves."""
    rows = scope.unit.session.execute(
        scope.narrow(
            select(StageMove.application_id, StageMove.from_stage_id, StageMove.to_stage_id, StageMove.at)
            .join(Application, StageMove.application_id == Application.id)
            .join(Job, Application.job_id == Job.id)
        ).order_by(StageMove.application_id, StageMove.at, StageMove.id)
    ).all()
    stages = {
        i: (position, name, agreed)
        for i, position, name, agreed in scope.unit.session.execute(
            select(Stage.id, Stage.position, Stage.name, Stage.agreed_days)
        )
    }
    entered: dict[tuple[int, int], datetime] = {}
    days: dict[tuple[int, str, int], list[float]] = {}
    for application_id, source, target, at in rows:
        since = entered.pop((application_id, source), None) if source else None
        if since and source in stages:
            days.setdefault(stages[source], []).append((at - since).total_seconds() / 86400)
        if target:
            entered[application_id, target] = at
    return [StageTime(name, agreed, Spread.of(d)) for (_, name, agreed), d in sorted(days.items())]


# --- what sources cost ---------------------------------------------------------------------------------------------


def costs(unit: Unit, period: Period) -> Sequence[SourceCost]:
    """What was entered for the months of a period, the newest month first."""
    unit.actor.require(Permission.REPORTS_VIEW)
    return unit.session.scalars(
        select(SourceCost)
        .where(SourceCost.month.in_(period.months))
        .order_by(SourceCost.month.desc(), SourceCost.source)
    ).all()


def save_cost(unit: Unit, source: str, month: str, yuan: float) -> None:
    """What a source cost in a month; it replaces what was entered before, and 0 takes it out."""
    unit.actor.require(Permission.JOBS_EDIT)
    source = source.strip()
    wrong = {}
    if not source:
        wrong["source"] = [N_("写上来源，和候选人档案里的一致。")]
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month):
        wrong["month"] = [N_("月份写成 2026-11 的样子。")]
    if not 0 <= yuan <= 10_000_000:
        wrong["yuan"] = [N_("金额在 0 到 1000 万元之间。")]
    if wrong:
        raise Invalid(N_("还有 %(count)s 处要改。"), wrong, count=len(wrong))
    row = unit.session.scalar(select(SourceCost).where(SourceCost.source == source, SourceCost.month == month))
    if yuan:
        row = row or SourceCost(source=source, month=month)
        row.amount = round(yuan * 100)
        unit.session.add(row)
    elif row is not None:
        unit.session.delete(row)
    unit.audit("source_cost.saved", "source", source, month=month, fen=round(yuan * 100))
