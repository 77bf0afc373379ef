"""aiosmtpd with STARTTLS and AUTH, in a thread of this process; keeps what it receives."""

from __future__ import annotations

import email
import email.policy
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.peers.process import free_port


@dataclass
class SmtpServer:
    """``messages`` are parsed mails in order of arrival; an address in ``answers`` gets that reply to RCPT.

    ``most`` is how many mails it takes over one connection.
    """

    host: str = "127.0.0.1"
    port: int = 0
    user: str = "recruit"
    password: str = "smtp-password-7714"
    implicit_tls: bool = False
    certificate: str = ""
    messages: list[EmailMessage] = field(default_factory=list)
    envelopes: list[Envelope] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    logins: int = 0
    most: int | None = None
    _controller: Controller | None = None
    _context: ssl.SSLContext | None = None

    def start(self, folder: Path) -> None:
        """Start, or start again after ``stop`` with the same port and certificate."""
        self.port = self.port or free_port()
        context = self._context = self._context or self._tls(folder)
        self._controller = Controller(
            self,
            hostname=self.host,
            port=self.port,
            ssl_context=context if self.implicit_tls else None,
            tls_context=None if self.implicit_tls else context,
            require_starttls=not self.implicit_tls,
            auth_require_tls=not self.implicit_tls,
            authenticator=self._authenticate,
            auth_required=True,
            enable_SMTPUTF8=True,
        )
        self._controller.start()

    def stop(self) -> None:
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def clear(self) -> None:
        self.messages.clear()
        self.envelopes.clear()
        self.answers.clear()
        self.logins, self.most = 0, None

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        # aiosmtpd has no place for a count of one's own; the session lives as long as the connection.
        taken = session.taken = getattr(session, "taken", 0) + 1  # type: ignore[attr-defined]
        if self.most is not None and taken > self.most:
            return "421 4.7.0 too many mails for one connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refusal = self.answers.get(address)
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = cast(bytes, envelope.content)
        self.envelopes.append(envelope)
        self.messages.append(email.message_from_bytes(content, policy=email.policy.default))
        return "250 accepted"

    def _authenticate(self, server: SMTP, session: Session, envelope: Envelope, kind: str, data: Any) -> AuthResult:
        self.logins += 1
        right = LoginPassword(self.user.encode(), self.password.encode())
        return AuthResult(success=data == right, handled=False)

    def _tls(self, folder: Path) -> ssl.SSLContext:
        certificate, key = self_signed(self.host)
        self.certificate = certificate.decode()
        (folder / "smtp.crt").write_bytes(certificate)
        (folder / "smtp.key").write_bytes(key)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(folder / "smtp.crt", folder / "smtp.key")
        return context


def self_signed(host: str) -> tuple[bytes, bytes]:
    """A certificate for an IP address that lives for a day, and its key, both PEM."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(host))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM), private
