"""Machine tokens."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/settings/tokens")
@needs(Permission.SETTINGS_EDIT)
def tokens() -> Response:
    return page("error.html", title="tokens", sentence="")
