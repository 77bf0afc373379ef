"""The figures that reports are made of. A rate is never without the number of cases it rests on."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

FEW = 20
"""Below this many cases a rate is marked as resting on few."""


@dataclass(frozen=True)
class Period:
    """Applications received from ``start`` to ``end``, both included."""

    start: date
    end: date

    @property
    def months(self) -> list[str]:
        """Every month that the period touches, as YYYY-MM."""
        first, last = self.start.year * 12 + self.start.month - 1, self.end.year * 12 + self.end.month - 1
        return [f"{n // 12}-{n % 12 + 1:02d}" for n in range(first, last + 1)]


@dataclass(frozen=True)
class Step:
    """A stage of the funnel: how many reached it, how many of those went on, how many still wait in it."""

    name: str
    reached: int
    passed: int
    waiting: int
    kind: str = "interview"
    """screening, interview or offer."""

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
    """Fen. Of a source that served other jobs too, the share of the applications that are counted here."""

    @property
    def hire_rate(self) -> float | None:
        """Share of the applications that became hires."""
        return self.hired / self.applications if self.applications else None

    @property
    def cost_per_hire(self) -> float | None:
        """Yuan a hire; None without a hire or without a cost."""
        return self.cost / 100 / self.hired if self.hired and self.cost else None


@dataclass(frozen=True)
class Month:
    """``cost_per_hire`` (yuan) runs over this month and the two before it; None when they had no hire or no cost."""

    month: str
    applications: int
    hired: int
    """By the day the offer was signed."""
    cost: int
    """Fen."""
    cost_per_hire: float | None


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
    months: Sequence[Month]
    cost: int
    """Fen, of all sources in the period."""

    @property
    def cost_per_hire(self) -> float | None:
        """Yuan a hire; None without a hire or without a cost."""
        return self.cost / 100 / self.hired if self.hired and self.cost else None

    @property
    def few(self) -> bool:
        return self.applications < FEW
