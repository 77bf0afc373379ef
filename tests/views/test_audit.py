"""The audit as a screen."""

from __future__ import annotations

import pytest

from hr_recruit_plugin.services.unit import unit_of_work
from tests.support.forms import post
from tests.support.screens import counted, text_of

URL = "/recruit/audit"


@pytest.fixture
def auditor(app, client, host):
    with app.app_context(), unit_of_work(host.actor("hr")) as unit:
        for number in range(60):
            unit.audit("dossier.read", "application", number)
        unit.audit("job.opened", "job", 1, code="=1+1")
    host.sign_in("auditor")
    return client


@pytest.mark.parametrize("who", ["hr", "admin", "head", "interviewer"])
def test_only_auditors(client, host, who):
    host.sign_in(who)
    assert client.get(URL).status_code == client.get("/recruit/audit.csv").status_code == 403


def test_deeds_in_words(auditor):
    text = text_of(auditor.get(URL))
    assert "何敏 1001 新建职位 职位 1" in text and "查看档案" in text


def test_pages(auditor):
    assert "before=12" in auditor.get(URL).text
    assert "after=" in auditor.get(URL, query_string={"before": 12}).text


def test_filters(auditor):
    text = text_of(auditor.get(URL, query_string={"object_type": "job", "object_id": "1"}))
    assert "第 61 到 61 条" in text
    html = auditor.get(URL, query_string={"actor": "无此人", "since": "x"}).text
    assert "没有符合条件的记录" in html and "现有 1 个条件" in html


def test_reading_is_itself_entered(auditor):
    auditor.get(URL)
    assert "查看审计" in text_of(auditor.get(URL, query_string={"action": "audit.read"}))


def test_verifying(auditor):
    answer = post(auditor, f"{URL}/verify", {}, page=URL)
    assert answer.status_code == 200 and "逐条验证" in answer.text


def test_the_file_has_the_hashes_and_no_formula(auditor):
    text = auditor.get("/recruit/audit.csv").get_data().decode("utf-8-sig")
    assert text.splitlines()[0].endswith("previous,hash") and len(text.splitlines()) == 62
    assert "\n=" not in text


def test_a_forged_request(auditor):
    assert auditor.post(f"{URL}/verify").status_code == 403


def test_a_fixed_number_of_statements(app, auditor):
    with counted(app) as seen:
        auditor.get(URL)
    assert len(seen) <= 6
