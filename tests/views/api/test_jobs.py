"""Jobs through the API."""

from __future__ import annotations

from typing import Any

from hr_recruit_plugin.state import Recruitment

from .conftest import Machine, Opened, counted

STAGES = [{"kind": "screening", "name": "简历筛选"}, {"kind": "offer", "name": "Offer"}]
NEW: dict[str, Any] = {
    "code": "PHY-01", "title": "心内科医师", "department_id": "XN", "headcount": 2, "stages": STAGES,
    "requirements": [{"kind": "degree", "value": "master", "must": True, "weight": 2}],
    "terms": {"monthly_salary": "18000"},
}  # fmt: skip


def test_a_job_is_opened_and_read(machine: Machine) -> None:
    made = machine("POST", "/jobs", json=NEW)
    assert made.status_code == 201
    read = machine("GET", made.headers["Location"].removeprefix("/recruit/api/v1"))
    assert read.get_json() == made.get_json()
    assert (read.get_json()["department_name"], read.headers["ETag"]) == ("心内科", '"1"')


def test_stages_come_from_a_template(machine: Machine) -> None:
    assert machine("PUT", "/stage-templates/护理", json={"stages": STAGES}).status_code == 200
    assert [t["name"] for t in machine("GET", "/stage-templates").get_json()["items"]][-1] == "护理"
    made = machine("POST", "/jobs", json={**NEW, "stages": [], "template": "护理"})
    assert [s["name"] for s in made.get_json()["stages"]] == ["简历筛选", "Offer"]


def test_a_job_without_stages_or_with_an_unknown_template(machine: Machine) -> None:
    for wrong, field in (({"stages": []}, "stages"), ({"stages": [], "template": "没有"}, "template")):
        answer = machine("POST", "/jobs", json={**NEW, **wrong})
        assert (answer.status_code, list(answer.get_json(force=True)["errors"])) == (422, [field])


def test_a_requirement_that_makes_no_sense(machine: Machine) -> None:
    answer = machine("POST", "/jobs", json={**NEW, "requirements": [{"kind": "degree", "value": "很高"}]})
    assert list(answer.get_json(force=True)["errors"]) == ["requirements.0.value"]


def test_what_is_left_out_of_a_change_stays(machine: Machine, job: Opened) -> None:
    changed = machine("PATCH", f"/jobs/{job.id}", json={"headcount": 12, "version": 1}).get_json()
    assert (changed["headcount"], changed["title"], len(changed["requirements"])) == (12, "ICU 护士", 3)
    answer = machine("PATCH", f"/jobs/{job.id}", json={"requirements": [{"value": "bachelor"}]})
    assert "requirements.0.kind" in answer.get_json(force=True)["errors"]


def test_stages_are_replaced(machine: Machine, job: Opened, applied: int) -> None:
    kept = [{"id": job.stages[0], "kind": "screening", "name": "初筛"}, {"kind": "offer", "name": "录用"}]
    changed = machine("PUT", f"/jobs/{job.id}/stages", json={"stages": kept, "version": 1})
    assert [s["name"] for s in changed.get_json()["stages"]] == ["初筛", "录用"]
    answer = machine("PUT", f"/jobs/{job.id}/stages", json={"stages": kept[1:]})
    assert answer.status_code == 422


def test_candidates_are_scored_again(machine: Machine, job: Opened, applied: int) -> None:
    assert machine("POST", f"/jobs/{job.id}/rescore").get_json() == {"count": 1}


def test_the_list_costs_the_same_however_long(machine: Machine, job: Opened) -> None:
    state: Recruitment = machine.client.application.extensions["hr_recruit"]
    costs = []
    for n in range(2):
        machine("POST", "/jobs", json={**NEW, "code": f"PHY-{n}"})
        machine("POST", "/jobs", json={**NEW, "code": f"RAD-{n}"})
        with counted(state.engine) as statements:
            listed = machine("GET", "/jobs").get_json()
        costs.append((len(statements), listed["total"]))
    assert costs[0][0] == costs[1][0] <= 6
    assert [total for _, total in costs] == [3, 5]
