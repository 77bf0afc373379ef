"""Reading, signing and verifying an offer."""

from __future__ import annotations

from flask import Response

from ..rendering import portal_page
from . import blueprint


@blueprint.get("/offer/<token>")
def offer(token: str) -> Response:
    return portal_page("error.html", title="offer", sentence="")


@blueprint.get("/verify")
def verify() -> Response:
    return portal_page("error.html", title="verify", sentence="")
