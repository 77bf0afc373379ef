"""The screen of the hospital's words."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.support.host import SmallHost
from tests.support.screens import text_of

PATH = "/recruit/settings/lexicon"


@pytest.fixture(autouse=True)
def admin(host: SmallHost) -> None:
    host.sign_in("admin")


def post(client: FlaskClient, url: str, **data: str):
    token = client.get(PATH).text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(url, data={"csrf_token": token, **data})


def test_words_are_added_found_and_removed(client: FlaskClient) -> None:
    answer = post(client, f"{PATH}?section=skills", words="颅内压监测，ICP 监测")
    assert answer.status_code == 303 and "changed=1" in answer.location
    text = text_of(client.get(f"{PATH}?section=skills&q=颅内"))
    assert "ICP 监测" in text and "1 组" in text
    assert post(client, f"{PATH}/1/remove?section=skills").status_code == 303
    assert "没有含「颅内」的组" in text_of(client.get(f"{PATH}?section=skills&q=颅内"))


def test_what_is_wrong_is_said_and_what_was_typed_stays(client: FlaskClient) -> None:
    answer = post(client, f"{PATH}?section=skills", words="只有一个")
    assert answer.status_code == 422
    assert "至少写两个" in text_of(answer) and "只有一个" in answer.text


def test_a_sentence_is_tried(client: FlaskClient) -> None:
    text = text_of(client.get(f"{PATH}?try=3年以上ICU工作经验，本科及以上学历"))
    assert "本科" in text and "必备" in text
    assert "没有读出要求" in text_of(client.get(f"{PATH}?try=你好"))


def test_scoring_again_tells_how_far_it_is(client: FlaskClient) -> None:
    assert post(client, f"{PATH}/rescore").status_code == 303
    assert client.get(f"{PATH}/progress").status_code == 200


@pytest.mark.parametrize(("who", "status"), [("hr", 403), ("interviewer", 403), (None, 401)])
def test_who_keeps_the_words(client: FlaskClient, host: SmallHost, who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(PATH).status_code == status
