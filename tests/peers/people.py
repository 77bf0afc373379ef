"""Synthetic colleagues for tests of adapters."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hr_recruit_plugin.records import Licence, NewHire

NURSE = NewHire(
    staff_no="E20260001",
    name="欧阳晓彤",
    department="心血管内科",
    department_id="D0301",
    position="护士",
    start_date=date(2026, 12, 1),
    offer_number="OF-2026-0001",
    gender="女",
    birth_date=date(1998, 3, 14),
    id_number="11010119980314002X",
    phone="13800000001",
    email="ouyang@example.org",
    title="护师",
    post_category="护理",
    employment_type="合同制",
    monthly_salary=Decimal("8600.5"),
    probation_months=3,
    licences=(Licence("nurse_practice", "202011000001"),),
)


def hire(**changes: Any) -> NewHire:
    return replace(NURSE, **changes)
