"""The SMTP adapter against aiosmtpd with STARTTLS and AUTH, read back with the standard library and icalendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from hr_recruit_plugin.adapters.base import Refused, RetryLater
from hr_recruit_plugin.adapters.messaging.smtp import Smtp
from hr_recruit_plugin.records import CalendarInvite, CalendarMethod, Notice, Person
from tests.peers.process import free_port
from tests.peers.smtp_server import SmtpServer

pytestmark = pytest.mark.peer

CANDIDATE = Person("张晓明", "zhang@example.org")
INVITE = CalendarInvite(
    uid="interview-7@hr-recruit",
    sequence=0,
    method=CalendarMethod.REQUEST,
    start=datetime(2026, 12, 1, 1, 0, tzinfo=UTC),
    end=datetime(2026, 12, 1, 1, 45, tzinfo=UTC),
    summary="面试：心内科护士",
    location="门诊楼 3 层，301 会议室",
    description="请携带身份证；\n提前 10 分钟到",
    organizer=Person("人力资源部"),
    attendee=CANDIDATE,
)
NOTICE = Notice(CANDIDATE, "面试邀请", "张晓明，您好：\n\n请确认 https://oa.example/p?a=1&b=2 。", INVITE)


def adapter(server: SmtpServer, **changes: Any) -> Smtp:
    settings = {
        "host": server.host,
        "port": server.port,
        "username": server.user,
        "password": server.password,
        "from_address": "hr@hospital.example",
        "ca_certificate": server.certificate,
        "timeout": 5,
    }
    return Smtp({**settings, **changes})


def parts(mail: EmailMessage) -> dict[str, EmailMessage]:
    return {part.get_content_type(): part for part in mail.walk() if isinstance(part, EmailMessage)}


def calendar(mail: EmailMessage) -> Calendar:
    return Calendar.from_ical(parts(mail)["text/calendar"].get_content())


def test_an_invitation_arrives_whole(smtp_server: SmtpServer) -> None:
    delivery = adapter(smtp_server).deliver(NOTICE, key="interview:7:0:zhang")
    (mail,) = smtp_server.messages
    assert mail["Subject"] == "面试邀请"
    assert mail["To"].addresses[0].display_name == "张晓明"
    assert mail["From"].addresses[0].display_name == "人力资源部"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"] == delivery.remote_id
    assert list(parts(mail)) == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    assert "张晓明，您好" in parts(mail)["text/plain"].get_content()
    assert 'href="https://oa.example/p?a=1&amp;b=2"' in parts(mail)["text/html"].get_content()


def test_the_calendar_part_says_what_the_mail_says(smtp_server: SmtpServer) -> None:
    adapter(smtp_server).deliver(NOTICE, key="k")
    part = parts(smtp_server.messages[0])["text/calendar"]
    calendar = Calendar.from_ical(part.get_content())
    event = calendar.walk("VEVENT")[0]
    assert part.get_param("method") == calendar["METHOD"] == "REQUEST"
    assert part.get_content_charset() == "utf-8"
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == "Asia/Shanghai"
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert event.decoded("DTSTART") == INVITE.start
    assert event["DTSTART"].dt.hour == 9
    assert event["UID"] == INVITE.uid
    assert event["DESCRIPTION"] == INVITE.description
    assert event["ATTENDEE"] == "mailto:zhang@example.org"
    assert event["ATTENDEE"].params["CN"] == "张晓明"
    assert event["ORGANIZER"] == "mailto:hr@hospital.example"
    assert calendar.walk("VALARM")


def test_a_move_and_a_cancellation_follow_the_same_event(smtp_server: SmtpServer) -> None:
    moved = replace(INVITE, sequence=1, start=INVITE.end)
    cancelled = replace(moved, sequence=2, method=CalendarMethod.CANCEL)
    for number, invite in enumerate((INVITE, moved, cancelled)):
        adapter(smtp_server).deliver(replace(NOTICE, invite=invite), key=f"k{number}")
    events = [calendar(mail).walk("VEVENT")[0] for mail in smtp_server.messages]
    assert {event["UID"] for event in events} == {INVITE.uid}
    assert [int(event["SEQUENCE"]) for event in events] == [0, 1, 2]
    assert [event["STATUS"] for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert parts(smtp_server.messages[2])["text/calendar"].get_param("method") == "CANCEL"


def test_lines_stay_within_what_the_standards_allow(smtp_server: SmtpServer) -> None:
    long = replace(NOTICE, subject="通知" * 60, text="长" * 5000, invite=replace(INVITE, summary="面试" * 100))
    adapter(smtp_server).deliver(long, key="k")
    content = smtp_server.envelopes[0].original_content
    assert content is not None
    assert max(len(line) for line in content.split(b"\r\n")) <= 998
    ics = parts(smtp_server.messages[0])["application/ics"].get_content()
    assert max(len(line) for line in ics.split(b"\r\n")) <= 75
    assert smtp_server.messages[0]["Subject"] == "通知" * 60


def test_the_same_key_has_the_same_message_id(smtp_server: SmtpServer) -> None:
    ids = {adapter(smtp_server).deliver(NOTICE, key=key).remote_id for key in ("a", "a", "b")}
    assert len(ids) == 2
    assert len({mail["Message-ID"] for mail in smtp_server.messages}) == 2


def test_a_header_cannot_be_smuggled_in(smtp_server: SmtpServer) -> None:
    evil = Person('x\r\nBcc: all@example.org\r\n"', "zhang@example.org")
    invite = replace(INVITE, attendee=evil, summary="x\r\nATTENDEE:mailto:all@example.org")
    adapter(smtp_server).deliver(Notice(evil, "s\nBcc: all@example.org", "t", invite), key="k")
    (mail,) = smtp_server.messages
    assert mail["Bcc"] is None
    assert smtp_server.envelopes[0].rcpt_tos == ["zhang@example.org"]
    assert len(calendar(mail).walk("VEVENT")[0].property_items()) < 30
    assert calendar(mail).walk("VEVENT")[0]["ATTENDEE"] == "mailto:zhang@example.org"


@pytest.mark.parametrize(
    "address", [None, " ", "nobody", "a@b\r\nRCPT TO:<c@d>", "张@example.org", "a b@example.org"]
)
def test_an_address_that_is_none_is_refused(smtp_server: SmtpServer, address: str | None) -> None:
    with pytest.raises(Refused):
        adapter(smtp_server).deliver(replace(NOTICE, to=Person("张晓明", address)), key="k")
    assert not smtp_server.messages


def test_a_chinese_domain_is_written_in_ascii(smtp_server: SmtpServer) -> None:
    adapter(smtp_server).deliver(replace(NOTICE, to=Person("张", "a@医院.example"), invite=None), key="k")
    assert smtp_server.envelopes[0].rcpt_tos == ["a@xn--ekrs67m.example"]


def test_greylisting_is_tried_later(smtp_server: SmtpServer) -> None:
    smtp_server.answers["zhang@example.org"] = "451 4.7.1 greylisted"
    with pytest.raises(RetryLater, match="greylisted"):
        adapter(smtp_server).deliver(NOTICE, key="k")


def test_an_unknown_recipient_is_refused_in_the_servers_words(smtp_server: SmtpServer) -> None:
    smtp_server.answers["zhang@example.org"] = "550 5.1.1 no such user"
    with pytest.raises(Refused) as refused:
        adapter(smtp_server).deliver(NOTICE, key="k")
    assert refused.value.remote_words == "550 5.1.1 no such user"


def test_a_wrong_password_is_refused(smtp_server: SmtpServer, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Refused, match="密码"):
        adapter(smtp_server, password="wrong-secret").deliver(NOTICE, key="k")
    assert "wrong-secret" not in caplog.text


def test_an_unknown_certificate_is_refused(smtp_server: SmtpServer) -> None:
    with pytest.raises(Refused, match="证书"):
        adapter(smtp_server, ca_certificate="").deliver(NOTICE, key="k")
    assert not smtp_server.messages


def test_tls_from_the_first_byte(tmp_path: Path) -> None:
    server = SmtpServer(implicit_tls=True)
    server.start(tmp_path)
    try:
        adapter(server, security="tls").deliver(NOTICE, key="k")
        assert len(server.messages) == 1
        with pytest.raises(Refused, match="证书"):
            adapter(server, security="tls", ca_certificate="").deliver(NOTICE, key="k")
    finally:
        server.stop()


def test_without_encryption_this_server_takes_nothing(smtp_server: SmtpServer) -> None:
    with pytest.raises(Refused):
        adapter(smtp_server, security="none", username="").deliver(NOTICE, key="k")


def test_a_server_that_is_down_is_tried_later(smtp_server: SmtpServer) -> None:
    with pytest.raises(RetryLater):
        adapter(smtp_server, port=free_port()).deliver(NOTICE, key="k")


def test_check(smtp_server: SmtpServer) -> None:
    assert adapter(smtp_server).check().ok
    assert not adapter(smtp_server, password="x").check().ok
    assert not adapter(smtp_server, port=free_port()).check().ok
    assert not smtp_server.messages


# --- a series ----------------------------------------------------------------------------------------------------


def to(number: int) -> Notice:
    return replace(NOTICE, to=Person("张晓明", f"zhang{number}@example.org"))


def arrived(server: SmtpServer) -> list[str]:
    return [mail["To"].addresses[0].username for mail in server.messages]


def test_a_series_signs_in_once(smtp_server: SmtpServer) -> None:
    smtp = adapter(smtp_server)
    with smtp.series():
        for number in range(3):
            smtp.deliver(to(number), key=f"k{number}")
    assert (arrived(smtp_server), smtp_server.logins) == (["zhang0", "zhang1", "zhang2"], 1)
    smtp.deliver(to(3), key="k3")
    smtp.deliver(to(4), key="k4")
    assert smtp_server.logins == 3


def test_a_refusal_in_a_series_is_of_that_mail_alone(smtp_server: SmtpServer) -> None:
    smtp_server.answers["zhang1@example.org"] = "550 5.1.1 no such user"
    smtp = adapter(smtp_server)
    with smtp.series():
        smtp.deliver(to(0), key="k0")
        with pytest.raises(Refused, match="no such user"):
            smtp.deliver(to(1), key="k1")
        smtp.deliver(to(2), key="k2")
    assert arrived(smtp_server) == ["zhang0", "zhang2"]


def test_a_server_that_has_had_enough_of_a_connection_gets_another(smtp_server: SmtpServer) -> None:
    smtp_server.most = 2
    smtp = adapter(smtp_server)
    with smtp.series():
        for number in range(5):
            smtp.deliver(to(number), key=f"k{number}")
    assert (arrived(smtp_server), smtp_server.logins) == ([f"zhang{n}" for n in range(5)], 3)


def test_a_server_that_restarts_in_a_series_gets_the_rest(smtp_server: SmtpServer, tmp_path: Path) -> None:
    smtp = adapter(smtp_server)
    with smtp.series():
        smtp.deliver(to(0), key="k0")
        smtp_server.stop()
        with pytest.raises(RetryLater):
            smtp.deliver(to(1), key="k1")
        smtp_server.start(tmp_path)
        smtp.deliver(to(1), key="k1")
    assert arrived(smtp_server) == ["zhang0", "zhang1"]


def test_greylisting_in_a_series_is_tried_once_more_and_then_later(smtp_server: SmtpServer) -> None:
    smtp_server.answers["zhang1@example.org"] = "451 4.7.1 greylisted"
    smtp = adapter(smtp_server)
    with smtp.series():
        smtp.deliver(to(0), key="k0")
        with pytest.raises(RetryLater, match="greylisted"):
            smtp.deliver(to(1), key="k1")
    assert arrived(smtp_server) == ["zhang0"]
