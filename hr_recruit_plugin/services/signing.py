"""The candidate's side of an offer: opening it, the code, a signature that can be verified, and the hire it makes."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import io
import secrets
from datetime import date, timedelta
from typing import Any

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from ..engines.resume import ParsedResume
from ..errors import Conflict, Gone, Invalid, NotFound
from ..i18n import N_
from ..models import Application, Document, Hire, Offer
from ..records import CandidateHired, Licence, NewHire, OfferCodeRequested, OfferDeclined, OfferSigned
from . import events, letters, pipeline
from .offers import Terms, entry, file_letter
from .reading import effective
from .refs import application_ref, subject
from .sequences import next_number
from .unit import CANDIDATE, Unit, unit_of_work

CODE_LIFE = timedelta(minutes=10)
CODE_REQUESTS = 5
CODE_FAILURES = 5
SIGNATURE_PIXELS = 2000


def opened(unit: Unit, token: str) -> Offer:
    """The offer behind a link; opening it the first time goes into its trail."""
    offer = _by_token(unit, token)
    if offer.state == "sent" and offer.opened_at is None:
        offer.opened_at = unit.now
        offer.trail = [*offer.trail, entry(unit, N_("候选人打开"))]
    return offer


def _by_token(unit: Unit, token: str) -> Offer:
    offer = unit.session.scalar(
        select(Offer)
        .where(Offer.token_index == unit.state.keyring.blind_index(token, "offer.token"))
        .options(joinedload(Offer.application).joinedload(Application.candidate),
                 joinedload(Offer.application).joinedload(Application.job))
    )  # fmt: skip
    if offer is None:
        raise NotFound(N_("链接不对或已作废。请用最近一封邮件里的链接。"))
    ended = offer.state == "sent" and offer.application.status != "active"
    if offer.state == "withdrawn" or ended:
        raise Gone(N_("这份 Offer 已撤回。有疑问请联系人力资源部。"))
    if offer.state == "sent" and offer.expires_at <= unit.now:
        raise Gone(N_("这份 Offer 已过签署期限。还想来的话，请联系人力资源部重发。"))
    return offer


def _signable(unit: Unit, token: str) -> Offer:
    offer = _by_token(unit, token)
    if offer.state != "sent":
        raise Gone(N_("这份 Offer 已经签署或拒绝过了。"))
    return offer


def request_code(unit: Unit, token: str) -> None:
    """Send the one-time code that goes with a signature to the candidate's address."""
    offer = _signable(unit, token)
    if offer.code_requests >= CODE_REQUESTS:
        raise Invalid(N_("验证码已发过 %(count)s 次。请联系人力资源部。"), count=CODE_REQUESTS)
    code = f"{secrets.randbelow(10**6):06d}"
    offer.code_index = unit.state.keyring.blind_index(code, f"offer.code:{offer.id}")
    offer.code_expires_at, offer.code_failures = unit.now + CODE_LIFE, 0
    offer.code_requests += 1
    event = OfferCodeRequested(offer.id, application_ref(offer.application), code, offer.code_requests)
    application = offer.application
    events.fire(unit, "recruit_offer_code_requested", event, application.job, subject=subject(application))


def sign(token: str, *, code: str, drawing: str, typed: str = "", agreed: bool) -> int:
    """Sign an offer with a signature and the code. → offer id.

    Args:
        drawing: the signature by hand, a PNG as a data URL; "" where the name was typed.
        typed: the name, for those who can't or won't draw.

    Raises:
        Invalid: the code is wrong or too old, the drawing is empty, or the box is not ticked.
        Gone: the offer expired, was withdrawn or decided already.
    """
    with unit_of_work(CANDIDATE) as unit:
        offer = _signable(unit, token)
        failed = _wrong_code(unit, offer, code)
        version, offer_id = offer.version, offer.id
    if failed:
        # Counted in a use case of its own: an exception would have taken the count back.
        raise failed
    if not agreed:
        raise Invalid(N_("勾选「我已读完全文」后再签。"), {"agreed": ["required"]})
    image = None if typed.strip() else _drawing(drawing)
    with unit_of_work(CANDIDATE, write=False) as unit:
        offer = _signable(unit, token)
        if image is None and typed.strip() != offer.application.candidate.name:
            raise Invalid(N_("键入的姓名要和 Offer 上的一样。"), {"signature": ["name"]})
        how = N_("验证码通过，手写签名") if image else N_("验证码通过，键入姓名签名")
        letter = letters.signed(unit, offer, image, [*offer.trail, entry(unit, how)])
    content = letters.render(letter)
    with unit_of_work(CANDIDATE) as unit:
        offer = _signable(unit, token)
        if offer.version != version:
            raise Conflict(N_("这份 Offer 刚被改过，刷新后再签。"))
        _take(unit, offer, content, letter.trail)
    return offer_id


def _wrong_code(unit: Unit, offer: Offer, code: str) -> Invalid | None:
    if offer.code_index is None or offer.code_expires_at is None or offer.code_expires_at <= unit.now:
        return Invalid(N_("验证码已过期，重新获取一个。"), {"code": ["expired"]})
    if offer.code_failures >= CODE_FAILURES:
        return Invalid(N_("输错太多次，重新获取一个验证码。"), {"code": ["locked"]})
    given = unit.state.keyring.blind_index(code.strip(), f"offer.code:{offer.id}")
    if not hmac.compare_digest(given, offer.code_index):
        offer.code_failures += 1
        return Invalid(N_("验证码不对，看看是不是最近一封邮件里的。"), {"code": ["wrong"]})
    return None


def _drawing(data_url: str) -> bytes:
    """A clean PNG of the drawn signature; whatever else the upload held is gone."""
    prefix, _, body = data_url.partition(",")
    try:
        if prefix != "data:image/png;base64":
            raise ValueError(prefix)
        upload = Image.open(io.BytesIO(base64.b64decode(body, validate=True)), formats=("PNG",))
        if max(upload.size) > SIGNATURE_PIXELS:
            raise ValueError("too large")
        picture = upload.convert("RGBA")
    except (ValueError, binascii.Error, OSError, Image.DecompressionBombError) as problem:
        raise Invalid(N_("签名没收到，请重新签一次。"), {"signature": ["unreadable"]}) from problem
    if picture.getchannel("A").getbbox() is None or len(picture.getcolors(10) or range(11)) < 2:
        raise Invalid(N_("还没签名，在框里写下你的名字。"), {"signature": ["empty"]})
    clean = io.BytesIO()
    picture.save(clean, "PNG")
    return clean.getvalue()


def _take(unit: Unit, offer: Offer, content: bytes, trail: list[dict[str, Any]]) -> None:
    """The signature counts: the letter is filed, the application ends, a hire begins."""
    application = offer.application
    document = file_letter(unit, application, "signed_offer", f"{offer.number}-signed.pdf", content)
    offer.signed, offer.signed_sha256 = document, hashlib.sha256(content).hexdigest()
    offer.state, offer.decided_at, offer.trail, offer.code_index = "signed", unit.now, trail, None
    pipeline.hired(unit, application)
    terms = Terms.from_dict(offer.terms)
    number = next_number(unit, f"staff-{terms.start_date.year}")
    hire = Hire(
        application=application, offer_id=offer.id, staff_no=f"{terms.start_date.year}{number:04d}",
        start_date=terms.start_date, created_at=unit.now,
    )  # fmt: skip
    unit.session.add(hire)
    unit.session.flush()
    ref, job, about = application_ref(application), application.job, subject(application)
    signed = OfferSigned(offer.id, offer.number, ref, unit.now, offer.signed_sha256)
    events.fire(unit, "recruit_offer_signed", signed, job, subject=about)
    hired = CandidateHired(hire.id, ref, new_hire(hire, offer, terms), unit.now)
    events.fire(unit, "recruit_candidate_hired", hired, job, subject=about)
    unit.audit("offer.signed", "offer", offer.id, sha256=offer.signed_sha256)


def letter_of(unit: Unit, token: str) -> Document:
    """The letter behind a link: signed when it is, else as it was sent."""
    offer = _by_token(unit, token)
    wanted = offer.signed_id or offer.letter_id
    return unit.session.scalars(
        select(Document).where(Document.id == wanted).options(undefer(Document.content))
    ).one()


def decline(unit: Unit, token: str, reason: str) -> None:
    offer = _signable(unit, token)
    offer.state, offer.decided_at, offer.decline_reason = "declined", unit.now, reason.strip()[:500]
    offer.trail = [*offer.trail, entry(unit, N_("候选人谢绝"))]
    application = offer.application
    event = OfferDeclined(offer.id, offer.number, application_ref(application), unit.now, offer.decline_reason)
    events.fire(unit, "recruit_offer_declined", event, application.job, subject=subject(application))
    unit.audit("offer.declined", "offer", offer.id)


def verify(unit: Unit, content: bytes) -> Offer | None:
    """The offer whose signed file this is, bit for bit; None when it is no file of ours or was altered."""
    digest = hashlib.sha256(content).hexdigest()
    return unit.session.scalar(
        select(Offer)
        .where(Offer.signed_sha256 == digest)
        .options(joinedload(Offer.application).joinedload(Application.candidate))
    )


# --- what comes of it --------------------------------------------------------------------------------------------


def new_hire(hire: Hire, offer: Offer, terms: Terms) -> NewHire:
    """The record that payroll, HIS and OA get."""
    application = offer.application
    document = application.document
    parsed = effective(document) if document else ParsedResume()
    candidate, job = application.candidate, application.job
    return NewHire(
        staff_no=hire.staff_no, name=candidate.name, department=terms.department, department_id=job.department_id,
        position=terms.position, start_date=terms.start_date, offer_number=offer.number,
        gender=parsed.gender.value, birth_date=_whole_date(parsed.birth_date.value, candidate.id_number),
        id_number=candidate.id_number, phone=candidate.phone, email=candidate.email, title=parsed.title.value,
        post_category=job.post_category, employment_type=terms.employment_type,
        monthly_salary=terms.monthly_salary, probation_months=terms.probation_months,
        licences=tuple(Licence(v.kind, v.number, v.issued, v.expires) for v in parsed.licences.value),
    )  # fmt: skip


def _whole_date(printed: str | None, id_number: str | None) -> date | None:
    """A full date, from the page or from the ID number (GB 11643: digits 7 to 14); a bare month is none."""
    for text in (printed, f"{id_number[6:10]}-{id_number[10:12]}-{id_number[12:14]}" if id_number else None):
        try:
            return date.fromisoformat(text or "")
        except ValueError:
            continue
    return None
