"""Offers as HR makes them: terms, a letter from a template, a link. What the candidate does with it is ``signing``."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..errors import Invalid, NotFound
from ..i18n import N_, gettext
from ..links import link
from ..models import Application, Document, Offer
from ..records import (
    OfferIssued,
)
from ..security.permissions import Permission
from . import access, events, letters
from .refs import application_ref, subject
from .sequences import next_number
from .unit import Actor, Unit, expect_version, unit_of_work

EDIT = Permission.OFFERS_EDIT
NO_OFFER = N_("没有这份 Offer。")


@dataclass(frozen=True)
class Terms:
    """What is offered. Money in yuan a month, before tax."""

    position: str
    department: str
    start_date: date
    monthly_salary: Decimal
    probation_months: int
    employment_type: str
    valid_days: int = 7
    remarks: str = ""

    def to_dict(self) -> dict[str, Any]:
        return {
            "position": self.position, "department": self.department, "start_date": self.start_date.isoformat(),
            "monthly_salary": str(self.monthly_salary), "probation_months": self.probation_months,
            "employment_type": self.employment_type, "valid_days": self.valid_days, "remarks": self.remarks,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Terms:
        return cls(
            **{
                **data,
                "start_date": date.fromisoformat(data["start_date"]),
                "monthly_salary": Decimal(data["monthly_salary"]),
            }
        )


@dataclass(frozen=True)
class Draft:
    """Terms to start from, and what stands in the way of an offer now."""

    application: Application
    terms: Terms
    obstacle: str | None


def draft(unit: Unit, application_id: int) -> Draft:
    """The job's terms, with a start date a month from now."""
    application = access.application(unit, application_id, EDIT)
    job = application.job
    try:
        salary = Decimal(str(job.terms.get("monthly_salary", "0")))
    except InvalidOperation:
        salary = Decimal(0)
    start = (unit.now.astimezone(unit.state.settings.zone) + timedelta(days=30)).date()
    start += timedelta(days=(7 - start.weekday()) % 7)  # Monday: new colleagues start with the week
    terms = Terms(
        job.title, job.department_name, start, salary, int(job.terms.get("probation_months", 3)),
        str(job.terms.get("employment_type", "合同制")),
    )  # fmt: skip
    try:
        _ready(unit, application)
        obstacle = None
    except Invalid as problem:
        obstacle = gettext(problem.message, **problem.params)
    return Draft(application, terms, obstacle)


@dataclass(frozen=True)
class OfferPage:
    """One page of offers, newest first."""

    offers: Sequence[Offer]
    total: int
    page: int
    size: int


def listing(unit: Unit, page: int = 1, size: int = 50) -> OfferPage:
    unit.actor.require(EDIT)
    statement = access.of_department(select(Offer).join(Offer.application).join(Application.job), unit.actor)
    total = unit.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    found = unit.session.scalars(
        statement.options(
            joinedload(Offer.application).joinedload(Application.candidate),
            joinedload(Offer.application).joinedload(Application.job),
        )
        .order_by(Offer.id.desc())
        .limit(size)
        .offset((page - 1) * size)
    )
    return OfferPage(list(found), total, page, size)


def one(unit: Unit, offer_id: int) -> Offer:
    """An offer with its application and candidate."""
    unit.actor.require(EDIT)
    found = unit.session.scalar(
        access.of_department(select(Offer).join(Offer.application).join(Application.job), unit.actor)
        .where(Offer.id == offer_id)
        .options(joinedload(Offer.application).joinedload(Application.candidate))
    )
    if found is None:
        raise NotFound(NO_OFFER)
    return found


# --- issuing -----------------------------------------------------------------------------------------------------


def issue(actor: Actor, application_id: int, terms: Terms) -> int:
    """Write the letter and send the candidate a link to it. → offer id.

    The letter is rendered between two transactions: drawing a PDF may take a second, a lock should not.
    """
    with unit_of_work(actor) as unit:
        application = access.application(unit, application_id, EDIT)
        _ready(unit, application)
        _check_terms(unit, terms)
        year = unit.now.astimezone(unit.state.settings.zone).year
        number = f"OFFER-{year}-{next_number(unit, f'offer-{year}'):04d}"
        expires = unit.now + timedelta(days=terms.valid_days)
        letter = letters.OfferLetter(
            number, application.candidate.name, terms, unit.now, expires, unit.state.settings.hospital
        )
    content = letters.render(letter)
    with unit_of_work(actor) as unit:
        application = access.application(unit, application_id, EDIT)
        # One after the other: two who press the button at once must not both find that there is no offer yet.
        lock = select(Application.id).where(Application.id == application_id).with_for_update(key_share=True)
        unit.session.execute(lock)
        _ready(unit, application)
        return _send(unit, application, terms, number, expires, content)


def _ready(unit: Unit, application: Application) -> None:
    """Raises Invalid, naming what stands in the way of an offer."""
    if application.status != "active" or application.stage.kind != "offer":
        raise Invalid(N_("先把 %(name)s 移到 Offer 阶段，再发 Offer。"), name=application.candidate.name)
    if not application.candidate.email:
        raise Invalid(N_("%(name)s 没有邮箱，链接发不出去。先在档案里补上邮箱。"), name=application.candidate.name)
    open_offer = unit.session.scalar(
        select(Offer.number).where(
            Offer.application_id == application.id,
            (Offer.state == "signed") | ((Offer.state == "sent") & (Offer.expires_at > unit.now)),
        )
    )
    if open_offer:
        raise Invalid(N_("Offer %(number)s 还有效。撤回它再发新的。"), number=open_offer)


def _check_terms(unit: Unit, terms: Terms) -> None:
    if terms.monthly_salary <= 0:
        raise Invalid(N_("月薪要大于 0。"), {"monthly_salary": [N_("月薪要大于 0。")]})
    if terms.start_date <= unit.now.astimezone(unit.state.settings.zone).date():
        raise Invalid(N_("到岗日期要在今天以后。"), {"start_date": [N_("到岗日期要在今天以后。")]})


def _send(
    unit: Unit, application: Application, terms: Terms, number: str, expires: datetime, content: bytes
) -> int:
    token = secrets.token_urlsafe(32)
    letter = file_letter(unit, application, "offer", f"{number}.pdf", content)
    offer = Offer(
        application=application, number=number, state="sent", terms=terms.to_dict(),
        token_index=unit.state.keyring.blind_index(token, "offer.token"), expires_at=expires,
        issued_by=unit.actor.name, issued_at=unit.now, letter=letter,
        letter_sha256=hashlib.sha256(content).hexdigest(),
        trail=[entry(unit, N_("发出"), unit.actor.name)],
    )  # fmt: skip
    unit.session.add(offer)
    unit.session.flush()
    event = OfferIssued(
        offer.id, number, application_ref(application), link("portal.offer", token=token), expires, offer.version
    )
    events.validate(unit, "recruit_validate_offer", event, application.job)
    events.fire(unit, "recruit_offer_issued", event, application.job, subject=subject(application))
    unit.audit("offer.issued", "offer", offer.id, application=application.id)
    return offer.id


def withdraw(unit: Unit, offer_id: int, *, version: int | None) -> Offer:
    """Take an offer back: its link ends at once."""
    offer = one(unit, offer_id)
    expect_version(offer, version, by=offer.issued_by)
    if offer.state != "sent":
        raise Invalid(N_("这份 Offer 已签署、拒绝或撤回，不能再撤。"))
    offer.state, offer.decided_at = "withdrawn", unit.now
    offer.trail = [*offer.trail, entry(unit, N_("撤回"), unit.actor.name)]
    unit.audit("offer.withdrawn", "offer", offer.id)
    return offer


def expire(unit: Unit) -> int:
    """Mark offers whose time is over. → how many."""
    late = unit.session.scalars(select(Offer).where(Offer.state == "sent", Offer.expires_at <= unit.now)).all()
    for offer in late:
        offer.state, offer.decided_at = "expired", unit.now
        offer.trail = [*offer.trail, entry(unit, N_("过期"))]
        unit.audit("offer.expired", "offer", offer.id)
    return len(late)


def file_letter(unit: Unit, application: Application, kind: str, filename: str, content: bytes) -> Document:
    """A letter of ours in the dossier: sent or signed."""
    document = Document(
        candidate_id=application.candidate_id, kind=kind, filename=filename, media_type="application/pdf",
        size=len(content), digest=unit.state.keyring.blind_index(hashlib.sha256(content).hexdigest(), "document"),
        content=content, created_at=unit.now,
    )  # fmt: skip
    unit.session.add(document)
    unit.session.flush()
    return document


def entry(unit: Unit, what: str, detail: str = "") -> dict[str, Any]:
    """One step of an offer's trail, which is printed on the signed letter."""
    return {"at": unit.now.isoformat(), "what": what, "detail": detail}
