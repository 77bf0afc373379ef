"""Interviewers and rooms."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/settings/resources")
@needs(Permission.SCHEDULES_EDIT)
def resources() -> Response:
    return page("error.html", title="resources", sentence="")
