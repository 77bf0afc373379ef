"""Reports."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/reports")
@needs(Permission.REPORTS_VIEW)
def reports() -> Response:
    return page("error.html", title="reports", sentence="")
