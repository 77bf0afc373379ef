"""Interviewers and rooms over HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.models import Application, Busy, Interviewer, Room
from hr_recruit_plugin.services.unit import unit_of_work

URL = "/recruit/settings/resources"


def post(client: Any, url: str, **data: Any) -> Any:
    token = re.search(r'data-hr-csrf="([^"]+)"', client.get(URL).get_data(as_text=True))[1]
    return client.post(url, data={"csrf_token": token, **data})


def person(app: Any, user_id: str) -> Interviewer:
    with app.app_context(), unit_of_work(write=False) as unit:
        return unit.session.scalars(select(Interviewer).where(Interviewer.user_id == user_id)).one()


@pytest.mark.parametrize(("who", "status"), [("interviewer", 403), ("admin", 403), (None, 401)])
def test_only_hr_gets_in(desk, client, host, who, status):
    host.sign_in(who)
    assert client.get(URL).status_code == status


def test_the_book_names_people_pools_and_rooms(desk, client):
    page = client.get(URL).get_data(as_text=True)
    assert all(word in page for word in ("罗建国", "护理组长", "3 号会议室", "每天 8 场"))


def test_an_empty_book_says_how_to_begin(app, host, client):
    host.sign_in("hr")
    assert "按姓名在 OA 职工里找" in client.get(URL).get_data(as_text=True)


def test_staff_are_found_and_become_interviewers(desk, app, client):
    assert "加为面试官" in client.get(f"{URL}?q=石磊").get_data(as_text=True)
    answer = post(client, f"{URL}/interviewers/1202", new_pools="科研、医疗组长", max_per_day="4", active="1")
    assert answer.status_code == 303
    assert (person(app, "1202").pools, person(app, "1202").max_per_day) == (["科研", "医疗组长"], 4)


def test_nobody_of_that_name(desk, client):
    assert "没有叫「某某」的职工" in client.get(f"{URL}?q=某某").get_data(as_text=True)
    assert client.get(f"{URL}/interviewers/9999").status_code == 404


@pytest.mark.parametrize(
    ("data", "sentence"),
    [({"active": "1"}, "至少归入一个面试官池"), ({"pool": "人事", "max_per_day": "0"}, "写 1 到 50 的整数")],
)
def test_a_wrong_interviewer_says_where(desk, client, data, sentence):
    answer = post(client, f"{URL}/interviewers/1202", **data)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_avoidance_is_found_by_name_and_kept(desk, app, client):
    url = f"{URL}/interviewers/1101"
    page = post(client, url, pool="护理组长", action="find", candidate="候选乙", active="1").get_data(as_text=True)
    assert "候选乙 · ICU 护士" in page
    with app.app_context(), unit_of_work(write=False) as unit:
        candidate = unit.session.get_one(Application, desk.application_ids[1]).candidate_id
    post(client, url, pool="护理组长", avoid=str(candidate), active="1")
    assert person(app, "1101").avoid == [candidate]
    assert "候选乙" in client.get(URL).get_data(as_text=True)


def test_who_is_switched_off_is_not_planned(desk, app, client):
    post(client, f"{URL}/interviewers/1101", pool="护理组长")
    assert person(app, "1101").active is False


def test_rooms_are_added_and_changed(desk, app, client):
    assert post(client, f"{URL}/rooms", name="6 号会议室", campus="东院").status_code == 303
    assert post(client, f"{URL}/rooms/{desk.room_ids[0]}", name="大会议室", campus="本部").status_code == 303
    with app.app_context(), unit_of_work(write=False) as unit:
        rooms = {r.name: (r.campus, r.active) for r in unit.session.scalars(select(Room))}
    assert rooms == {"大会议室": ("本部", False), "5 号会议室": ("本部", True), "6 号会议室": ("东院", True)}


@pytest.mark.parametrize(("name", "sentence"), [("", "这一项要填"), ("5 号会议室", "已有同名会议室")])
def test_a_wrong_room_says_why(desk, client, name, sentence):
    answer = post(client, f"{URL}/rooms", name=name)
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_busy_times_are_marked_and_cleared(desk, app, client):
    span = {"start": "2026-12-01T09:00", "end": "2026-12-01T12:00"}
    assert post(client, f"{URL}/busy", resource=f"room:{desk.room_ids[0]}", note="院周会", **span).status_code == 303
    page = client.get(URL).get_data(as_text=True)
    assert "院周会" in page
    assert post(client, re.search(r'action="([^"]+/clear)"', page)[1]).status_code == 303
    with app.app_context(), unit_of_work(write=False) as unit:
        assert not unit.session.scalars(select(Busy)).all()


def test_an_unknown_resource_is_refused(desk, client):
    answer = post(client, f"{URL}/busy", resource="room:99", start="2026-12-01T09:00", end="2026-12-01T12:00")
    assert answer.status_code == 422
    assert "选一位面试官或一间会议室" in answer.get_data(as_text=True)
