"""The journey that ``make demo`` shows, from open jobs to a colleague in payroll, HIS and OA."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from hr_recruit_plugin.demo.journey import Journey
from hr_recruit_plugin.demo.standins import arrivals
from hr_recruit_plugin.demo.world import build, is_new
from hr_recruit_plugin.models import Hire, Offer, OutboxMessage, Schedule
from hr_recruit_plugin.records import Port
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work

pytestmark = pytest.mark.slow


def test_the_journey_ends_with_a_colleague_everywhere(tmp_path: Path) -> None:
    world, lines = build(tmp_path, worker="none", public_url="http://oa.hospital.example"), []
    assert is_new(world)
    Journey(world, lines.append).run()
    assert not is_new(world)
    arrived = arrivals(tmp_path / "delivered")
    with world.app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        hire = unit.session.scalars(select(Hire)).one()
        states = set(unit.session.scalars(select(Offer.state)))
        plans = unit.session.scalars(select(Schedule.state)).all()
        undelivered = unit.session.scalars(select(OutboxMessage.state).where(OutboxMessage.state != "done")).all()
        assert any(u.id == hire.staff_no for u in unit.state.plugins.hook.recruit_find_users(query=hire.staff_no))
    assert {a.port for a in arrived} == {Port.MESSAGING, Port.PAYROLL, Port.HIS}
    assert states == {"signed", "sent"}
    assert plans.count("published") == 4
    assert plans.count("solved") == 1
    assert undelivered == []
    assert lines[-1] == "审计链：完整"
    assert any("没能读取 2" in line for line in lines)
