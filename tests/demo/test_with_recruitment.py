"""The OA with the plugin in it: one line of configuration, and each role finds its own entries."""

from __future__ import annotations

import re

import pytest

from hr_recruit_plugin.demo.oa import RECRUIT, create_app


@pytest.fixture
def oa(tmp_path):
    return create_app(
        {
            "OA_EXTENSIONS": [RECRUIT],
            "OA_INSTANCE_PATH": str(tmp_path),
            "OA_PASSWORD_METHOD": "pbkdf2:sha256:1",
            "HR_RECRUIT_WORKER": "none",
            "TESTING": True,
        }
    )


ENTRIES = [
    ("zhoumin", "今日 职位 候选人 排期 面试日 我的面试 Offer 报表"),
    ("tangwei", "今日 职位 候选人 我的面试 报表"),
    ("heqing", "今日 我的面试"),
    ("dengyi", "今日 设置"),
    ("shijie", "今日 审计"),
    ("gaoyu", ""),
]


@pytest.mark.parametrize(("login", "titles"), ENTRIES)
def test_menu_of_each_role(client, sign_in, login, titles):
    sign_in(login)
    page = client.get("/staff").text
    group = re.search(r">招聘</p>(.*?)</ul>", page, re.DOTALL)
    found = re.findall(r'<a href="/recruit[^"]*">([^<]+?)</a>', group[1] if group else "")
    assert found == titles.split()


def test_menu_speaks_the_users_language(client, sign_in, token):
    client.post("/locale", data={"csrf_token": token(), "locale": "en"})
    sign_in("zhoumin")
    assert "Recruitment</p>" in client.get("/").text


def test_stranger_is_sent_to_our_sign_in(client):
    answer = client.get("/recruit/jobs")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?next=/recruit/jobs"


def test_our_pages_are_untouched_by_the_plugin(client, sign_in):
    sign_in("zhoumin")
    for path in ("/", "/todos", "/staff", "/departments"):
        page = client.get(path)
        assert page.status_code == 200
        assert "hr-recruit.css" not in page.text


def test_extension_that_is_not_there_is_named(tmp_path):
    with pytest.raises(RuntimeError, match=r"OA_EXTENSIONS names 'nowhere:Nothing'.*package\.module:Name"):
        create_app({"OA_EXTENSIONS": ["nowhere:Nothing"], "OA_INSTANCE_PATH": str(tmp_path), "OA_SEED": False})
