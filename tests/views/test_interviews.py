"""My interviews over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.models import Busy, Interview
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import Desk, build
from tests.support.host import USERS

URL = "/recruit/my-interviews"
KEYS = {u.id: key for key, u in USERS.items()}


@pytest.fixture
def desk(app: Any, host: Any) -> Desk:
    with app.app_context():
        made = build(app, host)
        made.published()
        with unit_of_work(write=False) as unit:
            made.first = unit.session.scalars(select(Interview).order_by(Interview.start, Interview.id)).first()
            made.seats = [s.user_id for s in made.first.seats]
    host.sign_in(KEYS[made.seats[0]])
    return made


def post(client: Any, url: str, **data: Any) -> Any:
    token = re.search(r'data-hr-csrf="([^"]+)"', client.get(URL).get_data(as_text=True))[1]
    return client.post(url, data={"csrf_token": token, **data})


@pytest.mark.parametrize(("who", "status"), [("admin", 403), ("nobody", 403), (None, 401)])
def test_only_interviewers_get_in(desk, client, host, who, status):
    host.sign_in(who)
    assert client.get(URL).status_code == status


def test_the_next_one_stands_first_with_its_place(desk, client):
    desk.now = desk.first.start
    page = client.get(URL).get_data(as_text=True)
    assert "正在进行" in page or "0 分钟后" in page
    assert "号会议室" in page
    assert "同场" in page


def test_what_is_owed_is_named(desk, client):
    desk.pass_time(days=8)
    page = client.get(URL).get_data(as_text=True)
    assert re.search(r"还欠 \d 份评分", page)
    assert "没有新的面试" in page


def test_an_empty_list_says_what_happens_next(app, host, client):
    host.sign_in("interviewer3")
    assert "排期发布后" in client.get(URL).get_data(as_text=True)


def test_own_busy_times_are_marked_and_taken_back(desk, app, client):
    assert post(client, f"{URL}/busy", start="2026-12-03T09:00", end="2026-12-03T12:00", note="门诊").status_code == 303
    page = client.get(URL).get_data(as_text=True)
    assert "门诊" in page
    cleared = re.search(r'action="([^"]+/busy/\d+/clear)"', page)[1]
    assert post(client, cleared).status_code == 303
    with app.app_context(), unit_of_work(write=False) as unit:
        assert not unit.session.scalars(select(Busy)).all()


@pytest.mark.parametrize(
    ("start", "end", "sentence"),
    [
        ("2026-12-03T12:00", "2026-12-03T09:00", "结束时间要在开始之后"),
        ("2026-11-03T09:00", "2026-11-03T12:00", "已经过去"),
        ("", "2026-12-03T12:00", "这一项要填"),
        ("周四", "2026-12-03T12:00", "选日期和时间"),
    ],
)
def test_a_wrong_span_says_why(desk, client, start, end, sentence):
    answer = post(client, f"{URL}/busy", start=start, end=end)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_busy_times_of_others_are_not_mine_to_clear(desk, app, client, host):
    post(client, f"{URL}/busy", start="2026-12-03T09:00", end="2026-12-03T12:00")
    with app.app_context(), unit_of_work(write=False) as unit:
        busy = unit.session.scalars(select(Busy)).one().id
    host.sign_in("interviewer3")
    assert post(client, f"{URL}/busy/{busy}/clear").status_code == 403
