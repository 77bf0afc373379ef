"""Writing to the outbox: rows that commit with the use case."""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..models import OutboxMessage
from ..records import CalendarEntry, Message, NewHire, Notice, Port, Todo

KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in (Notice, Todo, NewHire, CalendarEntry)}


class OutboxWriter:
    """What a hook gets as ``outbox``: collects, and writes when the hook has returned."""

    def __init__(self, session: Session, now: datetime, origin: str, subject: tuple[str, int] | None = None) -> None:
        self.session, self.now, self.origin, self.subject = session, now, origin, subject
        self.pending: dict[tuple[str, str], Message] = {}
        self.written = 0

    def send(self, port: Port, message: Message, *, key: str) -> None:
        if type(message).__name__ not in KINDS:
            raise TypeError(f"{type(message).__name__} is not a message; send one of {', '.join(KINDS)}")
        if not 0 < len(key) <= 200:
            raise ValueError("an outbox key has 1 to 200 characters")
        self.pending.setdefault((str(Port(port)), key), message)

    def flush(self) -> None:
        """Write what was not already told; the same key is never sent twice."""
        if not self.pending:
            return
        insert = postgresql.insert if self.session.get_bind().dialect.name == "postgresql" else sqlite.insert
        rows = [self._row(port, key, message) for (port, key), message in self.pending.items()]
        # The database decides what is new: two use cases that tell the same fact at once are no error.
        made = insert(OutboxMessage).values(rows).on_conflict_do_nothing(index_elements=["port", "key"])
        # What comes back is counted: drivers do not agree on the row count of such a statement.
        self.written += len(self.session.scalars(made.returning(OutboxMessage.id)).all())
        self.pending.clear()

    def _row(self, port: str, key: str, message: Message) -> dict[str, Any]:
        return {
            "port": port,
            "key": key,
            "kind": type(message).__name__,
            "payload": pack(message),
            "subject_type": self.subject[0] if self.subject else None,
            "subject_id": self.subject[1] if self.subject else None,
            "origin": self.origin,
            "state": "waiting",
            "attempts": 0,
            # A use case may be told another time than now; whatever it writes is due once it is committed.
            "next_at": min(self.now, datetime.now(UTC)),
            "created_at": self.now,
        }


def pack(message: Any) -> dict[str, Any]:
    """A record as JSON."""
    packed: dict[str, Any] = _plain(dataclasses.asdict(message))
    return packed


def unpack(kind: str, payload: Any) -> Message:
    """The record again; raises KeyError for a kind that this version does not know, ValueError for no record."""
    if not isinstance(payload, dict):
        raise ValueError("a message's payload is an object")
    record: Message = _typed(KINDS[kind], payload)
    return record


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value.value if isinstance(value, Enum) else value


def _typed(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return _typed(next(a for a in typing.get_args(hint) if a is not type(None)), value)
    if typing.get_origin(hint) is tuple:
        return tuple(_typed(typing.get_args(hint)[0], v) for v in value)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        hints = typing.get_type_hints(hint)
        return hint(**{k: _typed(hints[k], v) for k, v in value.items() if k in hints})
    if hint in (datetime, date):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and issubclass(hint, Decimal | Enum):
        return hint(value)
    return value
