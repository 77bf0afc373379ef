"""Written exams, and who sits where in them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, EncryptedJSON, LongText, Name, UtcDateTime
from .candidate import Application


class WrittenExam(Base):
    """One sitting for the candidates of one or more stages: drawn by lot, published by a person."""

    __tablename__ = "hr_recruit_written_exam"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Name)
    start: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    end: Mapped[datetime] = mapped_column(UtcDateTime)
    state: Mapped[str] = mapped_column(Code, default="draft", index=True)
    """draft, seated, published or cancelled."""
    stage_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    rooms: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """[{name, campus, seats, accessible, invigilators}] in the order in which they are numbered."""
    pools: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Pools that invigilators come from."""
    rules: Mapped[str] = mapped_column(LongText, default="")
    """What stands under the fold of the ticket."""
    seed: Mapped[str | None] = mapped_column(Name)
    """The lot of the last draw."""
    draws: Mapped[int] = mapped_column(default=0)
    watch: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """{room: [{id, name}]}."""
    outcome: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """{elsewhere, rooms, least_rooms, neighbours, campuses, troubles: [[msgid, parameters]], sha256} of the last draw."""
    created_by: Mapped[str] = mapped_column(Name)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by: Mapped[str | None] = mapped_column(Name)
    published_by: Mapped[str | None] = mapped_column(Name)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class ExamEntry(Base):
    """A candidate's place in an exam: what they wish for and need, and where the lot has put them."""

    __tablename__ = "hr_recruit_exam_entry"
    __table_args__ = (UniqueConstraint("exam_id", "application_id"), UniqueConstraint("exam_id", "room", "number"))

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_written_exam.id"))
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    paper: Mapped[str] = mapped_column(Name)
    campus: Mapped[str | None] = mapped_column(Code)
    """The campus they wish for; None for any."""
    needs: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON("exam_entry.needs"))
    """{accessible: true}: tells of a person's health."""
    room: Mapped[str | None] = mapped_column(Name)
    number: Mapped[int | None]
    ticket: Mapped[str | None] = mapped_column(Code, unique=True)

    application: Mapped[Application] = relationship()
    exam: Mapped[WrittenExam] = relationship()

    @property
    def accessible(self) -> bool:
        return bool((self.needs or {}).get("accessible"))
