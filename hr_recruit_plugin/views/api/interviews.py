"""Interviews and their scorecards."""

from __future__ import annotations

from typing import Any

from ...schemas import api_desk as schemas
from ...security.permissions import Permission
from ...services import feedback, interview_list, scheduling
from ...services.unit import unit_of_work
from ..guard import actor
from .operation import operation

CONDUCT = Permission.INTERVIEWS_CONDUCT


@operation("GET", "/interviews", Permission.SCHEDULES_EDIT, Permission.APPLICATIONS_VIEW, tag="interviews",
           summary="Interviews by time", query=schemas.InterviewQuerySchema, answer=schemas.InterviewPageSchema)  # fmt: skip
def list_interviews(query: dict[str, Any]) -> Any:
    """Those of the jobs that the caller sees."""
    page, size = query.pop("page"), query.pop("size")
    with unit_of_work(actor(), write=False) as unit:
        return interview_list.listing(unit, interview_list.Wanted(**query), page, size)


@operation("GET", "/interviews/mine", CONDUCT, tag="interviews", summary="The caller's own interviews",
           answer=schemas.MineListSchema)  # fmt: skip
def list_own_interviews() -> Any:
    """The next one first, then those whose scorecard is owed, then the rest."""
    with unit_of_work(actor(), write=False) as unit:
        return {"items": feedback.my_interviews(unit)}


@operation("POST", "/interviews/<int:interview_id>/attendance", Permission.SCHEDULES_EDIT, tag="interviews",
           summary="Note who came", body=schemas.AttendanceSchema, answer=schemas.InterviewSchema)  # fmt: skip
def note_attendance(interview_id: int, body: dict[str, Any]) -> Any:
    """`published` takes it back."""
    with unit_of_work(actor()) as unit:
        return scheduling.attend(unit, interview_id, body["state"])


@operation("GET", "/interviews/<int:interview_id>/scorecard", CONDUCT, tag="interviews",
           summary="The caller's scorecard", answer=schemas.ScorecardViewSchema)  # fmt: skip
def read_scorecard(interview_id: int) -> Any:
    """With what earlier rounds said; what the others of this round say opens once it is handed in."""
    with unit_of_work(actor(), write=False) as unit:
        return feedback.scorecard(unit, interview_id)


@operation("PUT", "/interviews/<int:interview_id>/scorecard", CONDUCT, tag="interviews",
           summary="Keep what is written so far", body=schemas.ScorecardInSchema,
           answer=schemas.ScorecardSchema)  # fmt: skip
def save_scorecard(interview_id: int, body: dict[str, Any]) -> Any:
    """A first save has no version."""
    with unit_of_work(actor()) as unit:
        return feedback.save(unit, interview_id, **body)


@operation("POST", "/interviews/<int:interview_id>/scorecard", CONDUCT, tag="interviews",
           summary="Hand the scorecard in", body=schemas.ScorecardInSchema,
           answer=schemas.ScorecardSchema)  # fmt: skip
def submit_scorecard(interview_id: int, body: dict[str, Any]) -> Any:
    """Every criterion and the overall word are needed; afterwards it can't be changed."""
    with unit_of_work(actor()) as unit:
        return feedback.submit(unit, interview_id, **body)
