"""Screens of candidates: public, or opened by a link of their own. Nobody signs in here."""

from __future__ import annotations

from flask import Blueprint

from ..guard import catch_errors, refuse_forgery
from ..rendering import portal_page

blueprint = Blueprint("hr_recruit_portal", __name__, url_prefix="/portal")
blueprint.before_request(refuse_forgery)
catch_errors(blueprint, portal_page, "portal/error.html")

from . import apply, offer, status  # noqa: E402, F401 (they register their views)
