"""Rows with something to protect."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from hr_recruit_plugin.models import Candidate, Document
from hr_recruit_plugin.services.unit import unit_of_work

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def candidates(context: Any) -> list[int]:
    """Forty-five people, each with a phone, and one with a document."""
    with unit_of_work() as unit:
        people = [Candidate(name=f"考生{n}", phone=f"1380000{n:04}", created_at=NOW) for n in range(45)]
        unit.session.add_all(people)
        unit.session.add(
            Document(
                kind="resume", filename="a.pdf", media_type="application/pdf", size=3, digest="d",
                content=b"pdf", parsed={"text": "简历"}, created_at=NOW,
            )
        )  # fmt: skip
        unit.session.flush()
        return [person.id for person in people]
