"""Running numbers, one series a row, taken under the row's lock."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from ..models import Sequence
from .unit import Unit


def next_number(unit: Unit, series: str) -> int:
    """The next number of ``series``. A rolled back use case gives it back."""
    statement = select(Sequence).where(Sequence.series == series).with_for_update()
    row = unit.session.scalar(statement)
    if row is None:
        try:
            with unit.session.begin_nested():
                row = Sequence(series=series, last=0)
                unit.session.add(row)
        except IntegrityError:
            row = unit.session.scalars(statement).one()
    row.last += 1
    unit.session.flush()
    return row.last
