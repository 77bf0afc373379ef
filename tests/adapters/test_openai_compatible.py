"""A model over the chat-completions protocol: what is sent, what is made of the answer, and how it fails."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from hr_recruit_plugin.adapters.base import Refused, RetryLater, SettingsInvalid
from hr_recruit_plugin.adapters.llm.openai_compatible import OpenAiCompatible, proposals
from hr_recruit_plugin.records import AssistantProposal, AssistantQuestion, Notice
from tests.support.model_server import ModelServer

QUESTION = AssistantQuestion("fields", "主管护师，2021 年取得", ("title",))


@pytest.fixture
def server() -> Iterator[ModelServer]:
    made = ModelServer()
    yield made
    made.stop()


@pytest.fixture
def model(server: ModelServer) -> OpenAiCompatible:
    return OpenAiCompatible(server.settings)


def test_it_is_asked_for_json_and_its_items_come_back(server: ModelServer, model: OpenAiCompatible) -> None:
    server.say(("title", "主管护师", "主管护师"))
    assert model.propose(QUESTION) == [AssistantProposal("title", "主管护师", "主管护师")]
    (body,) = server.asked
    assert (body["model"], body["temperature"], body["response_format"]) == ("small", 0, {"type": "json_object"})
    assert "主管护师，2021 年取得" in body["messages"][1]["content"]
    assert server.keys == ["Bearer sk-secret-0001"]


def test_a_server_without_response_format_is_asked_again(server: ModelServer, model: OpenAiCompatible) -> None:
    server.plain = True
    server.content = '```json\n{"items": [{"key": "title", "value": "护师", "quote": "护师"}]}\n```'
    assert [one.value for one in model.propose(QUESTION)] == ["护师"]


@pytest.mark.parametrize(
    ("status", "text", "error"),
    [(401, "no", Refused), (403, "no", Refused), (404, "no such model", Refused), (429, "busy", RetryLater), (503, "", RetryLater),
     (200, "<html>", Refused), (200, "[]", Refused), (200, '{"choices": []}', Refused)],
)  # fmt: skip
def test_how_it_fails(server: ModelServer, model: OpenAiCompatible, status: int, text: str, error: type[Exception]) -> None:
    server.failure = (status, text)
    with pytest.raises(error):
        model.propose(QUESTION)


@pytest.mark.parametrize("content", ["", "I can't", '{"things": []}', "null"])
def test_an_answer_of_another_form(server: ModelServer, model: OpenAiCompatible, content: str) -> None:
    server.content = content
    with pytest.raises(Refused):
        model.propose(QUESTION)


def test_a_malformed_item_is_left_out() -> None:
    text = '{"items": [{"key": "title"}, 7, {"key": "title", "value": "护师", "quote": "护师", "more": 1}]}'
    assert [one.value for one in proposals(text)] == ["护师"]


def test_nobody_there(server: ModelServer, model: OpenAiCompatible) -> None:
    server.stop()
    with pytest.raises(RetryLater):
        model.propose(QUESTION)


def test_check_names_a_model_that_is_not_there(server: ModelServer, model: OpenAiCompatible) -> None:
    assert model.check().ok
    assert not OpenAiCompatible({**server.settings, "model": "large"}).check().ok
    server.failure = (401, "bad key")
    assert model.check().remote_words == "bad key"


def test_settings_and_messages_that_make_no_sense(model: OpenAiCompatible) -> None:
    with pytest.raises(SettingsInvalid):
        OpenAiCompatible({"base_url": "ftp://x", "model": "m"})
    with pytest.raises(Refused):
        model.deliver(Notice.__new__(Notice), key="k")


def test_the_key_is_in_no_log(server: ModelServer, model: OpenAiCompatible, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    server.failure = (401, "no")
    with pytest.raises(Refused) as caught:
        model.propose(QUESTION)
    assert "sk-secret" not in caplog.text + str(caught.value)
