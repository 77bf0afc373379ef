"""The module's card, in Odoo's sense: name, version, menus, permissions, switchable modules."""

from __future__ import annotations

from dataclasses import dataclass

from . import __version__
from .i18n import _l
from .records import MenuEntry
from .security.permissions import Permission


@dataclass(frozen=True)
class Manifest:
    name: str
    version: str
    title: object
    summary: object
    menu: tuple[MenuEntry, ...]
    permissions: tuple[str, ...]
    modules: tuple[str, ...]


def _entry(position: int, key: str, title: object, endpoint: str, permission: Permission, icon: str) -> MenuEntry:
    return MenuEntry(key, title, f"hr_recruit_{endpoint}", str(permission), icon, position)  # type: ignore[arg-type]


MANIFEST = Manifest(
    name="hr_recruit",
    version=__version__,
    title=_l("招聘"),
    summary=_l("从收简历到入职，在本院 OA 里完成"),
    menu=(
        _entry(10, "today", _l("今日"), "hr.today", Permission.WORK, "home"),
        _entry(20, "jobs", _l("职位"), "hr.jobs", Permission.JOBS_VIEW, "briefcase"),
        _entry(30, "candidates", _l("候选人"), "hr.candidates", Permission.APPLICATIONS_VIEW, "users"),
        _entry(40, "schedules", _l("排期"), "hr.schedules", Permission.SCHEDULES_EDIT, "calendar"),
        _entry(45, "day", _l("面试日"), "hr.day", Permission.INTERVIEWS_RECEIVE, "calendar-event"),
        _entry(50, "interviews", _l("我的面试"), "interviewer.interviews", Permission.INTERVIEWS_CONDUCT, "clipboard-list"),
        _entry(60, "offers", _l("Offer"), "hr.offers", Permission.OFFERS_EDIT, "writing-sign"),
        _entry(70, "reports", _l("报表"), "hr.reports", Permission.REPORTS_VIEW, "chart-bar"),
        _entry(80, "settings", _l("设置"), "admin.hooks", Permission.SETTINGS_EDIT, "settings"),
        _entry(90, "audit", _l("审计"), "admin.audit", Permission.AUDIT_VIEW, "history"),
    ),
    permissions=tuple(str(p) for p in Permission),
    modules=("portal", "api"),
)
