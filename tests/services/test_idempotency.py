"""One key, one effect: replayed, refused for another body, refused while it runs, forgotten after a day."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from flask.ctx import AppContext
from sqlalchemy import func, select

from hr_recruit_plugin.db import transaction
from hr_recruit_plugin.errors import Invalid
from hr_recruit_plugin.models import IdempotentRequest
from hr_recruit_plugin.services import idempotency
from hr_recruit_plugin.services.idempotency import Answer, KeyReused, StillRunning, attempt
from hr_recruit_plugin.state import recruitment


def run(key: str = "k1", request: str = "POST /jobs {}", caller: str = "user:1", status: int = 201) -> Answer:
    with attempt(caller, key, request) as held:
        if held.earlier:
            return Answer(held.earlier.status, held.earlier.body, {"Idempotency-Replayed": "true"})
        held.answer = Answer(status, {"name": "林若溪"}, {"Location": "/jobs/1"})
        return held.answer


def kept() -> int:
    with transaction(write=False) as session:
        return session.scalar(select(func.count()).select_from(IdempotentRequest)) or 0


def test_the_same_request_gets_the_same_answer(context: AppContext) -> None:
    first, second = run(), run()
    assert (second.status, second.body) == (first.status, first.body)
    assert second.headers == {"Idempotency-Replayed": "true"}


def test_another_body_under_the_key_is_refused(context: AppContext) -> None:
    run()
    with pytest.raises(KeyReused):
        run(request="POST /jobs {other}")


def test_keys_belong_to_their_caller(context: AppContext) -> None:
    run()
    assert "Location" in run(request="something else", caller="user:2").headers


def test_a_request_that_runs_is_not_run_again(context: AppContext) -> None:
    with attempt("user:1", "k1", "r"), pytest.raises(StillRunning):
        run(request="r")


def test_a_refusal_leaves_the_key_free(context: AppContext) -> None:
    with pytest.raises(ValueError), attempt("user:1", "k1", "r"):
        raise ValueError
    assert kept() == 0
    assert run(request="other").status == 201


def test_an_answer_is_forgotten_after_a_day(context: AppContext) -> None:
    run()
    now = recruitment().clock()
    recruitment().clock = lambda: now + timedelta(hours=25)
    assert "Location" in run(request="other").headers
    assert idempotency.purge(now + timedelta(hours=50)) == 1


def test_a_request_that_died_can_be_sent_again(context: AppContext) -> None:
    idempotency._claim("user:1", "k1", "fingerprint")
    now = recruitment().clock()
    recruitment().clock = lambda: now + timedelta(minutes=16)
    assert run().status == 201


@pytest.mark.parametrize("key", ["", "k" * 201, "a\nb"])
def test_a_key_that_is_no_key(context: AppContext, key: str) -> None:
    with pytest.raises(Invalid):
        run(key)


def test_the_answer_is_encrypted_and_the_request_only_a_keyed_digest(context: AppContext) -> None:
    run(request="林若溪")
    with transaction(write=False) as session:
        from sqlalchemy import text

        row = session.execute(text("SELECT fingerprint, answer FROM hr_recruit_idempotent_request")).one()
    assert "林若溪".encode() not in bytes(row.answer)
    assert len(row.fingerprint) == 64


class Race:
    """Many callers at once: see the two databases below."""

    def test_of_many_at_once_one_works(self, app: Flask) -> None:
        worked, refused, gate = [], [], threading.Barrier(6)

        def one() -> None:
            with app.app_context():
                gate.wait()
                try:
                    with attempt("user:1", "same", "r") as held:
                        if held.earlier is None:
                            worked.append(1)
                            held.answer = Answer(201, {})
                except StillRunning:
                    refused.append(1)

        threads = [threading.Thread(target=one) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(worked) == 1


class TestOnSqlite(Race):
    pass


@pytest.mark.peer
class TestOnPostgres(Race):
    @pytest.fixture
    def database_uri(self, postgres_url: str) -> str:
        return postgres_url
