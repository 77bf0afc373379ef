"""Addresses that do not exist: a problem document, where the host would show its own page."""

from __future__ import annotations

from typing import NoReturn

from flask import current_app, request
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ENDPOINT = "hr_recruit_api.missing"


def missing(rest: str = "") -> NoReturn:
    """Raises MethodNotAllowed where another method would do, else NotFound."""
    allowed = [method for method in METHODS if _answers(method)]
    raise MethodNotAllowed(valid_methods=allowed) if allowed else NotFound()


def _answers(method: str) -> bool:
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        endpoint, _ = adapter.match(method=method)
    except (HTTPException, RequestRedirect):
        return False
    return bool(endpoint != ENDPOINT)


missing.hr_recruit_permission = "none: it answers 404 or 405"  # type: ignore[attr-defined]
