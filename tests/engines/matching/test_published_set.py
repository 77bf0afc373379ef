"""The published resumes, jobs and relevance: the rule is kept, and where a synonym goes beyond it nobody is hurt."""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from hr_recruit_plugin.engines.matching import profile_of, requirements_from, requirements_from_text, score
from hr_recruit_plugin.engines.resume.model import ParsedResume

DATA = Path(__file__).parents[2] / "data" / "resumes"
JOBS = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((DATA / "jobs").glob("*.json"))}


def rows(name):
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def people():
    return {
        row["file"]: profile_of(ParsedResume.from_dict({key: {"value": row[key]} for key in row if key != "file"}))
        for row in rows("gold.jsonl")
    }


@pytest.mark.parametrize("job", JOBS)
def test_gates_and_scores_follow_the_published_rule(people, job):
    requirements = requirements_from(JOBS[job]["requirements"])
    truth = [row for row in rows("relevance.jsonl") if row["job"] == job]
    assert len(truth) == len(people) == 66
    for row in truth:
        report = score(people[row["file"]], requirements, as_of=date(2026, 12, 1))
        assert report.knocked_out == row["knocked_out"], row
        named = re.search(r"score ([\d.]+)", row["why"])
        beyond = sum(item.points for item in report.items if "同义" in str(item.reason))
        assert report.score - beyond == pytest.approx(100 * float(named[1]) if named else 100, abs=0.51), row


@pytest.mark.parametrize("job", JOBS)
def test_advertisement_gives_the_gates_that_a_person_wrote(job):
    """Read from the text alone: every degree, licence and title that a person made of it, and each field of years."""
    proposed = [one.requirement for one in requirements_from_text(JOBS[job]["text"])]
    read = {(one.kind, one.value) for one in proposed} | {(one.kind, one.min) for one in proposed}
    for wanted in requirements_from(JOBS[job]["requirements"]):
        if wanted.kind in ("degree", "licence", "title"):
            assert (wanted.kind, wanted.value) in read
        if wanted.kind == "years":
            assert (wanted.kind, wanted.min) in read
