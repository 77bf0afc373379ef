"""Every address of the staff, each with the numbers of another department: nothing of its people is told or changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.routing import Rule

from hr_recruit_plugin.errors import Forbidden, NotFound
from hr_recruit_plugin.models import (
    Application,
    AuditEntry,
    Candidate,
    Document,
    ImportBatch,
    ImportItem,
    Interview,
    Offer,
    Scorecard,
)
from hr_recruit_plugin.security.permissions import Permission
from hr_recruit_plugin.services import (
    board,
    candidates,
    dossier,
    feedback,
    imports,
    jobs,
    offers,
    pipeline,
    portal,
    rescheduling,
    schedule_desk,
    schedule_sheet,
    scheduling,
)
from hr_recruit_plugin.services.unit import Actor, Unit, unit_of_work
from tests.support.desk import Desk, build
from tests.support.host import SmallHost
from tests.support.screens import send

STRANGERS = ("other_head", "interviewer3", "admin", "auditor", "nobody")
NAME = "候选甲".encode()
TERMS = offers.Terms("ICU 护士", "护理部", date(2031, 1, 1), Decimal(9000), 3, "合同制").to_dict()


@pytest.fixture
def desk(app: Flask, host: SmallHost) -> Desk:
    """A published interview of 护理部, with a letter that was sent and a scorecard that was handed in."""
    with app.app_context():
        made = build(app, host, people=1)
        made.published()
        with unit_of_work() as unit:
            application = unit.session.get_one(Application, made.application_ids[0])
            interview = unit.session.scalars(select(Interview)).one()
            letter, resume = (_file(unit, application, kind) for kind in ("offer", "resume"))
            application.document = resume
            seat = interview.seats[0]
            unit.session.add_all([
                Scorecard(interview_id=interview.id, application_id=application.id, user_id=seat.user_id,
                          user_name=seat.name, ratings={}, saved_at=unit.now, submitted_at=unit.now),
                Offer(application=application, number="OFFER-1", state="sent", terms=TERMS, token_index="t", letter=letter,
                      expires_at=made.now.replace(year=2030), issued_by="何敏", issued_at=unit.now, letter_sha256="-", trail=[]),
                batch := ImportBatch(job_id=made.job_id, source="-", state="done", actor_name="何敏", created_at=unit.now),
            ])  # fmt: skip
            unit.session.flush()
            unit.session.add(ImportItem(batch_id=batch.id, filename="候选甲.pdf", state="refused", document_id=_refused(unit)))
    return made


def _file(unit: Unit, application: Application, kind: str) -> Document:
    return Document(
        candidate_id=application.candidate_id, kind=kind, filename=f"候选甲-{kind}.txt", media_type="text/plain", size=3,
        digest=kind, content=b"abc", parsed={"text": "候选甲"}, created_at=unit.now,
    )  # fmt: skip


def _refused(unit: Unit) -> int:
    made = Document(kind="refused", filename="候选甲.pdf", media_type="-", size=1, digest="r", content=b"x", created_at=unit.now)
    unit.session.add(made)
    unit.session.flush()
    return made.id


def addresses(app: Flask, method: str) -> Iterator[str]:
    """Every address of the staff and of the API with small numbers, which are those of what the desk holds."""
    rules: list[Rule] = [r for r in app.url_map.iter_rules() if r.endpoint.startswith("hr_recruit")]
    for rule in rules:
        wanted = method in (rule.methods or ()) and not rule.endpoint.startswith(("hr_recruit_portal", "hr_recruit.static"))
        if not wanted or rule.arguments & {"rest", "filename", "token"}:
            continue
        for number in (1, 2, 3) if "document_id" in rule.arguments else (1,):
            numbers = dict.fromkeys(rule.arguments, number)
            yield str(app.url_map.bind("").build(rule.endpoint, {**numbers, **_texts(rule)}, method=method))


def _texts(rule: Rule) -> dict[str, Any]:
    known = {"user_id": "1102", "field": "name", "name": "funnel", "port": "oa", "code": "NUR-1", "number": 1}
    one = {key: value for key, value in known.items() if key in rule.arguments}
    return one | {key: 1 for key in rule.arguments if key.endswith("_id") and key not in ("user_id", "document_id")}


@pytest.mark.parametrize("who", STRANGERS)
def test_no_address_tells_of_another_departments_people(
    app: Flask, client: FlaskClient, host: SmallHost, desk: Desk, who: str
) -> None:
    host.sign_in(who)
    seen = [url for url in addresses(app, "GET") if NAME in client.get(url).data]
    assert seen == []


def test_hr_does_see_them(app: Flask, client: FlaskClient, host: SmallHost, desk: Desk) -> None:
    host.sign_in("hr")
    seen = [url for url in addresses(app, "GET") if NAME in client.get(url).data]
    assert len(seen) > 10


@pytest.mark.parametrize("who", STRANGERS)
def test_no_address_lets_them_change_anything(
    app: Flask, client: FlaskClient, host: SmallHost, desk: Desk, who: str
) -> None:
    host.sign_in("hr")
    token = send(client, "/recruit/nowhere").request.form["csrf_token"]
    before = _state(app)
    host.sign_in(who)
    data = {"csrf_token": token, "reason": "没有理由", "stage_id": "3", "application_id": "1", "state": "absent"}
    for url in addresses(app, "POST"):
        if url.endswith("/settings/lexicon/rescore") and who == "admin":
            continue  # an admin's own deed: scores follow the words, nothing is decided
        client.post(url, data=data, headers={"X-CSRFToken": token})
    assert _state(app) == before


def _state(app: Flask) -> list[Any]:
    """What strangers could have changed, row by row."""
    with app.app_context(), unit_of_work(write=False) as unit:
        found = [
            (a.status, a.stage_id, a.version, a.candidate.name) for a in unit.session.scalars(select(Application))
        ]
        interviews = [(i.state, i.version) for i in unit.session.scalars(select(Interview))]
        deeds = unit.session.scalar(select(func.count()).where(AuditEntry.object_type.in_(("application", "offer", "schedule"))))
        return [found, interviews, [(o.state, o.version) for o in unit.session.scalars(select(Offer))], deeds]


# --- a host that lets heads of department do more -----------------------------------------------------------------


SCOPED: dict[str, Callable[[Unit, Desk], Any]] = {
    "dossier": lambda u, d: dossier.dossier(u, 1),
    "correct": lambda u, d: dossier.correct(u, 1, "name", "某某", version=None),
    "confirm": lambda u, d: dossier.confirm_all(u, 1),
    "download": lambda u, d: dossier.download(u, 1, 2),
    "page": lambda u, d: dossier.resume_file(u, 1),
    "refused": lambda u, d: dossier.refused(u, 3),
    "summary": lambda u, d: dossier.summary(u, 1),
    "card": lambda u, d: board.card(u, 1),
    "board": lambda u, d: board.board(u, d.job_id),
    "compare": lambda u, d: candidates.pair(u, d.job_id, (1, 1)),
    "move": lambda u, d: pipeline.advance(u, 1, d.final_id, version=None),
    "reject": lambda u, d: pipeline.reject(u, 1, version=None, reason="-"),
    "job": lambda u, d: jobs.get(u, d.job_id),
    "batch": lambda u, d: imports.batch(u, 1),
    "reopen": lambda u, d: feedback.reopen(u, 1),
    "scorecard": lambda u, d: feedback.scorecard(u, 1),
    "attend": lambda u, d: scheduling.attend(u, 1, "arrived"),
    "propose": lambda u, d: scheduling.propose(u, d.stage_id, d.options()),
    "again": lambda u, d: scheduling.again(u, 1),
    "publish": lambda u, d: scheduling.publish(u, 1, version=None),
    "discard": lambda u, d: scheduling.discard(u, 1),
    "stop": lambda u, d: scheduling.stop(u, 1),
    "restart": lambda u, d: scheduling.restart(u, 1),
    "sheet": lambda u, d: schedule_sheet.sheet(u, 1),
    "progress": lambda u, d: schedule_sheet.progress(u, 1),
    "places": lambda u, d: rescheduling.places(u, 1, 1),
    "offer": lambda u, d: offers.one(u, 1),
    "offer draft": lambda u, d: offers.draft(u, 1),
    "offer withdrawn": lambda u, d: offers.withdraw(u, 1, version=None),
    "candidate's link": lambda u, d: portal.status(u, "1"),
}  # fmt: skip


@pytest.fixture
def powerful(context: Any, host: SmallHost) -> Actor:
    """心内科's head in a host that grants every permission; the department still holds."""
    return replace(host.actor("other_head"), permissions=frozenset(Permission))


def test_the_department_holds_whatever_is_granted(desk: Desk, powerful: Actor) -> None:
    for name, act in SCOPED.items():
        with pytest.raises((NotFound, Forbidden)), unit_of_work(powerful) as unit:
            act(unit, desk)
            pytest.fail(f"{name}: another department's data")


def test_a_refused_batch_does_not_name_them(desk: Desk, powerful: Actor) -> None:
    with unit_of_work(powerful) as unit:
        done, [refusal] = pipeline.reject_many(unit, [1], "-")
    assert (done, refusal.name) == ([], "?")


def test_lists_stay_within_the_department(desk: Desk, powerful: Actor) -> None:
    with unit_of_work(powerful, write=False) as unit:
        assert candidates.ranked(unit, candidates.Wanted(ended=True))[1] == 0
        assert offers.listing(unit).total == 0
        assert not schedule_desk.overview(unit).schedules


# --- who meets whom ----------------------------------------------------------------------------------------------


def read(host: SmallHost, who: str, application_id: int = 1) -> dossier.Dossier:
    with unit_of_work(host.actor(who), write=False) as unit:
        return dossier.dossier(unit, application_id)


def test_an_interview_that_was_called_off_opens_no_dossier(desk: Desk, context: Any, host: SmallHost) -> None:
    with unit_of_work() as unit:
        interview = unit.session.scalars(select(Interview)).one()
        interview.seats[0].user_id = "1202"
    assert read(host, "interviewer3").application.id == 1
    with unit_of_work() as unit:
        unit.session.scalars(select(Interview)).one().state = "cancelled"
    with pytest.raises(Forbidden):
        read(host, "interviewer3")


def test_interviewers_see_no_letters_and_no_other_applications(desk: Desk, context: Any, host: SmallHost) -> None:
    with unit_of_work() as unit:
        _second_application(unit, "XN")
        unit.session.scalars(select(Interview)).one().seats[0].user_id = "1202"
    found = read(host, "interviewer3")
    assert [d.kind for d in found.documents] == ["resume"]
    assert (list(found.offers), list(found.other_applications)) == ([], [])
    assert len(read(host, "hr").other_applications) == 1
    assert list(read(host, "head").other_applications) == []


def _second_application(unit: Unit, department: str) -> None:
    from tests.support.recruiting import open_job

    job = open_job(unit, code="XN-1", department_id=department, department_name="心内科")
    unit.session.add(
        Application(
            job=job, candidate=unit.session.scalars(select(Candidate)).one(), stage=job.stages[0], source="-", token="x",
            applied_at=unit.now, stage_entered_at=unit.now, stage_due_at=unit.now, status="rejected", end_reason="另一科的话",
        )
    )  # fmt: skip


def test_a_head_on_the_panel_judges_alone(desk: Desk, context: Any, host: SmallHost) -> None:
    with unit_of_work() as unit:
        interview = unit.session.scalars(select(Interview)).one()
        interview.seats[1].user_id = "1101"
        unit.session.scalars(select(Scorecard)).one().user_id = "1103"
    assert read(host, "head").locked == 1
    assert read(host, "hr").locked == 0
