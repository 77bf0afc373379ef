"""A headless Chromium for everything that drives a browser, and two hospitals to look at."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.e2e import busy_hospital
from tests.e2e.hospital import Hospital
from tests.e2e.screens import Viewer

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Once a process: Playwright's synchronous interface can't be started twice in one thread."""
    sync_api = pytest.importorskip("playwright.sync_api")
    if not CHROMIUM.exists():
        pytest.skip("no /usr/bin/chromium")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def busy(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    """Three weeks of recruitment."""
    hospital, known = busy_hospital.serve(tmp_path_factory.mktemp("busy"))
    viewer = Viewer(hospital, browser, known)
    yield viewer
    viewer.close()


@pytest.fixture(scope="module")
def new(browser: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Viewer]:
    """The first day: nothing has happened yet."""
    hospital = Hospital(tmp_path_factory.mktemp("new"), worker="none")
    hospital.now = datetime.now(UTC)
    hospital.start()
    viewer = Viewer(hospital, browser, {})
    yield viewer
    viewer.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: Any) -> Generator[None, Any, Any]:
    """Fixtures may ask ``request.node.passed`` once a test has run."""
    report = yield
    if report.when == "call":
        item.passed = report.passed
    return report
