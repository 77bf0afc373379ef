"""Connections as a screen: secrets stay inside, a test is told in the remote's words."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.adapters.base import CheckResult
from hr_recruit_plugin.models import Connection
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.forms import post
from tests.support.ledger import Brings, Ledger
from tests.support.screens import counted

URL = "/recruit/settings/connections"
HX = {"HX-Request": "true"}


@pytest.fixture
def admin(app, client, host):
    app.extensions["hr_recruit"].plugins.register(Brings())
    host.sign_in("admin")
    return client


@pytest.fixture
def form(tmp_path):
    return {"adapter": "ledger", "set-file": str(tmp_path / "ledger"), "set-password": "geheim-77"}


def stored(app):
    with app.app_context(), unit_of_work(write=False) as unit:
        return unit.session.query(Connection).populate_existing().one_or_none()


@pytest.mark.parametrize("who", ["hr", "auditor", "head"])
def test_only_admins(client, host, who):
    host.sign_in(who)
    assert client.get(URL).status_code == 403


def test_every_port_is_there(admin):
    html = admin.get(URL).text
    assert html.count("未连接") == 5 and "所在的 OA" in html and "随 OA 接好" in html


def test_the_form_of_the_adapter_chosen(admin):
    html = admin.get(URL, query_string={"port": "payroll", "adapter": "sftp_csv"}).text
    assert 'name="set-host_key"' in html and "私钥（OpenSSH 或 PEM）" in html
    assert "<textarea" in html and 'value="22"' in html


def test_saving_keeps_the_secret_inside(app, admin, form):
    answer = post(admin, f"{URL}/messaging", form)
    html = admin.get(answer.location).text
    assert stored(app).settings["password"] == "geheim-77"
    assert "geheim" not in html and "留空就不变" in html and "已保存并启用" in html


def test_a_blank_secret_stays(app, admin, form):
    post(admin, f"{URL}/messaging", form)
    post(admin, f"{URL}/messaging", {**form, "set-password": ""})
    assert stored(app).settings["password"] == "geheim-77"


def test_what_is_wrong_stands_beside_the_field_and_the_secret_does_not(app, admin, form):
    answer = post(admin, f"{URL}/messaging", {**form, "set-file": ""})
    assert answer.status_code == 422 and "请填写" in answer.text and "geheim" not in answer.text
    assert stored(app) is None


def test_a_test_is_told_beside_the_button_and_saves_nothing(app, admin, form, monkeypatch):
    words = CheckResult(False, "登录被拒", "535 5.7.8 bad credentials <b>")
    monkeypatch.setattr(Ledger, "check", lambda self: words)
    answer = post(admin, f"{URL}/messaging/test", form, headers=HX)
    assert answer.status_code == 200 and "<html" not in answer.text
    assert "登录被拒" in answer.text and "535 5.7.8 bad credentials &lt;b&gt;" in answer.text
    assert stored(app) is None


def test_a_test_without_script_shows_the_whole_page(admin, form):
    answer = post(admin, f"{URL}/messaging/test", form)
    assert "文件夹在" in answer.text and "<html" in answer.text and "geheim" not in answer.text


def test_a_test_of_a_form_that_is_not_complete_names_the_field(admin, form):
    answer = post(admin, f"{URL}/messaging/test", {**form, "set-file": ""}, headers=HX)
    assert "文件：请填写" in answer.text


def test_the_switch(app, admin, form):
    post(admin, f"{URL}/messaging", form)
    post(admin, f"{URL}/messaging/switch", {"enabled": "0"})
    assert not stored(app).enabled
    assert "已停用" in admin.get(URL).text
    post(admin, f"{URL}/messaging/switch", {"enabled": ["0", "1"]})
    assert stored(app).enabled


def test_a_port_that_does_not_exist(admin, form):
    assert post(admin, f"{URL}/fax", form).status_code == 404
    assert admin.get(URL, query_string={"port": "fax"}).status_code == 200


@pytest.mark.parametrize("path", ["messaging", "messaging/test", "messaging/switch"])
def test_without_token_nothing_happens(admin, form, path):
    assert admin.post(f"{URL}/{path}", data=form).status_code == 403


def test_a_fixed_number_of_statements(app, admin):
    with counted(app) as seen:
        admin.get(URL, query_string={"port": "his"})
    assert len(seen) <= 5


def test_in_english(admin, form):
    with admin.session_transaction() as session:
        session["hr_recruit_locale"] = "en"
    answer = post(admin, f"{URL}/messaging", {**form, "set-file": ""})
    assert "Settings not saved" in answer.text
