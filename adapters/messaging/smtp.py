"""Mail over SMTP (RFC 5321) with STARTTLS, TLS or, inside a closed network, neither."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from typing import Any, ClassVar

from marshmallow import fields, validate

from hr_recruit_plugin.adapters.base import (
    N_,
    AdapterError,
    CheckResult,
    Delivery,
    Refused,
    RetryLater,
    SettingsSchema,
    Unknown,
)
from hr_recruit_plugin.adapters.messaging.mail import Sender, build_mail
from hr_recruit_plugin.adapters.messaging.port import MessagingAdapter
from hr_recruit_plugin.adapters.tls import ca_certificate_field, tls_context
from hr_recruit_plugin.records import Notice

SECURITY = [
    ("starttls", N_("STARTTLS（常用端口 587）")),
    ("tls", N_("TLS（常用端口 465）")),
    ("none", N_("不加密（仅限内网）")),
]
UNREACHABLE = N_("邮件服务器连接不上，稍后自动重试")


class SmtpSettings(SettingsSchema):
    host = fields.Str(required=True, validate=validate.Length(1, 255), metadata={"title": N_("服务器地址")})
    port = fields.Int(load_default=587, validate=validate.Range(1, 65535), metadata={"title": N_("端口")})
    security = fields.Str(
        load_default="starttls",
        validate=validate.OneOf([value for value, _ in SECURITY]),
        metadata={"title": N_("加密方式"), "choices": SECURITY},
    )
    username = fields.Str(load_default="", metadata={"title": N_("用户名"), "help": N_("内网中继不需要登录时留空")})
    password = fields.Str(load_default="", metadata={"title": N_("密码"), "secret": True})
    from_address = fields.Email(required=True, metadata={"title": N_("发件邮箱")})
    from_name = fields.Str(load_default="人力资源部", metadata={"title": N_("发件人名称")})
    reply_to = fields.Email(load_default=None, allow_none=True, metadata={"title": N_("回复邮箱")})
    ca_certificate = ca_certificate_field()
    reminder_minutes = fields.Int(
        load_default=30, validate=validate.Range(0, 10080), metadata={"title": N_("日程提前提醒（分钟，0 为不提醒）")}
    )
    timeout = fields.Int(load_default=20, validate=validate.Range(1, 300), metadata={"title": N_("超时（秒）")})


class Smtp(MessagingAdapter):
    """One mail per person.

    SMTP cannot be asked what arrived; a second copy has the same Message-ID, and its invitation the same UID.
    """

    name = "smtp"
    title = N_("邮件（SMTP）")
    description = N_("通知以邮件发送，面试附带日历邀请，改期和取消会更新同一日程。")
    settings_schema = SmtpSettings
    can_find: ClassVar[bool] = False
    repeatable: ClassVar[bool] = True

    def __init__(self, settings: Mapping[str, Any]) -> None:
        super().__init__(settings)
        self._held: ExitStack | None = None
        self._server: smtplib.SMTP | None = None

    @contextmanager
    def series(self) -> Iterator[None]:
        """One connection for all mails; it is opened anew after anything but success."""
        with ExitStack() as held:
            self._held = held
            try:
                yield
            finally:
                self._held = self._server = None

    def send(self, notice: Notice, *, key: str) -> Delivery:
        mail = build_mail(notice, self._sender(), key=key, now=datetime.now(UTC))
        used = self._server is not None
        try:
            self._hand_over(mail)
        except RetryLater:
            if not used:
                raise
            # Nothing was done. Servers end a connection that was idle, or after so many mails: that is no fault of this one.
            self._hand_over(mail)
        return Delivery.done(str(mail["Message-ID"]))

    def _hand_over(self, mail: EmailMessage) -> None:
        sender, recipient = (mail[name].addresses[0].addr_spec for name in ("From", "To"))
        if self._held is None:
            with self._signed_in() as server:
                _transmit(server, sender, recipient, mail.as_bytes())
            return
        try:
            if self._server is None:
                self._server = self._held.enter_context(self._signed_in())
            _transmit(self._server, sender, recipient, mail.as_bytes())
        except Exception as error:
            self._server = None
            self._held.close()
            if isinstance(error, AdapterError):
                raise
            raise _translated(error) from error

    def check(self) -> CheckResult:
        try:
            with self._signed_in() as server:
                _expect(server.docmd("NOOP"))
        except AdapterError as error:
            return CheckResult(False, error.reason, error.remote_words, error.params)
        return CheckResult(True, N_("已连接并登录邮件服务器"))

    def _sender(self) -> Sender:
        chosen = self.settings
        return Sender(chosen["from_address"], chosen["from_name"], chosen["reply_to"], chosen["reminder_minutes"])

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        """A session ready for mail. What fails in here has sent nothing; ``_transmit`` says otherwise itself."""
        server: smtplib.SMTP | None = None
        try:
            server = self._connect()
            server.ehlo_or_helo_if_needed()
            if self.settings["username"]:
                server.login(self.settings["username"], self.settings["password"])
            yield server
        except AdapterError:
            raise
        except Exception as error:
            raise _translated(error) from error
        finally:
            if server is not None:
                with suppress(smtplib.SMTPException, OSError):
                    server.quit()
                server.close()

    def _connect(self) -> smtplib.SMTP:
        host, port, seconds = self.settings["host"], self.settings["port"], self.settings["timeout"]
        if self.settings["security"] == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=seconds, context=tls_context(self.settings["ca_certificate"]))
        server = smtplib.SMTP(host, port, timeout=seconds)
        if self.settings["security"] == "starttls":
            server.starttls(context=tls_context(self.settings["ca_certificate"]))
        return server


def _transmit(server: smtplib.SMTP, sender: str, recipient: str, content: bytes) -> None:
    _expect(server.mail(sender, [f"size={len(content)}"] if server.has_extn("size") else []))
    _expect(server.rcpt(recipient))
    try:
        answer = server.data(content)
    except smtplib.SMTPDataError:
        raise
    except OSError as error:
        # The connection broke after the content had begun to leave: the server may have taken the mail or not.
        raise Unknown(N_("邮件发出后没有收到服务器的答复，不确定是否送达"), _words(error)) from error
    _expect(answer)


def _expect(answer: tuple[int, bytes]) -> None:
    code, text = answer
    if not 200 <= code < 300:
        raise _by_code(code, text)


def _translated(error: Exception) -> AdapterError:
    """What an error before the content left means: nothing was sent."""
    match error:
        case ssl.SSLCertVerificationError():
            return Refused(N_("服务器证书验证不通过，请核对服务器地址或补上 CA 证书"), error.verify_message)
        case smtplib.SMTPAuthenticationError() if error.smtp_code >= 500:
            return Refused(N_("邮件服务器不接受用户名或密码"), _decoded(error.smtp_error))
        case smtplib.SMTPResponseException():
            return _by_code(error.smtp_code, error.smtp_error)
        case smtplib.SMTPNotSupportedError():
            return Refused(N_("邮件服务器不支持设置里的加密或登录方式"), str(error))
        case OSError():
            return RetryLater(None, UNREACHABLE, _words(error))
    raise error


def _by_code(code: int, text: bytes | str) -> AdapterError:
    """RFC 5321 4.2.1: 4yz is for now, 5yz for good; anything else is no SMTP."""
    words = f"{code} {_decoded(text)}"
    if 500 <= code < 600:
        return Refused(N_("邮件服务器拒收"), words)
    if 400 <= code < 500:
        return RetryLater(None, N_("邮件服务器暂时不收，稍后自动重试"), words)
    return RetryLater(None, N_("邮件服务器的答复看不懂，稍后自动重试"), words)


def _decoded(text: bytes | str) -> str:
    """Chinese mail servers answer in UTF-8 or in GB18030, without saying which."""
    if isinstance(text, str):
        return text
    try:
        return text.decode()
    except UnicodeDecodeError:
        return text.decode("gb18030", errors="replace")


def _words(error: BaseException) -> str:
    return str(error) or type(error).__name__
