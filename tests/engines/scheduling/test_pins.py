"""What a person put somewhere stays there when the rest is planned anew, and the figures stay true."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.engines.scheduling import Placement, Problem, check, plan
from hr_recruit_plugin.engines.scheduling.pins import pinned, standing, unpinned

DAYS = ("2026-03-02", "2026-03-03")


@pytest.fixture
def problem():
    """Four candidates, two rooms, two leaders, two mornings of an hour."""
    def person(ident, pool):
        return {"id": ident, "pools": [pool], "campuses": ["main"], "busy": [], "max_per_day": None, "max_per_week": None, "avoid": []}

    raw = {
        "name": "pins", "grid": {"minutes": 30, "sessions": [{"date": d, "start": "09:00", "end": "10:00"} for d in DAYS]},
        "rooms": [{"id": r, "campus": "main", "busy": []} for r in ("room-1", "room-2")],
        "interviewers": [person("lead-1", "lead"), person("lead-2", "lead")],
        "candidates": [{"id": f"n{k}", "busy": []} for k in range(4)],
        "interviews": [
            {"id": f"i{k}", "candidate": f"n{k}", "minutes": 30, "panel": [{"pool": "lead", "count": 1}], "campus": None,
             "room": True, "weight": 1, "earliest": None, "deadline": None} for k in range(4)],
        "sequences": [], "published": None,
        "policy": {"order": ["unplaced", "waiting", "days", "fairness", "half_days"], "one_campus_per_half_day": True},
    }  # fmt: skip
    return Problem.from_dict(raw)


def solved(problem, pins):
    return unpinned(problem, plan(pinned(problem, pins), seconds=5, workers=1), pins)


def test_pinned_interviews_keep_time_room_and_people(problem):
    pins = (Placement("i0", f"{DAYS[1]}T09:30", "room-2", ("lead-2",)), Placement("i1", f"{DAYS[0]}T09:00", "room-2", ("lead-1",)))
    found = solved(problem, pins)
    assert set(pins) <= set(found.placed)
    assert len(found.placed) == 4
    assert check(problem, found) == []


def test_figures_are_those_of_the_whole_problem_and_bounds_hold(problem):
    found = solved(problem, (Placement("i0", f"{DAYS[1]}T09:30", "room-2", ("lead-2",)),))
    levels = {level.name: level for level in found.levels}
    assert (levels["waiting"].value, levels["waiting"].bound, levels["waiting"].proven) == (1, 1, True)
    assert levels["days"].value == 2


def test_without_pins_nothing_is_touched(problem):
    assert pinned(problem, ()) is problem
    found = plan(problem, seconds=5, workers=1)
    assert unpinned(problem, found, ()) is found


def test_pins_that_break_a_rule_are_let_go(problem):
    good = Placement("i0", f"{DAYS[0]}T09:00", "room-1", ("lead-1",))
    gone = Placement("i9", f"{DAYS[0]}T09:00", "room-1", ("lead-1",))
    off = Placement("i1", f"{DAYS[0]}T09:15", "room-2", ("lead-2",))
    assert standing(problem, (good, gone, off)) == (good,)
    twice = Placement("i2", f"{DAYS[0]}T09:00", "room-2", ("lead-1",))
    assert standing(problem, (good, twice)) == ()
