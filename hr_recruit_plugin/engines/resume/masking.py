"""A resume's text without what says who it is, of the same length: what is quoted from it stands at the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .model import ParsedResume

MASK = "█"
_APART = r"[\s\-－–—.·・()（）]*"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        r"(?<!\d)(?:\d[ \-]?){16}\d[ \-]?[\dXx](?![\dA-Za-z])",
        r"(?<!\d)(?:\+?\(?0{0,2}86\)?[ \-]*)?1[3-9](?:[ \-.·]?\d){9}(?!\d)",
        r"(?<!\d)0\d{2,3}[ \-]?\d{7,8}(?!\d)",
        r"[\w.+\-]+[ ]?[@＠][ ]?[\w\-]+(?:[ ]?[.．][ ]?\w+)+",
        r"(?:19|20)\d{2}[ ]?[年./\-][ ]?\d{1,2}[ ]?(?:[月./\-][ ]?\d{1,2}[ ]?日?|月)?[ ]?(?:出?生|born)",
        r"(?<=[微信QqＱ]).{0,6}?[:：]?\s*[A-Za-z0-9_\-]{5,20}",
    )
)
_LABELLED = re.compile(
    r"(?:地\s*址|住\s*址|籍\s*贯|户\s*籍|户口所在地|现\s*居(?:住地|地)?|居住地|通讯地址|家庭住址|出生(?:年月|日期|地)?|生\s*日|年\s*龄|身\s*高|体\s*重|民\s*族|"
    r"婚姻状况|婚\s*姻|血\s*型|证\s*明\s*人|联\s*系\s*人|紧急联系人|推\s*荐\s*人|微\s*信\s*号?|QQ\s*号?|"
    r"address|date of birth|birth(?:day|date)?|nationality|marital status|referees?|references?|wechat|emergency contact)"
    r"[ \t　]*[:：]?[ \t　]*([^\n]{1,60})",
    re.I,
)


class NothingToMask(ValueError):
    """The name was not found, so it cannot be taken out: this text must not leave."""


def masked(parsed: ParsedResume, *known: str | None) -> str:
    """``parsed.text`` with name, contacts, numbers, birth, addresses and other people covered. Raises NothingToMask.

    Args:
        known: further words that name the person, such as the name as HR corrected it.
    """
    names = [name for name in (parsed.name.value, *known) if name and name.strip()]
    if not names:
        raise NothingToMask
    covered = list(parsed.text)
    for start, end in _places(parsed, names):
        covered[start:end] = [c if c in "\n\t" else MASK for c in covered[start:end]]
    return "".join(covered)


def _places(parsed: ParsedResume, names: list[str]) -> Iterator[tuple[int, int]]:
    text = parsed.text
    for value in (*names, parsed.phone.value, parsed.email.value, parsed.id_number.value, parsed.birth_date.value):
        if value:
            yield from (hit.span() for hit in _loosely(value).finditer(text))
    for word in {w for name in names if name.isascii() for w in re.findall(r"[A-Za-z]{2,}", name)}:
        yield from (hit.span() for hit in re.finditer(rf"\b{re.escape(word)}\b", text, re.I))
    for pattern in _PATTERNS:
        yield from (hit.span() for hit in pattern.finditer(text))
    yield from (hit.span(1) for hit in _LABELLED.finditer(text))
    for read in (parsed.name, parsed.phone, parsed.email, parsed.id_number, parsed.birth_date):
        yield from ((words.start, words.end) for words in read.evidence)


def _loosely(value: str) -> re.Pattern[str]:
    """``value`` however it is spaced and dotted."""
    parts = [re.escape(c) for c in value if not re.fullmatch(_APART + "|.", c) or c.isalnum() or c in "@_+"]
    return re.compile(_APART.join(parts) or r"(?!)", re.I)
