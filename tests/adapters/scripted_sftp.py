"""An SFTP server in a folder, made of paramiko's server side, that goes wrong when told to."""

from __future__ import annotations

import os
import socketserver
import threading
from pathlib import Path
from typing import Any

import paramiko

from hr_recruit_plugin.adapters.payroll.sftp_csv import SftpCsv
from tests.adapters.listening import ListeningRemote
from tests.contracts.adapter_contract import Fault
from tests.peers.sftp_server import key_pair


class _Login(paramiko.ServerInterface):
    def __init__(self, remote: ScriptedSftp) -> None:
        self.remote = remote

    def get_allowed_auths(self, username: str) -> str:
        return "publickey"

    def check_auth_publickey(self, username: str, key: paramiko.PKey) -> int:
        self.remote.logins += 1
        refused = self.remote.fault is Fault.AUTHENTICATION
        return paramiko.AUTH_FAILED if refused else paramiko.AUTH_SUCCESSFUL

    def check_channel_request(self, kind: str, chanid: int) -> int:
        return paramiko.OPEN_SUCCEEDED


class _Files(paramiko.SFTPServerInterface):
    def __init__(self, server: _Login, *args: Any, **kwargs: Any) -> None:
        super().__init__(server, *args, **kwargs)
        self.remote = server.remote

    def _path(self, name: str) -> Path:
        return self.remote.incoming / Path(name).name

    def stat(self, path: str) -> Any:
        try:
            return paramiko.SFTPAttributes.from_stat((self.remote.incoming / path.lstrip("/")).stat())
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)

    def list_folder(self, path: str) -> Any:
        return []

    def open(self, path: str, flags: int, attr: paramiko.SFTPAttributes) -> Any:
        if self.remote.fault is Fault.NOT_ALLOWED:
            return paramiko.sftp.SFTP_PERMISSION_DENIED
        if self.remote.fault is Fault.BROKEN:
            return paramiko.sftp.SFTP_FAILURE
        try:
            file = os.fdopen(os.open(self._path(path), flags, 0o600), "r+b" if flags & os.O_WRONLY == 0 else "wb")
        except OSError as error:
            return paramiko.SFTPServer.convert_errno(error.errno or 0)
        handle = paramiko.SFTPHandle(flags)
        handle.readfile = handle.writefile = file  # type: ignore[attr-defined]
        return handle

    def posix_rename(self, oldpath: str, newpath: str) -> int:
        self._path(oldpath).rename(self._path(newpath))
        if self.remote.fault is Fault.LOST_ANSWER and newpath.endswith(".ok"):
            self.remote.cut()
        return paramiko.SFTP_OK


class _Session(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        remote: ScriptedSftp = self.server.remote  # type: ignore[attr-defined]
        if remote.fault is Fault.SILENT:
            return remote.stay_silent()
        if remote.fault is Fault.GARBAGE:
            return self.request.sendall(b"HTTP/1.1 200 OK\r\n\r\nhello\r\n" * 50)
        if remote.fault is Fault.BUSY:
            return self.request.close()
        return remote.serve(self.request)


class ScriptedSftp(ListeningRemote):
    adapter_class = SftpCsv
    handler = _Session
    words = "Permission denied"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.incoming = folder / "incoming"
        self.incoming.mkdir()
        host_private, self.host_key = key_pair()
        (folder / "host_key").write_text(host_private)
        self._host_key = paramiko.Ed25519Key(filename=str(folder / "host_key"))
        self.private_key = key_pair()[0]
        self.secrets = (self.private_key.splitlines()[1],)
        self._transports: list[paramiko.Transport] = []

    def settings(self) -> dict[str, Any]:
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "username": "payroll",
            "private_key": self.private_key,
            "host_key": self.host_key,
            "timeout": 1,
        }

    def received(self) -> list[str]:
        return [path.with_suffix("").read_bytes().decode("utf-8-sig") for path in self.incoming.glob("*.ok")]

    def serve(self, connection: Any) -> None:
        transport = paramiko.Transport(connection)
        self._transports.append(transport)
        transport.add_server_key(self._host_key)
        transport.set_subsystem_handler("sftp", paramiko.SFTPServer, _Files)
        try:
            transport.start_server(server=_Login(self), event=None)
            while transport.is_active() and not self.over.is_set():
                threading.Event().wait(0.02)
        except (paramiko.SSHException, EOFError, OSError):
            """The client left first."""
        finally:
            transport.close()

    def cut(self) -> None:
        for transport in self._transports:
            transport.sock.close()
            transport.close()
