"""The sample kinds bent out of shape, for robustness rather than for figures: a problem for every name and seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from scheduling_instances import Raw, doctors, nurses, rounds, season

from hr_recruit_plugin.engines.scheduling import Problem


def variant(name: str, seed: int) -> Problem:
    """A problem of the named variant; the same seed gives the same problem."""
    raw = VARIANTS[name](random.Random(f"{name}{seed}"), seed)
    raw["name"] = f"{name}-{seed}"
    return Problem.from_dict(raw)


def tight_rooms(rng: random.Random, seed: int) -> Raw:
    raw = nurses(rng, seed)
    raw["rooms"] = raw["rooms"][:1]
    return raw


def four_seats(rng: random.Random, seed: int) -> Raw:
    raw = doctors(rng, seed)
    for q in raw["interviews"]:
        q["panel"] = [{"pool": "clinical", "count": 2}, {"pool": "hr", "count": 1}, {"pool": "research", "count": 1}]
    return raw


def four_rounds(rng: random.Random, seed: int) -> Raw:
    raw = rounds(rng, seed)
    people = [c["id"] for c in raw["candidates"]]
    raw["interviews"] += [dict(q, id=f"{q['candidate']}-r4", panel=[{"pool": "hr", "count": 1}])
                          for q in raw["interviews"] if q["id"].endswith("r1")]
    raw["sequences"] += [{"first": f"{c}-r{k}", "then": f"{c}-r4", "min_gap_days": 0, "different_interviewers": k == 2}
                         for c in people for k in (1, 2, 3)]
    return raw


def campuses(rng: random.Random, seed: int) -> Raw:
    raw = doctors(rng, seed)
    for k, row in enumerate(raw["rooms"]):
        row["campus"] = ("east", "west")[k % 2]
    for person in raw["interviewers"]:
        person["campuses"] = rng.choice((["east"], ["west"], ["east", "west"], ["east", "west"]))
    for q in raw["interviews"]:
        q["campus"] = rng.choice(("east", "west", None))
    return raw


def online(rng: random.Random, seed: int) -> Raw:
    raw = nurses(rng, seed)
    for q in raw["interviews"]:
        q["room"] = rng.random() < 0.3
        q["campus"] = rng.choice((None, "main"))
    return raw


def weights(rng: random.Random, seed: int) -> Raw:
    raw = nurses(rng, seed, staff=3)
    dates = sorted({s["date"] for s in raw["grid"]["sessions"]})
    for q in raw["interviews"]:
        first = rng.randrange(4)
        q |= {"weight": rng.randint(1, 9), "earliest": f"{dates[first]}T09:00",
              "deadline": f"{dates[min(4, first + rng.randint(0, 2))]}T17:00"}
    return raw


def many(rng: random.Random, seed: int) -> Raw:
    raw = nurses(rng, seed, 300, 15)
    raw["rooms"] = [dict(r, id=f"{r['id']}{k}") for r in raw["rooms"] for k in "abc"]
    return raw


def odd_minutes(rng: random.Random, seed: int) -> Raw:
    raw = nurses(rng, seed)
    for q in raw["interviews"]:
        q["minutes"] = rng.choice((20, 45, 50))
    return raw


def hopeless(rng: random.Random, seed: int) -> Raw:
    raw = nurses(rng, seed)
    for q in rng.sample(raw["interviews"], 12):
        q["panel"] = [{"pool": "lead", "count": 6}]
    for c in rng.sample(raw["candidates"], 12):
        c["busy"] = [["2026-01-01T00:00", "2026-12-31T00:00"]]
    return raw


def two_pools(rng: random.Random, seed: int) -> Raw:
    raw = doctors(rng, seed)
    for person in raw["interviewers"]:
        person["pools"] = sorted({*person["pools"], rng.choice(("clinical", "hr", "research"))})
    return raw


def season_of_rounds(rng: random.Random, seed: int) -> Raw:
    """300 candidates with three rounds in one month: a season because of its size."""
    raw = season(rng, seed, 300, 25)
    raw["interviews"] = [dict(q, id=f"{q['id']}-r{k}", minutes=30, panel=[{"pool": pool, "count": 1}], deadline=None)
                         for q in raw["interviews"] for k, pool in enumerate(("hr", "clinical", "hr"), 1)]
    raw["sequences"] = [{"first": f"i{k:04d}-r{a}", "then": f"i{k:04d}-r{b}", "min_gap_days": a - 1,
                         "different_interviewers": True} for k in range(1, 301) for a, b in ((1, 2), (2, 3), (1, 3))]
    return raw


def busy_season(rng: random.Random, seed: int) -> Raw:
    """More interviews than a season can hold."""
    return season(rng, seed, 1200, 15)




def ten_thousand(rng: random.Random, seed: int) -> Raw:
    return season(rng, seed, 10_000, 65)


VARIANTS: dict[str, Callable[[random.Random, int], dict[str, Any]]] = {f.__name__: f for f in (
    tight_rooms, four_seats, four_rounds, campuses, online, weights, many, odd_minutes, hopeless, two_pools,
    season_of_rounds, busy_season, ten_thousand)}
