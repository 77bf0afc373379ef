"""A model proposes from masked text; a person takes or drops; nothing of it touches a score before that."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Iterator
from typing import Any

import pytest
from flask.ctx import AppContext

from hr_recruit_plugin.engines.resume import Field
from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import Application, AssistantRequest, Connection, Job
from hr_recruit_plugin.services import assistant
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.host import SmallHost
from tests.support.model_server import ModelServer
from tests.support.recruiting import open_job, resume, submit


@pytest.fixture
def model() -> Iterator[ModelServer]:
    made = ModelServer()
    yield made
    made.stop()


@pytest.fixture
def connected(context: AppContext, model: ModelServer) -> ModelServer:
    with unit_of_work() as unit:
        unit.session.add(
            Connection(port="llm", adapter="openai_compatible", settings=model.settings, enabled=True, updated_by="", updated_at=unit.now)
        )
        submit(unit, open_job(unit), dataclasses.replace(resume(), title=Field(None, 0.0, ())))
    return model


def settled(request_id: int) -> AssistantRequest:
    for _ in range(200):
        with unit_of_work(write=False) as unit:
            row = unit.session.get_one(AssistantRequest, request_id)
            if row.state != assistant.ASKING:
                unit.session.expunge(row)
                return row
        time.sleep(0.05)
    raise TimeoutError


def person(purpose: str = "fields") -> AssistantRequest:
    return settled(assistant.ask_about_person(SYSTEM, 1, purpose))


def test_what_leaves_is_masked(connected: ModelServer) -> None:
    person()
    sent = str(connected.asked[0])
    assert "林若溪" not in sent and "13800000001" not in sent and "重症医学科" in sent


def test_a_taken_field_is_a_persons_correction_and_only_then_in_the_dossier(connected: ModelServer) -> None:
    connected.say(("title", "护士", "护士"), ("title", "院长", "没有这句话"), ("name", "林若溪", "护士"))
    row = person()
    assert [one["value"] for one in row.proposals or ()] == ["护士"]
    with unit_of_work() as unit:
        application = unit.session.get_one(Application, 1)
        assert application.headline["title"] is None
        score = application.score
        assistant.decide(unit, row.id, 0, take=True)
        assert application.headline["title"] == "护士" and application.score == score
        assert {d.action for d in unit.deeds} >= {"dossier.corrected", "assistant.taken"}
    with unit_of_work() as unit, pytest.raises(NotFound):
        assistant.decide(unit, row.id, 0, take=True)


def test_a_dropped_proposal_changes_nothing(connected: ModelServer) -> None:
    connected.say(("title", "护士", "护士"))
    row = person()
    with unit_of_work() as unit:
        assistant.decide(unit, row.id, 0, take=False)
        assert unit.session.get_one(Application, 1).headline["title"] is None


def test_a_taken_requirement_joins_the_job_as_a_weight(connected: ModelServer) -> None:
    connected.say(("degree", "bachelor", "本科及以上"))
    row = settled(assistant.ask_about_job(SYSTEM, 1))
    with unit_of_work() as unit:
        before = len(unit.session.get_one(Job, 1).requirements)
        assistant.decide(unit, row.id, 0, take=True)
        added = unit.session.get_one(Job, 1).requirements[before:]
        assert [(one["kind"], one["value"], one["must"]) for one in added] == [("degree", "bachelor", False)]


def test_questions_rest_on_words_of_the_resume(connected: ModelServer) -> None:
    connected.say(("呼吸机", "说说你管过的一台呼吸机", "呼吸机"))
    assert len(person("questions").proposals or ()) == 1


@pytest.mark.parametrize(("status", "words"), [(401, "bad key"), (503, "busy")])
def test_a_failure_is_told_in_words(connected: ModelServer, status: int, words: str) -> None:
    connected.failure = (status, words)
    row = person()
    assert (row.state, (row.answer or {})["remote"]) == ("failed", words)


def test_without_a_connection_it_is_off(context: AppContext) -> None:
    with unit_of_work() as unit:
        submit(unit, open_job(unit), dataclasses.replace(resume(), title=Field(None, 0.0, ())))
    with pytest.raises(Invalid, match="可选"):
        assistant.ask_about_person(SYSTEM, 1, "fields")


@pytest.mark.parametrize("act", ["ask", "decide"])
def test_who_may(connected: ModelServer, host: SmallHost, act: str) -> None:
    connected.say(("title", "护士", "护士"))
    row = person()
    actor: Any = host.actor("interviewer")
    with pytest.raises(Forbidden):
        if act == "ask":
            assistant.ask_about_person(actor, 1, "fields")
        else:
            with unit_of_work(actor) as unit:
                assistant.decide(unit, row.id, 0, take=True)
