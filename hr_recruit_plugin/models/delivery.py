"""The outbox, connections to outside systems, and what an admin said of hooks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Code, EncryptedJSON, EncryptedText, Name, UtcDateTime


class OutboxMessage(Base):
    """Something an outside system must learn. This row is the truth; the runner only reads it."""

    __tablename__ = "hr_recruit_outbox_message"
    __table_args__ = (
        UniqueConstraint("port", "key"),
        Index("ix_hr_recruit_outbox_message_due", "state", "next_at"),
        Index("ix_hr_recruit_outbox_message_subject", "subject_type", "subject_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    port: Mapped[str] = mapped_column(Code)
    adapter: Mapped[str | None] = mapped_column(Code)
    key: Mapped[str] = mapped_column(Name)
    """Idempotency key, ``object:id:event:version``: the fact being told. Unique within a port."""
    kind: Mapped[str] = mapped_column(Code)
    """The record's class name."""
    payload: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON("outbox_message.payload"))
    subject_type: Mapped[str | None] = mapped_column(Code)
    subject_id: Mapped[int | None]
    origin: Mapped[str] = mapped_column(Name, default="")
    """The hook implementation that sent it."""
    state: Mapped[str] = mapped_column(Code, default="waiting")
    """waiting, claimed, sending, unknown, done, partly or parked."""
    attempts: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime)
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    claimed_by: Mapped[str | None] = mapped_column(Code)
    answer: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON("outbox_message.answer"))
    """{message, params, remote}: what came of the last attempt, with the remote system's own words, which may name
    people. ``outbox.answers.say`` makes a sentence of it."""
    remote_id: Mapped[str | None] = mapped_column(Name)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Connection(Base):
    """Which adapter serves a port, and its settings (secrets among them)."""

    __tablename__ = "hr_recruit_connection"

    id: Mapped[int] = mapped_column(primary_key=True)
    port: Mapped[str] = mapped_column(Code, unique=True)
    adapter: Mapped[str] = mapped_column(Code)
    settings: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON("connection.settings"))
    enabled: Mapped[bool] = mapped_column(default=True)
    updated_by: Mapped[str] = mapped_column(Name)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class HookSetting(Base):
    """What the console says of one hook implementation, in one scope."""

    __tablename__ = "hr_recruit_hook_setting"
    __table_args__ = (UniqueConstraint("implementation", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    implementation: Mapped[str] = mapped_column(Name)
    """Registered plugin name."""
    scope: Mapped[str] = mapped_column(Code, default="")
    """"" for everywhere, ``job:ID`` or ``department:ID``; the narrower one wins."""
    enabled: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int | None]
    settings: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON("hook_setting.settings"), default=dict)
    """A third party's behaviour may keep a secret here."""
    failures: Mapped[int] = mapped_column(default=0)
    """Failures in a row; too many park the implementation."""
    parked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_by: Mapped[str | None] = mapped_column(Name)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class HookRun(Base):
    """A hook implementation that failed: which event, and what it said."""

    __tablename__ = "hr_recruit_hook_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    implementation: Mapped[str] = mapped_column(Name, index=True)
    hook: Mapped[str] = mapped_column(Name)
    subject: Mapped[str] = mapped_column(Name, default="")
    error: Mapped[str] = mapped_column(EncryptedText("hook_run.error"))
    """What the exception said; it may quote a person's data."""
    at: Mapped[datetime] = mapped_column(UtcDateTime)
