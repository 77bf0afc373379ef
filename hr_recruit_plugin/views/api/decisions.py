"""Moving applications through their job, and out of it."""

from __future__ import annotations

from typing import Any

from ...i18n import gettext
from ...schemas import api_applications as schemas
from ...schemas.api_common import VersionedSchema
from ...security.permissions import Permission
from ...services import pipeline
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import operation

EDIT = Permission.APPLICATIONS_EDIT


@operation("POST", "/applications/<int:application_id>/move", EDIT, tag="applications", summary="To another stage",
           body=schemas.MoveSchema, answer=schemas.ApplicationSchema)  # fmt: skip
def move_application(application_id: int, body: dict[str, Any]) -> Any:
    """Fires the hooks of a move; one that does not allow it answers 422 `refused` with its reason."""
    with unit_of_work(actor()) as unit:
        return pipeline.advance(
            unit, application_id, body["stage_id"], version=body["version"], reason=body["reason"]
        )


@operation("POST", "/applications/<int:application_id>/reject", EDIT, tag="applications", summary="Reject",
           body=schemas.ReasonSchema, answer=schemas.ApplicationSchema)  # fmt: skip
def reject_application(application_id: int, body: dict[str, Any]) -> Any:
    """A person decided it, and the reason is for the file. Coming interviews are called off."""
    with unit_of_work(actor()) as unit:
        return pipeline.reject(unit, application_id, version=body["version"], reason=body["reason"])


@operation("POST", "/applications/<int:application_id>/withdraw", EDIT, tag="applications", summary="Withdraw",
           body=schemas.ReasonSchema, answer=schemas.ApplicationSchema)  # fmt: skip
def withdraw_application(application_id: int, body: dict[str, Any]) -> Any:
    """At the candidate's wish."""
    with unit_of_work(actor()) as unit:
        return pipeline.withdraw(unit, application_id, version=body["version"], reason=body["reason"])


@operation("POST", "/applications/<int:application_id>/restore", EDIT, tag="applications", summary="Take it back",
           body=VersionedSchema, answer=schemas.ApplicationSchema)  # fmt: skip
def restore_application(application_id: int, body: dict[str, Any]) -> Any:
    """A rejected or withdrawn application is where it was."""
    with unit_of_work(actor()) as unit:
        return pipeline.restore(unit, application_id, version=body["version"])


@operation("POST", "/applications/move", EDIT, tag="applications", summary="Several to another stage",
           body=schemas.MoveManySchema, answer=schemas.ManyDoneSchema)  # fmt: skip
def move_applications(body: dict[str, Any]) -> Any:
    """One that is refused does not hold up the others."""
    with unit_of_work(actor()) as unit:
        return _many(*pipeline.advance_many(unit, body["ids"], body["stage_id"], body["reason"]))


@operation("POST", "/applications/reject", EDIT, tag="applications", summary="Reject several",
           body=schemas.RejectManySchema, answer=schemas.ManyDoneSchema)  # fmt: skip
def reject_applications(body: dict[str, Any]) -> Any:
    """For one reason."""
    with unit_of_work(actor()) as unit:
        return _many(*pipeline.reject_many(unit, body["ids"], body["reason"]))


@operation("POST", "/applications/restore", EDIT, tag="applications", summary="Take several back",
           body=schemas.ManySchema, answer=schemas.ManyDoneSchema)  # fmt: skip
def restore_applications(body: dict[str, Any]) -> Any:
    """One that is refused does not hold up the others."""
    with unit_of_work(actor()) as unit:
        return _many(*pipeline.restore_many(unit, body["ids"]))


def _many(done: list[int], refused: list[pipeline.Refusal]) -> dict[str, Any]:
    told = [
        {
            "application_id": r.application_id, "name": r.name, "code": r.error.code,
            "reason": gettext(r.error.message, **r.error.params),
        }
        for r in refused
    ]  # fmt: skip
    return {"done": done, "refused": told}
