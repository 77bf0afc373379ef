"""The figures of a period."""

from __future__ import annotations

from typing import Any

from ...schemas import api_admin, api_desk
from ...security.permissions import Permission
from ...services import reports
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import operation


@operation("GET", "/reports", Permission.REPORTS_VIEW, tag="reports", summary="Funnel, sources, times and costs",
           query=api_desk.PeriodSchema, answer=api_admin.ReportSchema)  # fmt: skip
def read_report(query: dict[str, Any]) -> Any:
    """Of the applications received from `start` to `end`, both included, in one job or all that the caller sees."""
    with unit_of_work(actor(), write=False) as unit:
        return reports.report(unit, reports.Period(query["start"], query["end"]), query["job_id"])
