"""Demand against capacity day by day."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.engines.scheduling import Problem
from hr_recruit_plugin.engines.scheduling.tightness import tightness

DAYS = ("2026-03-02", "2026-03-03")


@pytest.fixture
def raw(small):
    small["grid"]["sessions"] = [{"date": d, "start": "09:00", "end": "10:30"} for d in DAYS]
    small["interviewers"][1]["busy"] = []
    return small


def rows(raw):
    return {r.resource: r for r in tightness(Problem.from_dict(raw)).rows}


def test_each_day_is_what_its_scarcest_resource_allows(raw):
    raw["interviewers"][0]["busy"] = [[f"{DAYS[1]}T09:00", f"{DAYS[1]}T10:00"]]
    found = tightness(Problem.from_dict(raw))
    assert found.days == DAYS
    assert found.each_day == (3, 1)
    assert (found.most, found.interviews, found.scarcest.resource) == (4, 2, "lead")


def test_limits_of_a_day_and_a_week(raw):
    raw["interviewers"][0]["max_per_day"] = 2
    raw["interviewers"][0]["max_per_week"] = 3
    lead = rows(raw)["lead"]
    assert (lead.by_day, lead.total, lead.spare) == ((2, 2), 3, 1)
    assert tightness(Problem.from_dict(raw)).most == 3


def test_who_is_away_all_day_is_named(raw):
    raw["interviewers"][0]["busy"] = [[f"{DAYS[0]}T00:00", f"{DAYS[0]}T23:00"]]
    assert rows(raw)["lead"].away == {0: ("lead-1",), 1: ()}


def test_a_pool_that_sits_by_twos_is_shared(raw):
    raw["interviewers"].append({**raw["interviewers"][0], "id": "lead-2"})
    for interview in raw["interviews"]:
        interview["panel"][0]["count"] = 2
    found = tightness(Problem.from_dict(raw))
    assert rows(raw)["lead"].need == 4
    assert found.each_day == (3, 3)


def test_rooms_of_several_campuses_have_rows_of_their_own(raw):
    raw["rooms"].append({"id": "room-9", "campus": "east", "busy": [[f"{DAYS[0]}T09:00", f"{DAYS[0]}T10:30"]]})
    found = rows(raw)
    assert found["*"].by_day == (3, 6)
    assert (found["east"].kind, found["east"].by_day) == ("campus", (0, 3))


def test_candidates_may_come_on_the_wrong_days(raw):
    for candidate in raw["candidates"]:
        candidate["busy"] = [[f"{DAYS[1]}T00:00", f"{DAYS[1]}T23:00"]]
    for person in raw["interviewers"]:
        person["busy"] = [[f"{DAYS[0]}T00:00", f"{DAYS[0]}T23:00"]]
    found = tightness(Problem.from_dict(raw))
    assert (found.most, found.reach) == (3, 0)
