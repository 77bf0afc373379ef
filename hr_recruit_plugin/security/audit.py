"""The audit chain: each entry's hash covers its content and the hash before it.

A changed, removed or inserted entry breaks every hash after it. The database itself refuses UPDATE and DELETE.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from ..models import AuditEntry

GENESIS = "0" * 64
# Any constant will do: it names the lock that lets one transaction at a time extend the chain.
CHAIN_LOCK = 0x68725F61


@dataclass(frozen=True)
class Deed:
    """Something that was done and is to be entered. ``details`` never hold personal data."""

    action: str
    object_type: str
    object_id: str
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Break:
    """Where the chain does not hold."""

    entry_id: int
    reason: str


def digest(entry: AuditEntry) -> str:
    content = [
        entry.previous,
        entry.at.isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.actor_name,
        entry.action,
        entry.object_type,
        entry.object_id,
        entry.details,
    ]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def append(session: Session, deeds: Sequence[Deed], actor_id: str | None, actor_name: str, at: datetime) -> None:
    """Enter ``deeds`` at the end of the chain, in this transaction."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})
    previous = session.scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)) or GENESIS
    for deed in deeds:
        entry = AuditEntry(
            # Read back as UTC, so it has to be hashed as UTC.
            at=at.astimezone(UTC),
            actor_id=actor_id,
            actor_name=actor_name,
            action=deed.action,
            object_type=deed.object_type,
            object_id=deed.object_id,
            details=json.dumps(deed.details, ensure_ascii=False, sort_keys=True, separators=(",", ":")),
            previous=previous,
        )
        previous = entry.hash = digest(entry)
        session.add(entry)
        # One by one, so that ids follow the chain's order.
        session.flush()


def verify(session: Session) -> Iterator[Break]:
    """Walk the whole chain and yield every place where it does not hold."""
    previous = GENESIS
    for entry in session.scalars(select(AuditEntry).order_by(AuditEntry.id).execution_options(yield_per=1000)):
        if entry.previous != previous:
            yield Break(entry.id, "an entry before this one was removed, inserted or changed")
        if digest(entry) != entry.hash:
            yield Break(entry.id, "the content of this entry was changed")
        previous = entry.hash
