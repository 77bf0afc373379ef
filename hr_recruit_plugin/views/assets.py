"""Built style sheets, scripts, icons and fonts: public, hashed names, cached for a year."""

from __future__ import annotations

from flask import Blueprint, Response

from ..presentation import DIST

blueprint = Blueprint("hr_recruit_assets", __name__, static_folder=str(DIST), static_url_path="/static")


@blueprint.after_request
def _keep(answer: Response) -> Response:
    if answer.status_code == 200:
        answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer
