"""Delivering one claimed row: write that it is being sent, send outside any transaction, write what came of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.exc import OperationalError

from ..db import transaction
from ..i18n import N_
from ..models import Connection
from ..models import OutboxMessage as Row
from ..records import Message, Port
from ..security.crypto import KeyMissing
from ..state import Recruitment
from .answers import answer
from .attempt import Attempt
from .claim import LEASE, free
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


class CannotSend(Exception):
    """Nothing can be sent as things are; ``outcome`` says why."""

    def __init__(self, state: str, message: str, pause: timedelta | None = None) -> None:
        super().__init__(message)
        self.outcome = Outcome(state, answer(message), pause=pause, attempted=False)


def deliver(state: Recruitment, row_id: int, worker: str) -> str | None:
    """Deliver a row that ``worker`` claimed. → its new state, or None when somebody else took it over."""
    held = _hold(row_id, worker)
    if held is None:
        return None
    try:
        message = _message(held)
        name, settings = _connection(state, held)
        if not _start(held, worker, name):
            return None
        kind = state.adapters.get((held.port, name))
        attempt = Attempt(kind, name, settings, message, key=held.key, before=held.attempts, unsure=held.unsure)
        outcome = attempt.make()
    except CannotSend as problem:
        outcome = problem.outcome
    _finish(held, worker, outcome)
    return outcome.state


def _hold(row_id: int, worker: str) -> Held | None:
    columns = (Row.id, Row.port, Row.key, Row.kind, Row.attempts, Row.state)
    with transaction(write=False) as session:
        row = session.execute(select(*columns).where(_mine(row_id, worker))).one_or_none()
    return row and Held(row.id, row.port, row.key, row.kind, row.attempts, row.state == "unknown")


def _mine(row_id: int, worker: str) -> ColumnElement[bool]:
    return and_(Row.id == row_id, Row.claimed_by == worker, Row.state.in_(("claimed", "unknown")))


def _message(held: Held) -> Message:
    try:
        with transaction(write=False) as session:
            payload = session.scalars(select(Row.payload).where(Row.id == held.id)).one()
        return unpack(held.kind, payload)
    except KeyMissing as problem:
        raise CannotSend("parked", N_("内容用另一把密钥加密，读不出来；请找回密钥后重发")) from problem
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError) as problem:
        raise CannotSend("parked", N_("内容读不出来：数据被改动，或来自别的版本")) from problem


def _connection(state: Recruitment, held: Held) -> tuple[str, dict[str, Any]]:
    """→ (adapter name, its settings)."""
    try:
        with transaction(write=False) as session:
            found = session.scalars(select(Connection).where(Connection.port == held.port)).one_or_none()
    except (KeyMissing, ValueError) as problem:
        raise CannotSend("parked", N_("连接的设置读不出来，请重新填写并保存，然后重发")) from problem
    if found is not None and found.enabled:
        return found.adapter, found.settings
    if found is None and held.port == Port.OA and state.host_takes_todos:
        return "host", {}
    text = N_("连接已停用，启用后自动发出") if found else N_("还没有连接，连好后自动发出")
    raise CannotSend("unknown" if held.unsure else "waiting", text, WITHOUT_CONNECTION)


def _start(held: Held, worker: str, adapter: str) -> bool:
    """Committed before anything leaves: whoever finds the row later knows that it may have arrived."""
    # A batch may take longer than the lease: it starts anew with each row.
    values: dict[str, Any] = {"adapter": adapter, "lease_until": datetime.now(UTC) + LEASE}
    if not held.unsure:
        values["state"] = "sending"
    with transaction() as session:
        done = session.execute(update(Row).where(_mine(held.id, worker)).values(**values))
    return bool(done.rowcount)  # type: ignore[attr-defined]


def _finish(held: Held, worker: str, outcome: Outcome) -> None:
    now = datetime.now(UTC)
    values: dict[str, Any] = {
        "state": outcome.state,
        "answer": outcome.answer,
        "attempts": held.attempts + outcome.attempted,
        "next_at": now + (outcome.pause or timedelta()),
    }
    if outcome.success:
        values |= {"remote_id": (outcome.remote_id or "")[:200], "done_at": now}
    # A success is a fact whoever holds the row by now; anything else gives way to who took it over.
    mine = Row.id == held.id if outcome.success else and_(Row.id == held.id, Row.claimed_by == worker)
    for pause in range(1, WRITES + 1):
        try:
            with transaction() as session:
                free(session, mine, **values)
            return
        except OperationalError:
            if pause == WRITES:
                raise
            time.sleep(pause / 2)
