"""Every hard rule is noticed when a good plan is spoilt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hr_recruit_plugin.engines.scheduling import Level, Placement, Plan, Problem, Reason, Unplaced, check, figures

GOOD = Placement("i-n1", "2026-03-02T09:00", "room-1", ("lead-1", "hr-1"))
LEFT = Unplaced("i-n2", (Reason("competition", "…", ("i-n1", "i-n2", "hr-1")),))
PLAN = Plan("two nurses", (GOOD,), (LEFT,))


def rules(raw, plan):
    return {violation.rule for violation in check(Problem.from_dict(raw), plan)}


def test_a_good_plan_passes(small):
    assert rules(small, PLAN) == set()


def test_sentences_use_peoples_names(small):
    bad = Plan("", (replace(GOOD, start="2026-03-02T09:30"),), (LEFT,))
    [violation] = check(Problem.from_dict(small), bad, {"hr-1": "王芳"})
    assert violation.text.startswith("王芳") and violation.message % violation.params == violation.text


@pytest.mark.parametrize(("change", "rule"), [
    ({"start": "2026-03-02T09:15"}, "grid"),
    ({"start": "2026-03-02T10:00"}, "session"),
    ({"start": "2026-03-02T09:30"}, "availability"),
    ({"start": "today"}, "form"),
    ({"interview": "i-n9"}, "form"),
    ({"room": None}, "room"),
    ({"interviewers": ("lead-1",)}, "panel"),
    ({"interviewers": ("lead-1", "lead-1")}, "panel"),
    ({"interviewers": ("lead-1", "nobody")}, "panel"),
])
def test_a_spoilt_placement(small, change, rule):
    assert rule in rules(small, Plan("", (replace(GOOD, **change),), (LEFT,)))


@pytest.mark.parametrize(("table", "row", "change", "rule"), [
    ("interviewers", 0, {"avoid": ["n1"]}, "avoidance"),
    ("interviewers", 0, {"campuses": ["east"]}, "campus"),
    ("interviewers", 0, {"max_per_day": 0}, "max_per_day"),
    ("interviewers", 0, {"max_per_week": 0}, "max_per_week"),
    ("rooms", 0, {"busy": [["2026-03-02T08:00", "2026-03-02T09:10"]]}, "availability"),
    ("candidates", 0, {"busy": [["2026-03-02T09:10", "2026-03-02T09:20"]]}, "availability"),
    ("interviews", 0, {"earliest": "2026-03-02T09:30"}, "window"),
    ("interviews", 0, {"deadline": "2026-03-02T09:20"}, "window"),
    ("interviews", 0, {"campus": "east"}, "campus"),
    ("interviews", 0, {"room": False}, "room"),
])
def test_a_stricter_problem(small, table, row, change, rule):
    small[table][row].update(change)
    assert rule in rules(small, PLAN)


def test_double_booking_is_told_for_each_resource(small):
    both = Plan("", (GOOD, replace(GOOD, interview="i-n2")))
    found = [v for v in check(Problem.from_dict(small), both) if v.rule == "double_booking"]
    assert {v.who[0] for v in found} == {"room-1", "lead-1", "hr-1"}


def test_rounds_keep_order_and_change_people(small):
    small["candidates"] = [{"id": "n1", "busy": []}]
    small["interviews"][1]["candidate"] = "n1"
    small["interviewers"][1]["busy"] = []
    small["sequences"] = [{"first": "i-n2", "then": "i-n1", "min_gap_days": 0, "different_interviewers": True}]
    after = replace(GOOD, interview="i-n2", start="2026-03-02T09:30")
    assert rules(small, Plan("", (GOOD, after))) == {"sequence"}
    small["sequences"][0].update(first="i-n1", then="i-n2")
    assert rules(small, Plan("", (GOOD, after))) == {"different_interviewers"}


def test_one_campus_a_half_day(small):
    small["rooms"].append({"id": "room-2", "campus": "east", "busy": []})
    small["interviewers"][0]["campuses"] = ["main", "east"]
    small["interviewers"][1].update(campuses=["main", "east"], busy=[])
    second = Placement("i-n2", "2026-03-02T09:30", "room-2", ("lead-1", "hr-1"))
    assert rules(small, Plan("", (GOOD, second))) == {"one_campus"}


def test_everyone_occurs_once(small):
    assert rules(small, Plan("", (GOOD,))) == {"once"}
    assert "once" in rules(small, Plan("", (GOOD, GOOD), (LEFT,)))


@pytest.mark.parametrize("reason", [
    Reason("candidate_never_free", "…", ("n2",)), Reason("competition", "…", ("i-n2",)), Reason("magic", "…", ()),
    Reason("not_found", "…", ("stranger",)), Reason("earlier_round", "…", ("i-n1",)),
])
def test_untrue_reasons(small, reason):
    assert rules(small, replace(PLAN, unplaced=(Unplaced("i-n2", (reason,)),))) == {"reason"}


@pytest.mark.parametrize("level", [
    Level("waiting", 5, None, False, 0), Level("unplaced", 1, 2, False, 0), Level("unplaced", 1, 0, True, 0),
    Level("beauty", 0, 0, True, 0),
])
def test_untrue_levels(small, level):
    assert rules(small, replace(PLAN, levels=(level,))) == {"level"}


def test_figures_are_counted_from_the_plan(small):
    found = figures(Problem.from_dict(small), PLAN)
    assert (found.unplaced, found.waiting, found.days, found.fairness, found.half_days) == (1, 0, 1, 0, 2)
    with pytest.raises(KeyError):
        found.value("moved")
