"""To-do centre, staff, language and errors."""

from __future__ import annotations

import re
from pathlib import Path

from hr_recruit_plugin.demo import oa as package
from hr_recruit_plugin.demo.oa.locale import catalogue
from hr_recruit_plugin.demo.oa.models import Todo, db
from hr_recruit_plugin.demo.oa.seed import ACCOUNTS, DEPARTMENTS, ROLES


def test_menu_counts_open_todos(client, sign_in):
    sign_in("zhoumin")
    assert re.search(r'oa-n">1<', client.get("/").text)


def test_todo_is_closed_and_put_back(client, sign_in, token):
    sign_in("zhoumin")
    client.post("/todos/1", data={"csrf_token": token(), "action": "close"})
    assert "没有等你办的事" in client.get("/todos").text
    assert "核对本月在岗人数" in client.get("/todos?state=done").text
    client.post("/todos/1", data={"csrf_token": token(), "action": "reopen"})
    assert "核对本月在岗人数" in client.get("/todos").text


def test_nobody_closes_the_todo_of_another(oa, client, sign_in, token):
    sign_in("luyiming")
    assert client.post("/todos/1", data={"csrf_token": token(), "action": "close"}).status_code == 404
    with oa.app_context():
        assert db.session.get(Todo, 1).closed is None


def test_todo_address_that_is_no_web_page_is_not_a_link(oa, client, sign_in):
    with oa.app_context():
        db.session.add(Todo(staff_no="1001", key="k", title="假链接", url="javascript:alert(1)"))
        db.session.commit()
    sign_in("zhoumin")
    page = client.get("/todos").text
    assert "假链接" in page
    assert "javascript:" not in page


def test_staff_list_finds_by_name_number_and_department(client, sign_in):
    sign_in("zhoumin")
    assert "共 17 人" in client.get("/staff").text
    assert "共 1 人" in client.get("/staff?q=1301").text
    assert "罗建国" in client.get("/staff?q=建国").text
    assert "共 3 人" in client.get("/staff?department=ZZ").text
    assert "没有符合条件的人" in client.get("/staff?q=%25").text


def test_language_is_switched_and_outlives_signing_in(client, sign_in, token):
    client.post("/locale", data={"csrf_token": token(), "locale": "en", "next": "/sign-in"})
    sign_in("zhoumin")
    page = client.get("/staff").text
    assert '<html lang="en">' in page
    assert "Intensive Care" in page


def test_unknown_language_is_refused(client, token):
    assert client.post("/locale", data={"csrf_token": token(), "locale": "xx"}).status_code == 400


def test_browser_language_is_the_first_guess(client):
    assert "Sign in" in client.get("/sign-in", headers={"Accept-Language": "en-GB,en"}).text


def test_unknown_page_is_explained(client, sign_in):
    sign_in("zhoumin")
    page = client.get("/nowhere")
    assert page.status_code == 404
    assert "没有这一页" in page.text


def test_fault_is_explained_without_a_trace(oa, client):
    oa.config["PROPAGATE_EXCEPTIONS"] = False

    @oa.get("/broken")
    def broken() -> str:
        raise ZeroDivisionError("a secret of the machine")

    page = client.get("/broken")
    assert page.status_code == 500
    assert "系统出错了" in page.text
    assert "secret" not in page.text


def test_every_text_has_an_english_form():
    folder = Path(package.__file__).parent
    sources = [*folder.glob("*.py"), *folder.glob("templates/oa/*.html")]
    texts = {text for file in sources for text in re.findall(r'oa_t\(\s*["\']([^"\']+)["\']', file.read_text())}
    missing = (texts | set(DEPARTMENTS.values()) | set(ROLES.values())) - set(catalogue("en"))
    assert not missing
    assert all(catalogue("en").values())


def test_invented_staff_use_reserved_mail_domains():
    assert {account.email.partition("@")[2] for account in ACCOUNTS} == {"oa.example.cn"}
    assert len({account.staff_no for account in ACCOUNTS}) == len(ACCOUNTS)


def test_restart_keeps_the_data(oa, tmp_path):
    from hr_recruit_plugin.demo.oa import create_app

    with oa.app_context():
        db.session.get(Todo, 1).title = "改过"
        db.session.commit()
    with create_app({"OA_INSTANCE_PATH": str(tmp_path)}).app_context():
        assert db.session.get(Todo, 1).title == "改过"
