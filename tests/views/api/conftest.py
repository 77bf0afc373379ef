"""A machine with a token, somebody who is signed in, and a job to work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event
from werkzeug.test import TestResponse

from hr_recruit_plugin.security.permissions import Permission
from hr_recruit_plugin.services import tokens
from hr_recruit_plugin.services.unit import unit_of_work
from tests.support import recruiting

ROOT = "/recruit/api/v1"
RESUME = "林若溪\n电话 13800000001\n邮箱 lin@example.com\n教育经历\n2014-09 至 2018-06 南屏护理学院 护理学 本科\n" \
    "工作经历\n2018-07 至今 江畔医院 重症医学科 护士\n证书\n护士执业证书\n技能\n呼吸机\n"  # fmt: skip


@dataclass
class Machine:
    """A caller with a token. ``language`` is what it sends as Accept-Language."""

    client: FlaskClient
    token: str
    language: str = "zh-CN"

    def __call__(self, method: str, path: str, **options: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.token}", "Accept-Language": self.language}
        headers |= options.pop("headers", {})
        return self.client.open(ROOT + path, method=method, headers=headers, **options)


@pytest.fixture
def issue(app: Flask) -> Callable[..., Machine]:
    """``issue("jobs.view", …)``: a machine that may do this and nothing else."""

    def make(*permissions: str) -> Machine:
        with app.app_context(), unit_of_work() as unit:
            token = tokens.issue(unit, f"机器 {len(tokens.listing(unit))}", permissions)
        return Machine(app.test_client(), token)

    return make


@pytest.fixture
def machine(issue: Callable[..., Machine]) -> Machine:
    """A machine that may do everything."""
    return issue(*map(str, Permission))


@pytest.fixture(autouse=True)
def _readers_end(app: Flask) -> Iterator[None]:
    yield
    if readers := app.extensions["hr_recruit"].cache.get("readers"):
        readers.close()


@dataclass
class Opened:
    id: int
    code: str
    stages: list[int]


@pytest.fixture
def job(app: Flask) -> Opened:
    with app.app_context(), unit_of_work() as unit:
        made = recruiting.open_job(unit)
        return Opened(made.id, made.code, [s.id for s in made.stages])


@pytest.fixture
def applied(app: Flask, job: Opened) -> int:
    """Number of an application for ``job``."""
    with app.app_context(), unit_of_work() as unit:
        from hr_recruit_plugin.models import Job

        intake = recruiting.submit(unit, unit.get(Job, job.id, ""))
        assert intake.application_id is not None
        return intake.application_id


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements that run meanwhile."""
    found: list[str] = []

    def note(_c: Any, _k: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
