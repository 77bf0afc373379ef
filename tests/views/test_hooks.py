"""The hook console as a screen."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.services import console
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.behaviours import Noisy
from tests.support.forms import post
from tests.support.recruiting import open_job, resume, submit
from tests.support.screens import counted

URL = "/recruit/settings/hooks"
NAME = "院内.noisy"


@pytest.fixture
def admin(app, client, host):
    app.extensions["hr_recruit"].plugins.register(Noisy(), NAME)
    host.sign_in("admin")
    return client


def state(app, host):
    with app.app_context(), unit_of_work(host.actor("admin"), write=False) as unit:
        return next(i for i in console.implementations(unit) if i.name == NAME)


def test_hr_may_not(client, host):
    host.sign_in("hr")
    assert client.get(URL).status_code == 403


def test_every_behaviour_with_its_events(admin):
    html = admin.get(URL).text
    assert "院内广播" in html and "院内扩展 1" in html and "催交评分表" in html and "评分表没交" in html


def test_the_form_is_drawn_from_the_schema(admin):
    html = admin.get(URL, query_string={"open": NAME}).text
    assert 'name="set-limit"' in html and "上限" in html and "每天" in html
    assert 'type="password"' in html and '<option value="b">乙</option>' in html


def test_off_and_on(app, admin, host):
    answer = post(admin, f"{URL}/switch", {"name": NAME, "enabled": "0"})
    assert answer.status_code == 303 and not state(app, host).enabled
    post(admin, f"{URL}/switch", {"name": NAME, "enabled": ["0", "1"]})
    assert state(app, host).enabled


def test_order_by_keyboard_gives_the_focus_back(admin):
    answer = post(admin, f"{URL}/move", {"name": "builtin.invite", "direction": "up"})
    html = admin.get(answer.location).text
    assert html.count("data-hr-focus") == 1


def test_settings_are_saved(app, admin, host):
    answer = post(admin, f"{URL}/settings", {"name": NAME, "set-limit": "5", "set-word": "芝麻", "set-key": "geheim-7"})
    assert answer.status_code == 303 and state(app, host).values["limit"] == 5
    html = admin.get(answer.location).text
    assert "已保存" in html and "geheim" not in html and "留空就不变" in html


def test_wrong_settings_stand_beside_their_fields(app, admin, host):
    answer = post(admin, f"{URL}/settings", {"name": NAME, "set-limit": "99", "set-word": "芝麻", "set-key": "geheim-7"})
    assert answer.status_code == 422
    assert "需在 1 到 10 之间" in answer.text and 'value="99"' in answer.text and "geheim" not in answer.text


def test_a_department_has_settings_of_its_own(app, admin, host):
    post(admin, f"{URL}/settings", {"name": NAME, "scope": "department:HL", "set-word": "芝麻", "set-limit": "9"})
    html = admin.get(URL, query_string={"open": NAME, "scope": "department:HL"}).text
    assert "压过全院" in html and 'value="9"' in html
    assert post(admin, f"{URL}/scope", {"name": NAME, "scope": "department:HL"}).status_code == 303
    assert not state(app, host).overrides


def test_one_that_was_parked_is_shown_with_its_error_and_resumed(app, admin, host):
    with app.app_context(), unit_of_work(host.actor("admin")) as unit:
        console.configure(unit, NAME, {"word": "芝麻"})
    with app.app_context(), unit_of_work() as unit:
        job = open_job(unit)
        for number in range(5):
            submit(unit, job, resume(f"候选人{number}", f"1380000001{number}"))
    html = admin.get(URL, query_string={"open": NAME, "show": "failed"}).text
    assert "已自动停用" in html and "loudspeaker is off" in html and "候选人0" not in html
    post(admin, f"{URL}/switch", {"name": NAME, "enabled": "1"})
    assert state(app, host).parked_at is None


@pytest.mark.parametrize("path", ["switch", "move", "settings", "scope"])
def test_what_is_not_installed(admin, path):
    answer = post(admin, f"{URL}/{path}", {"name": "x.y", "scope": "job:1"})
    assert answer.status_code == 404


@pytest.mark.parametrize("path", ["switch", "move", "settings", "scope"])
def test_without_token_nothing_happens(admin, path):
    assert admin.post(f"{URL}/{path}", data={"name": NAME}).status_code == 403


def test_a_filter_that_finds_nothing(admin):
    assert "没有符合条件的行为" in admin.get(URL, query_string={"show": "off"}).text


def test_a_fixed_number_of_statements(app, admin):
    with counted(app) as seen:
        admin.get(URL, query_string={"open": NAME})
    assert len(seen) <= 6
