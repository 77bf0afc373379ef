"""The audit chain, machine tokens and idempotent requests."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Code, EncryptedJSON, LongText, Name, UtcDateTime


class AuditEntry(Base):
    """One link of the append-only chain. The database refuses to change or delete it."""

    __tablename__ = "hr_recruit_audit_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_id: Mapped[str | None] = mapped_column(Code, index=True)
    actor_name: Mapped[str] = mapped_column(Name)
    action: Mapped[str] = mapped_column(Code, index=True)
    """What was done, ``object.verb``."""
    object_type: Mapped[str] = mapped_column(Code)
    object_id: Mapped[str] = mapped_column(Code, index=True)
    details: Mapped[str] = mapped_column(LongText, default="{}")
    """JSON as it was hashed; never personal data."""
    previous: Mapped[str] = mapped_column(Code)
    hash: Mapped[str] = mapped_column(Code, unique=True)


class ApiToken(Base):
    """A machine's way in. Only the token's blind index is kept."""

    __tablename__ = "hr_recruit_api_token"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Name, unique=True)
    token_index: Mapped[str] = mapped_column(Code, unique=True)
    permissions: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_by: Mapped[str] = mapped_column(Name)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class IdempotentRequest(Base):
    """The answer that a POST with an Idempotency-Key got, to be given again."""

    __tablename__ = "hr_recruit_idempotent_request"
    __table_args__ = (UniqueConstraint("caller", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    caller: Mapped[str] = mapped_column(Name)
    key: Mapped[str] = mapped_column(Name)
    fingerprint: Mapped[str] = mapped_column(Code)
    status: Mapped[int | None]
    answer: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON("idempotent_request.answer"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
