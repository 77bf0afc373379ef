"""From iCalendar to busy spans: zones, whole days, recurrences, and what does not count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hr_recruit_plugin.adapters.base import Refused
from hr_recruit_plugin.adapters.calendar.busy import from_events, from_free_busy

ZONE = ZoneInfo("Asia/Shanghai")
START = datetime(2026, 11, 30, tzinfo=ZONE)
"""A Monday."""
END = START + timedelta(days=14)


def event(*lines: str, uid: str = "a@x") -> str:
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20261101T000000Z", *lines, "END:VEVENT"])


def calendar(*events: str) -> str:
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:x", *events, "END:VCALENDAR", ""])


def busy(*events: str, start: datetime = START, end: datetime = END) -> list[str]:
    """Spans as local text, in order."""
    found = sorted(from_events([calendar(*events)], start, end, ZONE))
    return [f"{a.astimezone(ZONE):%m-%d %H:%M}/{b.astimezone(ZONE):%m-%d %H:%M}" for a, b in found]


AT_NINE = "DTSTART;TZID=Asia/Shanghai:20261130T090000"


def test_an_event_with_an_end_and_one_with_a_duration() -> None:
    assert busy(event(AT_NINE, "DTEND;TZID=Asia/Shanghai:20261130T100000")) == ["11-30 09:00/11-30 10:00"]
    assert busy(event(AT_NINE, "DURATION:PT90M")) == ["11-30 09:00/11-30 10:30"]


def test_times_in_utc_and_floating_times() -> None:
    assert busy(event("DTSTART:20261130T010000Z", "DTEND:20261130T020000Z")) == ["11-30 09:00/11-30 10:00"]
    assert busy(event("DTSTART:20261130T090000", "DTEND:20261130T100000")) == ["11-30 09:00/11-30 10:00"]


def test_a_whole_day_is_a_day_of_the_hospital() -> None:
    assert busy(event("DTSTART;VALUE=DATE:20261201")) == ["12-01 00:00/12-02 00:00"]
    assert busy(event("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261203")) == ["12-01 00:00/12-03 00:00"]


@pytest.mark.parametrize("line", ["TRANSP:TRANSPARENT", "STATUS:CANCELLED"])
def test_what_leaves_its_owner_free(line: str) -> None:
    assert busy(event(AT_NINE, "DURATION:PT1H", line)) == []


def test_tentative_is_busy() -> None:
    assert len(busy(event(AT_NINE, "DURATION:PT1H", "STATUS:TENTATIVE"))) == 1


def test_our_own_entries_are_no_appointments() -> None:
    assert busy(event(AT_NINE, "DURATION:PT1H", uid="interview-3-interviewer-1102@hr-recruit")) == []


def test_every_week_since_long_ago_but_for_one() -> None:
    rounds = event(
        "DTSTART;TZID=Asia/Shanghai:20260105T080000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE",
        "EXDATE;TZID=Asia/Shanghai:20261202T080000",
    )  # fmt: skip
    assert busy(rounds) == ["11-30 08:00/11-30 09:00", "12-07 08:00/12-07 09:00", "12-09 08:00/12-09 09:00"]


def test_a_rule_ends_by_count_or_until() -> None:
    daily = ("DTSTART;TZID=Asia/Shanghai:20261129T080000", "DURATION:PT1H")
    assert len(busy(event(*daily, "RRULE:FREQ=DAILY;COUNT=3"))) == 2
    assert len(busy(event(*daily, "RRULE:FREQ=DAILY;UNTIL=20261201T000000Z"))) == 2
    assert len(busy(event(*daily, "RRULE:FREQ=DAILY;UNTIL=20261201"))) == 2


def test_whole_days_repeat() -> None:
    assert busy(event("DTSTART;VALUE=DATE:20261101", "RRULE:FREQ=MONTHLY;BYMONTHDAY=1")) == ["12-01 00:00/12-02 00:00"]


def test_one_of_a_series_was_moved_and_one_made_free() -> None:
    series = event("DTSTART;TZID=Asia/Shanghai:20261130T080000", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=3")
    moved = event(
        "RECURRENCE-ID;TZID=Asia/Shanghai:20261201T080000", "DTSTART;TZID=Asia/Shanghai:20261201T140000", "DURATION:PT1H"
    )
    free = event(
        "RECURRENCE-ID;TZID=Asia/Shanghai:20261202T080000", "DTSTART;TZID=Asia/Shanghai:20261202T080000", "DURATION:PT1H",
        "TRANSP:TRANSPARENT",
    )  # fmt: skip
    assert busy(series, moved, free) == ["11-30 08:00/11-30 09:00", "12-01 14:00/12-01 15:00"]


def test_extra_dates_and_periods() -> None:
    extra = event(AT_NINE, "DURATION:PT1H", "RDATE;TZID=Asia/Shanghai:20261201T090000,20261203T090000")
    assert busy(extra) == ["11-30 09:00/11-30 10:00", "12-01 09:00/12-01 10:00", "12-03 09:00/12-03 10:00"]
    period = event(AT_NINE, "DURATION:PT1H", "RDATE;VALUE=PERIOD:20261202T010000Z/PT2H")
    assert busy(period)[1] == "12-02 09:00/12-02 11:00"


def test_nine_oclock_stays_nine_over_a_change_of_clocks() -> None:
    start = datetime(2026, 3, 27, tzinfo=UTC)
    weekly = event("DTSTART;TZID=Europe/Berlin:20260320T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY")
    found = sorted(from_events([calendar(weekly)], start, start + timedelta(days=14), ZONE))
    assert [a.astimezone(UTC).hour for a, _ in found] == [8, 7]


def test_spans_end_with_the_window() -> None:
    long = event("DTSTART;TZID=Asia/Shanghai:20261101T090000", "DTEND;TZID=Asia/Shanghai:20270101T090000")
    assert busy(long) == ["11-30 00:00/12-14 00:00"]


def test_a_rule_finer_than_a_day_is_busy_throughout() -> None:
    assert busy(event(AT_NINE, "DURATION:PT1S", "RRULE:FREQ=SECONDLY")) == ["11-30 00:00/12-14 00:00"]


def test_a_rule_that_never_comes_true_ends() -> None:
    assert len(busy(event(AT_NINE, "DURATION:PT1H", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"))) == 1


@pytest.mark.parametrize("text", ["hello", calendar(event("SUMMARY:no start")), calendar(event(AT_NINE, "RRULE:FREQ=NEVER"))])
def test_what_cannot_be_read_is_a_refusal_without_its_words(text: str) -> None:
    with pytest.raises(Refused) as refused:
        from_events([text], START, END, ZONE)
    assert "no start" not in str(refused.value)


def test_free_busy_counts_all_but_free() -> None:
    text = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VFREEBUSY\r\nDTSTAMP:20261101T000000Z\r\n"
        "FREEBUSY;FBTYPE=BUSY:20261130T010000Z/20261130T020000Z,20261130T030000Z/PT30M\r\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261201T010000Z/20261201T020000Z\r\n"
        "FREEBUSY;FBTYPE=FREE:20261202T010000Z/20261202T020000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n"
    )
    found = from_free_busy(text.encode())
    assert [f"{a:%d %H:%M}-{b:%H:%M}" for a, b in found] == ["30 01:00-02:00", "30 03:00-03:30", "01 01:00-02:00"]
    with pytest.raises(ValueError, match="VFREEBUSY"):
        from_free_busy(calendar().encode())
