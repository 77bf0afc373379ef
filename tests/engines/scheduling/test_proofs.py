"""What is called proven is proven: small problems of every shape against a plain model of all their choices."""

from __future__ import annotations

import random
from typing import Any

import pytest

from hr_recruit_plugin.engines.scheduling import Problem, check, figures, plan, planning
from hr_recruit_plugin.engines.scheduling.greedy import greedy
from tests.engines.scheduling.whole_model import WholeModel

ORDER = ["unplaced", "waiting", "days", "fairness", "half_days"]
REPAIR = ["lost", "moved", "panel_changes", "room_changes"]


def small_problem(rng: random.Random) -> dict[str, Any]:
    """A handful of interviews with a bit of everything: two campuses, people in two pools, rounds, odd lengths."""
    step = rng.choice((20, 30, 30))
    dates = rng.sample(["2026-03-05", "2026-03-06", "2026-03-09", "2026-03-10"], rng.choice((2, 3)))
    sessions = [{"date": d, "start": s, "end": e} for d in sorted(dates)
                for s, e in rng.sample([("09:00", "10:30"), ("13:00", "14:40")], rng.choice((1, 2)))]
    campuses = ("east", "west")[:rng.choice((1, 1, 2))]
    candidates = [f"c{k}" for k in range(rng.randint(3, 5))]

    def busy(share: float) -> list[list[str]]:
        spans = [(s["date"], s["start"], s["end"]) for s in sessions if rng.random() < share]
        spans += [(s["date"], s["start"], f"{s['start'][:2]}:30") for s in sessions if rng.random() < share / 2]
        return [[f"{d}T{a}", f"{d}T{b}"] for d, a, b in spans]

    people = [{"id": f"{pool}-{k}", "pools": [pool], "campuses": sorted(rng.sample(campuses, rng.randint(1, len(campuses)))),
               "busy": busy(0.25), "max_per_day": rng.choice((None, 2, 3)), "max_per_week": rng.choice((None, None, 3)),
               "avoid": [c for c in candidates if rng.random() < 0.15]}
              for pool in ("hr", "lead") for k in range(rng.randint(2, 3))]
    people[0]["pools"] = rng.choice((["hr"], ["hr", "lead"]))
    panels = rng.sample([[("hr", 1), ("lead", 1)], [("lead", 2)], [("hr", 1)], [("hr", 2)]], 2)
    interviews = [{"id": f"i-{c}-{k}", "candidate": c, "minutes": rng.choice((step, step, 2 * step, 45)),
                   "panel": [{"pool": pool, "count": n} for pool, n in rng.choice(panels)],
                   "campus": rng.choice((None, None, *campuses)), "room": rng.random() < 0.8,
                   "weight": rng.choice((1, 1, 3)), "earliest": rng.choice((None, None, f"{min(dates)}T09:30")),
                   "deadline": rng.choice((None, None, f"{max(dates)}T13:40"))}
                  for c in candidates for k in range(rng.choice((1, 1, 2)))]
    by = {c: [q["id"] for q in interviews if q["candidate"] == c] for c in candidates}
    return {"name": "small", "grid": {"minutes": step, "sessions": sessions},
            "rooms": [{"id": f"room-{k}", "campus": campuses[k % len(campuses)], "busy": busy(0.2)}
                      for k in range(rng.randint(1, 3))],
            "interviewers": people, "candidates": [{"id": c, "busy": busy(0.3)} for c in candidates],
            "interviews": interviews,
            "sequences": [{"first": ids[0], "then": ids[1], "min_gap_days": rng.choice((0, 1)),
                           "different_interviewers": rng.random() < 0.6}
                          for ids in by.values() if len(ids) == 2 and rng.random() < 0.7],
            "policy": {"order": ["unplaced", *rng.sample(ORDER[1:], 4)] if rng.random() < 0.4 else ORDER,
                       "one_campus_per_half_day": rng.random() < 0.7}, "published": None}


def repair_problem(rng: random.Random) -> dict[str, Any]:
    """The same with a first-come plan published, after which somebody has no time any more."""
    raw = small_problem(rng)
    raw["published"] = {"placed": [p.to_dict() for p in greedy(Problem.from_dict(raw)).placed]}
    raw["policy"]["order"] = [*REPAIR, *raw["policy"]["order"]]
    gone, session = rng.choice(raw["interviewers"]), rng.choice(raw["grid"]["sessions"])
    gone["busy"].append([f"{session['date']}T{session['start']}", f"{session['date']}T{session['end']}"])
    return raw


def assert_honest(raw: dict[str, Any]) -> int:
    """Every figure is lawful, every limit true; how many levels were proven."""
    problem = Problem.from_dict(raw)
    found = plan(problem, seconds=20, workers=2)
    assert check(problem, found) == []
    whole, kept = WholeModel(raw), {}
    for level in found.levels:
        least = whole.best(level.name, kept)
        assert least <= level.value, (level, least)
        assert level.bound is None or level.bound <= least, (level, least)
        assert not level.proven or level.value == least
        kept[level.name] = level.value
    return sum(level.proven for level in found.levels)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_every_level_of_a_small_plan_is_what_it_says(seed):
    assert assert_honest(small_problem(random.Random(seed))) == 5


@pytest.mark.parametrize("seed", range(6))
def test_every_level_of_a_small_repair_is_what_it_says(seed):
    assert assert_honest(repair_problem(random.Random(seed))) >= 7


@pytest.mark.parametrize("seed", range(8))
def test_every_limit_of_a_season_is_true(seed, monkeypatch):
    """Small enough for the plain model, planned as if it were a season."""
    monkeypatch.setattr(planning, "LARGE", 0)
    raw = small_problem(random.Random(100 + seed))
    assert_honest(raw)
    problem = Problem.from_dict(raw)
    baseline = figures(problem, greedy(problem))
    found = tuple(level.value for level in plan(problem, seconds=2).levels)
    assert found <= tuple(baseline.value(name) for name in problem.policy.order)
