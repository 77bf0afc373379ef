"""Plans: lawful, proven where promised, explained, repaired, and never lost."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from hr_recruit_plugin.engines.scheduling import Plan, Problem, check, demand, figures, plan, planning
from hr_recruit_plugin.engines.scheduling.climb import Reached
from hr_recruit_plugin.engines.scheduling.greedy import best_greedy, greedy
from hr_recruit_plugin.engines.scheduling.timetable import Timetable


def values(found):
    return {level.name: level.value for level in found.levels}


def proven(found):
    return {level.name for level in found.levels if level.proven}


def test_small_problem_is_proven_and_explained(small):
    problem = Problem.from_dict(small)
    found = plan(problem, seconds=10, workers=1, names={"n1": "李娜", "n2": "张敏"})
    assert check(problem, found) == []
    assert proven(found) == set(problem.policy.order)
    [reason] = found.unplaced[0].reasons
    assert reason.kind == "competition" and {"i-n1", "i-n2", "hr-1"} <= set(reason.who)
    assert "李娜" in reason.text and reason.message % reason.params == reason.text


def test_a_plan_survives_json(small):
    found = plan(Problem.from_dict(small), seconds=5)
    assert Plan.from_dict(json.loads(json.dumps(found.to_dict()))).placed == found.placed


def ordered(problem, *order):
    """The same problem, solved for these levels alone."""
    return replace(problem, policy=replace(problem.policy, order=order))


def test_nurses_reach_the_proven_optimum(sample):
    problem = ordered(sample("A"), "unplaced", "waiting", "days", "fairness")
    found = plan(problem, seconds=60)
    assert check(problem, found) == []
    assert proven(found) == set(problem.policy.order)
    assert values(found) == {"unplaced": 1, "waiting": 108, "days": 4, "fairness": 60}
    assert found.unplaced[0].reasons[0].kind == "avoidance"


def test_too_few_places_are_explained_with_the_cheapest_way_out(sample):
    problem = ordered(sample("X"), "unplaced")
    found = plan(problem, seconds=30)
    [left] = found.unplaced
    [reason] = left.reasons
    assert sum(one.startswith("i-") for one in reason.who) == 7 and "lead-04" in reason.who
    assert found.way_out is not None and found.way_out.proven and len(found.way_out.asks) == 1


def freed(person, session):
    """Somebody who gives up what they had in a half-day."""
    start, end = f"{session.date}T{session.start}", f"{session.date}T{session.end}"
    busy = [part for a, b in person.busy for part in ((a, min(b, start)), (max(a, end), b)) if part[0] < part[1]]
    return replace(person, busy=tuple(busy))


def test_the_way_out_works(sample):
    problem = ordered(sample("X"), "unplaced")
    [ask] = plan(problem, seconds=30).way_out.asks
    session = next(s for s in problem.grid.sessions if f"{s.date}T{s.start}" == ask.session)
    asked = {
        kind: tuple(freed(p, session) if p.id == ask.who else p for p in getattr(problem, kind))
        for kind in ("interviewers", "candidates")
    }
    assert values(plan(replace(problem, **asked), seconds=30))["unplaced"] == 0


@pytest.mark.slow
def test_a_lost_interviewer_is_repaired_with_the_fewest_changes(sample):
    problem = ordered(sample("R"), "lost", "moved", "panel_changes", "room_changes")
    found = plan(problem, seconds=60)
    assert check(problem, found) == []
    assert {"lost", "moved", "panel_changes", "room_changes"} <= proven(found)
    assert [values(found)[k] for k in ("lost", "moved", "panel_changes", "room_changes")] == [0, 6, 22, 0]


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["B", "C"])
def test_panels_and_rounds_beat_the_baseline(sample, kind):
    problem = sample(kind)
    found = plan(problem, seconds=12)
    assert check(problem, found) == []
    baseline = figures(problem, greedy(problem))
    assert tuple(values(found).values()) <= tuple(baseline.value(o) for o in problem.policy.order)


def test_a_climb_that_ran_out_of_time_does_not_lose_its_start(sample, monkeypatch):
    problem = sample("C")
    start, climbed = best_greedy(Timetable(problem), ("constrained",)), best_greedy(Timetable(problem), ("fifo",))
    assert climbed[1].value("unplaced") > start[1].value("unplaced")
    order = problem.policy.order
    worse = Reached(dict(climbed[0].spots), dict.fromkeys(order), dict.fromkeys(order, 0.0))
    monkeypatch.setattr(planning, "_improve", lambda table, spots, watch: worse)
    found = plan(problem, seconds=5)
    assert check(problem, found) == []
    assert tuple(values(found).values()) == tuple(start[1].value(o) for o in order)


def test_an_unchanged_publication_stays_as_it_is(small):
    first = plan(Problem.from_dict(small), seconds=5)
    small["published"] = {"placed": [p.to_dict() for p in first.placed]}
    small["policy"]["order"] = ["lost", "moved", "panel_changes", "room_changes", "unplaced"]
    again = plan(Problem.from_dict(small), seconds=5)
    assert again.placed == first.placed and proven(again) == set(small["policy"]["order"])


@pytest.mark.slow
def test_cancelling_keeps_the_best_plan(sample):
    problem, began = sample("B"), time.monotonic()
    found = plan(problem, seconds=60, cancelled=lambda: time.monotonic() - began > 2)
    assert time.monotonic() - began < 15
    assert check(problem, found) == [] and values(found)["unplaced"] == 0


def test_no_time_at_all_still_gives_the_baseline(sample):
    problem = sample("A")
    found = plan(problem, seconds=0.01)
    assert check(problem, found) == [] and values(found)["unplaced"] == 1


def test_a_panel_larger_than_its_pool_is_a_reason_not_a_hang(small):
    small["interviews"][0]["panel"][0]["count"] = 1_000_000
    found = plan(Problem.from_dict(small), seconds=5)
    assert [(u.interview, u.reasons[0].kind) for u in found.unplaced] == [("i-n1", "pool_never_free")]


@pytest.mark.parametrize("seconds", [0.01, 1])
def test_a_season_in_no_time_is_never_worse_than_first_come(sample, seconds):
    problem = sample("D")
    near = replace(problem, interviews=tuple(q for q in problem.interviews if q.deadline < "2026-03-25"))
    baseline = figures(near, greedy(near))
    found = plan(near, seconds=seconds)
    assert check(near, found) == []
    assert tuple(values(found).values()) <= tuple(baseline.value(o) for o in near.policy.order)


def test_progress_tells_levels_in_order(small):
    told = []
    plan(Problem.from_dict(small), seconds=5, progress=told.append)
    assert list(dict.fromkeys(p.level for p in told)) == small["policy"]["order"]
    assert told[-1].proven


def test_rounds_with_other_people_in_the_same_pool(small):
    small["grid"]["sessions"].append({"date": "2026-03-03", "start": "09:00", "end": "10:00"})
    small["candidates"] = [{"id": "n1", "busy": []}]
    small["interviews"][1]["candidate"] = "n1"
    for k in (2, 3):
        small["interviewers"] += [dict(w, id=f"{w['pools'][0]}-{k}", busy=[]) for w in small["interviewers"][:2]]
    small["sequences"] = [{"first": "i-n1", "then": "i-n2", "min_gap_days": 1, "different_interviewers": True}]
    problem = Problem.from_dict(small)
    found = plan(problem, seconds=10)
    assert check(problem, found) == [] and values(found)["unplaced"] == 0 and proven(found) == set(problem.policy.order)


@pytest.mark.slow
def test_a_season_places_everyone_and_beats_the_baseline(sample):
    problem = sample("D")
    near = replace(problem, interviews=tuple(q for q in problem.interviews if q.deadline < "2026-04-01"))
    found = plan(near, seconds=12)
    assert check(near, found) == []
    assert values(found)["unplaced"] == 0
    assert tuple(values(found).values()) <= tuple(figures(near, greedy(near)).value(o) for o in near.policy.order)


def test_demand_is_seen_before_solving(small):
    small["interviewers"][1]["busy"] = [["2026-03-02T09:00", "2026-03-02T10:00"]]
    short = {c.resource: (c.need, c.available) for c in demand(Problem.from_dict(small)) if c.short}
    assert short == {"hr": (60, 0)}
