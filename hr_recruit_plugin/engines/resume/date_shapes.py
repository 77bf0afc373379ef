"""What looks like a date or a period before anybody reads it: enough to tell a column of dates from one of text."""

from __future__ import annotations

import re

YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d|(?<![\d.])\d\d[./]\d{1,2} ?[\-~–—至到]")
ARROW = re.compile(r"[↓▼▽⇩|丨]")
TODAY = re.compile(r"(?i)至今|今|现在|目前|在职|在读|now|present|today|current")
_DATEISH = re.compile(r"^[\d\s.\-/~年月日至今到现在在职目前presntPRESNTtoTO–—－～→➔>»·、:：●○•|()（）'’‘]*$")
_MONTHS = re.compile(
    r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?|present|current|now|ongoing|to\b"
)
_CALL = re.compile(r"1[3-9]\d[ \-.]?\d{4}[ \-.]?\d{4}|\d{11}")  # a telephone number is no date


def is_date(text: str) -> bool:
    """Whether a text is a date or a period and nothing else."""
    if _CALL.search(text) and not YEAR.search(text):
        return False
    stripped = _MONTHS.sub("", text)
    return any(c.isdigit() for c in stripped) and bool(_DATEISH.match(stripped)) and len(text) < 40
