"""The hook console."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/settings/hooks")
@needs(Permission.SETTINGS_EDIT)
def hooks() -> Response:
    return page("error.html", title="hooks", sentence="")
