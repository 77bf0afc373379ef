"""What people put right: fields that were read wrongly, and what candidates ask to have put right or looked at again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, EncryptedJSON, EncryptedText, Name, UtcDateTime
from .candidate import Application


class Correction(Base):
    """A field of a file that a person changed. It is here to be counted; the value itself is in ``Document.corrections``."""

    __tablename__ = "hr_recruit_correction"

    document_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_document.id"), primary_key=True)
    field: Mapped[str] = mapped_column(Code, primary_key=True)
    was_read: Mapped[bool]
    """Something had been read, which was wrong; else nothing was found where there was something."""
    by_candidate: Mapped[bool] = mapped_column(default=False)
    """The candidate found it, and HR agreed."""
    by: Mapped[str] = mapped_column(Name)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class CorrectionRequest(Base):
    """A candidate says that a field was read wrongly, and what is right. HR decides; both are personal."""

    __tablename__ = "hr_recruit_correction_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    field: Mapped[str] = mapped_column(Code)
    value: Mapped[Any] = mapped_column(EncryptedJSON("correction_request.value"))
    """{"value": …}, as a correction by HR has it."""
    note: Mapped[str | None] = mapped_column(EncryptedText("correction_request.note"))
    state: Mapped[str] = mapped_column(Code, default="open", index=True)
    """open, done or declined."""
    answer: Mapped[str | None] = mapped_column(EncryptedText("correction_request.answer"))
    """HR's sentence to the candidate."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Name)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()

    __mapper_args__ = {"version_id_col": version}


class ReviewRequest(Base):
    """A candidate wants a person to look again (PIPL art. 24), and what that person answered."""

    __tablename__ = "hr_recruit_review_request"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    words: Mapped[str | None] = mapped_column(EncryptedText("review_request.words"))
    """What the candidate wrote."""
    score: Mapped[float | None]
    """As it was when the review was asked for."""
    state: Mapped[str] = mapped_column(Code, default="open", index=True)
    """open or answered."""
    outcome: Mapped[str | None] = mapped_column(Code)
    """upheld, overridden or onward."""
    answer: Mapped[str | None] = mapped_column(EncryptedText("review_request.answer"))
    """The sentence to the candidate; of an override also its reason."""
    new_score: Mapped[float | None]
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[str | None] = mapped_column(Name)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()

    __mapper_args__ = {"version_id_col": version}
