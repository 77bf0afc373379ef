"""What left, what waits and what was refused, for the console and the pages of hires; and sending again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import LargeBinary, and_, func, select, type_coerce, update

from ..errors import Conflict
from ..i18n import N_
from ..models import OutboxMessage as Row
from ..outbox.answers import say
from ..outbox.queue import unpack
from ..records import CalendarEntry, NewHire, Notice, Todo
from ..security.crypto import KeyMissing
from ..security.permissions import Permission
from .unit import Unit

PAGE_SIZE = 50
STATES = ("waiting", "claimed", "sending", "unknown", "partly", "parked", "done")
RESENDABLE = ("waiting", "unknown", "partly", "parked")
NO_DELIVERY = N_("没有这条投递记录。")

COLUMNS = (
    Row.id, Row.port, Row.adapter, Row.kind, Row.key, Row.subject_type, Row.subject_id, Row.origin, Row.state,
    Row.attempts, Row.next_at, Row.remote_id, Row.created_at, Row.done_at,
)  # fmt: skip


@dataclass(frozen=True)
class DeliveryLine:
    """One delivery as a screen shows it. ``answer`` is in the reader's language."""

    id: int
    port: str
    adapter: str | None
    kind: str
    key: str
    subject_type: str | None
    subject_id: int | None
    origin: str
    state: str
    attempts: int
    next_at: datetime
    remote_id: str | None
    created_at: datetime
    done_at: datetime | None
    answer: str
    sentence: str
    """``answer`` without the remote system's own words."""
    remote_words: str
    """What the remote system said itself, as it came."""
    about: str
    """Whom or what it tells of; empty for those who may not see applications."""

    @property
    def can_resend(self) -> bool:
        return self.state in RESENDABLE


@dataclass(frozen=True)
class DeliveryPage:
    lines: tuple[DeliveryLine, ...]
    total: int
    page: int
    size: int = PAGE_SIZE

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def list_deliveries(
    unit: Unit,
    *,
    state: str | None = None,
    port: str | None = None,
    subject: tuple[str, int] | None = None,
    page: int = 1,
) -> DeliveryPage:
    """The newest first. ``page`` counts from 1; one past the end is the last."""
    _guard(unit)
    wanted = [Row.state == state] if state else []
    wanted += [Row.port == str(port)] if port else []
    wanted += [Row.subject_type == subject[0], Row.subject_id == subject[1]] if subject else []
    total = unit.session.scalar(select(func.count()).select_from(Row).where(*wanted)) or 0
    page = min(max(page, 1), max(1, -(-total // PAGE_SIZE)))
    found = _lines().where(*wanted).order_by(Row.id.desc()).limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)
    return DeliveryPage(tuple(_line(unit, row) for row in unit.session.execute(found)), total, page)


def of_subject(unit: Unit, subject_type: str, subject_id: int) -> tuple[DeliveryLine, ...]:
    """Everything sent about one thing, oldest first, for a page whose own guard has already let the reader in."""
    about = _lines().where(Row.subject_type == subject_type, Row.subject_id == subject_id).order_by(Row.id)
    return tuple(_line(unit, row) for row in unit.session.execute(about))


def counts(unit: Unit) -> dict[str, dict[str, int]]:
    """How many rows each port has in each state: {port: {state: count}}."""
    _guard(unit)
    found: dict[str, dict[str, int]] = {}
    grouped = select(Row.port, Row.state, func.count()).group_by(Row.port, Row.state).order_by(Row.port)
    for port, state, count in unit.session.execute(grouped):
        found.setdefault(port, {})[state] = count
    return found


def resend(unit: Unit, delivery_id: int) -> None:
    """Make a row due now. What may have arrived is asked about before anything is sent again.

    Raises Conflict when it was delivered already or is just being sent.
    """
    _guard(unit)
    found = unit.session.execute(
        select(Row.id, Row.port, Row.adapter, Row.state).where(Row.id == delivery_id)
    ).first()
    if found is None:
        unit.get(Row, delivery_id, NO_DELIVERY)
        return
    if found.state not in RESENDABLE:
        raise Conflict(N_("这条已送达或正在发送，不用重发。"))
    _make_due(unit, found)
    unit.audit("delivery.resent", "delivery", delivery_id, port=found.port, state=found.state)


def resend_all(unit: Unit, port: str) -> int:
    """Make everything of ``port`` due that was parked. → how many."""
    _guard(unit)
    parked = select(Row.id, Row.port, Row.adapter, Row.state).where(Row.port == str(port), Row.state == "parked")
    found = unit.session.execute(parked).all()
    for row in found:
        _make_due(unit, row)
    unit.audit("delivery.resent_all", "port", str(port), count=len(found))
    return len(found)


def _make_due(unit: Unit, row: Any) -> None:
    adapter = unit.state.adapters.get((row.port, row.adapter or ""))
    ask_first = row.state == "unknown" or (row.state == "parked" and adapter is not None and adapter.can_find)
    # Only from the state that was seen: a worker may have taken it in the meantime.
    seen = and_(Row.id == row.id, Row.state == row.state, Row.claimed_by.is_(None))
    unit.session.execute(
        update(Row)
        .where(seen)
        .values(state="unknown" if ask_first else "waiting", next_at=unit.now, attempts=0)
        .execution_options(synchronize_session=False)
    )
    unit.queued += 1


def _guard(unit: Unit) -> None:
    if not unit.actor.can(Permission.OFFERS_EDIT):
        unit.actor.require(Permission.SETTINGS_EDIT)


def _lines() -> Any:
    # Raw, because one value that can't be decrypted may not take the whole list with it.
    sealed = (
        type_coerce(Row.answer, LargeBinary).label("answer"),
        type_coerce(Row.payload, LargeBinary).label("payload"),
    )
    return select(*COLUMNS, *sealed)


def _line(unit: Unit, row: Any) -> DeliveryLine:
    known = {column.key: getattr(row, column.key) for column in COLUMNS}
    sees_people = unit.actor.can(Permission.APPLICATIONS_VIEW)
    answer = _opened(Row.answer, row.answer) or {}
    return DeliveryLine(
        **known, answer=say(answer), sentence=say({**answer, "remote": ""}) if answer else "",
        remote_words=answer.get("remote", ""), about=_about(row) if sees_people else "",
    )  # fmt: skip


def _about(row: Any) -> str:
    payload = _opened(Row.payload, row.payload)
    try:
        message = unpack(row.kind, payload)
    except (KeyError, TypeError, ValueError, AttributeError):
        return ""
    match message:
        case Notice():
            return f"{message.subject} · {message.to.name}"
        case Todo():
            return message.title
        case NewHire():
            return f"{message.name} · {message.staff_no}"
        case CalendarEntry():
            return f"{message.summary} · {message.owner.name}"


def _opened(column: Any, sealed: bytes | None) -> Any:
    try:
        return column.type.process_result_value(sealed, None)
    except (KeyMissing, ValueError):
        return None
