"""What each answer of an outside system makes of a row."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import update

from hr_recruit_plugin.adapters.base import Delivery, Reauthenticate, Refused, RetryLater, Unknown
from hr_recruit_plugin.db import transaction
from hr_recruit_plugin.models import Connection, OutboxMessage
from hr_recruit_plugin.outbox import claim, outcome
from hr_recruit_plugin.outbox.answers import say
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.records import Licence, NewHire, Port, Todo
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import Deaf, Scripted, lines, queue

HIRE = NewHire(
    "2026001", "林若溪", "护理部", "HL", "护士", date(2026, 3, 2), "OF-1", phone="13800000000",
    monthly_salary=Decimal("8200.50"), licences=(Licence("护士执业证书", "N1"),),
)  # fmt: skip


@pytest.fixture
def his(connect):
    connect("his", "scripted")
    with unit_of_work() as unit:
        queue(unit, "hire:1:1:1", port=Port.HIS, message=HIRE)


@pytest.fixture
def payroll(connect):
    connect("payroll", "deaf")
    with unit_of_work() as unit:
        queue(unit, "hire:1:1:1", port=Port.PAYROLL, message=HIRE)


def seconds_until_due(row):
    return (row.next_at - datetime.now(UTC)).total_seconds()


def due_again():
    with transaction() as session:
        session.execute(update(OutboxMessage).values(next_at=datetime.now(UTC) - timedelta(seconds=1)))


def test_done(his, delivered):
    Scripted.answers = [Delivery.done("prof-7")]
    row = delivered()
    assert (row.state, row.remote_id, row.attempts, row.adapter) == ("done", "prof-7", 1, "scripted")
    assert row.done_at
    assert row.claimed_by is None


def test_the_record_arrives_as_it_was_sent(state, connect, monkeypatch):
    got = []
    monkeypatch.setattr(Scripted, "deliver", lambda _, message, key: got.append(message) or Delivery.done("x"))
    connect("his", "scripted")
    with unit_of_work() as unit:
        queue(unit, "k", port=Port.HIS, message=HIRE)
    drain(state)
    assert got == [HIRE]


def test_partly_names_who_was_not_reached(his, delivered):
    Scripted.answers = [Delivery.partly("7", ("田颖",))]
    row = delivered()
    assert row.state == "partly"
    assert "田颖" in say(row.answer)


def test_retry_waits_as_long_as_the_far_end_wishes(his, delivered):
    Scripted.answers = [RetryLater(90, "太忙", "451 busy")]
    row = delivered()
    assert (row.state, say(row.answer)) == ("waiting", "太忙 [451 busy]")
    assert 80 < seconds_until_due(row) <= 90


def test_retry_without_a_wish_waits_longer_each_time(his, delivered):
    Scripted.answers = [RetryLater(None, "连不上")] * 3
    waits = []
    for _ in range(3):
        waits.append(seconds_until_due(delivered()))
        due_again()
    assert waits[0] < waits[1] < waits[2]


def test_pauses_are_capped():
    assert max(outcome.backoff(attempts) for attempts in range(100)) <= outcome.LONGEST_PAUSE * 1.2


def test_after_too_many_attempts_a_person_is_asked(his, delivered):
    with transaction() as session:
        session.execute(update(OutboxMessage).values(attempts=outcome.MOST_ATTEMPTS - 1))
    Scripted.answers = [RetryLater(None, "连不上", "timed out")]
    row = delivered()
    assert row.state == "parked"
    assert "timed out" in say(row.answer)


def test_a_refusal_is_parked_with_the_far_ends_words(his, delivered):
    Scripted.answers = [Refused("对方不收", "550 no such user")]
    row = delivered()
    assert (row.state, say(row.answer)) == ("parked", "对方不收 [550 no such user]")


def test_the_far_ends_words_are_encrypted_at_rest(his, delivered, state):
    Scripted.answers = [Refused("对方不收", "550 lin@example.com unknown")]
    delivered()
    with state.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT answer, payload FROM hr_recruit_outbox_message").one()
    assert b"lin@example.com" not in raw[0]
    assert b"13800000000" not in raw[1]


def test_a_lost_session_is_tried_once_more(his, delivered):
    Scripted.answers = [Reauthenticate("会话失效"), Delivery.done("7")]
    assert delivered().state == "done"


def test_a_session_lost_twice_is_parked(his, delivered):
    Scripted.answers = [Reauthenticate("会话失效"), Reauthenticate("会话失效", "401")]
    row = delivered()
    assert (row.state, Scripted.calls) == ("parked", ["deliver", "deliver"])


def test_unknown_is_asked_about_and_found(his, delivered):
    Scripted.answers, Scripted.found = [Unknown("超时")], [Delivery.done("7")]
    assert delivered().state == "unknown"
    due_again()
    assert (delivered().state, Scripted.calls) == ("done", ["deliver", "find"])


def test_unknown_that_is_not_there_is_sent_again(his, delivered):
    Scripted.answers, Scripted.found = [Unknown("超时"), Delivery.done("7")], [None]
    delivered()
    due_again()
    assert (delivered().state, Scripted.calls) == ("done", ["deliver", "find", "deliver"])


def test_unknown_stays_unknown_while_nobody_answers(his, delivered):
    Scripted.answers, Scripted.found = [Unknown("超时")], [RetryLater(None, "连不上")]
    delivered()
    due_again()
    row = delivered()
    assert (row.state, row.attempts) == ("unknown", 2)


def test_a_system_that_cannot_be_asked_is_never_told_twice(payroll, delivered):
    Deaf.answers = [Unknown("超时")]
    row = delivered()
    assert row.state == "parked"
    assert "核对" in say(row.answer)


def test_a_fault_of_an_adapter_shows_its_kind_and_never_its_text(his, delivered, caplog):
    Scripted.answers = [RuntimeError("password=secret")]
    row = delivered()
    assert row.state == "unknown"
    assert "RuntimeError" in say(row.answer)
    assert "secret" not in say(row.answer) + caplog.text


def test_without_a_connection_it_waits_and_leaves_when_there_is_one(state, connect, delivered):
    with unit_of_work() as unit:
        queue(unit, "k", port=Port.HIS, message=HIRE)
    row = delivered()
    assert (row.state, row.attempts) == ("waiting", 0)
    assert "还没有连接" in say(row.answer)
    connect("his", "scripted")
    with transaction() as session:
        claim.connect(session, Port.HIS, datetime.now(UTC))
    Scripted.answers = [Delivery.done("7")]
    assert delivered().state == "done"


def test_a_disabled_connection_holds_back(his, delivered):
    with transaction() as session:
        session.execute(update(Connection).values(enabled=False))
    row = delivered()
    assert (row.state, Scripted.calls) == ("waiting", [])
    assert "停用" in say(row.answer)


def test_a_missing_adapter_is_named(connect, delivered):
    connect("his", "uninstalled")
    with unit_of_work() as unit:
        queue(unit, "k", port=Port.HIS, message=HIRE)
    row = delivered()
    assert row.state == "parked"
    assert "uninstalled" in say(row.answer)


def test_wrong_settings_are_named(connect, delivered):
    connect("messaging", "ledger")
    with unit_of_work() as unit:
        queue(unit, "k")
    row = delivered()
    assert row.state == "parked"
    assert "file" in say(row.answer)


def test_an_altered_payload_is_parked_and_the_next_row_goes_out(state, ledger):
    with unit_of_work() as unit:
        queue(unit, "bad", "good")
    with state.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE hr_recruit_outbox_message SET payload = X'0102' WHERE key = 'bad'")
    assert drain(state) == {"parked": 1, "done": 1}
    assert lines(ledger) == ["good"]


def test_a_kind_of_a_newer_version_is_parked(his, delivered):
    with transaction() as session:
        session.execute(update(OutboxMessage).values(kind="Hologram"))
    assert delivered().state == "parked"


def test_todos_go_to_the_host_without_any_connection(state, host, delivered):
    todo = Todo("1102", "review:1", "看林若溪的简历", "/recruit/dossier/1", due=datetime(2026, 3, 2, 9, tzinfo=UTC))
    with unit_of_work() as unit:
        queue(unit, "review:1", port=Port.OA, message=todo)
    assert delivered().state == "done"
    assert host.todos == [("1102", todo)]


def test_new_colleagues_go_to_the_host(state, host, delivered):
    with unit_of_work() as unit:
        queue(unit, "hire:1", port=Port.OA, message=HIRE)
    assert delivered().remote_id == HIRE.staff_no
    assert host.colleagues == [HIRE]


def test_a_failing_host_is_tried_again(state, host, delivered, monkeypatch):
    def broken(user_id, todo):
        raise RuntimeError("the to-do centre is down")

    monkeypatch.setattr(state.plugins.hook.recruit_push_todo.get_hookimpls()[0], "function", broken)
    with unit_of_work() as unit:
        queue(unit, "review:1", port=Port.OA, message=Todo("1102", "review:1", "看简历", "/"))
    assert delivered().state == "waiting"
