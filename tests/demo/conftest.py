"""A fresh OA in a folder of its own, and a browser's worth of client."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from hr_recruit_plugin.demo.oa import create_app


@pytest.fixture
def oa(tmp_path: Path) -> Flask:
    """The OA without any plugin. Cheap hashes: sixteen real ones cost more than all tests here."""
    return create_app({"OA_INSTANCE_PATH": str(tmp_path), "OA_PASSWORD_METHOD": "pbkdf2:sha256:1", "TESTING": True})


@pytest.fixture
def client(oa: Flask) -> FlaskClient:
    return oa.test_client()


@pytest.fixture
def token(client: FlaskClient) -> Callable[[], str]:
    """The CSRF token of the client's session, as a page prints it."""

    def read() -> str:
        page = client.get("/sign-in", follow_redirects=True).text
        found = re.search(r'name="csrf_token" value="([^"]+)"', page)
        assert found
        return found[1]

    return read


@pytest.fixture
def sign_in(client: FlaskClient, token: Callable[[], str]) -> Callable[..., TestResponse]:
    def enter(login: str, password: str | None = None, **form: str) -> TestResponse:
        form |= {"csrf_token": token(), "login": login, "password": password or f"{login}-demo"}
        return client.post("/sign-in", data=form)

    return enter
