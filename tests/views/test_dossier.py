"""The dossier over HTTP: reading is entered, a correction wins, strangers' files are only ever saved."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hr_recruit_plugin.demo import data
from hr_recruit_plugin.models import Application, AuditEntry, Document, Interview, OutboxMessage, Scorecard, Seat
from hr_recruit_plugin.services import intake
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, resume, submit
from tests.support.screens import counted, send, text_of


@pytest.fixture
def ids(app: Flask, host: SmallHost) -> dict[str, int]:
    host.sign_in("hr")
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit)
        found = submit(unit, job)
        return {
            "job": job.id, "id": found.application_id or 0, "document": found.document_id,
            "screening": job.stages[0].id, "interview": job.stages[1].id, "offer": job.stages[2].id,
        }  # fmt: skip


def url(ids: dict[str, int], rest: str = "") -> str:
    return f"/recruit/applications/{ids['id']}{rest}"


def application(app: Flask, ids: dict[str, int]) -> Application:
    with app.app_context(), unit_of_work(write=False) as unit:
        found = unit.session.get_one(Application, ids["id"])
        assert found.candidate.name and found.stage.name
        return found


def test_words_and_fields_carry_the_same_numbers(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = client.get(url(ids))
    assert answer.status_code == 200
    assert 'id="hr-ev-1" data-hr-ev="1" tabindex="0">林若溪' in answer.text
    assert 'href="#hr-ev-' in answer.text
    text = text_of(answer)
    assert "本科" in text and "护士执业证（必备）" in text and "把握" in text


def test_reading_is_entered_in_the_audit_chain(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    client.get(url(ids))
    with app.app_context(), unit_of_work(write=False) as unit:
        entry = unit.session.scalars(select(AuditEntry).where(AuditEntry.action == "dossier.read")).one()
    assert (entry.actor_name, entry.object_id) == ("何敏", str(ids["id"]))
    assert "何敏" in text_of(client.get(url(ids)))


def test_statements_do_not_grow_with_the_stage(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with counted(app) as statements:
        client.get(url(ids))
    assert len(statements) <= 40


@pytest.mark.parametrize(("who", "status"), [("head", 200), ("other_head", 404), ("interviewer", 403), ("admin", 403), (None, 401)])
def test_who_reads_it(client: FlaskClient, host: SmallHost, ids: dict[str, int], who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(url(ids)).status_code == status
    assert client.get(url(ids, f"/files/{ids['document']}")).status_code == status


def seat(app: Flask, ids: dict[str, int], *, card: bool) -> None:
    """方舟 and 田颖 meet the candidate; 方舟 has handed in."""
    with app.app_context(), unit_of_work() as unit:
        interview = Interview(
            application_id=ids["id"], stage_id=ids["interview"], start=unit.now, end=unit.now, place="3 号会议室",
            seats=[Seat(user_id="1102", name="田颖"), Seat(user_id="1103", name="方舟")],
        )  # fmt: skip
        unit.session.add(interview)
        unit.session.flush()
        if card:
            unit.session.add(
                Scorecard(
                    interview_id=interview.id, application_id=ids["id"], user_id="1103", user_name="方舟", note="沉稳",
                    ratings={"care": "meets"}, overall="hire", saved_at=unit.now, submitted_at=unit.now,
                )
            )  # fmt: skip


def test_an_interviewer_reads_whom_they_meet_but_not_yet_the_others(app: Flask, client: FlaskClient, host: SmallHost, ids: dict[str, int]) -> None:
    seat(app, ids, card=True)
    host.sign_in("interviewer")
    text = text_of(client.get(url(ids)))
    assert "还有 1 份评分" in text and "沉稳" not in text and "进入技术面" not in text


def test_hr_reads_the_scorecards_in_words(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    seat(app, ids, card=True)
    text = text_of(client.get(url(ids)))
    assert "建议录用" in text and "危重护理 达到要求" in text and "沉稳" in text


# --- corrections -------------------------------------------------------------------------------------------------


def test_a_field_opens_for_correction(client: FlaskClient, ids: dict[str, int]) -> None:
    text = client.get(url(ids, "/fields/phone")).text
    assert 'value="13800000001"' in text and f'/applications/{ids["id"]}/fields/phone"' in text
    assert 'name="entries-1-organisation"' in client.get(url(ids, "/fields/work")).text


def test_a_correction_wins_and_scores_again(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    answer = send(client, url(ids, "/fields/highest_degree"), {"value": "associate"}, hx=True)
    assert answer.status_code == 200
    assert "何敏 改过" in text_of(answer) and 'id="hr-score" hx-swap-oob' in answer.text
    assert application(app, ids).score == 75


def test_entries_are_corrected_as_a_whole(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    licence = {"entries-0-kind": "nurse_practice", "entries-0-number": "", "entries-0-issued": ""}
    send(client, url(ids, "/fields/licences"), licence, hx=True)
    assert application(app, ids).knocked_out
    licence["entries-0-number"] = "2019330002718"
    send(client, url(ids, "/fields/licences"), licence, hx=True)
    assert not application(app, ids).knocked_out


def test_a_corrected_phone_is_recognised(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    send(client, url(ids, "/fields/phone"), {"value": "139 0000 0009"}, hx=True)
    with app.app_context(), unit_of_work() as unit:
        job = application(app, ids).job_id
        again = submit(unit, unit.session.get_one(type(open_job(unit, "X-1")), job), resume("林若溪", "13900000009"))
    assert again.outcome == intake.AGAIN


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", {"value": " "}, "姓名不能为空"),
        ("phone", {"value": "电话"}, "手机号是 11 位数字"),
        ("birth_date", {"value": "九七年"}, "日期写成"),
        ("years_of_experience", {"value": "很久"}, "年数写成数字"),
        ("highest_degree", {"value": "genius"}, "没有这个选项"),
        ("work", {"entries-0-organisation": "江畔医院", "entries-0-start": "去年"}, "日期写成 2019-07"),
    ],
)
def test_a_wrong_correction_is_told_and_kept(client: FlaskClient, ids: dict[str, int], field: str, value: dict[str, str], sentence: str) -> None:
    answer = send(client, url(ids, f"/fields/{field}"), value, hx=True)
    assert sentence in text_of(answer)
    typed = next(reversed(value.values())).strip()
    assert typed == "genius" or typed in answer.text


def test_someone_else_corrected_first(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = send(client, url(ids, "/fields/title"), {"value": "护师", "version": "1"}, hx=True)
    assert "改过同一处" in text_of(answer)


def test_an_unknown_field_cannot_be_changed(client: FlaskClient, ids: dict[str, int]) -> None:
    assert "这一项不能改" in text_of(send(client, url(ids, "/fields/text"), {"value": "x"}, hx=True))


def test_all_fields_are_confirmed_by_name(client: FlaskClient, ids: dict[str, int]) -> None:
    assert "何敏" in text_of(send(client, url(ids, "/confirm"), hx=True))
    assert "核对过" in text_of(client.get(url(ids)))


# --- next steps --------------------------------------------------------------------------------------------------


def test_a_move_leads_back_to_the_dossier(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    answer = send(client, url(ids, "/move"), {"back": "dossier", "stage_id": ids["interview"]})
    assert answer.headers["Location"].endswith(url(ids))
    assert application(app, ids).stage.name == "技术面"


def test_a_refused_move_is_told_in_the_dossier(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = send(client, url(ids, "/move"), {"back": "dossier", "stage_id": ids["interview"], "version": "1"})
    assert answer.status_code == 409 and "改过同一处" in text_of(answer) and "读出的字段" in text_of(answer)


def test_rejecting_asks_why_and_can_be_taken_back(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    assert "写一句原因" in text_of(send(client, url(ids, "/reject"), {"back": "dossier"}))
    send(client, url(ids, "/reject"), {"back": "dossier", "reason": "证照不符"})
    assert "原因：证照不符" in text_of(client.get(url(ids)))
    send(client, url(ids, "/restore"), {"back": "dossier"})
    assert application(app, ids).status == "active"


def test_the_offer_stage_offers_to_write_one(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    send(client, url(ids, "/move"), {"back": "dossier", "stage_id": ids["offer"]})
    if "hr_recruit_hr.offer_new" in app.view_functions:
        assert "写 Offer" in text_of(client.get(url(ids)))


def test_a_parked_delivery_says_what_the_other_side_said(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with app.app_context(), unit_of_work() as unit:
        row = OutboxMessage(
            port="his", key="k", kind="NewHire", payload={}, subject_type="application", subject_id=ids["id"],
            state="parked", next_at=unit.now, created_at=unit.now,
            answer={"message": "HIS 拒绝", "params": {}, "remote": "duplicate licence"},
        )  # fmt: skip
        unit.session.add(row)
    text = text_of(client.get(url(ids)))
    assert "受阻" in text and "HIS 拒绝 [duplicate licence]" in text


# --- files -------------------------------------------------------------------------------------------------------


def test_a_file_is_only_ever_saved(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = client.get(url(ids, f"/files/{ids['document']}"))
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.mimetype == "application/octet-stream"


def test_a_file_of_somebody_else_is_not_there(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with app.app_context(), unit_of_work() as unit:
        other = submit(unit, open_job(unit, "NUR-EME-02"), resume("高明远", "13800000009")).document_id
    assert client.get(url(ids, f"/files/{other}")).status_code == 404


def test_text_has_no_page_image(client: FlaskClient, ids: dict[str, int]) -> None:
    assert client.get(url(ids, "/pages/1.png")).status_code == 404


def test_a_pdf_shows_its_page_with_boxes(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    sample = next(s for s in data.samples() if s.path.suffix == ".pdf" and s.person)
    with app.app_context():
        found = intake.receive(SYSTEM, ids["job"], sample.path.read_bytes(), sample.file, source="x")
    page = client.get(f"/recruit/applications/{found.application_id}")
    assert '<rect class="hr-evbox" id="hr-ev-1"' in page.text
    image = client.get(f"/recruit/applications/{found.application_id}/pages/1.png")
    assert image.data.startswith(b"\x89PNG") and image.headers["X-Content-Type-Options"] == "nosniff"
    text = client.get(f"/recruit/applications/{found.application_id}?view=text")
    assert "<mark" in text.text


def test_a_dossier_without_a_file(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with app.app_context(), unit_of_work() as unit:
        unit.session.get_one(Application, ids["id"]).document_id = None
        assert unit.session.scalars(select(Document.id)).all()
    assert "没有简历文件" in text_of(client.get(url(ids)))


def test_a_dossier_that_is_not_there(client: FlaskClient, ids: dict[str, int]) -> None:
    assert client.get("/recruit/applications/999").status_code == 404
