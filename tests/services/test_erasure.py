"""Taking a person out: nothing that says who it was is left in any table, and what is counted stays counted."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select, text

from hr_recruit_plugin.db import Base, Encrypted
from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import (
    Application,
    AuditEntry,
    Booking,
    BookingInvitation,
    Busy,
    Candidate,
    ChangeRequest,
    Consent,
    Correction,
    CorrectionRequest,
    Document,
    Interview,
    Interviewer,
    OutboxMessage,
    ReviewRequest,
    Scorecard,
    Seat,
    StageMove,
)  # fmt: skip
from hr_recruit_plugin.services import correction_requests, dossier, erasure, intake, pipeline, reviews
from hr_recruit_plugin.services.erasure import BLANKED
from hr_recruit_plugin.services.reading import Reading
from hr_recruit_plugin.services.reading_report import reading_report
from hr_recruit_plugin.services.report_figures import Period
from hr_recruit_plugin.services.unit import CANDIDATE, Unit, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit

SECRETS = ("林若溪", "13800000001", "lin@mail", "南屏护理学院", "不方便的原因", "评语里的话", "复核里的话", "更正里的话", "婉拒的原因")
WORDS_OF_PEOPLE = ("note", "reason")


def live(host: SmallHost) -> int:
    """A whole life of an application, with something in every table a person leaves traces in; then rejected."""
    hr = host.actor("hr")
    with unit_of_work(hr) as unit:
        job = open_job(unit)
        found = submit(unit, job)
        application = unit.get(Application, found.application_id, "")
        application.candidate.email, application.candidate.address = "lin@mail.example.cn", "南屏路 1 号"
        stage = job.stages[1]
        start = unit.now - timedelta(days=3)
        interview = Interview(application=application, stage=stage, start=start, end=start + timedelta(minutes=30), place="3 号", state="held")
        interview.seats = [Seat(user_id="1102", name="田颖")]
        booking = Booking(
            job_id=job.id, stage=stage, options={}, minutes=30, panel=[], deadline=unit.now, max_changes=1, notice_hours=1,
            created_by="何敏", created_at=unit.now,
        )  # fmt: skip
        unit.session.add_all([interview, booking])
        unit.session.flush()
        person = application.candidate_id
        unit.session.add_all([
            BookingInvitation(booking=booking, application=application, invited_at=unit.now),
            ChangeRequest(application=application, stage=stage, interview=interview, side="candidate", reason="不方便的原因", created_at=unit.now),
            Scorecard(interview_id=interview.id, application_id=application.id, user_id="1102", user_name="田颖", note="评语里的话",
                      ratings={"care": "good"}, overall="hire", saved_at=unit.now, submitted_at=unit.now),
            Busy(resource=f"candidate:{person}", start=unit.now, end=unit.now + timedelta(hours=1), note="", source="self"),
            Consent(candidate_id=person, purpose="recruitment", notice_version="1", channel="portal", given_at=unit.now),
            Interviewer(user_id="1102", name="田颖", pools=[], avoid=[person, 999]),
        ])  # fmt: skip
        token = str(found.token)
    with unit_of_work(CANDIDATE) as unit:
        correction_requests.ask(unit, token, "title", "护师", "更正里的话")
        reviews.ask(unit, token, "复核里的话")
    with unit_of_work(hr) as unit:
        dossier.correct(unit, application.id, "years_of_experience", 9.0, version=None)
        pipeline.reject(unit, application.id, version=None, reason="婉拒的原因")
        for row in unit.session.scalars(select(OutboxMessage)):
            row.state = "done"
    return application.id


def everything(unit: Unit) -> str:
    """All rows of all tables but the audit, decrypted."""
    tables = [t for t in Base.metadata.sorted_tables if "audit" not in t.name]
    return " ".join(repr(unit.session.execute(select(t)).all()) for t in tables)


def count(unit: Unit, model: Any) -> int:
    return unit.session.scalar(select(func.count()).select_from(model)) or 0


def test_nothing_of_the_person_is_left_and_figures_are(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        application_id = live(host)
        with unit_of_work(write=False) as unit:
            before = everything(unit)
            assert [s for s in SECRETS if s not in before] == [], "or this test proves nothing"
        with unit_of_work(host.actor("hr")) as unit:
            erasure.erase(unit, application_id)
        with unit_of_work(write=False) as unit:
            after = everything(unit)
            assert [s for s in SECRETS if s in after] == []
            for model in (ChangeRequest, BookingInvitation, CorrectionRequest, ReviewRequest, Correction, Document, Consent, Busy, OutboxMessage):
                assert count(unit, model) == 0, model
            for model, number in ((Application, 1), (StageMove, 2), (Interview, 1), (Seat, 1), (Scorecard, 1), (Booking, 1)):
                assert count(unit, model) == number, model
            application = unit.session.scalars(select(Application)).one()
            assert (application.status, application.source) == ("rejected", "公众号")
            assert unit.session.scalars(select(Interviewer)).one().avoid == [999]
            assert unit.session.scalar(select(AuditEntry.actor_name).where(AuditEntry.action == "person.erased")) == "何敏"


def test_every_table_that_leads_to_a_person_is_thought_of(app: Flask) -> None:
    """Rows that stay have no encrypted column, and no words of people, that is not blanked."""
    for model, blanked in BLANKED.items():
        for column in inspect(model).columns:
            if isinstance(column.type, Encrypted) or column.name in WORDS_OF_PEOPLE:
                assert column.name in blanked, f"{model.__name__}.{column.name}"


def test_another_person_is_left_alone(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        application_id = live(host)
        with unit_of_work(host.actor("hr")) as unit:
            other = submit(unit, open_job(unit, "NUR-2"), resume("高明远", "13900000009")).application_id
        with unit_of_work(host.actor("hr")) as unit:
            erasure.erase(unit, application_id)
        with unit_of_work(write=False) as unit:
            assert dossier.dossier(unit, other or 0).parsed.name.value == "高明远"


def test_the_link_and_the_dossier_are_gone(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        application_id = live(host)
        with unit_of_work(write=False) as unit:
            token = unit.get(Application, application_id, "").token
        with unit_of_work(host.actor("hr")) as unit:
            erasure.erase(unit, application_id)
        client = app.test_client()
        assert client.get(f"/recruit/portal/status/{token}").status_code == 404
        host.sign_in("hr")
        assert client.get(f"/recruit/applications/{application_id}").status_code == 404
        assert "—" not in client.get("/recruit/candidates?ended=1").text.split("<tbody>")[-1]
        assert client.get("/recruit/reports").status_code == 200


def test_who_is_still_in_it_or_was_hired_is_not_erased(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        with unit_of_work(host.actor("hr")) as unit:
            found = submit(unit, open_job(unit)).application_id or 0
        for status, sentence in (("active", "还有申请在进行"), ("hired", "人事档案")):
            with unit_of_work() as unit:
                unit.get(Application, found, "").status = status
            with pytest.raises(Invalid, match=sentence), unit_of_work(host.actor("hr")) as unit:
                erasure.erase(unit, found)


def test_a_letter_that_has_not_left_goes_first(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        application_id = live(host)
        with unit_of_work() as unit:
            for row in unit.session.scalars(select(OutboxMessage)):
                row.state = "waiting"
        with pytest.raises(Invalid, match="没发完"), unit_of_work(host.actor("hr")) as unit:
            erasure.erase(unit, application_id)


def test_only_hr_erases(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        application_id = live(host)
        for who in ("head", "interviewer", "admin", "auditor"):
            with pytest.raises((Forbidden, NotFound)), unit_of_work(host.actor(who)) as unit:
                erasure.erase(unit, application_id)


def test_retention_takes_whose_time_is_over(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        application_id = live(host)
        with unit_of_work(host.actor("hr")) as unit:
            job = open_job(unit, "NUR-2")
            submit(unit, job, resume("高明远", "13900000009"))
            intake.refuse(unit, Reading("坏文件.pdf", b"x", None), "打不开")
        with unit_of_work() as unit:
            assert erasure.due(unit, 180) == []
            assert erasure.retain(unit, 180) == (0, 0)
            unit.now += timedelta(days=181)
            assert erasure.retain(unit, 180) == (1, 1)
            assert erasure.retain(unit, 180) == (0, 0)
        with unit_of_work(write=False) as unit:
            names = set(unit.session.scalars(select(Candidate.name)))
            assert names == {"—", "高明远"}
            assert unit.get(Application, application_id, "").candidate.erased_at is not None
            assert "坏文件" not in everything(unit)


def test_merged_people_go_together(app: Flask, host: SmallHost) -> None:
    with app.app_context():
        application_id = live(host)
        with unit_of_work() as unit:
            kept = unit.get(Application, application_id, "").candidate_id
            unit.session.add(Candidate(name="林若希", created_at=unit.now, merged_into_id=kept))
        with unit_of_work(host.actor("hr")) as unit:
            erasure.erase(unit, application_id)
        with unit_of_work(write=False) as unit:
            assert "林若希" not in everything(unit)


def test_the_command_counts_first_and_takes_out_when_told(app: Flask, host: SmallHost) -> None:
    runner = app.test_cli_runner()
    with app.app_context():
        live(host)
        with unit_of_work() as unit:
            unit.session.execute(text("UPDATE hr_recruit_application SET ended_at = '2020-01-01 00:00:00'"))
    assert runner.invoke(args=["recruit", "retention"]).exit_code == 2
    counted = runner.invoke(args=["recruit", "retention", "--days", "180"])
    assert "到期 1 人" in counted.output
    with app.app_context(), unit_of_work(write=False) as unit:
        assert "林若溪" in everything(unit)
    assert "已删除 1 人" in runner.invoke(args=["recruit", "retention", "--days", "180", "--delete"]).output
    with app.app_context(), unit_of_work(write=False) as unit:
        assert "林若溪" not in everything(unit)


@pytest.mark.peer
@pytest.mark.slow
class TestOnPostgres:
    @pytest.fixture
    def database_uri(self, postgres_url: str) -> str:
        return postgres_url

    def test_it_is_the_same(self, app: Flask, host: SmallHost) -> None:
        test_nothing_of_the_person_is_left_and_figures_are(app, host)

    def test_retention_and_the_report(self, app: Flask, host: SmallHost) -> None:
        with app.app_context():
            live(host)
            with unit_of_work(host.actor("hr"), write=False) as unit:
                day = unit.now.date()
                found = reading_report(unit, Period(day - timedelta(days=1), day + timedelta(days=1)))
                assert (found.whole.wrong, found.resumes) == (1, 1)
            with unit_of_work() as unit:
                unit.now += timedelta(days=181)
                assert erasure.retain(unit, 180) == (1, 0)
