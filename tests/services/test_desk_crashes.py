"""kill -9 while a plan is solved or published: there is the old state or the new one, nothing between, and it goes on."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin import migrate
from hr_recruit_plugin.models import Claim, Interview, OutboxMessage, Schedule
from hr_recruit_plugin.services import scheduling, solving
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support import children, desk_child
from tests.support.desk import Desk, build

pytestmark = pytest.mark.slow


class Office:
    """A desk in a database that other processes open as well."""

    def __init__(self, uri: str, folder: Path) -> None:
        self.uri, self.folder = uri, folder
        self.app, self.glue = desk_child.small_app(uri, folder)
        migrate.upgrade(self.app.extensions["hr_recruit"].engine)
        with self.app.app_context():
            self.desk: Desk = build(self.app, self.glue)

    def run(self, task: str, schedule_id: int) -> int:
        return children.run(desk_child.work, self.uri, self.folder, task, schedule_id)

    def counts(self) -> tuple[int, int, int]:
        """(interviews, claims, mails and invitations that wait)."""
        with self.app.app_context(), unit_of_work(write=False) as unit:
            return tuple(unit.session.scalar(select(func.count()).select_from(t)) or 0 for t in (Interview, Claim, OutboxMessage))  # type: ignore[return-value]

    def state(self, schedule_id: int) -> str:
        with self.app.app_context(), unit_of_work(write=False) as unit:
            return unit.session.get_one(Schedule, schedule_id).state


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.peer)])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Office]:
    sqlite = request.param == "sqlite"
    made = Office(f"sqlite:///{tmp_path / 'recruit.db'}" if sqlite else request.getfixturevalue("postgres_url"), tmp_path)
    yield made
    made.app.extensions["hr_recruit"].engine.dispose()


@pytest.mark.parametrize("task", ["die-solving", "die-before-the-plan-is-kept"])
def test_killed_while_solving(office: Office, task: str) -> None:
    desk = office.desk
    with office.app.app_context():
        old = desk.published(application_ids=desk.application_ids[:2])
        new = desk.propose()
    before = office.counts()
    assert office.run(task, new) == -signal.SIGKILL
    assert (office.state(old), office.state(new), office.counts()) == ("published", "solving", before)
    desk.now += timedelta(minutes=1)
    with office.app.app_context():
        with unit_of_work(desk.actor()) as unit:
            assert solving.silent(unit.session.get_one(Schedule, new), unit.now)
            scheduling.restart(unit, new)
        scheduling.solve(desk.actor(), new, seconds=5)
    assert office.state(new) == "solved"


@pytest.mark.parametrize("task", ["die-before-claims", "die-before-commit"])
def test_killed_before_the_publication_is_committed(office: Office, task: str) -> None:
    desk = office.desk
    with office.app.app_context():
        desk.published(application_ids=desk.application_ids[:2])
        new = desk.solved()
    before = office.counts()
    assert office.run(task, new) == -signal.SIGKILL
    assert (office.state(new), office.counts()) == ("solved", before)
    assert office.run("publish", new) == 0
    assert office.state(new) == "published"
    assert office.counts()[0] == 4


def test_killed_right_after_the_commit(office: Office) -> None:
    with office.app.app_context():
        new = office.desk.solved()
    assert office.run("die-after-commit", new) == -signal.SIGKILL
    assert office.state(new) == "published"
    interviews, claims, messages = office.counts()
    assert interviews == 4
    assert claims == 4 * 4 * 6
    assert messages >= 4 * 3
