"""A notice as a mail, and its texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from hr_recruit_plugin.adapters.base import Refused
from hr_recruit_plugin.adapters.messaging.calendar_part import calendar_part
from hr_recruit_plugin.adapters.messaging.mail import Sender, build_mail, message_id
from hr_recruit_plugin.adapters.messaging.smtp import _by_code, _decoded
from hr_recruit_plugin.adapters.messaging.text import as_html, one_line
from hr_recruit_plugin.records import CalendarInvite, CalendarMethod, Notice, Person

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
SENDER = Sender("hr@hospital.example", "人力资源部", reply_to="jobs@hospital.example")
NOTICE = Notice(Person("张晓明", "zhang@example.org"), "面试", "您好")
INVITE = CalendarInvite(
    "7@x", 3, CalendarMethod.REQUEST, NOW, NOW, "面试; 第一轮", "", "", Person("人力"), NOTICE.to, "Europe/Berlin"
)


def build(notice: Notice) -> EmailMessage:
    return build_mail(notice, SENDER, key="k", now=NOW)


def test_a_plain_notice_has_no_calendar() -> None:
    mail = build(NOTICE)
    assert mail.get_content_type() == "multipart/alternative"
    assert mail["Reply-To"] == "jobs@hospital.example"
    assert mail["Date"].datetime == NOW


def test_another_zone_brings_its_own_rules() -> None:
    calendar = Calendar.from_ical(calendar_part(INVITE, organizer_address="a@b.c", now=NOW))
    event = calendar.walk("VEVENT")[0]
    assert calendar.walk("VTIMEZONE")[0]["TZID"] == event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert event.decoded("DTSTART") == NOW
    assert event["SUMMARY"] == "面试; 第一轮"
    assert int(event["SEQUENCE"]) == 3
    assert not calendar.walk("VALARM")


def test_a_cancellation_asks_for_nothing() -> None:
    cancel = replace(INVITE, method=CalendarMethod.CANCEL)
    calendar = Calendar.from_ical(calendar_part(cancel, organizer_address="a@b.c", now=NOW, reminder_minutes=30))
    event = calendar.walk("VEVENT")[0]
    assert (calendar["METHOD"], event["STATUS"]) == ("CANCEL", "CANCELLED")
    assert "RSVP" not in event["ATTENDEE"].params
    assert not calendar.walk("VALARM")


def test_an_organiser_with_an_address_keeps_it() -> None:
    own = replace(INVITE, organizer=Person('王"主任"', "wang@hospital.example"))
    event = Calendar.from_ical(calendar_part(own, organizer_address="a@b.c", now=NOW)).walk("VEVENT")[0]
    assert event["ORGANIZER"] == "mailto:wang@hospital.example"
    assert event["ORGANIZER"].params["CN"] == "王'主任'"


def test_message_ids_follow_the_key_and_tell_nothing() -> None:
    assert message_id("offer:7:张", "hr@医院.example").endswith("@xn--ekrs67m.example>")
    assert message_id("a", "x@y.z") == message_id("a", "x@y.z") != message_id("b", "x@y.z")
    assert "offer" not in message_id("offer:7", "x@y.z")


def test_without_an_address_the_person_is_told_what_to_do() -> None:
    with pytest.raises(Refused, match="补上邮箱"):
        build(replace(NOTICE, to=Person("张晓明")))


def test_html_is_escaped_and_links_work() -> None:
    html = as_html('<script>alert(1)</script>\n第二行\n\n见 https://x.example/?a=1&b="2。谢谢')
    assert "<script>" not in html
    assert "<br>\n第二行</p>" in html
    assert '<a href="https://x.example/?a=1&amp;b=">' in html


@pytest.mark.parametrize("text", ["a\r\nb", "a\n b", "a\u2028b", "a\x00 b", " a\tb "])
def test_one_line(text: str) -> None:
    assert one_line(text) == "a b"


def test_a_reply_in_gb18030_can_be_read() -> None:
    assert _decoded("用户不存在".encode("gb18030")) == "用户不存在"
    assert isinstance(_by_code(550, "用户不存在".encode("gb18030")), Refused)
