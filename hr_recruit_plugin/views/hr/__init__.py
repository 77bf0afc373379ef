"""Screens of HR and department heads."""

from __future__ import annotations

from ..guard import staff_blueprint

blueprint = staff_blueprint("hr", __name__)

from . import (  # noqa: E402, F401 (they register their views)
    assistant,
    board,
    bookings,
    candidates,
    changes,
    day_draws,
    dossier,
    duplicates,
    exams,
    imports,
    interview_day,
    jobs,
    offers,
    reading_report,
    reports,
    reviews,
    schedule_changes,
    schedule_moves,
    schedules,
    styleguide,
    today,
)
