"""The board."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/jobs/<int:job_id>")
@needs(Permission.APPLICATIONS_VIEW)
def board(job_id: int) -> Response:
    return page("error.html", title="board", sentence="")
