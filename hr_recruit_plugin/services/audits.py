"""Reading the audit chain, and proving that it is whole. Whoever reads it is entered in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from time import perf_counter
from typing import Any

from sqlalchemy import func, or_, select

from ..i18n import N_
from ..models import AuditEntry
from ..security import audit
from ..security.permissions import Permission
from .access import matching
from .unit import Unit

__all__ = ["AuditEntry", "AuditPage", "AuditQuery", "Verdict", "export", "read", "verify"]

VIEW = Permission.AUDIT_VIEW
PAGE_SIZE = 50
EXPORT_LIMIT = 100_000
BREAKS_SHOWN = 20

REASONS: Mapping[str, str] = {
    "an entry before this one was removed, inserted or changed": N_("它前面有记录被删、被插入或被改"),
    "the content of this entry was changed": N_("这条记录的内容被改过"),
}


@dataclass(frozen=True)
class AuditQuery:
    """What to look for; empty values do not narrow. Dates are days where the hospital is, both included."""

    actor: str = ""
    """Name or id, in part."""
    action: str = ""
    """``object.verb``, or ``object.`` for every deed of a kind."""
    object_type: str = ""
    object_id: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def narrows(self) -> list[str]:
        """Names of the conditions that are set."""
        return [name for name, value in asdict(self).items() if value]


@dataclass(frozen=True)
class AuditPage:
    """Entries, newest first. ``older`` and ``newer`` are the ids to page by, None at the ends."""

    entries: Sequence[AuditEntry]
    older: int | None
    newer: int | None
    actions: Sequence[str]
    """Every action that has been entered so far, to choose from."""


@dataclass(frozen=True)
class Verdict:
    """What verifying found. ``breaks`` are the first few: (entry id, msgid of what is wrong there)."""

    entries: int
    found: int
    breaks: Sequence[tuple[int, str]]
    seconds: float

    @property
    def whole(self) -> bool:
        return self.found == 0


def read(unit: Unit, query: AuditQuery, *, before: int | None = None, after: int | None = None) -> AuditPage:
    """A page of the entries that ``query`` finds: those older than ``before``, or the next newer than ``after``."""
    unit.actor.require(VIEW)
    statement = _found(unit, query)
    if after is not None:
        rows = list(unit.session.scalars(_page(statement.where(AuditEntry.id > after).order_by(AuditEntry.id))))
        older_there, newer_there = True, len(rows) > PAGE_SIZE
        rows = rows[:PAGE_SIZE][::-1]
    else:
        if before is not None:
            statement = statement.where(AuditEntry.id < before)
        rows = list(unit.session.scalars(_page(statement.order_by(AuditEntry.id.desc()))))
        older_there, newer_there = len(rows) > PAGE_SIZE, before is not None
        rows = rows[:PAGE_SIZE]
    actions = unit.session.scalars(select(AuditEntry.action).distinct().order_by(AuditEntry.action)).all()
    unit.audit("audit.read", "audit", "*", narrowed_by=query.narrows)
    return AuditPage(
        rows, rows[-1].id if rows and older_there else None, rows[0].id if rows and newer_there else None, actions
    )


def export(unit: Unit, query: AuditQuery) -> Iterator[AuditEntry]:
    """The newest ``EXPORT_LIMIT`` entries that ``query`` finds, oldest of all when there are fewer."""
    unit.actor.require(VIEW)
    unit.audit("audit.exported", "audit", "*", narrowed_by=query.narrows)
    statement = _found(unit, query).order_by(AuditEntry.id.desc()).limit(EXPORT_LIMIT)
    return iter(unit.session.scalars(statement.execution_options(yield_per=1000)))


def verify(unit: Unit) -> Verdict:
    """Walk the whole chain; about a minute for a million entries."""
    unit.actor.require(VIEW)
    entries = unit.session.scalar(select(func.count()).select_from(AuditEntry)) or 0
    begun = perf_counter()
    breaks = list(audit.verify(unit.session))
    seconds = perf_counter() - begun
    unit.audit("audit.verified", "audit", "*", entries=entries, breaks=len(breaks))
    shown = [(b.entry_id, REASONS.get(b.reason, b.reason)) for b in breaks[:BREAKS_SHOWN]]
    return Verdict(entries, len(breaks), shown, seconds)


def _page(statement: Any) -> Any:
    # One more than is shown tells whether there is another page.
    return statement.limit(PAGE_SIZE + 1)


def _found(unit: Unit, query: AuditQuery) -> Any:
    zone = unit.state.settings.zone
    statement = select(AuditEntry)
    if query.actor.strip():
        statement = statement.where(
            or_(AuditEntry.actor_id == query.actor.strip(), matching(query.actor, AuditEntry.actor_name))
        )
    if query.action.endswith("."):
        statement = statement.where(AuditEntry.action.startswith(query.action, autoescape=True))
    elif query.action:
        statement = statement.where(AuditEntry.action == query.action)
    if query.object_type:
        statement = statement.where(AuditEntry.object_type == query.object_type)
    if query.object_id.strip():
        statement = statement.where(AuditEntry.object_id == query.object_id.strip())
    if query.since:
        statement = statement.where(AuditEntry.at >= datetime.combine(query.since, time(), zone))
    if query.until:
        statement = statement.where(AuditEntry.at < datetime.combine(query.until + timedelta(days=1), time(), zone))
    return statement
