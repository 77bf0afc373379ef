"""A candidate says that a field was read wrongly; HR decides, and the candidate learns it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask.ctx import AppContext
from sqlalchemy import select, text

from hr_recruit_plugin.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from hr_recruit_plugin.models import Application, AuditEntry, Correction, CorrectionRequest, Document, OutboxMessage
from hr_recruit_plugin.services import correction_requests, dossier
from hr_recruit_plugin.services.unit import CANDIDATE, Unit, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, submit


@pytest.fixture
def token(context: AppContext, host: SmallHost) -> str:
    with unit_of_work(host.actor("hr")) as unit:
        found = submit(unit, open_job(unit))
        unit.get(Application, found.application_id, "").candidate.email = "lin@mail.example.cn"
        return str(found.token)


@pytest.fixture
def hr(host: SmallHost, token: str) -> Iterator[Unit]:
    with unit_of_work(host.actor("hr")) as unit:
        yield unit


def ask(token: str, field: str = "years_of_experience", value: Any = 9.0, note: str = "") -> int:
    with unit_of_work(CANDIDATE) as unit:
        return correction_requests.ask(unit, token, field, value, note).id


def notices(unit: Unit) -> list[dict[str, Any]]:
    payloads = unit.session.scalars(
        select(OutboxMessage.payload).where(OutboxMessage.kind == "Notice").order_by(OutboxMessage.id)
    )
    return list(payloads)


def test_what_was_read_is_shown_to_its_owner_and_audited(token: str) -> None:
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = correction_requests.own_resume(unit, token)
        assert found.parsed.name.value == "林若溪"
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(AuditEntry.id).where(AuditEntry.action == "resume.shown"))


def test_hr_makes_it_right_and_the_candidate_is_told(token: str, host: SmallHost) -> None:
    asked = ask(token, note="2017 年起")
    with unit_of_work(host.actor("hr")) as unit:
        [held] = correction_requests.open_ones(unit)
        correction_requests.grant(unit, held.application_id, asked, held.value["value"], version=held.application.version)
    with unit_of_work(write=False) as unit:
        found = correction_requests.own_resume(unit, token)
        assert found.parsed.years_of_experience.value == 9.0
        assert [(r.state, r.decided_by) for r in found.requests] == [("done", "何敏")]
        counted = unit.session.scalars(select(Correction)).one()
        assert (counted.field, counted.was_read, counted.by_candidate) == ("years_of_experience", True, True)
        assert "已改正" in notices(unit)[-1]["text"]
        assert notices(unit)[-1]["to"]["email"] == "lin@mail.example.cn"
        actions = set(unit.session.scalars(select(AuditEntry.action)))
        assert {"correction.asked", "dossier.corrected", "correction.granted"} <= actions


def test_declining_needs_a_sentence_which_the_candidate_reads(token: str, host: SmallHost) -> None:
    asked = ask(token)
    with unit_of_work(host.actor("hr")) as unit:
        with pytest.raises(Invalid, match="为什么不改"):
            correction_requests.decline(unit, 1, asked, " ")
        correction_requests.decline(unit, 1, asked, "简历第 1 页写的是 2018 年起")
        with pytest.raises(Invalid, match="已经处理过"):
            correction_requests.decline(unit, 1, asked, "再说一遍")
        assert "2018 年起" in notices(unit)[-1]["text"]
        assert unit.session.scalars(select(Correction)).all() == []


def test_the_mail_goes_where_the_link_went(token: str, host: SmallHost) -> None:
    """Whoever got hold of a link must not have the answer sent elsewhere without the owner seeing it."""
    asked = ask(token, "email", "else@mail.example.cn")
    with unit_of_work(host.actor("hr")) as unit:
        correction_requests.grant(unit, 1, asked, "else@mail.example.cn", version=None)
        assert notices(unit)[-1]["to"]["email"] == "lin@mail.example.cn"
        assert unit.get(Application, 1, "").candidate.email == "else@mail.example.cn"


def test_asking_again_about_a_field_replaces_what_was_said(token: str) -> None:
    assert ask(token) == ask(token, value=10.0)
    with unit_of_work(write=False) as unit:
        assert unit.session.scalars(select(CorrectionRequest)).one().value == {"value": 10.0}


@pytest.mark.parametrize(
    ("field", "value", "note", "sentence"),
    [
        ("years_of_experience", 8.0, "", "没有要改的"),
        ("phone", "call me", "", "格式不对"),
        ("name", "", "曾用名", "姓名不能为空"),
        ("title", None, "", "写上正确的内容"),
        ("work", [{"organisation": 5}], "", "格式不对"),
    ],
)
def test_what_says_nothing_is_refused(token: str, field: str, value: Any, note: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        ask(token, field, value, note)


def test_there_is_no_such_field(token: str) -> None:
    with pytest.raises(NotFound):
        ask(token, "text", "x")
    with pytest.raises(NotFound):
        ask("guessed", "title", "护师")


def test_a_field_that_should_not_be_there_needs_a_sentence(token: str) -> None:
    asked = ask(token, "skills", [], "我不会用呼吸机")
    with unit_of_work(write=False) as unit:
        assert unit.get(CorrectionRequest, asked, "").value == {"value": []}


def test_one_link_cannot_fill_the_list(token: str, host: SmallHost) -> None:
    fields = [("title", "护师"), ("gender", "female"), ("birth_date", "1995-01"), ("political_status", "群众"), ("name", "林若希")]
    for field, value in fields:
        last = ask(token, field, value)
    with pytest.raises(TooMany, match="5 处在等"):
        ask(token)
    with unit_of_work(host.actor("hr")) as unit:
        for asked in range(last - 4, last + 1):
            correction_requests.decline(unit, 1, asked, "看过了")
    for field, value in fields:
        ask(token, field, value)
    with unit_of_work(host.actor("hr")) as unit:
        correction_requests.decline(unit, 1, last + 1, "看过了")
    with pytest.raises(TooMany, match="明天再来"):
        ask(token)
    with unit_of_work(CANDIDATE) as unit:
        unit.now += timedelta(days=2)
        assert correction_requests.ask(unit, token, "years_of_experience", 9.0, "")


def test_only_those_who_may_edit_decide(token: str, host: SmallHost) -> None:
    asked = ask(token)
    for who in ("interviewer", "head", "auditor"):
        with pytest.raises((Forbidden, NotFound)), unit_of_work(host.actor(who)) as unit:
            correction_requests.decline(unit, 1, asked, "x")
    with unit_of_work(host.actor("head"), write=False) as unit:
        assert dossier.dossier(unit, 1).corrections_asked == ()


def test_somebody_changed_the_dossier_meanwhile(token: str, host: SmallHost) -> None:
    asked = ask(token)
    with unit_of_work(host.actor("hr")) as unit:
        dossier.correct(unit, 1, "title", "护师", version=None)
    with pytest.raises(Conflict), unit_of_work(host.actor("hr")) as unit:
        correction_requests.grant(unit, 1, asked, 9.0, version=1)
    with unit_of_work(write=False) as unit:
        assert unit.get(CorrectionRequest, asked, "").state == "open"


def test_nothing_personal_is_legible_in_the_database(token: str) -> None:
    ask(token, "id_number", "110105199503071227", "补上身份证号")
    with unit_of_work(write=False) as unit:
        rows = unit.session.execute(text("SELECT * FROM hr_recruit_correction_request")).all()
        audit = unit.session.execute(text("SELECT * FROM hr_recruit_audit_entry")).all()
        assert rows and "110105" not in repr(rows) and "补上" not in repr(rows)
        assert "110105" not in repr(audit)


def test_a_value_put_back_as_it_was_read_is_no_error_of_reading(token: str, hr: Unit) -> None:
    dossier.correct(hr, 1, "years_of_experience", 9.0, version=None)
    hr.session.flush()
    dossier.correct(hr, 1, "title", "护师", version=None)
    hr.session.flush()
    kinds = {c.field: c.was_read for c in hr.session.scalars(select(Correction))}
    assert kinds == {"years_of_experience": True, "title": False}
    dossier.correct(hr, 1, "years_of_experience", 8.0, version=None)
    hr.session.flush()
    assert [c.field for c in hr.session.scalars(select(Correction))] == ["title"]
    document = hr.session.scalars(select(Document)).one()
    assert "name" in (document.found or "").split(",")
