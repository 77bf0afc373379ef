"""An installation with adapters that do as told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from hr_recruit_plugin.models import Connection, OutboxMessage
from hr_recruit_plugin.outbox.runner import drain
from hr_recruit_plugin.services.unit import unit_of_work
from hr_recruit_plugin.state import Recruitment
from tests.support.ledger import Brings, Deaf, Scripted


@pytest.fixture
def state(app: Flask, context: Any) -> Recruitment:
    state: Recruitment = app.extensions["hr_recruit"]
    state.plugins.register(Brings())
    for adapter in (Scripted, Deaf):
        adapter.answers, adapter.found, adapter.calls = [], [], []
    return state


@pytest.fixture
def connect(state: Recruitment) -> Callable[..., None]:
    """Save a connection: ``connect("his", "scripted", **settings)``."""

    def save(port: str, adapter: str, **settings: Any) -> None:
        with unit_of_work() as unit:
            unit.session.add(
                Connection(port=port, adapter=adapter, settings=settings, updated_by="唐维", updated_at=unit.now)
            )

    return save


@pytest.fixture
def ledger(connect: Callable[..., None], tmp_path: Path) -> Path:
    """The messaging port is connected to this file."""
    connect("messaging", "ledger", file=str(tmp_path / "ledger"))
    return tmp_path / "ledger"


@pytest.fixture
def delivered(state: Recruitment) -> Callable[[], OutboxMessage]:
    """Deliver what is due and give the only row as it is then."""

    def run() -> OutboxMessage:
        drain(state)
        with unit_of_work() as unit:
            row = unit.session.query(OutboxMessage).populate_existing().one()
            row.payload, row.answer  # noqa: B018 - loaded while the session is open
            return row

    return run
