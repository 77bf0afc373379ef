"""Jobs and their editor."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/jobs")
@needs(Permission.JOBS_VIEW)
def jobs() -> Response:
    return page("error.html", title="jobs", sentence="")
