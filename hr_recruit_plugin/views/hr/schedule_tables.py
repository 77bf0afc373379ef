"""A plan as tables: by interviewer, how much each of them does, and what there is against what is needed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Any

from ...engines.scheduling.tightness import Supply, Tightness
from ...i18n import N_, current_locale, gettext
from ...presentation import day as day_words
from ...services.schedule_sheet import Line, Sheet
from .schedule_calendar import Frame, Span, busy_of, lanes_of, sessions

TIGHT = 0.1
"""Less than this share to spare is called tight."""


def by_interviewer(sheet: Sheet, frame: Frame) -> list[dict[str, Any]]:
    """A row each with the interviews of every day."""
    found: dict[str, dict[date, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for line in sheet.lines:
        if line.stands:
            for who, _ in line.people:
                found[who][line.start.date()].append(line)
    return [
        {
            "name": sheet.called.get(w.id, w.id), "pools": w.pools,
            "days": [found[w.id][d] for d in frame.days], "total": sum(map(len, found[w.id].values())),
        }
        for w in sheet.problem.interviewers
        if w.id in found
    ]  # fmt: skip


def load(sheet: Sheet, frame: Frame) -> dict[str, Any]:
    """How many interviews everybody asked for has in each half-day; full where the day's limit is reached."""
    halves = [s for s in sessions(sheet) if s.start.date() in frame.days]
    asked = {n.pool for i in sheet.problem.interviews for n in i.panel}
    shown = set(lanes_of(sheet, "interviewer"))
    rows = []
    for w in sheet.problem.interviewers:
        if w.id not in shown:
            continue
        mine = [line for line in sheet.lines if line.stands and w.id in {who for who, _ in line.people}]
        away, cells = busy_of(sheet, w.busy), []
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
    return gettext(words, day=_weekday(half.start.date()))


def _weekday(day: date) -> str:
    return day.strftime("%a") if current_locale() == "en" else f"周{'一二三四五六日'[day.weekday()]}"


# --- demand ------------------------------------------------------------------------------------------------------


def demand(found: Tightness, called: Mapping[str, str]) -> dict[str, Any]:
    """Rows, the most that each day allows, and sentences that say what is tight."""
    days = [date.fromisoformat(d) for d in found.days]
    return {
        "days": [day_words(d, False) for d in days] if len(days) <= 10 else [],
        "rows": [_row(r) for r in found.rows], "each": found.each_day, "most": found.most, "need": found.interviews,
        "short": max(0, found.interviews - found.most), "sentences": _sentences(found, days, called),
    }  # fmt: skip


def _row(supply: Supply) -> dict[str, Any]:
    counted = supply.kind != "campus"
    tight = counted and supply.kind != "candidate" and supply.spare < TIGHT * supply.need
    state = "bad" if counted and supply.spare < 0 else "warn" if tight else "ok"
    return {
        "kind": supply.kind, "name": supply.resource, "need": supply.need if counted else None, "by_day": supply.by_day,
        "available": supply.total, "spare": supply.spare if counted else None, "state": state if counted else "",
    }  # fmt: skip


def _sentences(found: Tightness, days: list[date], called: Mapping[str, str]) -> list[str]:
    """What is too little, what is barely enough, and on which day most of it is missing."""
    told = []
    short = found.interviews - found.most
    scarce = found.scarcest
    if short > 0:
        told.append(gettext(N_("这些天最多排得下 %(most)s 场，要排 %(need)s 场，至少有 %(short)s 场排不进。"), most=found.most,
                            need=found.interviews, short=short))  # fmt: skip
    if scarce is not None and (short > 0 or scarce.spare < TIGHT * scarce.need):
        told.append(_scarce(scarce))
        told += _worst_day(scarce, days, called)
    if short <= 0 < found.interviews - found.reach:
        told.append(gettext(N_("候选人能来的日子和面试官有空的日子对不上，最多排得下 %(most)s 场。"), most=found.reach))
    never = next((-r.spare for r in found.rows if r.kind == "candidate" and r.spare < 0), 0)
    if never:
        told.append(gettext(N_("%(n)s 位候选人这些天里一个时刻也没有空。"), n=never))
    return told or [gettext(N_("够用，没有偏紧的资源。"))]


def _scarce(supply: Supply) -> str:
    name = gettext(N_("会议室")) if supply.kind == "room" else supply.resource
    if supply.spare < 0:
        return gettext(N_("%(name)s最紧：需要 %(need)s，可用 %(available)s，差 %(short)s。"), name=name, need=supply.need,
                       available=supply.total, short=-supply.spare)  # fmt: skip
    return gettext(N_("%(name)s最紧：需要 %(need)s，可用 %(available)s，只多 %(spare)s。"), name=name, need=supply.need,
                   available=supply.total, spare=supply.spare)  # fmt: skip


def _worst_day(supply: Supply, days: list[date], called: Mapping[str, str]) -> list[str]:
    """The day on which most of its people are away; nothing when they all come every day."""
    gone = {d: who for d, who in (supply.away or {}).items() if who}
    if not gone or len(gone) == len(days) == 1:
        return []
    worst = max(gone, key=lambda d: (len(gone[d]), -supply.by_day[d]))
    who = "、".join(called.get(w, w) for w in gone[worst][:5])
    told = N_("%(day)s最少，只有 %(n)s 场：%(who)s 全天不在。")
    return [gettext(told, day=day_words(days[worst]), n=supply.by_day[worst], who=who)]
