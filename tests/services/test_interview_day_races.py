"""Several clerks press at the same moment: nothing is done twice, nobody gets another's number."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.errors import RecruitmentError
from hr_recruit_plugin.models import AuditEntry, Interview, OutboxMessage, Turn
from hr_recruit_plugin.services.interview_day import draws, turns
from hr_recruit_plugin.services.interview_day.draws import Scope
from hr_recruit_plugin.services.unit import Unit, unit_of_work
from tests.support.desk import MONDAY, Desk
from tests.support.interview_day import at, ids, interview_day


class Race:
    """The good paths of SQLite: see ``TestOnPostgres`` for the same on PostgreSQL."""

    @pytest.fixture
    def desk(self, app: Any, host: Any, context: Any) -> Desk:
        return interview_day(app, host)

    def together(self, desk: Desk, acts: list[Callable[[Unit], object]]) -> list[str]:
        """Each in a thread of its own. → how they ended."""
        ready, outcomes = threading.Barrier(len(acts)), []

        def run(act: Callable[[Unit], object]) -> None:
            with desk.app.app_context():
                ready.wait(10)
                try:
                    with unit_of_work(desk.actor()) as unit:
                        act(unit)
                    outcomes.append("done")
                except RecruitmentError as error:
                    outcomes.append(type(error).__name__)

        threads = [threading.Thread(target=run, args=(act,)) for act in acts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert len(outcomes) == len(acts)
        return sorted(outcomes)

    def test_the_same_person_is_checked_in_once(self, desk: Desk) -> None:
        first = ids(desk)[0]
        outcomes = self.together(desk, [lambda unit: turns.press(unit, first, "arrive")] * 4)
        assert set(outcomes) <= {"done", "Conflict"}
        assert "done" in outcomes
        with unit_of_work(desk.actor(), write=False) as unit:
            assert len(unit.session.scalars(select(AuditEntry).where(AuditEntry.action == "turn.arrive")).all()) == 1
            assert unit.session.scalars(select(Turn.interview_id)).all() == [first]

    def test_those_who_arrive_together_get_numbers_of_their_own(self, desk: Desk) -> None:
        def arrival(ident: int) -> Callable[[Unit], object]:
            return lambda unit: turns.press(unit, ident, "arrive")

        assert self.together(desk, [arrival(i) for i in ids(desk)]) == ["done"] * 4
        with unit_of_work(desk.actor(), write=False) as unit:
            assert sorted(unit.session.scalars(select(Turn.number))) == [1, 2, 3, 4]

    def test_absent_and_arrived_at_once_leave_one_of_them(self, desk: Desk) -> None:
        first, desk.now = ids(desk)[0], at(9, 20)
        self.together(desk, [lambda u: turns.press(u, first, "arrive"), lambda u: turns.press(u, first, "absent")])
        with unit_of_work(desk.actor(), write=False) as unit:
            state = unit.session.scalars(select(Interview.state).where(Interview.id == first)).one()
            told = unit.session.scalars(select(OutboxMessage.key).where(OutboxMessage.key.like("attendance:%"))).all()
        assert (state == "absent") <= bool(told)
        assert state in ("arrived", "absent")

    def test_lots_are_drawn_once(self, desk: Desk) -> None:
        with unit_of_work(desk.actor()) as unit:
            draw = draws.promise(unit, Scope("order", MONDAY, "am", desk.stage_id, "本部"))
            ident, version = draw.id, draw.version

        def pull(words: str) -> Callable[[Unit], object]:
            return lambda unit: draws.pull(unit, ident, words, "甲", version=version)

        assert self.together(desk, [pull("春"), pull("秋")]) == ["Conflict", "done"]


class TestOnSqlite(Race):
    pass


@pytest.mark.peer
class TestOnPostgres(Race):
    @pytest.fixture
    def database_uri(self, postgres_url: str) -> str:
        return postgres_url
