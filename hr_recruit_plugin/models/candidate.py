"""One candidate, many applications, and the documents they brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, Encrypted, EncryptedJSON, EncryptedText, LongText, Name, UtcDateTime
from .job import Job, Stage


class Candidate(Base):
    """A person. Contact data is encrypted; the blind indexes find the same person again."""

    __tablename__ = "hr_recruit_candidate"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Name, index=True)
    phone: Mapped[str | None] = mapped_column(EncryptedText("candidate.phone"))
    phone_index: Mapped[str | None] = mapped_column(Code, index=True)
    email: Mapped[str | None] = mapped_column(EncryptedText("candidate.email"))
    email_index: Mapped[str | None] = mapped_column(Code, index=True)
    id_number: Mapped[str | None] = mapped_column(EncryptedText("candidate.id_number"))
    id_number_index: Mapped[str | None] = mapped_column(Code, index=True)
    address: Mapped[str | None] = mapped_column(EncryptedText("candidate.address"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_candidate.id"))
    """Whom this was found to be; files and applications are there."""
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When everything that says who this was has been taken out; what is left is there to be counted."""

    applications: Mapped[list[Application]] = relationship(back_populates="candidate")


class Document(Base):
    """A file as it came in, or one we made. Refused files are kept too, so that nothing is lost."""

    __tablename__ = "hr_recruit_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_candidate.id"), index=True)
    kind: Mapped[str] = mapped_column(Code)
    """resume, offer, signed_offer, refused."""
    filename: Mapped[str] = mapped_column(Name)
    media_type: Mapped[str] = mapped_column(Name)
    size: Mapped[int]
    digest: Mapped[str] = mapped_column(Code, index=True)
    """Blind index of the content's SHA-256, to recognise the same file again."""
    content: Mapped[bytes] = mapped_column(Encrypted("document.content"), deferred=True)
    parsed: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON("document.parsed"), deferred=True)
    """ParsedResume.to_dict(evidence=True) with its text."""
    corrections: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON("document.corrections"), deferred=True)
    """{field: {value, by, at}}: a person's word, which wins over what was read."""
    format: Mapped[str | None] = mapped_column(Code)
    """Of a resume, by its content: pdf, scan, docx, image … For the report on how well resumes are read."""
    found: Mapped[str | None] = mapped_column(Name)
    """Names of the fields that were found in a resume, with commas between them; never a value."""
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a person said that all fields are right now."""
    refusal: Mapped[str | None] = mapped_column(LongText)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Application(Base):
    """A candidate's way through one job."""

    __tablename__ = "hr_recruit_application"
    __table_args__ = (
        UniqueConstraint("job_id", "candidate_id"),
        Index("ix_hr_recruit_application_board", "job_id", "status", "stage_id", "knocked_out", "score"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_job.id"))
    candidate_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_candidate.id"), index=True)
    stage_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_stage.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_document.id"))
    status: Mapped[str] = mapped_column(Code, default="active", index=True)
    """active, rejected, withdrawn or hired."""
    source: Mapped[str] = mapped_column(Name, index=True)
    token: Mapped[str] = mapped_column(Code, unique=True)
    """Opens the candidate's own status page."""
    locale: Mapped[str | None] = mapped_column(Code)
    """The language that the candidate last used here; letters to them are in it."""
    applied_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    stage_entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stage_due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    """When the stay in this stage becomes longer than agreed."""
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str | None] = mapped_column(LongText)
    score: Mapped[float | None]
    """As computed, or as a person put it after a review."""
    judged_by: Mapped[str | None] = mapped_column(Name)
    """Who put the score by hand; then nothing computes it again."""
    judged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    knocked_out: Mapped[bool] = mapped_column(default=False)
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """[{name, weight, earned}] for the bar; the reasons are in ``report``."""
    headline: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """{degree, title, field, years, missing}: what a card says of the person."""
    report: Mapped[dict[str, Any] | None] = mapped_column(EncryptedJSON("application.report"), deferred=True)
    changed_by: Mapped[str | None] = mapped_column(Name)
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    candidate: Mapped[Candidate] = relationship(back_populates="applications")
    job: Mapped[Job] = relationship()
    stage: Mapped[Stage] = relationship()
    document: Mapped[Document | None] = relationship()

    __mapper_args__ = {"version_id_col": version}


class StageMove(Base):
    """The history of an application: every move, with who, when and why."""

    __tablename__ = "hr_recruit_stage_move"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_application.id"), index=True)
    from_stage_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_stage.id"))
    to_stage_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_stage.id"))
    outcome: Mapped[str] = mapped_column(Code)
    """applied, moved, rejected, withdrawn, restored or hired."""
    actor_id: Mapped[str | None] = mapped_column(Code)
    actor_name: Mapped[str] = mapped_column(Name)
    reason: Mapped[str] = mapped_column(LongText, default="")
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class Consent(Base):
    """What a candidate agreed to, in which version of the notice, when and how."""

    __tablename__ = "hr_recruit_consent"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_candidate.id"), index=True)
    purpose: Mapped[str] = mapped_column(Code)
    notice_version: Mapped[str] = mapped_column(Code)
    channel: Mapped[str] = mapped_column(Code)
    given_at: Mapped[datetime] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ImportBatch(Base):
    """A folder or zip that is being read, item by item; it goes on where it stopped."""

    __tablename__ = "hr_recruit_import_batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_job.id"), index=True)
    source: Mapped[str] = mapped_column(Name)
    state: Mapped[str] = mapped_column(Code, index=True)
    """running, paused or done."""
    actor_id: Mapped[str | None] = mapped_column(Code)
    actor_name: Mapped[str] = mapped_column(Name)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ImportItem(Base):
    __tablename__ = "hr_recruit_import_item"
    __table_args__ = (Index("ix_hr_recruit_import_item_state", "batch_id", "state"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_import_batch.id"))
    filename: Mapped[str] = mapped_column(Name)
    state: Mapped[str] = mapped_column(Code)
    """waiting, accepted, again or refused."""
    content: Mapped[bytes | None] = mapped_column(Encrypted("import_item.content"), deferred=True)
    """Held until the item is read; then the document has it."""
    document_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_document.id"))
    application_id: Mapped[int | None] = mapped_column(ForeignKey("hr_recruit_application.id"))
    reason: Mapped[str | None] = mapped_column(LongText)
