"""GNU Health HMIS on PostgreSQL: initialised once into ``.peers/``, then copied for each run.

The server lives in ``.venvs/gnuhealth`` (scripts/peers/install.sh) and is reached over the wire only.
"""

from __future__ import annotations

import base64
import fcntl
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

from tests.peers.postgres import PostgresCluster, copy_cluster
from tests.peers.process import CHECKOUT, PREPARED, ServerProcess, answers, free_port

ENVIRONMENT = CHECKOUT / ".venvs" / "gnuhealth"
PINS = CHECKOUT / "scripts" / "peers" / "gnuhealth-requirements.txt"
TEMPLATE = "gnuhealth"
PASSWORD = "a-long-test-password-5521"


def installed() -> bool:
    return (ENVIRONMENT / "bin" / "trytond").exists()


class GnuHealthServer:
    """A running GNU Health. ``restart`` ends the process and starts it on the same port and database."""

    user = "admin"
    password = PASSWORD

    def __init__(self, cluster: PostgresCluster, database: str, folder: Path) -> None:
        self.cluster = cluster
        self.database = database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        configuration = write_configuration(folder, cluster, self.port)
        command = [ENVIRONMENT / "bin" / "trytond", "-c", configuration, "-d", database]
        self._server = ServerProcess(command, folder / "trytond.log")

    def start(self) -> None:
        self._server.start(lambda: answers(self.port) and self._speaks(), seconds=60)

    def stop(self) -> None:
        self._server.stop()

    def restart(self) -> None:
        self.stop()
        self.start()

    def client(self) -> FarEnd:
        return FarEnd(self.url, self.database, self.user, self.password)

    def _speaks(self) -> bool:
        try:
            body = {"id": 0, "method": "common.server.version", "params": []}
            return requests.post(self.url + "/", json=body, timeout=2).ok
        except requests.RequestException:
            return False


class FarEnd:
    """What a person at the HIS sees: a plain client of its own, so a fault of our adapter cannot hide itself."""

    def __init__(self, url: str, database: str, user: str, password: str) -> None:
        self._url = f"{url}/{database}/"
        uid, key = self._post("common.db.login", [user, {"password": password}, "en"], {})
        token = base64.b64encode(f"{user}:{uid}:{key}".encode()).decode()
        self._headers = {"Authorization": f"Session {token}"}

    def call(self, method: str, *params: Any) -> Any:
        """``call("model.party.party.search_read", domain, 0, None, None, fields)``; the context is added."""
        return self._post(method, [*params, {}], self._headers)

    def rows(self, model: str, domain: list[Any], fields: list[str]) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.call(f"model.{model}.search_read", domain, 0, None, None, fields)
        return found

    def create(self, model: str, values: dict[str, Any]) -> int:
        return int(self.call(f"model.{model}.create", [values])[0])

    def _post(self, method: str, params: list[Any], headers: dict[str, str]) -> Any:
        body = {"id": 0, "method": method, "params": params}
        answer = requests.post(self._url, json=body, headers=headers, timeout=30)
        answer.raise_for_status()
        document = answer.json()
        if isinstance(document, dict) and document.get("error"):
            raise RuntimeError(str(document["error"])[:2000])
        return document["result"] if isinstance(document, dict) and "result" in document else document


def write_configuration(folder: Path, cluster: PostgresCluster, port: int) -> Path:
    path = folder / "trytond.conf"
    path.write_text(
        f"[database]\nuri = {cluster.url('').rstrip('/')}/\n"
        f"[web]\nlisten = 127.0.0.1:{port}\n"
        "[session]\nmax_age = 2592000\ntimeout = 300\nmax_attempt = 2\nauthentications = password\n"
    )
    return path


def prepared_cluster(target: Path) -> PostgresCluster:
    """A started cluster in ``target`` that holds the initialised template database."""
    with _locked():
        probe = PostgresCluster(target)
        store = PREPARED / f"gnuhealth-{_fingerprint(probe)}"
        if not store.exists():
            _initialise(store)
    copy_cluster(store, target)
    probe.start()
    return probe


def _fingerprint(cluster: PostgresCluster) -> str:
    """Another PostgreSQL or other pins make another template."""
    import hashlib

    version = subprocess.run([cluster.bin / "postgres", "--version"], capture_output=True, check=True, cwd="/").stdout
    return hashlib.sha256(version + PINS.read_bytes()).hexdigest()[:12]


def _initialise(store: Path) -> None:
    """About 30 s of one core, once per checkout."""
    import tempfile

    with tempfile.TemporaryDirectory(prefix="hr-gnuhealth-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        cluster = PostgresCluster(folder / "cluster")
        cluster.start()
        try:
            cluster.create_database(TEMPLATE)
            _activate_modules(cluster, folder)
        finally:
            cluster.stop()
        unfinished = store.with_suffix(".part")
        shutil.rmtree(unfinished, ignore_errors=True)
        shutil.copytree(folder / "cluster", unfinished, symlinks=True)
        unfinished.rename(store)


def _activate_modules(cluster: PostgresCluster, folder: Path) -> None:
    password = folder / "admin.pass"
    password.write_text(PASSWORD)
    configuration = write_configuration(folder, cluster, free_port())
    admin = [ENVIRONMENT / "bin" / "trytond-admin", "-c", configuration, "-d", TEMPLATE]
    done = subprocess.run(
        [*admin, "-u", "health", "--activate-dependencies", "--email", "his@example.org"],
        env={**os.environ, "TRYTONPASSFILE": str(password)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"GNU Health could not be initialised:\n{done.stderr[-2000:]}")


@contextmanager
def _locked() -> Iterator[None]:
    """Parallel test workers wait for the one that initialises."""
    PREPARED.mkdir(exist_ok=True)
    with (PREPARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
