"""The list of deliveries, and sending again by one click."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from hr_recruit_plugin.adapters.base import Delivery, Refused
from hr_recruit_plugin.db import transaction
from hr_recruit_plugin.errors import Conflict, Forbidden, NotFound
from hr_recruit_plugin.models import AuditEntry, OutboxMessage
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.records import NewHire, Notice, Person, Port
from hr_recruit_plugin.services import deliveries
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.ledger import Deaf, Scripted, queue


@pytest.fixture
def parked(state, connect):
    """One refused delivery to the HIS."""
    connect("his", "scripted")
    Scripted.answers = [Refused("对方不收", "401 no")]
    with unit_of_work() as unit:
        queue(unit, "hire:1", port=Port.HIS, message=Notice(Person("林若溪"), "入职", "x"))
    drain(state)


def listed(actor=SYSTEM, **wanted):
    with unit_of_work(actor, write=False) as unit:
        return deliveries.list_deliveries(unit, **wanted)


def test_a_line_says_what_happened(parked):
    (line,) = listed(state="parked", port="his").lines
    assert (line.answer, line.about, line.can_resend) == ("对方不收 [401 no]", "入职 · 林若溪", True)
    assert listed(state="done").total == 0


def test_admins_do_not_see_whom_it_is_about(parked, host):
    assert listed(host.actor("admin")).lines[0].about == ""


def test_interviewers_may_not_look(parked, host):
    with pytest.raises(Forbidden):
        listed(host.actor("interviewer"))


def test_an_altered_row_is_listed_with_the_others(parked, state):
    with state.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE hr_recruit_outbox_message SET payload = X'01', answer = X'0102'")
    assert [(line.state, line.about, line.answer) for line in listed().lines] == [("parked", "", "")]


def test_pages(state):
    with unit_of_work() as unit:
        queue(unit, *(f"k{number}" for number in range(deliveries.PAGE_SIZE + 1)))
    page = listed(page=99)
    assert (page.page, page.pages, page.total, len(page.lines)) == (2, 2, deliveries.PAGE_SIZE + 1, 1)


def test_counts(parked):
    with unit_of_work() as unit:
        queue(unit, "a", "b")
        assert deliveries.counts(unit) == {"his": {"parked": 1}, "messaging": {"waiting": 2}}


def test_resend_asks_before_it_sends(parked, state, host):
    line = listed().lines[0]
    with unit_of_work(host.actor("hr")) as unit:
        deliveries.resend(unit, line.id)
    Scripted.found = [Delivery.done("7")]
    assert drain(state) == {"done": 1}
    assert Scripted.calls == ["deliver", "find"]
    with unit_of_work(write=False) as unit:
        assert unit.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first().action == "delivery.resent"


def test_resend_to_a_system_that_cannot_be_asked_is_the_persons_word(state, connect):
    connect("payroll", "deaf")
    Deaf.answers = [RuntimeError(), Delivery.done("7")]
    with unit_of_work() as unit:
        queue(unit, "k", port=Port.PAYROLL)
    drain(state)
    with unit_of_work() as unit:
        deliveries.resend_all(unit, "payroll")
    assert drain(state) == {"done": 1}


def test_what_was_delivered_is_not_sent_again(parked):
    with transaction() as session:
        session.execute(update(OutboxMessage).values(state="done"))
    with pytest.raises(Conflict), unit_of_work() as unit:
        deliveries.resend(unit, 1)


def test_an_unknown_delivery_is_named(parked):
    with pytest.raises(NotFound, match="投递"), unit_of_work() as unit:
        deliveries.resend(unit, 4711)


def test_what_was_sent_about_a_subject(parked):
    with transaction() as session:
        session.execute(update(OutboxMessage).values(subject_type="hire", subject_id=3))
    with unit_of_work(write=False) as unit:
        assert [line.key for line in deliveries.of_subject(unit, "hire", 3)] == ["hire:1"]
        assert deliveries.of_subject(unit, "hire", 4) == ()


def test_a_new_hire_is_named_by_number(state):
    from datetime import date

    hire = NewHire("2026001", "林若溪", "护理部", "HL", "护士", date(2026, 3, 2), "OF-1")
    with unit_of_work() as unit:
        queue(unit, "k", port=Port.PAYROLL, message=hire)
    assert listed().lines[0].about == "林若溪 · 2026001"
