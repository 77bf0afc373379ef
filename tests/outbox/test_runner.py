"""The thread that delivers inside a serving process."""

from __future__ import annotations

import dataclasses
import os
import threading
import time

import pytest

from hr_recruit_plugin import migrate
from hr_recruit_plugin.models import OutboxMessage
from hr_recruit_plugin.outbox import periodic, runner
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.ledger import Ledger, lines, queue


@pytest.fixture
def config():
    return {"HR_RECRUIT_WORKER": "thread"}


@pytest.fixture
def running(app, client):
    client.get("/")
    return app.extensions["hr_recruit"].cache["runner"]


def wait_for(ready, seconds=10):
    deadline = time.monotonic() + seconds
    while not ready():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.02)


def test_commands_start_no_thread(app, state):
    with unit_of_work() as unit:
        queue(unit, "k")
    assert not state.cache["runner"].running


def test_a_commit_wakes_it(state, ledger, running):
    with unit_of_work() as unit:
        queue(unit, "k")
    wait_for(lambda: lines(ledger) == ["k"])


def test_it_starts_once(client, running):
    thread = running._thread
    client.get("/")
    assert running.running
    assert running._thread is thread


def test_it_stops(running):
    running.stop()
    assert not running.running


def test_missing_tables_are_survived(app, client, caplog):
    state = app.extensions["hr_recruit"]
    migrate.downgrade(state.engine, "base")
    client.get("/")
    held = state.cache["runner"]
    wait_for(lambda: "doctor" in caplog.text)
    assert held.running


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
def test_a_fork_starts_its_own(running):
    child = os.fork()
    if child == 0:
        running.serve()
        os._exit(0 if running.running and running._pid == os.getpid() else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert running.running


def test_worker_none_never_runs(app, state):
    state.settings = dataclasses.replace(state.settings, worker="none")
    assert runner.start_runner(state) is None


def test_periodic_jobs_run_when_due_and_one_failure_holds_up_no_other(app, monkeypatch):
    ran = []

    def broken(_):
        raise RuntimeError

    monkeypatch.setattr(periodic, "PERIODIC", [])
    periodic.periodic(3600)(broken)
    periodic.periodic(3600)(lambda app: ran.append(app.name))
    assert periodic.run_due(app) == 1
    assert periodic.run_due(app) == 0
    assert ran == ["small_host"]


def test_what_waits_for_other_systems_holds_up_nothing(app, state, ledger, client, monkeypatch):
    over, begun = threading.Event(), []

    def read_calendars(_):
        begun.append(1)
        assert over.wait(10)

    monkeypatch.setattr(periodic, "PERIODIC", [])
    periodic.periodic(0, apart=True)(read_calendars)
    with unit_of_work() as unit:
        queue(unit, "k")
    client.get("/")
    wait_for(lambda: lines(ledger) == ["k"])
    assert begun == [1]
    assert periodic.run_due(app) == 0
    assert begun == [1], "one turn at a time"
    over.set()
    wait_for(lambda: not periodic.PERIODIC[0].turn.is_alive())
    assert periodic.run_due(app, everything=True) == 0
    assert begun == [1, 1]


def test_reminders_are_among_them(app):
    from hr_recruit_plugin.services import reminders

    jobs = {entry.job for entry in periodic.PERIODIC}
    assert {reminders.chase_feedback, reminders.tell_of_overdue} <= jobs
    assert periodic.run_due(app, everything=True) == 0


def test_stopping_lets_the_delivery_at_hand_end(state, ledger, running, monkeypatch):
    begun, write = threading.Event(), Ledger.deliver

    def slowly(adapter, message, *, key):
        begun.set()
        time.sleep(0.3)
        return write(adapter, message, key=key)

    monkeypatch.setattr(Ledger, "deliver", slowly)
    with unit_of_work() as unit:
        queue(unit, "first", "second")
    assert begun.wait(10)
    running.stop()
    assert lines(ledger) == ["first"]
    with unit_of_work(write=False) as unit:
        assert [row.state for row in unit.session.query(OutboxMessage)] == ["done", "waiting"]
