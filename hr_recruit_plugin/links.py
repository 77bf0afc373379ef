"""Absolute links for letters and mails, in and out of a request, with the prefix we are mounted under."""

from __future__ import annotations

from typing import Any

from flask import current_app, has_request_context, url_for

from .state import recruitment


def link(endpoint: str, **values: Any) -> str:
    """The address of one of our screens. ``endpoint`` is without our ``hr_recruit_`` prefix.

    Starts with ``HR_RECRUIT_PUBLIC_URL`` where that is set; else with the address of the current request.
    """
    public = recruitment().settings.public_url
    if public:
        with current_app.test_request_context(base_url=public.rstrip("/") + "/"):
            return url_for(f"hr_recruit_{endpoint}", _external=True, **values)
    if has_request_context():
        return url_for(f"hr_recruit_{endpoint}", _external=True, **values)
    with current_app.test_request_context():
        return url_for(f"hr_recruit_{endpoint}", **values)
