"""What screens send about applications: moves, reasons, and a person's word on what a resume says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields, validate

from ..engines.resume import DEGREES, LICENCE_KINDS
from ..errors import Invalid
from ..i18n import N_
from .loading import CHOICE, REQUIRED, nested

MONTH = N_("日期写成 2019-07 或 2019-07-01")
DATE = N_("日期写成 1997-04 或 1997-04-12")
EMAIL = N_("邮箱要像 name@example.org")
PHONE = N_("手机号是 11 位数字，座机带区号")
ID_NUMBER = N_("身份证号是 18 位，末位可以是 X")
YEARS = N_("年数写成数字，例如 6 或 6.5")
MANY = N_("先选中至少一个人。")
_DATE = re.compile(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$")
_WORDS = re.compile(r"\s*[、;；,，\n]\s*")

ENTRIES: Mapping[str, tuple[str, ...]] = {
    "licences": ("kind", "name", "number", "issued", "expires"),
    "education": ("school", "degree", "major", "start", "end"),
    "work": ("organisation", "department", "position", "start", "end", "internship"),
}
"""Fields that hold several entries, and what each entry is made of."""

DATES = frozenset({"start", "end", "issued", "expires"})
GENDERS = ("female", "male")
RULES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "birth_date": (_DATE, DATE),
    "email": (re.compile(r"^[^@\s]+@[^@\s]+\.[^@\s]+$"), EMAIL),
    "phone": (re.compile(r"^\+?[\d\s\-()]{7,20}$"), PHONE),
    "id_number": (re.compile(r"^\d{17}[\dXx]$"), ID_NUMBER),
}


class MoveSchema(Schema):
    """One application to another stage."""

    class Meta:
        unknown = EXCLUDE

    stage_id = fields.Integer(required=True, error_messages={"required": REQUIRED, "invalid": CHOICE})
    version = fields.Integer(load_default=None, allow_none=True)
    reason = fields.String(load_default="", validate=validate.Length(max=500))


def chosen(values: Iterable[str]) -> list[int]:
    """Ids of the people who were picked. Raises Invalid when nobody was."""
    ids = [int(value) for value in values if value.isdecimal()]
    if not ids:
        raise Invalid(MANY)
    return ids


def correction(field: str, pairs: Iterable[tuple[str, str]]) -> Any:
    """The value of a corrected field, from the form that was drawn for it. Raises Invalid naming what is wrong."""
    data = nested(pairs)
    if field in ENTRIES:
        return _entries(field, data.get("entries") or [])
    text = str(data.get("value", "")).strip()
    if field == "skills":
        return [word for word in _WORDS.split(text) if word]
    if field == "years_of_experience":
        return _number(field, text)
    if field == "highest_degree" and text and text not in DEGREES:
        raise Invalid(CHOICE, {field: [CHOICE]})
    if field == "gender" and text and text not in GENDERS:
        raise Invalid(CHOICE, {field: [CHOICE]})
    if text and field in RULES:
        pattern, sentence = RULES[field]
        if not pattern.match(text):
            raise Invalid(sentence, {field: [sentence]})
    return text or None


def _number(field: str, text: str) -> float | None:
    if not text:
        return None
    try:
        years = float(text)
    except ValueError as problem:
        raise Invalid(YEARS, {field: [YEARS]}) from problem
    if not 0 <= years <= 60:
        raise Invalid(YEARS, {field: [YEARS]})
    return years


def _entries(field: str, rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for n, row in enumerate(rows):
        entry: dict[str, Any] = {name: row.get(name, "").strip() or None for name in ENTRIES[field]}
        if "internship" in entry:
            entry["internship"] = bool(entry["internship"])
        if not any(value for name, value in entry.items() if name not in ("kind", "degree", "internship")):
            continue  # an emptied row is a removed one
        _check_entry(n, entry)
        found.append(entry)
    return found


def _check_entry(n: int, entry: Mapping[str, Any]) -> None:
    for name, value in entry.items():
        path = f"entries-{n}-{name}"
        if name in DATES and value and not _DATE.match(value):
            raise Invalid(MONTH, {path: [MONTH]})
        if name == "degree" and value and value not in DEGREES:
            raise Invalid(CHOICE, {path: [CHOICE]})
        if name == "kind" and value not in LICENCE_KINDS:
            raise Invalid(CHOICE, {path: [CHOICE]})
