"""Offers."""

from __future__ import annotations

from flask import Response

from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/offers")
@needs(Permission.OFFERS_EDIT)
def offers() -> Response:
    return page("error.html", title="offers", sentence="")
