"""Every hook of the host contract and of refusals, answered by a plugin in a running application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from hr_recruit_plugin import HostUser, HRRecruit, hookimpl, migrate
from hr_recruit_plugin.errors import RecruitmentRefused
from hr_recruit_plugin.hooks.specs import hookspec
from hr_recruit_plugin.records import Absence, Department, NewHire, Todo
from hr_recruit_plugin.services.availability import absences
from hr_recruit_plugin.services.unit import unit_of_work
from hr_recruit_plugin.state import own_engine

HEAD = HostUser("1", "何敏", ("hr",), "RL")


def plugin(**answers: Any) -> Any:
    """An object with one implementation for each keyword: a value or a function."""

    def implement(answer: Any) -> Callable[..., Any]:
        return hookimpl(answer if callable(answer) else lambda self: answer)

    return type("Plugin", (), {name: implement(answer) for name, answer in answers.items()})()


@pytest.fixture
def install(tmp_path: Path) -> Callable[..., Flask]:
    def make(**answers: Any) -> Flask:
        app = Flask("host", instance_path=str(tmp_path))
        app.config.update(
            SECRET_KEY="x", TESTING=True, HR_RECRUIT_WORKER="none",
            HR_RECRUIT_DATABASE_URI=f"sqlite:///{tmp_path / 'r.db'}",
        )  # fmt: skip
        answers.setdefault("recruit_current_user", lambda self: HEAD)
        HRRecruit(app, plugins=[plugin(**answers)])
        with app.app_context():
            migrate.upgrade(app.extensions["hr_recruit"].engine)
        return app

    return make


Install = Callable[..., Flask]


def test_hook_recruit_current_user(install: Install) -> None:
    assert install().test_client().get("/recruit/jobs").status_code == 200


def test_hook_recruit_engine(install: Install, tmp_path: Path) -> None:
    engine = own_engine(f"sqlite:///{tmp_path / 'other.db'}")
    app = install(recruit_engine=lambda self, app: engine)
    assert app.extensions["hr_recruit"].engine is engine


def test_hook_recruit_render(install: Install) -> None:
    app = install(recruit_render=lambda self, template, context: f"<host>{context['content']}</host>")
    assert app.test_client().get("/recruit/jobs").text.startswith("<host>")


def test_hook_recruit_login_url(install: Install) -> None:
    app = install(recruit_current_user=lambda self: None, recruit_login_url=lambda self, next_url: "/in?" + next_url)
    assert app.test_client().get("/recruit/jobs").headers["Location"] == "/in?/recruit/jobs"


def test_hook_recruit_has_permission(install: Install) -> None:
    app = install(recruit_has_permission=lambda self, user, permission: permission == "audit.view")
    client = app.test_client()
    assert (client.get("/recruit/audit").status_code, client.get("/recruit/jobs").status_code) == (200, 403)


def test_hook_recruit_add_menu(install: Install) -> None:
    told: list[Any] = []
    install(recruit_add_menu=lambda self, app, entries: told.extend(entries))
    assert [e.position for e in told] == sorted(e.position for e in told) != []


def test_hook_recruit_csrf_token(install: Install) -> None:
    app = install(recruit_csrf_token=lambda self: "the-hosts-own")
    assert 'data-hr-csrf="the-hosts-own"' in app.test_client().get("/recruit/jobs").text


def test_hook_recruit_check_csrf(install: Install) -> None:
    app = install(recruit_check_csrf=lambda self, request: request.form.get("t") == "right")
    client = app.test_client()
    assert client.post("/recruit/portal/locale", data={"t": "wrong"}).status_code == 403
    assert client.post("/recruit/portal/locale", data={"t": "right", "locale": "en"}).status_code == 303


def test_hook_recruit_departments(install: Install) -> None:
    hook = install(recruit_departments=lambda self: [Department("HL", "护理部")]).extensions["hr_recruit"].plugins.hook
    assert hook.recruit_departments()[0].name == "护理部"


def test_hook_recruit_find_users(install: Install) -> None:
    hook = install(recruit_find_users=lambda self, query: [HEAD]).extensions["hr_recruit"].plugins.hook
    assert hook.recruit_find_users(query="何")[0] is HEAD


def test_hook_recruit_absences(install: Install) -> None:
    now = datetime(2026, 11, 30, tzinfo=UTC)
    away = Absence("1", now, now + timedelta(days=1))
    app = install(recruit_absences=lambda self, user_ids, start, end: [away] if "1" in user_ids else [])
    with app.app_context(), unit_of_work(write=False) as unit:
        assert absences(unit, ["1"], now, now + timedelta(days=7)) == ({"1": [(away.start, away.end)]}, False)


def test_hook_recruit_locale(install: Install) -> None:
    assert 'lang="en"' in install(recruit_locale=lambda self: "en_GB").test_client().get("/recruit/jobs").text


def test_hook_recruit_push_todo(install: Install) -> None:
    told: list[Todo] = []
    app = install(recruit_push_todo=lambda self, user_id, todo: told.append(todo))
    app.extensions["hr_recruit"].plugins.hook.recruit_push_todo(user_id="1", todo=Todo("1", "k", "t", "u"))
    assert told[0].key == "k"
    assert app.extensions["hr_recruit"].host_takes_todos


def test_hook_recruit_add_colleague(install: Install) -> None:
    app = install(recruit_add_colleague=lambda self, hire: "host-" + hire.staff_no)
    hire = NewHire("9", "林", "护理部", "HL", "护士", __import__("datetime").date(2026, 12, 1), "O-1")
    assert app.extensions["hr_recruit"].plugins.hook.recruit_add_colleague(hire=hire) == "host-9"


def test_hook_recruit_register_adapters(install: Install) -> None:
    from hr_recruit_plugin.adapters.messaging.folder import MailFolder

    other = type("Pigeon", (MailFolder,), {"name": "pigeon"})
    app = install(recruit_register_adapters=lambda self: [other])
    assert app.extensions["hr_recruit"].adapters["messaging", "pigeon"] is other


def test_an_unknown_hook_is_a_mistake_told_at_start(install: Install) -> None:
    from pluggy import PluginValidationError

    with pytest.raises(PluginValidationError, match="recruit_stage_chnaged"):
        install(recruit_stage_chnaged=lambda self, event: None)


def test_refusals_are_exceptions_of_ours() -> None:
    assert RecruitmentRefused("不行").status == 422
    assert hookspec is not None
