"""What a planning problem may get wrong, and that the row is named."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.engines.scheduling import Problem, ProblemError


def refused(raw, **how):
    with pytest.raises(ProblemError) as error:
        Problem.from_dict(raw, **how)
    return "\n".join(error.value.complaints)


def test_reads_back_what_it_writes(small):
    problem = Problem.from_dict(small)
    assert problem.to_dict() == small
    assert Problem.from_dict(problem.to_dict()) == problem


def test_optional_keys_have_defaults(small):
    for key in ("campus", "room", "weight", "earliest", "deadline"):
        del small["interviews"][0][key]
    assert Problem.from_dict(small).interviews[0].weight == 1


def test_missing_parts_are_all_named():
    assert refused({"name": "x"}).count("\n") == 6
    assert "JSON" in refused([])


def test_every_complaint_at_once(small):
    small["rooms"][0]["campus"] = 3
    small["interviews"][1]["minutes"] = 0
    found = refused(small)
    assert "room-1" in found and "i-n2" in found


@pytest.mark.parametrize(("change", "named"), [
    (lambda p: p["interviewers"][0].update(busy=[["2026-03-02T10:00", "2026-03-02T09:00"]]), "lead-1"),
    (lambda p: p["interviewers"][0].update(busy=[["2026-03-02", "2026-03-02T09:00"]]), "lead-1"),
    (lambda p: p["interviews"][0]["panel"].append({"pool": "surgeons", "count": 1}), "surgeons"),
    (lambda p: p["interviews"][0].update(candidate="nobody"), "nobody"),
    (lambda p: p["interviews"][1].update(weight=10**30), "i-n2"),
    (lambda p: p["interviews"][1].update(minutes=10**9), "i-n2"),
    (lambda p: p["interviews"][1]["panel"][0].update(count=10**9), "i-n2"),
    (lambda p: p["interviews"][0].update(earliest="2026-03-02T10:00", deadline="2026-03-02T09:00"), "i-n1"),
    (lambda p: p["interviews"].append(dict(p["interviews"][0])), "i-n1"),
    (lambda p: p.update(rooms=[]), "i-n1"),
    (lambda p: p["grid"]["sessions"].append({"date": "2026-03-02", "start": "09:30", "end": "11:00"}), "09:30"),
    (lambda p: p["grid"]["sessions"].append({"date": "2026-02-30", "start": "09:30", "end": "11:00"}), "2026-02-30"),
    (lambda p: p["grid"].update(sessions=[]), "grid.sessions"),
    (lambda p: p["policy"]["order"].append("beauty"), "beauty"),
    (lambda p: p["policy"]["order"].append("moved"), "moved"),
    (lambda p: p["sequences"].append({"first": "i-n1", "then": "i-n9"}), "i-n9"),
])
def test_the_row_is_named(small, change, named):
    change(small)
    assert named in refused(small)


def test_a_loop_of_rounds_is_shown(small):
    small["sequences"] = [{"first": "i-n1", "then": "i-n2"}, {"first": "i-n2", "then": "i-n1"}]
    assert "i-n1 → i-n2 → i-n1" in refused(small)


def test_sessions_of_the_past_are_refused(small):
    assert "09:00" in refused(small, now="2026-03-02T09:01")
    assert Problem.from_dict(small, now="2026-03-01T08:00")


def test_a_clock_change_is_refused(small):
    small["grid"]["sessions"] = [{"date": "2026-03-29", "start": "01:00", "end": "04:00"}]
    assert "2026-03-29" in refused(small, zone="Europe/Berlin")
    assert Problem.from_dict(small, zone="Asia/Shanghai")
    assert "Mars" in refused(small, zone="Mars/Olympus")
