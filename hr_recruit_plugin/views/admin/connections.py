"""Connections and deliveries."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/settings/deliveries")
@needs(Permission.WORK)
def deliveries() -> Response:
    return page("error.html", title="deliveries", sentence="")
