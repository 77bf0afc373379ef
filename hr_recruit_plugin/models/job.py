"""Jobs, their stages and the templates stages are made from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from ..db import Base, Code, LongText, Name, UtcDateTime


class Job(Base):
    """A requisition: what is looked for, how many, and through which stages."""

    __tablename__ = "hr_recruit_job"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(Code, unique=True)
    title: Mapped[str] = mapped_column(Name)
    department_id: Mapped[str] = mapped_column(Code, index=True)
    department_name: Mapped[str] = mapped_column(Name)
    headcount: Mapped[int]
    status: Mapped[str] = mapped_column(Code, default="open", index=True)
    """draft, open, paused or closed."""
    text: Mapped[str] = mapped_column(LongText, default="")
    requirements: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    post_category: Mapped[str | None] = mapped_column(Code)
    terms: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """What an offer starts from: employment_type, monthly_salary, probation_months."""
    owner_id: Mapped[str] = mapped_column(Code)
    owner_name: Mapped[str] = mapped_column(Name)
    owner_email: Mapped[str | None] = mapped_column(Name)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    updated_by: Mapped[str | None] = mapped_column(Name)
    updated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=1)

    stages: Mapped[list[Stage]] = relationship(
        back_populates="job", order_by="Stage.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}


class Stage(Base):
    """One step of one job. A job's stages are copied from a template and may then differ from it."""

    __tablename__ = "hr_recruit_stage"

    id: Mapped[int] = mapped_column(primary_key=True)
    job_id: Mapped[int] = mapped_column(ForeignKey("hr_recruit_job.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(Code)
    """screening, interview or offer."""
    name: Mapped[str] = mapped_column(Name)
    agreed_days: Mapped[int] = mapped_column(default=5)
    minutes: Mapped[int] = mapped_column(default=30)
    panel: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """[{pool, count}]: how many interviewers from which pool."""
    owners: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    """[{id, name, email}]: who looks after candidates here when no panel does."""
    kit: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    """{criteria: [{key, name, anchors: {grade: text}}], questions: [text]}."""

    job: Mapped[Job] = relationship(back_populates="stages")


class StageTemplate(Base):
    __tablename__ = "hr_recruit_stage_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Name, unique=True)
    stages: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)


class SourceCost(Base):
    """What a source cost in a month, in fen, for cost per hire."""

    __tablename__ = "hr_recruit_source_cost"
    __table_args__ = (UniqueConstraint("source", "month"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Name)
    month: Mapped[str] = mapped_column(Code)
    """YYYY-MM."""
    amount: Mapped[int]
