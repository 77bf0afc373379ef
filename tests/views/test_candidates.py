"""The list of candidates and two of them side by side."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import crowd, open_job, resume, submit
from tests.support.screens import counted, text_of


@pytest.fixture
def ids(app: Flask, host: SmallHost) -> dict[str, int]:
    host.sign_in("hr")
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit)
        one = submit(unit, job).application_id
        two = submit(unit, job, resume("高明远", "13800000009", nurse=False)).application_id
        return {"job": job.id, "one": one or 0, "two": two or 0}


def test_the_list_ranks(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = client.get(f"/recruit/candidates?job={ids['job']}")
    text = text_of(answer)
    assert answer.status_code == 200
    assert text.index("林若溪") < text.index("高明远")
    assert "不符：护士执业证" in text


def test_pages_cost_the_same(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with app.app_context(), unit_of_work() as unit:
        crowd(unit, open_job(unit, "NUR-EME-02"), 120)
    with counted(app) as statements:
        answer = client.get("/recruit/candidates?page=2")
    assert "第 51–100 人，共 122 人" in text_of(answer)
    assert len(statements) <= 14


def test_a_row_opens_beside_the_list(client: FlaskClient, ids: dict[str, int]) -> None:
    text = text_of(client.get(f"/recruit/candidates?job={ids['job']}&open={ids['one']}"))
    assert "必备 1 条都满足" in text and "护士执业证（必备）" in text


@pytest.mark.parametrize("query", ["q=林若", "passing=1"])
def test_filters(client: FlaskClient, ids: dict[str, int], query: str) -> None:
    text = text_of(client.get(f"/recruit/candidates?{query}"))
    assert "林若溪" in text and "高明远" not in text


def test_nobody_found_offers_the_way_back(client: FlaskClient, ids: dict[str, int]) -> None:
    assert "去掉全部条件" in text_of(client.get("/recruit/candidates?q=无此人"))


@pytest.mark.parametrize(("who", "status"), [("interviewer", 403), (None, 401)])
def test_who_sees_it(client: FlaskClient, host: SmallHost, ids: dict[str, int], who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get("/recruit/candidates").status_code == status


def test_another_head_sees_nobody(client: FlaskClient, host: SmallHost, ids: dict[str, int]) -> None:
    host.sign_in("other_head")
    assert "林若溪" not in client.get("/recruit/candidates").text
    assert client.get(f"/recruit/jobs/{ids['job']}/compare?ids={ids['one']},{ids['two']}").status_code == 404


def test_two_side_by_side(client: FlaskClient, ids: dict[str, int]) -> None:
    picked = client.get(f"/recruit/candidates/compare?application_id={ids['one']}&application_id={ids['two']}")
    answer = client.get(picked.headers["Location"])
    text = text_of(answer)
    assert answer.status_code == 200
    assert "林若溪高" in text and "高明远不满足必备" in text
    assert "只看不同 1 条" in text


@pytest.mark.parametrize("query", ["", "ids=1", "ids=1,1", "ids=a,b"])
def test_two_are_needed(client: FlaskClient, ids: dict[str, int], query: str) -> None:
    assert client.get(f"/recruit/jobs/{ids['job']}/compare?{query}").status_code == 422
