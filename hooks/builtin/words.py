"""Words that several letters share: times in the reader's language, names of a panel."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from hr_recruit_plugin.i18n import letter_locale
from hr_recruit_plugin.records import Person


def span(start: datetime, end: datetime, timezone: str) -> str:
    """2026年12月1日 周二 09:00—09:30 / Tue 1 Dec 2026 09:00—09:30."""
    return f"{day(start, timezone)} {clock(start, timezone)}—{clock(end, timezone)}"


def moment(when: datetime, timezone: str) -> str:
    return f"{day(when, timezone)} {clock(when, timezone)}"


def day(when: datetime, timezone: str) -> str:
    local = when.astimezone(ZoneInfo(timezone))
    if letter_locale() == "en":
        return local.strftime("%a %-d %b %Y")
    return f"{local.year}年{local.month}月{local.day}日 周{'一二三四五六日'[local.weekday()]}"


def clock(when: datetime, timezone: str) -> str:
    return f"{when.astimezone(ZoneInfo(timezone)):%H:%M}"


def names(people: tuple[Person, ...]) -> str:
    return ("、" if letter_locale() == "zh" else ", ").join(p.name for p in people)
