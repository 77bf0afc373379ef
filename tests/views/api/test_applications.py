"""Applications through the API: in, read, moved, ended; each reading audited."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from typing import Any

from flask import Flask
from sqlalchemy import select

from hr_recruit_plugin.models import AuditEntry, Job
from hr_recruit_plugin.services.unit import unit_of_work
from hr_recruit_plugin.state import Recruitment
from tests.support import recruiting
from tests.support.host import SmallHost

from .conftest import RESUME, ROOT, Machine, Opened, counted


def as_json(text: str = RESUME, **more: Any) -> dict[str, Any]:
    return {"filename": "林若溪.txt", "content_base64": base64.b64encode(text.encode()).decode(), **more}


def as_form(text: str = RESUME, **more: Any) -> dict[str, Any]:
    return {"data": {"file": (io.BytesIO(text.encode()), "林若溪.txt"), **more}}


def test_a_resume_comes_in_as_a_form(machine: Machine, job: Opened) -> None:
    answer = machine("POST", "/applications", **as_form(job=job.code, source="人才网"))
    made = answer.get_json()
    assert (answer.status_code, made["outcome"]) == (201, "accepted")
    assert answer.headers["Location"] == f"{ROOT}/applications/{made['application_id']}"
    read = machine("GET", f"/applications/{made['application_id']}").get_json()
    assert (read["candidate"]["name"], read["application"]["source"]) == ("林若溪", "人才网")
    assert read["resume"]["highest_degree"]["value"] == "bachelor"


def test_a_resume_comes_in_as_json_and_what_is_said_wins(machine: Machine, job: Opened) -> None:
    answer = machine("POST", "/applications", json=as_json(job_id=job.id, phone="13900000009"))
    read = machine("GET", f"/applications/{answer.get_json()['application_id']}").get_json()
    assert read["candidate"]["phone"] == "13900000009"


def test_the_same_person_again_is_200(machine: Machine, job: Opened) -> None:
    first = machine("POST", "/applications", json=as_json(job=job.code)).get_json()
    again = machine("POST", "/applications", json=as_json(job=job.code))
    assert (again.status_code, again.get_json()["outcome"]) == (200, "again")
    assert again.get_json()["application_id"] == first["application_id"]


def test_a_resume_that_cant_be_read_is_kept_and_said_so(machine: Machine, job: Opened) -> None:
    answer = machine("POST", "/applications", json=as_json("%PDF-1.4 broken", job=job.code) | {"filename": "坏.pdf"})
    told = answer.get_json(force=True)
    assert (answer.status_code, told["code"]) == (422, "resume-refused")
    assert told["document_id"] == 1


def test_a_job_must_be_named_once_and_exist(machine: Machine, job: Opened) -> None:
    assert machine("POST", "/applications", json=as_json()).get_json(force=True)["errors"]["job"]
    both = machine("POST", "/applications", json=as_json(job=job.code, job_id=job.id))
    unknown = machine("POST", "/applications", json=as_json(job="NOPE"))
    assert (both.status_code, unknown.status_code) == (422, 404)
    assert job.code in unknown.get_json(force=True)["detail"]


def test_an_upload_without_a_file_or_with_bad_base64(machine: Machine, job: Opened) -> None:
    form = machine("POST", "/applications", data={"job": job.code}, content_type="multipart/form-data")
    bad = machine("POST", "/applications", json={"filename": "a.txt", "content_base64": "***", "job": job.code})
    assert "file" in form.get_json(force=True)["errors"]
    assert bad.get_json(force=True)["errors"] == {"content_base64": ["不是 base64"]}


def test_reading_is_audited_with_the_machines_name(app: Flask, machine: Machine, applied: int) -> None:
    machine("GET", f"/applications/{applied}")
    machine("GET", f"/applications/{applied}/score")
    with app.app_context(), unit_of_work(write=False) as unit:
        rows = unit.session.execute(
            select(AuditEntry.actor_id, AuditEntry.object_id).where(AuditEntry.action == "dossier.read")
        ).all()
    assert [tuple(row) for row in rows] == [("token:1", str(applied))] * 2


def test_contact_data_is_for_those_who_work_with_it(issue: Callable[..., Machine], applied: int) -> None:
    read = issue("applications.view")("GET", f"/applications/{applied}").get_json()
    assert set(read["candidate"]) == {"id", "name"}
    assert not {"phone", "email", "id_number"} & set(read["resume"])
    assert "13800000001" not in str(read)


def test_a_head_of_another_department_finds_nothing(client: Any, host: SmallHost, applied: int) -> None:
    host.sign_in("other_head")
    assert client.get(f"{ROOT}/applications/{applied}").status_code == 404
    assert client.get(f"{ROOT}/applications").get_json()["total"] == 0


def test_a_score_has_its_reasons_in_the_callers_language(machine: Machine, applied: int) -> None:
    score = machine("GET", f"/applications/{applied}/score").get_json()
    items = [item for part in score["parts"] for item in part["items"]]
    assert score["score"] > 0
    assert items
    assert all(item["reason"] for item in items)


def test_moves_carry_versions(machine: Machine, job: Opened, applied: int) -> None:
    seen = {"If-Match": machine("GET", f"/applications/{applied}").headers["ETag"]}
    moved = machine("POST", f"/applications/{applied}/move", json={"stage_id": job.stages[1]}, headers=seen)
    assert moved.get_json()["stage_id"] == job.stages[1]
    assert moved.headers["ETag"] != seen["If-Match"]
    late = machine("POST", f"/applications/{applied}/move", json={"stage_id": job.stages[2]}, headers=seen)
    assert (late.status_code, late.get_json(force=True)["who"]) == (409, "机器 0")


def test_an_application_ends_and_comes_back(machine: Machine, applied: int) -> None:
    assert machine("POST", f"/applications/{applied}/reject", json={}).status_code == 422
    rejected = machine("POST", f"/applications/{applied}/reject", json={"reason": "专业不符"}).get_json()
    restored = machine("POST", f"/applications/{applied}/restore").get_json()
    withdrawn = machine("POST", f"/applications/{applied}/withdraw", json={"reason": "另有去处"}).get_json()
    assert [a["status"] for a in (rejected, restored, withdrawn)] == ["rejected", "active", "withdrawn"]


def test_several_at_once_say_who_was_refused(machine: Machine, job: Opened, applied: int) -> None:
    answer = machine("POST", "/applications/move", json={"ids": [applied, 404], "stage_id": job.stages[1]}).get_json()
    assert answer["done"] == [applied]
    assert [(r["application_id"], r["code"]) for r in answer["refused"]] == [(404, "not-found")]
    assert machine("POST", "/applications/reject", json={"ids": [applied], "reason": "名额已满"}).get_json()["done"]
    assert machine("POST", "/applications/restore", json={"ids": [applied]}).get_json()["done"] == [applied]


def test_a_persons_word_on_a_field_wins(machine: Machine, applied: int) -> None:
    wrong = machine("PUT", f"/applications/{applied}/fields/shoe_size", json={"value": 40})
    right = machine("PUT", f"/applications/{applied}/fields/highest_degree", json={"value": "master"})
    assert (wrong.status_code, right.status_code) == (422, 200)
    read = machine("GET", f"/applications/{applied}").get_json()["resume"]["highest_degree"]
    assert (read["value"], read["corrected_by"]) == ("master", "机器 0")
    assert machine("POST", f"/applications/{applied}/confirm").status_code == 204


def test_a_file_can_be_fetched(machine: Machine, job: Opened) -> None:
    made = machine("POST", "/applications", json=as_json(job=job.code)).get_json()
    answer = machine("GET", f"/applications/{made['application_id']}/documents/{made['document_id']}")
    assert answer.data.decode() == RESUME
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_the_list_filters_pages_and_costs_the_same(app: Flask, machine: Machine, job: Opened) -> None:
    state: Recruitment = app.extensions["hr_recruit"]
    costs = []
    for size in (20, 200):
        with app.app_context(), unit_of_work() as unit:
            recruiting.crowd(unit, unit.get(Job, job.id, ""), 150)
        with counted(state.engine) as statements:
            listed = machine("GET", f"/applications?job_id={job.id}&size={size}").get_json()
        costs.append(len(statements))
        assert len(listed["items"]) == size
    assert costs[0] == costs[1] <= 10
    passing = machine("GET", "/applications?passing=true&page=2&size=10").get_json()
    assert (passing["total"], passing["page"], len(passing["items"])) == (270, 2, 10)
    assert machine("GET", "/applications?query=候选人0007").get_json()["total"] == 2
