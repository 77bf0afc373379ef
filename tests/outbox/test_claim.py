"""Two workers never hold the same row; rows of dead workers are taken over."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from hr_recruit_plugin.db import transaction
from hr_recruit_plugin.models import OutboxMessage
from hr_recruit_plugin.outbox import claim
from hr_recruit_plugin.outbox.worker import is_gone, worker_name
from hr_recruit_plugin.records import Port, Todo
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import queue


@pytest.fixture
def rows(state):
    with unit_of_work() as unit:
        queue(unit, "a", "b", "c")
    return state


def now():
    return datetime.now(UTC)


def states():
    with unit_of_work(write=False) as unit:
        return [row.state for row in unit.session.query(OutboxMessage).order_by(OutboxMessage.id)]


def put(**values):
    with transaction() as session:
        session.execute(update(OutboxMessage).values(**values))


def test_what_one_worker_holds_another_does_not_get(rows):
    assert len(claim.claim("one", now(), 2)) == 2
    assert len(claim.claim("two", now(), 5)) == 1
    assert claim.claim("three", now(), 5) == []


def test_what_is_not_due_is_left(rows):
    put(next_at=now() + timedelta(minutes=1))
    assert claim.claim("one", now(), 5) == []


def test_a_claimed_row_whose_lease_ran_out_is_safe_to_send(rows):
    claim.claim("one", now(), 5)
    put(lease_until=now() - timedelta(seconds=1))
    assert len(claim.claim("two", now(), 5)) == 3


def test_a_row_that_was_being_sent_becomes_unknown(rows):
    claim.claim("one", now(), 5)
    put(state="sending", lease_until=now() - timedelta(seconds=1))
    assert claim.claim("two", now(), 5) == []
    assert states() == ["unknown"] * 3
    assert len(claim.claim("two", now() + claim.SETTLE, 5)) == 3


def test_an_unknown_row_stays_unknown_while_it_is_held(rows):
    put(state="unknown")
    claim.claim("one", now(), 5)
    assert states() == ["unknown"] * 3
    assert claim.claim("two", now(), 5) == []


def test_a_held_lease_of_another_machine_is_respected(rows):
    claim.claim("elsewhere:1:1:1", now(), 5)
    assert claim.claim("two", now(), 5) == []


def test_what_a_fault_left_with_a_worker_is_taken_anew(rows):
    """The database was away when it wanted to let go: nobody waits for the lease of a worker that is there again."""
    claim.claim("one", now(), 2)
    put(state="sending")
    with transaction() as session:
        session.execute(update(OutboxMessage).where(OutboxMessage.id == 2).values(state="claimed"))
        session.execute(update(OutboxMessage).where(OutboxMessage.id == 3).values(state="waiting"))
    assert claim.claim("one", now(), 5) == [2, 3]
    assert states() == ["unknown", "claimed", "claimed"]


def test_todos_about_one_subject_leave_in_order(state):
    todo = Todo("1102", "review:1", "看简历", "/")
    with unit_of_work() as unit:
        queue(unit, "open", "close", port=Port.OA, message=todo)
    put(subject_type="application", subject_id=1)
    assert len(claim.claim("one", now(), 5)) == 1
    put(state="waiting", claimed_by=None, lease_until=None)
    put(subject_id=None)
    assert len(claim.claim("one", now(), 5)) == 2


def test_the_same_key_is_written_once_in_each_port(state):
    with unit_of_work() as unit:
        queue(unit, "a")
        queue(unit, "a", "b")
        queue(unit, "a", port=Port.HIS)
        assert unit.queued == 3


def test_nothing_is_queued_when_the_use_case_fails(state):
    def use_case():
        with unit_of_work() as unit:
            queue(unit, "a")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        use_case()
    assert states() == []


def test_this_process_is_alive():
    assert not is_gone(worker_name())
    assert len(worker_name()) <= 64


def test_a_process_that_ended_is_gone():
    code = "from hr_recruit_plugin.outbox.worker import worker_name; print(worker_name())"
    name = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert is_gone(name)


@pytest.mark.parametrize("name", [None, "", "one", "elsewhere:1:1:1", "a:b:c:d:e"])
def test_other_names_are_left_to_their_lease(name):
    assert not is_gone(name)
