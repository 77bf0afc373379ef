"""Tokens as a screen: shown once, revoked for good."""

from __future__ import annotations

import re

import pytest

from hr_recruit_plugin.models import ApiToken
from hr_recruit_plugin.services import tokens
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.forms import post

URL = "/recruit/settings/tokens"
FORM = {"name": "人才网对接", "days": "90", "permissions": ["jobs.view", "applications.edit"]}


@pytest.fixture
def admin(client, host):
    host.sign_in("admin")
    return client


def rows(app):
    with app.app_context(), unit_of_work(write=False) as unit:
        return unit.session.query(ApiToken).all()


def test_hr_may_not(client, host):
    host.sign_in("hr")
    assert client.get(URL).status_code == 403


def test_a_token_is_shown_once_and_works(app, admin):
    answer = post(admin, URL, FORM)
    token = re.search(r"hrr_[\w-]+", answer.text)[0]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "hrr_" not in admin.get(URL).text
    with app.app_context(), unit_of_work(write=False) as unit:
        assert tokens.machine(unit, token).permissions == {"jobs.view", "applications.edit"}


def test_it_ends_at_the_end_of_a_day(app, admin):
    post(admin, URL, FORM)
    (row,) = rows(app)
    assert f"{row.expires_at:%H:%M}" == "16:00"
    assert 89 < (row.expires_at - row.created_at).days <= 91


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"name": " "}, "写上名称"), ({"permissions": []}, "至少选一项"), ({"days": "9999"}, "从列出的期限里选"),
     ({"permissions": ["root"]}, "至少选一项")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_is_issued(app, admin, change, sentence):
    answer = post(admin, URL, {**FORM, **change})
    assert answer.status_code == 422 and sentence in answer.text and "hrr_" not in answer.text
    assert rows(app) == []


def test_revoking(app, admin):
    post(admin, URL, FORM)
    assert post(admin, f"{URL}/1/revoke", {}).status_code == 303
    assert rows(app)[0].revoked_at and "收回" in admin.get(URL).text
    assert post(admin, f"{URL}/9/revoke", {}).status_code == 404


@pytest.mark.parametrize("path", ["", "/1/revoke"])
def test_without_token_of_the_form_nothing_happens(admin, path):
    assert admin.post(URL + path, data=FORM).status_code == 403
