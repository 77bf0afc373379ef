"""Screens of HR and department heads."""

from __future__ import annotations

from ..guard import staff_blueprint

blueprint = staff_blueprint("hr", __name__)

from . import board, candidates, dossier, duplicates, imports, jobs, offers, reports, schedules, styleguide, today  # noqa: E402, F401 (they register their views)
