"""What candidates meet: applying, following, signing, verifying, and every way it can go wrong."""

from __future__ import annotations

import base64
import io
import re
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image, ImageDraw
from sqlalchemy import func, select

from hr_recruit_plugin.models import Application, Hire, Job, Offer, OutboxMessage
from hr_recruit_plugin.services import offers, pipeline, signing
from hr_recruit_plugin.services.unit import SYSTEM, unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, submit

RESUME = "姓名：苏晚晴\n手机：13900000002\n邮箱：su@mail.example.cn\n学历：本科\n专业：护理学\n护士执业证书\n".encode()
FORM = {"name": "苏晚晴", "phone": "139 0000 0002", "email": "su@mail.example.cn", "agreed": "1"}


@pytest.fixture
def application_id(app: Flask, host: SmallHost) -> int:
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        found = submit(unit, open_job(unit, department_name="护理部")).application_id
        assert found
        unit.get(Application, found, "").candidate.email = "lin@mail.example.cn"
        return found


def post(client: FlaskClient, url: str, data: dict[str, Any] | None = None) -> Any:
    page = client.get("/recruit/portal/").text
    token = page.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
    return client.post(url, data={**(data or {}), "csrf_token": token})


def apply(client: FlaskClient, data: bytes = RESUME, filename: str = "简历.txt", **changes: str) -> Any:
    return post(client, "/recruit/portal/jobs/NUR-ICU-01", {**FORM, **changes, "resume": (io.BytesIO(data), filename)})


def token_of(app: Flask, application_id: int) -> str:
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        return unit.get(Application, application_id, "").token


# --- applying ----------------------------------------------------------------------------------------------------


def test_an_application_is_filed_and_acknowledged(app: Flask, client: FlaskClient, application_id: int) -> None:
    answer = apply(client)
    assert answer.status_code == 303
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        found = unit.session.scalars(select(Application).order_by(Application.id.desc())).first()
        mails = unit.session.scalars(select(OutboxMessage.payload).where(OutboxMessage.kind == "Notice")).all()
        assert found is not None
        assert found.candidate.name == "苏晚晴"
        assert any(found.token in m["text"] for m in mails)


def test_a_second_application_gets_the_same_answer(app: Flask, client: FlaskClient, application_id: int) -> None:
    first, second = apply(client), apply(client, RESUME + b"x")
    assert (first.status_code, first.headers["Location"]) == (second.status_code, second.headers["Location"])
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Application)) == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"phone": "12"}, "手机号要 11 位"), ({"email": "su@"}, "邮箱看起来不对"), ({"agreed": ""}, "勾选同意"), ({"name": ""}, "写上姓名")],
)
def test_what_is_wrong_stands_beside_its_field(
    client: FlaskClient, application_id: int, changes: dict[str, str], sentence: str
) -> None:
    answer = apply(client, **changes)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_broken_file_says_so_and_is_kept(app: Flask, client: FlaskClient, application_id: int) -> None:
    answer = apply(client, b"MZ\x90\x00" * 50, "简历.docx")
    assert answer.status_code == 422
    assert "不是简历" in answer.text
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Application)) == 1


def test_no_file_and_no_such_job(client: FlaskClient, application_id: int) -> None:
    assert post(client, "/recruit/portal/jobs/NUR-ICU-01", FORM).status_code == 422
    assert client.get("/recruit/portal/jobs/NONE-1").status_code == 404


def test_a_closed_job_takes_nothing(app: Flask, client: FlaskClient, application_id: int) -> None:
    with app.app_context(), unit_of_work(SYSTEM) as unit:
        unit.session.scalars(select(Job)).one().status = "closed"
    assert client.get("/recruit/portal/jobs/NUR-ICU-01").status_code == 404


def test_without_its_token_a_form_is_refused(client: FlaskClient, application_id: int) -> None:
    assert client.post("/recruit/portal/jobs/NUR-ICU-01", data=FORM).status_code == 403


def test_the_language_switch_leads_nowhere_else(client: FlaskClient, application_id: int) -> None:
    answer = post(client, "/recruit/portal/locale", {"locale": "en", "back": "//evil.example"})
    assert answer.headers["Location"].endswith("/recruit/portal/")
    assert 'lang="en"' in client.get("/recruit/portal/").text


# --- following ---------------------------------------------------------------------------------------------------


def test_the_own_page_shows_the_way_and_the_reasons(app: Flask, client: FlaskClient, application_id: int) -> None:
    token = token_of(app, application_id)
    assert "简历筛选" in client.get(f"/recruit/portal/status/{token}").text
    reasons = client.get(f"/recruit/portal/status/{token}/reasons").text
    assert "呼吸机" in reasons
    assert "性别" in reasons


def test_asking_for_a_person_and_withdrawing(app: Flask, client: FlaskClient, application_id: int) -> None:
    token = token_of(app, application_id)
    post(client, f"/recruit/portal/status/{token}/review")
    assert "人工复核" in client.get(f"/recruit/portal/status/{token}").text
    assert post(client, f"/recruit/portal/status/{token}/withdraw").status_code == 303
    assert "已结束" in client.get(f"/recruit/portal/status/{token}").text


def test_a_wrong_link_says_what_to_do(client: FlaskClient) -> None:
    answer = client.get("/recruit/portal/status/nothing")
    assert answer.status_code == 404
    assert "最近一封邮件" in answer.text


# --- the offer ---------------------------------------------------------------------------------------------------


@pytest.fixture
def link(app: Flask, host: SmallHost, application_id: int) -> str:
    """Path of the offer, from the mail that carries it."""
    with app.app_context():
        actor = host.actor("hr")
        with unit_of_work(actor) as unit:
            stages = unit.get(Application, application_id, "").job.stages
            pipeline.advance(unit, application_id, stages[-1].id, version=None)
            start = unit.now.date() + timedelta(days=30)
        offers.issue(actor, application_id, offers.Terms("护士", "护理部", start, Decimal(9000), 6, "合同制"))
        return _mailed(r"(/recruit/portal/offer/[\w-]+)")


def _mailed(pattern: str) -> str:
    with unit_of_work(SYSTEM, write=False) as unit:
        rows = unit.session.scalars(
            select(OutboxMessage.payload).where(OutboxMessage.kind == "Notice").order_by(OutboxMessage.id.desc())
        )
        return next(m[1] for row in rows if (m := re.search(pattern, row["text"])))


def drawn() -> str:
    picture = Image.new("RGBA", (300, 100))
    ImageDraw.Draw(picture).line([(10, 80), (150, 10), (290, 80)], fill="black", width=5)
    held = io.BytesIO()
    picture.save(held, "PNG")
    return "data:image/png;base64," + base64.b64encode(held.getvalue()).decode()


def code(app: Flask, client: FlaskClient, link: str) -> str:
    post(client, link + "/code")
    with app.app_context():
        return _mailed(r"签署验证码：(\d{6})")


def test_signing_makes_a_hire_and_a_file_that_verifies(app: Flask, client: FlaskClient, link: str) -> None:
    form = {"code": code(app, client, link), "signature_image": drawn(), "signature_kind": "drawn", "agreed": "1"}
    assert post(client, link + "/sign", form).status_code == 303
    letter = client.get(link + "/letter.pdf").data
    assert letter.startswith(b"%PDF")
    verified = post(client, "/recruit/portal/verify", {"file": (io.BytesIO(letter), "a.pdf")}).text
    assert "文件真实" in verified
    altered = post(client, "/recruit/portal/verify", {"file": (io.BytesIO(letter + b" "), "a.pdf")}).text
    assert "不是本院签署的文件" in altered
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        ports = set(unit.session.scalars(select(OutboxMessage.port).where(OutboxMessage.kind == "NewHire")))
        assert unit.session.scalars(select(Hire)).one().staff_no
    assert ports == {"payroll", "his", "oa"}
    assert post(client, link + "/sign", form).status_code == 410


def test_a_typed_name_signs_too_but_only_ones_own(app: Flask, client: FlaskClient, link: str) -> None:
    form = {"code": code(app, client, link), "signature_kind": "typed", "signature_name": "别人", "agreed": "1"}
    assert "一样" in post(client, link + "/sign", form).text
    assert post(client, link + "/sign", {**form, "signature_name": "林若溪"}).status_code == 303


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "000000x"}, "验证码不对"),
        ({"agreed": ""}, "已读完全文"),
        ({"signature_image": ""}, "签名没收到"),
        ({"signature_image": "data:image/png;base64,AAAA"}, "签名没收到"),
    ],
)
def test_what_keeps_a_signature_back(
    app: Flask, client: FlaskClient, link: str, changes: dict[str, str], sentence: str
) -> None:
    form = {"code": code(app, client, link), "signature_image": drawn(), "signature_kind": "drawn", "agreed": "1"}
    answer = post(client, link + "/sign", {**form, **changes})
    assert answer.status_code == 422
    assert sentence in answer.text


def test_guessing_codes_is_stopped(app: Flask, client: FlaskClient, link: str) -> None:
    right = code(app, client, link)
    wrong = f"{(int(right) + 1) % 10**6:06d}"
    for _ in range(signing.CODE_FAILURES):
        post(client, link + "/sign", {"code": wrong})
    answer = post(client, link + "/sign", {"code": right, "signature_image": drawn(), "agreed": "1"})
    assert "输错太多次" in answer.text


def test_an_expired_and_a_withdrawn_link_say_so(app: Flask, client: FlaskClient, link: str, host: SmallHost) -> None:
    with app.app_context(), unit_of_work(SYSTEM) as unit:
        offer = unit.session.scalars(select(Offer)).one()
        offer.expires_at = unit.now - timedelta(minutes=1)
    expired = client.get(link)
    assert (expired.status_code, "已过签署期限" in expired.text) == (410, True)
    with app.app_context(), unit_of_work(SYSTEM) as unit:
        assert offers.expire(unit) == 1
        unit.session.scalars(select(Offer)).one().state = "withdrawn"
    assert "已撤回" in client.get(link).text


def test_declining_tells_the_recruiter(app: Flask, client: FlaskClient, link: str) -> None:
    assert post(client, link + "/decline", {"reason": "离家太远"}).status_code == 303
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        assert unit.session.scalars(select(Offer.state)).one() == "declined"
        todos = unit.session.scalars(select(OutboxMessage.payload).where(OutboxMessage.kind == "Todo")).all()
    assert any("谢绝" in t["title"] for t in todos)


def test_the_letter_is_a_page_a_person_can_read(app: Flask, client: FlaskClient, link: str) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(client.get(link + "/letter.pdf").data)
    text = document[0].get_textpage().get_text_bounded()
    assert "林若溪" in text
    assert "9,000.00" in text


def test_the_code_is_not_in_the_subject_that_lists_show(app: Flask, client: FlaskClient, link: str) -> None:
    sent = code(app, client, link)
    with app.app_context(), unit_of_work(SYSTEM, write=False) as unit:
        subjects = [p.get("subject", "") for p in unit.session.scalars(select(OutboxMessage.payload))]
    assert "签署验证码" in subjects
    assert not any(sent in subject for subject in subjects)


def test_an_offer_ends_with_its_application(
    app: Flask, client: FlaskClient, link: str, host: SmallHost, application_id: int
) -> None:
    right = code(app, client, link)
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        pipeline.reject(unit, application_id, version=None, reason="体检没通过")
    form = {"code": right, "signature_image": drawn(), "signature_kind": "drawn", "agreed": "1"}
    assert post(client, link + "/sign", form).status_code == 410
    assert client.get(link + "/letter.pdf").status_code == 410
    with app.app_context(), unit_of_work(SYSTEM) as unit:
        assert unit.session.scalar(select(func.count()).select_from(Hire)) == 0
        pipeline.restore(unit, application_id, version=None)
    assert client.get(link).status_code == 200


# --- strangers ---------------------------------------------------------------------------------------------------


def test_a_flood_is_turned_away_unread(client: FlaskClient) -> None:
    answer = client.post("/recruit/portal/jobs/X", environ_overrides={"CONTENT_LENGTH": str(10**10)})
    assert answer.status_code == 413
    assert "MB" in answer.text


@pytest.mark.parametrize("back", ["//evil.example", "/\\evil.example", "/\t/evil.example", "https://evil.example", "/a\nb"])
def test_the_language_switch_stays_on_this_site(client: FlaskClient, back: str) -> None:
    answer = post(client, "/recruit/portal/locale", {"locale": "en", "back": back})
    assert answer.headers["Location"].startswith("/recruit/portal/")


def test_the_language_switch_goes_back_to_where_it_was(client: FlaskClient) -> None:
    back = "/recruit/portal/jobs/护士-1?from=公众号"
    assert post(client, "/recruit/portal/locale", {"locale": "en", "back": back}).headers["Location"].endswith("%E5%8F%B7")
