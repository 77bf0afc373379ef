"""The rules that a calendar carries of its time zones."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar, Event

from hr_recruit_plugin.adapters import time_zones


def calendar(*zones: str) -> Calendar:
    made = Calendar()
    for zone in zones:
        event = Event()
        event.add("dtstart", datetime(2026, 12, 1, 9, tzinfo=UTC if zone == "UTC" else ZoneInfo(zone)))
        made.add_component(event)
    return made


@pytest.mark.parametrize("zones", [("Asia/Shanghai",), ("Europe/Berlin", "Asia/Shanghai"), ("UTC",), ()])
def test_what_icalendar_adds_by_itself_is_added(zones: tuple[str, ...]) -> None:
    ours, theirs = calendar(*zones), calendar(*zones)
    time_zones.add_time_zones(ours)
    theirs.add_missing_timezones()
    assert sorted(part.to_ical() for part in ours.subcomponents) == sorted(part.to_ical() for part in theirs.subcomponents)
    assert [part.name for part in ours.subcomponents[: len(ours.timezones)]] == ["VTIMEZONE"] * len(ours.timezones)


def test_rules_are_worked_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = calendar("Asia/Tokyo"), calendar("Asia/Tokyo")
    time_zones.add_time_zones(first)
    monkeypatch.setattr(time_zones.Timezone, "from_tzid", None)
    time_zones.add_time_zones(second)
    assert first.to_ical() == second.to_ical()
