"""The same request twice has one effect: the answer to a key is kept for a day and given again.

A key belongs to a caller. It is claimed in a transaction of its own before the work begins, so that of two that
arrive at once only one works; answers that changed something are kept, a refusal leaves the key free.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update
from sqlalchemy.exc import IntegrityError

from ..db import transaction
from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import IdempotentRequest as Row
from ..state import recruitment

LIFE = timedelta(hours=24)
ABANDONED = timedelta(minutes=15)
"""A request that has run for so long has died with its process; the key may be claimed again."""
KEY_LENGTH = 200


@dataclass(frozen=True)
class Answer:
    """What was answered. ``body`` is JSON; ``headers`` are those that belong to it, such as Location."""

    status: int
    body: Any
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Attempt:
    """A request under a key: either ``earlier`` holds the answer to give again, or put the new one into ``answer``."""

    earlier: Answer | None = None
    answer: Answer | None = None


class KeyReused(Invalid):
    code = "idempotency-key-reused"


class StillRunning(Conflict):
    code = "idempotency-key-in-use"


@contextmanager
def attempt(caller: str, key: str, request: str) -> Iterator[Attempt]:
    """Run a request under a key. What is in ``answer`` afterwards is kept; nothing is when an exception passes.

    Args:
        caller: who asks, ``token:3`` or ``user:1001``.
        key: what the caller calls this request, 1 to 200 characters.
        request: all that makes the request what it is; another text under the same key is refused.

    Raises:
        Invalid: the key is empty or too long.
        KeyReused: the caller has used the key for another request.
        StillRunning: the first request under this key has not been answered yet.
    """
    if not 0 < len(key) <= KEY_LENGTH or not key.isprintable():
        raise Invalid(N_("Idempotency-Key 要有 1 到 200 个可见字符。"), {"Idempotency-Key": [N_("格式不对")]})
    fingerprint = recruitment().keyring.blind_index(request, "idempotent_request")
    earlier = _claim(caller, key, fingerprint)
    if earlier is not None:
        yield Attempt(earlier)
        return
    held = Attempt()
    try:
        yield held
    except BaseException:
        _release(caller, key)
        raise
    if held.answer is None:
        _release(caller, key)
    else:
        _keep(caller, key, held.answer)


def purge(now: datetime) -> int:
    """Forget answers that are older than a day. → how many."""
    with transaction() as session:
        found = session.scalars(delete(Row).where(_old(now)).returning(Row.id)).all()
        return len(found)


def _claim(caller: str, key: str, fingerprint: str) -> Answer | None:
    """Take the key, or find the answer it got before."""
    now = recruitment().clock()
    try:
        with transaction() as session:
            session.execute(delete(Row).where(_old(now)))
            if (row := session.scalar(select(Row).where(_of(caller, key)))) is not None:
                return _known(row, fingerprint)
            session.add(Row(caller=caller, key=key, fingerprint=fingerprint, created_at=now))
    except IntegrityError:
        # Another process claimed it between the look and the insert.
        with transaction(write=False) as session:
            row = session.scalar(select(Row).where(_of(caller, key)))
            if row is None:
                raise StillRunning(RUNNING) from None
            return _known(row, fingerprint)
    return None


RUNNING = N_("同一个 Idempotency-Key 的请求还在处理，稍后再问。")


def _known(row: Row, fingerprint: str) -> Answer:
    if row.fingerprint != fingerprint:
        raise KeyReused(N_("这个 Idempotency-Key 已用于内容不同的请求，换一个新的。"))
    if row.status is None or row.answer is None:
        raise StillRunning(RUNNING)
    return Answer(row.status, row.answer["body"], dict(row.answer["headers"]))


def _old(now: datetime) -> ColumnElement[bool]:
    died = and_(Row.status.is_(None), Row.created_at <= now - ABANDONED)
    return (Row.created_at <= now - LIFE) | died


def _of(caller: str, key: str) -> ColumnElement[bool]:
    return and_(Row.caller == caller, Row.key == key)


def _keep(caller: str, key: str, answer: Answer) -> None:
    with transaction() as session:
        session.execute(
            update(Row)
            .where(_of(caller, key))
            .values(status=answer.status, answer={"body": answer.body, "headers": answer.headers})
        )


def _release(caller: str, key: str) -> None:
    with transaction() as session:
        session.execute(delete(Row).where(_of(caller, key), Row.status.is_(None)))
