"""The scheduling desk over HTTP."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select

from hr_recruit_plugin.models import Interview, Schedule, Stage
from hr_recruit_plugin.services import scheduling
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import Desk

FORM = {
    "first": "2026-11-30", "last": "2026-12-01", "weekday": ["0", "1"], "morning_start": "09:00", "morning_end": "12:00",
    "grid_minutes": "30",
}  # fmt: skip


@pytest.fixture
def at_once(monkeypatch: Any) -> None:
    """Solve in the request instead of in the background."""
    monkeypatch.setattr(scheduling, "solve_later", lambda actor, i: scheduling.solve(actor, i, seconds=5))


@pytest.fixture
def solved(desk: Desk, app: Any) -> int:
    with app.app_context():
        return desk.solved()


def token(client: Any) -> str:
    page = client.get("/recruit/schedules").get_data(as_text=True)
    return re.search(r'data-hr-csrf="([^"]+)"', page)[1]


def post(client: Any, url: str, **data: Any) -> Any:
    return client.post(url, data={"csrf_token": token(client), **data})


@contextmanager
def counting(app: Any) -> Iterator[list[str]]:
    found: list[str] = []

    def note(*args: Any) -> None:
        found.append(args[2])

    engine = app.extensions["hr_recruit"].engine
    event.listen(engine, "before_cursor_execute", note)
    yield found
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("path", ["/recruit/schedules", "/recruit/schedules/1", "/recruit/schedules/demand"])
@pytest.mark.parametrize(("who", "status"), [("interviewer", 403), ("admin", 403), (None, 401)])
def test_only_hr_gets_in(desk, client, host, path, who, status):
    host.sign_in(who)
    assert client.get(path).status_code == status


def test_the_list_says_who_waits(desk, client):
    page = client.get("/recruit/schedules").get_data(as_text=True)
    assert "4 人等着排期" in page
    assert "ICU 护士 · 技术面" in page


def test_an_empty_desk_says_what_to_do(app, host, client):
    host.sign_in("hr")
    assert "把候选人移到面试阶段" in client.get("/recruit/schedules").get_data(as_text=True)


def test_the_list_costs_a_fixed_number_of_statements(desk, app, client):
    client.get("/recruit/schedules")
    with counting(app) as few:
        client.get("/recruit/schedules")
    with app.app_context():
        desk.published()
        desk.solved(stage_id=desk.stage_id)
    with counting(app) as more:
        assert client.get("/recruit/schedules").status_code == 200
    assert len(more) <= len(few) + 2 <= 10


def test_the_form_offers_rooms_and_the_next_days(desk, client):
    page = client.get("/recruit/schedules", query_string={"stage_id": desk.stage_id}).get_data(as_text=True)
    assert 'value="2026-11-24"' in page  # tomorrow
    assert "3 号会议室" in page
    assert "候选甲、候选乙" in page


def test_the_board_hands_people_over(desk, client):
    ids = ",".join(map(str, desk.application_ids[:2]))
    page = client.get(f"/recruit/schedules?stage_id={desk.stage_id}&ids={ids}").get_data(as_text=True)
    assert page.count('name="application_id"') == 2
    assert "只排选中的人" in page


def test_demand_is_shown_before_solving(desk, client):
    page = client.get("/recruit/schedules/demand", query_string={**FORM, "stage_id": desk.stage_id}).get_data(as_text=True)
    assert "护理组长" in page
    assert "够用" in page
    assert "共 4 场" in page


def test_what_is_missing_is_said_in_the_demand(desk, client):
    page = client.get("/recruit/schedules/demand", query_string={"stage_id": desk.stage_id})
    assert page.status_code == 200
    assert "处要改" in page.get_data(as_text=True)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last": "2026-11-01"}, "结束日期要在开始日期之后"),
        ({"weekday": []}, "至少选一个星期几"),
        ({"morning_end": ""}, "开始和结束都要填"),
        ({"morning_start": "", "morning_end": ""}, "上午、下午至少填一个时段"),
        ({"first": "明天"}, "日期写成"),
        ({"first": "2026-11-01", "last": "2026-11-02"}, "都已过去"),
    ],
)
def test_a_wrong_form_says_where(desk, client, changes, sentence):
    answer = post(client, "/recruit/schedules", stage_id=desk.stage_id, **{**FORM, **changes})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_a_plan_is_started_solved_and_published(desk, app, client, at_once):
    answer = post(client, "/recruit/schedules", stage_id=desk.stage_id, **FORM)
    assert answer.status_code == 303
    page = client.get(answer.location).get_data(as_text=True)
    assert "独立校验通过" in page
    assert "已证明" in page
    assert "发布并通知" in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    answer = post(client, answer.location + "/publish", version=version)
    assert answer.status_code == 303
    assert "何敏" in client.get(answer.location).get_data(as_text=True)
    with app.app_context(), unit_of_work(write=False) as unit:
        assert len(unit.session.scalars(select(Interview)).all()) == 4


@pytest.mark.parametrize("view", ["room", "interviewer", "candidate"])
def test_each_view_names_everybody(solved, client, view):
    page = client.get(f"/recruit/schedules/{solved}?view={view}").get_data(as_text=True)
    assert all(f"候选{n}" in page for n in "甲乙丙丁")
    assert "田颖" in page or "罗建国" in page


def test_the_sheet_costs_a_fixed_number_of_statements(solved, app, client):
    with counting(app) as found:
        client.get(f"/recruit/schedules/{solved}")
    assert len(found) <= 10


def test_a_conflict_is_told_and_nothing_is_published(solved, app, client):
    answer = post(client, f"/recruit/schedules/{solved}/publish", version="1")
    assert answer.status_code == 409
    page = answer.get_data(as_text=True)
    assert "没有发布任何内容" in page
    with app.app_context(), unit_of_work(write=False) as unit:
        assert not unit.session.scalars(select(Interview)).all()


def test_progress_is_polled_until_it_is_over(desk, app, client):
    with app.app_context():
        schedule_id = desk.propose()
    first = client.get(f"/recruit/schedules/{schedule_id}/progress")
    assert "every 1s" in first.get_data(as_text=True)
    assert "HX-Refresh" not in first.headers
    with app.app_context():
        scheduling.solve(desk.actor(), schedule_id, seconds=5)
    assert client.get(f"/recruit/schedules/{schedule_id}/progress").headers["HX-Refresh"] == "true"


def test_stopping_is_asked_for_in_the_row(desk, app, client):
    with app.app_context():
        schedule_id = desk.propose()
    assert post(client, f"/recruit/schedules/{schedule_id}/stop").status_code == 303
    assert "正在停下" in client.get(f"/recruit/schedules/{schedule_id}").get_data(as_text=True)


def test_a_dead_solve_is_started_again_by_one_click(desk, app, client, at_once):
    with app.app_context():
        schedule_id = desk.propose()
    desk.pass_time(minutes=1)
    assert "求解中断" in client.get(f"/recruit/schedules/{schedule_id}").get_data(as_text=True)
    assert post(client, f"/recruit/schedules/{schedule_id}/restart").status_code == 303
    assert "独立校验通过" in client.get(f"/recruit/schedules/{schedule_id}").get_data(as_text=True)


def test_solving_again_leads_to_the_new_plan(solved, client, at_once):
    answer = post(client, f"/recruit/schedules/{solved}/again")
    assert answer.status_code == 303
    assert not answer.location.endswith(f"/{solved}")


def test_a_plan_is_discarded(solved, app, client):
    assert post(client, f"/recruit/schedules/{solved}/discard").status_code == 303
    with app.app_context(), unit_of_work(write=False) as unit:
        assert unit.session.get_one(Schedule, solved).state == "discarded"


def test_an_interview_is_moved_from_the_list_of_places(desk, solved, client):
    url = f"/recruit/schedules/{solved}/places/{desk.application_ids[0]}"
    page = client.get(url).get_data(as_text=True)
    open_places = re.findall(r'value="([\dT:-]+)" id="hr-p-[^"]+" required', page)
    assert post(client, url, start=open_places[-1]).status_code == 303
    assert post(client, url, start="2026-11-30T03:00").status_code == 422


def test_a_person_who_is_not_in_the_plan(solved, client):
    assert client.get(f"/recruit/schedules/{solved}/places/999").status_code == 422


def test_day_sheets_are_a_pdf(solved, client):
    answer = client.get(f"/recruit/schedules/{solved}/print")
    assert answer.mimetype == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_a_plan_that_is_not_there(desk, client):
    assert client.get("/recruit/schedules/99").status_code == 404
    assert post(client, "/recruit/schedules/99/publish").status_code == 404


def test_who_came_is_shown_here_and_marked_on_the_interview_day(desk, app, client):
    with app.app_context():
        desk.published()
        with unit_of_work(write=False) as unit:
            one = unit.session.scalars(select(Interview)).first()
    desk.now = one.end + timedelta(minutes=5)
    assert send(client, f"/recruit/day/{one.id}", act="absent").status_code == 204
    page = client.get("/recruit/schedules").get_data(as_text=True)
    assert "缺席" in page
    assert 'href="/recruit/day"' in page
    assert "/attendance" not in page


def test_who_asks_for_another_time_is_on_the_list(desk, app, client):
    with app.app_context():
        desk.published()
        with unit_of_work() as unit:
            one = unit.session.scalars(select(Interview)).first()
            scheduling.answer(unit, one, "asks_other_time")
    page = client.get("/recruit/schedules").get_data(as_text=True)
    assert "给 TA 换时间" in page
    assert f"ids={one.application_id}" in page


def test_what_a_later_plan_moved_is_shown_as_moved(desk, app, client):
    with app.app_context():
        first = desk.published()
        with unit_of_work() as unit:
            one = unit.session.scalars(select(Interview).order_by(Interview.start)).first()
            scheduling.answer(unit, one, "asks_other_time")
        later = desk.published(application_ids=[one.application_id])
    page = client.get(f"/recruit/schedules/{first}?view=candidate").get_data(as_text=True)
    assert page.count("已改到") == 1
    assert page.count("等答复") == 3
    assert "已改到" not in client.get(f"/recruit/schedules/{later}?view=candidate").get_data(as_text=True)


def test_the_unplaced_are_named_with_a_reason(desk, app, client):
    with app.app_context(), unit_of_work() as unit:
        unit.session.get_one(Stage, desk.stage_id).minutes = 180
    with app.app_context():
        schedule_id = desk.solved(room_ids=desk.room_ids[:1])
    page = client.get(f"/recruit/schedules/{schedule_id}").get_data(as_text=True)
    assert "未排入 3 人" in page


def test_english(desk, solved, client, app):
    app.config["HR_RECRUIT_LOCALE"] = "en"
    with client.session_transaction() as session:
        session["hr_recruit_locale"] = "en"
    page = client.get(f"/recruit/schedules/{solved}").get_data(as_text=True)
    assert "Proven" in page
    assert datetime(2026, 11, 30).strftime("%a %-d %b") in page


# --- the calendar by hand ----------------------------------------------------------------------------------------

HX = {"HX-Request": "true"}


def cell_of(page: str, name: str) -> dict[str, str]:
    """Attributes of the calendar cell of somebody."""
    found = re.search(rf"<td([^>]*data-move-url[^>]*)><a [^>]*>{name}", page)
    assert found, f"{name} is not in the calendar"
    return {k: v.replace("&amp;", "&") for k, v in re.findall(r'data-([a-z-]+)="([^"]*)"', found[1])}


def send(client: Any, url: str, **data: Any) -> Any:
    return client.post(url, data={"csrf_token": token(client), **data}, headers=HX)


def test_cells_say_where_an_interview_may_go(solved, client):
    cell = cell_of(client.get(f"/recruit/schedules/{solved}").get_data(as_text=True), "候选甲")
    told = client.get(cell["places-url"]).get_json()
    assert told["free"] == sum(why is None for why in told["slots"].values()) > 0
    assert any(why and "这时是" in why for why in told["slots"].values())


def test_an_interview_is_dropped_on_a_cell_and_taken_back(solved, client):
    url = f"/recruit/schedules/{solved}"
    cell = cell_of(client.get(url).get_data(as_text=True), "候选甲")
    slots = client.get(cell["places-url"]).get_json()["slots"]
    goal = next(slot for slot, why in slots.items() if why is None and slot != cell["slot-id"])
    answer = send(client, cell["move-url"], slot_id=goal, version=cell["version"])
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert all(part in text for part in ('id="hr-desk"', 'id="hr-desk-nav"', 'id="hr-bar"', "候选甲 已排到", "撤销"))
    assert cell_of(text, "候选甲")["slot-id"] == goal
    assert "data-locked" in text
    undo = re.search(r'hx-post="([^"]+undo[^"]*)"', text)[1].replace("&amp;", "&")
    assert cell_of(send(client, undo).get_data(as_text=True), "候选甲")["slot-id"] == cell["slot-id"]
    assert send(client, undo).status_code == 409  # the second press


def test_a_forbidden_drop_is_refused_in_a_sentence(solved, client):
    cell = cell_of(client.get(f"/recruit/schedules/{solved}").get_data(as_text=True), "候选甲")
    slots = client.get(cell["places-url"]).get_json()["slots"]
    slot, why = next((s, w) for s, w in slots.items() if w)
    answer = send(client, cell["move-url"], slot_id=slot, version=cell["version"])
    assert answer.status_code == 422
    assert why in answer.get_data(as_text=True)
    assert send(client, cell["move-url"], slot_id="tomorrow|room:1", version=cell["version"]).status_code == 422


def test_a_lock_is_set_and_an_old_version_refused(solved, client):
    cell = cell_of(client.get(f"/recruit/schedules/{solved}").get_data(as_text=True), "候选甲")
    assert "data-locked" in send(client, cell["lock-url"], on="1", version=cell["version"]).get_data(as_text=True)
    assert send(client, cell["lock-url"], on="1", version=cell["version"]).status_code == 409
    page = client.get(cell["move-url"].partition("?")[0]).get_data(as_text=True)
    assert "锁定着" in page


def test_without_the_script_moves_and_undo_lead_back_to_the_page(desk, solved, client):
    url = f"/recruit/schedules/{solved}/places/{desk.application_ids[0]}"
    open_places = re.findall(r'value="([\dT:-]+)" id="hr-p-[^"]+" required', client.get(url).get_data(as_text=True))
    post(client, url, start=open_places[-1])
    assert "撤销上一步移动" in client.get(f"/recruit/schedules/{solved}").get_data(as_text=True)
    assert post(client, f"/recruit/schedules/{solved}/undo").status_code == 303
    assert post(client, f"/recruit/schedules/{solved}/undo").status_code == 409
    assert post(client, f"{url}/lock", on="1").status_code == 303


@pytest.mark.parametrize("arguments", ["view=interviewer&span=day", "view=room&span=day&page=99", "view=x&span=y&page=-1"])
def test_every_frame_is_drawn(solved, client, arguments):
    page = client.get(f"/recruit/schedules/{solved}?{arguments}")
    assert page.status_code == 200
    assert "data-hr-grid" in page.get_data(as_text=True)


def test_pieces_cost_a_fixed_number_of_statements(desk, solved, app, client):
    cell = cell_of(client.get(f"/recruit/schedules/{solved}").get_data(as_text=True), "候选甲")
    with counting(app) as asking:
        client.get(cell["places-url"])
    with counting(app) as comparing:
        client.get(f"/recruit/schedules/{solved}/compare/{solved}")
    assert len(asking) <= 14
    assert len(comparing) <= 18


# --- something happened, another goal -----------------------------------------------------------------------------


def test_something_happens_and_the_plan_is_repaired(desk, app, client, at_once):
    with app.app_context():
        first = desk.published()
    url = f"/recruit/schedules/{first}/changes"
    page = client.get(url).get_data(as_text=True)
    assert "面试官 · 罗建国" in page or "面试官 · 田颖" in page
    who = re.search(r'value="(interviewer:110[12])"', page)[1]
    event = {"resource": who, "start": "2026-11-30T09:00", "end": "2026-11-30T12:00", "note": "出差"}
    touched = client.get(f"/recruit/schedules/{first}/touched", query_string=event).get_data(as_text=True)
    assert "场受影响" in touched
    answer = post(client, url, **event)
    assert answer.status_code == 303
    page = client.get(answer.location).get_data(as_text=True)
    assert "按变化重排" in page
    assert "出差" in page
    assert "其他人不受打扰" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"resource": ""}, "选出是谁或哪间会议室"),
        ({"end": "2026-11-30T08:00"}, "结束时间要在开始之后"),
        ({"start": "morgen"}, "写上日期和时间"),
        ({"resource": "room:99"}, "选这份方案里的一位"),
        ({"start": "2026-11-01T08:00", "end": "2026-11-02T08:00"}, "已经过去"),
    ],
)
def test_a_wrong_event_says_where_and_keeps_what_was_typed(desk, app, client, changes, sentence):
    with app.app_context():
        first = desk.published()
    event = {"resource": "interviewer:1101", "start": "2026-11-30T09:00", "end": "2026-11-30T12:00", "note": "出差"}
    answer = post(client, f"/recruit/schedules/{first}/changes", **{**event, **changes})
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)
    assert "出差" in answer.get_data(as_text=True)
    assert "选好是谁" in client.get(f"/recruit/schedules/{first}/touched").get_data(as_text=True)


def test_a_variant_is_solved_compared_and_taken(desk, solved, app, client, at_once):
    answer = post(client, f"/recruit/schedules/{solved}/variant", priority="fairness")
    assert answer.status_code == 303
    second = int(answer.location.rsplit("/", 1)[1])
    assert "和「等待优先」比较" in client.get(answer.location).get_data(as_text=True)
    page = client.get(f"/recruit/schedules/{second}/compare/{solved}").get_data(as_text=True)
    assert "公平优先" in page
    assert "hr-pair" in page
    assert post(client, f"/recruit/schedules/{second}/compare/{solved}").status_code == 303
    with app.app_context(), unit_of_work(write=False) as unit:
        assert unit.session.get_one(Schedule, solved).state == "discarded"
    assert post(client, f"/recruit/schedules/{second}/variant", priority="?").status_code == 422
    assert client.get(f"/recruit/schedules/{second}/compare/{second}").status_code == 422


def test_promises_need_a_way_out(solved, client):
    assert post(client, f"/recruit/schedules/{solved}/promised").status_code == 409


def test_the_goal_is_chosen_in_the_form(desk, app, client, at_once):
    answer = post(client, "/recruit/schedules", stage_id=desk.stage_id, priority="days", **FORM)
    assert "天数优先" in client.get(answer.location).get_data(as_text=True)
    answer = post(client, "/recruit/schedules", stage_id=desk.stage_id, priority="cheapest", **FORM)
    assert answer.status_code == 422


def test_short_of_people_is_said_before_solving(desk, app, client):
    with app.app_context(), unit_of_work() as unit:
        unit.session.get_one(Stage, desk.stage_id).minutes = 180
    page = client.get("/recruit/schedules/demand", query_string={**FORM, "last": "2026-11-30", "stage_id": desk.stage_id})
    assert "至少有 2 场排不进" in page.get_data(as_text=True)
