"""Taking due rows, so that two workers never hold the same one, and taking over from workers that died.

States: ``waiting`` → ``claimed`` (a worker holds it, nothing was sent) → ``sending`` (it may be on its way) →
``done``, ``partly``, ``parked``, or ``waiting`` again. A row whose worker died while ``claimed`` is safe to send; one
that died while ``sending`` is ``unknown``: the far end is asked before anything is sent again. A row stays ``unknown``
while it is held, so that a second death does not make it look safe.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from ..db import transaction
from ..models import OutboxMessage as Row
from ..records import CalendarEntry, Port, Todo
from .worker import is_gone

LEASE = timedelta(minutes=15)
"""Longer than any adapter takes: who holds a row past it counts as dead."""
SETTLE = timedelta(seconds=5)
"""How long a request of a worker that died may still be on its way; the far end is asked after it."""
OPEN = ("waiting", "claimed", "sending", "unknown")
IN_ORDER = (Todo.__name__, CalendarEntry.__name__)
# By state as well: its index keeps an idle look away from everything that was ever delivered.
HELD = Row.state.in_(("claimed", "sending", "unknown")) & Row.lease_until.is_not(None)


def claim(worker: str, now: datetime, limit: int, *, due_at: datetime | None = None) -> list[int]:
    """Take up to ``limit`` rows for ``worker`` that are due, oldest first. → their ids."""
    with transaction() as session:
        recover(session, now, worker)
        due = due_rows(due_at or now).order_by(Row.next_at, Row.id).limit(limit)
        ids = list(session.scalars(due.with_for_update(skip_locked=True, of=Row)))
        if ids:
            held = {"claimed_by": worker, "lease_until": now + LEASE}
            _set(session, and_(Row.id.in_(ids), Row.state == "waiting"), state="claimed", **held)
            _set(session, and_(Row.id.in_(ids), Row.state == "unknown"), **held)
    return ids


def anything_due(session: Session, now: datetime) -> bool:
    """Whether ``claim`` has something to do. It locks nothing, so an idle worker is in nobody's way."""
    held = select(Row.id).where(HELD).limit(1)
    return session.scalar(due_rows(now).limit(1)) is not None or session.scalar(held) is not None


def due_rows(now: datetime) -> Select[Any]:
    """Ids of rows that are due. To-dos and calendar entries of one subject leave in order: "done" may not overtake "to do"."""
    earlier = aliased(Row)
    blocked = exists().where(
        earlier.port == Row.port,
        earlier.kind == Row.kind,
        earlier.subject_type == Row.subject_type,
        earlier.subject_id == Row.subject_id,
        earlier.state.in_(OPEN),
        earlier.id < Row.id,
    )
    free = or_(Row.state == "waiting", and_(Row.state == "unknown", Row.claimed_by.is_(None)))
    return select(Row.id).where(free, Row.next_at <= now, or_(Row.kind.not_in(IN_ORDER), ~blocked))


def recover(session: Session, now: datetime, worker: str) -> int:
    """Free the rows of workers that died or whose lease ran out, and what a fault left with ``worker``. → how many."""
    # Who comes for more has ended its batch: what it still holds it could not write, the database was away.
    held = select(Row.id, Row.state, Row.claimed_by, Row.lease_until).where(HELD)
    stale = [
        row
        for row in session.execute(held)
        if row.lease_until <= now or row.claimed_by == worker or is_gone(row.claimed_by)
    ]
    for row in stale:
        still = and_(Row.id == row.id, Row.claimed_by == row.claimed_by, Row.state == row.state)
        if row.state == "claimed":
            free(session, still, state="waiting")
        else:
            free(session, still, state="unknown", next_at=now + SETTLE)
    return len(stale)


def free(session: Session, where: ColumnElement[bool], **values: Any) -> bool:
    """Let go of rows with these values. → whether there was one."""
    return _set(session, where, claimed_by=None, lease_until=None, **values)


def release(session: Session, where: ColumnElement[bool]) -> None:
    """Let go of rows that were claimed and not begun; one of unknown outcome stays so."""
    free(session, and_(where, Row.state == "claimed"), state="waiting")
    free(session, and_(where, Row.state == "unknown"))


def connect(session: Session, port: Port | str, now: datetime) -> None:
    """A port was connected: what waited for it is due."""
    _set(session, and_(Row.port == str(port), Row.state.in_(("waiting", "unknown"))), next_at=now)


def _set(session: Session, where: ColumnElement[bool], **values: Any) -> bool:
    done = session.execute(update(Row).where(where).values(**values).execution_options(synchronize_session=False))
    return bool(done.rowcount)  # type: ignore[attr-defined]
