"""Starting server processes on free ports and ending them by their process id."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
PREPARED = CHECKOUT / ".peers"
"""What is costly to prepare and reused between runs; git ignores it."""


def require_peer(name: str, reason: str) -> None:
    """Skip the test because ``name`` cannot run here; with CI=true a missing peer is a failure instead."""
    message = f"peer {name} cannot run: {reason}"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(message, pytrace=False)
    pytest.skip(message)


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def wait_until(ready: Callable[[], bool], what: str, seconds: float = 30.0) -> None:
    """Poll ``ready`` every 50 ms; TimeoutError names ``what``."""
    deadline = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} was not ready within {seconds:.0f} s")
        time.sleep(0.05)


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


class ServerProcess:
    """One child process with its log; ``stop`` ends exactly this process."""

    def __init__(
        self,
        command: Sequence[str | Path],
        log: Path,
        environment: Mapping[str, str] | None = None,
        **popen: Any,
    ) -> None:
        self.command = [str(part) for part in command]
        self.log = log
        self._environment = {**os.environ, **(environment or {})}
        self._popen = popen
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None, "not started"
        return self._process.pid

    def start(self, ready: Callable[[], bool], seconds: float = 30.0) -> None:
        """Start and wait until ``ready``; on failure the end of the log is in the error."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self.command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self._environment,
                **self._popen,
            )
        process = self._process
        try:
            wait_until(lambda: process.poll() is not None or ready(), self.command[0], seconds)
        except TimeoutError:
            self.stop()
            raise
        if process.poll() is not None:
            tail = self.log.read_text(errors="replace")[-2000:]
            raise RuntimeError(f"{self.command[0]} ended with {process.returncode}:\n{tail}")

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(how)
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(timeout=15)


def executable(name: str, *places: str) -> str | None:
    """Path of a program, also looked for in ``places`` that are not on every user's PATH."""
    return shutil.which(name) or shutil.which(name, path=os.pathsep.join(places))
