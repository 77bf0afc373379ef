"""The frame around every page: top bar, grouped menu, and room for what plugins add to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, current_app, request, url_for
from sqlalchemy import func, select

from .locale import HTML_LANGUAGE, LOCALES, current_locale, oa_t
from .models import Staff, Todo, db
from .security import current_staff


@dataclass(frozen=True)
class MenuItem:
    title: Any
    """A string of the OA's catalogue, or a plugin's lazy string."""
    endpoint: str
    roles: frozenset[str] = frozenset()
    """Who sees it; everybody if empty."""
    visible: Callable[[Staff], bool] | None = None
    """A plugin's own rule, asked besides ``roles``."""

    def shown_to(self, staff: Staff) -> bool:
        allowed = not self.roles or bool(self.roles & set(staff.role_codes))
        return allowed and (self.visible is None or self.visible(staff))


@dataclass
class MenuGroup:
    key: str
    title: str
    items: list[MenuItem] = field(default_factory=list)


def own_menu() -> list[MenuGroup]:
    """The OA's menu. Titles are translated when drawn."""
    return [
        MenuGroup("work", "我的工作", [MenuItem("工作台", "oa.home"), MenuItem("待办", "oa.todos")]),
        MenuGroup("staff", "人事", [MenuItem("员工档案", "oa.staff"), MenuItem("科室", "oa.departments")]),
        MenuGroup("system", "系统", [MenuItem("账号与角色", "oa.accounts", frozenset({"sysadmin", "audit"}))]),
    ]


def add_menu_group(app: Flask, group: MenuGroup) -> None:
    """Put a plugin's group before the system's; the same key replaces an earlier group."""
    menu: list[MenuGroup] = app.extensions["oa_menu"]
    menu[:] = [g for g in menu if g.key != group.key]
    menu.insert(len(menu) - 1, group)


def open_todos(staff: Staff) -> int:
    counted = select(func.count()).select_from(Todo).where(Todo.staff_no == staff.staff_no, Todo.closed.is_(None))
    return db.session.scalar(counted) or 0


def draw_menu(staff: Staff | None) -> list[dict[str, Any]]:
    """Groups of what ``staff`` may open: ``{title, items: [{title, url, active, count}]}``."""
    if staff is None:
        return []
    groups: Sequence[MenuGroup] = current_app.extensions["oa_menu"]
    drawn = [(oa_t(group.title), list(_draw(group.items, staff))) for group in groups]
    _mark_active([item for _, items in drawn for item in items])
    return [{"title": title, "items": items} for title, items in drawn if items]


def _draw(items: Iterable[MenuItem], staff: Staff) -> Iterable[dict[str, Any]]:
    for item in items:
        # A plugin may list a screen that its own configuration has left out.
        if item.shown_to(staff) and item.endpoint in current_app.view_functions:
            title = oa_t(item.title) if item.endpoint.startswith("oa.") else str(item.title)
            count = open_todos(staff) if item.endpoint == "oa.todos" else 0
            yield {"title": title, "url": url_for(item.endpoint), "active": False, "count": count}


def _mark_active(items: Iterable[dict[str, Any]]) -> None:
    """The entry whose address is the longest beginning of the current one: sub-pages light their parent."""
    here = request.script_root + request.path
    drawn = list(items)

    def leads_here(url: str) -> bool:
        # The start page of a section is the beginning of all its addresses: it stands for itself alone.
        start = any(other["url"] != url and other["url"].startswith(url.rstrip("/") + "/") for other in drawn)
        return url == here or (not start and here.startswith(url.rstrip("/") + "/"))

    if under := [item for item in drawn if leads_here(item["url"])]:
        max(under, key=lambda item: len(item["url"]))["active"] = True


def frame() -> dict[str, Any]:
    """What the layout template needs."""
    staff = current_staff()
    return {
        "oa_staff": staff,
        "oa_menu": draw_menu(staff),
        "oa_locales": LOCALES,
        "oa_locale": current_locale(),
        "oa_lang": HTML_LANGUAGE[current_locale()],
        "oa_name": oa_t(current_app.config["OA_NAME"]),
    }


def init_app(app: Flask) -> None:
    app.extensions["oa_menu"] = own_menu()
    app.add_template_global(frame, "oa_frame")
