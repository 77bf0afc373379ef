"""From an applicant to what stands on the page: numbers that belong to nobody, duties, and the careful reader's view."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import Any

from .people import DUTIES, Applicant

MONTH_NOW = "2026-11"
DEGREES = ("secondary", "associate", "bachelor", "master", "doctor")
_COUNTIES = ("110199", "310199", "320199", "330199", "370199", "420199", "510199")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def facts(person: Applicant, seed: int) -> dict[str, Any]:
    """Everything a design prints; the same ``seed`` gives the same numbers.

    Mobile numbers have ``00`` as digits 4 and 5 and ID numbers a county code that no county has (``..99``), so neither
    can belong to anybody; the ID's check digit is right (GB 11643-1999).
    """
    chance = random.Random(f"{seed}:{person.key}")
    id_number = _id_number(chance, person)
    work = [
        dict(zip(("organisation", "department", "position", "start", "end"), entry, strict=True))
        for entry in person.work
    ]
    told: set[str] = set()
    for entry in work:
        entry["duties"] = _duties(chance, _trade(person.trade, entry["department"]), told, 3 if len(work) == 1 else 2)
    return {
        "name": person.name,
        "gender": person.gender,
        "birth_date": person.born,
        "phone": f"1{chance.choice('35789')}{chance.randrange(10)}00{chance.randrange(10**6):06d}",
        "email": f"{person.key}{chance.randrange(70, 99)}@{chance.choice(('mail.example.cn', 'example.org', 'example.com'))}",
        "id_number": id_number if person.shows_id else None,
        "political_status": person.political,
        "title": person.title,
        "highest_degree": max((s[1] for s in person.education), key=DEGREES.index),
        "education": [
            dict(zip(("school", "degree", "major", "start", "end"), entry, strict=True)) for entry in person.education
        ],
        "work": work,
        "licences": [_licence(chance, kind, issued, expires, id_number) for kind, issued, expires in person.licences],
        "skills": list(person.skills),
        "summary": person.summary,
        "extras": list(person.extras),
        "job": person.job,
    }


def gold(page: dict[str, Any], *, day_of_birth: bool) -> dict[str, Any]:
    """What a careful reader takes from the page: ``facts`` without prose, plus years of experience.

    ``day_of_birth`` says whether the page prints it; an ID number tells it too.
    """
    left_out = {"summary", "extras", "job"}
    found = {key: value for key, value in page.items() if key not in left_out}
    found["work"] = [{k: v for k, v in entry.items() if k != "duties"} for entry in page["work"]]
    if not (day_of_birth or page["id_number"]):
        found["birth_date"] = page["birth_date"][:7]
    found["years_of_experience"] = _years(page["work"])
    return found


def check_digit(first17: str) -> str:
    """The 18th character of a citizen's number (GB 11643-1999)."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(first17, _WEIGHTS, strict=True)) % 11]


def _id_number(chance: random.Random, person: Applicant) -> str:
    order = chance.randrange(1, 49) * 2 + (person.gender == "male")
    body = f"{chance.choice(_COUNTIES)}{person.born.replace('-', '')}{order:03d}"
    return body + check_digit(body)


def _licence(chance: random.Random, kind: str, issued: str, expires: str | None, id_number: str) -> dict[str, Any]:
    year, province = issued[:4], id_number[:2]
    number = {
        "nurse_practice": f"{year}{chance.randrange(10**8):08d}",
        "physician_qualification": f"{year}{province}110{id_number}",
        "physician_practice": f"110{province}{chance.randrange(10**10):010d}",
        "residency_training": f"{year}{province}{chance.randrange(10**6):06d}",
    }[kind]
    return {"kind": kind, "number": number, "issued": issued, "expires": expires}


def _trade(trade: str, department: str | None) -> str:
    """Nurses change wards, and their duties with them."""
    if trade not in {"icu", "emergency", "ward"} or department is None:
        return trade
    return next((t for sign, t in (("重症", "icu"), ("急诊", "emergency")) if sign in department), "ward")


def _duties(chance: random.Random, trade: str, told: set[str], count: int) -> list[str]:
    chosen = chance.sample([duty for duty in DUTIES[trade] if duty not in told], count)
    told.update(chosen)
    return chosen


def _years(work: Iterable[dict[str, Any]]) -> float:
    """Calendar months with at least one post that is no internship, in years."""
    months = {
        month
        for entry in work
        if "实习" not in entry["position"]
        for month in range(_month(entry["start"]), _month(entry["end"] or MONTH_NOW) + 1)
    }
    return round(len(months) / 12, 1)


def _month(text: str) -> int:
    return int(text[:4]) * 12 + int(text[5:7]) - 1
