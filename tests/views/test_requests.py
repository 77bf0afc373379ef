"""What candidates ask about their data, from their phone to HR's screens and back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hr_recruit_plugin.models import Application, OutboxMessage, ReviewRequest
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, submit
from tests.support.screens import send, text_of

STATUS = "/recruit/portal/status/"


@pytest.fixture
def token(app: Flask, host: SmallHost) -> str:
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        found = submit(unit, open_job(unit))
        unit.get(Application, found.application_id, "").candidate.email = "lin@mail.example.cn"
        return str(found.token)


def ask(client: FlaskClient, token: str, path: str, data: dict[str, Any] | None = None) -> Any:
    """POST what a candidate fills in."""
    found = re.search(r'data-hr-csrf="([^"]+)"', client.get(STATUS + token).text)
    assert found
    return client.post(f"{STATUS}{token}{path}", data={"csrf_token": found[1], **(data or {})})


def as_hr(client: FlaskClient, host: SmallHost, url: str) -> str:
    host.sign_in("hr")
    answer = client.get(url)
    assert answer.status_code == 200
    return text_of(answer)


# --- this was read wrongly ---------------------------------------------------------------------------------------


def test_the_candidate_sees_what_was_read(client: FlaskClient, token: str) -> None:
    assert f"{STATUS}{token}/resume" in client.get(STATUS + token).text
    page = text_of(client.get(f"{STATUS}{token}/resume"))
    assert "南屏护理学院" in page and "8 年" in page and "这里读错了" in page and "没有读到" in page


def test_a_wrong_link_shows_nothing(client: FlaskClient, token: str) -> None:
    assert client.get(f"{STATUS}{token[::-1]}/resume").status_code == 404
    assert client.get(f"{STATUS}{token}/resume/text").status_code == 404
    assert ask(client, token, "/resume/text", {"value": "x"}).status_code == 404
    assert client.post(f"{STATUS}{token}/resume/title", data={"value": "护师"}).status_code == 403


def test_it_reaches_hr_prefilled_and_the_outcome_comes_back(client: FlaskClient, host: SmallHost, token: str) -> None:
    answer = ask(client, token, "/resume/years_of_experience", {"value": "9.5", "note": "2017 年开始"})
    assert answer.status_code == 303 and "等医院核对" in text_of(client.get(STATUS + token))
    host.sign_in("hr")
    today = client.get("/recruit/").text
    assert "林若溪 说简历读错了" in today
    where = re.search(r'href="(/recruit/applications/1\?[^"]*asked=1[^"]*)"', today)
    assert where
    dossier = client.get(where[1].replace("&amp;", "&"))
    assert 'value="9.5"' in dossier.text and "2017 年开始" in dossier.text and "读到的：8 年" in text_of(dossier)
    saved = send(client, "/recruit/applications/1/fields/years_of_experience", {"value": "9.5", "asked": "1"}, hx=True)
    assert "9.5 年" in text_of(saved)
    assert "说简历读错了" not in as_hr(client, host, "/recruit/")
    own = text_of(client.get(STATUS + token))
    assert "已改正" in own
    assert "9.5 年" in text_of(client.get(f"{STATUS}{token}/resume"))


def test_a_whole_history_can_be_put_right(client: FlaskClient, host: SmallHost, token: str) -> None:
    work = {"entries-0-organisation": "江畔医院", "entries-0-start": "2017-07", "entries-1-organisation": "南屏医院", "entries-1-end": "2017-06"}
    assert ask(client, token, "/resume/work", work).status_code == 303
    host.sign_in("hr")
    html = client.get("/recruit/applications/1?edit=work&asked=1").text
    assert 'value="2017-07"' in html and 'value="南屏医院"' in html
    # While it waits, the candidate goes on from what they wrote.
    assert 'value="南屏医院"' in client.get(f"{STATUS}{token}/resume/work").text


@pytest.mark.parametrize(
    ("field", "data", "sentence"),
    [
        ("years_of_experience", {"value": "很久"}, "年数写成数字"),
        ("phone", {"value": "电话"}, "手机号是 11 位数字"),
        ("title", {"value": ""}, "写上正确的内容"),
        ("work", {"entries-0-organisation": "江畔医院", "entries-0-start": "去年"}, "日期写成 2019-07"),
        ("name", {"value": "林若溪"}, "没有要改的"),
    ],
)
def test_bad_input_is_told_and_kept(client: FlaskClient, token: str, field: str, data: dict[str, str], sentence: str) -> None:
    answer = ask(client, token, f"/resume/{field}", {**data, "note": ""})
    assert answer.status_code == 422 and sentence in text_of(answer)
    typed = next(reversed(data.values()))
    assert typed in answer.text


def test_too_many_at_once(client: FlaskClient, token: str) -> None:
    for field, value in {"title": "护师", "gender": "female", "birth_date": "1995-01", "political_status": "群众", "name": "林若希"}.items():
        assert ask(client, token, f"/resume/{field}", {"value": value}).status_code == 303
    answer = ask(client, token, "/resume/skills", {"value": "CRRT", "note": "会"})
    assert answer.status_code == 429 and "5 处在等" in text_of(answer) and "CRRT" in answer.text


def test_hr_declines_with_a_sentence(client: FlaskClient, host: SmallHost, token: str) -> None:
    ask(client, token, "/resume/title", {"value": "主任护师"})
    host.sign_in("hr")
    url = "/recruit/applications/1/corrections/1/decline"
    silent = send(client, url, {"answer": " "})
    assert silent.status_code == 422 and "为什么不改" in text_of(silent)
    assert send(client, url, {"answer": "证书上写的是护师"}).status_code == 303
    again = send(client, url, {"answer": "x"})
    assert again.status_code == 422 and "已经处理过" in text_of(again)
    page = text_of(client.get(STATUS + token))
    assert "没有改" in page and "证书上写的是护师" in page


def test_who_may_not_edit_sees_no_request(client: FlaskClient, host: SmallHost, token: str) -> None:
    ask(client, token, "/resume/title", {"value": "主任护师"})
    host.sign_in("head")
    assert "读错了" not in text_of(client.get("/recruit/applications/1?edit=title&asked=1"))
    assert "说简历读错了" not in text_of(client.get("/recruit/"))


def test_a_wrong_value_of_hr_leaves_the_request_open(client: FlaskClient, host: SmallHost, token: str) -> None:
    ask(client, token, "/resume/years_of_experience", {"value": "9.5"})
    host.sign_in("hr")
    answer = send(client, "/recruit/applications/1/fields/years_of_experience", {"value": "many", "asked": "1"}, hx=True)
    assert "年数写成数字" in text_of(answer) and 'name="asked" value="1"' in answer.text
    assert "等医院核对" in text_of(client.get(STATUS + token))


# --- a person looks again ----------------------------------------------------------------------------------------


def test_a_review_is_asked_answered_and_told(app: Flask, client: FlaskClient, host: SmallHost, token: str) -> None:
    assert ask(client, token, "/review", {"words": "请看我的 ICU 经历"}).status_code == 303
    assert "等医院答复" in text_of(client.get(STATUS + token))
    assert "林若溪 请求人工复核" in as_hr(client, host, "/recruit/")
    assert "/recruit/reviews/1" in client.get("/recruit/applications/1").text
    page = as_hr(client, host, "/recruit/reviews/1")
    assert "请看我的 ICU 经历" in page and "呼吸机" in page and "进入「技术面」" in page
    answer = send(client, "/recruit/reviews/1", {"outcome": "overridden", "score": "88", "answer": "ICU 三年属实", "version": "1"})
    assert answer.status_code == 303
    own = text_of(client.get(STATUS + token))
    assert "重新评定" in own and "ICU 三年属实" in own and "何敏 答复" in own and "88" in own
    assert "请求人工复核" not in as_hr(client, host, "/recruit/")
    dossier = as_hr(client, host, "/recruit/applications/1")
    assert "何敏 评定" in dossier and "ICU 三年属实" in dossier


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"outcome": "", "answer": "看过"}, "选一个结果"),
        ({"outcome": "upheld", "answer": ""}, "写一句给候选人的话"),
        ({"outcome": "overridden", "answer": "看过", "score": "high"}, "0 到 100"),
        ({"outcome": "upheld", "answer": "看过", "version": "7"}, "改过同一处"),
    ],
)
def test_an_answer_that_is_not_whole(client: FlaskClient, host: SmallHost, token: str, data: dict[str, str], sentence: str) -> None:
    ask(client, token, "/review")
    host.sign_in("hr")
    answer = send(client, "/recruit/reviews/1", data)
    assert answer.status_code in (409, 422) and sentence in text_of(answer)
    assert "看过" not in data["answer"] or "看过" in answer.text


def test_a_rejected_candidate_can_ask_and_is_taken_back(app: Flask, client: FlaskClient, host: SmallHost, token: str) -> None:
    host.sign_in("hr")
    send(client, "/recruit/applications/1/reject", {"back": "dossier", "reason": "证照不符"})
    assert f"{STATUS}{token}/reasons" in client.get(STATUS + token).text
    assert ask(client, token, "/review").status_code == 303
    assert "恢复申请，回到「简历筛选」" in as_hr(client, host, "/recruit/reviews/1")
    assert send(client, "/recruit/reviews/1", {"outcome": "onward", "answer": "证照补齐"}).status_code == 303
    with app.app_context(), unit_of_work() as unit:
        assert unit.get(Application, 1, "").status == "active"
        assert unit.get(ReviewRequest, 1, "").outcome == "onward"


def test_nobody_else_opens_a_review(client: FlaskClient, host: SmallHost, token: str) -> None:
    ask(client, token, "/review")
    for who, status in (("head", 403), ("interviewer", 403), ("auditor", 403)):
        host.sign_in(who)
        assert client.get("/recruit/reviews/1").status_code == status
    host.sign_in("hr")
    assert client.get("/recruit/reviews/99").status_code == 404


def test_a_fourth_review_is_not_taken(client: FlaskClient, host: SmallHost, token: str) -> None:
    for number in (1, 2, 3):
        ask(client, token, "/review")
        host.sign_in("hr")
        send(client, f"/recruit/reviews/{number}", {"outcome": "upheld", "answer": "看过"})
    answer = ask(client, token, "/review", {"words": "再看一次"})
    assert answer.status_code == 429 and "再看一次" in answer.text and "直接联系" in text_of(answer)


# --- the report --------------------------------------------------------------------------------------------------


def test_corrections_are_counted_in_the_report(client: FlaskClient, host: SmallHost, token: str) -> None:
    host.sign_in("hr")
    send(client, "/recruit/applications/1/fields/years_of_experience", {"value": "9.5"}, hx=True)
    page = as_hr(client, host, "/recruit/reports/reading")
    assert "没人改过不等于读对" in page and "改过 1 项" in page
    answer = client.get("/recruit/reports/reading/fields.csv")
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert lines[0].startswith("字段,简历,读到,改过,补上")
    assert next(line for line in lines if line.startswith("工作年限")).startswith("工作年限,1,1,1,0,0,0.0%")
    assert client.get("/recruit/reports/reading/formats.csv").status_code == 200
    assert client.get("/recruit/reports/reading/other.csv").status_code == 404
    host.sign_in("admin")
    assert client.get("/recruit/reports/reading").status_code == 403


def test_the_api_hands_both_over(client: FlaskClient, host: SmallHost, token: str) -> None:
    ask(client, token, "/resume/title", {"value": "主任护师", "note": "新评的"})
    ask(client, token, "/review", {"words": "请看"})
    host.sign_in("hr")
    found = client.get("/recruit/api/v1/applications/1").get_json()
    assert [(r["field"], r["value"], r["note"]) for r in found["corrections_asked"]] == [("title", "主任护师", "新评的")]
    assert [(r["words"], r["state"]) for r in found["reviews"]] == [("请看", "open")]
    host.sign_in("head")
    assert client.get("/recruit/api/v1/applications/1").get_json()["reviews"] == []


# --- taking a person out -----------------------------------------------------------------------------------------


def test_hr_takes_a_person_out_from_the_dossier(app: Flask, client: FlaskClient, host: SmallHost, token: str) -> None:
    host.sign_in("hr")
    active = send(client, "/recruit/applications/1/erase")
    assert active.status_code == 422 and "还有申请在进行" in text_of(active)
    assert "删除这个人的资料" not in text_of(client.get("/recruit/applications/1"))
    send(client, "/recruit/applications/1/reject", {"back": "dossier", "reason": "证照不符"})
    with app.app_context(), unit_of_work() as unit:
        for row in unit.session.scalars(select(OutboxMessage)):
            row.state = "done"
    assert "删除这个人的资料" in text_of(client.get("/recruit/applications/1"))
    assert send(client, "/recruit/applications/1/erase").status_code == 303
    assert client.get("/recruit/applications/1").status_code == 404
    assert client.get(STATUS + token).status_code == 404
