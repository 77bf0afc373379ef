"""Tables of the OA, all named ``oa_*``."""

from __future__ import annotations

from datetime import UTC, date, datetime

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Column, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    """The OA's own metadata."""


db = SQLAlchemy(model_class=Base)

staff_roles = Table(
    "oa_staff_role",
    Base.metadata,
    Column("staff_no", ForeignKey("oa_staff.staff_no"), primary_key=True),
    Column("role", ForeignKey("oa_role.code"), primary_key=True),
)


class Department(Base):
    __tablename__ = "oa_department"

    code: Mapped[str] = mapped_column(String(20), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    parent: Mapped[str | None] = mapped_column(ForeignKey("oa_department.code"))
    staff: Mapped[list[Staff]] = relationship(back_populates="department", order_by="Staff.staff_no")


class Role(Base):
    __tablename__ = "oa_role"

    code: Mapped[str] = mapped_column(String(30), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))


class Staff(Base):
    """A colleague and their account. Without a password hash nobody can sign in with it."""

    __tablename__ = "oa_staff"

    staff_no: Mapped[str] = mapped_column(String(30), primary_key=True)
    login: Mapped[str | None] = mapped_column(String(40), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(255))
    name: Mapped[str] = mapped_column(String(60))
    department_code: Mapped[str | None] = mapped_column(ForeignKey("oa_department.code"))
    position: Mapped[str] = mapped_column(String(60), default="")
    title: Mapped[str | None] = mapped_column(String(60))
    email: Mapped[str | None] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(30))
    start_date: Mapped[date]
    department: Mapped[Department | None] = relationship(back_populates="staff", lazy="joined")
    roles: Mapped[list[Role]] = relationship(secondary=staff_roles, lazy="selectin", order_by="Role.code")

    @property
    def role_codes(self) -> tuple[str, ...]:
        return tuple(role.code for role in self.roles)


class Leave(Base):
    """Leave that was granted, and business trips. Times are UTC, without zone; why somebody is away stays with personnel."""

    __tablename__ = "oa_leave"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_no: Mapped[str] = mapped_column(ForeignKey("oa_staff.staff_no"), index=True)
    start: Mapped[datetime]
    end: Mapped[datetime]


class Todo(Base):
    """An entry of the to-do centre. Modules own the ``key``: the same key of the same person is the same entry."""

    __tablename__ = "oa_todo"
    __table_args__ = (UniqueConstraint("staff_no", "key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_no: Mapped[str] = mapped_column(ForeignKey("oa_staff.staff_no"), index=True)
    key: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(500), default="")
    due: Mapped[datetime | None]
    """UTC, without zone."""
    created: Mapped[datetime] = mapped_column(default=lambda: datetime.now(UTC).replace(tzinfo=None))
    closed: Mapped[datetime | None]

    @property
    def overdue(self) -> bool:
        return self.closed is None and self.due is not None and self.due < datetime.now(UTC).replace(tzinfo=None)
