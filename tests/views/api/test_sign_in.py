"""Who gets in: tokens, signed-in users with their page's token, nobody else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hr_recruit_plugin.services import tokens
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost

from .conftest import ROOT, Machine


def rules(app: Flask) -> list[Any]:
    return [r for r in app.url_map.iter_rules() if r.endpoint.startswith("hr_recruit_api.")]


def test_strangers_get_nothing_but_the_document(app: Flask, client: FlaskClient) -> None:
    for rule in rules(app):
        url = app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
        for method in rule.methods - {"OPTIONS", "HEAD"}:
            answer = client.open(url, method=method)
            wanted = 200 if rule.endpoint.endswith(".openapi") else 401
            assert (answer.status_code, url) == (wanted, url)


def test_a_stranger_is_told_how_to_sign_in(client: FlaskClient) -> None:
    answer = client.get(f"{ROOT}/jobs")
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert answer.content_type == "application/problem+json"
    assert answer.get_json(force=True)["code"] == "unauthorized"


def test_a_token_opens_what_it_may(issue: Callable[..., Machine]) -> None:
    assert issue("jobs.view")("GET", "/jobs").status_code == 200


def test_a_token_without_the_permission_is_told_which_is_missing(issue: Callable[..., Machine]) -> None:
    answer = issue("jobs.view")("GET", "/applications")
    assert answer.status_code == 403
    assert "applications.view" in answer.get_json(force=True)["detail"]


def test_a_revoked_token_is_refused_even_when_a_user_is_signed_in(
    app: Flask, machine: Machine, host: SmallHost
) -> None:
    with app.app_context(), unit_of_work() as unit:
        tokens.revoke(unit, 1)
    host.sign_in("hr")
    answer = machine("GET", "/jobs")
    assert answer.status_code == 401
    assert 'error="invalid_token"' in answer.headers["WWW-Authenticate"]


def test_a_signed_in_user_reads_by_their_own_rights(client: FlaskClient, host: SmallHost) -> None:
    host.sign_in("hr")
    assert client.get(f"{ROOT}/jobs").status_code == 200
    host.sign_in("interviewer")
    assert client.get(f"{ROOT}/jobs").status_code == 403


def test_a_signed_in_user_writes_only_with_the_pages_token(client: FlaskClient, host: SmallHost) -> None:
    host.sign_in("hr")
    room = {"name": "第一会议室"}
    assert client.post(f"{ROOT}/rooms", json=room).status_code == 403
    with client.session_transaction() as session:
        session["hr_recruit_csrf"] = "held"
    wrong = client.post(f"{ROOT}/rooms", json=room, headers={"X-CSRFToken": "guessed"})
    right = client.post(f"{ROOT}/rooms", json=room, headers={"X-CSRFToken": "held"})
    assert (wrong.status_code, right.status_code) == (403, 201)


def test_a_form_of_another_site_is_refused_even_where_the_host_looks_away(
    client: FlaskClient, host: SmallHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    host.sign_in("hr")
    monkeypatch.setattr("hr_recruit_plugin.security.csrf.is_right", lambda request: True)
    assert client.post(f"{ROOT}/rooms", data={"name": "x"}).status_code == 403


def test_sentences_come_in_the_callers_language(machine: Machine) -> None:
    assert machine("GET", "/jobs/99").get_json(force=True)["detail"] == "没有这个职位。"
    machine.language = "en"
    answer = machine("GET", "/nowhere")
    assert answer.headers["Content-Language"] == "en"
    assert answer.get_json(force=True)["title"] == "Not found"
