"""A plan as tables: by room a week at a time, by interviewer, and how much each interviewer does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from ...i18n import N_, current_locale, gettext
from ...presentation import day as day_words
from ...presentation import ours
from ...services.planning_problem import LOCAL
from ...services.schedule_desk import Line, Sheet


@dataclass(frozen=True)
class Span:
    start: datetime
    end: datetime

    def meets(self, start: datetime, end: datetime) -> bool:
        return start < self.end and self.start < end


@dataclass(frozen=True)
class Week:
    """The days of one week that the plan has. ``number`` counts from 0."""

    number: int
    days: list[date]
    count: int

    @property
    def label(self) -> str:
        first, last = self.days[0], self.days[-1]
        return day_words(first, False) if first == last else f"{day_words(first, False)}—{day_words(last, False)}"


def week_of(sheet: Sheet, number: int) -> Week:
    weeks = [list(days) for _, days in groupby(_days(sheet), key=lambda d: d.isocalendar()[:2])]
    number = max(0, min(number, len(weeks) - 1))
    return Week(number, weeks[number], len(weeks))


def _days(sheet: Sheet) -> list[date]:
    return sorted({s.start.date() for s in sessions(sheet)} | {line.start.date() for line in sheet.lines})


def sessions(sheet: Sheet) -> list[Span]:
    def moment(day: str, clock: str) -> datetime:
        return datetime.strptime(f"{day}T{clock}", LOCAL).replace(tzinfo=sheet.zone)

    return [Span(moment(s.date, s.start), moment(s.date, s.end)) for s in sheet.problem.grid.sessions]


def by_room(sheet: Sheet, week: Week) -> dict[str, Any]:
    """Days and rows as the component ``cal`` draws them."""
    rooms = [(r.id, sheet.called.get(r.id, r.id)) for r in sheet.problem.rooms]
    days = [{"label": _heading(d), "rooms": [name for _, name in rooms]} for d in week.days]
    return {"days": days, "rows": list(_Grid(sheet, week.days, [i for i, _ in rooms]).rows())}


def _heading(day: date) -> str:
    return day_words(day)


class _Grid:
    """Cells of one week: an interview where it starts, grey where the room can't be had."""

    def __init__(self, sheet: Sheet, days: list[date], rooms: list[str]) -> None:
        self.sheet, self.days, self.rooms = sheet, days, rooms
        self.step = timedelta(minutes=sheet.problem.grid.minutes)
        self.sessions = [s for s in sessions(sheet) if s.start.date() in days]
        self.lines = {(line.room, line.start): line for line in sheet.lines if line.stands}
        self.busy = {
            r.id: [Span(_local(a, sheet), _local(b, sheet)) for a, b in r.busy] for r in sheet.problem.rooms
        }
        self.covered: set[tuple[str, datetime]] = set()

    def rows(self) -> Iterable[dict[str, Any]]:
        for k, clocks in enumerate(self._blocks()):
            if k:
                yield {"kind": "noon"}
            yield {"kind": "who", "cells": [self._who(d, r, clocks) for d in self.days for r in self.rooms]}
            for clock in clocks:
                cells = [self._cell(d, r, clock, clocks) for d in self.days for r in self.rooms]
                yield {"kind": "slot", "label": clock, "cells": cells}

    def _blocks(self) -> list[list[str]]:
        """Clock times of each half-day, over all days together."""
        found: dict[bool, set[str]] = defaultdict(set)
        for session in self.sessions:
            at = session.start
            while at < session.end:
                found[session.start.hour >= 12].add(f"{at:%H:%M}")
                at += self.step
        return [sorted(found[half]) for half in sorted(found)]

    def _at(self, day: date, clock: str) -> datetime:
        return _local(f"{day.isoformat()}T{clock}", self.sheet)

    def _who(self, day: date, room: str, clocks: list[str]) -> dict[str, Any]:
        """Who sits there, when it is the same panel all half-day."""
        held = [line for c in clocks if (line := self.lines.get((room, self._at(day, c))))]
        panels = {tuple(name for _, name in line.people) for line in held}
        text = "、".join(panels.pop()) if len(panels) == 1 else ""
        if len({line.people for line in held}) > 1:
            text = gettext(N_("%(count)s 组面试官"), count=len({line.people for line in held}))
        return {"text": text, "first": room == self.rooms[0]}

    def _cell(self, day: date, room: str, clock: str, clocks: list[str]) -> dict[str, Any]:
        at, first = self._at(day, clock), room == self.rooms[0]
        if (room, at) in self.covered:
            return {"covered": True}
        if line := self.lines.get((room, at)):
            span = self._cover(room, clocks[clocks.index(clock) :], day, line.end)
            return {
                "text": line.name, "url": url_of(self.sheet, line), "first": first, "span": span,
                "state": "new" if line.told and self.sheet.problem.published else _state(line),
            }  # fmt: skip
        if self._taken(room, at):
            end = self._end_of_gap(room, day, clocks[clocks.index(clock) :])
            return {"text": gettext(N_("占用")), "state": "busy", "first": first,
                    "span": self._cover(room, clocks[clocks.index(clock) :], day, end)}  # fmt: skip
        return {"text": "", "first": first}

    def _taken(self, room: str, at: datetime) -> bool:
        if not any(s.start <= at < s.end for s in self.sessions):
            return True
        return any(b.meets(at, at + self.step) for b in self.busy.get(room, ()))

    def _end_of_gap(self, room: str, day: date, clocks: list[str]) -> datetime:
        end = self._at(day, clocks[0])
        for clock in clocks:
            at = self._at(day, clock)
            if (room, at) in self.lines or not self._taken(room, at):
                break
            end = at + self.step
        return end

    def _cover(self, room: str, clocks: list[str], day: date, end: datetime) -> int:
        below = [at for c in clocks[1:] if (at := self._at(day, c)) < end]
        self.covered.update((room, at) for at in below)
        return len(below) + 1


def _local(text: str, sheet: Sheet) -> datetime:
    return datetime.strptime(text, LOCAL).replace(tzinfo=sheet.zone)


def _state(line: Line) -> str:
    held = line.interview
    return "warn" if held is not None and held.answer == "asks_other_time" else ""


def url_of(sheet: Sheet, line: Line) -> str:
    """Where a click on an interview leads: to its possible places before publication, to the person after."""
    if sheet.schedule.state == "solved":
        return ours("hr.schedule_places", schedule_id=sheet.schedule.id, application_id=line.application_id)
    return ours("hr.dossier", application_id=line.application_id)


def _stands(line: Line) -> bool:
    return line.stands


def by_interviewer(sheet: Sheet, week: Week) -> list[dict[str, Any]]:
    """A row each with the interviews of every day."""
    found: dict[str, dict[date, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in filter(_stands, sheet.lines):
        for who, _ in line.people:
            found[who][line.start.date()].append(line)
    return [
        {
            "name": sheet.called.get(w.id, w.id), "pools": w.pools,
            "days": [found[w.id][d] for d in week.days], "total": sum(map(len, found[w.id].values())),
        }
        for w in sheet.problem.interviewers
        if w.id in found
    ]  # fmt: skip


def load(sheet: Sheet, week: Week) -> dict[str, Any]:
    """How many interviews everybody asked for has in each half-day; full where the day's limit is reached."""
    halves = [s for s in sessions(sheet) if s.start.date() in week.days]
    asked = {n.pool for i in sheet.problem.interviews for n in i.panel}
    rows = []
    for w in sheet.problem.interviewers:
        if not asked & set(w.pools):
            continue
        mine = [line for line in filter(_stands, sheet.lines) if w.id in {who for who, _ in line.people}]
        away = [Span(_local(a, sheet), _local(b, sheet)) for a, b in w.busy]
        cells = []
        for half in halves:
            count = sum(half.meets(line.start, line.end) for line in mine)
            today = sum(line.start.date() == half.start.date() for line in mine)
            off = any(a.start <= half.start and half.end <= a.end for a in away)
            full = bool(count and w.max_per_day and today >= w.max_per_day)
            cells.append({"text": gettext(N_("不在")) if off else count or "·", "full": full, "off": off})
        role = "、".join(p for p in w.pools if p in asked)
        rows.append({"name": sheet.called.get(w.id, w.id), "role": role, "cells": cells, "total": len(mine)})
    return {"columns": [gettext(N_("面试官")), *map(_half_words, halves), gettext(N_("合计"))], "rows": rows}


def _half_words(half: Span) -> str:
    """周一上 / Mon am: within a week the weekday is enough."""
    words = N_("%(day)s上") if half.start.hour < 12 else N_("%(day)s下")
    english = current_locale() == "en"
    day = half.start.strftime("%a") if english else f"周{'一二三四五六日'[half.start.weekday()]}"
    return gettext(words, day=day)
