"""The last two of a panel hand in at the same moment: somebody has to see that all are there."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.models import Interview, OutboxMessage
from hr_recruit_plugin.services import feedback
from hr_recruit_plugin.services.unit import staff, unit_of_work
from tests.support.desk import Desk, build
from tests.support.host import USERS

FULL = {"ratings": {"care": "meets", "talk": "basic"}, "overall": "hire", "note": "", "version": None}
BY_ID = {u.id: u for u in USERS.values()}


class Race:
    @pytest.fixture
    def desk(self, app: Any, host: Any, context: Any) -> Desk:
        made = build(app, host, people=1)
        made.published()
        made.pass_time(days=8)
        return made

    def test_it_is_complete_once(self, desk: Desk, monkeypatch: Any) -> None:
        with unit_of_work(write=False) as unit:
            interview = unit.session.scalars(select(Interview)).one()
            panel = [staff(BY_ID[s.user_id]) for s in interview.seats]
        together, missing = threading.Barrier(len(panel)), feedback.missing

        def missing_and_wait(*args: Any) -> list[str]:
            with suppress(threading.BrokenBarrierError):  # SQLite lets one writer in: the other is still outside
                together.wait(1)
            return missing(*args)

        def run(actor: Any) -> None:
            with desk.app.app_context(), unit_of_work(actor) as unit:
                feedback.submit(unit, interview.id, **FULL)

        monkeypatch.setattr(feedback, "missing", missing_and_wait)
        threads = [threading.Thread(target=run, args=(actor,)) for actor in panel]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        with unit_of_work(write=False) as unit:
            told = select(func.count()).where(OutboxMessage.key.startswith("complete:"))
            assert unit.session.scalars(select(Interview.state)).one() == "held"
            assert unit.session.scalar(told) == 1


class TestOnSqlite(Race):
    pass


@pytest.mark.peer
class TestOnPostgres(Race):
    @pytest.fixture
    def database_uri(self, postgres_url: str) -> str:
        return postgres_url
