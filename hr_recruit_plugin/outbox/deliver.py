"""Delivering claimed rows one after the other: write that one is being sent, send outside any transaction, write what came of it.

What came of one row and that the next is being sent are written in one commit, so a batch costs a commit a row. Whenever
the process dies, at most one row of the batch is on its way; the far end is asked about that one alone.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from ..db import transaction
from ..i18n import N_
from ..models import Connection
from ..models import OutboxMessage as Row
from ..records import Message, Port
from ..security.crypto import KeyMissing
from ..state import Recruitment
from .answers import answer
from .attempt import Attempt
from .claim import LEASE, free, release
from .line import Lines
from .outcome import Outcome
from .queue import unpack

WITHOUT_CONNECTION = timedelta(days=1)
"""Saving a connection makes its rows due at once; this is for connections that come about otherwise."""
WRITES = 5
"""How often what came of a delivery is tried to be written: losing it would mean asking the far end."""


@dataclass(frozen=True)
class Held:
    """A row that this worker holds. ``unsure``: an earlier attempt may have arrived."""

    id: int
    port: str
    key: str
    kind: str
    attempts: int
    unsure: bool


@dataclass(frozen=True)
class Ready:
    """A row that can be sent, and over which connection."""

    held: Held
    message: Message
    adapter: str
    settings: dict[str, Any]


@dataclass(frozen=True)
class Ended:
    """A row whose attempt is over, or that can't be sent as things are; it has yet to be written."""

    held: Held
    outcome: Outcome
    at: datetime


class CannotSend(Exception):
    """Nothing can be sent as things are; ``outcome`` says why."""

    def __init__(self, state: str, message: str, pause: timedelta | None = None) -> None:
        super().__init__(message)
        self.outcome = Outcome(state, answer(message), pause=pause, attempted=False)


def deliver(
    state: Recruitment, ids: Iterable[int], worker: str, *, stopping: Callable[[], bool] = lambda: False
) -> Counter[str]:
    """Deliver rows that ``worker`` claimed, in this order; once ``stopping``, let go of what was not begun.

    → how many came to which state; "elsewhere" counts those that somebody else took over.
    """
    outcomes, rest, last = Counter[str](), deque(ids), None
    with Lines(state) as lines:
        try:
            while rest and not stopping():
                following = _ready(state, rest.popleft(), worker)
                started = _write(worker, last, following)
                last = None
                if isinstance(following, Ready) and started:
                    held = following.held
                    line = lines.to(held.port, following.adapter, following.settings)
                    attempt = Attempt(line, following.message, key=held.key, before=held.attempts, unsure=held.unsure)
                    last = Ended(held, attempt.make(), datetime.now(UTC))
                elif isinstance(following, Ended):
                    last = following
                outcomes[last.outcome.state if last else "elsewhere"] += 1
        finally:
            if last is not None:
                _write(worker, last, None)
    if rest:
        _let_go(rest, worker)
    return outcomes


def _ready(state: Recruitment, row_id: int, worker: str) -> Ready | Ended | None:
    """What is to be sent and how, or why that is impossible; None when somebody else took the row over."""
    columns = (Row.id, Row.port, Row.key, Row.kind, Row.attempts, Row.state)
    with transaction(write=False) as session:
        row = session.execute(select(*columns).where(_mine(row_id, worker))).one_or_none()
        if row is None:
            return None
        held = Held(row.id, row.port, row.key, row.kind, row.attempts, row.state == "unknown")
        try:
            return Ready(held, _message(session, held), *_connection(session, state, held))
        except CannotSend as problem:
            return Ended(held, problem.outcome, datetime.now(UTC))


def _mine(row_id: int, worker: str) -> ColumnElement[bool]:
    return and_(Row.id == row_id, Row.claimed_by == worker, Row.state.in_(("claimed", "unknown")))


def _message(session: Session, held: Held) -> Message:
    try:
        return unpack(held.kind, session.scalars(select(Row.payload).where(Row.id == held.id)).one())
    except KeyMissing as problem:
        raise CannotSend("parked", N_("内容用另一把密钥加密，读不出来；请找回密钥后重发")) from problem
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as problem:
        raise CannotSend("parked", N_("内容读不出来：数据被改动，或来自别的版本")) from problem


def _connection(session: Session, state: Recruitment, held: Held) -> tuple[str, dict[str, Any]]:
    """→ (adapter name, its settings)."""
    try:
        found = session.scalars(select(Connection).where(Connection.port == held.port)).one_or_none()
    except (KeyMissing, ValueError) as problem:
        raise CannotSend("parked", N_("连接的设置读不出来，请重新填写并保存，然后重发")) from problem
    if found is not None and found.enabled:
        return found.adapter, found.settings
    if found is None and held.port == Port.OA and state.host_takes_todos:
        return "host", {}
    text = N_("连接已停用，启用后自动发出") if found else N_("还没有连接，连好后自动发出")
    raise CannotSend("unknown" if held.unsure else "waiting", text, WITHOUT_CONNECTION)


def _write(worker: str, ended: Ended | None, following: Ready | Ended | None) -> bool:
    """What came of one row, and that the following one is being sent. → whether that is still ours to send."""
    ready = following if isinstance(following, Ready) else None
    if ended is None and ready is None:
        return False
    for pause in range(1, WRITES + 1):
        try:
            with transaction() as session:
                if ended is not None:
                    _finish(session, worker, ended)
                return ready is not None and _start(session, worker, ready)
        except OperationalError:
            if pause == WRITES:
                raise
            time.sleep(pause / 2)
    raise AssertionError("the last attempt returns or raises")


def _start(session: Session, worker: str, ready: Ready) -> bool:
    """Committed before anything leaves: whoever finds the row later knows that it may have arrived."""
    # A batch may take longer than the lease: it starts anew with each row.
    values: dict[str, Any] = {"adapter": ready.adapter, "lease_until": datetime.now(UTC) + LEASE}
    if not ready.held.unsure:
        values["state"] = "sending"
    done = session.execute(update(Row).where(_mine(ready.held.id, worker)).values(**values))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _finish(session: Session, worker: str, ended: Ended) -> None:
    held, outcome = ended.held, ended.outcome
    values: dict[str, Any] = {
        "state": outcome.state,
        "answer": outcome.answer,
        "attempts": held.attempts + outcome.attempted,
        "next_at": ended.at + (outcome.pause or timedelta()),
    }
    if outcome.success:
        values |= {"remote_id": (outcome.remote_id or "")[:200], "done_at": ended.at}
    # A success is a fact whoever holds the row by now; anything else gives way to who took it over.
    mine = Row.id == held.id if outcome.success else and_(Row.id == held.id, Row.claimed_by == worker)
    free(session, mine, **values)


def _let_go(ids: Collection[int], worker: str) -> None:
    """Nothing of these was sent: the next worker need not wait for a lease to run out."""
    with transaction() as session:
        release(session, and_(Row.id.in_(ids), Row.claimed_by == worker))
