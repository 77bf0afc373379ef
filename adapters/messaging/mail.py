"""A notice as a mail (RFC 5322, RFC 6047): text, HTML, and the invitation both inline and attached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from hr_recruit_plugin.adapters.base import N_, Refused
from hr_recruit_plugin.adapters.messaging.calendar_part import calendar_part
from hr_recruit_plugin.adapters.messaging.text import as_html, one_line
from hr_recruit_plugin.records import Notice


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom mails come from; also the organiser of invitations that name no address of their own."""

    address: str
    name: str = ""
    reply_to: str | None = None
    reminder_minutes: int = 30


def build_mail(notice: Notice, sender: Sender, *, key: str, now: datetime) -> EmailMessage:
    """The mail of one notice; Refused when the recipient has no usable address."""
    recipient = mail_address(notice.to.name, notice.to.email)
    mail = EmailMessage(policy=SMTP)
    mail["From"] = mail_address(sender.name, sender.address)
    mail["To"] = recipient
    mail["Subject"] = one_line(notice.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id(key, sender.address)
    mail["Auto-Submitted"] = "auto-generated"
    if sender.reply_to:
        mail["Reply-To"] = mail_address("", sender.reply_to)
    mail.set_content(notice.text, cte="base64")
    mail.add_alternative(as_html(notice.text), subtype="html", cte="base64")
    if notice.invite:
        _add_invite(mail, notice, sender, now)
    return mail


def message_id(key: str, address: str) -> str:
    """The same for every attempt with the same key: mail systems drop the second copy, people can match them."""
    domain = address.rpartition("@")[2].encode("idna").decode("ascii")
    return f"<{hashlib.sha256(key.encode()).hexdigest()[:40]}@{domain}>"


def mail_address(name: str, address: str | None) -> Address:
    """A checked address; a foreign-script domain is written in its ASCII form."""
    if not address or not address.strip():
        raise Refused(N_("收件人没有电子邮箱，请补上邮箱后重发"))
    local, at, domain = address.strip().rpartition("@")
    try:
        if not (local.isascii() and local and at and domain) or one_line(address) != address.strip():
            raise ValueError("not an address")
        ascii_domain = domain.encode("idna").decode("ascii")
        return Address(one_line(name), addr_spec=f"{local}@{ascii_domain}")
    except (ValueError, IndexError, HeaderParseError) as error:
        raise Refused(N_("收件人的电子邮箱格式不对，请改正后重发")) from error


def _add_invite(mail: EmailMessage, notice: Notice, sender: Sender, now: datetime) -> None:
    invite = notice.invite
    assert invite is not None
    content = calendar_part(
        invite, organizer_address=sender.address, now=now, reminder_minutes=sender.reminder_minutes
    )
    # RFC 6047 2.4: the MIME method must equal the METHOD property, or clients show no buttons.
    mail.add_alternative(content.decode(), subtype="calendar", params={"method": invite.method.value}, cte="base64")
    mail.add_attachment(content, maintype="application", subtype="ics", filename="invite.ics")
