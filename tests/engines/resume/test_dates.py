"""Dates and ranges in the styles that people use."""

from datetime import date

import pytest

from hr_recruit_plugin.engines.resume.dates import find_ranges, parse_date

AS_OF = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "begin", "finish"),
    [
        ("2019.07-2021.03", "2019-07", "2021-03"),
        ("2019/7-2021/3", "2019-07", "2021-03"),
        ("2019年7月至2021年3月", "2019-07", "2021-03"),
        ("2019 年 7 月 -- 2021 年 3 月", "2019-07", "2021-03"),
        ("201907~202103", "2019-07", "2021-03"),
        ("2019-07 to the present", "2019-07", None),
        ("2019-07 - up to now", "2019-07", None),
        ("2019年7月~迄今为止", "2019-07", None),
        ("jul 2019 - mar 2021", "2019-07", "2021-03"),
        ("july, 2019 to march, 2021", "2019-07", "2021-03"),
        ("07/2019 - 03/2021", "2019-07", "2021-03"),
        ("3. 2019-07-2021-03", "2019-07", "2021-03"),
        ("3.2019-07-2021-03", "2019-07", "2021-03"),
        ("07.2019-03.2021", "2019-07", "2021-03"),
        ("19.07-21.03", "2019-07", "2021-03"),
        ("98.09至02.07", "1998-09", "2002-07"),
        ("2019.07.01-2021.03.31", "2019-07-01", "2021-03-31"),
        ("2019年3-9月", "2019-03", "2019-09"),
        ("2015-2018", "2015", "2018"),
        ("2019.07-至今", "2019-07", None),
        ("2019年7月至今", "2019-07", None),
        ("2018/08 - now", "2018-08", None),
        ("2016-08 to date", "2016-08", None),
        ("2013.7-", "2013-07", None),
        ("2019.07一目前", "2019-07", None),  # a dash as print is recognised
        ("2019.07 一 至今", "2019-07", None),
        ("2019.07一2021.03", "2019-07", "2021-03"),
        ("2019-07/2021-03", "2019-07", "2021-03"),
        ("2019.07/至今", "2019-07", None),
        ("2019.8→ 青川医院", "2019-08", None),
        ("09/24 - current", "2024-09", None),
        ("06/19 - 03/21", "2019-06", "2021-03"),
        ("19/06 - 21/03 青川医院", "2019-06", "2021-03"),
    ],
)
def test_ranges(text: str, begin: str, finish: str | None) -> None:
    [found] = find_ranges(text, 0, len(text), AS_OF)
    assert (found.begin, found.finish, found.ongoing) == (begin, finish, finish is None)


@pytest.mark.parametrize(
    "text", ["13800001111", "0991-1234567", "320199198908070868", "年均手术200余台", "2019.13-2020.14"]
)
def test_no_range_where_there_is_none(text: str) -> None:
    assert find_ranges(text, 0, len(text), AS_OF) == []


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("二〇一九年十二月", "2019-12"),
        ("1988年3月", "1988-03"),
        ("12 may 1985", "1985-05-12"),
        ("may 12, 1985", "1985-05-12"),
        ("19890807", "1989-08-07"),
    ],
)
def test_single_dates(text: str, value: str) -> None:
    assert parse_date(text) == value
