"""Problems for the scheduling tests: the sample files, and one so small that its best plan is plain to see."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hr_recruit_plugin.engines.scheduling import Problem

DATA = Path(__file__).parents[2] / "data" / "scheduling"


@pytest.fixture
def sample() -> Callable[[str], Problem]:
    """The sample problem of a kind (A, B, C, D, R or X)."""
    return lambda kind: Problem.from_dict(json.loads((DATA / f"{kind}-1.json").read_text("utf-8")))


def _interview(name: str) -> dict[str, Any]:
    return {"id": f"i-{name}", "candidate": name, "minutes": 30, "campus": None, "room": True, "weight": 1,
            "panel": [{"pool": "lead", "count": 1}, {"pool": "hr", "count": 1}], "earliest": None, "deadline": None}


SMALL: dict[str, Any] = {
    "name": "two nurses",
    "grid": {"minutes": 30, "sessions": [{"date": "2026-03-02", "start": "09:00", "end": "10:00"}]},
    "rooms": [{"id": "room-1", "campus": "main", "busy": []}],
    "interviewers": [
        {"id": "lead-1", "pools": ["lead"], "campuses": ["main"], "busy": [], "max_per_day": 8, "max_per_week": None,
         "avoid": []},
        {"id": "hr-1", "pools": ["hr"], "campuses": ["main"], "busy": [["2026-03-02T09:30", "2026-03-02T10:00"]],
         "max_per_day": None, "max_per_week": None, "avoid": []}],
    "candidates": [{"id": "n1", "busy": []}, {"id": "n2", "busy": []}],
    "interviews": [_interview("n1"), _interview("n2")],
    "sequences": [],
    "policy": {"order": ["unplaced", "waiting", "days", "fairness", "half_days"], "one_campus_per_half_day": True},
    "published": None,
}


@pytest.fixture
def small() -> dict[str, Any]:
    """Two candidates and one half-hour in which the only HR interviewer is free."""
    return copy.deepcopy(SMALL)
