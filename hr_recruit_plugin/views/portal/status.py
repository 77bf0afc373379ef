"""A candidate's own page."""

from __future__ import annotations

from flask import Response

from ..rendering import portal_page
from . import blueprint


@blueprint.get("/status/<token>")
def status(token: str) -> Response:
    return portal_page("error.html", title="status", sentence="")
