"""Commands run in this process: ``recruit("db", "check")`` is ``flask recruit db check``."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import Result
from flask import Flask


@pytest.fixture
def recruit(app: Flask) -> Callable[..., Result]:
    def run(*arguments: str, **options: str) -> Result:
        return app.test_cli_runner().invoke(args=["recruit", *arguments], **options)

    return run
