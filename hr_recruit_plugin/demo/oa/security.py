"""Sign-in, CSRF tokens of the OA's own forms, safe redirects and response headers."""

from __future__ import annotations

import functools
import hmac
import secrets
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, g, redirect, request, session, url_for
from sqlalchemy import or_, select
from werkzeug.security import check_password_hash, generate_password_hash
from werkzeug.wrappers import Response as BaseResponse

from .models import Staff, db

CSRF_FIELD = "csrf_token"
CSRF_HEADERS = ("X-CSRF-Token", "X-CSRFToken")
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; "
    "form-action 'self'; frame-ancestors 'self'"
)
_nobody = generate_password_hash("nobody")


def authenticate(login: str, password: str) -> Staff | None:
    """The account whose login name or staff number is ``login``, if the password is right."""
    staff = db.session.scalar(select(Staff).where(or_(Staff.login == login, Staff.staff_no == login)))
    stored = staff.password_hash if staff else None
    # Hash even for unknown names: the time an answer takes must not tell which accounts exist.
    matches = check_password_hash(stored or _nobody, password)
    return staff if staff and stored and matches else None


def sign_in(staff: Staff) -> None:
    """Start a fresh session; only the language outlives the old one."""
    locale = session.get("oa_locale")
    session.clear()
    session.permanent = True
    session["oa_staff_no"] = staff.staff_no
    if locale:
        session["oa_locale"] = locale


def current_staff() -> Staff | None:
    if "oa_staff" not in g:
        staff_no = session.get("oa_staff_no")
        g.oa_staff = db.session.get(Staff, staff_no) if staff_no else None
    staff: Staff | None = g.oa_staff
    return staff


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Send strangers to the sign-in page and bring them back after."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if current_staff() is None:
            return redirect(url_for("oa.sign_in", next=request.full_path.rstrip("?")))
        return view(*args, **kwargs)

    return guarded


def only_for(*roles: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Refuse everybody who has none of ``roles``."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @signed_in
        @functools.wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            staff = current_staff()
            if staff is None or not set(roles) & set(staff.role_codes):
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return decorate


def csrf_token() -> str:
    if "oa_csrf" not in session:
        session["oa_csrf"] = secrets.token_urlsafe(32)
    token: str = session["oa_csrf"]
    return token


def csrf_is_right(req: Request) -> bool:
    """Whether ``req`` carries this session's token in its form or its headers."""
    sent = req.form.get(CSRF_FIELD) or next((req.headers[h] for h in CSRF_HEADERS if h in req.headers), "")
    expected = session.get("oa_csrf", "")
    return bool(expected) and hmac.compare_digest(sent.encode(), expected.encode())


def safe_next(target: str | None) -> str:
    """``target`` if it is a path of this site, else the start page."""
    if target and target.startswith("/") and not target.startswith(("//", "/\\")) and not urlsplit(target).netloc:
        return target
    return url_for("oa.home")


def back() -> BaseResponse:
    """To the page a form was sent from."""
    return redirect(safe_next(request.form.get("next")))


def _add_headers(response: Response) -> Response:
    response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    return response


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)
    app.add_template_global(csrf_token, "oa_csrf_token")
