"""What use cases of scheduling start from."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.support.desk import Desk, build
from tests.support.host import SmallHost


@pytest.fixture
def desk(app: Flask, host: SmallHost, context: Any) -> Desk:
    """Candidates wait for an interview."""
    return build(app, host)
