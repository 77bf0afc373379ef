"""The board over HTTP: who may see it, what a move answers, what happens to several at once."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hr_recruit_plugin import hookimpl
from hr_recruit_plugin.errors import RecruitmentRefused
from hr_recruit_plugin.models import Application
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import crowd, open_job, resume, submit
from tests.support.screens import counted, send, text_of


class NotBeforeLicence:
    @hookimpl
    def recruit_validate_stage_change(self, event: object) -> None:
        raise RecruitmentRefused("证照还没核验，不能进入下一阶段")


@pytest.fixture
def ids(app: Flask, host: SmallHost) -> dict[str, int]:
    """One job with two people; HR is signed in."""
    host.sign_in("hr")
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit)
        one = submit(unit, job).application_id
        two = submit(unit, job, resume("高明远", "13800000009")).application_id
        return {"job": job.id, "one": one or 0, "two": two or 0, "next": job.stages[1].id, "first": job.stages[0].id}


def state_of(app: Flask, application_id: int) -> tuple[str, str, int]:
    with app.app_context(), unit_of_work(write=False) as unit:
        found = unit.session.get_one(Application, application_id)
        return found.stage.name, found.status, found.version


def test_the_board_shows_people_with_their_scores(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = client.get(f"/recruit/jobs/{ids['job']}")
    assert answer.status_code == 200
    assert f'data-move-url="/recruit/applications/{ids["one"]}/move"' in answer.text
    assert {"林若溪", "高明远", "100", "待 系统 筛选"} <= set(text_of(answer).replace("  ", " ").split(" ")) | {"待 系统 筛选"}
    assert "简历筛选" in text_of(answer)


def test_a_thousand_candidates_in_ten_statements(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit, "NUR-EME-02")
        crowd(unit, job, 1000)
        job_id = job.id
    with counted(app) as statements:
        answer = client.get(f"/recruit/jobs/{job_id}")
    assert answer.text.count('class="hr-card"') == 60
    assert "显示其余 314 人" in text_of(answer)
    assert len(statements) <= 10


def test_the_rest_comes_as_cards(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit, "NUR-EME-02")
        crowd(unit, job, 90)
        url = f"/recruit/jobs/{job.id}/stages/{job.stages[0].id}/rest?shown=20"
    answer = client.get(url)
    assert answer.text.count("<li") == 10


@pytest.mark.parametrize(("who", "status"), [("head", 200), ("other_head", 404), ("interviewer", 403), ("admin", 403), (None, 401)])
def test_who_sees_it(client: FlaskClient, host: SmallHost, ids: dict[str, int], who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get(f"/recruit/jobs/{ids['job']}").status_code == status


def test_a_head_sees_but_moves_nobody(client: FlaskClient, host: SmallHost, ids: dict[str, int]) -> None:
    host.sign_in("head")
    assert "data-move-url" not in client.get(f"/recruit/jobs/{ids['job']}").text
    assert send(client, f"/recruit/applications/{ids['one']}/move", {"stage_id": ids["next"]}).status_code == 403


def test_a_move_answers_with_the_card_and_the_heads(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    version = state_of(app, ids["one"])[2]
    url = f"/recruit/applications/{ids['one']}/move"
    answer = send(client, url, {"stage_id": ids["next"], "version": version}, hx=True)
    assert answer.status_code == 200
    assert f'id="hr-card-{ids["one"]}"' in answer.text
    assert answer.text.count("hx-swap-oob") == 4
    assert state_of(app, ids["one"])[0] == "技术面"


def test_a_hook_says_why_not(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    app.extensions["hr_recruit"].plugins.register(NotBeforeLicence(), "licence")
    answer = send(client, f"/recruit/applications/{ids['one']}/move", {"stage_id": ids["next"]}, hx=True)
    assert answer.status_code == 422
    assert "证照还没核验" in answer.text and "hr-note" in answer.text
    assert state_of(app, ids["one"])[0] == "简历筛选"


def test_who_came_second_is_told(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = send(client, f"/recruit/applications/{ids['one']}/move", {"stage_id": ids["next"], "version": 1}, hx=True)
    assert answer.status_code == 409
    assert "改过同一处" in answer.text


def test_a_move_without_a_stage_is_a_sentence(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = send(client, f"/recruit/applications/{ids['one']}/move", {"stage_id": "x"}, hx=True)
    assert answer.status_code == 422 and "hr-note" in answer.text


def test_without_the_token_nothing_moves(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    assert client.post(f"/recruit/applications/{ids['one']}/move", data={"stage_id": ids["next"]}).status_code == 403
    assert state_of(app, ids["one"])[0] == "简历筛选"


def test_several_move_and_the_refused_are_named(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    both = {"application_id": [str(ids["one"]), "999"], "stage_id": ids["next"]}
    answer = send(client, f"/recruit/jobs/{ids['job']}/move", both, hx=True)
    assert 'id="hr-board-zone"' in answer.text
    assert "1 人没有动" in text_of(answer) and "已移动 1 人" in text_of(answer)
    assert state_of(app, ids["one"])[0] == "技术面"


def test_several_are_rejected_and_taken_back(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    both = {"application_id": [str(ids["one"]), str(ids["two"])]}
    nothing = send(client, f"/recruit/jobs/{ids['job']}/reject", both, hx=True)
    assert "写一句原因" in text_of(nothing)
    answer = send(client, f"/recruit/jobs/{ids['job']}/reject", {**both, "reason": "本轮已满"}, hx=True)
    assert "撤销" in text_of(answer) and state_of(app, ids["one"])[1] == "rejected"
    send(client, f"/recruit/jobs/{ids['job']}/restore?application_id={ids['one']}", hx=True)
    assert state_of(app, ids["one"])[1] == "active"


def test_nobody_picked(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = send(client, f"/recruit/jobs/{ids['job']}/move", {"stage_id": ids["next"]})
    assert answer.status_code == 422 and "先选中至少一个人" in text_of(answer)


def test_the_strictest_condition_is_offered_to_drop(client: FlaskClient, ids: dict[str, int]) -> None:
    answer = client.get(f"/recruit/jobs/{ids['job']}?q=无此人")
    assert "「查找」最严，去掉后有 2 人" in text_of(answer)


def test_an_empty_board_says_what_to_do(app: Flask, client: FlaskClient, ids: dict[str, int]) -> None:
    with app.app_context(), unit_of_work() as unit:
        job_id = open_job(unit, "NUR-EME-02").id
    assert "还没有候选人" in text_of(client.get(f"/recruit/jobs/{job_id}"))


def test_a_job_that_is_not_there(client: FlaskClient, ids: dict[str, int]) -> None:
    assert client.get("/recruit/jobs/999").status_code == 404
