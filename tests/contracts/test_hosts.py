"""The host contract against the sample OA, a real Flask-AppBuilder application and a bare Flask application."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from hr_recruit_plugin import migrate
from tests.contracts.host_contract import HostContractTests, Hosted
from tests.support.host import SmallHost

PASSWORD = "only-for-tests"


class TestSampleOa(HostContractTests):
    @pytest.fixture(scope="class")
    def hosted(self, tmp_path_factory: pytest.TempPathFactory) -> Hosted:
        tmp_path = tmp_path_factory.mktemp("oa")
        from hr_recruit_plugin.demo.oa import create_app
        from hr_recruit_plugin.demo.oa.config import RECRUIT
        from hr_recruit_plugin.demo.oa.seed import sign_ins

        app = create_app(
            {
                "OA_INSTANCE_PATH": str(tmp_path),
                "OA_EXTENSIONS": [RECRUIT],
                "OA_PASSWORD_METHOD": "pbkdf2:sha256:1",
                "HR_RECRUIT_WORKER": "none",
                "TESTING": True,
            }
        )
        _migrate(app)
        order = ("hr", "department_head", "interviewer", "admin", "auditor")
        accounts = dict(zip(order, (account for _, account in sign_ins()), strict=True))

        def sign_in(role: str | None) -> FlaskClient:
            client = app.test_client()
            if role:
                token = client.get("/sign-in").text.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
                account = accounts[role]
                form = {"login": account.login, "password": account.password, "csrf_token": token}
                assert client.post("/sign-in", data=form).status_code in (302, 303)
            return client

        return Hosted(app, sign_in, "/")


class TestFlaskAppBuilder(HostContractTests):
    @pytest.fixture(scope="class")
    def hosted(self, tmp_path_factory: pytest.TempPathFactory) -> Hosted:
        tmp_path = tmp_path_factory.mktemp("appbuilder")
        from flask_appbuilder import AppBuilder
        from flask_appbuilder.models.sqla.base import SQLA

        app = Flask("hospital_portal", instance_path=str(tmp_path))
        app.config.update(
            SECRET_KEY=PASSWORD,
            TESTING=True,
            WTF_CSRF_ENABLED=True,
            BABEL_DEFAULT_LOCALE="zh",
            SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'portal.db'}",
            # The one configuration line:
            ADDON_MANAGERS=["hr_recruit_plugin.hooks.hosts.appbuilder.RecruitManager"],
            HR_RECRUIT_ROLE_MAP={"HR": "hr", "Interviewer": "interviewer", "IT": "admin", "Audit": "auditor"},
            HR_RECRUIT_WORKER="none",
        )
        _protect(app)
        db = SQLA(app)
        with app.app_context():
            builder = AppBuilder(app, db.session)
            roles = {"hr": "HR", "interviewer": "Interviewer", "admin": "IT", "auditor": "Audit"}
            for ours, theirs in roles.items():
                role = builder.sm.find_role(theirs) or builder.sm.add_role(theirs)
                builder.sm.add_user(ours, "敏", "何", f"{ours}@hospital.example", role, PASSWORD)
            _give_menu(builder, app)
        _migrate(app)

        def sign_in(role: str | None) -> FlaskClient:
            client = app.test_client()
            if role:
                page = client.get("/login/").text
                token = page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]
                form = {"username": role, "password": PASSWORD, "csrf_token": token}
                assert client.post("/login/", data=form).status_code == 302
            return client

        return Hosted(app, sign_in, "/recruit/")


class TestBareFlask(HostContractTests):
    @pytest.fixture
    def hosted(self, app: Flask, host: SmallHost) -> Hosted:
        def sign_in(role: str | None) -> FlaskClient:
            return _Client(app, host, role)  # type: ignore[return-value]

        return Hosted(app, sign_in, "/recruit/")


class _Client:
    """A client that signs its user in before each request, since the small host knows one user at a time."""

    def __init__(self, app: Flask, host: SmallHost, role: str | None) -> None:
        self._client, self._host, self._role = app.test_client(), host, role

    def get(self, *args: Any, **kwargs: Any) -> Any:
        self._host.sign_in(self._role)
        return self._client.get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> Any:
        self._host.sign_in(self._role)
        return self._client.post(*args, **kwargs)


def _migrate(app: Flask) -> None:
    with app.app_context():
        migrate.upgrade(app.extensions["hr_recruit"].engine)


def _protect(app: Flask) -> None:
    from flask_wtf.csrf import CSRFProtect

    CSRFProtect(app)


def _give_menu(builder: Any, app: Flask) -> None:
    """What the next start does by itself: roles made after the plugin's installation get its menu."""
    from hr_recruit_plugin.hooks.hosts.appbuilder import AppBuilderHost
    from hr_recruit_plugin.manifest import MANIFEST

    AppBuilderHost(builder).let_roles_see(app, MANIFEST.menu)
