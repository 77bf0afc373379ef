"""One interview as a calendar object (RFC 5545), and how to read back which change of it is there."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from hr_recruit_plugin.adapters.base import RetryLater
from hr_recruit_plugin.adapters.calendar.dav import UNREADABLE
from hr_recruit_plugin.adapters.messaging.calendar_part import PRODUCT
from hr_recruit_plugin.adapters.messaging.text import one_line
from hr_recruit_plugin.adapters.time_zones import add_time_zones
from hr_recruit_plugin.records import CalendarEntry

OURS = "X-HR-RECRUIT-SEQUENCE"
"""Our own count of changes: a person who edits the entry raises SEQUENCE as well."""


def calendar_object(entry: CalendarEntry, *, now: datetime, sequence: int) -> bytes:
    """CRLF lines folded at 75 octets, UTF-8. ``sequence`` is SEQUENCE as calendar programs compare it."""
    zone = ZoneInfo(entry.timezone)
    event = Event()
    event.add("uid", one_line(entry.uid))
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", sequence)
    event.add(OURS, str(entry.sequence))
    event.add("dtstart", entry.start.astimezone(zone))
    event.add("dtend", entry.end.astimezone(zone))
    event.add("summary", one_line(entry.summary))
    event.add("location", one_line(entry.location))
    event.add("description", entry.description)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(event)
    add_time_zones(calendar)
    return bytes(calendar.to_ical())


def sequences(body: bytes) -> tuple[int, int]:
    """(our count or -1 where it is gone, SEQUENCE) of a stored object. Raises RetryLater for what is none."""
    try:
        events = Calendar.from_ical(body).walk("VEVENT")
        ours = max(int(str(e.get(OURS, -1))) for e in events)
        return ours, max(int(e.get("SEQUENCE", 0)) for e in events)
    except (ValueError, TypeError, IndexError) as error:
        raise RetryLater(None, UNREADABLE) from error
