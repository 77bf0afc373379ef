"""Who delivers: a daemon thread inside the serving process, or ``drain`` for ``flask recruit work``.

The rows are the truth. The thread only looks at them: when something was queued, and every few seconds.
"""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from ..db import transaction
from ..state import Recruitment
from .claim import anything_due, claim
from .deliver import deliver
from .periodic import run_due
from .worker import worker_name

log = logging.getLogger(__name__)

POLL_SECONDS = 5.0
PAUSE_AFTER_FAILURE = 30.0
PATIENCE_AT_EXIT = 10.0
BATCH = 20


def start_runner(state: Recruitment) -> Runner | None:
    """Have this process deliver, if it turns out to be one that serves. Commands never do."""
    if state.settings.worker != "thread":
        return None
    runner = Runner(state)
    state.cache["runner"] = runner
    state.wake = runner.wake
    state.app.before_request(runner.serve)
    return runner


def drain(
    state: Recruitment,
    *,
    limit: int = BATCH,
    until_empty: bool = False,
    stopping: Callable[[], bool] = lambda: False,
) -> Counter[str]:
    """Deliver what is due now: one batch of ``limit`` rows, or batch after batch. → how many came to which state.

    Once ``stopping``, the delivery at hand is ended and no other begun.
    """
    worker, outcomes, start = worker_name(), Counter[str](), datetime.now(UTC)
    with state.app.app_context():
        while True:
            # What was tried in this run is due after its start, so a run always comes to its end.
            ids = claim(worker, datetime.now(UTC), limit, due_at=start)
            outcomes += deliver(state, ids, worker, stopping=stopping)
            if not ids or not until_empty or stopping():
                return outcomes


class Runner:
    """One thread a process. It starts with the first request, in the process that serves it (after any fork)."""

    def __init__(self, state: Recruitment) -> None:
        self.state = state
        self._renew()

    def _renew(self) -> None:
        # Locks and threads do not survive a fork: a child starts with its own.
        self._pid: int | None = os.getpid()
        self._lock = threading.Lock()
        self._news = threading.Event()
        self._stopping = False
        self._thread: threading.Thread | None = None

    def serve(self) -> None:
        """This process answers requests, so it may deliver as well."""
        if self._pid != os.getpid():
            self._renew()
        if self._thread is None and not self._stopping:
            with self._lock:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, name="hr-recruit-outbox", daemon=True)
                    self._thread.start()
                    atexit.register(self.stop)

    def wake(self) -> None:
        """Something was queued. In a process that does not serve, whoever does will find it."""
        self._news.set()

    @property
    def running(self) -> bool:
        return self._pid == os.getpid() and self._thread is not None and self._thread.is_alive()

    def stop(self) -> None:
        """Let the delivery at hand end, then stop. One that does not end in time is asked about after restart."""
        self._stopping = True
        self._news.set()
        if self.running and self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join(PATIENCE_AT_EXIT)
        atexit.unregister(self.stop)

    def _run(self) -> None:
        pause = 0.0
        while not self._stopping:
            self._news.wait(pause)
            self._news.clear()
            pause = self._turn()

    def _turn(self) -> float:
        """One look at the outbox. → seconds until the next."""
        try:
            run_due(self.state.app)
            while not self._stopping and self._anything_due():
                if not drain(self.state, stopping=lambda: self._stopping):
                    break
        except SQLAlchemyError as problem:
            # Tables not there yet, database away: what is due stays due.
            log.warning("the outbox can't be read (%s); see flask recruit doctor", type(problem).__name__)
            return PAUSE_AFTER_FAILURE
        except Exception as problem:
            log.error("the outbox runner failed: %s", type(problem).__name__)
            return PAUSE_AFTER_FAILURE
        return POLL_SECONDS

    def _anything_due(self) -> bool:
        with self.state.app.app_context(), transaction(write=False) as session:
            return anything_due(session, datetime.now(UTC))
