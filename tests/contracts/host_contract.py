"""What holds in every host: subclass ``HostContractTests`` with a fixture ``hosted`` and it runs against the glue."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client
from werkzeug.wrappers import Response

from hr_recruit_plugin import migrate
from hr_recruit_plugin.manifest import MANIFEST

PUBLIC = ("hr_recruit_portal.", "hr_recruit_assets.", "hr_recruit_api.openapi")


@dataclass
class Hosted:
    """A host with the plugin in it. ``sign_in(role)`` gives a client of somebody with that role of ours, or nobody."""

    app: Flask
    sign_in: Callable[[str | None], FlaskClient]
    menu_page: str
    own_menu: bool = True


class HostContractTests:
    """Stranger, wrong role, right role, menu, CSRF, static files, migrations, prefix."""

    def test_a_stranger_never_gets_in(self, hosted: Hosted) -> None:
        client = hosted.sign_in(None)
        with hosted.app.test_request_context():
            adapter = hosted.app.create_url_adapter(None) or hosted.app.url_map.bind("localhost")
            urls = [
                adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
                for rule in hosted.app.url_map.iter_rules()
                if rule.endpoint.startswith("hr_recruit_")
                and not rule.endpoint.startswith(PUBLIC)
                and "GET" in (rule.methods or ())
            ]
        answers = {url: client.get(url).status_code for url in urls}
        assert len(answers) >= 9
        assert {u: s for u, s in answers.items() if s not in (301, 302, 303, 401, 403, 404)} == {}

    def test_every_staff_view_names_its_permission(self, hosted: Hosted) -> None:
        unguarded = [
            rule.endpoint
            for rule in hosted.app.url_map.iter_rules()
            if rule.endpoint.startswith(("hr_recruit_hr.", "hr_recruit_interviewer.", "hr_recruit_admin."))
            and not hasattr(hosted.app.view_functions[rule.endpoint], "hr_recruit_permission")
        ]
        assert unguarded == []

    def test_a_wrong_role_is_told_so(self, hosted: Hosted) -> None:
        answer = hosted.sign_in("interviewer").get("/recruit/jobs")
        assert answer.status_code == 403
        assert "权限" in answer.text

    def test_the_right_role_sees_the_screen_in_the_hosts_chrome(self, hosted: Hosted) -> None:
        answer = hosted.sign_in("hr").get("/recruit/jobs")
        assert answer.status_code == 200
        assert 'class="hr-recruit"' in answer.text
        assert answer.text.count("<html") == 1

    def test_the_hosts_menu_shows_what_the_role_may_open(self, hosted: Hosted) -> None:
        if hosted.own_menu:
            assert "/recruit/jobs" in hosted.sign_in("hr").get(hosted.menu_page).text
            assert "/recruit/jobs" not in hosted.sign_in("interviewer").get(hosted.menu_page).text

    def test_an_unsafe_request_without_token_is_refused(self, hosted: Hosted) -> None:
        answer = hosted.sign_in("admin").post("/recruit/settings/tokens", data={"name": "forged"})
        assert answer.status_code in (400, 403)

    def test_the_api_takes_no_cookie_without_a_right_token(self, hosted: Hosted) -> None:
        client = hosted.sign_in("hr")
        client.get("/recruit/jobs")
        answer = client.post("/recruit/api/v1/jobs", json={"code": "X"}, headers={"X-CSRFToken": "forged"})
        assert answer.status_code == 403

    def test_an_unsafe_request_with_token_goes_through(self, hosted: Hosted) -> None:
        client = hosted.sign_in("admin")
        page = client.get("/recruit/settings/tokens").text
        token = page.split('data-hr-csrf="', 1)[1].split('"', 1)[0]
        answer = client.post(
            "/recruit/settings/tokens",
            data={"name": "contract", "permissions": "jobs.view", "days": "90", "csrf_token": token},
            headers={"X-CSRFToken": token},
        )
        assert answer.status_code in (200, 201, 303)

    def test_leave_is_told_for_those_asked_or_not_kept(self, hosted: Hosted) -> None:
        with hosted.app.test_request_context():
            hook = hosted.app.extensions["hr_recruit"].plugins.hook
            ids = [user.id for user in hook.recruit_find_users(query="") or ()]
            start = datetime.now(UTC)
            told = hook.recruit_absences(user_ids=ids, start=start, end=start + timedelta(days=60))
        assert all(one.user_id in ids and one.start < one.end and one.start.tzinfo for one in told or ())

    def test_static_files_are_served(self, hosted: Hosted) -> None:
        page = hosted.sign_in("hr").get("/recruit/jobs").text
        sheet = page.split("/recruit/static/hr-recruit-", 1)[1].split('"', 1)[0]
        answer = hosted.sign_in(None).get(f"/recruit/static/hr-recruit-{sheet}")
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]

    def test_upgrading_twice_changes_nothing_and_leaves_the_hosts_tables(self, hosted: Hosted) -> None:
        with hosted.app.app_context():
            engine = hosted.app.extensions["hr_recruit"].engine
            before = set(inspect(engine).get_table_names())
            migrate.upgrade(engine)
            assert set(inspect(engine).get_table_names()) == before
            assert not migrate.differences(engine)

    def test_mounted_under_a_prefix_every_link_keeps_it(self, hosted: Hosted) -> None:
        mounted = Client(DispatcherMiddleware(Response("outside", 404), {"/hr": hosted.app.wsgi_app}), Response)
        page = mounted.get("/hr/recruit/portal/").text
        assert "/hr/recruit/static/" in page
        assert 'href="/recruit/' not in page

    def test_the_manifest_can_be_opened_whole(self, hosted: Hosted) -> None:
        clients = {role: hosted.sign_in(role) for role in ("hr", "interviewer", "admin", "auditor")}
        with hosted.app.test_request_context():
            from flask import url_for

            urls = {e.key: url_for(e.endpoint) for e in MANIFEST.menu}
        for key, url in urls.items():
            assert 200 in {c.get(url).status_code for c in clients.values()}, key
