"""Thousands choose at the same moment: every place is given away once, and no limit is passed by one."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from hr_recruit_plugin.services import booking, choosing
from hr_recruit_plugin.services.unit import CANDIDATE, SYSTEM, unit_of_work
from tests.support.booking import local
from tests.support.rush import Rush, build

pytestmark = pytest.mark.slow


def free_places(rush: Rush) -> int:
    with rush.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        return booking.overview(unit, 1).free


@pytest.mark.peer
def test_ten_thousand_attempts_fill_the_places_exactly(postgres_url: str, tmp_path: Path) -> None:
    """Two processes of six threads on PostgreSQL; 5,000 candidates try twice each for 200 places."""
    rush = build(postgres_url, tmp_path, candidates=5000, leads=5, rooms=5, a_day=9, a_week=40)
    assert rush.places == 200
    attempts = rush.attempts(2)
    assert len(attempts) == 10_000
    ended = rush.run(attempts, processes=2, threads=6)
    assert ended.total() == 10_000
    assert ended["booked"] == rush.places
    assert rush.faults() == []
    assert free_places(rush) == 0
    rush.app.extensions["hr_recruit"].engine.dispose()


def test_on_sqlite_as_well(tmp_path: Path) -> None:
    rush = build(f"sqlite:///{tmp_path / 'r.db'}", tmp_path, candidates=60, leads=2, rooms=2, a_day=3, a_week=14)
    assert rush.places == 28
    ended = rush.run(rush.attempts(5), processes=2, threads=2)
    assert (ended["booked"], ended.total()) == (28, 300)
    assert rush.faults() == []


@pytest.mark.peer
def test_one_candidate_with_many_phones_gets_one_interview(postgres_url: str, tmp_path: Path) -> None:
    rush = build(postgres_url, tmp_path, candidates=1, leads=2, rooms=2, a_day=9, a_week=40)
    [(token, _)] = rush.attempts(1)
    ended: list[str] = []

    def choose(hour: int) -> None:
        with rush.app.app_context():
            try:
                with unit_of_work(CANDIDATE) as unit:
                    choosing.choose(unit, "slot", token, local(f"2026-11-30T{hour:02d}:00"))
                ended.append("booked")
            except Exception as problem:
                ended.append(type(problem).__name__)

    threads = [threading.Thread(target=choose, args=(hour,)) for hour in (9, 10, 11, 14, 15, 16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == ["Invalid"] * 5 + ["booked"]
    rush.app.extensions["hr_recruit"].engine.dispose()
