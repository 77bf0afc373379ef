"""The first screen."""

from __future__ import annotations

from flask import Response

from ...i18n import N_, gettext
from ...security.permissions import Permission
from ...services import today as service
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint


@blueprint.get("/")
@needs(Permission.WORK)
def today() -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = service.today(unit)
    return page("hr/today.html", title=gettext(N_("今天")), today=found)
