"""Drawing screens: our own isolated Jinja environment makes a fragment, the host puts its chrome round it.

Isolated, because a host's globals, filters and extensions may be called like ours.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import Response, g, make_response, request, url_for
from markupsafe import Markup

from ..i18n import current_locale
from ..manifest import MANIFEST
from ..presentation import asset, environment, sprite
from ..security import csrf
from ..state import recruitment


def page(template: str, *, title: Any, status: int = 200, **context: Any) -> Response:
    """A whole screen inside the host's chrome, or in our bare layout. ``template`` is below ``hr_recruit/``."""
    state = recruitment()
    content = Markup(draw(template, **context))  # noqa: S704 (drawn with autoescape)
    frame = _frame(content, str(title))
    html = state.plugins.hook.recruit_render(template=template, context=frame)
    if html is None:
        html = environment(state).get_template("hr_recruit/layout.html").render(shared(), **frame)
    return _answer(html, status)


def portal_page(template: str, *, title: Any, status: int = 200, noindex: bool = True, **context: Any) -> Response:
    """A screen for candidates: never inside the host's chrome."""
    state = recruitment()
    # We own the whole page here, so it may follow the phone into the dark.
    content = Markup(draw(template, **context, theme="auto"))  # noqa: S704 (drawn with autoescape)
    html = environment(state).get_template("hr_recruit/layout_portal.html").render(
        {**shared(), **_frame(content, str(title)), "theme": "auto"},
        organisation=state.settings.hospital,
        noindex=noindex,
    )
    answer = _answer(html, status)
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer


def fragment(template: str, *, status: int = 200, **context: Any) -> Response:
    """A piece of a screen, for htmx."""
    return _answer(draw(template, **context), status)


def draw(template: str, **context: Any) -> str:
    return environment(recruitment()).get_template(f"hr_recruit/{template}").render({**shared(), **context})


def _answer(html: str, status: int) -> Response:
    answer = make_response(html, status)
    answer.headers.setdefault("Cache-Control", "no-store")
    answer.headers.setdefault("X-Content-Type-Options", "nosniff")
    return answer


def _frame(content: Markup, title: str) -> dict[str, Any]:
    return {
        "content": content,
        "title": title,
        "stylesheets": [asset("hr-recruit.css")],
        "scripts": [asset("hr-recruit.js")],
        "menu": menu(),
        "locale": current_locale(),
    }


def shared() -> dict[str, Any]:
    """What every template has."""
    actor = g.get("hr_recruit_actor")
    return {
        "user": actor.user if actor else None,
        "can": actor.can if actor else (lambda permission: False),
        "locale": current_locale(),
        "csrf_token": csrf.token() if request else "",
        "menu": menu(),
        "now": datetime.now(recruitment().settings.zone),
        "icon_sprite": sprite(),
        "theme": "light",
        "search_url": "",
        "hospital": recruitment().settings.hospital,
        "here": request.full_path.rstrip("?") if request else "",
    }


def menu() -> list[dict[str, Any]]:
    """The entries that the signed-in user may open."""
    actor = g.get("hr_recruit_actor")
    if actor is None:
        return []
    here = request.endpoint if request else ""
    return [
        {"title": str(e.title), "url": url_for(e.endpoint), "active": e.endpoint == here, "icon": e.icon}
        for e in MANIFEST.menu
        if actor.can(e.permission)
    ]
