"""Who may be the same person: the proposals, and what a person decided."""

from __future__ import annotations

from typing import Any

from ...schemas import api_applications as schemas
from ...security.permissions import Permission
from ...services import duplicates, merging
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import operation

EDIT = Permission.APPLICATIONS_EDIT


@operation("GET", "/duplicates", EDIT, tag="duplicates", summary="Who may be the same person",
           answer=schemas.DuplicateGroupsSchema)  # fmt: skip
def list_duplicates() -> Any:
    """Groups that wait for a person's word; reading them is entered in the audit chain."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": [_group(group) for group in duplicates.groups(unit)]}


@operation("POST", "/duplicates/merge", EDIT, tag="duplicates", summary="They are one person",
           body=schemas.PeopleSchema, answer=schemas.KeptSchema)  # fmt: skip
def merge_duplicates(body: dict[str, Any]) -> Any:
    """Files, applications and consents join one candidate, who is named in the answer."""
    with unit_of_work(actor()) as unit:
        return {"candidate_id": merging.merge(unit, body["candidate_ids"]).id}


@operation("POST", "/duplicates/distinct", EDIT, tag="duplicates", summary="They are different people",
           body=schemas.PeopleSchema, status=204)  # fmt: skip
def distinct_duplicates(body: dict[str, Any]) -> None:
    """They are not proposed to each other again."""
    with unit_of_work(actor()) as unit:
        merging.distinct(unit, body["candidate_ids"])


def _group(group: duplicates.Group) -> dict[str, Any]:
    people = [
        {"candidate_id": p.candidate.id, "name": p.candidate.name, "application_ids": [a.id for a in p.applications]}
        for p in group.people
    ]
    return {"reasons": sorted(group.reasons), "people": people}
