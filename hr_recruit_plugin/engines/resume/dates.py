# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Dates and date ranges as people write them, on folded key text. Values come out as ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
         "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_MON = "(?:" + "|".join(sorted(_MONTHS, key=len, reverse=True)) + r")(?![a-z])\.?"
_Y = r"(?:19[4-9]\d|20[0-4]\d)"
_M = r"(?:1[0-2]|0?[1-9])"
_D = r"(?:3[01]|[12]\d|0?[1-9])"
_ROMAN = r"(?<![a-z])(?:i{1,3}|iv|vi{0,3}|ix|xi{0,2}|x)\. ?"  # with its dot: the II of Staff Nurse II 2018 is a rank
_ROMAN_MONTHS = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_HAN = "[〇零○Oo一二三四五六七八九]"
_HAN_M = "(?:十[一二]?|[一二三四五六七八九元])"
_DATE = (
    rf"(?:{_Y} ?年 ?{_M} ?月(?: ?{_D} ?[日号])?|{_Y} ?[.\-/·] ?{_M} ?[.\-/·] ?{_D}(?!\d)|{_Y} ?[.\-/] ?{_M}(?![\d])月?|{_Y}·(?:1[0-2]|0[1-9])(?!\d)"
    rf"|{_Y} ?年 ?{_M}(?!\d)|{_Y}(?:1[0-2]|0[1-9])(?:3[01]|[12]\d|0[1-9])?(?!\d)"
    rf"|{_HAN}{{4}}年(?:{_HAN_M}月)?"
    rf"|{_D}(?:st|nd|rd|th)?[ \-/]{_MON}[ ,\-/]*{_Y}|{_MON}[ ]?{_D}(?:st|nd|rd|th)?, ?{_Y}|{_MON}[ ,'\-/.]*{_Y}|{_Y}[ ,.\-/]{{0,2}}{_MON}"
    rf"|{_D}[./]{_M}[./]{_Y}|{_M}(?: ?[/\-] ?{_Y}(?!\d)|\.{_Y}(?!\d|-\d{{1,2}}(?![\d./])))|{_MON}[ ]?'\d\d|{_ROMAN}{_Y}|(?<!\d)\d\d ?年 ?{_M} ?月|{_Y} ?年?)"
)
_SHORT = r"(?:'?\d\d ?[./年\-] ?(?:1[0-2]|0?[1-9])月?)"
_NOW = r"(?:至今|迄今(?:为止)?|今天|(?:现在?|今)仍在(?:此|岗|职|任)|现在|目前|如今|今日|现(?![一-鿿])|在任|在岗|至 ?今|今(?!年)|在职|在读|就读中|在校|进行中|仍在职|now|(?:till|until|up to|to) ?(?:now|date|(?:the )?present(?: day)?)|(?:the )?present(?: day)?|current(?:ly)?|date\b|today|ongoing|until this day|this day|still (?:there|here|employed|in post))"
_TO = r"(?: {0,2}(?:\.{2,3}(?= )|\.{3}|\n?[↓▼⇩]\n?|[,、]?(?:终于|止于|迄于|迄)|-{1,3}>?|~{1,2}|至|到|to\b|until\b|till\b|through\b|thru\b|→|->|=>|>>|➔|»|>|(?<= )/(?= )|一[一\-]?(?= ?(?:\d|二[〇零○Oo]|一九|至|今|现|目前|如今|迄|在[职读校]))|\|(?= ?(?:至今|今|现在|目前|present|now))|(?<= )·(?= (?:(?:19|20)\d\d|至今|今|现在|目前|在任|present|now))) {0,2})"
_RANGE = re.compile(
    rf"(?<![\d])(?:自|从|始于|from |since )? {{0,2}}(?P<a>{_DATE})(?: ?\(?(?:起|开始|入学|入职|入读)\)?)?(?:(?P<to>{_TO}){{1,2}}(?:(?P<b>{_DATE}|{_NOW})|(?P<s>{_SHORT})(?![\d.]))|[ ,]{{0,2}}(?P<c>至今|迄今)|(?P<o> ?[-~]{{1,3}} ?(?= {{2}}|\n|$|[,;|)])| ?(?:→|➔|=>) ?(?! ?[\d']))|(?P<m>{_TO})(?P<month>1[0-2]|0?[1-9])(?: ?月)?(?![\d.\-/年]))(?: ?\(?(?:止|预计毕业|毕业|预计|在读|离职|expected)\)?)?(?![\d])"
)
_SHORT_RANGE = re.compile(
    rf"(?<![\d./])(?<!\d-)(?:自|从)?(?P<a>{_SHORT})(?: ?\(?(?:起|开始)\)?)?(?:{_TO}){{1,2}}(?P<b>{_SHORT}|{_NOW})(?: ?\(?止\)?)?(?![\d.])"
)
_MONTH_FIRST = re.compile(
    rf"(?<![\d./])(?:since |from )?(?P<a>{_M}/'?\d\d)(?![\d/.])(?:{_TO}(?:(?P<b>{_M}/'?\d\d)(?![\d/.])|{_NOW}))"
)
_ONE_YEAR = re.compile(rf"(?<![a-z\d])(?P<a>{_MON}){_TO}(?P<b>{_MON})[ ,]*(?P<year>{_Y})(?!\d)")
_TOLD = re.compile(
    rf"(?P<a>{_DATE}) ?(?:起|开始|入[校学职读]|到[职岗任]|上岗|就任|报到|进[入院]|加入)[,、;。\n ]{{0,3}}"
    rf"(?:(?P<b>{_DATE}) ?(?:止|离[校职岗任]|(?:预计)?毕业|去职|卸任|结束|离开|为止)|(?P<now>(?:一直|持续|延续)?(?:至今|到现在|到目前)|(?:尚|还)?未(?:离职|去职|离岗)|(?:目前|现|仍)?在[职岗任读]))"
    rf"|(?:joined|began|started|entered|commenced)(?: (?:in|on))?:? (?P<c>{_DATE})[,;]? ?(?:and )?"
    rf"(?:(?:left|finished|ended|completed|graduated|departed)(?: (?:in|on))?:? (?P<d>{_DATE})|(?P<still>still [a-z ]{{2,20}}|{_NOW}))"
)
TODAY = re.compile(_NOW)
_CJK = re.compile(r"[一-鿿]")
_SLASHED = re.compile(rf"(?<![\d.\-/])(?P<a>{_Y}[.\-]{_M}) ?/ ?(?:(?P<b>{_Y}[.\-]{_M})|{_NOW})(?![\d.\-/])")
_SINCE = re.compile(
    rf"(?:自|从|since |from ) ?(?P<a>{_DATE})(?: ?(?:起|开始|至今|以来))?|(?P<e>{_DATE}) ?(?:起|以来|入职|onwards?)"
)
_SINGLE = re.compile(rf"(?<![\d.])(?P<a>{_DATE})(?![\d])")
_LEFT = re.compile(r"(?<![\d./年])(?<!\d[\-~])(?P<year>\d\d)[./年](?P<month>1[0-2]|0?[1-9]) ?月?(?= ?毕业)")  # 17/07毕业
_STACKED = re.compile(rf"\s*(?P<a>{_DATE})\n(?P<b>{_DATE})(?= {{2}}|\n|$)")  # two lines of a cell
_SHORT_ALONE = re.compile(r"'?(?P<year>\d\d) ?[./年\-] ?(?P<month>1[0-2]|0?[1-9])月?")
_HAN_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "o": "0"}


@dataclass(frozen=True, slots=True)
class DateRange:
    """``end`` None with ``ongoing`` is "to the present"; None without is a single date in ``begin``."""

    start: int
    end: int
    begin: str
    finish: str | None
    ongoing: bool = False
    single: bool = False


_BELOW = re.compile(r"\n(?=(?:until|till|to|through)\b|[至到])")  # the end of a period, in a line of its own


def find_ranges(key: str, begin: int, end: int, as_of: date) -> list[DateRange]:
    """Date ranges in ``key[begin:end]``, in order; one may go on below, in a cell of its own."""
    if _BELOW.search(key, begin, end):
        flat = find_ranges(_BELOW.sub(" ", key[begin:end]), 0, end - begin, as_of)
        return [replace(period, start=period.start + begin, end=period.end + begin) for period in flat]
    told = list(_told_ranges(key, begin, end))
    long = [r for r in _long_ranges(key, begin, end, as_of) if not any(r.start < t.end and t.start < r.end for t in told)]
    stacked = _STACKED.match(key, begin, end) if not told and not long else None
    if stacked and (first := parse_date(stacked["a"])) and (last := parse_date(stacked["b"])) and first < last:
        long = [DateRange(stacked.start("a"), stacked.end("b"), first, last)]
    found = sorted([*told, *long], key=lambda period: period.start)
    if not found and not _CJK.search(key, begin, end):
        found = list(_month_first_ranges(key, begin, end, as_of))
    if not found:
        found = list(_same_year(key, begin, end)) or list(_short_ranges(key, begin, end, as_of))
    if not found:
        found = list(_since_ranges(key, begin, end))
    return found


def _long_ranges(key: str, begin: int, end: int, as_of: date) -> Iterator[DateRange]:
    slashed = list(_slashed_ranges(key, begin, end))
    if slashed:
        yield from slashed
        return
    for match in _RANGE.finditer(key, begin, end):
        first = parse_date(match["a"])
        if first is None:
            continue
        if match["month"]:
            if len(first) < 7 or (match["m"] == "-" and "-" in match["a"]) or int(match["month"]) <= int(first[5:7]):
                continue
            yield DateRange(match.start(), match.end(), first, f"{first[:4]}-{int(match['month']):02d}")
            continue
        last = parse_date(match["b"]) if match["b"] else _short_date(match["s"], as_of)
        if last and (last < first[: len(last)] or (len(first) == 4 and len(last) > 7)):
            continue
        yield DateRange(match.start(), match.end(), first, last, ongoing=last is None)


def _told_ranges(key: str, begin: int, end: int) -> Iterator[DateRange]:
    """2007年09月入校，2010年06月离校; joined January 2020, left October 2026."""
    for match in _TOLD.finditer(key, begin, end):
        first, last = parse_date(match["a"] or match["c"]), match["b"] or match["d"]
        finish = parse_date(last) if last else None
        if first and (finish is None or finish >= first[: len(finish)]):
            yield DateRange(match.start(), match.end(), first, finish, ongoing=finish is None)


def _same_year(key: str, begin: int, end: int) -> Iterator[DateRange]:
    """Feb - May 2026."""
    for match in _ONE_YEAR.finditer(key, begin, end):
        first, last = parse_date(f"{match['a']} {match['year']}"), parse_date(f"{match['b']} {match['year']}")
        if first and last and first <= last:
            yield DateRange(match.start(), match.end(), first, last)


def _slashed_ranges(key: str, begin: int, end: int) -> Iterator[DateRange]:
    """2015-09/2019-07, which could be read as 2015 to September 2019."""
    for match in _SLASHED.finditer(key, begin, end):
        first, last = parse_date(match["a"]), parse_date(match["b"]) if match["b"] else None
        if first and (last is None or last >= first):
            yield DateRange(match.start(), match.end(), first, last, ongoing=last is None)


def _short_ranges(key: str, begin: int, end: int, as_of: date) -> Iterator[DateRange]:
    for match in _SHORT_RANGE.finditer(key, begin, end):
        first, last = _short_date(match["a"], as_of), _short_date(match["b"], as_of)
        if first and (last is None or last >= first):
            yield DateRange(match.start(), match.end(), first, last, ongoing=last is None)


def _month_first_ranges(key: str, begin: int, end: int, as_of: date) -> Iterator[DateRange]:
    """09/24 – current in an English line: the month stands first."""
    for match in _MONTH_FIRST.finditer(key, begin, end):
        first = _month_first(match["a"], as_of)
        last = _month_first(match["b"], as_of) if match["b"] else None
        if first and (last is None or last >= first):
            yield DateRange(match.start(), match.end(), first, last, ongoing=last is None)


def _month_first(text: str, as_of: date) -> str:
    month, year = re.split(r"[/.]", text.replace("'", ""))
    return f"{_century(int(year), as_of.year + 8)}-{int(month):02d}"


def _since_ranges(key: str, begin: int, end: int) -> Iterator[DateRange]:
    for match in _SINCE.finditer(key, begin, end):
        first = parse_date(match["a"] or match["e"])
        if first and len(first) >= 7:
            yield DateRange(match.start(), match.end(), first, None, ongoing=True)


def find_dates(key: str, begin: int, end: int) -> list[DateRange]:
    """Single dates in ``key[begin:end]``."""
    result = []
    for match in _SINGLE.finditer(key, begin, end):
        value = parse_date(match["a"])
        if value:
            result.append(DateRange(match.start(), match.end(), value, None, single=True))
    return result


def cell_dates(key: str, begin: int, end: int) -> list[DateRange]:
    """Single dates in ``key[begin:end]``, a cell of a table or a labelled value: a year may have two digits there, 25.07."""
    dates = find_dates(key, begin, end)
    short = None if dates else _SHORT_ALONE.fullmatch(key[begin:end].strip())
    return [DateRange(begin, end, _short_value(short, 2040), None, single=True)] if short else dates


def left_school(key: str, begin: int, end: int) -> DateRange | None:
    """A date with two digits for its year that tells when a school was left: 17/07毕业."""
    found = _LEFT.search(key, begin, end)
    return DateRange(found.start(), found.end("month"), _short_value(found, 2049), None, single=True) if found else None


def _short_value(found: re.Match[str], latest: int) -> str:
    return f"{_century(int(found['year']), latest)}-{int(found['month']):02d}"


def parse_date(text: str) -> str | None:
    """One date in key form, or None."""
    text = text.strip().lower()
    if re.match(rf"^{_HAN}{{4}}年", text, re.I):
        return _han_date(text)
    month = re.search(r"[a-z]{3,}", re.sub(r"(?<=\d)(?:st|nd|rd|th)", "", text))
    if month and month[0] in _MONTHS:
        return _named_date(text, _MONTHS[month[0]])
    roman = re.match(r"([ivx]{1,4})\. ?(\d{4})$", text)
    if roman and roman[1] in _ROMAN_MONTHS:
        return f"{roman[2]}-{_ROMAN_MONTHS.index(roman[1]) + 1:02d}"
    numbers = re.findall(r"\d+", text)
    if len(numbers) == 1 and len(numbers[0]) in (6, 8):
        digits = numbers[0]
        numbers = [digits[:4], digits[4:6], digits[6:]] if len(digits) == 8 else [digits[:4], digits[4:]]
    if not numbers:
        return None
    if len(numbers) == 2 and len(numbers[0]) == 2 and "年" in text:
        numbers[0] = str(_century(int(numbers[0]), 2034))
    if len(numbers[0]) < 4 and len(numbers[-1]) == 4:
        numbers = numbers[::-1]
    return _joined(numbers)


def _joined(numbers: list[str]) -> str | None:
    year, rest = numbers[0], [int(n) for n in numbers[1:3]]
    if len(year) != 4 or (rest and not 1 <= rest[0] <= 12) or (len(rest) > 1 and not 1 <= rest[1] <= 31):
        return None
    return "-".join([year, *(f"{n:02d}" for n in rest)])


def _named_date(text: str, month: int) -> str | None:
    year = re.search(r"(?:19|20)\d\d", text)
    if year is None:
        short = re.search(r"'(\d\d)", text)
        return f"{_century(int(short[1]), 2030)}-{month:02d}" if short else None
    day = re.search(r"(?<!\d)([12]?\d|3[01])(?:st|nd|rd|th)?(?!\d)", text.replace(year[0], " ", 1))
    return f"{year[0]}-{month:02d}" + (f"-{int(day[1]):02d}" if day and int(day[1]) else "")


def _han_date(text: str) -> str | None:
    year = "".join(_HAN_DIGITS.get(c, "") for c in text[:4])
    found = re.search(r"年(十[一二]?|[一二三四五六七八九元])月", text)
    if len(year) != 4:
        return None
    if not found:
        return year
    han = found[1]
    month = (
        10 + " 一二".index(han[1])
        if len(han) == 2
        else 10
        if han == "十"
        else 1
        if han == "元"
        else "〇一二三四五六七八九".index(han)
    )
    return f"{year}-{month:02d}"


def _short_date(text: str | None, as_of: date) -> str | None:
    found = re.match(r"'?(\d\d) ?[./年\-] ?(\d{1,2})", text or "")
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return f"{_century(int(found[1]), as_of.year + 8)}-{int(found[2]):02d}"


def _century(short: int, latest: int) -> int:
    return 2000 + short if 2000 + short <= latest else 1900 + short


def month_index(value: str, last: bool = False) -> int:
    """Months since year 0; a bare year counts as its January, or its December if ``last``."""
    year, month = int(value[:4]), int(value[5:7]) if len(value) >= 7 else (12 if last else 1)
    return year * 12 + month - 1
