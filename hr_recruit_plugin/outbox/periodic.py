"""Jobs that the runner does now and then: reminders, expiries. Modules of services register theirs when imported."""

from __future__ import annotations

import logging
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
    """A job, how often it runs (seconds), and when it ran last in this process (monotonic clock)."""

    job: Job
    every: float
    last: float | None = None

    def due(self, now: float) -> bool:
        return self.last is None or now - self.last >= self.every


PERIODIC: list[Periodic] = []


def periodic(every: float) -> Callable[[J], J]:
    """Have ``job(app)`` run every so many seconds, inside an application context.

    Several processes may run it at the same moment: what it does must be harmless when done twice.
    """

    def register(job: J) -> J:
        PERIODIC.append(Periodic(job, every))
        return job

    return register


def run_due(app: Flask, *, everything: bool = False) -> int:
    """Run the jobs whose time has come; one that fails holds up no other. → how many failed."""
    failures = 0
    for entry in PERIODIC:
        now = time.monotonic()
        if not everything and not entry.due(now):
            continue
        entry.last = now
        try:
            with app.app_context():
                entry.job(app)
        except Exception as problem:
            # The message of a foreign exception may quote personal data: the log gets its type alone.
            log.error(
                "periodic job %s failed: %s", getattr(entry.job, "__qualname__", entry.job), type(problem).__name__
            )
            failures += 1
    return failures
