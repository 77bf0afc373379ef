"""Hooks that change a use case: refusals undo it, a third party's part enters the score, failures stay alone."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.ctx import AppContext
from sqlalchemy import func, select

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.engines.matching import ExtraPart, say
from hr_recruit_plugin.errors import RecruitmentRefused
from hr_recruit_plugin.models import Application, HookRun, HookSetting, Offer, OutboxMessage
from hr_recruit_plugin.services import console, offers, pipeline
from hr_recruit_plugin.services.events import FAILURES_BEFORE_PARKING
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, submit


def register(app: Flask, **implementations: Any) -> None:
    methods = {name: hookimpl(function) for name, function in implementations.items()}
    app.extensions["hr_recruit"].plugins.register(type("Third", (), methods)(), "third.party")


def refuse(self: Any, event: Any) -> None:
    raise RecruitmentRefused("编制已满")


def fail(self: Any, event: Any) -> None:
    raise ValueError("broken")


@pytest.fixture
def application_id(context: AppContext, host: SmallHost) -> int:
    with unit_of_work(host.actor("hr")) as unit:
        job = open_job(unit, department_name="护理部")
        found = submit(unit, job)
        assert found.application_id
        unit.get(Application, found.application_id, "").candidate.email = "lin@mail.example.cn"
        return found.application_id


def test_hook_recruit_validate_application(app: Flask, context: AppContext, host: SmallHost) -> None:
    register(app, recruit_validate_application=refuse)
    with unit_of_work(host.actor("hr")) as unit:
        result = submit(unit, open_job(unit, department_name="护理部"))
        assert result.outcome == "refused"
        assert "编制已满" in (result.reason or "")
        assert unit.session.scalar(select(func.count()).select_from(Application)) == 0


def test_hook_recruit_validate_stage_change(app: Flask, application_id: int, host: SmallHost) -> None:
    register(app, recruit_validate_stage_change=refuse)
    with pytest.raises(RecruitmentRefused, match="编制已满"), unit_of_work(host.actor("hr")) as unit:
        target = unit.get(Application, application_id, "").job.stages[1]
        pipeline.advance(unit, application_id, target.id, version=None)
    with unit_of_work(host.actor("hr"), write=False) as unit:
        assert unit.get(Application, application_id, "").stage.kind == "screening"


def test_hook_recruit_validate_offer(app: Flask, application_id: int, host: SmallHost) -> None:
    register(app, recruit_validate_offer=refuse)
    actor = host.actor("hr")
    with unit_of_work(actor) as unit:
        stages = unit.get(Application, application_id, "").job.stages
        pipeline.advance(unit, application_id, stages[-1].id, version=None)
        start = unit.now.date() + timedelta(days=30)
    terms = offers.Terms("护士", "护理部", start, Decimal(9000), 6, "合同制")
    with pytest.raises(RecruitmentRefused):
        offers.issue(actor, application_id, terms)
    with unit_of_work(actor, write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Offer)) == 0


def test_hook_recruit_score_candidate(app: Flask, context: AppContext, host: SmallHost) -> None:
    def part(self: Any, context: Any) -> ExtraPart:
        assert "phone" not in context.profile
        return ExtraPart("night", 2, 1, say("能上夜班"))

    register(app, recruit_score_candidate=part)
    with unit_of_work(host.actor("hr")) as unit:
        result = submit(unit, open_job(unit, department_name="护理部"))
        parts = unit.get(Application, result.application_id, "").parts
    assert "night" in {p["name"] for p in parts}


def test_a_failing_implementation_is_shown_and_stops_nothing(app: Flask, application_id: int, host: SmallHost) -> None:
    register(app, recruit_stage_changed=fail)
    with unit_of_work(host.actor("hr")) as unit:
        target = unit.get(Application, application_id, "").job.stages[1]
        pipeline.advance(unit, application_id, target.id, version=None)
    with unit_of_work(host.actor("hr"), write=False) as unit:
        assert unit.get(Application, application_id, "").stage_id == target.id
        assert unit.session.scalars(select(HookRun.implementation)).all() == ["third.party"]
        told = unit.session.scalars(select(OutboxMessage.origin)).all()
        assert "builtin.tell_next_interviewers" in told


def test_after_repeated_failures_it_is_parked_and_an_admin_resumes_it(
    app: Flask, application_id: int, host: SmallHost
) -> None:
    register(app, recruit_stage_changed=fail)
    for turn in range(FAILURES_BEFORE_PARKING):
        with unit_of_work(host.actor("hr")) as unit:
            stages = unit.get(Application, application_id, "").job.stages
            pipeline.advance(unit, application_id, stages[(turn + 1) % 2].id, version=None)
    with unit_of_work(host.actor("admin")) as unit:
        [row] = unit.session.scalars(select(HookSetting).where(HookSetting.implementation == "third.party")).all()
        assert row.parked_at is not None
        console.switch(unit, "third.party", enabled=True)
        assert row.parked_at is None


def test_a_behaviour_that_is_switched_off_sends_nothing(app: Flask, application_id: int, host: SmallHost) -> None:
    with unit_of_work(host.actor("admin")) as unit:
        console.switch(unit, "builtin.tell_next_interviewers", enabled=False)
    with unit_of_work(host.actor("hr")) as unit:
        target = unit.get(Application, application_id, "").job.stages[1]
        pipeline.advance(unit, application_id, target.id, version=None)
        told = unit.session.scalars(select(OutboxMessage.origin)).all()
    assert "builtin.tell_next_interviewers" not in told
