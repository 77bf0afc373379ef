"""Who may be the same person: keys to find them by, proposals, and merges that can be taken apart again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ..db import Base, Code, EncryptedJSON, Name, UtcDateTime


class PersonKey(Base):
    """A blind index of something that the same person's other resume would share (``engines.resume.identity``)."""

    __tablename__ = "hr_recruit_person_key"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_candidate.id"), primary_key=True)
    key: Mapped[str] = mapped_column(Code, primary_key=True, index=True)


class DuplicatePair(Base):
    """Two candidates who may be one person; ``low_id`` < ``high_id``."""

    __tablename__ = "hr_recruit_duplicate_pair"
    __table_args__ = (UniqueConstraint("low_id", "high_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    low_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_candidate.id"))
    high_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_candidate.id"), index=True)
    state: Mapped[str] = mapped_column(Code, index=True)
    """proposed, distinct (a person said so; never proposed again) or merged."""
    reason: Mapped[str] = mapped_column(Code)
    """What they share: phone, email, or near (name with birth, school or employer)."""
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    decided_by: Mapped[str | None] = mapped_column(Name)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PersonMerge(Base):
    """One candidate's files and applications joined to another's, with all that is needed to take it back."""

    __tablename__ = "hr_recruit_person_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_candidate.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_candidate.id"), index=True)
    moved: Mapped[dict[str, Any]] = mapped_column(JSON)
    """{applications, documents, consents, ended: ids; filled: names of contact fields}."""
    contact: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON("person_merge.contact"))
    """The contact data that was filled in, so that taking the merge back leaves what was corrected since."""
    by: Mapped[str] = mapped_column(Name)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    undone_by: Mapped[str | None] = mapped_column(Name)
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
