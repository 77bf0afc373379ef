"""Screens of interviewers: their interviews and scorecards."""

from __future__ import annotations

from ..guard import staff_blueprint

blueprint = staff_blueprint("interviewer", __name__)

from . import interviews, my_time, replacement, scorecard  # noqa: E402, F401 (they register their views)
