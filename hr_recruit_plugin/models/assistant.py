"""What a language model was asked and proposed, and what became of each proposal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Code, EncryptedJSON, Name, UtcDateTime


class AssistantRequest(Base):
    """One question. The text that was sent is not kept; it can be made again from the document."""

    __tablename__ = "hr_recruit_assistant_request"
    __table_args__ = (Index("ix_hr_recruit_assistant_request_subject", "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[str] = mapped_column(Code)
    """fields, requirements or questions."""
    subject_type: Mapped[str] = mapped_column(Code)
    subject_id: Mapped[int]
    state: Mapped[str] = mapped_column(Code)
    """asking, answered or failed."""
    proposals: Mapped[list[dict[str, Any]] | None] = mapped_column(EncryptedJSON("assistant_request.proposals"))
    """[{key, value, quote, state: open | taken | dropped, by}]."""
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Why it failed, as ``outbox.answers`` stores it."""
    asked_by: Mapped[str] = mapped_column(Name)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}
