"""Every screen in English, on a desk and on a phone. Each language is a file: the two are looked at side by side."""

from __future__ import annotations

import pytest

from tests.e2e.screens import EMPTY, SCREENS, Viewer, every, look_at

pytestmark = [pytest.mark.e2e, pytest.mark.slow]


@every(SCREENS)
def test_screen(busy: Viewer, name: str, width: int) -> None:
    look_at(busy, "busy", SCREENS, name, "en", width)


@every(EMPTY)
def test_empty_screen(new: Viewer, name: str, width: int) -> None:
    look_at(new, "new", EMPTY, name, "en", width)
