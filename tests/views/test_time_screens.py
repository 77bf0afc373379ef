"""Screens of time: working hours for HR, my time for interviewers, half-days for candidates, unknown people at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.models import Application, Busy, FreeTime, SpecialDay, TemplateUse, WorkTemplate
from hr_recruit_plugin.services import working_hours
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import Desk
from tests.support.screens import counted, send, text_of

HOURS, MINE = "/recruit/settings/hours", "/recruit/my-time"
PLAN = {
    "first": "2026-11-30", "last": "2026-12-04", "weekday": "0", "morning_start": "09:00", "morning_end": "12:00",
    "grid_minutes": "30",
}  # fmt: skip


@pytest.fixture
def unknown(desk: Desk) -> Desk:
    with desk.app.app_context(), unit_of_work(desk.actor()) as unit:
        working_hours.use(unit, "staff", None)
    return desk


def rows(desk: Desk, model: Any) -> list[Any]:
    with desk.app.app_context(), unit_of_work(write=False) as unit:
        return list(unit.session.scalars(select(model)))


# --- working hours -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("who", "status"), [("interviewer", 403), ("admin", 403), (None, 401)])
def test_only_hr_sets_working_hours(desk: Desk, client: Any, host: Any, who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(HOURS).status_code == status


def test_who_is_unknown_stands_first_with_the_reason_and_a_way_out(unknown: Desk, client: Any) -> None:
    page = text_of(client.get(HOURS))
    assert "4 位的时间还不知道" in page
    assert "没有工作时间，日历也没连" in page
    assert send(client, f"{HOURS}/people", {"person": ["1101", "1102"], "template": "1", "action": "give"}).status_code == 303
    assert {u.whose for u in rows(unknown, TemplateUse)} == {"interviewer:1101", "interviewer:1102"}
    assert "已问 1 位" in text_of(client.get(send(client, f"{HOURS}/people", {"person": "1001", "action": "ask"}).location))


def test_nobody_ticked_is_said(desk: Desk, client: Any) -> None:
    answer = send(client, f"{HOURS}/people", {"template": "1"})
    assert answer.status_code == 422
    assert "先勾选面试官" in answer.text


def test_a_template_for_everybody_else(unknown: Desk, client: Any) -> None:
    week = {f"day-{n}": "08:00-12:00 13:30-17:30" for n in range(5)}
    send(client, f"{HOURS}/templates/0", {"name": "行政班", "follows_holidays": "1", "everybody": "1", **week})
    made = next(t for t in rows(unknown, WorkTemplate) if t.name == "行政班")
    assert made.week[0] == [["08:00", "12:00"], ["13:30", "17:30"]]
    assert made.week[6] == []
    assert [u.template_id for u in rows(unknown, TemplateUse)] == [made.id]


def test_a_day_that_cannot_be_read_keeps_what_was_typed(desk: Desk, client: Any) -> None:
    answer = send(client, f"{HOURS}/templates/0", {"name": "夜班", "day-0": "晚上", "day-1": "20:00-23:00"})
    assert answer.status_code == 422
    assert "写成 08:00-12:00" in answer.text
    assert 'value="晚上"' in answer.text
    assert 'value="20:00-23:00"' in answer.text
    assert client.get(f"{HOURS}/templates/99").status_code == 404


def test_a_template_in_use_is_not_removed(desk: Desk, client: Any) -> None:
    assert send(client, f"{HOURS}/templates/1/remove").status_code == 409
    assert send(client, f"{HOURS}/whose", {"whose": "staff", "template": ""}).status_code == 303
    assert send(client, f"{HOURS}/templates/1/remove").status_code == 303
    assert rows(desk, WorkTemplate) == []


def test_holidays_are_proposed_and_hold_once_saved(desk: Desk, client: Any) -> None:
    page = client.get(f"{HOURS}?year=2026").text
    assert "2026-10-01~2026-10-07 休 国庆节" in page
    assert rows(desk, SpecialDay) == []
    send(client, f"{HOURS}/days", {"year": "2026", "days": "2026-10-01~2026-10-07 休 国庆节\n2026-10-10 班 周三 国庆节调休"})
    assert len(rows(desk, SpecialDay)) == 8
    assert "2026-10-10 班 周三 国庆节调休" in client.get(f"{HOURS}?year=2026").text
    wrong = send(client, f"{HOURS}/days", {"year": "2026", "days": "国庆放假"})
    assert (wrong.status_code, len(rows(desk, SpecialDay))) == (422, 8)


def test_reading_a_calendar_that_is_not_connected_says_whom_to_ask(desk: Desk, client: Any) -> None:
    answer = send(client, f"{HOURS}/calendar", {"resource": "interviewer:1101"})
    assert answer.status_code == 404
    assert "日历还没有连接" in answer.text


def test_the_page_costs_the_same_for_many(desk: Desk, client: Any) -> None:
    client.get(HOURS)
    with counted(desk.app) as few:
        client.get(HOURS)
    with desk.app.app_context(), unit_of_work(desk.actor()) as unit:
        from hr_recruit_plugin.services import resources

        for user_id in ("1201", "1202"):
            resources.save_interviewer(unit, user_id, {"pools": ["人事"]})
        for n in range(5):
            resources.save_room(unit, None, f"会议室 {n}", "本部")
    with counted(desk.app) as many:
        client.get(HOURS)
    assert len(many) == len(few)


# --- my time -----------------------------------------------------------------------------------------------------


def test_an_interviewer_marks_the_week(desk: Desk, client: Any, host: Any) -> None:
    host.sign_in("interviewer")
    page = client.get(f"{MINE}?week=1").text
    assert 'value="2026-11-30T09"' in page
    token = page.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
    form = {"csrf_token": token, "week": "1", "cell": ["2026-11-30T09", "2026-11-30T10"], "how": "busy", "weeks": "1"}
    answer = client.post(MINE, data=form)
    assert answer.status_code == 303
    assert "已标 2 小时" in text_of(client.get(answer.location))
    [row] = rows(desk, Busy)
    assert (row.resource, row.source) == ("interviewer:1102", "own")
    client.post(MINE, data={**form, "how": "free"})
    assert (rows(desk, Busy), len(rows(desk, FreeTime))) == ([], 1)


def test_nothing_chosen_is_said_on_the_same_week(desk: Desk, client: Any, host: Any) -> None:
    host.sign_in("interviewer")
    token = client.get(MINE).text.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
    answer = client.post(MINE, data={"csrf_token": token, "week": "2", "how": "busy"})
    assert answer.status_code == 422
    assert "先选上几个格子" in answer.text
    assert "12月7日" in text_of(answer)


def test_who_is_unknown_reads_why_and_what_helps(unknown: Desk, client: Any, host: Any) -> None:
    host.sign_in("interviewer")
    assert "还排不到你：没有工作时间，日历也没连" in text_of(client.get(MINE))


@pytest.mark.parametrize(("who", "status"), [("admin", 403), ("interviewer3", 404), (None, 401)])
def test_others_have_no_week(desk: Desk, client: Any, host: Any, who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(MINE).status_code == status


# --- the desk and the portal -------------------------------------------------------------------------------------


def test_the_demand_panel_says_who_is_left_out_and_asks_them(unknown: Desk, client: Any) -> None:
    page = client.get("/recruit/schedules/demand", query_string={"stage_id": unknown.stage_id, **PLAN})
    assert "4 位面试官的时间不知道，没有排进去" in text_of(page)
    assert "还没问候选人" in text_of(page)
    told = send(client, "/recruit/schedules/ask", {"stage_id": unknown.stage_id, "ask": "interviewers", **PLAN}, hx=True)
    assert "已问 4 位" in text_of(told)
    told = send(client, "/recruit/schedules/ask", {"stage_id": unknown.stage_id, "ask": "candidates", **PLAN}, hx=True)
    assert "4 位候选人问过还没答" in text_of(told)


def test_a_candidate_says_which_half_days_do_not_work(desk: Desk, client: Any) -> None:
    token = rows(desk, Application)[0].token
    url = f"/recruit/portal/status/{token}/times"
    page = client.get(url).text
    assert 'value="2026-11-24.am"' in page
    csrf = page.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
    answer = client.post(url, data={"csrf_token": csrf, "no": ["2026-11-24.am", "2026-11-25.pm"]})
    assert "记下了" in text_of(client.get(answer.location))
    assert len(rows(desk, Busy)) == 2
    assert "改我的时间" in text_of(client.get(f"/recruit/portal/status/{token}"))
    refused = client.post(url, data={"csrf_token": csrf, "no": ["2030-01-01.am"]})
    assert (refused.status_code, len(rows(desk, Busy))) == (422, 2)
    client.post(url, data={"csrf_token": csrf, "no": ["2026-11-24.am"], "all": "1"})
    assert rows(desk, Busy) == []
    assert client.get("/recruit/portal/status/nobody/times").status_code == 404
