"""``hr-recruit rank JOB.json DIR``."""

import json

import pytest
from click.testing import CliRunner

from hr_recruit_plugin.cli import main
from hr_recruit_plugin.cli import rank as module
from hr_recruit_plugin.engines.resume.errors import ResumeRefused
from hr_recruit_plugin.engines.resume.model import ParsedResume

JOB = {
    "code": "NUR-1",
    "requirements": [
        {"kind": "licence", "value": "nurse_practice", "must": True, "weight": 4},
        {"kind": "skill", "value": ["CRRT"], "must": False, "weight": 1},
    ],
}
NURSE = {"licences": [{"kind": "nurse_practice", "expires": "2026-12"}]}


class Readers:
    """Reads JSON for resumes: this test is about ranking and not about reading."""

    def __init__(self, workers):
        self.workers = workers

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        return None

    def read(self, data, filename, as_of):
        if not data:
            raise ResumeRefused("empty", "文件是空的")
        return ParsedResume.from_dict({key: {"value": value} for key, value in json.loads(data).items()})


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs" / "NUR-1.json").write_text(json.dumps(JOB), encoding="utf-8")
    for name, content in {
        "a.pdf": json.dumps({"skills": ["CRRT"]}),
        "b.pdf": json.dumps(NURSE),
        "c.docx": json.dumps(NURSE | {"skills": ["CRRT护理"]}),
        "d.txt": "",
        "gold.jsonl": "{}",
        "README.md": "not a resume",
    }.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def rank(folder, monkeypatch):
    monkeypatch.setattr(module, "ReaderPool", Readers)

    def run(*arguments, job=folder / "jobs" / "NUR-1.json"):
        return CliRunner().invoke(main, ["rank", str(job), str(folder), *arguments])

    return run


def lines(result):
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_best_first_then_knocked_out_then_refused(rank, folder):
    found = lines(rank("--json", "--as-of", "2026-12-01"))
    assert [line["file"] for line in found] == [f"{folder}/{name}" for name in ("c.docx", "b.pdf", "a.pdf", "d.txt")]
    assert [line.get("score") for line in found] == [100, 80, 20, None]
    assert [line.get("knocked_out") for line in found] == [False, False, True, None]
    assert found[-1] == {"job": "NUR-1", "file": f"{folder}/d.txt", "refused": "empty", "reason": "文件是空的"}


def test_a_line_holds_parts_with_reasons_and_what_is_missing(rank):
    *_, last, _ = lines(rank("--json", "--as-of", "2026-12-01"))
    assert set(last) == {"job", "file", "score", "knocked_out", "parts", "missing"}
    assert last["parts"][0]["items"][0]["reason"] == "技能「CRRT」符合要求的「CRRT」"
    assert last["missing"][0].startswith("缺少必备条件「护士执业证」")


def test_the_day_decides_about_licences(rank):
    assert all(line.get("knocked_out", True) for line in lines(rank("--json", "--as-of", "2027-01-01")))


def test_what_is_no_resume_is_counted(rank):
    assert "未读取 3 个子目录或非简历文件" in rank("--json").stderr


def test_workers_do_not_change_the_order(rank):
    assert lines(rank("--json", "--workers", "1")) == lines(rank("--json", "--workers", "4"))


def test_table_for_people(rank):
    shown = rank("--as-of", "2026-12-01").stdout.splitlines()
    assert shown[0].split()[:2] == ["1", "100.00"]
    assert "证照 80/80" in shown[0]
    assert "补充有效期内的护士执业证" in "".join(shown)


def test_unreadable_file_is_refused_and_the_rest_goes_on(rank, folder):
    (folder / "b.pdf").unlink()
    (folder / "b.pdf").symlink_to(folder / "gone.pdf")
    assert len(lines(rank("--json"))) == 3


def test_empty_folder_prints_nothing(rank, folder):
    for name in ("a.pdf", "b.pdf", "c.docx", "d.txt"):
        (folder / name).unlink()
    assert lines(rank("--json")) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "不是 JSON：第 1 行"),
        ("[]", "requirements"),
        ('{"requirements": {}}', "列表"),
        ('{"requirements": []}', "是空的"),
        ('{"requirements": [{"kind": "age", "value": "35"}]}', "requirements[1]: 不认识的要求类型「age」"),
        ("\ufffe", "读不出来|不是 JSON"),
    ],
)
def test_bad_job_is_told_in_one_line(rank, tmp_path, text, said):
    job = tmp_path / "job.json"
    job.write_bytes(text.encode("utf-16" if text == "\ufffe" else "utf-8"))
    result = rank("--json", job=job)
    assert result.exit_code == 2
    assert any(part in result.stderr for part in said.split("|"))
    assert "Traceback" not in result.output
    assert result.stdout == ""


def test_missing_job_file(rank, tmp_path):
    assert rank("--json", job=tmp_path / "gone.json").exit_code == 2
