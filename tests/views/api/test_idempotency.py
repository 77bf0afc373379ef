"""The same POST twice has one effect, also when both arrive at once."""

from __future__ import annotations

import base64
import io
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from .conftest import RESUME, Machine, Opened

KEY = {"Idempotency-Key": "order-1"}


def room(machine: Machine, name: str = "一号会议室", **headers: str) -> TestResponse:
    return machine("POST", "/rooms", json={"name": name}, headers=KEY | headers)


def test_the_answer_is_given_again(machine: Machine) -> None:
    first, second = room(machine), room(machine)
    assert (second.status_code, second.get_json()) == (201, first.get_json())
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert len(machine("GET", "/rooms").get_json()["items"]) == 1


def test_location_and_version_are_given_again(machine: Machine, job: Opened) -> None:
    body = {"filename": "a.txt", "content_base64": base64.b64encode(RESUME.encode()).decode(), "job": job.code}
    first = machine("POST", "/applications", json=body, headers=KEY)
    second = machine("POST", "/applications", json=body, headers=KEY)
    assert first.status_code == second.status_code == 201
    assert first.headers["Location"] == second.headers["Location"]


def test_a_form_is_the_same_form_whatever_its_boundary(machine: Machine, job: Opened) -> None:
    answers = [
        machine("POST", "/applications", data={"file": (io.BytesIO(RESUME.encode()), "a.txt"), "job": job.code},
                headers=KEY)
        for _ in range(2)
    ]  # fmt: skip
    assert [a.status_code for a in answers] == [201, 201]
    assert answers[1].headers["Idempotency-Replayed"] == "true"


def test_a_refused_resume_is_refused_again_and_kept_once(machine: Machine, job: Opened) -> None:
    broken = {"filename": "a.pdf", "content_base64": base64.b64encode(b"%PDF-1.4").decode(), "job": job.code}
    first, second = (machine("POST", "/applications", json=broken, headers=KEY) for _ in range(2))
    assert first.get_json(force=True) == second.get_json(force=True)
    assert second.content_type == "application/problem+json"


def test_another_body_or_address_under_the_key_is_refused(machine: Machine) -> None:
    room(machine)
    for answer in (room(machine, "二号会议室"), machine("POST", "/deliveries/resend", json={"port": "his"}, headers=KEY)):
        assert (answer.status_code, answer.get_json(force=True)["code"]) == (422, "idempotency-key-reused")


def test_callers_do_not_share_keys(machine: Machine, issue: Callable[..., Machine]) -> None:
    room(machine)
    assert room(issue("schedules.edit"), "二号会议室").status_code == 201


def test_a_mistake_can_be_mended_under_the_same_key(machine: Machine) -> None:
    assert machine("POST", "/rooms", json={}, headers=KEY).status_code == 422
    assert room(machine).status_code == 201


def test_a_key_that_is_none(machine: Machine) -> None:
    answer = machine("POST", "/rooms", json={"name": "x"}, headers={"Idempotency-Key": "k" * 300})
    assert "Idempotency-Key" in answer.get_json(force=True)["errors"]


def test_a_key_is_free_after_a_day(app: Flask, machine: Machine) -> None:
    room(machine)
    state = app.extensions["hr_recruit"]
    now = state.clock()
    state.clock = lambda: now + timedelta(hours=25)
    assert room(machine, "二号会议室").status_code == 201


def test_of_many_at_once_one_has_an_effect(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    answers: list[Any] = []
    gate = threading.Barrier(5)

    def one() -> None:
        caller = Machine(machine.client.application.test_client(), machine.token)
        gate.wait()
        answers.append(room(caller).status_code)

    threads = [threading.Thread(target=one) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(answers) <= {201, 409}
    assert 201 in answers
    assert len(machine("GET", "/rooms").get_json()["items"]) == 1
