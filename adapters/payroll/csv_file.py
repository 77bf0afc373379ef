"""New colleagues as a CSV file (RFC 4180) that a payroll system imports, and the manifest that vouches for it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable, Iterable
from decimal import Decimal

from marshmallow import fields, validate

from hr_recruit_plugin.adapters.base import N_, Refused
from hr_recruit_plugin.records import NewHire

ENCODINGS = ("utf-8-sig", "utf-8", "gb18030")


def hospital_field() -> fields.Str:
    """Part of the file's name, so nothing that a file system could take for a path."""
    return fields.Str(
        load_default="hospital",
        validate=validate.Regexp(r"^[A-Za-z0-9-]{1,40}\Z"),
        metadata={"title": N_("医院代码")},
    )


def encoding_field() -> fields.Str:
    return fields.Str(
        load_default=ENCODINGS[0],
        validate=validate.OneOf(ENCODINGS),
        metadata={"title": N_("文件编码"), "choices": [(value, value) for value in ENCODINGS]},
    )


_TEXT: dict[str, Callable[[NewHire], str | None]] = {
    "staff_no": lambda hire: hire.staff_no,
    "name": lambda hire: hire.name,
    "gender": lambda hire: hire.gender,
    "birth_date": lambda hire: hire.birth_date.isoformat() if hire.birth_date else None,
    "id_number": lambda hire: hire.id_number,
    "mobile": lambda hire: hire.phone,
    "email": lambda hire: hire.email,
    "dept_code": lambda hire: hire.department_id,
    "dept_name": lambda hire: hire.department,
    "position": lambda hire: hire.position,
    "post_category": lambda hire: hire.post_category,
    "title": lambda hire: hire.title,
    "employment_type": lambda hire: hire.employment_type,
    "hire_date": lambda hire: hire.start_date.isoformat(),
    "currency": lambda hire: None if hire.monthly_salary is None else "CNY",
    "source_offer_no": lambda hire: hire.offer_number,
}
_NUMBERS: dict[str, Callable[[NewHire], str | None]] = {
    "probation_months": lambda hire: None if hire.probation_months is None else str(hire.probation_months),
    "monthly_salary": lambda hire: None if hire.monthly_salary is None else _money(hire.monthly_salary),
}
COLUMNS = (*_TEXT, *_NUMBERS)
"""The header row: codes that stay the same from version to version; new ones are only ever added at the end."""


def new_hire_csv(hires: Iterable[NewHire], encoding: str) -> bytes:
    """Header and one row each: CRLF, dates yyyy-MM-dd, money with two decimals, every text quoted.

    Refused when a name has a character that ``encoding`` lacks.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for hire in hires:
        texts = [harmless(read(hire) or "") for read in _TEXT.values()]
        writer.writerow([*texts, *(read(hire) or "" for read in _NUMBERS.values())])
    try:
        return file.getvalue().encode(encoding)
    except UnicodeEncodeError as error:
        raise Refused(N_("所选编码写不出这些字，请改用 UTF-8"), error.object[error.start : error.end]) from error


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; the apostrophe marks text, as spreadsheets do themselves."""
    return f"'{cell}" if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else cell


def manifest(file_name: str, content: bytes, rows: int) -> bytes:
    """What the receiver checks the file against before it imports: row count without header, and SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    document = {"file": file_name, "rows": rows, "bytes": len(content), "sha256": digest}
    return (json.dumps(document, indent=2) + "\n").encode()


def file_name(hospital: str, key: str) -> str:
    """``newhire_{hospital}_{hash of key}.csv``: an attempt repeated with the same key meets its own file."""
    return f"newhire_{hospital}_{hashlib.sha256(key.encode()).hexdigest()[:24]}.csv"


def _money(amount: Decimal) -> str:
    return f"{amount:.2f}"
