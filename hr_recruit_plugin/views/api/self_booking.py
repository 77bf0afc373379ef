"""Self-booking, and wishes to change an interview."""

from __future__ import annotations

from typing import Any

from ...schemas import api_booking as schemas
from ...schemas import api_desk
from ...schemas.api_common import EmptySchema, VersionedSchema
from ...security.permissions import Permission
from ...services import booking, changes, wishes
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import Reply, operation
from .schedules import options_of

EDIT = Permission.SCHEDULES_EDIT
ONE = "/bookings/<int:booking_id>"
CHANGE = "/changes/<int:change_id>"


@operation("GET", "/bookings", EDIT, tag="bookings", summary="Self-bookings", answer=schemas.BookingListSchema)
def list_bookings() -> Any:
    """The open ones first."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": booking.bookings(unit)}


@operation("POST", "/bookings", EDIT, tag="bookings", summary="Let candidates choose their time",
           body=schemas.BookingInSchema, answer=schemas.BookingSchema, status=201)  # fmt: skip
def open_booking(body: dict[str, Any]) -> Reply:
    """Everybody who waits in the stage, or those named, gets a mail with a link of their own."""
    with unit_of_work(actor()) as unit:
        rules = booking.Rules(options_of(unit, body), body["deadline"], body["max_changes"], body["notice_hours"])
        made = booking.open_booking(unit, body["stage_id"], rules)
        return Reply(made, 201, ("read_booking", {"booking_id": made.id}))


@operation("GET", ONE, EDIT, tag="bookings", summary="One self-booking", answer=schemas.BookingViewSchema)
def read_booking(booking_id: int) -> Any:
    """Who has chosen and who has not."""
    with unit_of_work(actor(), write=False) as unit:
        return booking.overview(unit, booking_id)


@operation("POST", f"{ONE}/remind", EDIT, tag="bookings", summary="Remind those who have not chosen",
           body=EmptySchema, answer=schemas.ToldSchema)  # fmt: skip
def remind_choosers(booking_id: int, body: dict[str, Any]) -> Any:
    """Each gets the link once more."""
    with unit_of_work(actor()) as unit:
        return {"told": booking.remind(unit, booking_id)}


@operation("POST", f"{ONE}/invite", EDIT, tag="bookings", summary="Invite who came into the stage since",
           body=EmptySchema, answer=schemas.ToldSchema)  # fmt: skip
def invite_newcomers(booking_id: int, body: dict[str, Any]) -> Any:
    """Those who wait there and have no link yet."""
    with unit_of_work(actor()) as unit:
        return {"told": booking.invite_new(unit, booking_id)}


@operation("POST", f"{ONE}/close", EDIT, tag="bookings", summary="Close a self-booking",
           body=EmptySchema, answer=schemas.BookingSchema)  # fmt: skip
def close_booking(booking_id: int, body: dict[str, Any]) -> Any:
    """What was chosen stands."""
    with unit_of_work(actor()) as unit:
        return booking.close(unit, booking_id)


@operation("GET", "/changes", EDIT, tag="bookings", summary="Wishes that wait for HR", answer=schemas.ChangeListSchema)
def list_changes() -> Any:
    """Of candidates who want another time and interviewers who want to be replaced, the soonest interview first."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": wishes.open_requests(unit)}


@operation("GET", CHANGE, EDIT, tag="bookings", summary="One wish with its ways out", answer=schemas.WishSchema)
def read_change(change_id: int) -> Any:
    """Every start of its days is tried; the smallest change comes first."""
    with unit_of_work(actor(), write=False) as unit:
        return changes.wish(unit, change_id)


@operation("POST", f"{CHANGE}/take", EDIT, tag="bookings", summary="Take a way out",
           body=schemas.TakeSchema, answer=api_desk.InterviewSchema)  # fmt: skip
def take_change(change_id: int, body: dict[str, Any]) -> Any:
    """Everybody concerned is told. 409 when it can't be had any more."""
    with unit_of_work(actor()) as unit:
        return changes.take(unit, change_id, body["key"], version=body["version"])


@operation("POST", f"{CHANGE}/decline", EDIT, tag="bookings", summary="Leave everything as it is",
           body=VersionedSchema, answer=schemas.ChangeSchema)  # fmt: skip
def decline_change(change_id: int, body: dict[str, Any]) -> Any:
    """Whoever asked is told."""
    with unit_of_work(actor()) as unit:
        return changes.decline(unit, change_id, version=body["version"])
