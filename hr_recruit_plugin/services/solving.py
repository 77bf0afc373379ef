"""Solving in the background: progress, stopping and a crash are all read from the schedule's own row.

``progress`` holds {run, beat, limit, now, levels}: ``run`` names the solve that may write, ``beat`` is when it last
did, so that one whose process died is noticed and can be started again.
"""

from __future__ import annotations

import dataclasses
import logging
import secrets
import threading
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from ..db import transaction
from ..engines import scheduling as engine
from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import Schedule
from . import access
from .pinning import held_in, pinned, unpinned
from .planning_problem import names
from .unit import Actor, Unit, unit_of_work

log = logging.getLogger(__name__)

SECONDS = 20.0
BEAT = 0.7
SILENCE = timedelta(seconds=20)
"""After so long without a beat the solve is taken for dead."""
RUNNING = ("solving", "stopping")
NO_SCHEDULE = N_("没有这份排期。")


def solve(actor: Actor, schedule_id: int, *, seconds: float = SECONDS, workers: int = 2) -> None:
    """Solve a proposed plan outside of any transaction, keeping progress where the screen can read it."""
    run = _take_over(actor, schedule_id, seconds)
    with unit_of_work(actor, write=False) as unit:
        problem = unit.get(Schedule, schedule_id, NO_SCHEDULE).problem
        called = names(unit, problem)
    reporter = Reporter(schedule_id, run, seconds)
    reporter.start()
    try:
        question, held = engine.Problem.from_dict(problem), held_in(problem)
        found = engine.plan(
            pinned(question, held), seconds=seconds, workers=workers, progress=reporter.tell,
            cancelled=reporter.stopped.is_set, names=called,
        )  # fmt: skip
        found = unpinned(question, found, held)
        broken = engine.check(question, found, called)
    except Exception as error:
        reporter.close()
        _close(
            actor, schedule_id, run, state="failed", plan=None, note=f"{type(error).__name__}: {error}"
        )
        raise
    reporter.close()
    note = "；".join(v.text for v in broken[:3]) if broken else None
    _close(actor, schedule_id, run, state="failed" if broken else "solved", plan=found.to_dict(), note=note)


def solve_later(actor: Actor, schedule_id: int, *, seconds: float = SECONDS) -> None:
    """Solve in a thread of this process; the screen follows the row."""
    from flask import current_app

    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def run() -> None:
        with app.app_context():
            try:
                solve(actor, schedule_id, seconds=seconds)
            except Exception as error:
                # The row says it to the user; the log gets the type alone, for sentences may name people.
                log.error("schedule %s was not solved: %s", schedule_id, type(error).__name__)

    threading.Thread(target=run, name=f"hr-recruit-solve-{schedule_id}", daemon=True).start()


class Reporter:
    """Writes progress about once a second and listens for a wish to stop, in a thread with a context of its own.

    The solver calls from threads of its own, often, and must never wait for a database.
    """

    def __init__(self, schedule_id: int, run: str, seconds: float) -> None:
        from flask import current_app

        self.app = current_app._get_current_object()  # type: ignore[attr-defined]
        self.schedule_id, self.run, self.seconds = schedule_id, run, seconds
        self.stopped, self._over = threading.Event(), threading.Event()
        self._levels: dict[str, dict[str, Any]] = {}
        self._now: str | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._work, name=f"hr-recruit-progress-{schedule_id}", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def tell(self, progress: engine.Progress) -> None:
        with self._lock:
            self._levels[progress.level] = dataclasses.asdict(progress)
            self._now = progress.level

    def close(self) -> None:
        self._over.set()
        self._thread.join()

    def _work(self) -> None:
        with self.app.app_context():
            while not self._over.wait(BEAT):
                try:
                    self._beat()
                except Exception as error:
                    # A busy database must not end a solve; the next beat tells the same.
                    log.warning("progress of schedule %s was not kept: %s", self.schedule_id, type(error).__name__)

    def _beat(self) -> None:
        with self._lock:
            told = {"now": self._now, "levels": list(self._levels.values())}
        with transaction() as session:
            row = session.execute(
                select(Schedule.state, Schedule.progress).where(Schedule.id == self.schedule_id).with_for_update()
            ).first()
            if row is None or row.state not in RUNNING or (row.progress or {}).get("run") != self.run:
                self.stopped.set()  # discarded, or another solve took over
                return
            if row.state == "stopping":
                self.stopped.set()
            session.execute(
                # Not through the model: a beat is no change that two people could disagree about.
                update(Schedule)
                .where(Schedule.id == self.schedule_id)
                .values(progress=_progress(self.run, self.seconds, **told))
            )


def _progress(run: str, seconds: float, **told: Any) -> dict[str, Any]:
    from ..state import recruitment

    beat = recruitment().clock().isoformat()
    return {"run": run, "beat": beat, "limit": seconds, "now": None, "levels": [], **told}


def _take_over(actor: Actor, schedule_id: int, seconds: float) -> str:
    """Become the one solve that may write to this row."""
    run = secrets.token_hex(8)
    with unit_of_work(actor) as unit:
        row = _locked(unit, schedule_id)
        if row.state != "solving":
            raise Invalid(N_("这份方案不在求解中。"))
        row.progress = _progress(run, seconds)
    return run


def _close(
    actor: Actor, schedule_id: int, run: str, *, state: str, plan: dict[str, Any] | None, note: str | None
) -> None:
    with unit_of_work(actor) as unit:
        row = _locked(unit, schedule_id)
        if row.state in RUNNING and (row.progress or {}).get("run") == run:
            row.state, row.plan, row.problem_note = state, plan, note
            unit.audit("schedule.solved", "schedule", row.id, state=state)


def _locked(unit: Unit, schedule_id: int) -> Schedule:
    unit.get(Schedule, schedule_id, NO_SCHEDULE)
    return unit.session.scalars(
        select(Schedule)
        .where(Schedule.id == schedule_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def stop(unit: Unit, schedule_id: int) -> Schedule:
    """Ask a running solve to end with the best plan it has."""
    access.schedule(unit, schedule_id)
    row = _locked(unit, schedule_id)
    if row.state == "solving":
        row.state = "stopping"
        unit.audit("schedule.stopped", "schedule", row.id)
    return row


def silent(schedule: Schedule, now: datetime) -> bool:
    """Whether a solve should be running and nothing has been heard of it: its process died."""
    if schedule.state not in RUNNING:
        return False
    beat = (schedule.progress or {}).get("beat")
    last = datetime.fromisoformat(beat) if beat else schedule.created_at
    return now - last > SILENCE


def restart(unit: Unit, schedule_id: int) -> Schedule:
    """Make a solve that died or failed ready to run again; whoever calls starts it after the commit."""
    access.schedule(unit, schedule_id)
    row = _locked(unit, schedule_id)
    if row.state != "failed" and not silent(row, unit.now):
        raise Conflict(N_("这份方案正在求解，或已经算好。刷新后看到的是最新内容。"))
    row.state, row.problem_note = "solving", None
    row.progress = _progress("", 0)  # nobody's, until the new solve takes it over
    unit.audit("schedule.restarted", "schedule", row.id)
    return row


def levels_of(progress: Mapping[str, Any] | None) -> dict[str, dict[str, Any]]:
    """Level name → {level, value, bound, proven, seconds} as far as the solve has come."""
    return {level["level"]: level for level in (progress or {}).get("levels", ())}
