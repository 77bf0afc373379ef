"""Calendar invitations as iCalendar text (RFC 5545) with the organiser's iTIP methods (RFC 5546)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, vCalAddress, vText

from hr_recruit_plugin.adapters.messaging.text import one_line
from hr_recruit_plugin.adapters.time_zones import add_time_zones
from hr_recruit_plugin.records import CalendarInvite, CalendarMethod, Person

PRODUCT = "-//hr-recruit-plugin//recruitment//ZH"


def calendar_part(
    invite: CalendarInvite, *, organizer_address: str, now: datetime, reminder_minutes: int = 0
) -> bytes:
    """One VCALENDAR: CRLF lines folded at 75 octets, UTF-8.

    ``organizer_address`` stands in when the organiser has no address of their own; ``now`` becomes DTSTAMP, which
    decides between two updates of equal SEQUENCE. ``reminder_minutes`` of 0 leaves the alarm out.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", invite.method.value)
    calendar.add_component(_event(invite, organizer_address, now, reminder_minutes))
    add_time_zones(calendar)
    return bytes(calendar.to_ical())


def _event(invite: CalendarInvite, organizer_address: str, now: datetime, reminder_minutes: int) -> Event:
    cancelled = invite.method is CalendarMethod.CANCEL
    zone = ZoneInfo(invite.timezone)
    event = Event()
    event.add("uid", one_line(invite.uid))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", invite.sequence)
    event.add("dtstart", invite.start.astimezone(zone))
    event.add("dtend", invite.end.astimezone(zone))
    event.add("summary", one_line(invite.summary))
    event.add("location", one_line(invite.location))
    event.add("description", invite.description)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("organizer", _address(invite.organizer, organizer_address))
    event.add("attendee", _attendee(invite.attendee, asked=not cancelled))
    if reminder_minutes and not cancelled:
        event.add_component(_alarm(invite.summary, reminder_minutes))
    return event


def _address(person: Person, fallback: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{one_line(person.email or fallback)}")
    # RFC 5545 has no way to write a double quote inside a parameter value.
    address.params["CN"] = vText(one_line(person.name).replace('"', "'"))
    return address


def _attendee(person: Person, *, asked: bool) -> vCalAddress:
    address = _address(person, "")
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    if asked:
        address.params["PARTSTAT"] = vText("NEEDS-ACTION")
        address.params["RSVP"] = vText("TRUE")
    return address


def _alarm(summary: str, minutes: int) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", one_line(summary))
    alarm.add("trigger", timedelta(minutes=-minutes))
    return alarm
