"""Moving, rejecting, restoring."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.errors import Conflict, Forbidden, Invalid, RecruitmentRefused
from hr_recruit_plugin.models import Application, StageMove
from hr_recruit_plugin.records import StageChange
from hr_recruit_plugin.services import pipeline
from hr_recruit_plugin.services.unit import Unit
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit


class LicenceFirst:
    @hookimpl
    def recruit_validate_stage_change(self, event: StageChange) -> None:
        if event.application.candidate.name == "高明远":
            raise RecruitmentRefused("证照还没核验，不能进入下一阶段")


@pytest.fixture
def application(unit: Unit) -> Application:
    unit.session.flush()
    return unit.session.get_one(Application, submit(unit, open_job(unit)).application_id)


def test_a_move_starts_the_clock_and_is_remembered(unit: Unit, application: Application) -> None:
    target = application.job.stages[1]
    pipeline.advance(unit, application.id, target.id, version=application.version)
    assert (application.stage_id, (application.stage_due_at - unit.now).days) == (target.id, 5)
    assert unit.session.scalars(select(StageMove.outcome)).all() == ["applied", "moved"]


def test_an_old_version_is_a_conflict(unit: Unit, application: Application) -> None:
    with pytest.raises(Conflict):
        pipeline.advance(unit, application.id, application.job.stages[1].id, version=application.version - 1)


def test_a_stage_of_another_job_is_refused(unit: Unit, application: Application) -> None:
    other = open_job(unit, "NUR-EME-02")
    with pytest.raises(Invalid, match="不是这个职位的阶段"):
        pipeline.advance(unit, application.id, other.stages[0].id, version=None)


def test_a_hook_stops_one_and_the_others_go_on(unit: Unit, application: Application) -> None:
    unit.state.plugins.register(LicenceFirst(), "licence-first")
    other = submit(unit, application.job, resume("高明远", "13800000009"))
    ids = [application.id, other.application_id or 0]
    moved, refused = pipeline.advance_many(unit, ids, application.job.stages[1].id)
    assert moved == [application.id]
    assert [(r.name, r.error.message) for r in refused] == [("高明远", "证照还没核验，不能进入下一阶段")]
    assert unit.session.get_one(Application, other.application_id).stage.name == "简历筛选"


def test_rejecting_needs_a_reason_and_can_be_taken_back(unit: Unit, application: Application) -> None:
    with pytest.raises(Invalid, match="原因"):
        pipeline.reject(unit, application.id, version=None, reason=" ")
    pipeline.reject(unit, application.id, version=None, reason="证照不符")
    assert (application.status, application.end_reason) == ("rejected", "证照不符")
    pipeline.restore(unit, application.id, version=None)
    assert (application.status, application.end_reason) == ("active", None)


def test_several_are_rejected_with_one_reason(unit: Unit, application: Application) -> None:
    other = submit(unit, application.job, resume("高明远", "13800000009"))
    done, refused = pipeline.reject_many(unit, [application.id, other.application_id or 0, 999], "本轮已满")
    assert (len(done), len(refused)) == (2, 1)


def test_a_department_head_moves_nobody(unit: Unit, application: Application, host: SmallHost) -> None:
    unit.session.flush()
    unit.actor = host.actor("head")
    with pytest.raises(Forbidden):
        pipeline.advance(unit, application.id, application.job.stages[1].id, version=None)
