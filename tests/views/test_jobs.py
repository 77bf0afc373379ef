"""Jobs and their editor over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from hr_recruit_plugin.models import Application, Job, StageTemplate
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.host import SmallHost
from tests.support.recruiting import open_job, submit
from tests.support.screens import counted, send, text_of

FORM: dict[str, Any] = {
    "code": "NUR-OR-03", "title": "手术室护士", "department_id": "HL", "headcount": "5", "status": "open",
    "text": "任职要求：本科及以上，持护士执业证书。", "post_category": "护理", "terms-monthly_salary": "8600",
    "requirements-0-kind": "skill", "requirements-0-value": "呼吸机、机械通气", "requirements-0-use": "score",
    "requirements-0-weight": "2",
    "stages-0-name": "简历筛选", "stages-0-kind": "screening", "stages-0-agreed_days": "3",
    "stages-1-name": "技术面", "stages-1-kind": "interview", "stages-1-agreed_days": "5", "stages-1-minutes": "40",
    "stages-1-panel-0-pool": "护理组长", "stages-1-panel-0-count": "2",
    "stages-1-owners-0-id": "1102 田颖",
    "stages-1-kit-criteria-0-name": "危重护理", "stages-1-kit-criteria-0-anchors-meets": "能独立看护",
    "stages-1-kit-questions": "说说 CRRT\n\n说说交接",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _hr(host: SmallHost) -> None:
    host.sign_in("hr")


@pytest.fixture
def job_id(app: Flask) -> int:
    with app.app_context(), unit_of_work() as unit:
        return open_job(unit).id


def stored(app: Flask, code: str) -> Job:
    with app.app_context(), unit_of_work(write=False) as unit:
        job = unit.session.scalars(select(Job).where(Job.code == code)).one()
        assert job.stages
        return job


def form_of(client: FlaskClient, job_id: int, **changes: Any) -> dict[str, Any]:
    """What a browser would send from the editor of ``open_job``'s job."""
    page = client.get(f"/recruit/jobs/{job_id}/edit").text

    def value(name: str) -> str:
        place = page.index(f'name="{name}"')
        return page[page.index('value="', place) + 7 :].split('"', 1)[0]

    kept = {name: value(name) for name in ("version", "stages-0-id", "stages-1-id", "stages-2-id")}
    return {
        "code": "NUR-ICU-01", "title": "ICU 护士", "department_id": "HL", "headcount": "8", "status": "open",
        "text": "要求：本科及以上", "stages-0-name": "简历筛选", "stages-0-kind": "screening", "stages-0-agreed_days": "3",
        "stages-1-name": "技术面", "stages-1-kind": "interview", "stages-1-agreed_days": "5",
        "stages-2-name": "Offer", "stages-2-kind": "offer", "stages-2-agreed_days": "7", **kept, **changes,
    }  # fmt: skip


def test_the_list_counts(app: Flask, client: FlaskClient, job_id: int) -> None:
    with app.app_context(), unit_of_work() as unit:
        submit(unit, unit.session.get_one(Job, job_id))
    with counted(app) as statements:
        text = text_of(client.get("/recruit/jobs"))
    assert "ICU 护士" in text and "0 / 8" in text and "招聘中" in text
    assert len(statements) <= 6


def test_first_time_and_nothing_found(client: FlaskClient, app: Flask) -> None:
    assert "还没有职位" in text_of(client.get("/recruit/jobs"))
    assert "没有符合条件的职位" in text_of(client.get("/recruit/jobs?q=x"))
    filtered = client.get("/recruit/jobs?status=closed")
    assert filtered.status_code == 200


@pytest.mark.parametrize(("who", "status"), [("head", 200), ("interviewer", 403), (None, 401)])
def test_who_sees_the_list(client: FlaskClient, host: SmallHost, who: str | None, status: int) -> None:
    host.sign_in(who)
    assert client.get("/recruit/jobs").status_code == status


def test_only_hr_edits(client: FlaskClient, host: SmallHost, job_id: int) -> None:
    host.sign_in("head")
    assert client.get("/recruit/jobs/new").status_code == 403
    assert client.get(f"/recruit/jobs/{job_id}/edit").status_code == 403
    assert send(client, "/recruit/jobs/new", FORM).status_code == 403


def test_a_job_is_opened_with_all_it_has(app: Flask, client: FlaskClient) -> None:
    answer = send(client, "/recruit/jobs/new", FORM)
    assert answer.status_code == 303
    job = stored(app, "NUR-OR-03")
    assert (job.headcount, job.department_name, job.terms) == (5, "护理部", {"monthly_salary": "8600"})
    assert job.requirements == [{"kind": "skill", "value": ["呼吸机", "机械通气"], "must": False, "weight": 2.0}]
    interview = job.stages[1]
    assert (interview.minutes, interview.panel) == (40, [{"pool": "护理组长", "count": 2}])
    assert interview.owners == [{"id": "1102", "name": "田颖", "email": "interviewer@hospital.example"}]
    assert interview.kit["criteria"] == [{"key": "c1", "name": "危重护理", "anchors": {"meets": "能独立看护"}}]
    assert interview.kit["questions"] == ["说说 CRRT", "说说交接"]


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("headcount", "0", "计划人数至少 1 人"),
        ("code", "有 空格", "编号只用字母"),
        ("title", " ", "这一项必填"),
        ("requirements-0-value", "", "的值须是非空的文字"),
        ("requirements-0-weight", "很多", "这里要填数字"),
        ("terms-monthly_salary", "面议", "月薪写成数字"),
        ("stages-1-owners-0-id", "9999", "OA 里没有这位职工"),
        ("stages-1-agreed_days", "0", "这里要填整数"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(client: FlaskClient, field: str, value: str, sentence: str) -> None:
    answer = send(client, "/recruit/jobs/new", {**FORM, field: value})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert "手术室护士" in answer.text or field == "title"


def test_a_code_is_used_once(client: FlaskClient, job_id: int) -> None:
    answer = send(client, "/recruit/jobs/new", {**FORM, "code": "NUR-ICU-01"})
    assert answer.status_code == 422 and "已有职位在用" in text_of(answer)


def test_saving_changes_job_and_stages(app: Flask, client: FlaskClient, job_id: int) -> None:
    form = form_of(client, job_id, headcount="9", **{"stages-1-name": "专业面"})
    assert send(client, f"/recruit/jobs/{job_id}/edit", form).status_code == 303
    job = stored(app, "NUR-ICU-01")
    assert (job.headcount, [s.name for s in job.stages]) == (9, ["简历筛选", "专业面", "Offer"])


def test_who_saved_second_sees_both(app: Flask, client: FlaskClient, job_id: int) -> None:
    form = form_of(client, job_id, headcount="9")
    send(client, f"/recruit/jobs/{job_id}/edit", form_of(client, job_id, headcount="3"))
    answer = send(client, f"/recruit/jobs/{job_id}/edit", form)
    assert answer.status_code == 409
    assert "何敏 先改过这个职位" in text_of(answer) and "计划人数 3 9" in text_of(answer)
    assert stored(app, "NUR-ICU-01").headcount == 3


def test_a_stage_with_people_stays(app: Flask, client: FlaskClient, job_id: int) -> None:
    with app.app_context(), unit_of_work() as unit:
        submit(unit, unit.session.get_one(Job, job_id))
    form = {k: v for k, v in form_of(client, job_id).items() if not k.startswith("stages-0")}
    answer = send(client, f"/recruit/jobs/{job_id}/edit", form)
    assert answer.status_code == 422 and "还有候选人" in text_of(answer)


def test_changed_requirements_offer_to_score_again(app: Flask, client: FlaskClient, job_id: int) -> None:
    with app.app_context(), unit_of_work() as unit:
        submit(unit, unit.session.get_one(Job, job_id))
    more = {"requirements-0-kind": "degree", "requirements-0-value": "master", "requirements-0-use": "must"}
    saved = send(client, f"/recruit/jobs/{job_id}/edit", form_of(client, job_id, **more))
    assert "还是按旧要求算的分" in text_of(client.get(saved.headers["Location"]))
    again = send(client, f"/recruit/jobs/{job_id}/rescore")
    assert "1 人中 0 人达到必备" in text_of(client.get(again.headers["Location"]))
    with app.app_context(), unit_of_work(write=False) as unit:
        assert unit.session.scalars(select(Application.knocked_out)).one()


def test_agreed_days_move_the_due_dates(app: Flask, client: FlaskClient, job_id: int) -> None:
    with app.app_context(), unit_of_work() as unit:
        submit(unit, unit.session.get_one(Job, job_id))
    send(client, f"/recruit/jobs/{job_id}/edit", form_of(client, job_id, **{"stages-0-agreed_days": "10"}))
    with app.app_context(), unit_of_work(write=False) as unit:
        found = unit.session.scalars(select(Application)).one()
        assert (found.stage_due_at - found.stage_entered_at).days == 10


# --- the form changes itself -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        ("add:requirements", 'name="requirements-1-kind"'),
        ("add:stages", 'name="stages-2-name"'),
        ("add:stages-1-panel", 'name="stages-1-panel-1-pool"'),
        ("add:stages-1-kit-criteria", 'name="stages-1-kit-criteria-1-name"'),
        ("add:stages-0-owners", 'name="stages-0-owners-0-id"'),
    ],
)
def test_one_row_more(client: FlaskClient, do: str, expected: str) -> None:
    answer = send(client, "/recruit/jobs/draft", {**FORM, "do": do}, hx=True)
    assert answer.status_code == 200 and expected in answer.text
    assert "手术室护士" in answer.text


@pytest.mark.parametrize("do", ["remove:requirements-9", "up:stages-x", "add:nowhere-1", "remove:", "?", "up:title-0"])
def test_nonsense_changes_nothing(client: FlaskClient, do: str) -> None:
    answer = send(client, "/recruit/jobs/draft", {**FORM, "do": do}, hx=True)
    assert answer.status_code == 200 and "手术室护士" in answer.text


def test_stages_change_places(client: FlaskClient) -> None:
    text = send(client, "/recruit/jobs/draft", {**FORM, "do": "up:stages-1"}, hx=True).text
    assert "技术面 → 简历筛选" in text


def test_requirements_come_from_the_text_with_their_words(client: FlaskClient) -> None:
    answer = send(client, "/recruit/jobs/draft", {**FORM, "do": "propose"}, hx=True)
    assert "读出 2 条要求" in text_of(answer)
    assert 'value="呼吸机、机械通气"' in answer.text and answer.text.count("<mark") == 2
    assert "没有读出新的" in text_of(send(client, "/recruit/jobs/draft", {**FORM, "text": "", "do": "propose"}, hx=True))


def test_stages_become_a_template_and_a_new_job_takes_it(app: Flask, client: FlaskClient) -> None:
    answer = send(client, "/recruit/jobs/template", {**FORM, "template_name": "手术室岗位"}, hx=True)
    assert "已存为模板「手术室岗位」" in text_of(answer)
    with app.app_context(), unit_of_work(write=False) as unit:
        template = unit.session.scalars(select(StageTemplate)).one()
    assert "id" not in template.stages[0]
    assert "简历筛选 → 技术面" in text_of(client.get(f"/recruit/jobs/new?template={template.id}"))
    assert "起个名字" in text_of(send(client, "/recruit/jobs/template", FORM, hx=True))
