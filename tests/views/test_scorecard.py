"""The scorecard over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.models import Interview, Scorecard
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import build
from tests.support.host import USERS

KEYS = {u.id: key for key, u in USERS.items()}
FULL = {"grade-care": "meets", "grade-talk": "basic", "overall": "hire", "note": "思路清楚。"}


@pytest.fixture
def interview(app: Any, host: Any) -> Interview:
    with app.app_context():
        desk = build(app, host, people=1)
        desk.published()
        desk.pass_time(days=8)
        with unit_of_work(write=False) as unit:
            found = unit.session.scalars(select(Interview)).one()
            members = [s.user_id for s in found.seats]
    host.sign_in(KEYS[members[0]])
    found.members = members
    return found


@pytest.fixture
def url(interview: Any) -> str:
    return f"/recruit/my-interviews/{interview.id}"


def post(client: Any, url: str, **data: Any) -> Any:
    page = client.get("/recruit/my-interviews").get_data(as_text=True)
    return client.post(url, data={"csrf_token": re.search(r'data-hr-csrf="([^"]+)"', page)[1], **data})


def stored(app: Any) -> Scorecard:
    with app.app_context(), unit_of_work(write=False) as unit:
        found = unit.session.scalars(select(Scorecard)).one()
        return found


def test_it_shows_words_anchors_and_questions(url, client):
    page = client.get(url).get_data(as_text=True)
    assert all(word in page for word in ("明显不足", "基本达到", "达到要求", "明显突出", "能带教", "你先做什么"))
    assert "护师" in page
    assert "还差 3 项，去填写" in page


def test_strangers_do_not_get_in(url, client, host):
    host.sign_in("interviewer3")
    assert client.get(url).status_code == 404
    host.sign_in("admin")
    assert client.get(url).status_code == 403


def test_autosave_answers_the_next_version(url, client, app):
    first = post(client, url + "/draft", **{"grade-care": "meets"})
    assert first.json == {"version": 1}
    assert post(client, url + "/draft", **FULL, version=1).json["version"] > 1
    assert stored(app).ratings == {"care": "meets", "talk": "basic"}


def test_an_old_device_is_told(url, client):
    post(client, url + "/draft", **FULL)
    page = client.get("/recruit/my-interviews").get_data(as_text=True)
    token = re.search(r'data-hr-csrf="([^"]+)"', page)[1]
    answer = client.post(url + "/draft", data={**FULL, "csrf_token": token}, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert "没能保存" in answer.get_data(as_text=True)


def test_handing_in_with_gaps_keeps_what_is_there(url, client, app):
    answer = post(client, url, **{"grade-care": "meets", "note": "不错"})
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "还差 2 项没填" in page
    assert re.search(r'id="hr-c-talk"[^>]*data-hr-focus', page)
    assert stored(app).note == "不错"


def test_after_handing_in_it_is_read_only(url, client, app):
    assert post(client, url, **FULL).status_code == 303
    page = client.get(url).get_data(as_text=True)
    assert "不能再改" in page
    assert "<textarea" not in page
    assert stored(app).submitted_at is not None


def test_the_others_open_after_handing_in(url, client, host, interview):
    post(client, url, **{**FULL, "note": "第一位的依据"})
    host.sign_in(KEYS[interview.members[1]])
    page = client.get(url).get_data(as_text=True)
    assert "第一位的依据" not in page
    assert "你交后可看" in page
    post(client, url, **FULL)
    assert "第一位的依据" in client.get(url).get_data(as_text=True)


def test_a_note_that_is_too_long_is_refused_and_not_lost(url, client):
    answer = post(client, url, **{**FULL, "note": "长" * 4001})
    assert answer.status_code == 422
    assert "长" * 4001 in answer.get_data(as_text=True)
