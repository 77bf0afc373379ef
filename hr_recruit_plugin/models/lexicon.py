"""Words that a hospital adds to the lexicon that is shipped."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Code, Name, UtcDateTime


class WordGroup(Base):
    """Words that mean the same. A group that shares a word with a shipped one joins it."""

    __tablename__ = "hr_recruit_word_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    section: Mapped[str] = mapped_column(Code)
    """skills, majors, departments, titles.LADDER or licences.KIND."""
    words: Mapped[list[str]] = mapped_column(JSON)
    added_by: Mapped[str] = mapped_column(Name)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
