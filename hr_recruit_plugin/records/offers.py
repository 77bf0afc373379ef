"""Offers from issue to signature, and the new colleague that payroll, HIS and OA get. Money in yuan, to the fen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from .applications import ApplicationRef


@dataclass(frozen=True, slots=True)
class Licence:
    kind: str
    number: str | None = None
    issued: str | None = None
    expires: str | None = None


@dataclass(frozen=True, slots=True)
class NewHire:
    """The smallest record that payroll, HIS and OA need of a new colleague. Money in yuan, to the fen."""

    staff_no: str
    name: str
    department: str
    department_id: str
    position: str
    start_date: date
    offer_number: str
    gender: str | None = None
    birth_date: date | None = None
    id_number: str | None = None
    phone: str | None = None
    email: str | None = None
    title: str | None = None
    post_category: str | None = None
    employment_type: str | None = None
    monthly_salary: Decimal | None = None
    probation_months: int | None = None
    licences: tuple[Licence, ...] = ()


@dataclass(frozen=True, slots=True)
class OfferIssued:
    id: int
    number: str
    application: ApplicationRef
    sign_url: str
    expires: datetime
    version: int


@dataclass(frozen=True, slots=True)
class OfferCodeRequested:
    """The candidate asked for the one-time code that goes with a signature."""

    offer_id: int
    application: ApplicationRef
    code: str
    attempt: int


@dataclass(frozen=True, slots=True)
class OfferSigned:
    id: int
    number: str
    application: ApplicationRef
    at: datetime
    sha256: str


@dataclass(frozen=True, slots=True)
class OfferDeclined:
    id: int
    number: str
    application: ApplicationRef
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CandidateHired:
    """An offer was signed: the outside systems get a colleague."""

    id: int
    application: ApplicationRef
    hire: NewHire
    at: datetime
