"""Opening and sending screens with the test client."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

HX = {"HX-Request": "true"}


def text_of(answer: TestResponse) -> str:
    """Visible text, with the blanks between tags closed up."""
    body = re.sub(r"<(script|style|svg)\b.*?</\1>", "", answer.text, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))


def send(client: FlaskClient, url: str, data: dict[str, Any] | None = None, *, hx: bool = False, **options: Any) -> TestResponse:
    """POST a form with the token of this session; ``hx`` as the script does it."""
    found = re.search(r'data-hr-csrf="([^"]+)"', client.get("/recruit/jobs").text)
    assert found, "no page to take the token from"
    return client.post(url, data={"csrf_token": found[1], **(data or {})}, headers=HX if hx else {}, **options)


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that run on the plugin's engine inside the block."""
    engine = app.extensions["hr_recruit"].engine
    seen: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *rest: Any) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)
