"""Interviewers, rooms, when they can't be had, and the host's departments."""

from __future__ import annotations

from typing import Any

from ...schemas import api_admin as schemas
from ...security.permissions import Permission
from ...services import resources
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import operation

SEE = (Permission.SCHEDULES_EDIT, Permission.SETTINGS_EDIT)
EDIT = Permission.SCHEDULES_EDIT
OWN = (Permission.SCHEDULES_EDIT, Permission.INTERVIEWS_CONDUCT)


@operation("GET", "/interviewers", *SEE, tag="resources", summary="Who sits on panels",
           answer=schemas.InterviewerListSchema)  # fmt: skip
def list_interviewers() -> Any:
    """With pools, campuses and limits."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": resources.interviewers(unit)}


@operation("PUT", "/interviewers/<user_id>", EDIT, tag="resources", summary="Let somebody sit on panels",
           body=schemas.InterviewerInSchema, answer=schemas.InterviewerSchema)  # fmt: skip
def save_interviewer(user_id: str, body: dict[str, Any]) -> Any:
    """Name and address come from the host."""
    with unit_of_work(actor()) as unit:
        return resources.save_interviewer(unit, user_id, body)


@operation("GET", "/rooms", *SEE, tag="resources", summary="Rooms", answer=schemas.RoomListSchema)
def list_rooms() -> Any:
    """Those out of use too."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": resources.rooms(unit)}


@operation("POST", "/rooms", EDIT, tag="resources", summary="A new room",
           body=schemas.RoomInSchema, answer=schemas.RoomSchema, status=201)  # fmt: skip
def create_room(body: dict[str, Any]) -> Any:
    """Its name is its own."""
    with unit_of_work(actor()) as unit:
        return resources.save_room(unit, None, **body)


@operation("PUT", "/rooms/<int:room_id>", EDIT, tag="resources", summary="Change a room",
           body=schemas.RoomInSchema, answer=schemas.RoomSchema)  # fmt: skip
def save_room(room_id: int, body: dict[str, Any]) -> Any:
    """`active: false` takes it out of use."""
    with unit_of_work(actor()) as unit:
        return resources.save_room(unit, room_id, **body)


@operation("GET", "/absences", *OWN, tag="resources", summary="When somebody or something can't be had",
           query=schemas.AbsenceQuerySchema, answer=schemas.AbsenceListSchema)  # fmt: skip
def list_absences(query: dict[str, Any]) -> Any:
    """Of one resource, from now on."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": resources.busy(unit, query["resource"])}


@operation("POST", "/absences", *OWN, tag="resources", summary="Mark an absence",
           body=schemas.AbsenceInSchema, answer=schemas.AbsenceSchema, status=201)  # fmt: skip
def create_absence(body: dict[str, Any]) -> Any:
    """Interviewers mark their own."""
    with unit_of_work(actor()) as unit:
        return resources.mark_busy(unit, **body)


@operation("DELETE", "/absences/<int:absence_id>", *OWN, tag="resources", summary="Clear an absence", status=204)
def delete_absence(absence_id: int) -> None:
    """Interviewers clear their own."""
    with unit_of_work(actor()) as unit:
        resources.clear_busy(unit, absence_id)


@operation("GET", "/departments", Permission.JOBS_VIEW, tag="resources", summary="The host's departments",
           answer=schemas.DepartmentListSchema)  # fmt: skip
def list_departments() -> Any:
    """Empty where the host names none."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": resources.departments(unit)}
