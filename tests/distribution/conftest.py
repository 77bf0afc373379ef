"""A wheel built from the tracked files, and an environment in which only that wheel is installed.

Dependencies come from this interpreter's own site-packages by a path file, whose path files are not read in turn: the
editable install of the checkout stays out of reach.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
DIST = ROOT / "hr_recruit_plugin" / "static" / "dist"


def run(*command: str | Path, cwd: Path, fails: bool = False, seconds: float = 300) -> subprocess.CompletedProcess[str]:
    """The finished command; its output is in the message when it did not end as it should."""
    env = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "FLASK_APP"}}
    done = subprocess.run(
        [str(part) for part in command], cwd=cwd, env=env, capture_output=True, text=True, timeout=seconds, check=False
    )
    assert (done.returncode != 0) == fails, f"{command} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}"
    return done


def copy_tracked(target: Path) -> None:
    """What a clone would hold, and the built assets: a stale ``build`` folder of the checkout can't slip in."""
    for name in run("git", "ls-files", "-z", cwd=ROOT).stdout.split("\0"):
        if name and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)
    shutil.copytree(DIST, target / DIST.relative_to(ROOT), dirs_exist_ok=True)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not (DIST / "manifest.json").exists():
        pytest.skip("the assets are not built: make assets")
    clone, out = tmp_path_factory.mktemp("clone"), tmp_path_factory.mktemp("wheel")
    copy_tracked(clone)
    run(sys.executable, "-m", "build", "--wheel", "--outdir", out, cwd=clone)
    return next(out.glob("*.whl"))


@dataclass(frozen=True)
class Environment:
    folder: Path

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def site_packages(self) -> Path:
        return Path(sysconfig.get_path("purelib", vars={"base": str(self.folder)}))

    def install(self, *what: str | Path) -> None:
        python = self.bin / "python"
        run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", *what, cwd=self.folder)

    def borrow_dependencies(self) -> None:
        paths = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (self.site_packages / "dependencies.pth").write_text("\n".join(sorted(paths)), encoding="utf-8")


@pytest.fixture(scope="session")
def empty_environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    folder = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(folder, with_pip=False)
    return Environment(folder)


@pytest.fixture(scope="session")
def installed(wheel: Path, empty_environment: Environment) -> Environment:
    empty_environment.install(wheel)
    return empty_environment


@pytest.fixture(scope="session")
def environment(installed: Environment) -> Environment:
    """The wheel with its dependencies."""
    installed.borrow_dependencies()
    return installed


@contextmanager
def served(environment: Environment, app: Path, cwd: Path) -> Iterator[str]:
    """The application behind ``flask run``, once it answers."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    flask = [environment.bin / "python", "-m", "flask", "--app", app, "run", "--port", str(port)]
    log = cwd / "server.log"
    with log.open("wb") as out:
        process = subprocess.Popen([str(part) for part in flask], cwd=cwd, stdout=out, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise AssertionError(f"the application ended:\n{log.read_text(encoding='utf-8', errors='replace')}")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError as answer:
            answer.close()
            return
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise AssertionError(f"nothing answers at {address}")
