"""Reminders a day and an hour before: once each, also after a restart; they follow a move and end with a cancellation."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from hr_recruit_plugin.models import OutboxMessage
from hr_recruit_plugin.outbox.periodic import PERIODIC
from hr_recruit_plugin.services import approaching, pipeline
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.booking import choose, local, opened
from tests.support.desk import MONDAY, TUESDAY, Desk, build


@pytest.fixture
def desk(app: Any, host: Any, context: Any) -> Desk:
    made = build(app, host)
    opened(made, days=[MONDAY, TUESDAY])
    return made


def at(desk: Desk, moment: str) -> int:
    """Let it be ``moment`` and the job run twice, as after a restart. → reminders so far."""
    desk.now = local(moment)
    for _ in range(2):
        with unit_of_work() as unit:
            approaching.remind(unit)
    with unit_of_work(write=False) as unit:
        told = select(func.count()).select_from(OutboxMessage).where(
            OutboxMessage.origin == "builtin.remind_interview", OutboxMessage.kind == "Notice"
        )
        return unit.session.scalar(told) or 0


def test_both_sides_are_reminded_once_a_day_and_once_an_hour_before(desk):
    choose(desk.application_ids[0], "2026-11-30T10:00")
    assert [at(desk, m) for m in ("2026-11-29T09:55", "2026-11-29T10:00", "2026-11-29T18:00")] == [0, 3, 3]
    assert [at(desk, m) for m in ("2026-11-30T09:00", "2026-11-30T09:59", "2026-11-30T10:00")] == [6, 6, 6]


def test_a_moved_interview_is_reminded_of_at_its_new_time(desk):
    choose(desk.application_ids[0], "2026-12-01T09:00")
    desk.now = local("2026-11-28T09:00")
    choose(desk.application_ids[0], "2026-11-30T10:00")
    assert at(desk, "2026-11-29T10:00") == 3
    assert at(desk, "2026-11-30T08:30") == 3
    assert at(desk, "2026-11-30T09:05") == 6


def test_a_cancelled_interview_is_reminded_of_no_more(desk):
    choose(desk.application_ids[0], "2026-11-30T10:00")
    with unit_of_work(desk.actor()) as unit:
        pipeline.reject(unit, desk.application_ids[0], version=None, reason="不合适")
    assert at(desk, "2026-11-29T12:00") == 0


def test_after_a_night_without_power_the_nearer_reminder_alone(desk):
    choose(desk.application_ids[0], "2026-11-30T10:00")
    assert at(desk, "2026-11-30T09:30") == 3


def test_the_runner_does_it_by_itself():
    assert "remind_of_interviews" in {p.job.__name__ for p in PERIODIC if p.every <= timedelta(minutes=10).total_seconds()}
