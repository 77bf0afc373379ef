"""What titles are told by in the words of a line: its key without blanks, its bullet, a period below."""

from __future__ import annotations

import re
from datetime import date

from .dates import find_dates, find_ranges, left_school
from .document import Document

BULLET = re.compile(r"^[\s]*[·*>\-]")
_OPEN_END = re.compile(r"[至到~\-]{1,3} ?(?:今|现在|目前|now|present|current|date)")
LATEST = date.max.replace(year=2040)  # of a year in two digits only its century depends on today


def line_key(document: Document, index: int) -> str:
    line = document.lines[index]
    return document.key[line.start : line.end].strip()


def has_period(key: str) -> bool:
    if left_school(key, 0, len(key)):
        return True
    dates = find_dates(key, 0, len(key))
    if len(dates) >= 2 or find_ranges(key, 0, len(key), LATEST):
        return True
    return len(dates) == 1 and bool(_OPEN_END.search(key, dates[0].end) or "毕业" in key[dates[0].end :])
