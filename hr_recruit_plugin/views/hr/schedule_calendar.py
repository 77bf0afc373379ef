"""A plan as a calendar: lanes are rooms or interviewers, a week or a day at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from ...i18n import N_, gettext
from ...presentation import day as day_words
from ...presentation import ours
from ...services.planning_problem import LOCAL
from ...services.schedule_sheet import Line, Sheet

VIEWS = ("room", "interviewer", "candidate")
SPANS = ("week", "day")


@dataclass(frozen=True)
class Span:
    start: datetime
    end: datetime

    def meets(self, start: datetime, end: datetime) -> bool:
        return start < self.end and self.start < end


@dataclass(frozen=True)
class Frame:
    """What of a plan is on the screen: a view, and the days of one page of ``count``; ``number`` counts from 0."""

    view: str
    span: str
    number: int
    days: list[date]
    count: int

    @property
    def label(self) -> str:
        first, last = self.days[0], self.days[-1]
        return day_words(first) if first == last else f"{day_words(first, False)}—{day_words(last, False)}"

    def arguments(self, **changes: Any) -> dict[str, Any]:
        """The frame as it stands in a URL."""
        return {"view": self.view, "span": self.span, "page": self.number, **changes}

    def of(self, sheet: Sheet) -> list[Line]:
        """The interviews of its days."""
        return [line for line in sheet.lines if line.start.date() in self.days]


def frame_of(sheet: Sheet, asked: Mapping[str, str]) -> Frame:
    """The frame that a URL asks for, or the nearest there is."""
    view, span = asked.get("view", ""), asked.get("span", "")
    number = int(asked["page"]) if asked.get("page", "").isdecimal() else 0
    span = span if span in SPANS else "week"
    days = _days(sheet)
    pages = [[d] for d in days] if span == "day" else [list(w) for _, w in groupby(days, key=lambda d: d.isocalendar()[:2])]
    number = min(number, len(pages) - 1)
    return Frame(view if view in VIEWS else "room", span, number, pages[number], len(pages))


def page_of(sheet: Sheet, frame: Frame, day: date) -> Frame:
    """The frame of the same view and span that shows ``day``."""
    for number in range(frame.count):
        other = frame_of(sheet, {"view": frame.view, "span": frame.span, "page": str(number)})
        if day in other.days:
            return other
    return frame


def _days(sheet: Sheet) -> list[date]:
    return sorted({s.start.date() for s in sessions(sheet)} | {line.start.date() for line in sheet.lines})


def sessions(sheet: Sheet) -> list[Span]:
    return [Span(_local(f"{s.date}T{s.start}", sheet), _local(f"{s.date}T{s.end}", sheet)) for s in sheet.problem.grid.sessions]


def busy_of(sheet: Sheet, busy: Iterable[tuple[str, str]]) -> list[Span]:
    return [Span(_local(a, sheet), _local(b, sheet)) for a, b in busy]


def _local(text: str, sheet: Sheet) -> datetime:
    return datetime.strptime(text, LOCAL).replace(tzinfo=sheet.zone)


def lanes_of(sheet: Sheet, view: str) -> list[str]:
    """Rooms, or interviewers whom the panel asks for."""
    if view == "room":
        return [r.id for r in sheet.problem.rooms]
    asked = {n.pool for q in sheet.problem.interviews for n in q.panel}
    return [w.id for w in sheet.problem.interviewers if asked & set(w.pools)]


def calendar(sheet: Sheet, frame: Frame, picked: int = 0) -> dict[str, Any]:
    """Days and rows as the component ``cal`` draws them; ``picked`` is the application that was just moved."""
    lanes = lanes_of(sheet, frame.view)
    days = [{"label": day_words(d), "rooms": [sheet.called.get(i, i) for i in lanes]} for d in frame.days]
    return {"days": days, "rows": list(_Grid(sheet, frame, lanes, picked).rows())}


class _Grid:
    """Cells of one frame: an interview where it starts, grey where the lane can't be had."""

    def __init__(self, sheet: Sheet, frame: Frame, lanes: list[str], picked: int) -> None:
        self.sheet, self.frame, self.lanes, self.picked = sheet, frame, lanes, picked
        self.step = timedelta(minutes=sheet.problem.grid.minutes)
        self.sessions = [s for s in sessions(sheet) if s.start.date() in frame.days]
        self.lines = {
            (lane, line.start): line for line in sheet.lines if line.stands
            for lane in ([line.room] if frame.view == "room" else [who for who, _ in line.people])
        }  # fmt: skip
        self.busy = {r.id: busy_of(sheet, r.busy) for r in sheet.problem.rooms}
        self.busy |= {w.id: busy_of(sheet, w.busy) for w in sheet.problem.interviewers}
        self.movable = sheet.schedule.state == "solved"
        self.covered: set[tuple[str, datetime]] = set()

    def rows(self) -> Iterable[dict[str, Any]]:
        for k, clocks in enumerate(self._blocks()):
            if k:
                yield {"kind": "noon"}
            if self.frame.view == "room":
                yield {"kind": "who", "cells": [self._who(d, r, clocks) for d in self.frame.days for r in self.lanes]}
            for n, clock in enumerate(clocks):
                cells = [self._cell(d, r, clocks[n:]) for d in self.frame.days for r in self.lanes]
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

    def _who(self, day: date, lane: str, clocks: list[str]) -> dict[str, Any]:
        """Who sits there, when it is the same panel all half-day."""
        held = [line for c in clocks if (line := self.lines.get((lane, self._at(day, c))))]
        panels = {line.people for line in held}
        text = "、".join(name for _, name in held[0].people) if len(panels) == 1 else ""
        if len(panels) > 1:
            text = gettext(N_("%(count)s 组面试官"), count=len(panels))
        return {"text": text, "first": lane == self.lanes[0]}

    def _cell(self, day: date, lane: str, clocks: list[str]) -> dict[str, Any]:
        at = self._at(day, clocks[0])
        cell: dict[str, Any] = {"text": "", "first": lane == self.lanes[0]}
        if (lane, at) in self.covered:
            return {"covered": True}
        if line := self.lines.get((lane, at)):
            return cell | self._held(line, lane, at) | {"span": self._cover(lane, clocks, day, line.end)}
        if self._taken(lane, at):
            end = self._end_of_gap(lane, day, clocks)
            return cell | {"text": gettext(N_("占用")), "state": "busy", "span": self._cover(lane, clocks, day, end)}
        return cell | ({"slot_id": self._slot(at, lane)} if self.movable else {})

    def _held(self, line: Line, lane: str, at: datetime) -> dict[str, Any]:
        told = line.told and self.sheet.problem.published
        cell = {
            "text": line.name, "url": url_of(self.sheet, line), "locked": line.locked,
            "state": "new" if told else _state(line), "picked": line.application_id == self.picked,
        }  # fmt: skip
        if self.movable:
            asked = {"schedule_id": self.sheet.schedule.id, "application_id": line.application_id}
            asked |= self.frame.arguments(lane=lane)
            cell |= {
                "slot_id": self._slot(at, lane), "version": self.sheet.schedule.version,
                "move_url": ours("hr.schedule_move", **asked), "places_url": ours("hr.schedule_cells", **asked),
                "lock_url": ours("hr.schedule_lock", **asked),
            }  # fmt: skip
        return cell

    def _slot(self, at: datetime, lane: str) -> str:
        return f"{at:%Y-%m-%dT%H:%M}|{lane}"

    def _taken(self, lane: str, at: datetime) -> bool:
        if not any(s.start <= at < s.end for s in self.sessions):
            return True
        return any(b.meets(at, at + self.step) for b in self.busy.get(lane, ()))

    def _end_of_gap(self, lane: str, day: date, clocks: list[str]) -> datetime:
        end = self._at(day, clocks[0])
        for clock in clocks:
            at = self._at(day, clock)
            if (lane, at) in self.lines or not self._taken(lane, at):
                break
            end = at + self.step
        return end

    def _cover(self, lane: str, clocks: list[str], day: date, end: datetime) -> int:
        below = [at for c in clocks[1:] if (at := self._at(day, c)) < end]
        self.covered.update((lane, at) for at in below)
        return len(below) + 1


def _state(line: Line) -> str:
    held = line.interview
    return "warn" if held is not None and held.answer == "asks_other_time" else ""


def url_of(sheet: Sheet, line: Line) -> str:
    """Where a click on an interview leads: to its possible places before publication, to the person after."""
    if sheet.schedule.state == "solved":
        return ours("hr.schedule_places", schedule_id=sheet.schedule.id, application_id=line.application_id)
    return ours("hr.dossier", application_id=line.application_id)
