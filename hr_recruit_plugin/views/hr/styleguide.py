"""Every component and state on one page, for whoever draws a screen."""

from __future__ import annotations

from flask import Response, request

from ...i18n import N_, gettext
from ...security.permissions import Permission
from ..guard import needs
from ..rendering import page
from . import blueprint


@blueprint.get("/styleguide")
@needs(Permission.WORK)
def styleguide() -> Response:
    theme = "dark" if request.args.get("theme") == "dark" else "light"
    return page("styleguide.html", title=gettext(N_("组件")), theme=theme)
