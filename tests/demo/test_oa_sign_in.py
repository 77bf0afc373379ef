"""Signing in and out, and what guards the forms."""

from __future__ import annotations

import pytest


def test_stranger_is_sent_to_the_sign_in_page_and_back(client, sign_in):
    assert client.get("/staff?q=周").location == "/sign-in?next=/staff?q%3D%E5%91%A8"
    assert sign_in("zhoumin", next="/staff?q=x").location == "/staff?q=x"


def test_name_stands_in_the_top_bar(client, sign_in):
    sign_in("zhoumin")
    assert "人力资源部</span> 周敏" in client.get("/").text


def test_staff_number_is_a_login_too(client, sign_in):
    assert sign_in("1001", "zhoumin-demo").status_code == 302


@pytest.mark.parametrize(("login", "password"), [("zhoumin", "wrong"), ("nobody", "nobody"), ("", "x")])
def test_wrong_credentials_are_told_and_keep_the_name(client, sign_in, login, password):
    page = sign_in(login, password)
    assert page.status_code == 401
    assert "账号或密码不对" in page.text
    assert f'value="{login}"' in page.text


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "staff"])
def test_sign_in_never_leaves_the_site(sign_in, target):
    assert sign_in("zhoumin", next=target).location == "/"


def test_form_without_token_is_refused(client):
    page = client.post("/sign-in", data={"login": "zhoumin", "password": "zhoumin-demo"})
    assert page.status_code == 400
    assert "口令已过期" in page.text


def test_token_of_another_session_is_refused(oa, client, token):
    stolen = token()
    form = {"csrf_token": stolen, "login": "zhoumin", "password": "zhoumin-demo"}
    assert oa.test_client().post("/sign-in", data=form).status_code == 400


def test_signing_out_ends_the_session(client, sign_in, token):
    sign_in("zhoumin")
    client.post("/sign-out", data={"csrf_token": token()})
    assert client.get("/").status_code == 302


def test_passwords_are_stored_as_hashes(oa):
    from hr_recruit_plugin.demo.oa.models import Staff, db

    with oa.app_context():
        assert db.session.get(Staff, "1001").password_hash.startswith("pbkdf2:sha256:1$")


def test_every_answer_carries_a_policy_without_inline_code(client):
    policy = client.get("/sign-in").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_pages_have_no_inline_script_or_style(client, sign_in):
    sign_in("dengyi")
    for path in ("/", "/todos", "/staff", "/departments", "/accounts", "/nowhere"):
        page = client.get(path).text
        assert "<style" not in page
        assert " style=" not in page
        assert "<script>" not in page


def test_role_guards_the_account_list(client, sign_in):
    sign_in("zhoumin")
    assert client.get("/accounts").status_code == 403
    assert "账号与角色" not in client.get("/").text


def test_administrator_sees_the_account_list(client, sign_in):
    sign_in("dengyi")
    assert "luyiming" in client.get("/accounts").text


def test_secret_key_outlives_a_restart(tmp_path):
    from hr_recruit_plugin.demo.oa import create_app

    config = {"OA_INSTANCE_PATH": str(tmp_path), "OA_SEED": False}
    assert create_app(config).config["SECRET_KEY"] == create_app(config).config["SECRET_KEY"]
    assert (tmp_path / "oa_secret_key").stat().st_mode & 0o077 == 0


def test_accounts_that_the_terminal_prints_can_sign_in(oa):
    from hr_recruit_plugin.demo.oa.security import authenticate
    from hr_recruit_plugin.demo.oa.seed import sign_ins

    roles = set()
    with oa.app_context():
        for _, account in sign_ins():
            roles |= set(authenticate(account.login, account.password).role_codes)
    assert set(oa.config["HR_RECRUIT_ROLE_MAP"]) - roles <= {"dept_director"}
