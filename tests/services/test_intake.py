"""Resumes become applications, once a person, and nothing is lost on the way."""

from __future__ import annotations

import io
import zipfile

import pytest
from flask.ctx import AppContext
from sqlalchemy import select

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.engines.matching import ExtraPart, say
from hr_recruit_plugin.engines.resume import ResumeRefused
from hr_recruit_plugin.errors import Invalid, NotFound, RecruitmentRefused
from hr_recruit_plugin.models import (
    Application,
    Candidate,
    Document,
    HookRun,
    ImportBatch,
    Job,
    OutboxMessage,
    StageMove,
)
from hr_recruit_plugin.services import import_batch, imports, intake, rating
from hr_recruit_plugin.services.reading import Reading
from hr_recruit_plugin.services.recognition import Contact
from hr_recruit_plugin.services.unit import CANDIDATE, SYSTEM, Unit, unit_of_work
from hr_recruit_plugin.state import recruitment
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit

TXT = "姓名：苏晚晴\n手机：13900000002\n邮箱：suwanqing@mail.example\n学历：本科\n专业：护理学\n护士执业证书\n2019.07-2024.06 江畔医院 重症医学科 护士\n"


def test_a_resume_becomes_a_scored_application(unit: Unit) -> None:
    result = submit(unit, open_job(unit))
    application = unit.session.get_one(Application, result.application_id)
    assert result.outcome == intake.ACCEPTED
    assert application.score == 100 and not application.knocked_out
    assert application.stage.name == "简历筛选"
    assert application.headline["field"] == "重症医学科"
    assert unit.session.scalars(select(StageMove.outcome)).all() == ["applied"]


def test_what_is_missing_is_on_the_card(unit: Unit) -> None:
    result = submit(unit, open_job(unit), resume(nurse=False))
    application = unit.session.get_one(Application, result.application_id)
    unit.session.flush()
    assert application.knocked_out
    assert "护士" in application.headline["missing"]["text"]


def test_the_same_phone_is_the_same_person(unit: Unit) -> None:
    job = open_job(unit)
    first = submit(unit, job)
    again = submit(unit, job, resume("林若溪（新）", "+86 138-0000-0001"))
    assert (again.outcome, again.application_id) == (intake.AGAIN, first.application_id)
    assert again.document_id != first.document_id


def test_the_same_file_is_kept_once(unit: Unit) -> None:
    job = open_job(unit)
    assert submit(unit, job).document_id == submit(unit, job).document_id


def test_one_person_may_apply_for_two_jobs(unit: Unit) -> None:
    submit(unit, open_job(unit))
    assert submit(unit, open_job(unit, "NUR-EME-02")).outcome == intake.ACCEPTED
    assert len(unit.session.scalars(select(Candidate)).all()) == 1


def test_a_refused_file_is_kept_with_its_reason(unit: Unit) -> None:
    refusal = ResumeRefused("encrypted", "文件有密码")
    result = intake.submit(unit, open_job(unit), Reading("简历.pdf", b"%PDF", None, refusal), source="x")
    kept = unit.session.get_one(Document, result.document_id)
    assert (result.outcome, kept.kind, kept.refusal) == (intake.REFUSED, "refused", "文件有密码")


def test_no_name_is_a_refusal(unit: Unit) -> None:
    assert submit(unit, open_job(unit), resume("")).outcome == intake.REFUSED


def test_a_closed_job_takes_nothing(unit: Unit) -> None:
    with pytest.raises(Invalid, match="不收简历"):
        submit(unit, open_job(unit, status="paused"))


class NoNightShift:
    @hookimpl
    def recruit_validate_application(self, event: object) -> None:
        raise RecruitmentRefused("不上夜班的不收")


class Broken:
    @hookimpl
    def recruit_score_candidate(self, context: object) -> None:
        raise RuntimeError("out of order")


class Dialect:
    @hookimpl
    def recruit_score_candidate(self, context: object) -> ExtraPart:
        return ExtraPart("方言", 2.0, 1.0, say("会本地话"))


def test_a_hook_refuses_and_leaves_only_the_file(unit: Unit) -> None:
    unit.state.plugins.register(NoNightShift(), "no-night")
    result = submit(unit, open_job(unit))
    assert (result.outcome, result.reason) == (intake.REFUSED, "不上夜班的不收")
    assert unit.session.scalars(select(Candidate)).all() == []
    assert unit.session.scalars(select(Document.kind)).all() == ["refused"]


def test_a_third_party_adds_a_part(unit: Unit) -> None:
    unit.state.plugins.register(Dialect(), "dialect")
    result = submit(unit, open_job(unit))
    assert unit.session.get_one(Application, result.application_id).parts[-1]["name"] == "方言"


def test_a_broken_third_party_does_not_stop_the_score(unit: Unit) -> None:
    unit.state.plugins.register(Broken(), "broken")
    result = submit(unit, open_job(unit))
    unit.session.flush()
    assert unit.session.get_one(Application, result.application_id).score == 100
    assert unit.session.scalars(select(HookRun.implementation)).all() == ["broken"]


def test_rescore_after_other_requirements(unit: Unit) -> None:
    job = open_job(unit)
    result = submit(unit, job)
    job.requirements = [{"kind": "degree", "value": "master", "must": True, "weight": 1}]
    assert rating.rescore(unit, job.id) == 1
    assert unit.session.get_one(Application, result.application_id).knocked_out
    assert rating.trial(unit, job.id) == (1, 0, 0)


# --- batches -----------------------------------------------------------------------------------------------------


def people(count: int) -> list[tuple[str, bytes, None]]:
    """Text resumes of so many different people."""
    return [(f"{n}.txt", TXT.replace("0002", f"{n:04}").replace("suwanqing", f"su{n}").encode(), None)
            for n in range(100, 100 + count)]


def batch_of(*files: tuple[str, bytes | None, str | None]) -> int:
    with unit_of_work() as unit:
        return import_batch.start(unit, open_job(unit), "文件夹", files)


def test_a_batch_reads_what_waits_and_reports_the_rest(context: AppContext) -> None:
    batch_id = batch_of(("a.txt", TXT.encode(), None), ("坏.exe", b"MZ\x90", None), ("../x", None, "路径指向包外"))
    outcomes = [r.outcome for r in import_batch.run(SYSTEM, batch_id)]
    with unit_of_work(write=False) as unit:
        batch = imports.batch(unit, batch_id)
        assert unit.session.scalar(select(Candidate.name)) == "苏晚晴"
    assert outcomes == [intake.ACCEPTED, intake.REFUSED]
    assert (batch.counts, batch.stopped) == ({"accepted": 1, "refused": 2}, False)
    assert [i.filename for i in batch.items] == ["坏.exe", "../x"]


def test_a_batch_goes_on_where_it_stopped(context: AppContext) -> None:
    batch_id = batch_of(("a.txt", TXT.encode(), None), ("b.txt", TXT.replace("0002", "0003").encode(), None))
    next(import_batch.run(SYSTEM, batch_id))
    with unit_of_work(write=False) as unit:
        assert imports.batch(unit, batch_id).stopped
    assert [r.outcome for r in import_batch.run(SYSTEM, batch_id)] == [intake.AGAIN]


def test_a_paused_batch_files_what_is_being_read_and_keeps_the_rest(context: AppContext) -> None:
    batch_id = batch_of(*people(20))
    reading = import_batch.run(SYSTEM, batch_id)
    next(reading)
    with unit_of_work() as unit:
        import_batch.pause(unit, batch_id)
    filed = 1 + len(list(reading))
    with unit_of_work(write=False) as unit:
        batch = imports.batch(unit, batch_id)
    assert (batch.paused, batch.stopped, batch.done) == (True, False, filed) and filed < 10
    assert list(import_batch.run(SYSTEM, batch_id)) == []
    with unit_of_work() as unit:
        import_batch.reopen(unit, batch_id)
    assert filed + len(list(import_batch.run(SYSTEM, batch_id))) == 20
    with unit_of_work(write=False) as unit:
        assert unit.get(ImportBatch, batch_id, "?").state == import_batch.DONE


def test_several_readers_file_in_order_and_end_with_the_run(context: AppContext) -> None:
    batch_id = batch_of(*people(6))
    results = list(import_batch.run(SYSTEM, batch_id, workers=2))
    assert [r.filename for r in results] == [f"{n}.txt" for n in range(100, 106)]
    assert {r.outcome for r in results} == {intake.ACCEPTED}


def test_a_job_closed_in_the_middle_refuses_the_rest(context: AppContext) -> None:
    batch_id = batch_of(("a.txt", TXT.encode(), None))
    with unit_of_work() as unit:
        unit.session.scalars(select(Job)).one().status = "closed"
    assert [r.outcome for r in import_batch.run(SYSTEM, batch_id)] == [intake.REFUSED]


def test_an_archive_is_read_in_the_background(context: AppContext, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("简历/苏晚晴.txt", TXT)
        archive.writestr("/etc/逃逸.txt", TXT)
    with unit_of_work() as unit:
        job_id = open_job(unit).id
    started: list[int] = []
    monkeypatch.setattr(imports, "later", lambda actor, batch_id: started.append(batch_id) or True)
    batch_id = imports.start_archive(SYSTEM, job_id, packed.getvalue(), "a.zip", source="招聘会")
    with unit_of_work(write=False) as unit:
        batch = imports.batch(unit, batch_id)
        kept = unit.get(Document, batch.items[0].document_id, "?")
        assert (kept.kind, kept.content) == ("refused", packed.getvalue())
    assert started == [batch_id]
    assert batch.counts == {"waiting": 1, "refused": 1}


def test_a_batch_that_is_not_there(context: AppContext) -> None:
    with unit_of_work(write=False) as unit, pytest.raises(NotFound):
        imports.batch(unit, 99)


def test_too_large_says_the_limit(context: AppContext) -> None:
    with pytest.raises(Invalid, match="20 MB"):
        imports.check_size(21 * 1024 * 1024, archive=False)
    imports.check_size(21 * 1024 * 1024, archive=True)
    assert recruitment().settings.upload_megabytes == 20


def test_a_stranger_who_knows_a_phone_cannot_redirect_its_owners_mail(context: AppContext, host: SmallHost) -> None:
    with unit_of_work(host.actor("hr")) as unit:
        job = open_job(unit, department_name="护理部")
        first = submit(unit, job, contact=Contact(email="lin@mail.example.cn"))
    with unit_of_work(CANDIDATE) as unit:
        again = submit(unit, unit.get(Job, job.id, ""), contact=Contact(email="thief@mail.example.cn"))
        candidate = unit.get(Application, first.application_id, "").candidate
        told = [m.payload["to"]["email"] for m in unit.session.query(OutboxMessage) if m.kind == "Notice"]
    assert again.outcome == intake.AGAIN
    assert candidate.email == "lin@mail.example.cn"
    assert told == ["lin@mail.example.cn"]
