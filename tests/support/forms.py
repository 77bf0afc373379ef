"""Posting the forms of any screen with the test client."""

from __future__ import annotations

import re
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse


def post(client: FlaskClient, url: str, data: dict[str, Any], *, page: str = "/recruit/", **options: Any) -> TestResponse:
    """POST with the token of this session, which ``page`` carries; the user must be able to open it."""
    found = re.search(r'data-hr-csrf="([^"]+)"', client.get(page).text)
    assert found, f"{page} carries no token"
    return client.post(url, data={"csrf_token": found[1], **data}, **options)
