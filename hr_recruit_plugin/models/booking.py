"""Candidates who choose their own time, and wishes of both sides to change one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, EncryptedText, Name, UtcDateTime
from .candidate import Application
from .job import Stage
from .schedule import Interview


class Booking(Base):
    """Self-booking of one stage: what candidates choose from, until when, and how often they may change."""

    __tablename__ = "hr_recruit_booking"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_job.id"), index=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_stage.id"), index=True)
    options: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Days, sessions, grid and rooms, as a plan has them."""
    minutes: Mapped[int]
    panel: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """[{pool, count}], as the stage had it when booking was opened."""
    deadline: Mapped[datetime] = mapped_column(UtcDateTime)
    max_changes: Mapped[int]
    notice_hours: Mapped[int]
    """The last moment to choose or change a time, in hours before it."""
    state: Mapped[str] = mapped_column(Code, default="open", index=True)
    """open or closed."""
    created_by: Mapped[str] = mapped_column(Name)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    stage: Mapped[Stage] = relationship()

    __mapper_args__ = {"version_id_col": version}


class BookingInvitation(Base):
    """A candidate who was asked to choose a time."""

    __tablename__ = "hr_recruit_booking_invitation"
    __table_args__ = (UniqueConstraint("booking_id", "application_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_booking.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    invited_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminders: Mapped[int] = mapped_column(default=0)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    booking: Mapped[Booking] = relationship()
    application: Mapped[Application] = relationship()


class ChangeRequest(Base):
    """Somebody can't come at the time they have. HR decides; what was said is personal."""

    __tablename__ = "hr_recruit_change_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_stage.id"))
    interview_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_interview.id"), index=True)
    """None for a candidate who finds no time to choose."""
    side: Mapped[str] = mapped_column(Code)
    """candidate or interviewer."""
    user_id: Mapped[str | None] = mapped_column(Code)
    """The interviewer who wants to be replaced."""
    start: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """The time that they can't make."""
    reason: Mapped[str | None] = mapped_column(EncryptedText("change_request.reason"))
    state: Mapped[str] = mapped_column(Code, default="open", index=True)
    """open, done, declined, or moot when the interview changed or ended otherwise."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Name)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    stage: Mapped[Stage] = relationship()
    interview: Mapped[Interview | None] = relationship()

    __mapper_args__ = {"version_id_col": version}
