"""Jobs that the runner does now and then: reminders, expiries. Modules of services register theirs when imported."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask

log = logging.getLogger(__name__)

Job = Callable[[Flask], None]
J = TypeVar("J", bound=Job)


@dataclass
class Periodic:
    """A job, how often it runs (seconds), and when it ran last in this process (monotonic clock).

    ``apart``: it waits for other systems, so it runs in a thread of its own and holds up neither mails nor other jobs.
    """

    job: Job
    every: float
    apart: bool = False
    last: float | None = None
    turn: threading.Thread | None = None

    def due(self, now: float) -> bool:
        if self.turn is not None and self.turn.is_alive():
            return False
        return self.last is None or now - self.last >= self.every

    def start(self, app: Flask) -> None:
        # Killing it harms nothing: what it does is harmless when done twice, and what is half done rolls back.
        self.turn = threading.Thread(target=self.run, args=(app,), name=f"hr-recruit-{self.name}", daemon=True)
        self.turn.start()

    def run(self, app: Flask) -> bool:
        """→ whether it went well."""
        try:
            with app.app_context():
                self.job(app)
        except Exception as problem:
            # The message of a foreign exception may quote personal data: the log gets its type alone.
            log.error("periodic job %s failed: %s", self.name, type(problem).__name__)
            return False
        return True

    @property
    def name(self) -> str:
        return str(getattr(self.job, "__qualname__", self.job))


PERIODIC: list[Periodic] = []


def periodic(every: float, *, apart: bool = False) -> Callable[[J], J]:
    """Have ``job(app)`` run every so many seconds, inside an application context; ``apart`` in a thread of its own.

    Several processes may run it at the same moment: what it does must be harmless when done twice.
    """

    def register(job: J) -> J:
        PERIODIC.append(Periodic(job, every, apart))
        return job

    return register


def run_due(app: Flask, *, everything: bool = False) -> int:
    """Run the jobs whose time has come; one that fails holds up no other. → how many failed.

    ``everything`` runs all of them, one after the other, to their end.
    """
    failures = 0
    for entry in PERIODIC:
        now = time.monotonic()
        if not everything and not entry.due(now):
            continue
        entry.last = now
        if entry.apart and not everything:
            entry.start(app)
        elif not entry.run(app):
            failures += 1
    return failures
