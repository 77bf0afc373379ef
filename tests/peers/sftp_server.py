"""OpenSSH's sshd as the current user on a high port, key login only, sftp only, in a folder of its own."""

from __future__ import annotations

import getpass
import os
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.peers.process import ServerProcess, answers, executable, free_port


def sshd() -> str | None:
    return executable("sshd", "/usr/sbin", "/usr/local/sbin")


def key_pair() -> tuple[str, str]:
    """A new Ed25519 key: (private in OpenSSH format, public as one line)."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.OpenSSH, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.OpenSSH, serialization.PublicFormat.OpenSSH)
    return private.decode(), public.decode()


@dataclass
class SftpServer:
    """``directory`` is where logins land, ``host_key`` the public key to pin, ``private_key`` the one let in."""

    folder: Path
    host: str = "127.0.0.1"
    port: int = 0
    user: str = field(default_factory=getpass.getuser)
    host_key: str = ""
    private_key: str = ""
    _server: ServerProcess | None = None

    @property
    def directory(self) -> Path:
        return self.folder / "incoming"

    def start(self) -> None:
        program = sshd()
        assert program is not None
        if not self.port:
            self._prepare()
        command = [program, "-D", "-e", "-f", self.folder / "sshd_config"]
        self._server = ServerProcess(command, self.folder / "sshd.log")
        self._server.start(lambda: answers(self.port))

    def stop(self) -> None:
        if self._server is not None:
            self._server.stop()

    def _prepare(self) -> None:
        self.port = free_port()
        self.directory.mkdir(parents=True)
        host_private, self.host_key = key_pair()
        self.private_key, allowed = key_pair()
        (self.folder / "authorized_keys").write_text(allowed + "\n")
        host_key_file = self.folder / "host_key"
        host_key_file.touch(mode=0o600)
        host_key_file.write_text(host_private)
        if os.geteuid() == 0:
            # sshd started by root wants its privilege separation folder, which Debian's unit file makes at boot.
            Path("/run/sshd").mkdir(mode=0o755, exist_ok=True)
        (self.folder / "sshd_config").write_text(
            f"Port {self.port}\nListenAddress {self.host}\nHostKey {host_key_file}\nPidFile none\n"
            f"AuthorizedKeysFile {self.folder / 'authorized_keys'}\nAuthenticationMethods publickey\n"
            "UsePAM no\nStrictModes no\nSubsystem sftp internal-sftp\n"
            f"ForceCommand internal-sftp -d {self.directory}\n"
        )
