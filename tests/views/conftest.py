"""What screens of scheduling start from."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.desk import Desk, build
from tests.support.host import SmallHost


@pytest.fixture
def desk(app: Flask, host: SmallHost) -> Desk:
    """Candidates wait for an interview, and HR is signed in."""
    with app.app_context():
        made = build(app, host)
    host.sign_in("hr")
    return made
