"""Plans for the interviews of a stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

from ...i18n import gettext
from ...schemas import api_desk as schemas
from ...schemas.api_common import EmptySchema, VersionedSchema
from ...security.permissions import Permission
from ...services import rescheduling, schedule_desk, schedule_sheet, scheduling
from ...services.unit import Unit, unit_of_work
from ..guard import actor
from .operation import Reply, operation

EDIT = Permission.SCHEDULES_EDIT
PLAN = "/schedules/<int:schedule_id>"


@operation("GET", "/schedules", EDIT, tag="schedules", summary="Plans, and stages that wait for one",
           answer=schemas.ScheduleListSchema)  # fmt: skip
def list_schedules() -> Any:
    """The latest plans, newest first; discarded ones are left out."""
    with unit_of_work(actor(), write=False) as unit:
        found = schedule_desk.overview(unit)
    return {"items": found.schedules, "waiting": found.stages}


@operation("POST", "/schedules", EDIT, tag="schedules", summary="Propose a plan",
           body=schemas.PlanInSchema, answer=schemas.PlanSchema, status=202)  # fmt: skip
def propose_schedule(body: dict[str, Any]) -> Reply:
    """The solver works in the background; ask for the plan until its state is `solved` or `failed`."""
    with unit_of_work(actor()) as unit:
        schedule_id = scheduling.propose(unit, body["stage_id"], options_of(unit, body)).id
    return _started(schedule_id)


def options_of(unit: Unit, body: dict[str, Any]) -> scheduling.Options:
    """What was asked for, in place of what the screen would propose."""
    usual = schedule_desk.draft(unit, body["stage_id"]).options
    asked: dict[str, Any] = {"room_ids": body["room_ids"], "application_ids": body["application_ids"]}
    asked |= {key: body[key] for key in ("days", "grid_minutes") if body[key] is not None}
    if body["sessions"] is not None:
        asked["sessions"] = [(_clock(s["start"]), _clock(s["end"])) for s in body["sessions"]]
    return replace(usual, **asked)


def _clock(text: str) -> time:
    return time.fromisoformat(text)


def _started(schedule_id: int) -> Reply:
    """After the commit, for the solver reads the row."""
    scheduling.solve_later(actor(), schedule_id)
    return Reply(_plan(schedule_id), 202, ("read_schedule", {"schedule_id": schedule_id}))


@operation("GET", PLAN, EDIT, tag="schedules", summary="One plan", answer=schemas.PlanSchema)
def read_schedule(schedule_id: int) -> Any:
    """Where the solver stands, and once it is done who meets whom, when and where, and why somebody is left out."""
    return _plan(schedule_id)


def _plan(schedule_id: int) -> dict[str, Any]:
    with unit_of_work(actor(), write=False) as unit:
        schedule, levels, silent = schedule_sheet.progress(unit, schedule_id)
        if schedule.plan is None:
            return {"schedule": schedule, "levels": levels, "silent": silent}
        return _sheet(schedule_sheet.sheet(unit, schedule_id))


def _sheet(sheet: schedule_sheet.Sheet) -> dict[str, Any]:
    unplaced = [
        {
            "name": sheet.called.get(left.interview, left.interview),
            "reasons": [gettext(r.message, **r.params) if r.message else r.text for r in left.reasons],
        }
        for left in sheet.unplaced
    ]  # fmt: skip
    placed = [
        {
            "application_id": line.application_id, "name": line.name, "start": line.start, "end": line.end,
            "room_name": line.room_name, "interviewers": [name for _, name in line.people], "changed": line.changed,
        }
        for line in sheet.lines
    ]  # fmt: skip
    broken = [gettext(v.message, **v.params) if v.message else v.text for v in sheet.violations]
    return {
        "schedule": sheet.schedule, "levels": sheet.levels, "silent": sheet.silent, "placed": placed,
        "unplaced": unplaced, "violations": broken,
    }  # fmt: skip


@operation("POST", PLAN + "/publish", EDIT, tag="schedules", summary="Publish a plan",
           body=VersionedSchema, answer=schemas.PlanSchema)  # fmt: skip
def publish_schedule(schedule_id: int, body: dict[str, Any]) -> Any:
    """Both sides get invitations. 409 when a person, a room or a candidate was taken in the meantime."""
    with unit_of_work(actor()) as unit:
        scheduling.publish(unit, schedule_id, version=body["version"])
    return _plan(schedule_id)


@operation("POST", PLAN + "/move", EDIT, tag="schedules", summary="Move one interview of a plan",
           body=schemas.PlanMoveSchema, answer=schemas.PlanSchema)  # fmt: skip
def move_interview(schedule_id: int, body: dict[str, Any]) -> Any:
    """Before it is published; 422 names the rule that a start would break."""
    with unit_of_work(actor()) as unit:
        rescheduling.move(unit, schedule_id, body["application_id"], body["start"], version=body["version"])
    return _plan(schedule_id)


@operation("POST", PLAN + "/stop", EDIT, tag="schedules", summary="Take the best plan so far",
           body=EmptySchema, answer=schemas.PlanSchema, status=202)  # fmt: skip
def stop_schedule(schedule_id: int, body: dict[str, Any]) -> Any:
    """The solver ends within seconds."""
    with unit_of_work(actor()) as unit:
        scheduling.stop(unit, schedule_id)
    return _plan(schedule_id)


@operation("POST", PLAN + "/restart", EDIT, tag="schedules", summary="Solve again after a crash",
           body=EmptySchema, answer=schemas.PlanSchema, status=202)  # fmt: skip
def restart_schedule(schedule_id: int, body: dict[str, Any]) -> Reply:
    """For a plan that failed or whose solver died."""
    with unit_of_work(actor()) as unit:
        scheduling.restart(unit, schedule_id)
    return _started(schedule_id)


@operation("POST", PLAN + "/again", EDIT, tag="schedules", summary="The same question with what is true now",
           body=EmptySchema, answer=schemas.PlanSchema, status=202)  # fmt: skip
def plan_again(schedule_id: int, body: dict[str, Any]) -> Reply:
    """A new plan; days that are over are left out."""
    with unit_of_work(actor()) as unit:
        new_id = scheduling.again(unit, schedule_id).id
    return _started(new_id)


@operation("DELETE", PLAN, EDIT, tag="schedules", summary="Discard a plan", status=204)
def discard_schedule(schedule_id: int) -> None:
    """One that is not published."""
    with unit_of_work(actor()) as unit:
        scheduling.discard(unit, schedule_id)
