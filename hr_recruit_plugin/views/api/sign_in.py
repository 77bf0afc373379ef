"""Who calls: a machine with a bearer token, or somebody who is signed in to the host."""

from __future__ import annotations

from flask import Response, g, request

from ...errors import Forbidden
from ...i18n import LOCALES, N_
from ...security import csrf
from ...services import tokens
from ...services.unit import SYSTEM, Actor, staff, unit_of_work
from ...state import recruitment
from ..guard import SAFE
from .problems import ApiError

CHALLENGE = {"WWW-Authenticate": 'Bearer realm="hr-recruit"'}
NOBODY = N_("先登录，或带上令牌：Authorization: Bearer hrr_…")
BAD_TOKEN = N_("令牌不对、已撤销或已过期。请向信息科要一个新的。")
NO_CSRF = N_("浏览器里的请求要带 X-CSRFToken；机器请用令牌。")


def choose_language() -> None:
    """By Accept-Language, for a machine has no session; where it names none of ours, the installation's."""
    usual = recruitment().settings.locale
    g.hr_recruit_locale = request.accept_languages.best_match(list(LOCALES)) or (usual if usual in LOCALES else "zh")


def sign_in() -> None:
    """Raises ApiError (401) for strangers and bad tokens, Forbidden for a forged request."""
    if is_public():
        return
    if token := _bearer():
        g.hr_recruit_actor = _machine(token)
        return
    user = recruitment().plugins.hook.recruit_current_user()
    if user is None:
        raise ApiError("unauthorized", NOBODY, CHALLENGE)
    g.hr_recruit_actor = staff(user)
    if request.method not in SAFE and not _own_page():
        raise Forbidden(NO_CSRF)


def _own_page() -> bool:
    """The header must be there, whatever the host checks: another site's form can't send one."""
    return csrf.HEADER in request.headers and csrf.is_right(request)


def is_public() -> bool:
    from flask import current_app

    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "hr_recruit_public", False))


def _bearer() -> str | None:
    """Our own token; another scheme or another system's token is the host's to judge."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    ours = scheme.lower() == "bearer" and token.strip().startswith(tokens.PREFIX)
    return token.strip() if ours else None


def _machine(token: str) -> Actor:
    with unit_of_work(SYSTEM, write=False) as unit:
        found = tokens.machine(unit, token)
    if found is None:
        invalid = {"WWW-Authenticate": 'Bearer realm="hr-recruit", error="invalid_token"'}
        raise ApiError("unauthorized", BAD_TOKEN, invalid)
    return found


def caller(actor: Actor) -> str:
    """Whom an idempotency key belongs to."""
    ident = actor.id or "-"
    return ident if ident.startswith("token:") else f"user:{ident}"


def finish(response: Response) -> Response:
    """Headers that hold for every answer."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers["Content-Language"] = str(g.get("hr_recruit_locale", "zh"))
    response.vary.add("Accept-Language")
    return response
