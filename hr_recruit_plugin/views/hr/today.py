"""The first screen."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/")
@needs(Permission.WORK)
def today() -> Response:
    return page("error.html", title="today", sentence="")
