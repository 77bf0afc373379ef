"""Funnel, sources, pass rates, time and cost to hire, from the records of the pipeline itself."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import distinct, func, select

from ..models import Application, Job, SourceCost, Stage, StageMove
from ..security.permissions import Permission
from . import access
from .unit import Unit

FEW = 20
"""Below this many cases a rate is marked as resting on few."""


@dataclass(frozen=True)
class Period:
    """Applications received from ``start`` to ``end``, both included."""

    start: date
    end: date


@dataclass(frozen=True)
class Step:
    """A stage of the funnel: how many reached it, how many of those went on, how many still wait in it."""

    name: str
    reached: int
    passed: int
    waiting: int

    @property
    def decided(self) -> int:
        return self.reached - self.waiting

    @property
    def pass_rate(self) -> float | None:
        """Share of the decided who went on; None when nobody was decided."""
        return self.passed / self.decided if self.decided else None


@dataclass(frozen=True)
class Source:
    name: str
    applications: int
    hired: int
    mean_score: float | None
    cost: int
    """Fen."""

    @property
    def cost_per_hire(self) -> float | None:
        """Yuan a hire; None without a hire."""
        return self.cost / 100 / self.hired if self.hired else None


@dataclass(frozen=True)
class Spread:
    """Median and quartiles in days, and how many cases they rest on."""

    n: int
    median: float | None
    low: float | None
    high: float | None

    @classmethod
    def of(cls, days: Sequence[float]) -> Spread:
        if not days:
            return cls(0, None, None, None)
        if len(days) == 1:
            return cls(1, days[0], days[0], days[0])
        low, median, high = statistics.quantiles(days, n=4, method="inclusive")
        return cls(len(days), median, low, high)


@dataclass(frozen=True)
class StageTime:
    name: str
    agreed_days: int
    spread: Spread


@dataclass(frozen=True)
class Report:
    period: Period
    applications: int
    hired: int
    funnel: Sequence[Step]
    sources: Sequence[Source]
    time_to_hire: Spread
    stage_times: Sequence[StageTime]
    cost: int
    """Fen, of all sources in the period."""

    @property
    def cost_per_hire(self) -> float | None:
        return self.cost / 100 / self.hired if self.hired else None


def report(unit: Unit, period: Period, job_id: int | None = None) -> Report:
    """The figures of a period, over one job or all that the actor sees, in a fixed number of statements."""
    unit.actor.require(Permission.REPORTS_VIEW)
    scope = _Scope(unit, period, job_id)
    counts = unit.session.execute(
        scope.narrow(select(Application.status, func.count()).join(Job, Application.job_id == Job.id)).group_by(
            Application.status
        )
    ).all()
    by_status = {status: count for status, count in counts}
    sources = _sources(scope)
    return Report(
        period, sum(by_status.values()), by_status.get("hired", 0), _funnel(scope), sources,
        Spread.of(_days_to_hire(scope)), _stage_times(scope), sum(s.cost for s in sources),
    )  # fmt: skip


@dataclass(frozen=True)
class _Scope:
    unit: Unit
    period: Period
    job_id: int | None

    def narrow(self, statement: Any) -> Any:
        zone = self.unit.state.settings.zone
        start = datetime.combine(self.period.start, time(), zone)
        end = datetime.combine(self.period.end, time(), zone) + timedelta(days=1)
        statement = statement.where(Application.applied_at >= start, Application.applied_at < end)
        if self.job_id:
            statement = statement.where(Application.job_id == self.job_id)
        return access.of_department(statement, self.unit.actor)


def _funnel(scope: _Scope) -> list[Step]:
    """Stages of the same name and place count together, so that several jobs make one funnel."""
    session = scope.unit.session
    reached = session.execute(
        scope.narrow(
            select(Stage.position, Stage.name, func.count(distinct(Application.id)))
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
                .where(StageMove.outcome.in_(("moved", "hired")))
            ).group_by(Stage.position, Stage.name)
        )
    }
    return [
        Step(name, count, passed.get((position, name), 0), waiting.get((position, name), 0))
        for position, name, count in reached
    ]


def _sources(scope: _Scope) -> list[Source]:
    session = scope.unit.session
    hired = func.count().filter(Application.status == "hired")
    rows = session.execute(
        scope.narrow(
            select(Application.source, func.count(), hired, func.avg(Application.score)).join(
                Job, Application.job_id == Job.id
            )
        ).group_by(Application.source)
    ).all()
    cost = {
        source: int(amount)
        for source, amount in session.execute(
            select(SourceCost.source, func.sum(SourceCost.amount))
            .where(SourceCost.month >= f"{scope.period.start:%Y-%m}", SourceCost.month <= f"{scope.period.end:%Y-%m}")
            .group_by(SourceCost.source)
        )
    }
    found = [Source(name, n, h, float(score) if score is not None else None, cost.get(name, 0))
             for name, n, h, score in rows]  # fmt: skip
    return sorted(found, key=lambda s: (-s.hired, -s.applications))


def _days_to_hire(scope: _Scope) -> list[float]:
    rows = scope.unit.session.execute(
        scope.narrow(
            select(Application.applied_at, Application.ended_at)
            .join(Job, Application.job_id == Job.id)
            .where(Application.status == "hired")
        )
    )
    return [(ended - applied).total_seconds() / 86400 for applied, ended in rows if ended]


def _stage_times(scope: _Scope) -> list[StageTime]:
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


def save_cost(unit: Unit, source: str, month: str, yuan: float) -> None:
    """What a source cost in a month."""
    unit.actor.require(Permission.JOBS_EDIT)
    row = unit.session.scalar(select(SourceCost).where(SourceCost.source == source, SourceCost.month == month))
    row = row or SourceCost(source=source, month=month)
    row.amount = round(yuan * 100)
    unit.session.add(row)
    unit.audit("source_cost.saved", "source", source, month=month)
