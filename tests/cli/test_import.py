"""``flask recruit import``: everything is filed or refused with a reason, and an interruption loses nothing."""

from __future__ import annotations

import zipfile

import pytest

from hr_recruit_plugin.models import Application, ImportBatch, ImportItem, Job, Stage
from hr_recruit_plugin.services import import_batch
from hr_recruit_plugin.services.unit import unit_of_work

RESUME = "姓名：{name}\n性别：女\n手机：{phone}\n求职意向：护士\n教育背景\n2015.09-2019.06 华东医学院 护理学 本科\n"


@pytest.fixture
def job(app):
    with app.app_context(), unit_of_work() as unit:
        stages = [Stage(position=0, kind="screening", name="简历筛选")]
        unit.session.add(
            Job(
                code="NUR-1", title="护士", department_id="HL", department_name="护理部", headcount=2, status="open",
                owner_id="1001", owner_name="何敏", opened_at=unit.now, stages=stages,
            )
        )  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "resumes"
    folder.mkdir()
    for name, phone in (("林若溪", "13800000001"), ("周明", "13800000002")):
        (folder / f"{name}.txt").write_text(RESUME.format(name=name, phone=phone), encoding="utf-8")
    (folder / "坏的.pdf").write_bytes(b"%PDF-1.4 broken")
    return folder


def states(app):
    with app.app_context(), unit_of_work(write=False) as unit:
        return {item.filename: item.state for item in unit.session.query(ImportItem)}


def test_a_folder_is_filed_and_what_was_refused_is_named(app, recruit, job, folder):
    result = recruit("import", str(folder), "--job", "NUR-1", "--source", "校园招聘")
    assert result.exit_code == 0, result.output
    assert "共 3 份：收下 2，同一人再投 0，未收 1" in result.output
    assert "坏的.pdf" in result.output
    with app.app_context(), unit_of_work(write=False) as unit:
        assert {a.source for a in unit.session.query(Application)} == {"校园招聘"}


def test_a_zip_is_read_like_a_folder(recruit, job, folder):
    archive = folder.parent / "resumes.zip"
    with zipfile.ZipFile(archive, "w") as zipped:
        for file in folder.iterdir():
            zipped.write(file, file.name)
    assert "收下 2" in recruit("import", str(archive), "--job", "NUR-1").output


def test_the_same_folder_again_makes_no_second_application(recruit, job, folder):
    recruit("import", str(folder), "--job", "NUR-1")
    assert "收下 0，同一人再投 2" in recruit("import", str(folder), "--job", "NUR-1").output


def test_an_unknown_job_names_those_that_exist(app, recruit, job, folder):
    result = recruit("import", str(folder), "--job", "NUR-9")
    assert result.exit_code == 1
    assert "NUR-9" in result.output
    assert "NUR-1" in result.output
    assert states(app) == {}


def test_interrupted_it_goes_on(app, recruit, job, folder, monkeypatch):
    def interrupted(actor, batch_id, workers):
        yield next(read(actor, batch_id, workers=workers))
        raise KeyboardInterrupt

    read = import_batch.run
    monkeypatch.setattr(import_batch, "run", interrupted)
    result = recruit("import", str(folder), "--job", "NUR-1")
    assert (result.exit_code, "--resume 1" in result.output) == (130, True)
    assert list(states(app).values()).count("waiting") == 2
    monkeypatch.undo()
    assert "收下 2" in recruit("import", "--resume", "1").output
    with app.app_context(), unit_of_work(write=False) as unit:
        assert unit.session.query(ImportBatch).one().state == "done"


def test_an_unknown_batch_is_named(recruit, job):
    result = recruit("import", "--resume", "77")
    assert (result.exit_code, "77" in result.output) == (1, True)


@pytest.mark.parametrize("arguments", [(), ("--job", "NUR-1"), ("/no/such/folder", "--job", "NUR-1")])
def test_what_is_missing_is_said(recruit, arguments):
    result = recruit("import", *arguments)
    assert (result.exit_code, "Usage:" in result.output) == (2, True)
