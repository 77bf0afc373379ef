"""HR decides wishes to change an interview: every way out is tried, the one that changes least stands first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..engines.scheduling.openings import Calendar, Opening, Wanted
from ..errors import Conflict, Invalid, NotFound
from ..i18n import N_
from ..models import Application, Booking, ChangeRequest, Interview, Schedule
from . import access, openings, placing, wishes
from .openings import INTERVIEWER, ROOM, Sheet
from .planning_problem import Options, usual_grid
from .scheduling import EDIT
from .unit import Unit, expect_version

SHOWN = 8
AHEAD = 10
"""Working days that are looked at where neither a plan nor a booking says which."""
CHANGED = N_("这个办法刚被别人用掉或不再可行，下面是现在可行的。")


@dataclass(frozen=True)
class Proposal:
    """A way out: what would stand, and what it changes. ``cost`` orders them, the smallest first."""

    start: datetime
    end: datetime
    room: str
    people: tuple[str, ...]
    """Names."""
    moved: bool
    joining: tuple[str, ...]
    leaving: tuple[str, ...]
    room_changed: bool
    cost: tuple[int, ...]
    opening: Opening

    @property
    def key(self) -> str:
        """What HR saw, to be taken as seen or not at all."""
        return "|".join((str(self.opening.start), self.opening.room or "", *self.opening.people))


@dataclass(frozen=True)
class Wish:
    """A request with everything that could be done about it."""

    request: ChangeRequest
    who: str
    proposals: Sequence[Proposal]
    tried: int
    """Starts that were looked at, every one of them."""
    same_panel: bool
    """The others of the panel stay as they are in all of these."""


def wish(unit: Unit, change_id: int) -> Wish:
    """One request and the ways out, found by trying every start of its days against every rule."""
    request = _request(unit, change_id)
    held, calendar, wanted = _asked(unit, request)
    starts = _starts(unit, request, held, wanted.minutes)
    found = sorted((_proposal(request, held, calendar, o, wanted.minutes) for o in calendar.openings(wanted, starts)),
                   key=lambda p: p.cost)  # fmt: skip
    unit.audit("change.opened", "application", request.application_id, request=request.id)
    who = held.names.get(f"{INTERVIEWER}{request.user_id}", "") if request.user_id else request.application.candidate.name
    return Wish(request, who or str(request.user_id), found[:SHOWN], len(starts), request.side == "interviewer")


def take(unit: Unit, change_id: int, key: str, *, version: int | None) -> Interview:
    """Do what HR saw. Raises Conflict when it can't be had any more."""
    request = _request(unit, change_id)
    _still_open(request, version)
    start, room, people = _read(key)
    held, _, wanted = _asked(unit, request)
    if start not in _starts(unit, request, held, wanted.minutes):
        raise Conflict(CHANGED)
    begins = openings.moment(start, held.zone)
    own = request.interview.id if request.interview else None
    day = openings.day(unit, held, begins, without=own)
    if day.calendar.opening(start, wanted) != Opening(start, room, people):
        raise Conflict(CHANGED)
    interview = request.interview or placing.standing(unit, request.application_id, request.stage_id)
    wishes.decided(unit, request, "done")
    answer = interview.answer if interview is not None and request.side == "interviewer" else None
    seating = placing.Seating(begins, wanted.minutes, room, people)
    placed = placing.put(unit, held, request.application, request.stage, seating, interview, day.taken, answer=answer)
    if placed is None:
        raise Conflict(CHANGED)
    unit.audit("change.granted", "application", request.application_id, request=request.id, side=request.side)
    return placed


def decline(unit: Unit, change_id: int, *, version: int | None) -> ChangeRequest:
    """Everything stays as it is, and whoever asked is told."""
    request = _request(unit, change_id)
    _still_open(request, version)
    wishes.decided(unit, request, "declined")
    if request.interview is not None and request.side == "candidate":
        request.interview.answer = None
    unit.audit("change.declined", "application", request.application_id, request=request.id, side=request.side)
    return request


def _still_open(request: ChangeRequest, version: int | None) -> None:
    if request.state != "open":
        raise Invalid(N_("这条请求已经处理过了。"))
    expect_version(request, version, by=request.decided_by)


def _request(unit: Unit, change_id: int) -> ChangeRequest:
    unit.actor.require(EDIT)
    found = unit.session.scalar(
        select(ChangeRequest)
        .where(ChangeRequest.id == change_id)
        .options(
            joinedload(ChangeRequest.application).joinedload(Application.candidate),
            joinedload(ChangeRequest.application).joinedload(Application.job),
            joinedload(ChangeRequest.stage),
            joinedload(ChangeRequest.interview).options(
                selectinload(Interview.seats), joinedload(Interview.stage), joinedload(Interview.application)
            ),
        )
    )
    if found is None:
        raise NotFound(N_("没有这条请求。"))
    access.application(unit, found.application_id, EDIT)
    return found


# --- what could be done ------------------------------------------------------------------------------------------


def _asked(unit: Unit, request: ChangeRequest) -> tuple[Sheet, Calendar, Wanted]:
    """The interview as it is to be placed anew: everybody stays who can."""
    interview = request.interview
    held = openings.sheet(unit, _options(unit, request))
    own = (interview.id,) if interview else ()
    calendar = openings.calendar(unit, held, without=own)
    without = frozenset({f"{INTERVIEWER}{request.user_id}"} if request.user_id else ())
    keep: frozenset[str] = frozenset()
    minutes = request.stage.minutes
    if interview is not None:
        minutes = round((interview.end - interview.start).total_seconds() / 60)
        keep = frozenset(f"{INTERVIEWER}{s.user_id}" for s in interview.seats) | {f"{ROOM}{interview.room_id}"}
    wanted = openings.wanted(held, request.application, minutes, request.stage.panel, keep=keep, without=without)
    return held, calendar, wanted


def _starts(unit: Unit, request: ChangeRequest, held: Sheet, minutes: int) -> list[int]:
    """Every start to try: those ahead, without the one that a candidate can't make."""
    now = openings.local_minute(unit.now, held.zone)
    found = {t for t in held.starts(minutes) if t > now}
    if request.start is not None:
        there = openings.local_minute(request.start, held.zone)
        found = found - {there} if request.side == "candidate" else found | {there}
    return sorted(found)


def _options(unit: Unit, request: ChangeRequest) -> Options:
    """Days, sessions and rooms of the plan or booking that the interview came from; else the next working days."""
    zone = unit.state.settings.zone
    today = unit.now.astimezone(zone).date()
    held = _of_plan(unit, request) or _of_booking(unit, request)
    days = [d for d in held.days if d >= today] if held else []
    if request.start is not None:
        days.append(request.start.astimezone(zone).date())
    if not days:
        days = _working_days(today)
    grid = held.grid_minutes if held else usual_grid(request.stage.minutes)
    if held is None:
        return Options(sorted(set(days)), grid_minutes=grid)
    return Options(sorted(set(days)), held.sessions, grid, held.room_ids)


def _of_plan(unit: Unit, request: ChangeRequest) -> Options | None:
    schedule_id = request.interview.schedule_id if request.interview else None
    plan = unit.session.get(Schedule, schedule_id) if schedule_id else None
    return Options.from_dict(plan.problem["options"]) if plan else None


def _of_booking(unit: Unit, request: ChangeRequest) -> Options | None:
    booking = unit.session.scalars(
        select(Booking).where(Booking.stage_id == request.stage_id).order_by(Booking.id.desc()).limit(1)
    ).first()
    return Options.from_dict(booking.options) if booking else None


def _working_days(today: date) -> list[date]:
    ahead = (today + timedelta(days=n) for n in range(1, 2 * AHEAD))
    return [d for d in ahead if d.weekday() < 5][:AHEAD]


def _proposal(request: ChangeRequest, held: Sheet, calendar: Calendar, found: Opening, minutes: int) -> Proposal:
    start = openings.moment(found.start, held.zone)
    interview = request.interview
    before = {f"{INTERVIEWER}{s.user_id}" for s in interview.seats} if interview else set()
    joining = set(found.people) - before if interview else set()
    leaving = before - set(found.people)
    moved = interview is not None and interview.start != start
    room_changed = interview is not None and found.room != f"{ROOM}{interview.room_id}"
    apart = abs((start - request.start).total_seconds()) if request.start else start.timestamp()
    burden = sum(calendar.burden(w) for w in joining)
    cost = (int(moved), len(joining), int(room_changed), burden, int(apart))
    return Proposal(
        start, start + timedelta(minutes=minutes), held.names.get(found.room or "", ""), _called(held, found.people), moved,
        _called(held, joining), _called(held, leaving), room_changed, cost, found,
    )  # fmt: skip


def _called(held: Sheet, people: Iterable[str]) -> tuple[str, ...]:
    return tuple(held.names.get(w, w.removeprefix(INTERVIEWER)) for w in sorted(people))


def _read(key: str) -> tuple[int, str | None, tuple[str, ...]]:
    """→ (start, room, people) of a proposal's key."""
    start, _, rest = key.partition("|")
    room, _, people = rest.partition("|")
    if not start.isdecimal() or len(start) > 12:
        raise Invalid(N_("没看懂你的选择，请再点一次。"))
    return int(start), room or None, tuple(p for p in people.split("|") if p)
