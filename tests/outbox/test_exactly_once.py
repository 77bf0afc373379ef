"""kill -9 at every point between commit and delivery: after restart everything is at the far end, once."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from hr_recruit_plugin import migrate
from hr_recruit_plugin.models import Connection, OutboxMessage
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support import children, outbox_child
from tests.support.ledger import lines, queue

KEYS = [f"k{number}" for number in range(5)]

pytestmark = pytest.mark.slow


class FarEnd:
    """A database and a ledger, and processes that work on them."""

    def __init__(self, uri: str, folder: Path) -> None:
        self.uri, self.folder, self.ledger = uri, folder, folder / "ledger"
        self.app = outbox_child.small_app(uri, folder)
        migrate.upgrade(self.app.extensions["hr_recruit"].engine)

    def connect(self, die: str = "") -> None:
        with self.app.app_context(), unit_of_work() as unit:
            settings = {"file": str(self.ledger), "die": die}
            unit.session.add(
                Connection(port="messaging", adapter="ledger", settings=settings, updated_by="", updated_at=unit.now)
            )

    def start(self, task: str) -> children.Child:
        return children.start(outbox_child.work, self.uri, self.folder, task)

    def run(self, task: str) -> int:
        return children.ended(self.start(task))

    def states(self) -> list[str]:
        with self.app.app_context(), unit_of_work(write=False) as unit:
            return [row.state for row in unit.session.query(OutboxMessage)]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.peer)])
def far_end(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FarEnd]:
    sqlite = request.param == "sqlite"
    made = FarEnd(
        f"sqlite:///{tmp_path / 'recruit.db'}" if sqlite else request.getfixturevalue("postgres_url"), tmp_path
    )
    yield made
    made.app.extensions["hr_recruit"].engine.dispose()


def test_killed_between_commit_and_claim(far_end: FarEnd) -> None:
    far_end.connect()
    assert far_end.run("queue-and-die") == -signal.SIGKILL
    assert far_end.run("drain") == 0
    assert (lines(far_end.ledger), far_end.states()) == (KEYS, ["done"] * 5)


def test_killed_after_claim(far_end: FarEnd) -> None:
    far_end.connect()
    far_end.run("queue-and-die")
    assert far_end.run("claim-and-die") == -signal.SIGKILL
    assert "claimed" in far_end.states()
    assert far_end.run("drain") == 0
    assert (sorted(lines(far_end.ledger)), far_end.states()) == (KEYS, ["done"] * 5)


@pytest.mark.parametrize("moment", ["before", "after", "before k1", "after k1", "before k4", "after k4"])
def test_killed_while_sending(far_end: FarEnd, moment: str) -> None:
    """At the beginning, in the middle and at the end of what was claimed at once (three rows)."""
    far_end.connect(die=moment)
    far_end.run("queue-and-die")
    assert far_end.run("drain") == -signal.SIGKILL
    assert far_end.states().count("sending") == 1, "one row at the most is on its way"
    assert far_end.run("drain") == 0
    # What was taken over is due a moment after this run's start, so one more run ends it.
    assert far_end.run("drain") == 0
    assert (sorted(lines(far_end.ledger)), far_end.states()) == (KEYS, ["done"] * 5)


def test_what_was_told_before_is_not_counted_again(far_end: FarEnd) -> None:
    with far_end.app.app_context(), unit_of_work() as unit:
        queue(unit, "k0", "k1")
        queue(unit, "k1", "k2")
        assert unit.queued == 3


def test_two_workers_at_once_never_send_the_same(far_end: FarEnd) -> None:
    far_end.connect()
    keys = [f"n{number:02}" for number in range(40)]
    with far_end.app.app_context(), unit_of_work() as unit:
        queue(unit, *keys)
    workers = [far_end.start("drain") for _ in range(2)]
    assert [children.ended(worker) for worker in workers] == [0, 0]
    assert sorted(lines(far_end.ledger)) == keys
