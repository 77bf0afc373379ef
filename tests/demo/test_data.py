"""The demo's definitions fit the use cases and the OA they are fed to."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.demo import data
from hr_recruit_plugin.demo.kits import GRADES
from hr_recruit_plugin.demo.oa.seed import ACCOUNTS, DEPARTMENTS
from hr_recruit_plugin.engines.matching.requirements import requirements_from
from hr_recruit_plugin.services.jobs import STAGE_KINDS

STAGES = [stage for stages in data.STAGE_TEMPLATES.values() for stage in stages]


@pytest.mark.parametrize("job", data.JOBS, ids=lambda job: job.code)
def test_job_is_complete(job):
    assert DEPARTMENTS[job.values["department_id"]] == job.values["department_name"]
    assert len(requirements_from(job.values["requirements"])) >= 9
    assert job.values["headcount"] > 0
    assert job.template in data.STAGE_TEMPLATES


@pytest.mark.parametrize("stages", data.STAGE_TEMPLATES.values(), ids=data.STAGE_TEMPLATES)
def test_template_runs_from_screening_to_offer(stages):
    assert [s["name"] for s in stages] == ["简历筛选", "技术面", "人文面", "终面", "Offer"]
    assert {s["kind"] for s in stages} == set(STAGE_KINDS)


def test_every_panel_can_be_filled_even_if_one_person_is_away():
    asked = {seat["pool"] for stage in STAGES for seat in stage["panel"]}
    assert min(sum(pool in pools for pools in data.INTERVIEWERS.values()) for pool in asked) >= 2


def test_interviewers_are_staff_of_the_oa_who_may_conduct_interviews():
    conducting = {"personnel", "dept_director", "head_nurse", "examiner"}
    allowed = {account.staff_no for account in ACCOUNTS if conducting & set(account.roles)}
    assert set(data.INTERVIEWERS) <= allowed


def test_interview_kits_anchor_every_grade():
    for stage in STAGES:
        criteria = stage["kit"].get("criteria", [])
        assert (3 <= len(criteria) <= 5) == (stage["kind"] == "interview")
        assert all(tuple(c["anchors"]) == GRADES and all(c["anchors"].values()) for c in criteria)
        assert len({c["key"] for c in criteria}) == len(criteria)
        assert stage["kind"] != "interview" or 3 <= len(stage["kit"]["questions"]) <= 5
