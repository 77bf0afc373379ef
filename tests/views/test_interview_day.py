"""The interview day over HTTP: HR and clerks at the door, candidates on their phones, the screen in the waiting room."""

from __future__ import annotations

from typing import Any

import pytest

from hr_recruit_plugin.models import Job
from hr_recruit_plugin.services.interview_day import book, checkin, waiting
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.desk import MONDAY, Desk, add_candidate
from tests.support.forms import post
from tests.support.interview_day import at, ids, interview_day, lines
from tests.views.test_schedules import counting

DAY = "/recruit/day?day=2026-11-30"


@pytest.fixture
def desk(app: Any, host: Any) -> Desk:
    with app.app_context():
        made = interview_day(app, host)
    host.sign_in("hr")
    return made


def first(desk: Desk, app: Any) -> int:
    with app.app_context():
        return ids(desk)[0]


def press(client: Any, ident: int, act: str, **data: Any) -> Any:
    return post(client, f"/recruit/day/{ident}", {"act": act, **data})


@pytest.mark.parametrize("path", ["/recruit/day", "/recruit/day/1", "/recruit/day/desk", "/recruit/day/sheet.csv"])
@pytest.mark.parametrize(("who", "status"), [("interviewer", 403), ("head", 403), (None, 401)])
def test_only_the_door_gets_in(desk, client, host, path, who, status):
    host.sign_in(who)
    assert client.get(path).status_code == status


def test_the_list_shows_everybody_with_what_to_press(desk, client):
    page = client.get(DAY).text
    assert page.count('value="arrive"') == 4
    assert "3 号会议室" in page
    assert "给大家排号" in page


def test_an_empty_day_says_where_people_come_from(desk, client):
    assert "这一天没有面试" in client.get("/recruit/day?day=2026-11-29").text
    assert "没有符合条件的人" in client.get(f"{DAY}&q=zzz").text
    assert client.get("/recruit/day?day=nonsense&job=x&room=99999999999").status_code == 200


def test_a_press_leads_back_to_the_list(desk, app, client):
    ident = first(desk, app)
    answer = press(client, ident, "arrive")
    assert (answer.status_code, answer.location.endswith(f"#hr-turn-{ident}")) == (303, True)
    assert "叫 1 号" in client.get(DAY).text


def test_a_press_by_script_answers_nothing_or_the_reason(desk, app, client):
    ident = first(desk, app)
    assert post(client, f"/recruit/day/{ident}", {"act": "arrive"}, headers={"HX-Request": "true"}).status_code == 204
    refused = post(client, f"/recruit/day/{ident}", {"act": "end"}, headers={"HX-Request": "true"})
    assert refused.status_code == 409
    assert "已签到" in refused.text


def test_what_can_not_be_is_said_on_the_list(desk, app, client):
    answer = press(client, first(desk, app), "call")
    assert answer.status_code == 409
    assert "这一步没有做" in answer.text


def test_one_person_with_the_ways_back_into_the_queue(desk, app, client):
    desk.now = at(9, 15)
    page = client.get(f"/recruit/day/{first(desk, app)}").text
    assert "放到后 2 位之后" in page
    assert "约 10:00" in page
    assert "记为缺席" in page


def test_late_and_undo_by_press(desk, app, client):
    desk.now, ident = at(9, 15), first(desk, app)
    assert press(client, ident, "put_back", after="2", back="person").status_code == 303
    page = client.get(f"/recruit/day/{ident}").text
    assert "原 09:00" in page
    assert "撤销推后" in page
    press(client, ident, "undo", back="person")
    assert "撤销推后" not in client.get(f"/recruit/day/{ident}").text


def test_after_an_absence_invite_again_or_end(desk, app, client):
    desk.now, ident = at(9, 20), first(desk, app)
    press(client, ident, "absent")
    page = client.get(f"/recruit/day/{ident}").text
    assert "再请一次" in page
    ended = post(client, f"/recruit/day/{ident}/end-application", {"reason": ""})
    assert ended.status_code == 422
    assert "写一句原因" in ended.text
    post(client, f"/recruit/day/{ident}/end-application", {"reason": "面试缺席"})
    assert "这份申请已结束：面试缺席" in client.get(f"/recruit/day/{ident}").text


def test_the_clerks_phone_reads_a_candidates_code(desk, app, client):
    with app.app_context(), unit_of_work(desk.actor(), write=False) as unit:
        one = book.line(unit, first(desk, app))
        code = checkin.ticket(unit, one.interview)
    assert client.get(f"/recruit/day/scan/{code}").location.endswith(f"/day/{one.interview.id}")
    assert "不是本院的" in client.get("/recruit/day/scan/nonsense").text


def test_numbers_sheet_and_table(desk, app, client):
    assert post(client, "/recruit/day/numbers", {"day": "2026-11-30"}).status_code == 303
    with app.app_context():
        assert [one.number for one in lines(desk)] == [1, 2, 3, 4]
    table = client.get("/recruit/day/sheet.csv?day=2026-11-30").text
    assert "候选甲" in table
    assert "3 号会议室" in table
    empty = client.get("/recruit/day/sheet.pdf?day=2026-11-29")
    assert (empty.status_code, "没有可打印的" in empty.text) == (422, True)


def test_a_blind_job_prints_no_names(desk, app, client):
    rules = {"grace_minutes": "5", "early_minutes": "60", "late_after": "0", "shown": "number", "blind": "true"}
    assert post(client, f"/recruit/day/rules/{desk.job_id}", rules).status_code == 303
    assert "候选甲" not in client.get("/recruit/day/sheet.csv?day=2026-11-30").text
    answer = client.get("/recruit/day/sheet.pdf?day=2026-11-30")
    assert (answer.mimetype, answer.data[:4]) == ("application/pdf", b"%PDF")


def test_wrong_rules_are_told_beside_their_field(desk, client):
    answer = post(client, f"/recruit/day/rules/{desk.job_id}", {"grace_minutes": "x", "early_minutes": "-1", "shown": "face"})
    assert answer.status_code == 422
    assert answer.text.count("hr-err") >= 3


def test_the_list_costs_a_fixed_number_of_statements(app, host, client):
    with app.app_context():
        desk = interview_day(app, host, people=2)
    host.sign_in("hr")
    client.get(DAY)
    with counting(app) as few:
        client.get(DAY)
    with app.app_context():
        with unit_of_work(desk.actor()) as unit:
            job = unit.get(Job, desk.job_id, "")
            for n in range(4):
                add_candidate(unit, job, job.stages[1], f"后来{n}")
        desk.published(days=[MONDAY])
    with counting(app) as more:
        assert client.get(DAY).status_code == 200
    assert len(more) == len(few)


# --- candidates --------------------------------------------------------------------------------------------------


@pytest.fixture
def own(desk: Desk) -> str:
    return f"/recruit/portal/status/token-{desk.job_id}-候选甲/day"


def code_of(desk: Desk, app: Any) -> str:
    with app.app_context(), unit_of_work(desk.actor(), write=False) as unit:
        return checkin.desk_code(unit, "本部")


def test_the_own_page_has_a_code_to_show_and_one_to_type(desk, app, host, client, own):
    host.sign_in(None)
    page = client.get(own).text
    assert "给工作人员扫" in page
    assert "data:image/svg+xml" in page
    assert post(client, own, {"code": "12"}, page=own).status_code == 422
    assert post(client, own, {"code": code_of(desk, app)}, page=own).status_code == 303
    assert "已签到" in client.get(own).text


def test_on_another_day_the_own_page_says_so(desk, host, client, own):
    host.sign_in(None)
    desk.pass_time(days=-1)
    assert "今天没有你的面试" in client.get(own).text
    assert client.get("/recruit/portal/status/nobody/day").status_code == 404


def test_the_desk_shows_a_code_and_the_poster_takes_it(desk, app, host, client):
    code = code_of(desk, app)
    assert f"{code[:3]} {code[3:]}" in client.get("/recruit/day/desk").text
    host.sign_in(None)
    poster = f"/recruit/portal/check-in/本部?code={code}"
    assert f'value="{code}"' in client.get(poster).text
    wrong = post(client, "/recruit/portal/check-in/本部", {"code": code, "name": "候选甲", "phone": "13800009999"}, page=poster)
    assert (wrong.status_code, "没有用这个姓名" in wrong.text) == (422, True)
    missing = post(client, "/recruit/portal/check-in/本部", {"code": code}, page=poster)
    assert (missing.status_code, missing.text.count("hr-err")) == (422, 2)


def test_the_waiting_room_needs_its_link_and_shows_no_name(desk, app, host, client):
    press(client, first(desk, app), "arrive")
    with app.app_context(), unit_of_work(desk.actor(), write=False) as unit:
        key = waiting.key(unit, "本部")
    host.sign_in(None)
    page = client.get(f"/recruit/portal/waiting/本部/{key}").text
    assert "3 号会议室" in page
    assert "候选" not in page
    assert client.get(f"/recruit/portal/waiting/东院/{key}").status_code == 404
    assert "<html" not in client.get(f"/recruit/portal/waiting/本部/{key}?part=1").text


# --- draws of lots -----------------------------------------------------------------------------------------------


DRAWS = "/recruit/day/draws"


def begin(client: Any, desk: Desk, **changes: str) -> Any:
    scope = {"day": "2026-11-30", "kind": "order", "half": "am", "stage_id": str(desk.stage_id), "campus": "本部", **changes}
    return post(client, DRAWS, scope)


def test_a_draw_from_the_promise_to_the_printed_record(desk, client):
    assert "公布承诺" in client.get(f"{DRAWS}?day=2026-11-30").text
    path = begin(client, desk).location
    page = client.get(path).text
    assert "监督员随意写几个字" in page
    assert "谁都可以重算" not in page
    wrong = post(client, path, {"act": "pull", "words": ""})
    assert (wrong.status_code, wrong.text.count("hr-err") >= 2) == (422, True)
    assert client.get(f"{path}/record.pdf").status_code == 422
    post(client, path, {"act": "pull", "words": "春 $HOME", "present": "监督员甲"})
    drawn = client.get(path).text
    assert "hr-recruit draw K" in drawn
    assert "&#39;春 $HOME&#39;" in drawn
    assert post(client, path, {"act": "confirm"}).status_code == 303
    assert "已抽定" in client.get(path).text
    assert client.get(f"{path}/record.pdf").data[:4] == b"%PDF"
    assert "已抽定" in client.get(f"{DRAWS}?day=2026-11-30").text


def test_what_can_not_be_drawn_is_said(desk, host, client):
    assert "只有一个考场" in begin(client, desk, kind="rooms").text
    assert begin(client, desk, kind="coins").status_code == 422
    assert client.get(f"{DRAWS}/99").status_code == 404
    path = begin(client, desk).location
    assert post(client, path, {"act": "dance"}).status_code == 422
    assert begin(client, desk).status_code == 409
    assert post(client, path, {"act": "drop"}).status_code == 303
    assert "这一天没有能抽签的面试" in client.get(f"{DRAWS}?day=2026-12-25").text
    host.sign_in("interviewer")
    assert client.get(DRAWS).status_code == 403
