"""A remote that listens on a port of this machine, one thread a connection."""

from __future__ import annotations

import socketserver
import threading
from pathlib import Path

from tests.contracts.adapter_contract import Remote


class ListeningRemote(Remote):
    """``handler`` gets the remote as ``self.server.remote``; closing down ends the silent connections too."""

    handler: type[socketserver.BaseRequestHandler]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.over = threading.Event()
        self._server: _Server | None = None

    @property
    def port(self) -> int:
        assert self._server is not None
        return int(self._server.server_address[1])

    def start(self) -> None:
        self._server = _Server(("127.0.0.1", 0), self.handler)
        self._server.remote = self
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def stop(self) -> None:
        self.over.set()
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()

    def stay_silent(self) -> None:
        self.over.wait(10)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False
    remote: ListeningRemote
