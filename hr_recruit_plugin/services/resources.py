"""Interviewers, rooms and when they can't be had."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from ..errors import Invalid
from ..i18n import N_
from ..models import Busy, Interviewer, Room
from ..records import Department, HostUser
from ..security.permissions import Permission
from .unit import Unit

EDIT = Permission.SCHEDULES_EDIT


def interviewers(unit: Unit) -> Sequence[Interviewer]:
    return unit.session.scalars(select(Interviewer).order_by(Interviewer.id)).all()


def rooms(unit: Unit) -> Sequence[Room]:
    return unit.session.scalars(select(Room).order_by(Room.id)).all()


def pools(unit: Unit) -> list[str]:
    """Every pool that somebody belongs to."""
    return sorted({p for i in interviewers(unit) for p in i.pools})


def save_interviewer(unit: Unit, user_id: str, values: dict[str, Any]) -> Interviewer:
    """Let a member of staff sit on panels; name and address come from the host."""
    unit.actor.require(EDIT)
    user = next((u for u in staff(unit, user_id) if u.id == user_id), None)
    row = unit.session.scalar(select(Interviewer).where(Interviewer.user_id == user_id))
    if user is None and row is None:
        raise Invalid(N_("OA 里没有编号 %(id)s 的职工。"), {"user_id": ["unknown"]}, id=user_id)
    row = row or Interviewer(user_id=user_id, name="", active=True)
    if user is not None:
        row.name, row.email = user.name, user.email
    for key in ("pools", "campuses", "max_per_day", "max_per_week", "avoid", "active"):
        if key in values:
            setattr(row, key, values[key])
    unit.session.add(row)
    unit.session.flush()
    unit.audit("interviewer.saved", "interviewer", row.id)
    return row


def save_room(unit: Unit, room_id: int | None, name: str, campus: str, active: bool = True) -> Room:
    unit.actor.require(EDIT)
    if not name.strip():
        raise Invalid(N_("写上会议室名称。"), {"name": ["required"]})
    row = unit.get(Room, room_id, N_("没有这间会议室。")) if room_id else Room()
    row.name, row.campus, row.active = name.strip(), campus.strip() or "main", active
    unit.session.add(row)
    unit.session.flush()
    unit.audit("room.saved", "room", row.id)
    return row


def mark_busy(unit: Unit, resource: str, start: datetime, end: datetime, note: str = "") -> Busy:
    """Somebody or something can't be had. Interviewers may mark themselves."""
    own = f"interviewer:{unit.actor.id}"
    if resource != own:
        unit.actor.require(EDIT)
    if end <= start:
        raise Invalid(N_("结束时间要在开始之后。"), {"end": ["before start"]})
    row = Busy(resource=resource, start=start, end=end, note=note[:200])
    unit.session.add(row)
    unit.session.flush()
    unit.audit("busy.marked", "busy", row.id)
    return row


def clear_busy(unit: Unit, busy_id: int) -> None:
    row = unit.get(Busy, busy_id, N_("没有这条占用。"))
    if row.resource != f"interviewer:{unit.actor.id}":
        unit.actor.require(EDIT)
    unit.session.delete(row)
    unit.audit("busy.cleared", "busy", busy_id)


def busy(unit: Unit, resource: str) -> Sequence[Busy]:
    return unit.session.scalars(
        select(Busy).where(Busy.resource == resource, Busy.end > unit.now).order_by(Busy.start)
    ).all()


def staff(unit: Unit, query: str = "") -> Sequence[HostUser]:
    return list(unit.state.plugins.hook.recruit_find_users(query=query) or ())


def departments(unit: Unit) -> Sequence[Department]:
    return list(unit.state.plugins.hook.recruit_departments() or ())
