"""One blueprint per audience: hr, interviewer, admin, portal (candidates), api."""

from __future__ import annotations

from flask import Blueprint

from ..settings import Settings


def blueprints(settings: Settings) -> list[Blueprint]:
    """What is registered under ``HR_RECRUIT_URL_PREFIX``; switched-off modules are left out."""
    from . import admin, assets, hr, interviewer

    found = [assets.blueprint, hr.blueprint, interviewer.blueprint, admin.blueprint]
    if settings.portal and settings.modules.get("portal", True):
        from . import portal

        found.append(portal.blueprint)
    if settings.modules.get("api", True):
        from . import api

        found.append(api.blueprint)
    return found
