"""One blueprint for each audience."""

from __future__ import annotations

from flask import Blueprint

from ..settings import Settings


def blueprints(settings: Settings) -> list[Blueprint]:
    return []
