"""What an attempt came to, and when to try again: decisions without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from secrets import SystemRandom

from ..adapters.base import Adapter, AdapterError, Delivery, RetryLater
from ..i18n import N_
from .answers import Answer, answer, answer_of

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
LONGEST_WISH = timedelta(days=1)
MOST_ATTEMPTS = 40
"""About a day and a half of hourly attempts; then a person has to look."""

_random = SystemRandom()


@dataclass(frozen=True)
class Outcome:
    """``pause`` is how long to wait before the row is due again; ``attempted`` counts this attempt."""

    state: str
    answer: Answer | None = None
    remote_id: str | None = None
    pause: timedelta | None = None
    attempted: bool = True

    @property
    def success(self) -> bool:
        return self.state in {"done", "partly"}


def delivered(result: Delivery) -> Outcome:
    if result.complete:
        return Outcome("done", answer(N_("已送达")), result.remote_id)
    reached = answer(N_("有收件人没有送到：%(who)s"), who="、".join(result.unreached))
    return Outcome("partly", reached, result.remote_id)


def retry(problem: AdapterError, attempts: int, *, state: str = "waiting") -> Outcome:
    """When to try again: as the far end wished, else later each time. ``attempts`` counts those before this one."""
    if attempts + 1 >= MOST_ATTEMPTS:
        return parked(N_("试了 %(count)s 次都没有成功，请检查连接后重发"), str(problem), count=attempts + 1)
    pause = backoff(attempts)
    if isinstance(problem, RetryLater) and problem.after is not None:
        pause = max(min(timedelta(seconds=problem.after), LONGEST_WISH), timedelta(seconds=1))
    return Outcome(state, answer_of(problem), pause=pause)


def uncertain(problem: AdapterError | Exception, adapter: Adapter, attempts: int) -> Outcome:
    """It may or may not have been done: ask later, or repeat where that does no harm, or let a person decide."""
    told = answer_of(problem) if isinstance(problem, AdapterError) else fault(problem)
    if not (adapter.can_find or adapter.repeatable):
        return Outcome("parked", answer(N_("可能已经送到，请到对方系统核对后再重发"), said(told)))
    if attempts + 1 >= MOST_ATTEMPTS:
        return parked(N_("试了 %(count)s 次都没有成功，请检查连接后重发"), said(told), count=attempts + 1)
    return Outcome("unknown", told, pause=backoff(attempts))


def fault(problem: Exception) -> Answer:
    """A fault of an adapter. Its text may quote personal data or a secret, so only its kind is told."""
    return answer(N_("连接程序出错（%(kind)s），请把这条信息告诉系统管理员"), kind=type(problem).__name__)


def parked(message: str, remote: str = "", **params: object) -> Outcome:
    return Outcome("parked", answer(message, remote, **params))


def said(told: Answer) -> str:
    text = told["message"] % told["params"] if told["params"] else told["message"]
    return f"{text} {told['remote']}".strip()


def backoff(attempts: int) -> timedelta:
    """Twice as long each time, up to an hour, spread by a fifth so that rows do not come back all at once."""
    pause = min(FIRST_PAUSE * 2 ** min(attempts, 10), LONGEST_PAUSE)
    spread: timedelta = pause * _random.uniform(0.8, 1.2)
    return spread
