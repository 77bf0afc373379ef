"""The audit chain."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/audit")
@needs(Permission.AUDIT_VIEW)
def audit() -> Response:
    return page("error.html", title="audit", sentence="")
