"""What each answer of a Tryton server means."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import requests

from hr_recruit_plugin.adapters.base import (
    AdapterError,
    Reauthenticate,
    Refused,
    RetryLater,
    SettingsInvalid,
    Unknown,
)
from hr_recruit_plugin.adapters.his.gnuhealth import GnuHealth
from hr_recruit_plugin.adapters.his.tryton import LOGIN_PAUSE, Tryton, UserError

SETTINGS = {"url": "http://his.example:8000", "database": "his", "user": "hr", "password": "p"}


def answer(status: int = 200, text: str = "", **headers: str) -> requests.Response:
    made = requests.Response()
    made.status_code, made._content, made.reason = status, text.encode(), "Reason"
    made.headers.update(headers)
    return made


LOGIN = answer(text='{"id": 0, "result": [1, "key"]}')


@pytest.fixture
def his(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Tryton]:
    """A client of a server that gives the listed answers, one a call."""

    def make(*answers: requests.Response | Exception) -> Tryton:
        waiting = list(answers)

        def post(*_: Any, **__: Any) -> requests.Response:
            given = waiting.pop(0)
            if isinstance(given, Exception):
                raise given
            return given

        monkeypatch.setattr(requests.Session, "post", post)
        return Tryton("http://his.example", "his", "hr", "p", timeout=1)

    return make


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answer(text='{"id": 0, "error": ["UserError", ["must be unique", "", null]]}'), UserError),
        (answer(text='{"id": 0, "error": ["UserWarning", ["k", "sure?", ""]]}'), Refused),
        (answer(text='{"id": 0, "error": ["ConcurrencyException", "modified"]}'), RetryLater),
        (answer(text='{"id": 0, "error": ["\'x.y\'", "Traceback …"]}'), RetryLater),
        (answer(text='{"id": 0, "error": "odd"}'), RetryLater),
        (answer(400), Refused),
        (answer(403), Refused),
        (answer(404), Refused),
        (answer(302, Location="http://elsewhere"), Refused),
        (answer(429), RetryLater),
        (answer(503), RetryLater),
        (answer(502), Unknown),
        (answer(text="<html>"), Unknown),
        (answer(text="[]"), Unknown),
        (answer(text='{"id": 0, "result": null}'), Unknown),
        (requests.ReadTimeout(), Unknown),
        (requests.ConnectTimeout(), RetryLater),
        (requests.ConnectionError("reset"), Unknown),
        (requests.exceptions.SSLError("bad"), Refused),
    ],
)
def test_answers_to_a_create(
    his: Callable[..., Tryton], reply: requests.Response | Exception, expected: type[AdapterError]
) -> None:
    with pytest.raises(expected) as error:
        his(LOGIN, reply).create("party.party", {})
    assert type(error.value) is expected


@pytest.mark.parametrize("reply", [answer(500), answer(text="<html>"), requests.ReadTimeout(), answer(text="[]")])
def test_a_search_is_simply_tried_later(his: Callable[..., Tryton], reply: requests.Response | Exception) -> None:
    with pytest.raises(RetryLater):
        his(LOGIN, reply).search("party.party", [], ["id"])


def test_a_lost_session_is_opened_once(his: Callable[..., Tryton]) -> None:
    found = his(LOGIN, answer(401), LOGIN, answer(text='{"id": 0, "result": [{"id": 7}]}'))
    assert found.search("party.party", [], ["id"]) == [{"id": 7}]
    with pytest.raises(Reauthenticate):
        his(LOGIN, answer(401), LOGIN, answer(401)).search("party.party", [], ["id"])


def test_a_refused_login_is_not_repeated(his: Callable[..., Tryton]) -> None:
    with pytest.raises(Refused):
        his(answer(401)).search("party.party", [], ["id"])
    with pytest.raises(RetryLater) as later:
        his(answer(429)).search("party.party", [], ["id"])
    assert later.value.after == LOGIN_PAUSE


def test_a_warning_keeps_the_servers_words(his: Callable[..., Tryton]) -> None:
    with pytest.raises(Refused) as refused:
        his(LOGIN, answer(text='{"id": 0, "error": ["UserWarning", ["k", "sure?", ""]]}')).create("party.party", {})
    assert refused.value.remote_words == "sure?"


@pytest.mark.parametrize(
    ("name", "value"),
    [("url", "ftp://x"), ("url", "his"), ("database", "a/b"), ("units", "D01 XN"), ("timeout", 0), ("password", "")],
)
def test_wrong_settings_are_named(name: str, value: object) -> None:
    with pytest.raises(SettingsInvalid) as invalid:
        GnuHealth({**SETTINGS, name: value})
    assert list(invalid.value.errors) == [name]
