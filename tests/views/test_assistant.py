"""The screen on which a person takes or drops what a model proposes."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hr_recruit_plugin.engines.resume import Field
from hr_recruit_plugin.models import Connection
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.model_server import ModelServer
from tests.support.recruiting import open_job, resume, submit
from tests.support.screens import send, text_of

PATH = "/recruit/applications/1/assistant"


@pytest.fixture
def model(app: Flask, host: SmallHost) -> Iterator[ModelServer]:
    host.sign_in("hr")
    made = ModelServer()
    with app.app_context(), unit_of_work() as unit:
        submit(unit, open_job(unit), dataclasses.replace(resume(), title=Field(None, 0.0, ())))
    yield made
    made.stop()


def connect(app: Flask, model: ModelServer) -> None:
    with app.app_context(), unit_of_work() as unit:
        unit.session.add(
            Connection(port="llm", adapter="openai_compatible", settings=model.settings, enabled=True, updated_by="", updated_at=unit.now)
        )


def answered(client: FlaskClient, path: str) -> str:
    for _ in range(100):
        if "正在等回答" not in (text := text_of(client.get(path))):
            return text
        time.sleep(0.05)
    raise TimeoutError


def test_it_is_off_and_says_how_to_change_that(client: FlaskClient, model: ModelServer) -> None:
    assert "没有连接语言模型" in text_of(client.get(PATH))
    answer = send(client, PATH, {"purpose": "fields"})
    assert answer.status_code == 422 and "可选" in text_of(answer)


def test_a_proposal_is_shown_with_its_words_and_taken(app: Flask, client: FlaskClient, model: ModelServer) -> None:
    connect(app, model)
    model.say(("title", "护士", "护士执业证书"))
    assert send(client, PATH, {"purpose": "fields"}).status_code == 303
    assert "护士执业证书" in answered(client, PATH)
    taken = send(client, "/recruit/assistant/1/0", {"subject": "application", "subject_id": "1", "take": "1"})
    assert taken.status_code == 303
    assert "已采纳" in text_of(client.get(PATH))


def test_a_job_is_read_too(app: Flask, client: FlaskClient, model: ModelServer) -> None:
    connect(app, model)
    model.say(("nonsense", "无法理解", "本科及以上"))
    assert send(client, "/recruit/jobs/1/assistant", {}).status_code == 303
    assert "本科及以上" in answered(client, "/recruit/jobs/1/assistant")
    answer = send(client, "/recruit/assistant/1/0", {"subject": "job", "subject_id": "1", "take": "1"})
    assert answer.status_code == 422 and "手动添加" in text_of(answer)


def test_a_failure_stands_where_the_answer_would(app: Flask, client: FlaskClient, model: ModelServer) -> None:
    connect(app, model)
    model.failure = (503, "overloaded")
    send(client, PATH, {"purpose": "questions"})
    text = answered(client, PATH)
    assert "正忙" in text and "overloaded" in text


@pytest.mark.parametrize(("who", "status"), [("head", 403), ("interviewer", 403), (None, 401)])
def test_who_asks(client: FlaskClient, host: SmallHost, model: ModelServer, who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(PATH).status_code == status
