"""Candidates as a list."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/candidates")
@needs(Permission.APPLICATIONS_VIEW)
def candidates() -> Response:
    return page("error.html", title="candidates", sentence="")
