"""One attempt at handing a message to an outside system. No transaction is open meanwhile."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from ..adapters.base import Adapter, AdapterError, Reauthenticate, RetryLater, SettingsInvalid, Unknown
from ..i18n import N_
from ..records import Message
from .answers import answer_of
from .line import Line
from .outcome import Outcome, delivered, fault, parked, retry, uncertain

log = logging.getLogger(__name__)

T = TypeVar("T")


class Attempt:
    """Ask where an earlier attempt may have arrived, then deliver; whatever happens becomes an outcome.

    Args:
        before: attempts made earlier.
        unsure: one of them may have arrived.
    """

    def __init__(self, line: Line, message: Message, *, key: str, before: int, unsure: bool) -> None:
        self.line, self.message, self.key, self.before, self.unsure = line, message, key, before, unsure

    def make(self) -> Outcome:
        if self.line.kind is None:
            return parked(N_("没有名为「%(name)s」的连接程序，请安装或换一个，然后重发"), name=self.line.name)
        try:
            self.adapter = self.line.adapter()
        except SettingsInvalid as problem:
            return Outcome("parked", answer_of(problem))
        except Exception as problem:
            self._log(problem)
            return Outcome("parked", fault(problem))
        return (self._ask() if self.unsure else None) or self._deliver()

    def _ask(self) -> Outcome | None:
        """What an earlier attempt came to; None where it certainly did not arrive, or a repetition does no harm."""
        if not self.adapter.can_find:
            return None if self.adapter.repeatable else parked(N_("可能已经送到，请到对方系统核对后再重发"))
        try:
            there = self._signed_in(lambda adapter: adapter.find(self.message, key=self.key))
        except (RetryLater, Unknown) as problem:
            return retry(problem, self.before, state="unknown")
        except AdapterError as problem:
            return Outcome("parked", answer_of(problem))
        except Exception as problem:
            self._log(problem)
            return uncertain(problem, self.adapter, self.before)
        return delivered(there) if there is not None else None

    def _deliver(self) -> Outcome:
        try:
            return delivered(self._signed_in(lambda adapter: adapter.deliver(self.message, key=self.key)))
        except RetryLater as problem:
            return retry(problem, self.before)
        except Unknown as problem:
            return uncertain(problem, self.adapter, self.before)
        except AdapterError as problem:
            return Outcome("parked", answer_of(problem))
        except Exception as problem:
            self._log(problem)
            return uncertain(problem, self.adapter, self.before)

    def _signed_in(self, call: Callable[[Adapter], T]) -> T:
        try:
            return call(self.adapter)
        except Reauthenticate:
            # Once more with a fresh session; a second refusal is final.
            self.adapter = self.line.renew()
            return call(self.adapter)

    def _log(self, problem: Exception) -> None:
        # The text may hold a secret or a person's data; the console tells the admin the kind of fault.
        log.error("adapter %s failed: %s", self.line.name, type(problem).__name__)
