"""The arithmetic of the reports."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hr_recruit_plugin.errors import Forbidden, Invalid
from hr_recruit_plugin.models import Application, AuditEntry, SourceCost, StageMove
from hr_recruit_plugin.services import reports
from hr_recruit_plugin.services.reports import Period, Spread, Step
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.recruiting import crowd, open_job


def year(unit):
    return Period(unit.now.date() - timedelta(days=200), unit.now.date() + timedelta(days=1))


def move(unit, application_id, source, target, days, outcome="moved"):
    unit.session.add(
        StageMove(
            application_id=application_id, from_stage_id=source, to_stage_id=target, outcome=outcome,
            actor_name="何敏", at=unit.now - timedelta(days=days),
        )
    )  # fmt: skip


def test_months_of_a_period():
    assert Period(date(2025, 11, 20), date(2026, 2, 1)).months == ["2025-11", "2025-12", "2026-01", "2026-02"]


def test_spread():
    assert Spread.of([]) == Spread(0, None, None, None)
    assert Spread.of([3]) == Spread(1, 3, 3, 3)
    assert Spread.of([1, 2, 3, 4, 5]) == Spread(5, 3, 2, 4)


def test_a_rate_leaves_out_who_is_still_there():
    assert Step("技术面", reached=10, passed=3, waiting=4).pass_rate == 0.5
    assert Step("技术面", reached=4, passed=0, waiting=4).pass_rate is None


def test_the_funnel_counts_people_once_and_only_forward(unit):
    job = open_job(unit)
    crowd(unit, job, 3)
    screening, skills, _ = (s.id for s in job.stages)
    for person in (1, 2, 3):
        move(unit, person, None, screening, 9, "applied")
    move(unit, 1, screening, skills, 8)
    move(unit, 2, screening, skills, 8)
    move(unit, 2, skills, screening, 7)
    unit.session.flush()
    funnel = reports.report(unit, year(unit)).funnel
    assert [(s.name, s.reached, s.passed) for s in funnel] == [("简历筛选", 3, 2), ("技术面", 2, 0)]


def test_time_in_a_stage_is_from_entering_to_leaving(unit):
    job = open_job(unit)
    crowd(unit, job, 1)
    move(unit, 1, None, job.stages[0].id, 9, "applied")
    move(unit, 1, job.stages[0].id, job.stages[1].id, 5)
    unit.session.flush()
    (stay,) = reports.report(unit, year(unit)).stage_times
    assert (stay.name, stay.agreed_days, round(stay.spread.median, 3), stay.spread.n) == ("简历筛选", 3, 4.0, 1)


def test_a_job_bears_its_share_of_what_a_source_cost(unit):
    crowd(unit, open_job(unit), 3)
    crowd(unit, open_job(unit, "NUR-2"), 1)
    unit.session.add(SourceCost(source="公众号", month=f"{unit.now:%Y-%m}", amount=4000))
    unit.session.flush()
    assert reports.report(unit, year(unit)).cost == 4000
    assert reports.report(unit, year(unit), job_id=1).cost == 3000


def test_a_cost_without_applications_is_not_lost(unit):
    unit.session.add(SourceCost(source="广告", month=f"{unit.now:%Y-%m}", amount=500))
    unit.session.flush()
    found = reports.report(unit, year(unit))
    assert [(s.name, s.applications, s.cost, s.cost_per_hire) for s in found.sources] == [("广告", 0, 500, None)]
    assert (found.cost, found.cost_per_hire) == (500, None)


def test_cost_per_hire_runs_over_three_months(unit):
    crowd(unit, open_job(unit), 2)
    for person in (1, 2):
        row = unit.session.get_one(Application, person)
        row.status, row.ended_at = "hired", unit.now
    unit.session.add(SourceCost(source="公众号", month=f"{unit.now:%Y-%m}", amount=100_000))
    unit.session.flush()
    last = next(m for m in reports.report(unit, year(unit)).months if m.applications)
    assert (last.hired, last.cost_per_hire) == (2, 500)


def test_a_cost_is_replaced_and_taken_out(unit):
    for yuan in (10, 12.5):
        reports.save_cost(unit, " 公众号 ", "2026-01", yuan)
        unit.session.flush()
    assert unit.session.scalars(select(SourceCost.amount)).all() == [1250]
    reports.save_cost(unit, "公众号", "2026-01", 0)
    unit.session.flush()
    assert reports.costs(unit, Period(date(2026, 1, 1), date(2026, 1, 2))) == []


def test_every_wrong_part_of_a_cost_is_named(unit):
    with pytest.raises(Invalid) as refused:
        reports.save_cost(unit, " ", "2026-00", float("inf"))
    assert set(refused.value.fields) == {"source", "month", "yuan"}


def test_who_may(context, host):
    with pytest.raises(Forbidden), unit_of_work(host.actor("head")) as unit:
        reports.save_cost(unit, "x", "2026-01", 1)
    with pytest.raises(Forbidden), unit_of_work(host.actor("interviewer")) as unit:
        reports.report(unit, year(unit))


def test_a_cost_is_audited(context, host):
    with unit_of_work(host.actor("hr")) as unit:
        reports.save_cost(unit, "公众号", "2026-01", 1)
    with unit_of_work() as unit:
        assert unit.session.scalars(select(AuditEntry.action)).all() == ["source_cost.saved"]
