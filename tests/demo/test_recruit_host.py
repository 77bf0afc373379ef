"""What the OA answers to the plugin. Needs no plugin: the glue is plain functions over the OA."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import session
from markupsafe import Markup

from hr_recruit_plugin.demo.oa.models import Staff, db
from hr_recruit_plugin.demo.oa.models import Todo as OaTodo
from hr_recruit_plugin.demo.oa.recruit_host import DemoHost
from hr_recruit_plugin.records import MenuEntry, NewHire, Todo

HIRE = NewHire(
    staff_no="2026001",
    name="林若溪",
    department="重症医学科",
    department_id="ZZ",
    position="ICU 护士",
    start_date=date(2027, 1, 4),
    offer_number="OF-1",
    id_number="110199199601010000",
)
SCREEN = {"content": Markup("<div class='hr-recruit'>屏</div>"), "title": "职位", "locale": "zh", "menu": []}
SCREEN |= {"stylesheets": ["/recruit/static/a.css"], "scripts": ["/recruit/static/a.js"]}


@pytest.fixture
def host(oa):
    with oa.test_request_context("/recruit/"):
        yield DemoHost()


def test_nobody_is_signed_in(host):
    assert host.recruit_current_user() is None


def test_user_carries_the_hosts_own_role_names(host):
    session["oa_staff_no"] = "1301"
    user = host.recruit_current_user()
    assert (user.id, user.name, user.department) == ("1301", "罗建国", "ZZ")
    assert set(user.roles) == {"dept_director", "examiner", "staff"}


def test_strangers_are_sent_to_our_sign_in_page(host):
    assert host.recruit_login_url("/recruit/jobs") == "/sign-in?next=/recruit/jobs"


def test_csrf_token_goes_by_form_and_by_header(oa, host):
    from flask import request

    token = host.recruit_csrf_token()
    assert not host.recruit_check_csrf(request)
    for sent in ({"data": {"csrf_token": token}}, {"headers": {"X-CSRF-Token": token}}):
        with oa.test_request_context("/recruit/", method="POST", **sent):
            session["oa_csrf"] = token
            assert host.recruit_check_csrf(request)
            session["oa_csrf"] = "another"
            assert not host.recruit_check_csrf(request)


def test_screen_stands_inside_our_frame(host):
    session["oa_staff_no"] = "1001"
    page = host.recruit_render("hr/jobs.html", SCREEN)
    assert "<div class='hr-recruit'>屏</div>" in page
    assert '<link rel="stylesheet" href="/recruit/static/a.css">' in page
    assert '<script src="/recruit/static/a.js" defer></script>' in page
    assert "<title>职位 · 示范医院 OA</title>" in page
    assert "员工档案" in page


def test_menu_shows_each_entry_to_those_with_the_permission(oa, client, sign_in):
    oa.add_url_rule("/recruit/", "r.today", lambda: "")
    oa.add_url_rule("/recruit/hooks", "r.hooks", lambda: "")
    entries = [
        MenuEntry("hooks", "设置项", "r.hooks", "settings.edit", "x", 2),
        MenuEntry("today", "今日", "r.today", "work", "x", 1),
        MenuEntry("gone", "没装的屏", "r.gone", "work", "x", 3),
    ]
    with oa.app_context():
        DemoHost().recruit_add_menu(oa, entries)
    sign_in("zhoumin")
    page = client.get("/").text
    assert 'href="/recruit/">今日' in page
    assert page.index("招聘") > page.index("科室")
    assert "设置项" not in page
    assert "没装的屏" not in page


def test_plain_staff_see_no_recruitment_menu(oa, client, sign_in):
    oa.add_url_rule("/recruit/", "r.today", lambda: "")
    DemoHost().recruit_add_menu(oa, [MenuEntry("today", "今日", "r.today", "work", "x")])
    sign_in("gaoyu")
    assert "今日" not in client.get("/").text


def test_departments_and_people_are_found(host):
    assert ("ZZ", "重症医学科") in [(d.id, d.name) for d in host.recruit_departments()]
    assert len(host.recruit_find_users("")) == 17
    assert [u.name for u in host.recruit_find_users("1301")] == ["罗建国"]
    assert [u.id for u in host.recruit_find_users("建国")] == ["1301"]
    assert host.recruit_find_users("_") == []


def test_todo_is_put_replaced_and_closed(host):
    due = datetime(2026, 12, 1, 8, tzinfo=UTC)
    for title, done in (("看简历", False), ("看 3 份简历", False), ("看 3 份简历", True)):
        host.recruit_push_todo("1301", Todo("1301", "review:1", title, "/recruit/x", due, done))
    entry = db.session.scalars(db.select(OaTodo).filter_by(key="review:1")).one()
    assert entry.title == "看 3 份简历"
    assert entry.due == due.replace(tzinfo=None)
    assert entry.closed is not None


def test_todo_for_somebody_unknown_is_refused_by_name(host):
    with pytest.raises(LookupError, match=r"9999.*看简历"):
        host.recruit_push_todo("9999", Todo("9999", "k", "看简历", ""))


def test_colleague_is_added_once_and_cannot_sign_in_yet(host, oa):
    assert host.recruit_add_colleague(HIRE) == host.recruit_add_colleague(HIRE) == "2026001"
    person = db.session.get(Staff, "2026001")
    assert (person.name, person.department_code, person.password_hash) == ("林若溪", "ZZ", None)


def test_new_colleague_stands_first_in_the_staff_list(oa, client, sign_in):
    with oa.app_context():
        DemoHost().recruit_add_colleague(HIRE)
    sign_in("zhoumin")
    page = client.get("/staff").text
    assert page.index("林若溪") < page.index("周敏</th>")
    assert "待报到" in page


def test_colleague_of_a_department_we_do_not_know_is_kept(host):
    from dataclasses import replace

    host.recruit_add_colleague(replace(HIRE, department_id="??"))
    assert db.session.get(Staff, "2026001").department_code is None


def test_leave_is_told_for_those_asked(host):
    now = datetime.now(UTC)
    found = host.recruit_absences(["1501", "1001"], now, now + timedelta(days=30))
    assert [one.user_id for one in found] == ["1501"]
    assert found[0].start.tzinfo is not None
    assert host.recruit_absences(["1501"], now + timedelta(days=30), now + timedelta(days=60)) == []
