"""The day interviews are held: who is here, whose turn it is, and what was drawn by lot."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, EncryptedText, Name, UtcDateTime
from .schedule import Interview


class DayRules(Base):
    """How a job holds its interview days. A job without a row goes by the defaults."""

    __tablename__ = "hr_recruit_day_rules"

    job_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_job.id"), primary_key=True)
    grace_minutes: Mapped[int]
    """How long after the time somebody is not yet late."""
    early_minutes: Mapped[int]
    """How long before the time somebody may check in."""
    late_after: Mapped[int]
    """How many go first when somebody late is put back; 0: all others of the half-day."""
    shown: Mapped[str] = mapped_column(Code)
    """What the waiting-room screen says: number, or surname (and number)."""
    blind: Mapped[bool]
    """Whether printed call-number sheets leave out names."""


class Turn(Base):
    """An interview's place in the queue of its day. Times said to candidates stay as they were in ``Interview``."""

    __tablename__ = "hr_recruit_turn"
    __table_args__ = (
        UniqueConstraint("day", "campus", "number"),
        Index("ix_hr_recruit_turn_day", "day", "campus"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    interview_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_interview.id"), unique=True)
    sequence: Mapped[int]
    """``Interview.sequence`` that this is about; a moved interview starts anew."""
    day: Mapped[date] = mapped_column(Date)
    campus: Mapped[str] = mapped_column(Code)
    number: Mapped[int | None]
    """Call number, unique on a campus and day: 1–200 in the morning, from 201 in the afternoon."""
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When it is expected now: the planned time, until it is put back or drawn."""
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    arrived_by: Mapped[str | None] = mapped_column(Name)
    called_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late: Mapped[bool] = mapped_column(default=False)
    put_back: Mapped[int] = mapped_column(default=0)
    no_shows: Mapped[int] = mapped_column(default=0)
    """How often this person did not come, whatever became of the interview later."""
    wrong_codes: Mapped[int] = mapped_column(default=0)
    """Desk codes that were typed wrongly; after a few only the desk checks in."""
    changed_by: Mapped[str | None] = mapped_column(Name)
    undo: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """{at, act, before: [{interview_id, state, due_at, …}]}: how it was before the last press."""
    version: Mapped[int] = mapped_column(default=1)

    interview: Mapped[Interview] = relationship()

    __mapper_args__ = {"version_id_col": version}


class Draw(Base):
    """A draw of lots that anybody can compute again: a promise first, then the words, then the seed."""

    __tablename__ = "hr_recruit_draw"
    __table_args__ = (Index("ix_hr_recruit_draw_day", "day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(Code)
    """order (candidates of a half-day) or rooms (panels)."""
    day: Mapped[date] = mapped_column(Date)
    half: Mapped[str] = mapped_column(Code)
    """am or pm."""
    stage_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_stage.id"))
    campus: Mapped[str] = mapped_column(Code)
    state: Mapped[str] = mapped_column(Code)
    """promised, drawn, confirmed or dropped."""
    promise: Mapped[str] = mapped_column(Code)
    """SHA-256 of the seed, shown before anybody types a word."""
    seed: Mapped[str] = mapped_column(EncryptedText("draw.seed"))
    words: Mapped[str | None] = mapped_column(Name)
    present: Mapped[str | None] = mapped_column(Name)
    """Who was there: the supervisor and others, as typed."""
    lots: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """[{group, places, items}]: what is drawn, fixed with the promise."""
    round: Mapped[int] = mapped_column(default=1)
    result: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)
    """[{group, order}]: items in the order drawn, one for each place."""
    digest: Mapped[str | None] = mapped_column(Code)
    """SHA-256 of the whole record."""
    made_by: Mapped[str] = mapped_column(Name)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    drawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by: Mapped[str | None] = mapped_column(Name)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
