"""Interviewers, rooms, plans, interviews, and the claims that make double booking impossible."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, EncryptedText, LongText, Name, UtcDateTime
from .candidate import Application
from .job import Stage


class Interviewer(Base):
    """A member of the host's staff who sits on panels; name and address are snapshots of the host's."""

    __tablename__ = "hr_recruit_interviewer"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[str] = mapped_column(Code, unique=True)
    name: Mapped[str] = mapped_column(Name)
    email: Mapped[str | None] = mapped_column(Name)
    department_id: Mapped[str | None] = mapped_column(Code)
    """The host's, as of the last time the entry was saved."""
    pools: Mapped[list[str]] = mapped_column(JSON, default=list)
    campuses: Mapped[list[str]] = mapped_column(JSON, default=list)
    max_per_day: Mapped[int | None]
    max_per_week: Mapped[int | None]
    avoid: Mapped[list[int]] = mapped_column(JSON, default=list)
    """Candidate ids that this person must not interview (回避)."""
    active: Mapped[bool] = mapped_column(default=True)


class Room(Base):
    __tablename__ = "hr_recruit_room"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Name, unique=True)
    campus: Mapped[str] = mapped_column(Code)
    active: Mapped[bool] = mapped_column(default=True)


class Busy(Base):
    """When a person or room can't be had. ``resource`` is ``interviewer:USER``, ``room:ID`` or ``candidate:ID``."""

    __tablename__ = "hr_recruit_busy"
    __table_args__ = (Index("ix_hr_recruit_busy_when", "resource", "start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    resource: Mapped[str] = mapped_column(Name)
    start: Mapped[datetime] = mapped_column(UtcDateTime)
    end: Mapped[datetime] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Name, default="")
    source: Mapped[str] = mapped_column(Code, default="hr")
    """Who says so: hr, own (marked by themselves), candidate, or calendar (read from outside; replaced by each reading)."""


class Schedule(Base):
    """A plan for one stage of one job: proposed by the solver, published by a person."""

    __tablename__ = "hr_recruit_schedule"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_job.id"), index=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_stage.id"))
    name: Mapped[str] = mapped_column(Name)
    state: Mapped[str] = mapped_column(Code, index=True)
    """solving, solved, failed, published or discarded."""
    problem: Mapped[dict[str, Any]] = mapped_column(JSON)
    plan: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    progress: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The level being solved: {name, value, bound, proven, seconds}."""
    problem_note: Mapped[str | None] = mapped_column(LongText)
    based_on: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_schedule.id"), index=True)
    """The plan that this one varies or repairs; the two can be compared."""
    locked: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Interviews that stay where a person put them when the rest is solved again."""
    history: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """What undoes the moves made by hand, oldest first: see ``services.rescheduling``."""
    created_by: Mapped[str] = mapped_column(Name)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_by: Mapped[str | None] = mapped_column(Name)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    stage: Mapped[Stage] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Interview(Base):
    __tablename__ = "hr_recruit_interview"
    __table_args__ = (UniqueConstraint("application_id", "stage_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"))
    stage_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_stage.id"), index=True)
    schedule_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_schedule.id"))
    start: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    end: Mapped[datetime] = mapped_column(UtcDateTime)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_room.id"))
    place: Mapped[str] = mapped_column(Name)
    state: Mapped[str] = mapped_column(Code, default="published", index=True)
    """published, arrived, held, absent or cancelled."""
    sequence: Mapped[int] = mapped_column(default=0)
    answer: Mapped[str | None] = mapped_column(Code)
    """What the candidate said: confirmed or asks_other_time."""
    calendars: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Resources whose outside calendars hold it."""
    changes: Mapped[int] = mapped_column(default=0)
    """How often the candidate has moved it."""
    announced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When both sides last learnt of it: what is that new needs no reminder yet."""
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    stage: Mapped[Stage] = relationship()
    seats: Mapped[list[Seat]] = relationship(back_populates="interview", cascade="all, delete-orphan")

    __mapper_args__ = {"version_id_col": version}


class Seat(Base):
    """An interviewer's place in an interview."""

    __tablename__ = "hr_recruit_seat"
    __table_args__ = (UniqueConstraint("interview_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_interview.id"))
    user_id: Mapped[str] = mapped_column(Code, index=True)
    name: Mapped[str] = mapped_column(Name)
    email: Mapped[str | None] = mapped_column(Name)
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    interview: Mapped[Interview] = relationship(back_populates="seats")


class Claim(Base):
    """A resource in a slot of five minutes. Its primary key is what makes double booking impossible."""

    __tablename__ = "hr_recruit_claim"

    resource: Mapped[str] = mapped_column(Name, primary_key=True)
    slot: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_interview.id"), index=True)


class LoadClaim(Base):
    """The n-th interview of a person in a day or week. Its primary key is what keeps the limits when many book at once."""

    __tablename__ = "hr_recruit_load_claim"

    user_id: Mapped[str] = mapped_column(Code, primary_key=True)
    period: Mapped[str] = mapped_column(Code, primary_key=True)
    """A local day (2026-12-01) or ISO week (2026-W49)."""
    ordinal: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    interview_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_interview.id"), index=True)


class Scorecard(Base):
    """What one interviewer says of one candidate in one round."""

    __tablename__ = "hr_recruit_scorecard"
    __table_args__ = (UniqueConstraint("interview_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_interview.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    user_id: Mapped[str] = mapped_column(Code, index=True)
    user_name: Mapped[str] = mapped_column(Name)
    ratings: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    """{criterion key: grade}; grades are below, basic, meets, outstanding."""
    overall: Mapped[str | None] = mapped_column(Code)
    """hire, lean_hire, lean_no or no."""
    note: Mapped[str | None] = mapped_column(EncryptedText("scorecard.note"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    submitted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    interview: Mapped[Interview] = relationship()

    __mapper_args__ = {"version_id_col": version}
