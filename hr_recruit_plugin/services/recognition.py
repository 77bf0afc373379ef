"""Who sent a resume: the same person again, or somebody who shares a phone or mailbox with a known one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import or_, select

from ..engines.resume import ParsedResume
from ..engines.resume.identity import folded_name
from ..models import Candidate
from .unit import Unit

Sharing = Mapping[int, str]
"""Candidate id → what is shared: phone or email."""


@dataclass(frozen=True)
class Contact:
    """What an applicant typed in a form; it wins over what was read."""

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    id_number: str | None = None


UNTYPED = Contact()


def normal_phone(value: str | None) -> str | None:
    digits = re.sub(r"\D", "", value or "")
    digits = re.sub(r"^(00)?86(?=1\d{10}$)", "", digits)
    return digits or None


def recognise(unit: Unit, parsed: ParsedResume, contact: Contact, name: str) -> tuple[Candidate | None, Sharing]:
    """The candidate who this is, and those of another name who share a phone or mailbox.

    The same ID number is the same person; the same phone or e-mail is, if the name is the same too. A couple or a
    dormitory may share a phone, so another name is for a person to judge. Two ID numbers are never one person.
    """
    found = _identities(parsed, contact)
    if not found:
        return None, {}
    indexes = {key: unit.state.keyring.blind_index(value, key) for key, value in found.items()}
    columns = {key: getattr(Candidate, f"{key}_index") for key in indexes}
    known = unit.session.scalars(
        select(Candidate).where(or_(*(columns[k] == v for k, v in indexes.items()))).order_by(Candidate.id)
    ).all()
    sharing: dict[int, str] = {}
    for key in ("id_number", "phone", "email"):
        for candidate in known:
            if key not in indexes or getattr(candidate, f"{key}_index") != indexes[key]:
                continue
            if key == "id_number" or (_same_name(candidate, name) and not _other_id(candidate, indexes)):
                return _whom(unit, candidate), {}
            sharing.setdefault(_whom(unit, candidate).id, key)
    return None, sharing


def _same_name(candidate: Candidate, name: str) -> bool:
    return folded_name(candidate.name) == folded_name(name)


def _other_id(candidate: Candidate, indexes: Mapping[str, str]) -> bool:
    known, given = candidate.id_number_index, indexes.get("id_number")
    return known is not None and given is not None and known != given


def _whom(unit: Unit, candidate: Candidate) -> Candidate:
    """The candidate whom this one was found to be."""
    while candidate.merged_into_id is not None:
        candidate = unit.session.get_one(Candidate, candidate.merged_into_id)
    return candidate


def fill_contact(unit: Unit, candidate: Candidate, parsed: ParsedResume, contact: Contact) -> None:
    """Keep contact data that was not known, and what the applicant typed."""
    for key, value in _identities(parsed, contact).items():
        if getattr(candidate, key) is None or getattr(contact, key):
            set_contact(unit, candidate, key, value)


def set_contact(unit: Unit, candidate: Candidate, key: str, value: str | None) -> None:
    """Set ``key`` (phone, email or id_number) and the blind index that finds it."""
    setattr(candidate, key, value)
    setattr(candidate, f"{key}_index", unit.state.keyring.blind_index(value, key) if value else None)


def _identities(parsed: ParsedResume, contact: Contact) -> dict[str, str]:
    found = {
        "id_number": (contact.id_number or parsed.id_number.value or "").strip().upper(),
        "phone": normal_phone(contact.phone or parsed.phone.value),
        "email": (contact.email or parsed.email.value or "").strip().lower(),
    }
    return {key: value for key, value in found.items() if value}
