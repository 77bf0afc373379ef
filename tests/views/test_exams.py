"""Written exams over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event, select

from hr_recruit_plugin.models import Application, ExamEntry, WrittenExam
from hr_recruit_plugin.services import exam_seating, exams
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import Desk
from tests.views.test_schedules import post

ROOMS = "东教 201，东院区，3，1\n西教 101\t西院区\t3"
FORM = {
    "name": "护士笔试", "day": "2026-12-05", "start": "09:00", "end": "11:00", "rooms": ROOMS, "each": "1", "pool": ["人事"],
    "rules": "带身份证",
}  # fmt: skip


@pytest.fixture
def exam_id(desk: Desk, client: Any) -> int:
    answer = post(client, "/recruit/exams", **FORM, stage=[desk.stage_id])
    return int(answer.headers["Location"].rsplit("/", 1)[1])


@pytest.fixture
def published(desk: Desk, client: Any, exam_id: int) -> int:
    post(client, f"/recruit/exams/{exam_id}/draw")
    post(client, f"/recruit/exams/{exam_id}/publish")
    return exam_id


def text(answer: Any) -> str:
    return answer.get_data(as_text=True)


@contextmanager
def counting(app: Any) -> Iterator[list[str]]:
    found: list[str] = []
    engine = app.extensions["hr_recruit"].engine

    def note(*args: Any) -> None:
        found.append(args[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_from_form_to_ticket(desk, client, exam_id):
    assert "还没抽签" in text(client.get(f"/recruit/exams/{exam_id}"))
    post(client, f"/recruit/exams/{exam_id}/draw")
    assert "等你公布" in text(client.get(f"/recruit/exams/{exam_id}"))
    post(client, f"/recruit/exams/{exam_id}/publish")
    assert f"261205{exam_id:02d}" in text(client.get(f"/recruit/exams/{exam_id}"))
    assert "护士笔试" in text(client.get("/recruit/exams"))


@pytest.mark.parametrize("what", ["door", "plan", "tickets"])
def test_papers_are_pdf(client, published, what):
    answer = client.get(f"/recruit/exams/{published}/print/{what}")
    assert answer.data.startswith(b"%PDF") and answer.headers["Cache-Control"] == "no-store"
    assert client.get(f"/recruit/exams/{published}/print/{what}?room=东教 201").status_code == 200


def test_a_candidate_prints_their_ticket_and_nobody_elses(app, desk, client, published):
    with app.app_context(), unit_of_work(desk.actor(), write=False) as unit:
        token = unit.session.get(Application, desk.application_ids[0]).token
    assert "打印准考证" in text(client.get(f"/recruit/portal/status/{token}"))
    assert client.get(f"/recruit/portal/status/{token}/ticket").data.startswith(b"%PDF")
    assert client.get("/recruit/portal/status/unknown/ticket").status_code == 404
    desk.now = datetime(2026, 12, 6, tzinfo=UTC)
    assert client.get(f"/recruit/portal/status/{token}/ticket").status_code == 404


@pytest.mark.parametrize(("changes", "told"), [
    ({"rooms": "东教 201，东院区"}, "第 1 行看不懂：东教 201，东院区"), ({"rooms": "a，b，1\na，b，1"}, "考场「a」写了两次"),
    ({"rooms": "a，b，1，2"}, "无障碍座位不能多于座位"), ({"rooms": ""}, "至少写一间考场"), ({"stage": []}, "至少选一个阶段"),
    ({"end": "08:00"}, "结束时间要在开始之后"), ({"day": "2020-01-01"}, "考试时间要在现在之后"), ({"each": "x"}, "写 0 到 9"),
    ({"day": "soon"}, "日期写成"),
])  # fmt: skip
def test_what_is_wrong_is_said_beside_the_field_and_nothing_is_lost(desk, client, changes, told):
    answer = post(client, "/recruit/exams", **{**FORM, "stage": [desk.stage_id], **changes})
    assert answer.status_code == 422 and told in text(answer) and 'value="护士笔试"' in text(answer)


def test_wishes_of_a_page_are_saved(app, desk, client, exam_id):
    with app.app_context(), unit_of_work(desk.actor(), write=False) as unit:
        first = unit.session.scalars(select(ExamEntry.id).where(ExamEntry.exam_id == exam_id)).first()
    post(client, f"/recruit/exams/{exam_id}/wishes", **{f"campus-{first}": "西院区", f"accessible-{first}": "1"})
    with app.app_context(), unit_of_work(desk.actor(), write=False) as unit:
        entry = unit.session.get(ExamEntry, first)
        assert (entry.campus, entry.accessible) == ("西院区", True)
    refused = post(client, f"/recruit/exams/{exam_id}/wishes", **{f"campus-{first}": "月球"})
    assert refused.status_code == 422 and "月球" in text(refused)


def test_rooms_are_added_to_an_exam_that_lacks_them(client, exam_id):
    few = {"rooms": "东教 201，东院区，1", "each": "1", "pool": ["人事"]}
    post(client, f"/recruit/exams/{exam_id}/rooms", **few)
    post(client, f"/recruit/exams/{exam_id}/draw")
    assert "还有 3 名考生没有座位" in text(client.get(f"/recruit/exams/{exam_id}"))
    refused = post(client, f"/recruit/exams/{exam_id}/rooms", **{**few, "rooms": "东教"})
    assert refused.status_code == 422 and "第 1 行看不懂" in text(refused)
    post(client, f"/recruit/exams/{exam_id}/rooms", **{**few, "rooms": ROOMS})
    post(client, f"/recruit/exams/{exam_id}/draw")
    assert "等你公布" in text(client.get(f"/recruit/exams/{exam_id}"))


def test_an_old_version_is_told_and_changes_nothing(client, exam_id):
    assert post(client, f"/recruit/exams/{exam_id}/draw", version=99).status_code == 409
    assert post(client, f"/recruit/exams/{exam_id}/publish").status_code == 422


def test_cancelled_tickets_are_void(client, published):
    post(client, f"/recruit/exams/{published}/cancel")
    assert "准考证作废" in text(client.get(f"/recruit/exams/{published}"))
    assert client.get(f"/recruit/exams/{published}/print/tickets").status_code == 422


def test_only_schedulers_come_in(host, client, desk, exam_id):
    host.sign_in("interviewer")
    for path in ("", "/new", f"/{exam_id}", f"/{exam_id}/print/door"):
        assert client.get(f"/recruit/exams{path}").status_code == 403


def test_an_exam_that_is_not_there(desk, client):
    assert client.get("/recruit/exams/999").status_code == 404
    assert post(client, "/recruit/exams/999/draw").status_code == 404


def test_pages_cost_a_fixed_number_of_statements(app, host, client, desk, exam_id):
    def cost(path: str) -> int:
        with counting(app) as found:
            assert client.get(path).status_code == 200
        return len(found)

    before = cost(f"/recruit/exams/{exam_id}"), cost("/recruit/exams")
    with app.app_context(), unit_of_work(desk.actor()) as unit:
        one = unit.session.get(WrittenExam, exam_id)
        for n in range(3):
            exams.create(unit, {
                "name": f"第 {n} 场", "start": datetime(2026, 12, 6 + n, 9), "end": datetime(2026, 12, 6 + n, 11),
                "stage_ids": [desk.stage_id], "rooms": one.rooms, "pools": [], "rules": "",
            })  # fmt: skip
        exam_seating.draw(unit, exam_id, version=None)
    assert (cost(f"/recruit/exams/{exam_id}"), cost("/recruit/exams")) == before
