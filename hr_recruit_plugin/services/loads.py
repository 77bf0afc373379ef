"""How many interviews each person has a day and a week, counted so that nobody passes a limit when many book at once.

Every interview of a person takes the smallest free number of its day and of its week. Two transactions that see the same
state want the same number, and the primary key gives it to one of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from ..models import Claim, Interview, LoadClaim

AT_ONCE = 2000
"""Rows in one statement: databases take a limited number of parameters."""
Held = dict[tuple[str, str], set[int]]
"""(user id, period) → numbers that are taken."""
Limits = Mapping[str, tuple[int | None, int | None]]
"""User id → most a day, most a week."""


class Full(Exception):
    """Somebody has as many interviews that day or week as they may."""

    def __init__(self, user_id: str) -> None:
        super().__init__(user_id)
        self.user_id = user_id


def periods(start: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """The local day and the ISO week of a moment, as they are stored."""
    day = start.astimezone(zone).date()
    year, week, _ = day.isocalendar()
    return day.isoformat(), f"{year}-W{week:02d}"


def held(
    session: Session, users: Collection[str], wanted: Collection[str], *, without: int | None = None
) -> Held:
    """Numbers that ``users`` have in those periods, but for those of the interview ``without``."""
    statement = select(LoadClaim.user_id, LoadClaim.period, LoadClaim.ordinal).where(
        LoadClaim.user_id.in_(users), LoadClaim.period.in_(wanted)
    )
    if without is not None:
        statement = statement.where(LoadClaim.interview_id != without)
    found: Held = defaultdict(set)
    for user_id, period, ordinal in session.execute(statement):
        found[user_id, period].add(ordinal)
    return found


def rows(interviews: Iterable[Interview], taken: Held, limits: Limits, zone: ZoneInfo) -> list[dict[str, Any]]:
    """What to claim for ``interviews``. Raises Full where a limit leaves no number."""
    made = []
    for interview in sorted(interviews, key=lambda i: i.id):
        for user_id in sorted(s.user_id for s in interview.seats):
            for period, most in zip(periods(interview.start, zone), limits.get(user_id, (None, None)), strict=True):
                numbers = taken.setdefault((user_id, period), set())
                ordinal = next(n for n in range(len(numbers) + 1) if n not in numbers)
                if most is not None and ordinal >= most:
                    raise Full(user_id)
                numbers.add(ordinal)
                made.append(
                    {"user_id": user_id, "period": period, "ordinal": ordinal, "interview_id": interview.id}
                )
    return sorted(made, key=lambda row: (row["user_id"], row["period"], row["ordinal"]))


def release(session: Session, interview_ids: Sequence[int]) -> None:
    """These interviews count no more, and take no time of anybody."""
    for claimed in (Claim, LoadClaim):
        session.execute(delete(claimed).where(claimed.interview_id.in_(interview_ids)))


def claim(session: Session, interviews: Sequence[Interview], limits: Limits, zone: ZoneInfo) -> bool:
    """Count ``interviews``, which must be released. → False when somebody was faster. Raises Full."""
    users = {s.user_id for i in interviews for s in i.seats}
    taken = held(session, users, {p for i in interviews for p in periods(i.start, zone)})
    return insert_new(session, LoadClaim, rows(interviews, taken, limits, zone))


def insert_new(session: Session, model: Any, values: Sequence[Mapping[str, Any]]) -> bool:
    """Insert rows in their order. → whether every one was new; the caller undoes the rest when not."""
    table = model.__table__
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    for start in range(0, len(values), AT_ONCE):
        some = list(values[start : start + AT_ONCE])
        # What comes back is counted: drivers do not agree on the row count of such a statement.
        made = make(table).values(some).on_conflict_do_nothing().returning(table.primary_key.columns[0])
        if len(session.execute(made).all()) != len(some):
            return False
    return True
