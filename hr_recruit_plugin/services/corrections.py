"""What a person may put in place of a value that was read, and that they did: corrections are counted.

A form can only send text; a machine can send any JSON, and what is stored must be readable on every screen after.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import category

from ..engines.resume import DEGREES, LICENCE_KINDS, ParsedResume
from ..errors import Invalid
from ..i18n import N_
from ..models import Correction, Document
from ..schemas.application import DATES, ENTRIES, GENDERS, RULES
from .unit import Unit

FORMAT = N_("格式不对，没有保存。")
LONGEST, MOST, MOST_YEARS = 200, 100, 60
CHOICES: Mapping[str, tuple[str, ...]] = {
    "highest_degree": tuple(DEGREES), "degree": tuple(DEGREES), "gender": GENDERS, "kind": tuple(LICENCE_KINDS),
}  # fmt: skip


def checked(field: str, value: Any) -> Any:
    """``value`` as it is to be stored. Raises Invalid when the field can't hold it."""
    if not _fits(field, value):
        raise Invalid(FORMAT, {field: ["format"]})
    return value


def count(unit: Unit, document: Document, field: str, value: Any, *, by_candidate: bool) -> None:
    """Note that ``field`` of ``document`` was read wrongly or missed; a value put back as it was read takes that back."""
    read = ParsedResume.from_dict(document.parsed or {})
    right = ParsedResume.from_dict({field: {"value": value}})
    known = unit.session.get(Correction, (document.id, field))
    if right.plain()[field] == read.plain()[field]:
        if known is not None:
            unit.session.delete(known)
        return
    if known is None:
        known = Correction(document_id=document.id, field=field, by_candidate=by_candidate)
        unit.session.add(known)
    known.was_read, known.by, known.at = field in read.found, unit.actor.name, unit.now


def _fits(field: str, value: Any) -> bool:
    if field in ENTRIES:
        return isinstance(value, list) and len(value) <= MOST and all(_entry_fits(field, one) for one in value)
    if field == "skills":
        return isinstance(value, list) and len(value) <= MOST and all(one and _text_fits(one) for one in value)
    if value is None:
        return True
    if field == "years_of_experience":
        return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= MOST_YEARS
    if field in CHOICES:
        return isinstance(value, str) and value in CHOICES[field]
    return _text_fits(value) and (not value or field not in RULES or bool(RULES[field][0].match(value)))


def _entry_fits(field: str, entry: Any) -> bool:
    if not isinstance(entry, dict) or not set(entry) <= set(ENTRIES[field]):
        return False
    if field == "licences" and entry.get("kind") is None:
        return False
    return all(_part_fits(name, value) for name, value in entry.items())


def _part_fits(name: str, value: Any) -> bool:
    if name == "internship":
        return value is None or isinstance(value, bool)
    if value is None:
        return True
    if name in CHOICES:
        return isinstance(value, str) and value in CHOICES[name]
    return _text_fits(value) and (name not in DATES or bool(RULES["birth_date"][0].match(value)))


def _text_fits(value: Any) -> bool:
    """One line; control characters and halves of surrogate pairs are no text."""
    return isinstance(value, str) and len(value) <= LONGEST and not any(category(c) in ("Cc", "Cs") for c in value)
