"""Scheduling problems of the sample kinds for any seed: the family that the figures are judged on. All people invented.

``A`` nurses in a week, ``B`` doctors before joint panels, ``C`` three rounds, ``D`` a season on two campuses, ``R`` a
published plan that lost an interviewer, ``X`` one candidate too many for a morning.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from hr_recruit_plugin.engines.scheduling import Problem
from hr_recruit_plugin.engines.scheduling.greedy import greedy

Raw = dict[str, Any]
MONDAY = date(2026, 3, 2)
ORDER = ["unplaced", "waiting", "days", "fairness", "half_days"]
REPAIR = ["lost", "moved", "panel_changes", "room_changes", *ORDER]


def instance(kind: str, seed: int) -> Problem:
    """A problem of ``kind`` (A, B, C, D, R or X); the same seed gives the same problem."""
    return Problem.from_dict({"A": nurses, "B": doctors, "C": rounds, "D": season, "R": repair, "X": crowded}[kind](
        random.Random(f"{kind}{seed}"), seed))


def _sessions(days: int, hours: tuple[str, str, str, str]) -> list[dict[str, str]]:
    dates = [MONDAY + timedelta(days=d) for d in range(days // 5 * 7 + days % 5)]
    return [{"date": d.isoformat(), "start": start, "end": end} for d in dates if d.weekday() < 5
            for start, end in (hours[:2], hours[2:])]


def _busy(rng: random.Random, sessions: list[dict[str, str]], share: float) -> list[list[str]]:
    return [[f"{s['date']}T{s['start']}", f"{s['date']}T{s['end']}"] for s in sessions if rng.random() < share]


def _errand(rng: random.Random, session: dict[str, str], minutes: int) -> list[str]:
    hour, minute = map(int, session["start"].split(":"))
    first = hour * 60 + minute + minutes * rng.randrange(5)
    return [f"{session['date']}T{t // 60:02d}:{t % 60:02d}" for t in (first, first + minutes)]


def _people(rng: random.Random, pools: dict[str, int], sessions: list[dict[str, str]], candidates: list[str],
            **how: Any) -> list[Raw]:
    """``how``: share of half-days not given, limits (day, week), avoidances in all, minutes of small errands."""
    people = [{"id": f"{pool}-{k:02d}", "pools": [pool], "campuses": list(how.get("campuses", ("main",))),
               "busy": _busy(rng, sessions, how["share"]), "max_per_day": how["limits"][0],
               "max_per_week": how["limits"][1], "avoid": []} for pool, n in pools.items() for k in range(1, n + 1)]
    for person in people:
        for session in sessions[::2]:
            if rng.random() < 0.5:
                person["busy"].append(_errand(rng, session, how["minutes"]))
    for _ in range(how["avoid"]):
        person = rng.choice(people)
        person["avoid"] = sorted({*person["avoid"], rng.choice(candidates)})
    return people


def _interview(one: str, candidate: str, minutes: int, panel: dict[str, int], **more: Any) -> Raw:
    return {"id": one, "candidate": candidate, "minutes": minutes,
            "panel": [{"pool": pool, "count": count} for pool, count in panel.items()],
            "campus": None, "room": True, "weight": 1, "earliest": None, "deadline": None} | more


def _problem(name: str, minutes: int, sessions: list[dict[str, str]], **parts: Any) -> Raw:
    return {"name": name, "grid": {"minutes": minutes, "sessions": sessions}, "sequences": [], "published": None,
            "policy": {"order": ORDER, "one_campus_per_half_day": True}} | parts


def _rooms(rng: random.Random, count: int, sessions: list[dict[str, str]], share: float,
           campuses: tuple[str, ...] = ("main",)) -> list[Raw]:
    return [{"id": f"room-{k + 1:02d}", "campus": campuses[k % len(campuses)], "busy": _busy(rng, sessions, share)}
            for k in range(count)]


DAY = ("09:00", "12:00", "13:00", "17:00")


def nurses(rng: random.Random, seed: int, count: int = 100, staff: int = 5) -> Raw:
    sessions, ids = _sessions(5, DAY), [f"n{k:03d}" for k in range(1, count + 1)]
    return _problem(
        f"A-{seed}", 30, sessions, rooms=_rooms(rng, 3, sessions, 0.07),
        interviewers=_people(rng, {"lead": staff, "hr": staff}, sessions, ids, share=0.25, limits=(10, 40), avoid=11,
                             minutes=30),
        candidates=[{"id": c, "busy": _busy(rng, sessions, 0.5)} for c in ids],
        interviews=[_interview(f"i-{c}", c, 30, {"lead": 1, "hr": 1}) for c in ids])


def doctors(rng: random.Random, seed: int) -> Raw:
    sessions = _sessions(10, ("08:30", "11:50", "13:00", "17:10"))
    ids = [f"d{k:03d}" for k in range(1, 201)]
    pools = {"clinical": 10, "hr": 10, "research": 10}
    return _problem(
        f"B-{seed}", 50, sessions, rooms=_rooms(rng, 4, sessions, 0.12),
        interviewers=_people(rng, pools, sessions, ids, share=0.4, limits=(5, 18), avoid=40, minutes=50),
        candidates=[{"id": c, "busy": _busy(rng, sessions, 0.5)} for c in ids],
        interviews=[_interview(f"i-{c}", c, 50, dict.fromkeys(pools, 1)) for c in ids])


def rounds(rng: random.Random, seed: int) -> Raw:
    sessions, ids = _sessions(10, DAY), [f"p{k:02d}" for k in range(1, 61)]
    people = _people(rng, {"clinical": 8, "hr": 5, "ward": 3, "lead": 3}, sessions, ids, share=0.3, limits=(8, 30),
                     avoid=15, minutes=30)
    people[0]["pools"], people[1]["pools"], people[8]["pools"] = ["clinical", "lead"], ["clinical", "lead"], [
        "hr", "ward"]
    panels = ({"clinical": 2}, {"hr": 1, "ward": 1}, {"lead": 2})
    return _problem(
        f"C-{seed}", 30, sessions, rooms=_rooms(rng, 4, sessions, 0), interviewers=people,
        candidates=[{"id": c, "busy": _busy(rng, sessions, 0.45)} for c in ids],
        interviews=[_interview(f"{c}-r{k}", c, 30, panel) for c in ids for k, panel in enumerate(panels, 1)],
        sequences=[{"first": f"{c}-r{a}", "then": f"{c}-r{b}", "min_gap_days": b - a, "different_interviewers": True}
                   for c in ids for a, b in ((1, 2), (2, 3), (1, 3))])


def season(rng: random.Random, seed: int, count: int = 2000, days: int = 65) -> Raw:
    sessions, campuses = _sessions(days, DAY), ("east", "west")
    ids = [f"c{k:04d}" for k in range(1, count + 1)]
    people = _people(rng, {"clinical": 24, "hr": 12, "research": 12}, sessions, ids, share=0.4, limits=(6, 24),
                     avoid=200, minutes=30, campuses=campuses)
    for k, person in enumerate(rng.sample(people, 6)):
        person["campuses"] = [campuses[k % 2]]
    dates = [s["date"] for s in sessions[::2]]
    kinds = ((30, {"clinical": 1, "hr": 1}, 1), (60, {"clinical": 1, "hr": 1, "research": 1}, 2), (30, {"hr": 2}, 1))
    candidates, interviews = [], []
    for k, c in enumerate(ids, 1):
        first = rng.randrange(len(dates) - 9)
        near = [s for s in sessions if dates[first] <= s["date"] <= dates[first + 9]]
        minutes, panel, weight = rng.choices(kinds, (5, 3, 2))[0]
        candidates.append({"id": c, "busy": _busy(rng, near, 0.45)})
        interviews.append(_interview(f"i{k:04d}", c, minutes, panel, campus=rng.choice(campuses), weight=weight,
                                     earliest=f"{dates[first]}T09:00", deadline=f"{dates[first + 9]}T17:00"))
    return _problem(f"D-{seed}", 30, sessions, rooms=_rooms(rng, 10, sessions, 0.09, campuses), interviewers=people,
                    candidates=candidates, interviews=interviews)


def repair(rng: random.Random, seed: int) -> Raw:
    """The nurses' plan of the baseline is published; then a lead is gone for the whole week."""
    raw = nurses(rng, seed)
    raw["name"] = f"R-{seed}"
    raw["published"] = {"placed": [p.to_dict() for p in greedy(Problem.from_dict(raw)).placed]}
    raw["policy"]["order"] = REPAIR
    gone = rng.choice([w for w in raw["interviewers"] if w["pools"] == ["lead"]])
    first, last = raw["grid"]["sessions"][0], raw["grid"]["sessions"][-1]
    gone["busy"] = [[f"{first['date']}T{first['start']}", f"{last['date']}T{last['end']}"]]
    return raw


def crowded(rng: random.Random, seed: int) -> Raw:
    """Seven candidates are free on one morning only, when one lead with six half-hours sits."""
    raw = nurses(rng, seed, 67, 4)
    raw["name"] = f"X-{seed}"
    morning = raw["grid"]["sessions"][2]
    span = [f"{morning['date']}T{morning['start']}", f"{morning['date']}T{morning['end']}"]
    leads = [w for w in raw["interviewers"] if w["pools"] == ["lead"]]
    for person in leads[:3]:
        person["busy"] = [b for b in person["busy"] if not span[0] <= b[0] < span[1]] + [span]
    leads[3]["busy"] = [b for b in leads[3]["busy"] if not span[0] <= b[0] < span[1]]
    for candidate in rng.sample(raw["candidates"], 7):
        candidate["busy"] = [[f"{s['date']}T{s['start']}", f"{s['date']}T{s['end']}"]
                             for s in raw["grid"]["sessions"] if s is not morning]
        for person in raw["interviewers"]:
            person["avoid"] = [c for c in person["avoid"] if c != candidate["id"]]
    return raw
