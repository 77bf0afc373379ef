"""The screen where HR decides who is the same person."""

from __future__ import annotations

import dataclasses

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hr_recruit_plugin.engines.resume import Field
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit
from tests.support.screens import send, text_of

PATH = "/recruit/candidates/duplicates"


@pytest.fixture
def twins(app: Flask, host: SmallHost) -> None:
    host.sign_in("hr")
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit)
        submit(unit, job)
        submit(unit, job, dataclasses.replace(resume(phone="13800000002"), gender=Field("female", 0.9, ())))


def test_groups_stand_side_by_side_with_contacts_masked(client: FlaskClient, twins: None) -> None:
    answer = client.get(PATH)
    text = text_of(answer)
    assert "138****0001" in text and "138****0002" in text and "13800000001" not in answer.text
    assert "姓名、学校、单位或出生相近" in text and "一致" in text and "不同" in text and "没写" in text


def test_merging_and_taking_apart(client: FlaskClient, twins: None) -> None:
    ids = {"candidate_id": ["1", "2"]}
    assert send(client, f"{PATH}/merge", ids).status_code == 303
    text = text_of(client.get(PATH))
    assert "没有要核对的人" in text and "拆开" in text
    assert send(client, f"{PATH}/merges/1/split", {}).status_code == 303
    assert "最近合并的" not in text_of(client.get(PATH))


def test_not_the_same_is_remembered(client: FlaskClient, twins: None) -> None:
    assert "1 对档案可能是同一人" in text_of(client.get("/recruit/"))
    assert send(client, f"{PATH}/distinct", {"candidate_id": ["1", "2"]}).status_code == 303
    assert "没有要核对的人" in text_of(client.get(PATH))
    assert "可能是同一人" not in text_of(client.get("/recruit/"))


def test_one_alone_is_told_what_is_missing(client: FlaskClient, twins: None) -> None:
    answer = send(client, f"{PATH}/merge", {"candidate_id": "1"})
    assert answer.status_code == 422 and "至少选两份档案" in text_of(answer)


@pytest.mark.parametrize(("who", "status"), [("head", 403), ("interviewer", 403), (None, 401)])
def test_who_compares(client: FlaskClient, host: SmallHost, twins: None, who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(PATH).status_code == status
