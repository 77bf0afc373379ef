"""Weekly templates, whose they are, and the days that are not what their weekday says. HR keeps them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select

from ..engines.availability import WeekError, read_special_days
from ..errors import Conflict, Invalid
from ..i18n import N_
from ..models import Interviewer, Room, SpecialDay, TemplateUse, WorkTemplate
from ..security.permissions import Permission
from . import resources
from .unit import Unit, expect_version

EDIT = Permission.SCHEDULES_EDIT
NO_TEMPLATE = N_("没有这个工作时间。")
STAFF, ROOMS = "staff", "rooms"
OFFICE = [[["08:00", "12:00"], ["13:30", "17:30"]]] * 5 + [[], []]
"""What a new template starts from."""


def templates(unit: Unit) -> Sequence[WorkTemplate]:
    return unit.session.scalars(select(WorkTemplate).order_by(WorkTemplate.id)).all()


def template(unit: Unit, template_id: int) -> WorkTemplate:
    unit.actor.require(EDIT)
    return unit.get(WorkTemplate, template_id, NO_TEMPLATE)


def uses(unit: Unit) -> dict[str, TemplateUse]:
    return {u.whose: u for u in unit.session.scalars(select(TemplateUse))}


def save_template(
    unit: Unit, template_id: int | None, name: str, week: Sequence[Sequence[Sequence[str]]], *,
    follows_holidays: bool = True, version: int | None = None,
) -> WorkTemplate:  # fmt: skip
    unit.actor.require(EDIT)
    row = unit.get(WorkTemplate, template_id, NO_TEMPLATE) if template_id else WorkTemplate()
    expect_version(row, version, by=None)
    name = name.strip()
    if not name:
        raise Invalid(N_("写上名称。"), {"name": [N_("写上名称。")]})
    if not any(week):
        raise Invalid(N_("至少有一天要上班。"), {"day-0": [N_("至少有一天要上班。")]})
    if unit.session.scalar(select(WorkTemplate.id).where(WorkTemplate.name == name, WorkTemplate.id != (template_id or 0))):
        raise Invalid(N_("已有同名的工作时间，换个名称。"), {"name": [N_("已有同名的工作时间，换个名称。")]})
    row.name, row.week, row.follows_holidays = name, [[list(s) for s in day] for day in week], follows_holidays
    unit.session.add(row)
    unit.session.flush()
    unit.audit("hours.saved", "work_template", row.id)
    return row


def remove_template(unit: Unit, template_id: int) -> None:
    unit.actor.require(EDIT)
    row = unit.get(WorkTemplate, template_id, NO_TEMPLATE)
    used = unit.session.scalar(select(func.count()).where(TemplateUse.template_id == template_id)) or 0
    if used:
        raise Conflict(N_("「%(name)s」还有 %(count)s 处在用，先给他们换一个。"), name=row.name, count=used)
    unit.session.delete(row)
    unit.audit("hours.removed", "work_template", template_id)


def use(unit: Unit, whose: str, template_id: int | None) -> None:
    """Say whose week a template is; None takes it away. HR's word is what makes somebody's time known."""
    use_for(unit, [whose], template_id)


def use_for(unit: Unit, whose: Sequence[str], template_id: int | None) -> int:
    """``use`` for several at once. → for how many."""
    unit.actor.require(EDIT)
    given = None if template_id is None else template(unit, template_id)
    for one in dict.fromkeys(whose):
        _check(unit, one)
        row = unit.session.get(TemplateUse, one)
        if given is None:
            if row is not None:
                unit.session.delete(row)
        else:
            row = row or TemplateUse(whose=one)
            row.template, row.confirmed_by, row.confirmed_at = given, unit.actor.name, unit.now
            unit.session.add(row)
        unit.audit("hours.used", "template_use", one, template=template_id)
    unit.session.flush()
    return len(dict.fromkeys(whose))


def _check(unit: Unit, whose: str) -> None:
    kind, _, ident = whose.partition(":")
    known = whose in (STAFF, ROOMS)
    if kind == "interviewer":
        known = unit.session.scalar(select(Interviewer.id).where(Interviewer.user_id == ident)) is not None
    elif kind == "room":
        known = ident.isdecimal() and unit.session.get(Room, int(ident)) is not None
    elif kind == "department":
        known = ident in {d.id for d in resources.departments(unit)}
    if not known:
        raise Invalid(N_("选一位面试官、一个科室或一间会议室。"), {"whose": [N_("选一位面试官、一个科室或一间会议室。")]})


# --- special days ------------------------------------------------------------------------------------------------


def days(unit: Unit, year: int) -> Sequence[SpecialDay]:
    return unit.session.scalars(
        select(SpecialDay)
        .where(SpecialDay.day >= date(year, 1, 1), SpecialDay.day <= date(year, 12, 31))
        .order_by(SpecialDay.day)
    ).all()


def save_days(unit: Unit, year: int, text: str) -> int:
    """All special days of a year, one a line; what stood there before goes. → how many."""
    unit.actor.require(EDIT)
    if not 2000 < year < 2200:
        raise Invalid(N_("没看懂你的选择，请再点一次。"), {"days": ["year"]})
    try:
        found = read_special_days(text)
    except WeekError as problem:
        wrong = {"days": [N_("看标出的那一行，写成例子的样子。")]}
        raise Invalid(N_("这一行没看懂：%(line)s"), wrong, line=problem.line[:80]) from problem
    if stray := next((d for d, _, _ in found if d.year != year), None):
        raise Invalid(N_("%(day)s 不在 %(year)s 年。"), {"days": [N_("只写这一年的日子。")]}, day=stray, year=year)
    for row in days(unit, year):
        unit.session.delete(row)
    unit.session.flush()
    unit.session.add_all(SpecialDay(day=d, name=n[:60], works_as=w) for d, (n, w) in {d: (n, w) for d, n, w in found}.items())
    unit.audit("hours.days_saved", "special_day", year, count=len(found))
    return len(found)
