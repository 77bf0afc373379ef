"""Flask-AppBuilder 5 as host, by one configuration line::

    ADDON_MANAGERS = ["hr_recruit_plugin.hooks.hosts.appbuilder.RecruitManager"]

Its users, roles, menu and chrome are ours then; ``HR_RECRUIT_ROLE_MAP`` says which of its roles is which of ours.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Flask, Request, current_app, render_template_string
from flask_appbuilder import AppBuilder
from flask_appbuilder.basemanager import BaseManager
from flask_login import current_user
from wtforms import ValidationError

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.records import HostUser, MenuEntry

CATEGORY = "hr_recruit"

PAGE = """{% extends base_template %}
{% block head_css %}{{ super() }}{% for url in stylesheets %}<link rel="stylesheet" href="{{ url }}">{% endfor %}{% endblock %}
{% block content %}{{ content }}{% endblock %}
{% block tail_js %}{{ super() }}{% for url in scripts %}<script src="{{ url }}" defer></script>{% endfor %}{% endblock %}
"""


class RecruitManager(BaseManager):  # type: ignore[misc]
    """What Flask-AppBuilder calls while it starts."""

    def register_views(self) -> None:
        from hr_recruit_plugin import HRRecruit

        app = current_app._get_current_object()  # type: ignore[attr-defined]
        HRRecruit(app, plugins=[AppBuilderHost(self.appbuilder)])
        if protect := app.extensions.get("csrf"):
            # Machines bring a token instead of a cookie, and requests with a cookie are checked by ourselves.
            protect.exempt(app.blueprints["hr_recruit_api"])


class AppBuilderHost:
    """Host glue: users and roles of its security manager, its menu and its page."""

    def __init__(self, appbuilder: AppBuilder) -> None:
        self.appbuilder = appbuilder

    @hookimpl
    def recruit_current_user(self) -> HostUser | None:
        return _host_user(current_user) if current_user and current_user.is_authenticated else None

    @hookimpl
    def recruit_login_url(self, next_url: str) -> str:
        url: str = self.appbuilder.get_url_for_login_with(next_url)
        return url

    @hookimpl
    def recruit_locale(self) -> str | None:
        from flask_babel import get_locale

        found = get_locale()
        return str(found) if found else None

    @hookimpl
    def recruit_render(self, template: str, context: Mapping[str, Any]) -> str:
        return render_template_string(
            PAGE, base_template=self.appbuilder.base_template, appbuilder=self.appbuilder, **context
        )

    @hookimpl
    def recruit_add_menu(self, app: Flask, entries: Sequence[MenuEntry]) -> None:
        for entry in entries:
            self.appbuilder.add_link(
                f"{CATEGORY}.{entry.key}", href=entry.endpoint, label=entry.title, category=CATEGORY,
                category_label=_Title(),
            )  # fmt: skip
        self.let_roles_see(app, entries)

    def let_roles_see(self, app: Flask, entries: Sequence[MenuEntry]) -> None:
        """Its menu asks its own permissions alone: each role of the role map gets the entries that it may open."""
        from hr_recruit_plugin.security.permissions import granted, our_roles

        manager, role_map = self.appbuilder.sm, app.config.get("HR_RECRUIT_ROLE_MAP", {})
        for role_name in role_map:
            role = manager.find_role(role_name)
            allowed = granted(our_roles([role_name], role_map))
            names = [CATEGORY, *(f"{CATEGORY}.{e.key}" for e in entries if e.permission in allowed)]
            for name in names if role else ():
                manager.add_permission_role(role, manager.find_permission_view_menu("menu_access", name))

    @hookimpl
    def recruit_csrf_token(self) -> str | None:
        if "csrf" not in current_app.extensions:
            return None
        from flask_wtf.csrf import generate_csrf

        return str(generate_csrf())

    @hookimpl
    def recruit_check_csrf(self, request: Request) -> bool | None:
        """Checked again by us: its CSRFProtect leaves the API alone, where machines bring a token instead of a cookie."""
        if "csrf" not in current_app.extensions:
            return None
        from flask_wtf.csrf import validate_csrf

        try:
            validate_csrf(request.headers.get("X-CSRFToken") or request.form.get("csrf_token"))
        except ValidationError:
            return False
        return True

    @hookimpl
    def recruit_find_users(self, query: str) -> list[HostUser]:
        users = [_host_user(u) for u in self.appbuilder.sm.get_all_users() if u.active]
        return [u for u in users if query in u.name or query == u.id]


def _host_user(user: Any) -> HostUser:
    name = f"{user.last_name or ''}{user.first_name or ''}".strip() or user.username
    department = getattr(user, "department", None)
    return HostUser(str(user.id), name, tuple(r.name for r in user.roles), department, user.email or None)


class _Title:
    """The menu group's name in the reader's language."""

    def __str__(self) -> str:
        from hr_recruit_plugin.manifest import MANIFEST

        return str(MANIFEST.title)
