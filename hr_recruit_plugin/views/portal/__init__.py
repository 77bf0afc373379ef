"""Screens of candidates: public, or opened by a link of their own. Nobody signs in here."""

from __future__ import annotations

from flask import Blueprint

from ...state import recruitment
from ..guard import catch_errors, refuse_flood, refuse_forgery
from ..rendering import portal_page

VERIFIED_MEGABYTES = 32
"""Room for a signed letter that is to be verified."""

blueprint = Blueprint("hr_recruit_portal", __name__, url_prefix="/portal")


@blueprint.before_request
def _refuse_flood() -> None:
    """Anybody may send something here: nobody fills the disk. Twice the limit, so that the form can say what is wrong."""
    refuse_flood(max(2 * recruitment().settings.upload_megabytes, VERIFIED_MEGABYTES))


blueprint.before_request(refuse_forgery)
catch_errors(blueprint, portal_page, "portal/error.html")

from . import apply, checkin, offer, own_resume, slot, status, times  # noqa: E402, F401 (they register their views)
