"""One dossier."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/applications/<int:application_id>")
@needs(Permission.WORK)
def dossier(application_id: int) -> Response:
    return page("error.html", title="dossier", sentence="")
