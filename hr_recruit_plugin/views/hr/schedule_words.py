"""What a plan's levels, states and reasons are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from ...engines.scheduling import Reason, WayOut
from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...presentation import clock, day
from ...services.planning_problem import LOCAL
from ...services.schedule_sheet import Sheet

LEVELS: Mapping[str, tuple[str, str]] = {
    "unplaced": (N_("未排入"), N_("%(n)s 人")),
    "waiting": (N_("候选人等待"), N_("%(n)s 天")),
    "days": (N_("面试天数"), N_("%(n)s 天")),
    "fairness": (N_("工作量差"), N_("%(n)s 分钟")),
    "half_days": (N_("召集半天"), N_("%(n)s 个")),
    "lost": (N_("丢掉已发布的"), N_("%(n)s 人")),
    "moved": (N_("换时间"), N_("%(n)s 人")),
    "panel_changes": (N_("换面试官"), N_("%(n)s 人次")),
    "room_changes": (N_("换会议室"), N_("%(n)s 人")),
}
"""Objective → its name and its unit."""

STATES: Mapping[str, tuple[str, str]] = {
    "solving": ("doing", N_("求解中")),
    "stopping": ("doing", N_("正在停下")),
    "solved": ("todo", N_("等你发布")),
    "failed": ("bad", N_("没能算出")),
    "published": ("ok", N_("已发布")),
    "discarded": ("off", N_("已丢弃")),
}


PRIORITIES: Mapping[str, tuple[str, str]] = {
    "waiting": (N_("等待优先"), N_("候选人尽早面，先等到的先排")),
    "days": (N_("天数优先"), N_("集中在最少的几天里面完")),
    "fairness": (N_("公平优先"), N_("面试官之间场数尽量一样多")),
    "half_days": (N_("少召集优先"), N_("面试官被叫来的半天尽量少")),
}
"""What HR puts first → its name and what it means."""


def said(problem: RecruitmentError) -> str:
    """An error as a sentence in the reader's language."""
    return gettext(problem.message, **problem.params)


def _said(one: Reason | WayOut) -> str:
    """A sentence of the engine, translated where the catalogue has it."""
    return gettext(one.message, **one.params) if one.message else one.text


def reasons(sheet: Sheet) -> list[tuple[list[tuple[int, str]], list[str]]]:
    """Those left out, together where the same sentence speaks of them: ([(application id, name)], sentences)."""
    found: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for one in sheet.unplaced:
        sentences = tuple(_said(r) for r in one.reasons)
        ident = int(one.interview.partition(":")[2])
        found.setdefault(sentences, []).append((ident, sheet.called.get(one.interview, one.interview)))
    return [(people, list(sentences)) for sentences, people in found.items()]


def causes(sheet: Sheet) -> list[str]:
    """What happened that this plan repairs."""
    told = []
    for cause in sheet.schedule.problem.get("causes", ()):
        start, end = (datetime.strptime(cause[key], LOCAL).replace(tzinfo=sheet.zone) for key in ("start", "end"))
        one_day = start.date() == end.date()
        until = clock(end) if one_day else f"{day(end)} {clock(end)}"
        text = gettext(N_("%(who)s %(start)s—%(end)s 来不了或不能用"), who=sheet.called.get(cause["who"], cause["who"]),
                       start=f"{day(start)} {clock(start)}", end=until)  # fmt: skip
        told.append(f"{text} · {cause['note']}" if cause["note"] else text)
    return told


def ways_out(sheet: Sheet) -> str:
    """The cheapest way to place everyone, if the engine found one."""
    held = sheet.plan.way_out if sheet.plan else None
    return _said(held) if held else ""
