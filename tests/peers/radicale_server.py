"""Radicale as a process of its own: one user a calendar, a password file, files in a folder of the test."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import requests

from tests.peers.process import ServerProcess, answers, free_port

MAKE = (
    '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
    "<D:displayname>{name}</D:displayname></D:prop></D:set></C:mkcalendar>"
)


@dataclass
class RadicaleServer:
    """``user`` and ``password`` may read and write every calendar, as a service account would."""

    folder: Path
    user: str = "recruit"
    password: str = "radicale-secret-41"
    port: int = 0
    _server: ServerProcess | None = field(default=None, repr=False)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        self.port = self.port or free_port()
        (self.folder / "users").write_text(f"{self.user}:{self.password}\n")
        rights = "[service]\nuser: {user}\ncollection: .*\npermissions: RWrwi\n\n[root]\nuser: .+\ncollection:\npermissions: R\n"
        (self.folder / "rights").write_text(rights.format(user=self.user))
        (self.folder / "config").write_text(
            f"[server]\nhosts = 127.0.0.1:{self.port}\n"
            f"[auth]\ntype = htpasswd\nhtpasswd_filename = {self.folder / 'users'}\nhtpasswd_encryption = plain\ndelay = 0\n"
            f"[rights]\ntype = from_file\nfile = {self.folder / 'rights'}\n"
            f"[storage]\nfilesystem_folder = {self.folder / 'collections'}\n"
        )
        command = [sys.executable, "-m", "radicale", "--config", self.folder / "config"]
        self._server = ServerProcess(command, self.folder / "radicale.log")
        self._server.start(lambda: answers(self.port))

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()

    def call(self, method: str, path: str, body: str = "", **headers: str) -> requests.Response:
        """One request as the service account."""
        with requests.Session() as http:
            http.trust_env = False
            return http.request(
                method, self.url + path, data=body.encode(), auth=(self.user, self.password), headers=headers, timeout=10
            )

    def make_calendar(self, path: str, name: str = "工作") -> None:
        answer = self.call("MKCALENDAR", path, MAKE.format(name=name), **{"Content-Type": "application/xml"})
        assert answer.status_code == 201, answer.text

    def put(self, path: str, text: str) -> None:
        answer = self.call("PUT", path, text, **{"Content-Type": "text/calendar; charset=utf-8"})
        assert answer.status_code in (201, 204), answer.text

    def remove(self, path: str) -> None:
        self.call("DELETE", path)
