"""The first screen shows each role what waits for it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hr_recruit_plugin.models import Application, Interview, OutboxMessage, Schedule, Seat
from hr_recruit_plugin.records import Port
from hr_recruit_plugin.services import reviews
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import queue
from tests.support.recruiting import crowd, open_job, submit
from tests.support.screens import counted

URL = "/recruit/"


@pytest.fixture
def jobs(app, host):
    """A job of HR's with 30 people, some of them overdue."""
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        crowd(unit, open_job(unit), 30)


def interview(unit, who="1102", *, ended=False, **values):
    job = open_job(unit)
    application = unit.session.get_one(Application, submit(unit, job).application_id)
    start = unit.now - timedelta(hours=2) if ended else unit.now + timedelta(minutes=1)
    row = Interview(
        application_id=application.id, stage_id=job.stages[1].id, start=start, end=start + timedelta(minutes=30),
        place="3 号会议室", **values,
    )  # fmt: skip
    row.seats = [Seat(user_id=who, name="田颖")]
    unit.session.add(row)
    return application


def shown(client, host, who):
    host.sign_in(who)
    answer = client.get(URL)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_strangers_are_turned_away(client):
    assert client.get(URL).status_code == 401


def test_who_has_no_role_is_refused(client, host):
    host.sign_in("nobody")
    assert client.get(URL).status_code == 403


def test_hr_sees_what_is_overdue_and_where_to_go(client, host, jobs):
    html = shown(client, host, "hr")
    assert "停留超过 3 天" in html and "/recruit/jobs/1?overdue=1" in html
    assert "我负责的职位" in html and "计划 8 人，已录 0 人" in html


def test_nothing_to_do_is_said_with_what_to_do_first(client, host):
    html = shown(client, host, "hr")
    assert "今天没有要你处理的事" in html and "先开一个职位" in html


def test_an_interviewer_sees_own_debts_and_rooms_of_any_department(app, client, host):
    with app.app_context(), unit_of_work() as unit:
        interview(unit, "1202", ended=True)
    html = shown(client, host, "interviewer3")
    assert "你有 1 份评分表没交" in html and "/recruit/my-interviews" in html
    assert "田颖" not in html


def test_another_interviewers_day_is_not_shown(app, client, host):
    with app.app_context(), unit_of_work() as unit:
        interview(unit, "1102")
    assert "林若溪" not in shown(client, host, "interviewer2")
    assert "林若溪" in shown(client, host, "interviewer")


def test_a_head_sees_the_own_department_alone(app, client, host):
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        open_job(unit)
        open_job(unit, "DOC-01", title="心内科医师", department_id="XN")
    html = shown(client, host, "head")
    assert "ICU 护士" in html and "心内科医师" not in html


def test_an_owner_of_a_stage_is_told_who_waits_there(app, client, host):
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        job = open_job(unit)
        job.stages[0].owners = [{"id": "1202", "name": "石磊", "email": None}]
        submit(unit, job)
    html = shown(client, host, "interviewer3")
    assert "1 人在「简历筛选」等你看" in html and "/recruit/applications/1" in html


def test_a_candidate_who_wants_a_person_to_look_is_shown_until_one_has_answered(app, client, host):
    with app.app_context(), unit_of_work() as unit:
        token = submit(unit, open_job(unit)).token
        review = reviews.ask(unit, token, "请看执业证").id
    html = shown(client, host, "hr")
    assert "林若溪 请求人工复核" in html and f"/recruit/reviews/{review}" in html
    with app.app_context(), unit_of_work() as unit:
        unit.session.scalars(select(Application)).one().changed_at = unit.now
    assert "请求人工复核" in shown(client, host, "hr"), "a move is no answer"
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        reviews.answer(unit, review, "upheld", "执业证看过，仍缺 ICU 经历。")
    assert "请求人工复核" not in shown(client, host, "hr")


def test_a_candidate_who_asks_for_another_time(app, client, host):
    with app.app_context(), unit_of_work() as unit:
        interview(unit, answer="asks_other_time")
    assert "林若溪 请求换个面试时间" in shown(client, host, "hr")


def test_a_plan_that_is_ready_and_one_that_failed(app, client, host):
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit)
        for state in ("solved", "failed"):
            unit.session.add(
                Schedule(job_id=job.id, stage_id=job.stages[1].id, name="第 2 批", state=state, problem={},
                         plan={"placed": [1, 2], "unplaced": [3]}, created_by="何敏", created_at=unit.now)
            )  # fmt: skip
    html = shown(client, host, "hr")
    assert "2 人已排入，1 人未排入" in html and "没能排出方案" in html


def test_parked_deliveries_are_told_in_the_remotes_words(app, client, host):
    with app.app_context(), unit_of_work() as unit:
        queue(unit, "a", "b", port=Port.HIS)
        for row in unit.session.scalars(select(OutboxMessage)):
            row.state, row.answer = "parked", {"message": "对方拒绝", "params": {}, "remote": "code must be unique"}
    for who in ("hr", "admin"):
        html = shown(client, host, who)
        assert "2 条没送到：HIS" in html and "code must be unique" in html and "state=parked" in html


def test_an_admin_is_told_of_ports_without_a_system(app, client, host):
    with app.app_context(), unit_of_work() as unit:
        queue(unit, "a", port=Port.PAYROLL)
    assert "薪资：没有连接，1 条在等" in shown(client, host, "admin")
    assert "没有连接" not in shown(client, host, "hr")


def test_an_auditor_finds_the_audit(client, host):
    assert "/recruit/audit" in shown(client, host, "auditor")


def test_an_interview_day_in_another_language(app, client, host):
    with client.session_transaction() as session:
        session["hr_recruit_locale"] = "en"
    assert "Nothing waits for you today" in shown(client, host, "auditor")


def test_the_cost_does_not_grow_with_the_data(app, client, host):
    shown(client, host, "hr")
    with counted(app) as few:
        shown(client, host, "hr")
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        for number in range(3):
            crowd(unit, open_job(unit, f"NUR-{number}"), 40)
        unit.session.flush()
    with counted(app) as many:
        shown(client, host, "hr")
    # One more: the stages of jobs, of which there were none.
    assert len(many) <= len(few) + 1 <= 21


def test_a_date_and_a_moment_are_put_in_order():
    from zoneinfo import ZoneInfo

    from hr_recruit_plugin.i18n import Lazy
    from hr_recruit_plugin.services.today import Deadline

    zone = ZoneInfo("Asia/Shanghai")
    a_day = Deadline(Lazy("报到"), Lazy(""), date(2026, 12, 1), "hr.dossier", {})
    assert a_day.sort_key(zone).isoformat() == "2026-12-01T00:00:00+08:00"
