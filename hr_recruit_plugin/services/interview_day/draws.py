"""Draws of lots: a promise, the supervisor's words, the draw, and its confirmation, after which it stands.

What is drawn is fixed with the promise. Lots that break a hard rule (回避 among them) are drawn again by the next round, which
the record names; ``hr-recruit draw`` computes all of it again.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from ...engines import draw as engine
from ...errors import Conflict, Invalid, NotFound
from ...i18n import N_
from ...models import Draw, Interview, Seat, Stage
from ...security.permissions import Permission
from .. import access
from ..planning_problem import LOCAL
from ..unit import Unit, expect_version
from . import book, numbers
from .book import Line
from .queue import Judge, reclaim

EDIT = Permission.SCHEDULES_EDIT
KINDS: Mapping[str, str] = {"order": N_("候选人抽顺序"), "rooms": N_("考官抽考场")}
HALVES: Mapping[str, str] = {"am": N_("上午"), "pm": N_("下午")}
NEVER = ("avoidance",)
"""Rules that no draw may leave broken, even where they were before."""
STANDS = ("promised", "drawn", "confirmed")
CHANGED = N_("公布承诺之后，这个半天的安排变了。作废这一次，重新公布再抽。")


@dataclass(frozen=True)
class Scope:
    """What a draw is about."""

    kind: str
    day: date
    half: str
    stage_id: int
    campus: str


@dataclass(frozen=True)
class Choice:
    """A half-day of a stage that lots can be drawn for, with what stands of it already."""

    scope: Scope
    title: str
    people: int
    rooms: int
    standing: Draw | None


@dataclass(frozen=True)
class Table:
    """The choices of a day and every draw that was ever begun for it."""

    choices: Sequence[Choice]
    draws: Sequence[Draw]


def table(unit: Unit, day: date) -> Table:
    unit.actor.require(EDIT)
    made = unit.session.scalars(select(Draw).where(Draw.day == day).order_by(Draw.id)).all()
    groups: dict[tuple[str, int, str], list[Line]] = {}
    for one in book.lines_of_day(unit, day):
        if one.room is not None:
            groups.setdefault((one.half, one.interview.stage_id, one.campus), []).append(one)
    found = []
    for (half, stage_id, campus), lines in sorted(groups.items()):
        stage = lines[0].interview.stage
        title = f"{lines[0].interview.application.job.title} {stage.name}"
        for kind in KINDS:
            scope = Scope(kind, day, half, stage_id, campus)
            stands = next((d for d in made if scope_of(d) == scope and d.state in STANDS), None)
            found.append(Choice(scope, title, len(lines), len({one.place for one in lines}), stands))
    return Table(found, made)


def scope_of(draw: Draw) -> Scope:
    return Scope(draw.kind, draw.day, draw.half, draw.stage_id, draw.campus)


def get(unit: Unit, draw_id: int) -> Draw:
    unit.actor.require(EDIT)
    draw = unit.session.get(Draw, draw_id)
    if draw is None:
        raise NotFound(N_("没有这次抽签。"))
    access.job(unit, unit.get(Stage, draw.stage_id, "").job_id, EDIT)
    return draw


def promise(unit: Unit, scope: Scope) -> Draw:
    """Fix what is drawn, make a seed, and show its SHA-256. Raises Invalid or Conflict when there is nothing to draw."""
    unit.actor.require(EDIT)
    if scope.kind not in KINDS or scope.half not in HALVES:
        raise Invalid(N_("没看懂你的选择，请再点一次。"))
    access.job(unit, unit.get(Stage, scope.stage_id, N_("没有这个阶段。")).job_id, EDIT)
    stands = unit.session.scalars(select(Draw).where(Draw.day == scope.day, Draw.state.in_(STANDS))).all()
    if any(scope_of(d) == scope for d in stands):
        raise Conflict(N_("这个半天已经在抽或已抽定，不能再开一次。"))
    lots = _lots(scope, _lines(unit, scope))
    seed = secrets.token_hex(32)  # from the system's random source, os.urandom
    draw = Draw(
        kind=scope.kind, day=scope.day, half=scope.half, stage_id=scope.stage_id, campus=scope.campus, state="promised",
        promise=engine.promise(seed), seed=seed, lots=lots, made_by=unit.actor.name, made_at=unit.now,
    )  # fmt: skip
    unit.session.add(draw)
    unit.session.flush()
    unit.audit("draw.promised", "draw", draw.id, promise=draw.promise, kind=scope.kind)
    return draw


def pull(unit: Unit, draw_id: int, words: str, present: str, *, version: int | None) -> Draw:
    """Draw with the words that were typed. From now on the seed is shown."""
    draw = get(unit, draw_id)
    expect_version(draw, version, by=None)
    if draw.state != "promised":
        raise Conflict(N_("这一次已经抽过了。"))
    typed, there = words.strip(), present.strip()
    missing = {k: [N_("这一项必填")] for k, v in (("words", typed), ("present", there)) if not v}
    if missing:
        raise Invalid(N_("监督员输入几个字，写上在场的人，再抽。"), missing)
    lines = _unchanged(unit, draw)
    judge = Judge(unit, book.lines_of_day(unit, draw.day))
    groups = {lot["group"]: lot["items"] for lot in draw.lots}
    found = engine.first_allowed(
        draw.seed, typed, groups, lambda lots: judge.refusal(*_effect(unit, draw, lots, lines), NEVER) is None
    )
    if found is None:
        raise Invalid(N_("抽了 %(n)s 轮，每一种结果都违反回避或时间的硬规则。先调整面试官或时间。"), n=engine.ROUNDS)
    draw.round, drawn = found
    draw.words, draw.present, draw.state, draw.drawn_at = typed, there, "drawn", unit.now
    draw.result = [{"group": group, "order": order} for group, order in drawn.items()]
    draw.digest = engine.digest(record(draw))
    unit.audit("draw.drawn", "draw", draw.id, digest=draw.digest, round=draw.round)
    return draw


def confirm(unit: Unit, draw_id: int, *, version: int | None) -> Draw:
    """Let the day go by what was drawn. It can't be changed any more."""
    draw = get(unit, draw_id)
    expect_version(draw, version, by=None)
    if draw.state == "confirmed":
        return draw
    if draw.state != "drawn" or draw.result is None:
        raise Conflict(N_("先抽，再确认。"))
    lines = _unchanged(unit, draw)
    times, panels = _effect(unit, draw, {r["group"]: r["order"] for r in draw.result}, lines)
    if why := Judge(unit, book.lines_of_day(unit, draw.day)).refusal(times, panels, NEVER):
        raise Invalid(why[0], None, **why[1])
    if draw.kind == "order":
        _reorder(unit, draw, lines, times)
    else:
        _reseat(unit, lines, panels)
    draw.state, draw.confirmed_by, draw.confirmed_at = "confirmed", unit.actor.name, unit.now
    unit.audit("draw.confirmed", "draw", draw.id, digest=draw.digest)
    return draw


def drop(unit: Unit, draw_id: int, *, version: int | None) -> Draw:
    """Give a draw up before it stands. It stays on the record with what it had drawn."""
    draw = get(unit, draw_id)
    expect_version(draw, version, by=None)
    if draw.state not in ("promised", "drawn"):
        raise Conflict(N_("已确认的抽签不能作废。"))
    draw.state = "dropped"
    unit.audit("draw.dropped", "draw", draw.id, drawn=draw.result is not None)
    return draw


def record(draw: Draw) -> dict[str, Any]:
    """What the digest is of, and what is printed for verification."""
    return {
        "kind": draw.kind, "day": draw.day.isoformat(), "half": draw.half, "campus": draw.campus, "stage": draw.stage_id,
        "promise": draw.promise, "seed": draw.seed, "words": draw.words, "round": draw.round, "present": draw.present,
        "lots": draw.lots, "result": draw.result,
    }  # fmt: skip


def called(unit: Unit, draw: Draw) -> dict[str, str]:
    """What the lots of a draw are called on HR's screen: people by name, panels by their members."""
    if draw.kind == "rooms":
        people = {s.user_id: s.name for one in book.lines_of_day(unit, draw.day) for s in one.interview.seats}
        return {
            lot: "、".join(people.get(w, w) for w in members)
            for group in draw.lots for lot, members in group["panels"].items()
        }  # fmt: skip
    return {_lot(one): one.name for one in book.lines_of_day(unit, draw.day)}


# --- what is drawn -----------------------------------------------------------------------------------------------


def _lines(unit: Unit, scope: Scope) -> list[Line]:
    found = [
        one for one in book.lines_of_day(unit, scope.day)
        if (one.half, one.interview.stage_id, one.campus) == (scope.half, scope.stage_id, scope.campus)
        and one.room is not None and one.state != "absent"
    ]  # fmt: skip
    if not found:
        raise Invalid(N_("这个半天没有面试，没有可抽的。"))
    if any(one.state in ("inside", "done") for one in found):
        raise Conflict(N_("已经开始面试了，不能再抽签。"))
    return found


def _lots(scope: Scope, lines: Sequence[Line]) -> list[dict[str, Any]]:
    rooms: dict[str, list[Line]] = {}
    for one in lines:
        rooms.setdefault(one.place, []).append(one)
    if scope.kind == "rooms":
        return _panels(rooms)
    return [
        {
            "group": place, "items": sorted(_lot(one) for one in found),
            "places": [one.due.astimezone(one.zone).strftime(LOCAL) for one in found],
        }
        for place, found in sorted(rooms.items())
    ]  # fmt: skip


def _lot(one: Line) -> str:
    """A candidate's lot: a number that says nothing of the person."""
    return f"K{one.interview.application_id}"


def _panels(rooms: Mapping[str, Sequence[Line]]) -> list[dict[str, Any]]:
    if len(rooms) < 2:
        raise Invalid(N_("只有一个考场，不用抽。"))
    panels: dict[str, list[str]] = {}
    for number, (place, found) in enumerate(sorted(rooms.items()), 1):
        people = {tuple(sorted(s.user_id for s in one.interview.seats)) for one in found}
        if len(people) > 1:
            raise Invalid(N_("%(place)s这个半天的面试官中途有更换，不能整组抽考场。先把面试组排成固定的。"), place=place)
        panels[f"P{number}"] = list(people.pop())
    return [{"group": "rooms", "items": list(panels), "places": sorted(rooms), "panels": panels}]


def _unchanged(unit: Unit, draw: Draw) -> list[Line]:
    """The lines of a draw. Raises Conflict when they are others than promised."""
    lines = _lines(unit, scope_of(draw))
    if _lots(scope_of(draw), lines) != draw.lots:
        raise Conflict(CHANGED)
    return lines


def _effect(
    unit: Unit, draw: Draw, drawn: Mapping[str, Sequence[str]], lines: Sequence[Line]
) -> tuple[dict[int, datetime], dict[int, list[str]]]:
    """New times and new panels by interview."""
    times: dict[int, datetime] = {}
    panels: dict[int, list[str]] = {}
    zone = unit.state.settings.zone
    for lot in draw.lots:
        for place, item in zip(lot["places"], drawn[lot["group"]], strict=True):
            if draw.kind == "rooms":
                panels |= {one.interview.id: lot["panels"][item] for one in lines if one.place == place}
                continue
            one = next(line for line in lines if _lot(line) == item)
            times[one.interview.id] = datetime.strptime(place, LOCAL).replace(tzinfo=zone)
    return times, panels


def _reorder(unit: Unit, draw: Draw, lines: Sequence[Line], times: Mapping[int, datetime]) -> None:
    if any(one.number is None for one in lines):
        numbers.assign(unit, draw.day, draw.campus)
        lines = _lines(unit, scope_of(draw))
    for one in lines:
        book.ensured(unit, one).due_at = times[one.interview.id]
    unit.session.flush()
    after = sorted(_lines(unit, scope_of(draw)), key=lambda one: (one.due, one.place))
    reclaim(unit, after)
    numbers.renumber(unit, after)


def _reseat(unit: Unit, lines: Sequence[Line], panels: Mapping[int, Sequence[str]]) -> None:
    known = {s.user_id: (s.name, s.email) for one in lines for s in one.interview.seats}
    for one in lines:
        interview, wanted = one.interview, set(panels[one.interview.id])
        for seat in [s for s in interview.seats if s.user_id not in wanted]:
            interview.seats.remove(seat)
        for user_id in sorted(wanted - {s.user_id for s in interview.seats}):
            name, email = known[user_id]
            interview.seats.append(Seat(user_id=user_id, name=name, email=email))
    unit.session.flush()
    reclaim(unit, book.lines(unit, Interview.id.in_([one.interview.id for one in lines])))
