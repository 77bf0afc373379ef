"""Deliveries: HR sees names, admins do not, both send again."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.models import OutboxMessage
from hr_recruit_plugin.records import Notice, Person, Port
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.forms import post
from tests.support.ledger import queue
from tests.support.screens import counted, text_of

URL = "/recruit/settings/deliveries"


@pytest.fixture
def rows(app):
    """Two refused by the HIS about application 12, one waiting mail."""
    with app.app_context(), unit_of_work() as unit:
        queue(unit, "a", "b", port=Port.HIS, message=Notice(Person("崔明月"), "入职", "x"))
        unit.session.query(OutboxMessage).update(
            {"state": "parked", "attempts": 2, "subject_type": "application", "subject_id": 12}
        )
        for row in unit.session.query(OutboxMessage):
            row.answer = {"message": "对方不收", "params": {}, "remote": "UserError: <code> must be unique"}
        queue(unit, "c", message=Notice(Person("林若溪"), "面试安排", "x"))


def get(client, host, who="hr", **query):
    host.sign_in(who)
    return client.get(URL, query_string=query)


def states(app):
    with app.app_context(), unit_of_work(write=False) as unit:
        return [s for (s,) in unit.session.query(OutboxMessage.state).order_by(OutboxMessage.id)]


@pytest.mark.parametrize("who", ["interviewer", "head", "auditor"])
def test_who_may_not(client, host, who):
    assert get(client, host, who).status_code == 403


def test_hr_sees_whom_it_is_about_and_what_the_far_end_said(client, host, rows):
    html = get(client, host).text
    assert "入职 · 崔明月" in html and "UserError: &lt;code&gt; must be unique" in html
    assert "/recruit/applications/12" in html


def test_an_admin_sees_kind_and_number_alone(client, host, rows):
    html = get(client, host, "admin").text
    assert "崔明月" not in html and "林若溪" not in html and "/recruit/applications/12" not in html
    assert "申请 12" in text_of(get(client, host, "admin"))


def test_filters_are_in_the_url(client, host, rows):
    assert "林若溪" not in get(client, host, state="parked").text
    assert "崔明月" not in get(client, host, port="messaging").text
    assert "林若溪" not in get(client, host, application=12).text
    assert "没有符合条件的投递" in get(client, host, application=13).text


def test_nonsense_filters_are_left_out(client, host, rows):
    assert "崔明月" in get(client, host, state="x", port="y", application="z", page="-3").text


def test_nothing_yet(client, host):
    assert "还没有投递" in get(client, host).text


@pytest.mark.parametrize("who", ["hr", "admin"])
def test_one_click_sends_again(app, client, host, rows, who):
    host.sign_in(who)
    answer = post(client, f"{URL}/1/resend", {"back_state": "parked"}, page=URL)
    assert "state=parked" in answer.location
    assert states(app) != ["parked", "parked", "waiting"]
    assert "1 条已放回发送队列" in client.get(answer.location).text


def test_all_of_a_port(app, client, host, rows):
    assert "重发没送到的 2 条" in get(client, host, port="his").text
    post(client, f"{URL}/resend", {"port": "his"}, page=URL)
    assert "parked" not in states(app)


def test_what_was_delivered_is_not_sent_again(app, client, host, rows):
    with app.app_context(), unit_of_work() as unit:
        unit.session.query(OutboxMessage).update({"state": "done"})
    host.sign_in("hr")
    assert post(client, f"{URL}/1/resend", {}, page=URL).status_code == 409
    assert post(client, f"{URL}/99/resend", {}, page=URL).status_code == 404


def test_interviewers_cannot_resend(client, host, rows):
    host.sign_in("interviewer")
    assert post(client, f"{URL}/1/resend", {}).status_code == 403


def test_a_fixed_number_of_statements(app, client, host, rows):
    with counted(app) as seen:
        get(client, host)
    assert len(seen) <= 5
