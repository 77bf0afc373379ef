"""Offers: issued, listed, withdrawn, verified."""

from __future__ import annotations

import hashlib
from typing import Any

from ...schemas import api_desk as schemas
from ...schemas.api_common import PageQuerySchema, UploadSchema, VersionedSchema
from ...security.permissions import Permission
from ...services import offers, signing
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import Reply, operation

EDIT = Permission.OFFERS_EDIT


@operation("GET", "/offers", EDIT, tag="offers", summary="Offers, newest first",
           query=PageQuerySchema, answer=schemas.OfferPageSchema)  # fmt: skip
def list_offers(query: dict[str, Any]) -> Any:
    """With their terms and where they stand."""
    with unit_of_work(actor(), write=False) as unit:
        found = offers.listing(unit, query["page"], query["size"])
    return {"items": found.offers, "total": found.total, "page": found.page, "size": found.size}


@operation("POST", "/applications/<int:application_id>/offers", EDIT, tag="offers", summary="Issue an offer",
           body=schemas.OfferInSchema, answer=schemas.OfferSchema, status=201)  # fmt: skip
def issue_offer(application_id: int, body: dict[str, Any]) -> Reply:
    """Writes the letter and sends the candidate a link to it."""
    offer_id = offers.issue(actor(), application_id, offers.Terms(**body))
    return Reply(_one(offer_id), location=("read_offer", {"offer_id": offer_id}))


@operation("GET", "/offers/<int:offer_id>", EDIT, tag="offers", summary="One offer", answer=schemas.OfferSchema)
def read_offer(offer_id: int) -> Any:
    """With its terms and the digests of its files."""
    return _one(offer_id)


def _one(offer_id: int) -> Any:
    with unit_of_work(actor(), write=False) as unit:
        return offers.one(unit, offer_id)


@operation("POST", "/offers/<int:offer_id>/withdraw", EDIT, tag="offers", summary="Take an offer back",
           body=VersionedSchema, answer=schemas.OfferSchema)  # fmt: skip
def withdraw_offer(offer_id: int, body: dict[str, Any]) -> Any:
    """Its link ends at once."""
    with unit_of_work(actor()) as unit:
        offers.withdraw(unit, offer_id, version=body["version"])
    return _one(offer_id)


@operation("POST", "/offers/verify", EDIT, tag="offers", summary="Is this the file that was signed?",
           body=UploadSchema, answer=schemas.VerifiedSchema, files="one")  # fmt: skip
def verify_offer(body: dict[str, Any]) -> Any:
    """Bit for bit; a file that was opened and saved again is not."""
    data = body["file"].data
    with unit_of_work(actor(), write=False) as unit:
        offer = signing.verify(unit, data)
    found: dict[str, Any] = {"genuine": offer is not None, "sha256": hashlib.sha256(data).hexdigest()}
    if offer is not None:
        found |= {
            "number": offer.number, "candidate": offer.application.candidate.name, "signed_at": offer.decided_at,
        }  # fmt: skip
    return found
