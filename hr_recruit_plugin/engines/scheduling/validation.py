"""What a readable problem may still get wrong: every complaint names its row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .clock import iso, minute
from .problem import Busy, Interview, Problem, Session
from .texts import N_

AGAINST_PUBLISHED = ("lost", "moved", "panel_changes", "room_changes")
OBJECTIVES = ("unplaced", *AGAINST_PUBLISHED, "waiting", "days", "fairness", "half_days")


def complaints(problem: Problem, *, now: str | None = None, zone: str | None = None) -> list[str]:
    """All complaints about a problem whose rows could be read; empty when it can be planned."""
    return [*_repeated(problem), *_grid(problem, now, zone), *_busy(problem), *_interviews(problem),
            *_sequences(problem), *_policy(problem)]


def _repeated(problem: Problem) -> Iterator[str]:
    tables: tuple[tuple[str, Iterable[str]], ...] = (
        ("rooms", (r.id for r in problem.rooms)), ("interviewers", (w.id for w in problem.interviewers)),
        ("candidates", (c.id for c in problem.candidates)), ("interviews", (i.id for i in problem.interviews)))
    for table, ids in tables:
        for one, times in Counter(ids).items():
            if times > 1:
                yield N_("%(table)s：编号 %(id)s 出现了 %(times)d 次") % {"table": table, "id": one, "times": times}
    for one, times in Counter(p.interview for p in problem.published or ()).items():
        if times > 1:
            yield N_("published：面试 %(id)s 出现了 %(times)d 次") % {"id": one, "times": times}


def span_of(session: Session) -> tuple[int, int]:
    """A session in minutes; ValueError when it names no time."""
    date.fromisoformat(session.date)
    return minute(f"{session.date}T{session.start}"), minute(f"{session.date}T{session.end}")


def _grid(problem: Problem, now: str | None, zone: str | None) -> Iterator[str]:
    spans = []
    for session in problem.grid.sessions:
        row = f"{session.date} {session.start}–{session.end}"
        try:
            span = span_of(session)
        except ValueError:
            yield N_("grid.sessions %(row)s：日期应写作 YYYY-MM-DD，时刻应写作 HH:MM") % {"row": row}
            continue
        if span[0] >= span[1]:
            yield N_("grid.sessions %(row)s：结束不晚于开始") % {"row": row}
        if now is not None and span[0] < minute(now):
            yield N_("grid.sessions %(row)s：这个时段已经开始或已经过去，请去掉它") % {"row": row}
        if zone is not None:
            yield from _clock_change(row, span, zone)
        spans.append((span, row))
    if not problem.grid.sessions:
        yield N_("grid.sessions：一个时段也没有")
    for (one, row), (other, following) in pairwise(sorted(spans)):
        if one[1] > other[0]:
            yield N_("grid.sessions：%(one)s 与 %(other)s 重叠") % {"one": row, "other": following}


def _clock_change(row: str, span: tuple[int, int], zone: str) -> Iterator[str]:
    """A local time that the clock skips or repeats names no moment, or two."""
    try:
        local = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield N_("时区 %(zone)s 不存在") % {"zone": zone}
        return
    first, last = (datetime.fromisoformat(iso(t)) for t in span)
    offsets = {moment.replace(tzinfo=local, fold=fold).utcoffset()
               for moment in (first, last - timedelta(minutes=1)) for fold in (0, 1)}
    if len(offsets) > 1:
        yield N_("grid.sessions %(row)s：遇到 %(zone)s 的夏令时切换，钟点不唯一，请改用别的时段") % {
            "row": row, "zone": zone}


def _busy(problem: Problem) -> Iterator[str]:
    tables: tuple[tuple[str, Iterable[tuple[str, Busy]]], ...] = (
        ("rooms", ((r.id, r.busy) for r in problem.rooms)),
        ("interviewers", ((w.id, w.busy) for w in problem.interviewers)),
        ("candidates", ((c.id, c.busy) for c in problem.candidates)))
    for table, rows in tables:
        for one, busy in rows:
            for start, end in busy:
                if minute(start) >= minute(end):
                    yield N_("%(table)s %(id)s：忙碌时间 %(start)s 到 %(end)s 自相矛盾，结束不晚于开始") % {
                        "table": table, "id": one, "start": start, "end": end}


def _interviews(problem: Problem) -> Iterator[str]:
    candidates = {c.id for c in problem.candidates}
    pools = {pool for w in problem.interviewers for pool in w.pools}
    for q in problem.interviews:
        if q.candidate not in candidates:
            yield N_("interviews %(id)s：没有考生 %(candidate)s") % {"id": q.id, "candidate": q.candidate}
        for pool in dict.fromkeys(n.pool for n in q.panel):
            if pool not in pools:
                yield N_("interviews %(id)s：考官池 %(pool)s 里没有人") % {"id": q.id, "pool": pool}
        yield from _one_interview(q)
    if not problem.rooms:
        needy = [q.id for q in problem.interviews if q.room]
        if needy:
            yield N_("rooms：一个房间也没有，而面试 %(id)s 等 %(count)d 场需要房间") % {
                "id": needy[0], "count": len(needy)}


def _one_interview(q: Interview) -> Iterator[str]:
    if len({n.pool for n in q.panel}) < len(q.panel):
        yield N_("interviews %(id)s：panel 里同一个考官池只能出现一次") % {"id": q.id}
    if q.earliest and q.deadline and minute(q.earliest) >= minute(q.deadline):
        yield N_("interviews %(id)s：最早时间 %(earliest)s 不早于截止时间 %(deadline)s，自相矛盾") % {
            "id": q.id, "earliest": q.earliest, "deadline": q.deadline}


def _sequences(problem: Problem) -> Iterator[str]:
    known = {q.id for q in problem.interviews}
    after: dict[str, list[str]] = {}
    for k, s in enumerate(problem.sequences):
        for end in (s.first, s.then):
            if end not in known:
                yield N_("sequences[%(row)d]：没有面试 %(id)s") % {"row": k, "id": end}
        after.setdefault(s.first, []).append(s.then)
    loop = _loop(after)
    if loop:
        yield N_("sequences：轮次的先后成环：%(loop)s") % {"loop": " → ".join(loop)}


def _loop(after: dict[str, list[str]]) -> list[str]:
    """One cycle of the graph, or nothing. Iterative: chains may be long."""
    state: dict[str, int] = {}
    for root in after:
        path: list[str] = []
        stack = [(root, iter(after.get(root, ())))] if root not in state else []
        if stack:
            state[root] = 1
            path.append(root)
        while stack:
            node, following = stack[-1]
            step = next(following, None)
            if step is None:
                state[node] = 2
                stack.pop()
                path.pop()
            elif state.get(step) == 1:
                return [*path[path.index(step):], step]
            elif step not in state:
                state[step] = 1
                path.append(step)
                stack.append((step, iter(after.get(step, ()))))
    return []


def _policy(problem: Problem) -> Iterator[str]:
    for name in problem.policy.order:
        if name not in OBJECTIVES:
            yield N_("policy.order：没有目标 %(name)s，可用的有 %(known)s") % {
                "name": name, "known": "、".join(OBJECTIVES)}
        elif name in AGAINST_PUBLISHED and problem.published is None:
            yield N_("policy.order：目标 %(name)s 要与已公布的安排比较，但没有 published") % {"name": name}
    if len(set(problem.policy.order)) < len(problem.policy.order):
        yield N_("policy.order：同一个目标写了两次")
