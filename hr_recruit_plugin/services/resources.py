"""Interviewers, rooms and when they can't be had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from ..errors import Forbidden, Invalid, NotFound
from ..i18n import N_
from ..models import Application, Busy, Candidate, Interview, Interviewer, Job, Room, Seat
from ..records import Department, HostUser
from ..security.permissions import Permission
from .unit import Unit

EDIT = Permission.SCHEDULES_EDIT
FOUND = 20


@dataclass(frozen=True)
class Book:
    """All that can be planned with. ``coming`` counts published interviews ahead by user id; ``busy`` is by resource."""

    interviewers: Sequence[Interviewer]
    rooms: Sequence[Room]
    busy: Mapping[str, Sequence[Busy]]
    coming: Mapping[str, int]
    avoided: Mapping[int, str]
    """Candidate id → name, of everyone whom somebody must not interview."""

    @property
    def pools(self) -> Mapping[str, list[Interviewer]]:
        names = sorted({p for i in self.interviewers for p in i.pools})
        return {p: [i for i in self.interviewers if p in i.pools] for p in names}

    @property
    def campuses(self) -> list[str]:
        return sorted({r.campus for r in self.rooms})


def book(unit: Unit) -> Book:
    """Interviewers, rooms and their busy times, in a fixed number of statements."""
    unit.actor.require(EDIT)
    people = interviewers(unit)
    ids = {c for i in people for c in i.avoid}
    coming = unit.session.execute(
        select(Seat.user_id, func.count())
        .join(Interview, Seat.interview_id == Interview.id)
        .where(Interview.state == "published", Interview.start > unit.now)
        .group_by(Seat.user_id)
    )
    by_resource: dict[str, list[Busy]] = {}
    for row in unit.session.scalars(select(Busy).where(Busy.end > unit.now, Busy.source != "calendar").order_by(Busy.start)):
        by_resource.setdefault(row.resource, []).append(row)
    named = unit.session.execute(select(Candidate.id, Candidate.name).where(Candidate.id.in_(ids)))
    return Book(people, rooms(unit), by_resource, dict(coming.all()), dict(named.all()))


def find_candidates(unit: Unit, name: str) -> list[tuple[int, str, str]]:
    """(candidate id, name, job titles) of active candidates with this name, to be avoided by somebody."""
    unit.actor.require(EDIT)
    if not name.strip():
        return []
    rows = unit.session.execute(
        select(Candidate.id, Candidate.name, Job.title)
        .join(Application, Application.candidate_id == Candidate.id)
        .join(Job, Application.job_id == Job.id)
        .where(Candidate.name == name.strip(), Application.status == "active")
        .order_by(Candidate.id)
        .limit(FOUND)
    )
    found: dict[int, tuple[str, list[str]]] = {}
    for candidate_id, called, title in rows:
        found.setdefault(candidate_id, (called, []))[1].append(title)
    return [(i, called, "、".join(titles)) for i, (called, titles) in found.items()]


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
    if "pools" in values:
        values = {**values, "pools": list(dict.fromkeys(p.strip() for p in values["pools"] if p.strip()))}
        if not values["pools"]:
            raise Invalid(
                N_("至少归入一个面试官池，排期才找得到。"), {"pools": [N_("至少归入一个面试官池，排期才找得到。")]}
            )
    user = next((u for u in staff(unit, user_id) if u.id == user_id), None)
    row = unit.session.scalar(select(Interviewer).where(Interviewer.user_id == user_id))
    if user is None and row is None:
        raise Invalid(N_("OA 里没有编号 %(id)s 的职工。"), {"user_id": ["unknown"]}, id=user_id)
    row = row or Interviewer(user_id=user_id, name="", active=True, pools=[], campuses=[], avoid=[])
    if user is not None:
        row.name, row.email, row.department_id = user.name, user.email, user.department
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
        raise Invalid(N_("写上会议室名称。"), {"name": [N_("写上会议室名称。")]})
    row = unit.get(Room, room_id, N_("没有这间会议室。")) if room_id else Room()
    taken = unit.session.scalar(select(Room.id).where(Room.name == name.strip(), Room.id != (room_id or 0)))
    if taken:
        raise Invalid(N_("已有同名会议室，换个名称。"), {"name": [N_("已有同名会议室，换个名称。")]})
    row.name, row.campus, row.active = name.strip(), campus.strip() or "main", active
    unit.session.add(row)
    unit.session.flush()
    unit.audit("room.saved", "room", row.id)
    return row


def mark_busy(unit: Unit, resource: str, start: datetime, end: datetime, note: str = "") -> Busy:
    """Somebody or something can't be had. Interviewers may mark themselves."""
    _may_mark(unit, resource)
    if end <= start:
        raise Invalid(N_("结束时间要在开始之后。"), {"end": [N_("结束时间要在开始之后。")]})
    if end <= unit.now:
        raise Invalid(N_("这段时间已经过去，不用标。"), {"end": [N_("这段时间已经过去，不用标。")]})
    source = "own" if resource == f"interviewer:{unit.actor.id}" else "hr"
    row = Busy(resource=resource, start=start, end=end, note=note[:200], source=source)
    unit.session.add(row)
    unit.session.flush()
    unit.audit("busy.marked", "busy", row.id)
    return row


def mark_known(unit: Unit, resource: str, start: datetime, end: datetime, note: str = "") -> Busy:
    """As ``mark_busy``, for an interviewer or room that is in the book."""
    known = {f"interviewer:{i.user_id}" for i in interviewers(unit)} | {f"room:{r.id}" for r in rooms(unit)}
    if resource not in known:
        raise Invalid(N_("选一位面试官或一间会议室。"), {"resource": [N_("选一位面试官或一间会议室。")]})
    return mark_busy(unit, resource, start, end, note)


def _may_mark(unit: Unit, resource: str) -> None:
    """Interviewers for themselves, HR for everybody and every room."""
    own = unit.actor.id is not None and resource == f"interviewer:{unit.actor.id}"
    if not own:
        unit.actor.require(EDIT)
    elif not (unit.actor.can(Permission.INTERVIEWS_CONDUCT) or unit.actor.can(EDIT)):
        raise Forbidden(N_("只有面试官能标自己的时间。"))


def clear_busy(unit: Unit, busy_id: int) -> None:
    row = unit.get(Busy, busy_id, N_("没有这条占用。"))
    _may_mark(unit, row.resource)
    if row.source == "calendar":
        raise Invalid(N_("这段时间来自 TA 的日历，在日历里改，下次读取时更新。"))
    unit.session.delete(row)
    unit.audit("busy.cleared", "busy", busy_id)


def busy(unit: Unit, resource: str) -> Sequence[Busy]:
    return unit.session.scalars(
        select(Busy)
        .where(Busy.resource == resource, Busy.end > unit.now, Busy.source != "calendar")
        .order_by(Busy.start)
    ).all()


def staff(unit: Unit, query: str = "") -> Sequence[HostUser]:
    return list(unit.state.plugins.hook.recruit_find_users(query=query) or ())


def member(unit: Unit, user_id: str) -> HostUser:
    """A member of staff, or an interviewer who has left the OA since. Raises NotFound."""
    found = next((u for u in staff(unit, user_id) if u.id == user_id), None)
    row = unit.session.scalar(select(Interviewer).where(Interviewer.user_id == user_id))
    if found is None and row is None:
        raise NotFound(N_("OA 里没有编号 %(id)s 的职工。"), id=user_id)
    return found or HostUser(user_id, row.name if row else user_id)


def departments(unit: Unit) -> Sequence[Department]:
    return list(unit.state.plugins.hook.recruit_departments() or ())
