"""All that this OA had to write to host the recruitment plugin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import Flask, Request, current_app, render_template, url_for
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hr_recruit_plugin.hooks.specs import hookimpl
from hr_recruit_plugin.records import Absence, Department, HostUser, MenuEntry, NewHire, Todo
from hr_recruit_plugin.security.permissions import granted, our_roles

from . import chrome, locale, models, security
from .models import Staff, db


class DemoHost:
    """Host glue: who is signed in, our frame around their screens, our menu, to-dos and staff."""

    @hookimpl
    def recruit_current_user(self) -> HostUser | None:
        staff = security.current_staff()
        return as_host_user(staff) if staff else None

    @hookimpl
    def recruit_login_url(self, next_url: str) -> str:
        return url_for("oa.sign_in", next=next_url)

    @hookimpl
    def recruit_locale(self) -> str:
        return locale.current_locale()

    @hookimpl
    def recruit_csrf_token(self) -> str:
        return security.csrf_token()

    @hookimpl
    def recruit_check_csrf(self, request: Request) -> bool:
        return security.csrf_is_right(request)

    @hookimpl
    def recruit_render(self, template: str, context: Mapping[str, Any]) -> str:
        return render_template("oa/plugin_page.html", screen=template, **context)

    @hookimpl
    def recruit_add_menu(self, app: Flask, entries: Sequence[MenuEntry]) -> None:
        items = [
            chrome.MenuItem(entry.title, entry.endpoint, visible=partial(_may, entry.permission))
            for entry in sorted(entries, key=lambda entry: entry.position)
        ]
        chrome.add_menu_group(app, chrome.MenuGroup("recruit", "招聘", items))

    @hookimpl
    def recruit_departments(self) -> list[Department]:
        found = db.session.scalars(select(models.Department).order_by(models.Department.code))
        return [Department(d.code, d.name, d.parent) for d in found]

    @hookimpl
    def recruit_find_users(self, query: str) -> list[HostUser]:
        found = select(Staff).order_by(Staff.staff_no)
        if query:
            found = found.where(or_(Staff.name.contains(query, autoescape=True), Staff.staff_no == query))
        return [as_host_user(staff) for staff in db.session.scalars(found)]

    @hookimpl
    def recruit_absences(self, user_ids: Sequence[str], start: datetime, end: datetime) -> list[Absence]:
        leave = models.Leave
        away = select(leave).where(
            leave.staff_no.in_(user_ids), leave.end > _without_zone(start), leave.start < _without_zone(end)
        )
        with Session(db.engine) as session:
            return [
                Absence(row.staff_no, row.start.replace(tzinfo=UTC), row.end.replace(tzinfo=UTC))
                for row in session.scalars(away)
            ]

    @hookimpl
    def recruit_push_todo(self, user_id: str, todo: Todo) -> None:
        # A session of its own: the plugin calls from its worker, and a request of ours may be half done.
        with Session(db.engine) as session, session.begin():
            if session.get(Staff, user_id) is None:
                raise LookupError(f"OA 没有工号 {user_id}，待办「{todo.title}」没有送达")
            same = select(models.Todo).filter_by(staff_no=user_id, key=todo.key)
            entry = session.scalar(same) or models.Todo(staff_no=user_id, key=todo.key)
            entry.title, entry.url, entry.due = todo.title, todo.url, _without_zone(todo.due)
            entry.closed = _without_zone(datetime.now(UTC)) if todo.done else None
            session.add(entry)

    @hookimpl
    def recruit_add_colleague(self, hire: NewHire) -> str:
        with Session(db.engine) as session, session.begin():
            if session.get(Staff, hire.staff_no) is None:
                session.add(_new_staff(session, hire))
        return hire.staff_no


def as_host_user(staff: Staff) -> HostUser:
    return HostUser(staff.staff_no, staff.name, staff.role_codes, staff.department_code, staff.email)


def _may(permission: str, staff: Staff) -> bool:
    return permission in granted(our_roles(staff.role_codes, current_app.config["HR_RECRUIT_ROLE_MAP"]))


def _new_staff(session: Session, hire: NewHire) -> Staff:
    """An account without a password: it is handed out with the badge on the first day."""
    return Staff(
        staff_no=hire.staff_no,
        name=hire.name,
        department=session.get(models.Department, hire.department_id),
        position=hire.position,
        title=hire.title,
        email=hire.email,
        phone=hire.phone,
        start_date=hire.start_date,
        roles=[role for role in [session.get(models.Role, "staff")] if role],
    )


def _without_zone(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC).replace(tzinfo=None) if moment else None
