"""A candidate wants a person to look again (PIPL art. 24), and a person answers."""

from __future__ import annotations

from typing import Any

import pytest
from flask.ctx import AppContext
from sqlalchemy import select, text

from hr_recruit_plugin.errors import Forbidden, Invalid, NotFound, TooMany
from hr_recruit_plugin.models import Application, AuditEntry, OutboxMessage, ReviewRequest
from hr_recruit_plugin.records import HostUser
from hr_recruit_plugin.services import dossier, pipeline, reviews
from hr_recruit_plugin.services.unit import CANDIDATE, SYSTEM, Actor, Unit, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit


@pytest.fixture
def token(context: AppContext, host: SmallHost) -> str:
    with unit_of_work(host.actor("hr")) as unit:
        found = submit(unit, open_job(unit), resume(nurse=False))
        unit.get(Application, found.application_id, "").candidate.email = "lin@mail.example.cn"
        return str(found.token)


def ask(token: str, words: str = "我有执业证") -> int:
    with unit_of_work(CANDIDATE) as unit:
        return reviews.ask(unit, token, words).id


def answer(host: SmallHost, review: int, outcome: str, sentence: str = "看过了", **options: Any) -> None:
    with unit_of_work(host.actor("hr")) as unit:
        reviews.answer(unit, review, outcome, sentence, **options)


def application(unit: Unit) -> Application:
    return unit.session.scalars(select(Application)).one()


def mails(unit: Unit) -> list[str]:
    return [p["text"] for p in unit.session.scalars(select(OutboxMessage.payload).where(OutboxMessage.kind == "Notice"))]


def test_hr_sees_the_words_and_the_reasons(token: str, host: SmallHost) -> None:
    review = ask(token)
    with unit_of_work(host.actor("hr"), write=False) as unit:
        found = reviews.review(unit, review)
        assert found.request.words == "我有执业证"
        assert found.report is not None and found.report.knocked_out
    with unit_of_work(write=False) as unit:
        assert unit.session.scalar(select(AuditEntry.id).where(AuditEntry.action == "dossier.read"))


def test_upheld_changes_nothing_and_is_told(token: str, host: SmallHost) -> None:
    review = ask(token)
    answer(host, review, "upheld", "附件里没有执业证。")
    with unit_of_work(host.actor("hr"), write=False) as unit:
        held = unit.get(ReviewRequest, review, "")
        assert (held.state, held.answered_by) == ("answered", "何敏")
        assert reviews.open_ones(unit) == []
        assert "维持原来的结果" in mails(unit)[-1] and "附件里没有执业证" in mails(unit)[-1] and token in mails(unit)[-1]
        assert unit.session.scalar(select(AuditEntry.actor_name).where(AuditEntry.action == "review.answered")) == "何敏"


def test_a_persons_score_wins_and_stays(token: str, host: SmallHost) -> None:
    review = ask(token)
    with unit_of_work(write=False) as unit:
        assert application(unit).knocked_out
    answer(host, review, "overridden", "执业证已补交", score=81.5)
    with unit_of_work(host.actor("hr")) as unit:
        dossier.correct(unit, 1, "years_of_experience", 12.0, version=None)
    with unit_of_work(write=False) as unit:
        found = application(unit)
        assert (found.score, found.knocked_out, found.judged_by) == (81.5, False, "何敏")
        held = unit.get(ReviewRequest, review, "")
        assert held.new_score == 81.5 and held.score is not None and held.score != 81.5
        assert unit.session.scalar(select(AuditEntry.id).where(AuditEntry.action == "score.overridden"))


def test_going_on_moves_to_the_next_stage(token: str, host: SmallHost) -> None:
    answer(host, ask(token), "onward")
    with unit_of_work(write=False) as unit:
        assert application(unit).stage.name == "技术面"


def test_going_on_reopens_a_rejected_application(token: str, host: SmallHost) -> None:
    with unit_of_work(host.actor("hr")) as unit:
        pipeline.reject(unit, 1, version=None, reason="缺执业证")
    answer(host, ask(token), "onward")
    with unit_of_work(write=False) as unit:
        assert (application(unit).status, application(unit).stage.name) == ("active", "简历筛选")


def test_from_the_last_stage_nothing_goes_on(token: str, host: SmallHost) -> None:
    with unit_of_work(host.actor("hr")) as unit:
        pipeline.advance(unit, 1, application(unit).job.stages[-1].id, version=None, reason="补交了")
    review = ask(token)
    with unit_of_work(host.actor("hr"), write=False) as unit:
        assert not reviews.review(unit, review).can_go_on
    with pytest.raises(Invalid, match="最后一个阶段"):
        answer(host, review, "onward")
    with unit_of_work(write=False) as unit:
        assert unit.get(ReviewRequest, review, "").state == "open"


@pytest.mark.parametrize(
    ("outcome", "sentence", "score", "field"),
    [
        ("", "看过了", None, "outcome"),
        ("promoted", "看过了", None, "outcome"),
        ("upheld", "  ", None, "answer"),
        ("overridden", "看过了", None, "score"),
        ("overridden", "看过了", 101.0, "score"),
        ("overridden", "看过了", float("nan"), "score"),
    ],
)
def test_an_answer_that_is_not_whole_changes_nothing(
    token: str, host: SmallHost, outcome: str, sentence: str, score: float | None, field: str
) -> None:
    review = ask(token)
    with pytest.raises(Invalid) as refused:
        answer(host, review, outcome, sentence, score=score)
    assert field in refused.value.fields
    with unit_of_work(write=False) as unit:
        assert unit.get(ReviewRequest, review, "").state == "open"
        assert application(unit).judged_at is None


def test_no_machine_answers_for_a_person(token: str, host: SmallHost) -> None:
    review = ask(token)
    hr = host.actor("hr")
    with pytest.raises(Forbidden), unit_of_work(SYSTEM) as unit:
        reviews.answer(unit, review, "upheld", "x")
    machine = Actor("人才网", HostUser("token:1", "人才网", ()), frozenset({"hr"}), hr.permissions)
    with pytest.raises(Forbidden, match="由人来答复"), unit_of_work(machine) as unit:
        reviews.answer(unit, review, "upheld", "x")


def test_only_those_who_may_edit_answer(token: str, host: SmallHost) -> None:
    review = ask(token)
    for who in ("interviewer", "head", "other_head", "auditor", "admin"):
        with pytest.raises((Forbidden, NotFound)), unit_of_work(host.actor(who)) as unit:
            reviews.answer(unit, review, "upheld", "x")


def test_it_is_answered_once(token: str, host: SmallHost) -> None:
    review = ask(token)
    answer(host, review, "upheld")
    with pytest.raises(Invalid, match="已经答复过"):
        answer(host, review, "overridden", score=90.0)


def test_asking_again_replaces_the_words_and_there_is_an_end(token: str, host: SmallHost) -> None:
    first = ask(token)
    assert ask(token, "再看看") == first
    answer(host, first, "upheld")
    for _ in range(2):
        answer(host, ask(token), "upheld")
    with pytest.raises(TooMany, match="3 次"):
        ask(token)


def test_whoever_has_withdrawn_has_nothing_to_review(token: str, host: SmallHost) -> None:
    review = ask(token)
    with unit_of_work(CANDIDATE) as unit:
        pipeline.withdraw_own(unit, application(unit))
    with unit_of_work(host.actor("hr"), write=False) as unit:
        assert reviews.open_ones(unit) == []
    with pytest.raises(Invalid):
        ask(token)
    with unit_of_work(write=False) as unit:
        assert unit.get(ReviewRequest, review, "").state == "open"


def test_what_was_said_is_not_legible_in_the_database(token: str, host: SmallHost) -> None:
    answer(host, ask(token, "我怀孕了"), "upheld", "与此无关")
    with unit_of_work(write=False) as unit:
        rows = repr(unit.session.execute(text("SELECT * FROM hr_recruit_review_request")).all())
        assert "怀孕" not in rows and "无关" not in rows
