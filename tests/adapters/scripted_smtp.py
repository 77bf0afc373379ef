"""A mail server of a few replies (RFC 5321) that goes wrong when told to."""

from __future__ import annotations

import email
import email.policy
import socketserver
from pathlib import Path
from typing import Any

from hr_recruit_plugin.adapters.messaging.smtp import Smtp
from tests.adapters.listening import ListeningRemote
from tests.contracts.adapter_contract import Fault


class _Conversation(socketserver.StreamRequestHandler):
    def handle(self) -> None:
        self.remote: ScriptedSmtp = self.server.remote  # type: ignore[attr-defined]
        if self.remote.fault is Fault.SILENT:
            return self.remote.stay_silent()
        if self.remote.fault is Fault.GARBAGE:
            return self.say("200 this is not\r\nthe protocol")
        self.say("220 ready")
        while line := self.rfile.readline():
            if not self.answer(line.decode("utf-8", "replace").strip()):
                return None
        return None

    def answer(self, line: str) -> bool:
        """Reply to one command; False ends the conversation."""
        fault, verb = self.remote.fault, line.upper()
        if verb.startswith("EHLO"):
            self.say("250-remote\r\n250 AUTH PLAIN")
        elif verb.startswith("AUTH"):
            self.remote.logins += 1
            self.say("535 wrong" if fault is Fault.AUTHENTICATION else "235 in")
        elif verb.startswith("RCPT") and fault is Fault.BUSY:
            self.say("451 busy")
        elif verb.startswith("RCPT") and fault is Fault.NOT_ALLOWED:
            self.say(f"550 {self.remote.words}")
        elif verb == "DATA":
            return self.take()
        elif verb == "QUIT":
            self.say("221 bye")
            return False
        else:
            self.say("250 ok")
        return True

    def take(self) -> bool:
        if self.remote.fault is Fault.BROKEN:
            self.say("421 going down")
            return False
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in {b".\r\n", b""}:
            lines.append(line)
        self.remote.mails.append(b"".join(lines))
        if self.remote.fault is Fault.LOST_ANSWER:
            return False
        self.say("250 taken")
        return True

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class ScriptedSmtp(ListeningRemote):
    adapter_class = Smtp
    handler = _Conversation
    secrets = ("smtp-secret-51",)

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.mails: list[bytes] = []

    def settings(self) -> dict[str, Any]:
        return {
            "host": "127.0.0.1",
            "port": self.port,
            "security": "none",
            "username": "recruit",
            "password": self.secrets[0],
            "from_address": "hr@hospital.example",
            "timeout": 1,
        }

    def received(self) -> list[str]:
        parsed = (email.message_from_bytes(mail, policy=email.policy.default) for mail in self.mails)
        return [f"{mail['To']}\n{mail.get_body(('plain',)).get_content()}" for mail in parsed]  # type: ignore[union-attr]
