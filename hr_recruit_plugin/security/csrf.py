"""Protection against forged requests: the host's where it has one, else our own."""

from __future__ import annotations

import hmac
import secrets

from flask import Request, session

from ..state import recruitment

FIELD = "csrf_token"
HEADER = "X-CSRFToken"
_KEY = "hr_recruit_csrf"


def token() -> str:
    """What a form of ours must send back."""
    told = recruitment().plugins.hook.recruit_csrf_token()
    if told is not None:
        return str(told)
    if _KEY not in session:
        session[_KEY] = secrets.token_urlsafe(32)
    return str(session[_KEY])


def is_right(request: Request) -> bool:
    """Whether an unsafe request carries the token of this session."""
    told = recruitment().plugins.hook.recruit_check_csrf(request=request)
    if told is not None:
        return bool(told)
    given = request.headers.get(HEADER) or request.form.get(FIELD, "")
    held = session.get(_KEY)
    return bool(held) and hmac.compare_digest(str(held).encode(), given.encode())
