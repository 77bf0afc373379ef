"""The JSON API for machines and for pages: ``/api/v1`` under our prefix, described by its own ``openapi.json``."""

from __future__ import annotations

from flask import Blueprint, request

from . import (
    applications,
    decisions,
    deliveries,
    duplicates,
    hooks,
    imports,
    interviews,
    jobs,
    offers,
    openapi,
    reports,
    resources,
    schedules,
    self_booking,
)
from .bodies import check_size
from .missing import METHODS, missing
from .operation import OPERATIONS, endpoint
from .problems import catch_all
from .sign_in import choose_language, finish, sign_in

ROOMS = (
    jobs, applications, decisions, duplicates, imports, schedules, self_booking, interviews, offers, deliveries, reports, hooks,
    resources,
)  # fmt: skip
"""Importing a room declares its operations."""


def _check_size() -> None:
    found = OPERATIONS.get((request.endpoint or "").rpartition(".")[2])
    check_size(found.files if found else "none")


def _blueprint() -> Blueprint:
    made = Blueprint("hr_recruit_api", __name__, url_prefix="/api/v1")
    made.before_request(choose_language)
    made.before_request(_check_size)
    made.before_request(sign_in)
    made.after_request(finish)
    for one in OPERATIONS.values():
        made.add_url_rule(one.path, one.name, endpoint(one), methods=[one.method])
    made.add_url_rule("/openapi.json", "openapi", openapi.serve, methods=["GET"])
    for rule in ("", "/", "/<path:rest>"):
        made.add_url_rule(rule, "missing", missing, methods=METHODS)
    catch_all(made)
    return made


blueprint = _blueprint()
