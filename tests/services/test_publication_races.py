"""Two clerks publish at the same moment: one wins, the other is told, and nothing is half done."""

from __future__ import annotations

import threading
from collections import Counter
from contextlib import suppress
from datetime import time
from typing import Any

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.errors import Conflict, RecruitmentError
from hr_recruit_plugin.models import Claim, Interview, Job, OutboxMessage, Schedule, Stage
from hr_recruit_plugin.services import publication, scheduling
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import TUESDAY, Desk, add_candidate, build

HOUR = ((time(9), time(10)),)
"""So short that the plans of both rounds must meet."""


class Race:
    """The good paths of SQLite: see ``TestOnPostgres`` for the same on PostgreSQL."""

    @pytest.fixture
    def desk(self, app: Any, host: Any, context: Any) -> Desk:
        return build(app, host, people=3)

    @pytest.fixture
    def other_stage(self, desk: Desk) -> int:
        """Another round with people of its own, for the same interviewers, rooms and morning."""
        with unit_of_work() as unit:
            stage, job = unit.session.get_one(Stage, desk.final_id), unit.session.get_one(Job, desk.job_id)
            stage.panel = [{"pool": "人事", "count": 2}]
            for name in ("候选子", "候选丑"):
                add_candidate(unit, job, stage, name)
        return desk.final_id

    def publish_together(self, desk: Desk, schedule_ids: list[int], monkeypatch: Any) -> list[str]:
        """Both are ready to claim before either does. → how each ended."""
        ready = threading.Barrier(len(schedule_ids))
        check = publication._Publication._check_nothing_moved
        outcomes: list[str] = []

        def check_and_wait(self: Any) -> None:
            check(self)
            with suppress(threading.BrokenBarrierError):  # SQLite lets one writer in: the other is still outside
                ready.wait(1)

        def run(schedule_id: int) -> None:
            with desk.app.app_context():
                try:
                    with unit_of_work(desk.actor()) as unit:
                        scheduling.publish(unit, schedule_id, version=None)
                    outcomes.append("published")
                except RecruitmentError as error:
                    outcomes.append(type(error).__name__)

        monkeypatch.setattr(publication._Publication, "_check_nothing_moved", check_and_wait)
        threads = [threading.Thread(target=run, args=(i,)) for i in schedule_ids]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        return sorted(outcomes)

    def settle(self, expected: int) -> None:
        """Everything in the database belongs to the one publication that won."""
        with unit_of_work(write=False) as unit:
            session = unit.session
            states = Counter(session.scalars(select(Schedule.state)))
            winner = session.scalars(select(Schedule.id).where(Schedule.state == "published")).one()
            assert states == {"published": 1, "solved": 1}
            assert session.scalars(select(Interview.schedule_id).distinct()).all() == [winner]
            assert session.scalar(select(func.count()).select_from(Interview)) == expected
            claimed = session.scalars(select(Claim.interview_id).distinct()).all()
            assert len(claimed) == expected
            told = select(func.count()).select_from(OutboxMessage).where(OutboxMessage.port == "messaging")
            seats = sum(len(i.seats) for i in session.scalars(select(Interview)))
            assert session.scalar(told) == expected + seats

    def test_the_same_people_twice(self, desk: Desk, monkeypatch: Any) -> None:
        plans = [desk.solved(), desk.solved()]
        assert self.publish_together(desk, plans, monkeypatch) == ["Conflict", "published"]
        self.settle(3)

    def test_other_people_but_the_same_interviewers(self, desk: Desk, other_stage: int, monkeypatch: Any) -> None:
        plans = [desk.solved(sessions=HOUR), desk.solved(sessions=HOUR, stage_id=other_stage)]
        assert self.publish_together(desk, plans, monkeypatch) == ["Conflict", "published"]
        with unit_of_work(write=False) as unit:
            published = unit.session.scalars(select(Interview)).all()
            assert len({i.schedule_id for i in published}) == 1

    def test_the_loser_can_solve_again_and_publish(self, desk: Desk, other_stage: int, monkeypatch: Any) -> None:
        plans = [desk.solved(sessions=HOUR), desk.solved(sessions=HOUR, stage_id=other_stage)]
        self.publish_together(desk, plans, monkeypatch)
        monkeypatch.undo()
        with unit_of_work(write=False) as unit:
            lost = unit.session.scalars(select(Schedule.id).where(Schedule.state == "solved")).one()
            stage_id = unit.session.get_one(Schedule, lost).stage_id
        again = desk.solved(stage_id=stage_id, days=[TUESDAY])
        with unit_of_work(desk.actor()) as unit:
            scheduling.publish(unit, again, version=None)
            assert unit.session.scalar(select(func.count()).select_from(Interview)) == 5

    def test_one_plan_published_twice_at_once(self, desk: Desk, monkeypatch: Any) -> None:
        plan = desk.solved()
        ended = self.publish_together(desk, [plan, plan], monkeypatch)
        assert ended[-1] == "published"
        assert ended[0] in ("Conflict", "Invalid")  # the second one may come when it is already published
        with unit_of_work(write=False) as unit:
            assert unit.session.scalar(select(func.count()).select_from(Interview)) == 3


class TestOnSqlite(Race):
    pass


@pytest.mark.peer
class TestOnPostgres(Race):
    @pytest.fixture
    def database_uri(self, postgres_url: str) -> str:
        return postgres_url


def test_a_deadlock_is_a_conflict_and_other_faults_are_not(
    app: Any, host: Any, context: Any, monkeypatch: Any
) -> None:
    from sqlalchemy.exc import OperationalError

    class Fault(Exception):
        sqlstate = "40P01"

    desk = build(app, host, people=1)
    plan = desk.solved()
    fault = Fault()

    def fail(*_: Any) -> None:
        raise OperationalError("insert", {}, fault)

    monkeypatch.setattr(publication._Publication, "_claim", fail)
    with pytest.raises(Conflict), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, plan, version=None)
    fault.sqlstate = "57P01"
    with pytest.raises(OperationalError), unit_of_work(desk.actor()) as unit:
        scheduling.publish(unit, plan, version=None)
