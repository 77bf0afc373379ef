"""Working weeks, special days, and how people write both."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hr_recruit_plugin.engines.availability import (
    Week,
    WeekError,
    clipped,
    merged,
    opening,
    overlap,
    read_day,
    read_special_days,
    without,
    works,
    written_day,
)

ZONE = ZoneInfo("Asia/Shanghai")
OFFICE = Week.from_rows([[["08:00", "12:00"], ["13:30", "17:30"]]] * 5 + [[], []])
MONDAY = date(2026, 11, 30)


def at(day: int, hour: int) -> datetime:
    return datetime(2026, 12, day, hour, tzinfo=ZONE)


def hours(week: Week, exceptions: dict[date, int | None], first: date, days: int = 1) -> list[str]:
    start = datetime.combine(first, datetime.min.time(), ZONE)
    found = opening(week, exceptions, start, start + timedelta(days=days) - timedelta(minutes=1), ZONE)
    return [f"{a:%m-%d %H:%M}-{b:%H:%M}" for a, b in found]


def test_a_week_is_open_in_its_sessions() -> None:
    assert hours(OFFICE, {}, MONDAY) == ["11-30 08:00-12:00", "11-30 13:30-17:30"]
    assert hours(OFFICE, {}, MONDAY + timedelta(days=5), 2) == []


def test_a_holiday_is_off_and_a_saturday_worked_for_it_is_as_its_weekday() -> None:
    friday = Week.from_rows([[], [], [], [], [["08:00", "11:00"]], [], []])
    saturday = date(2026, 12, 5)
    assert hours(OFFICE, {MONDAY: None}, MONDAY) == []
    assert hours(friday, {saturday: 4}, saturday) == ["12-05 08:00-11:00"]


def test_a_ward_that_keeps_no_holidays() -> None:
    ward = Week.from_rows([[["08:00", "20:00"]]] * 7, follows_holidays=False)
    assert hours(ward, {MONDAY: None}, MONDAY) == ["11-30 08:00-20:00"]


def test_which_days_offices_work() -> None:
    assert [works(MONDAY + timedelta(days=n), {MONDAY: None, date(2026, 12, 5): 0}) for n in (0, 1, 5, 6)] == [
        False, True, True, False,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text", ["08:00-12:00 13:30-17:30", "8:00—12:00，13：30至17：30", "13:30 - 17:30; 08:00 ~ 12:00"]
)
def test_a_day_is_read_as_people_write_it(text: str) -> None:
    assert written_day(read_day(text)) == "08:00-12:00 13:30-17:30"


@pytest.mark.parametrize("text", ["", "休", "off", " - "])
def test_a_day_off(text: str) -> None:
    assert read_day(text) == []


@pytest.mark.parametrize("text", ["上午", "25:00-26:00", "12:00-08:00", "08:00-12:00 11:00-13:00", "08:00"])
def test_a_day_that_makes_no_sense_is_quoted(text: str) -> None:
    with pytest.raises(WeekError) as told:
        read_day(text)
    assert told.value.line


def test_special_days_as_the_notice_has_them() -> None:
    found = read_special_days("2026-10-01~2026-10-03 休 国庆节\n\n2026-10-10 班 周三\n2026-09-20 班 按周五 国庆调休\n2026-12-31 班")
    assert found[0] == (date(2026, 10, 1), "国庆节", None)
    assert len(found) == 6
    assert [(d.day, n, w) for d, n, w in found[3:]] == [(10, "", 2), (20, "国庆调休", 4), (31, "", 0)]


@pytest.mark.parametrize("line", ["国庆放假", "2026-13-01 休", "2026-10-05~2026-10-01 休", "2026-01-01~2026-12-31 休"])
def test_a_line_that_cannot_be_read_is_quoted(line: str) -> None:
    with pytest.raises(WeekError, match=line[:4]):
        read_special_days(line)


def test_spans_join_are_cut_and_meet() -> None:
    assert merged([(at(1, 9), at(1, 10)), (at(1, 10), at(1, 11)), (at(1, 8), at(1, 8))]) == [(at(1, 9), at(1, 11))]
    assert without([(at(1, 8), at(1, 12))], [(at(1, 9), at(1, 10)), (at(1, 11), at(1, 13))]) == [
        (at(1, 8), at(1, 9)), (at(1, 10), at(1, 11)),
    ]  # fmt: skip
    assert without([(at(1, 8), at(1, 9))], [(at(1, 7), at(1, 10))]) == []
    assert clipped([(at(1, 8), at(1, 12))], at(1, 9), at(1, 10)) == [(at(1, 9), at(1, 10))]
    assert overlap([(at(1, 8), at(1, 10))], [(at(1, 9), at(1, 12)), (at(1, 11), at(1, 12))]) == [(at(1, 9), at(1, 10))]
