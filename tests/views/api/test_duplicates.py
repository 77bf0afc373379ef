"""Who may be the same person, for machines."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.recruiting import open_job, resume, submit
from tests.views.api.conftest import Machine


def twins(app: Flask) -> None:
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit)
        submit(unit, job)
        submit(unit, job, resume(phone="13800000002"))


def test_proposals_are_read_and_decided(app: Flask, machine: Machine) -> None:
    twins(app)
    (group,) = machine("GET", "/duplicates").json["items"]
    assert (group["reasons"], [p["candidate_id"] for p in group["people"]]) == (["near"], [1, 2])
    answer = machine("POST", "/duplicates/merge", json={"candidate_ids": [1, 2]})
    assert (answer.status_code, answer.json) == (200, {"candidate_id": 1})
    assert machine("GET", "/duplicates").json == {"items": []}


def test_different_people_are_not_proposed_again(app: Flask, machine: Machine) -> None:
    twins(app)
    assert machine("POST", "/duplicates/distinct", json={"candidate_ids": [1, 2]}).status_code == 204
    assert machine("GET", "/duplicates").json == {"items": []}


def test_one_alone_and_strangers_are_refused(machine: Machine, issue: Callable[..., Machine]) -> None:
    assert machine("POST", "/duplicates/merge", json={"candidate_ids": [1]}).status_code == 422
    assert machine("POST", "/duplicates/merge", json={"candidate_ids": [1, 2]}).status_code == 404
    assert issue("applications.view")("GET", "/duplicates").status_code == 403
