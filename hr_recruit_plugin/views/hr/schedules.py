"""The scheduling desk."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/schedules")
@needs(Permission.SCHEDULES_EDIT)
def schedules() -> Response:
    return page("error.html", title="schedules", sentence="")


@blueprint.get("/schedules/<int:schedule_id>")
@needs(Permission.SCHEDULES_EDIT)
def schedule(schedule_id: int) -> Response:
    return page("error.html", title="schedule", sentence="")
