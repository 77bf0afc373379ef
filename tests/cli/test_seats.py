"""``hr-recruit seats``: seats on standard output, what is lacking on standard error."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from hr_recruit_plugin.cli.seats import seats as command

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "exams" / "nurses.json"


@pytest.fixture
def run(tmp_path):
    def go(raw, *options):
        path = tmp_path / "exam.json"
        path.write_text(raw if isinstance(raw, str) else json.dumps(raw), "utf-8")
        return CliRunner().invoke(command, [str(path), *options])

    return go


@pytest.fixture
def exam():
    return json.loads(SAMPLE.read_text("utf-8"))


def test_everyone_has_a_seat_and_the_lot_repeats(run, exam):
    first, again = run(exam, "--json"), run(exam, "--json")
    found = json.loads(first.stdout)
    assert first.exit_code == 0 and found["troubles"] == [] and len(found["seats"]) == 6
    assert json.loads(again.stdout)["sha256"] == found["sha256"]
    assert json.loads(run(exam, "--json", "--seed", "other").stdout)["sha256"] != found["sha256"]


def test_people_read_a_list_by_room(run, exam):
    assert "东教 201" in run(exam).stdout


def test_what_is_lacking_is_said_beside_the_plan(run, exam):
    exam["rooms"].pop()
    result = run(exam, "--json")
    assert result.exit_code == 1 and len(json.loads(result.stdout)["unseated"]) == 2
    assert "还有 2 名考生没有座位" in result.stderr


@pytest.mark.parametrize(("change", "told"), [
    ({"rooms": [{"id": "r", "campus": "x", "seats": "many"}]}, "rooms[0].seats：应为整数"),
    ({"candidates": [{"campuses": []}]}, "candidates[0].id：这一项必填"),
    ({"candidates": [{"id": "a"}, {"id": "a"}]}, "考生 a 出现了 2 次"),
    ({"name": ""}, "name：不能为空"),
    ({"rooms": []}, "没有考场"),
])  # fmt: skip
def test_a_file_that_cannot_be_seated_names_the_row(run, exam, change, told):
    result = run({**exam, **change})
    assert result.exit_code == 2 and told in result.stderr and result.stdout == ""


@pytest.mark.parametrize("raw", ["{", "[]", "nothing"])
def test_what_is_no_exam_is_refused(run, raw):
    result = run(raw)
    assert result.exit_code == 2 and result.stderr.count("\n") == 2
