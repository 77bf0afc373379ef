"""The JSON API for machines."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("hr_recruit_api", __name__, url_prefix="/api/v1")
