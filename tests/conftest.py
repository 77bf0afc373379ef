"""Fixtures for everybody: a bare Flask application with the plugin installed, migrated, on a file of its own.

``app``         the host application; no context is pushed, so requests get contexts of their own
``host``        the host's glue: ``host.sign_in("hr")``, ``host.todos``, ``host.actor("hr")``
``client``      a browser's worth of client on ``app``
``context``     an application context for calling services: ``with unit_of_work(actor) as unit``
``unit``        an open use case of the system, committed at the end of the test
``config``      further configuration; override it in a test module
``database_uri``  where the tables live; override it with ``postgres_url`` to run on PostgreSQL
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.ctx import AppContext
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    # ``tests.peers`` and ``tests.support`` are imported by name, however pytest was started.
    sys.path.insert(0, str(ROOT))

from hr_recruit_plugin import HRRecruit, migrate  # noqa: E402
from hr_recruit_plugin.services.unit import Unit, unit_of_work  # noqa: E402
from hr_recruit_plugin.state import own_engine  # noqa: E402
from tests.support import once  # noqa: E402
from tests.support.host import ROLE_MAP, SmallHost  # noqa: E402

# A busy machine is slow to draw examples too; that says nothing about what is tested.
settings.register_profile("any machine", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("any machine")

once.templates()
once.addresses()

pytest_plugins = ["tests.peers.fixtures"] if find_spec("tests.peers.fixtures") else []


WHOLE_APPLICATION = ("cli", "contracts", "demo", "distribution", "migrations", "security", "services", "views")
"""Folders whose tests start whole applications or processes: too slow for the inner loop, like everything marked so."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(ROOT / "tests").parts[0] in WHOLE_APPLICATION:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file at the newest revision, to copy: migrating anew for each test would cost a second."""
    path = tmp_path_factory.mktemp("database") / "migrated.db"
    engine = own_engine(f"sqlite:///{path}")
    migrate.upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def database_uri(migrated_database: Path, tmp_path: Path) -> str:
    path = tmp_path / "recruit.db"
    shutil.copy(migrated_database, path)
    return f"sqlite:///{path}"


@pytest.fixture
def host() -> SmallHost:
    return SmallHost()


@pytest.fixture
def config() -> dict[str, Any]:
    return {}


@pytest.fixture
def app(host: SmallHost, database_uri: str, config: dict[str, Any], tmp_path: Path) -> Iterator[Flask]:
    application = Flask("small_host", instance_path=str(tmp_path / "instance"))
    application.config.update(
        TESTING=True,
        SECRET_KEY="only-for-tests",
        HR_RECRUIT_HOST=host,
        HR_RECRUIT_DATABASE_URI=database_uri,
        HR_RECRUIT_KEY_FILE=str(tmp_path / "keys.json"),
        HR_RECRUIT_ROLE_MAP=ROLE_MAP,
        HR_RECRUIT_WORKER="none",
        HR_RECRUIT_PUBLIC_URL="https://oa.hospital.example",
    )
    application.config.update(config)
    HRRecruit(application)
    state = application.extensions["hr_recruit"]
    if not database_uri.startswith("sqlite"):
        migrate.upgrade(state.engine)
    yield application
    if runner := state.cache.get("runner"):
        runner.stop()
    if "engine" in vars(state):
        state.engine.dispose()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def context(app: Flask) -> Iterator[AppContext]:
    with app.app_context() as pushed:
        yield pushed


@pytest.fixture
def unit(context: AppContext) -> Iterator[Unit]:
    with unit_of_work() as opened:
        yield opened
