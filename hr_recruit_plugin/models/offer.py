"""Offers and the hires they become."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, EncryptedJSON, LongText, Name, UtcDateTime
from .candidate import Application, Document


class Offer(Base):
    """A letter to a candidate, who reads and signs it by a link."""

    __tablename__ = "hr_recruit_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    number: Mapped[str] = mapped_column(Code, unique=True)
    state: Mapped[str] = mapped_column(Code, index=True)
    """sent, signed, declined, withdrawn or expired."""
    terms: Mapped[dict[str, Any]] = mapped_column(EncryptedJSON("offer.terms"))
    token_index: Mapped[str] = mapped_column(Code, unique=True)
    """Blind index of the link's token; the token itself is only in the link."""
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    issued_by: Mapped[str] = mapped_column(Name)
    issued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_index: Mapped[str | None] = mapped_column(Code)
    code_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    code_requests: Mapped[int] = mapped_column(default=0)
    code_failures: Mapped[int] = mapped_column(default=0)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decline_reason: Mapped[str | None] = mapped_column(LongText)
    trail: Mapped[list[dict[str, Any]]] = mapped_column(EncryptedJSON("offer.trail"), default=list)
    """[{at, what, detail}]: what happened to the letter, as printed on the signed file."""
    letter_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_document.id"))
    letter_sha256: Mapped[str] = mapped_column(Code)
    signed_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_document.id"))
    signed_sha256: Mapped[str | None] = mapped_column(Code, index=True)
    version: Mapped[int] = mapped_column(default=1)

    application: Mapped[Application] = relationship()
    letter: Mapped[Document] = relationship(foreign_keys=[letter_id])
    signed: Mapped[Document | None] = relationship(foreign_keys=[signed_id])

    __mapper_args__ = {"version_id_col": version}


class Hire(Base):
    """A signed offer: somebody who starts on a day. Deliveries to other systems point here."""

    __tablename__ = "hr_recruit_hire"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), unique=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_offer.id"), unique=True)
    staff_no: Mapped[str] = mapped_column(Code, unique=True)
    start_date: Mapped[date] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    application: Mapped[Application] = relationship()


class Sequence(Base):
    """Gapless numbers for letters and staff, one row a series."""

    __tablename__ = "hr_recruit_sequence"

    series: Mapped[str] = mapped_column(Code, primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
