"""When people and rooms can be had: weekly templates, holidays, calendars outside, own marks, and whom we asked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, Name, UtcDateTime
from .candidate import Application


class WorkTemplate(Base):
    """A named working week."""

    __tablename__ = "hr_recruit_work_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Name, unique=True)
    week: Mapped[list[list[list[str]]]] = mapped_column(JSON)
    """Monday to Sunday, each a list of [start, end] such as ["08:00", "12:00"]."""
    follows_holidays: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class TemplateUse(Base):
    """Whose week a template is: ``interviewer:USER``, ``department:ID``, ``room:ID``, or ``staff`` for everybody else."""

    __tablename__ = "hr_recruit_template_use"

    whose: Mapped[str] = mapped_column(Name, primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_work_template.id"))
    confirmed_by: Mapped[str] = mapped_column(Name)
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)

    template: Mapped[WorkTemplate] = relationship(lazy="joined")


class SpecialDay(Base):
    """A day that is not what its weekday says: a holiday, or a day worked in exchange for one (调休)."""

    __tablename__ = "hr_recruit_special_day"

    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Name)
    works_as: Mapped[int | None]
    """Weekday (0 Monday) whose hours are worked; None for a day off."""


class FreeTime(Base):
    """When somebody said that they can be had, whatever their template says."""

    __tablename__ = "hr_recruit_free_time"
    __table_args__ = (Index("ix_hr_recruit_free_time_when", "resource", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource: Mapped[str] = mapped_column(Name)
    start: Mapped[datetime] = mapped_column(UtcDateTime)
    end: Mapped[datetime] = mapped_column(UtcDateTime)


class CalendarSync(Base):
    """How fresh our copy of somebody's outside calendar is."""

    __tablename__ = "hr_recruit_calendar_sync"

    resource: Mapped[str] = mapped_column(Name, primary_key=True)
    tried_at: Mapped[datetime] = mapped_column(UtcDateTime)
    synced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When it was last read whole."""
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """How far ahead it was read."""
    absent: Mapped[bool] = mapped_column(default=False)
    """The calendar server knows no such calendar."""
    problem: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Why the last attempt failed, as ``outbox.answers`` stores it."""


class MarkLog(Base):
    """When an interviewer last looked through their own time."""

    __tablename__ = "hr_recruit_mark_log"

    user_id: Mapped[str] = mapped_column(Code, primary_key=True)
    marked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When HR last asked them to mark."""


class TimeAsk(Base):
    """A candidate was asked which half-days do not work; the answer itself is busy time of source ``candidate``."""

    __tablename__ = "hr_recruit_time_ask"

    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), primary_key=True)
    first: Mapped[date]
    last: Mapped[date]
    asked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """None where the candidate answered unasked."""
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()
