"""``hr-recruit plan``: plan on standard output, progress on standard error, bad problems refused with 2."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from hr_recruit_plugin.cli.plan import plan as command
from hr_recruit_plugin.engines.scheduling import Plan, Problem, check


@pytest.fixture
def run(tmp_path):
    def go(raw, *options):
        path = tmp_path / "problem.json"
        path.write_text(raw if isinstance(raw, str) else json.dumps(raw), "utf-8")
        return CliRunner().invoke(command, [str(path), "--seconds", "3", *options])
    return go


def test_prints_a_lawful_plan(run, small):
    result = run(small, "--json")
    assert result.exit_code == 0
    assert check(Problem.from_dict(small), Plan.from_dict(json.loads(result.stdout))) == []
    assert "half_days" in result.stderr


def test_prints_a_summary_for_people(run, small):
    assert "room-1" in run(small).stdout


@pytest.mark.parametrize("raw", ["{", "[]", "nothing", '{"name": "x"}'])
def test_refuses_what_is_no_problem(run, raw):
    result = run(raw, "--json")
    assert result.exit_code == 2
    assert result.stdout == "" and result.stderr.count("\n") > 1 and "Traceback" not in result.stderr


def test_refuses_a_contradiction_with_all_complaints(run, small):
    small["interviewers"][0]["busy"] = [["2026-03-02T10:00", "2026-03-02T09:00"]]
    small["sequences"] = [{"first": "i-n1", "then": "i-n1"}]
    result = run(small, "--json")
    assert result.exit_code == 2 and "lead-1" in result.stderr and "i-n1 → i-n1" in result.stderr


def test_a_missing_file_is_said(tmp_path):
    result = CliRunner().invoke(command, [str(tmp_path / "none.json")])
    assert result.exit_code == 2 and "none.json" in result.stderr


def test_sessions_that_are_over_are_refused_on_request(run, small):
    assert run(small, "--now", "2026-03-03T00:00").exit_code == 2
