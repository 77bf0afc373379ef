"""My interviews."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/my-interviews")
@needs(Permission.INTERVIEWS_CONDUCT)
def interviews() -> Response:
    return page("error.html", title="interviews", sentence="")
