"""The JSON Schemas in docs/ are those of the code, and hold for the samples and for what the commands print."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from jsonschema import Draft202012Validator, ValidationError

from hr_recruit_plugin.cli.plan import plan
from hr_recruit_plugin.cli.seats import seats

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted((ROOT / "tests" / "data" / "scheduling").glob("*.json"))
EXAMS = sorted((ROOT / "tests" / "data" / "exams").glob("*.json"))
NAMES = ("scheduling-problem", "scheduling-plan", "exam-problem", "exam-plan")


def judge(name):
    return Draft202012Validator(json.loads((ROOT / "docs" / f"{name}.schema.json").read_text("utf-8")))


def test_the_files_are_those_of_the_code():
    spec = importlib.util.spec_from_file_location("make_schemas", ROOT / "scripts" / "make_schemas.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    made = {name: module.text(schema) for name, schema in module.built().items()}
    assert made == {p.name: p.read_text("utf-8") for p in (ROOT / "docs").glob("*.schema.json")}, "run scripts/make_schemas.py"


@pytest.mark.parametrize("name", NAMES)
def test_each_is_a_schema(name):
    Draft202012Validator.check_schema(judge(name).schema)
    assert judge(name).schema["required"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_sample_problems_hold(path):
    judge("scheduling-problem").validate(json.loads(path.read_text("utf-8")))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["C", "X"])
def test_what_plan_prints_holds(kind):
    path = ROOT / "tests" / "data" / "scheduling" / f"{kind}-1.json"
    printed = CliRunner().invoke(plan, [str(path), "--json", "--seconds", "2"])
    judge("scheduling-plan").validate(json.loads(printed.stdout))


@pytest.mark.parametrize("path", EXAMS, ids=lambda path: path.stem)
def test_exams_and_their_seats_hold(path):
    judge("exam-problem").validate(json.loads(path.read_text("utf-8")))
    judge("exam-plan").validate(json.loads(CliRunner().invoke(seats, [str(path), "--json"]).stdout))


@pytest.mark.parametrize(("name", "wrong"), [
    ("scheduling-problem", {"name": "x"}), ("scheduling-plan", {"placed": [{"interview": "i", "start": "soon"}], "unplaced": []}),
    ("exam-problem", {"name": "x", "candidates": [], "rooms": [{"id": "r", "campus": "c", "seats": -1}]}), ("exam-plan", {}),
])  # fmt: skip
def test_what_is_wrong_does_not(name, wrong):
    with pytest.raises(ValidationError):
        judge(name).validate(wrong)
