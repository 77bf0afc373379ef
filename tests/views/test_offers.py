"""HR's side of offers."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hr_recruit_plugin.models import Application, Offer
from hr_recruit_plugin.services import pipeline
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, submit

TERMS = {
    "position": "护士", "department": "护理部", "monthly_salary": "9860", "employment_type": "合同制",
    "probation_months": "6", "valid_days": "7", "start_date": (date.today() + timedelta(days=40)).isoformat(),  # noqa: DTZ011
}  # fmt: skip


@pytest.fixture
def application_id(app: Flask, host: SmallHost) -> int:
    host.sign_in("hr")
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        job = open_job(unit, department_name="护理部")
        found = submit(unit, job).application_id
        assert found
        unit.get(Application, found, "").candidate.email = "lin@mail.example.cn"
        pipeline.advance(unit, found, job.stages[-1].id, version=None)
        return found


def issue(client: FlaskClient, application_id: int, **changes: Any) -> Any:
    url = f"/recruit/applications/{application_id}/offer"
    token = client.get(url).text.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
    return client.post(url, data={**TERMS, **changes, "csrf_token": token})


def test_an_offer_goes_out_and_is_listed(client: FlaskClient, application_id: int) -> None:
    assert issue(client, application_id).status_code == 303
    page = client.get("/recruit/offers").text
    assert "林若溪" in page
    assert "9,860.00" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"monthly_salary": "九千"}, "月薪写成数字"),
        ({"start_date": "2020-01-01"}, "今天以后"),
        ({"valid_days": "0"}, "有效期"),
        ({"position": ""}, "要填"),
    ],
)
def test_wrong_terms_stay_in_the_form(
    client: FlaskClient, application_id: int, changes: dict[str, str], sentence: str
) -> None:
    answer = issue(client, application_id, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="护理部"' in answer.text


def test_a_second_offer_waits_for_the_first(client: FlaskClient, application_id: int) -> None:
    issue(client, application_id)
    assert "还有效" in client.get(f"/recruit/applications/{application_id}/offer").text


def test_withdrawing_ends_the_link_and_a_conflict_is_told(
    app: Flask, client: FlaskClient, application_id: int
) -> None:
    issue(client, application_id)
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        offer = unit.session.scalars(select(Offer)).one()
    token = client.get("/recruit/offers").text.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
    url = f"/recruit/offers/{offer.id}/withdraw"
    assert client.post(url, data={"csrf_token": token, "version": offer.version + 5}).status_code == 409
    assert client.post(url, data={"csrf_token": token, "version": offer.version}).status_code == 303


def test_others_do_not_see_offers(client: FlaskClient, host: SmallHost, application_id: int) -> None:
    host.sign_in("head")
    assert client.get("/recruit/offers").status_code == 403
    assert client.get(f"/recruit/applications/{application_id}/offer").status_code == 403
