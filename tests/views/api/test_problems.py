"""Every mistake gets a problem document that says what, where and what to do."""

from __future__ import annotations

import io
from typing import Any

import pytest
from werkzeug.test import TestResponse

from hr_recruit_plugin.services import jobs

from .conftest import Machine, Opened


def problem(answer: TestResponse, status: int, code: str) -> dict[str, Any]:
    assert answer.content_type == "application/problem+json"
    found: dict[str, Any] = answer.get_json(force=True)
    assert (answer.status_code, found["status"], found["code"]) == (status, status, code)
    assert found["detail"]
    assert found["title"]
    assert found["type"].endswith(f"#/x-problems/{code}")
    return found


def test_what_is_not_there(machine: Machine) -> None:
    assert problem(machine("GET", "/jobs/7"), 404, "not-found")["instance"] == "/recruit/api/v1/jobs/7"


@pytest.mark.parametrize("path", ["", "/", "/nowhere", "/jobs/", "/jobs/99999999999", "/jobs/-1", "/jobs/0x1"])
def test_addresses_that_do_not_exist(machine: Machine, path: str) -> None:
    problem(machine("GET", path), 404, "not-found")


def test_a_method_that_an_address_does_not_take(machine: Machine) -> None:
    answer = machine("DELETE", "/jobs")
    problem(answer, 405, "method-not-allowed")
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "POST"}


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"name": NaN}', b"[]", b'"x"', b"\xff\xfe", b'{"name": "a\\u0000b"}', b'{"name": "\\ud800"}',
     b"[" * 100_000],
)  # fmt: skip
def test_malformed_json(machine: Machine, body: bytes) -> None:
    problem(machine("POST", "/rooms", data=body, content_type="application/json"), 400, "malformed-json")


def test_the_place_of_a_slip_in_json_is_named(machine: Machine) -> None:
    answer = machine("POST", "/rooms", data=b'{\n "name" "x"}', content_type="application/json")
    assert "第 2 行第 9 个字符" in answer.get_json(force=True)["detail"]


def test_another_media_type(machine: Machine) -> None:
    answer = machine("POST", "/rooms", data=b"name=x", content_type="application/x-www-form-urlencoded")
    problem(answer, 415, "unsupported-media-type")
    assert answer.headers["Accept"] == "application/json"


def test_a_body_that_is_too_large_is_not_read(machine: Machine) -> None:
    answer = machine("POST", "/rooms", data=b" " * (2 << 20), content_type="application/json")
    problem(answer, 413, "too-large")


def test_a_body_without_its_length(machine: Machine) -> None:
    answer = machine("POST", "/rooms", headers={"Transfer-Encoding": "chunked"}, input_stream=io.BytesIO(b"{}"))
    problem(answer, 411, "length-required")


def test_each_field_that_is_wrong_is_named(machine: Machine) -> None:
    answer = machine("POST", "/rooms", json={"campus": "x" * 99, "colour": "red"})
    errors = problem(answer, 422, "invalid")["errors"]
    assert errors == {"name": ["请填写"], "campus": ["需 0 到 64 个字"], "colour": ["没有这一项"]}


def test_fields_within_fields_have_a_path(machine: Machine, job: Opened) -> None:
    answer = machine("PUT", f"/jobs/{job.id}/stages", json={"stages": [{"name": "初面"}, {"kind": "offer"}]})
    assert list(problem(answer, 422, "invalid")["errors"]) == ["stages.1.name"]


def test_a_query_that_is_wrong(machine: Machine) -> None:
    answer = machine("GET", "/applications?page=0&sort=name&job_id=9999999999")
    assert set(problem(answer, 422, "invalid")["errors"]) == {"page", "sort", "job_id"}


def test_a_query_with_what_no_database_keeps(machine: Machine) -> None:
    problem(machine("GET", "/applications?query=%00"), 400, "bad-request")
    problem(machine("GET", "/jobs/1%00"), 404, "not-found")


def test_a_rule_of_a_service_names_its_field(machine: Machine, job: Opened) -> None:
    taken = {"code": job.code, "title": "又一个", "department_id": "HL", "headcount": 1, "stages": [{"name": "面"}]}
    assert problem(machine("POST", "/jobs", json=taken), 422, "invalid")["errors"] == {"code": ["已经有了"]}


def test_a_conflict_says_who_was_first(machine: Machine, job: Opened) -> None:
    first = machine("PATCH", f"/jobs/{job.id}", json={"headcount": 9, "version": 1})
    late = machine("PATCH", f"/jobs/{job.id}", json={"headcount": 3}, headers={"If-Match": '"1"'})
    assert first.headers["ETag"] == '"2"'
    assert problem(late, 409, "conflict")["who"] == "机器 0"


@pytest.mark.parametrize("seen", ['"x"', '"2"', "9" * 30])
def test_an_if_match_that_does_not_fit(machine: Machine, job: Opened, seen: str) -> None:
    answer = machine("PATCH", f"/jobs/{job.id}", json={"headcount": 9, "version": 1}, headers={"If-Match": seen})
    assert "version" in problem(answer, 422, "invalid")["errors"]


def test_an_error_of_ours_shows_a_number_and_no_trace(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    phone = "138" + "00000001"

    def fail(*_: object) -> None:
        raise KeyError(phone)

    monkeypatch.setattr(jobs, "list_jobs", fail)
    answer = machine("GET", "/jobs")
    number = problem(answer, 500, "internal")["number"]
    assert "Traceback" not in answer.text
    assert "KeyError" not in answer.text
    assert number in caplog.text
    assert phone not in caplog.text


def test_the_hosts_own_error_pages_stay_out(app: Any, machine: Machine) -> None:
    app.register_error_handler(404, lambda error: ("the host's page", 404))
    problem(machine("GET", "/nowhere"), 404, "not-found")
