"""hr-recruit parse prints one line a file and goes on after a refusal."""

import json
from pathlib import Path

from click.testing import CliRunner

from hr_recruit_plugin.cli.parse import parse

RESUME = Path(__file__).parents[2] / "data" / "resumes" / "dev042_zh_txt.txt"


def run(*arguments: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(parse, [*arguments, "--as-of", "2026-12-01", "--workers", "1"])
    return result.exit_code, result.output.splitlines()


def test_json_lines_with_evidence(tmp_path: Path) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"MZ not a resume")
    status, lines = run(str(RESUME), str(bad), str(tmp_path / "gone.pdf"), "--json")
    good, refused, missing = map(json.loads, lines)
    assert status == 0
    assert good["file"] == str(RESUME)
    assert good["name"]["value"] == "周浩然"
    assert good["name"]["evidence"][0]["text"] == "周浩然"
    assert refused["refused"] == "executable"
    assert missing["refused"] == "missing"


def test_plain_json_has_bare_values() -> None:
    _, [line] = run(str(RESUME), "--json", "--plain")
    assert json.loads(line)["highest_degree"] == "master"


def test_a_table_for_people(tmp_path: Path) -> None:
    _, lines = run(str(RESUME))
    assert any("华东科技大学" in line for line in lines)


def test_a_folder_is_read_under_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(RESUME.read_bytes())
    _, [line] = run(str(tmp_path), "--json")
    assert json.loads(line)["file"] == str(tmp_path / "a.txt")
