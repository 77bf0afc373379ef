"""Each hard rule forbids a cell and says so; where no rule forbids, the independent check agrees."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.engines.scheduling import Placement, Plan, Problem, check
from hr_recruit_plugin.engines.scheduling.moving import ANYWHERE, Mover, Refusal, Wish

DAY = "2026-03-02"
FIRST = Placement("i-n1", f"{DAY}T09:00", "room-1", ("hr-1", "lead-1"))
PLAN = Plan("", (FIRST,))
NAMES = {"lead-1": "罗组长", "hr-1": "何人事", "n1": "甲", "n2": "乙", "i-n1": "甲", "i-n2": "乙", "room-1": "3 号"}


@pytest.fixture
def wide(small):
    """The small example with a longer morning, a second room and a second group leader."""
    small["grid"]["sessions"] = [{"date": DAY, "start": "09:00", "end": "11:00"}]
    small["rooms"].append({"id": "room-2", "campus": "main", "busy": []})
    small["interviewers"][1]["busy"] = []
    lead = {"id": "lead-2", "pools": ["lead"], "campuses": ["main"], "busy": [], "max_per_day": 8, "max_per_week": None, "avoid": []}
    small["interviewers"].append(lead)
    return small


def tried(raw, start, wish=ANYWHERE, plan=PLAN):
    return Mover(Problem.from_dict(raw), plan, "i-n2", NAMES).at(f"{DAY}T{start}", wish)


def test_a_free_cell_takes_it_and_the_check_agrees(wide):
    found = tried(wide, "09:30")
    assert isinstance(found, Placement)
    problem = Problem.from_dict(wide)
    assert check(problem, Plan("", (FIRST, found))) == []


def test_people_and_room_stay_where_they_can(wide):
    plan = Plan("", (FIRST, Placement("i-n2", f"{DAY}T09:30", "room-2", ("hr-1", "lead-2"))))
    assert tried(wide, "10:00", plan=plan) == Placement("i-n2", f"{DAY}T10:00", "room-2", ("hr-1", "lead-2"))


def test_a_lane_is_a_room_or_a_person(wide):
    assert tried(wide, "10:00", Wish(room="room-2")).room == "room-2"
    moved = tried(wide, "10:00", Wish(person="lead-2", instead="lead-1"))
    assert set(moved.interviewers) == {"hr-1", "lead-2"}


@pytest.mark.parametrize(("table", "row", "change", "wish", "rule", "words"), [
    ("candidates", 1, {"busy": [[f"{DAY}T09:30", f"{DAY}T10:00"]]}, Wish(), "candidate.busy", "乙 这时没有空"),
    ("interviews", 1, {"earliest": f"{DAY}T10:00"}, Wish(), "window.early", "最早"),
    ("interviews", 1, {"deadline": f"{DAY}T09:45"}, Wish(), "window.late", "最晚"),
    ("rooms", 0, {"busy": [[f"{DAY}T09:30", f"{DAY}T10:00"]]}, Wish(room="room-1"), "room.busy", "3 号 这时不可用"),
    ("rooms", 0, {"campus": "east"}, Wish(room="room-1"), "pool", "凑不齐"),
    ("interviewers", 0, {"busy": [[f"{DAY}T09:30", f"{DAY}T10:00"]]}, Wish(person="lead-1"), "person.busy", "罗组长 这时没有空"),
    ("interviewers", 0, {"avoid": ["n2"]}, Wish(person="lead-1"), "person.avoid", "罗组长 须回避 乙"),
    ("interviewers", 0, {"max_per_day": 1}, Wish(person="lead-1"), "person.day", "这一天已有 1 场，最多 1 场"),
    ("interviewers", 0, {"max_per_week": 1}, Wish(person="lead-1"), "person.week", "这一周已有 1 场，最多 1 场"),
    ("interviewers", 0, {"campuses": ["east"]}, Wish(person="lead-1"), "person.campus", "不去院区"),
    ("interviewers", 1, {"busy": [[f"{DAY}T09:30", f"{DAY}T10:00"]]}, Wish(), "pool", "何人事 都排不开"),
])
def test_each_rule_forbids_in_a_sentence(wide, table, row, change, wish, rule, words):
    wide[table][row].update(change)
    found = tried(wide, "09:30", wish)
    assert isinstance(found, Refusal)
    assert found.rule == rule
    assert words in found.text


def test_taken_cells_name_who_has_them(wide):
    assert "3 号 这时是 甲" in tried(wide, "09:00", Wish(room="room-1")).text
    assert "罗组长 这时在面 甲" in tried(wide, "09:00", Wish(person="lead-1")).text


def test_too_late_in_a_session_and_rounds_in_order(wide):
    wide["interviews"][1]["minutes"] = 45
    assert tried(wide, "10:30").rule == "session"
    wide["sequences"] = [{"first": "i-n1", "then": "i-n2", "min_gap_days": 1, "different_interviewers": False}]
    assert tried(wide, "10:00").rule == "sequence"


def test_whoever_must_change_between_rounds_and_campuses(wide):
    wide["sequences"] = [{"first": "i-n1", "then": "i-n2", "min_gap_days": 0, "different_interviewers": True}]
    assert tried(wide, "10:00", Wish(person="lead-1")).rule == "person.round"
    wide["sequences"] = []
    wide["rooms"][1]["campus"] = "east"
    for person in wide["interviewers"]:
        person["campuses"] = ["main", "east"]
    wide["policy"]["one_campus_per_half_day"] = True
    assert tried(wide, "10:00", Wish(room="room-2", person="lead-1")).rule == "person.one_campus"


def test_somebody_outside_the_pools(wide):
    wide["interviewers"].append({**wide["interviewers"][2], "id": "doc-1", "pools": ["doctor"]})
    assert tried(wide, "10:00", Wish(person="doc-1")).rule == "person.pool"


def test_no_room_at_all(wide):
    for room in wide["rooms"]:
        room["busy"] = [[f"{DAY}T10:00", f"{DAY}T11:00"]]
    assert tried(wide, "10:00").rule == "rooms"


def test_an_interview_that_is_not_there(wide):
    with pytest.raises(KeyError):
        Mover(Problem.from_dict(wide), Plan("", ()), "i-n9")


def test_starts_are_the_grid(wide):
    starts = Mover(Problem.from_dict(wide), Plan("", ()), "i-n2").starts()
    assert [s[11:] for s in starts] == ["09:00", "09:30", "10:00", "10:30"]
