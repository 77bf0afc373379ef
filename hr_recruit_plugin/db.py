"""Our own session and metadata on the host's engine, and the column types.

The host's session is never used: our commit would persist its half-finished rows, our rollback would lose them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import current_app, g
from sqlalchemy import DateTime, LargeBinary, MetaData, String, Text, text
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from .security.crypto import Keyring

TABLE_PREFIX = "hr_recruit_"
VERSION_TABLE = "hr_recruit_alembic_version"


class Base(DeclarativeBase):
    """Every table of ours is named ``hr_recruit_*`` and has no foreign key into the host's."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Stored as UTC without zone, which every database keeps alike; read back timezone-aware."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone can't be stored")
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class Encrypted(TypeDecorator[Any]):
    """Bytes, encrypted at rest. ``context`` is ``table.column`` and is bound to the ciphertext."""

    impl = LargeBinary
    cache_ok = True

    def __init__(self, context: str) -> None:
        super().__init__()
        self.context = context

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        return None if value is None else keyring().encrypt(self.dump(value), self.context)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        return None if value is None else self.load(keyring().decrypt(bytes(value), self.context))

    def dump(self, value: Any) -> bytes:
        return bytes(value)

    def load(self, plain: bytes) -> Any:
        return plain


class EncryptedText(Encrypted):
    cache_ok = True

    def dump(self, value: Any) -> bytes:
        return str(value).encode()

    def load(self, plain: bytes) -> str:
        return plain.decode()


class EncryptedJSON(Encrypted):
    """Any JSON value. Assign a new object to change it: changes inside are not tracked."""

    cache_ok = True

    def dump(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def load(self, plain: bytes) -> Any:
        return json.loads(plain)


Code = String(64)
Name = String(200)
LongText = Text


def keyring() -> Keyring:
    ring: Keyring = current_app.extensions["hr_recruit"].keyring
    return ring


def engine() -> Engine:
    found: Engine = current_app.extensions["hr_recruit"].engine
    return found


def session() -> Session:
    """The session of this application context; it is closed with the context."""
    if "hr_recruit_session" not in g:
        g.hr_recruit_session = Session(engine(), expire_on_commit=False)
    held: Session = g.hr_recruit_session
    return held


def begin(session: Session) -> None:
    """Start a transaction that will write.

    On SQLite it takes the write lock at once: a reader that turns into a writer can't wait for another writer.
    """
    session.rollback()
    if session.get_bind().dialect.name == "sqlite":
        raw = session.connection().connection.dbapi_connection
        if raw is not None and not getattr(raw, "in_transaction", False):
            session.execute(text("BEGIN IMMEDIATE"))


@contextmanager
def transaction(*, write: bool = True) -> Iterator[Session]:
    """A short transaction outside any use case, in a session of its own: no hooks, no audit."""
    with Session(engine(), expire_on_commit=False) as own:
        if write:
            begin(own)
        yield own
        own.commit()


def close_session(_: BaseException | None = None) -> None:
    held = g.pop("hr_recruit_session", None)
    if held is not None:
        held.close()
