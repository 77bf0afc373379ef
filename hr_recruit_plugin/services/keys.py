"""The encryption keys: which value is under which key, and moving everything to a new one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, func, not_, select, text, type_coerce, update

from ..db import Encrypted, transaction
from ..errors import SetupError
from ..models import AuditEntry
from ..security.crypto import KeyMissing, Keyring, add_key
from ..state import Recruitment
from .unit import SYSTEM, unit_of_work

BATCH = 20
"""Values moved in one transaction. A document has up to 20 MB, and on SQLite nobody else can write meanwhile."""
# Any constant will do: it names the lock that lets one process at a time add a key.
KEY_LOCK = 0x68725F6B
OTHER = "?"


@dataclass(frozen=True)
class Move:
    """One value, and what came of it: ``moved``, ``changed`` meanwhile by somebody, or ``unreadable``."""

    column: str
    row_id: int
    outcome: str


def encrypted_columns() -> list[tuple[Table, Column[Any]]]:
    tables = AuditEntry.metadata.sorted_tables
    return [(table, column) for table in tables for column in table.columns if isinstance(column.type, Encrypted)]


def usage(ring: Keyring) -> Counter[str]:
    """How many values each key holds; ``?`` counts those under keys that are not configured."""
    found = Counter(dict.fromkeys(ring.key_ids, 0))
    with transaction(write=False) as session:
        for table, column in encrypted_columns():
            total = session.scalar(select(func.count()).select_from(table).where(column.is_not(None))) or 0
            for key_id in ring.key_ids:
                held = (
                    session.scalar(select(func.count()).select_from(table).where(_under(ring, column, key_id))) or 0
                )
                found[key_id] += held
                total -= held
            found[OTHER] += total
    return found


def new_key(state: Recruitment) -> str:
    """Add a key to the key file and encrypt with it from now on. → its id.

    Other processes take it up by themselves, at the first value they meet under it.

    Raises:
        SetupError: the keys come from the configuration, where only the operator can add one.
    """
    ring = state.keyring
    if ring.file is None:
        raise SetupError(
            "the keys come from HR_RECRUIT_KEYS: add a new one at its end, restart every process, "
            "then run: flask recruit keys rotate --resume"
        )
    with transaction() as session:
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": KEY_LOCK})
        key_id = add_key(ring.file)
    ring.reload()
    with unit_of_work(SYSTEM) as unit:
        unit.audit("keys.added", "key", key_id)
    return key_id


def stale_count(ring: Keyring) -> int:
    """How many values are not under the newest key."""
    held = usage(ring)
    return sum(held.values()) - held[ring.primary]


def reencrypt(state: Recruitment) -> Iterator[Move]:
    """Move every value to the newest key, a few at a time. Interrupted, it goes on where it stopped when run again."""
    outcomes: Counter[str] = Counter()
    for table, column in encrypted_columns():
        with transaction(write=False) as session:
            stale = column.is_not(None) & not_(_under(state.keyring, column, state.keyring.primary))
            ids = list(session.scalars(select(table.c.id).where(stale).order_by(table.c.id)))
        for start in range(0, len(ids), BATCH):
            with transaction() as session:
                moves = [
                    _move(session.connection(), state.keyring, table, column, i) for i in ids[start : start + BATCH]
                ]
            outcomes.update(move.outcome for move in moves)
            yield from moves
    with unit_of_work(SYSTEM) as unit:
        unit.audit("keys.rotated", "key", state.keyring.primary, **outcomes)


def _move(connection: Connection, ring: Keyring, table: Table, column: Column[Any], row_id: int) -> Move:
    sealed = type_coerce(column, LargeBinary)
    name = f"{table.name}.{column.name}"
    old = connection.scalar(select(sealed).where(table.c.id == row_id))
    if old is None:
        return Move(name, row_id, "changed")
    context = str(column.type.context)  # type: ignore[attr-defined]
    try:
        new = ring.encrypt(ring.decrypt(bytes(old), context), context)
    except (KeyMissing, ValueError):
        return Move(name, row_id, "unreadable")
    # Only over what was read: somebody may have saved another value meanwhile.
    same = (table.c.id == row_id) & (sealed == old)
    done = connection.execute(update(table).where(same).values({column: type_coerce(new, LargeBinary)}))
    return Move(name, row_id, "moved" if done.rowcount else "changed")


def _under(ring: Keyring, column: Column[Any], key_id: str) -> Any:
    label = ring.label(key_id)
    return func.substr(type_coerce(column, LargeBinary), 1, len(label), type_=LargeBinary()) == label
