"""The rules of time zones that a calendar names (VTIMEZONE, RFC 5545 3.6.5)."""

from __future__ import annotations

from functools import cache

from icalendar import Calendar, Timezone


def add_time_zones(calendar: Calendar) -> None:
    """Put the rules of every zone in use before what uses them."""
    for name in sorted(calendar.get_missing_tzids(), reverse=True):
        calendar.subcomponents.insert(0, _rules(name))


@cache
def _rules(name: str) -> Timezone:
    # icalendar walks through seventy years of a zone to find its rules: far more work than the rest of an invitation.
    return Timezone.from_tzid(name)
