# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Phone, e-mail and ID number of the candidate, by form and check digit; never those of other people."""

from __future__ import annotations

import re

from .document import Document
from .labels import Pair
from .other_people import OFFICE_MAIL, SERVICE_MAIL, Foreign

Value = tuple[object, float, int, int]
EMAIL = re.compile(r"[a-z0-9][a-z0-9._%+\-]{0,63} ?@ ?(?:[a-z0-9\-]+ ?\. ?)+[a-z]{2,10}(?![a-z0-9])")
PHONE = re.compile(
    r"(?<!\d)(?<!\d\.)(?:\(?(?:\+|00)? ?86\)? ?[\-·.]? ?)?(?P<number>1[3-9]\d[ \-.·]?\d{4}[ \-.·]?\d{4}|1[3-9]\d{1}[ \-.]?\d{3}[ \-.]\d{3}[ \-.]\d{2}"
    r"|1[3-9]\d\d(?P<gap>[ \-.·])(?:\d{4}(?P=gap)\d{3}|\d{3}(?P=gap)\d{4})|1[3-9]\d{3}[ \-.·](?:\d{6}|\d{3}[ \-.·]\d{3})|1[3-9]\d(?P<mid>[ \-.·])\d{5}(?P=mid)\d{3})(?!\d)"
)
# The ends of addresses that people use; another one at the end of a line is a broken word.
_ENDINGS = re.compile(r"\.(?:com|cn|net|org|edu|gov|info|biz|name|io|me|co|hk|tw|mo|sg|uk|us|au|ca|de|fr|jp|kr|example|test)$")
_CARRIED = re.compile(r"\n[ ]*(?P<rest>[a-z0-9.\-]{1,30})(?![a-z0-9.\-@:])")
_BEGUN = re.compile(r"(?<![a-z0-9@._\-])[a-z0-9][a-z0-9._\-]{1,30}[._\-]\n$")
_OWN_LABEL = re.compile(r"(?:邮箱|电邮|邮件|信箱|e-?mail|mail)[: ]*$")
_GLUED = re.compile(r"(?:e-?mail|mailbox)(?=[a-z][a-z0-9._\-]{2,}@)")
ID_NUMBER = re.compile(
    r"(?<![\da-z])(?P<number>[1-9]\d{5} ?(?:19|20)\d{2} ?(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?\d{3}[\dx])(?![\da-z])"
)
_SENDER = re.compile(r"(?:^|\n)[ ]*(?:发件人|from)\b[^\n]*$")  # who forwarded it, where the text names another address
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"


def find_email(document: Document, pairs: list[Pair], foreign: Foreign) -> Value | None:
    found = [m for m in EMAIL.finditer(document.key) if not foreign.holds(m.start())]
    if not found:
        found = [
            m for m in _wrapped_email(document, pairs)
            if not foreign.holds(m.start()) or _OWN_LABEL.search(document.key, max(0, m.start() - 24), m.start())
        ]  # fmt: skip
    if not found:
        return None
    labelled = [m for m in found if any(p.label == "email" and p.start <= m.start() <= p.end for p in pairs)]
    found = [m for m in found if not SERVICE_MAIL.match(m[0].replace(" ", ""))] or found
    own = [m for m in found if not OFFICE_MAIL.match(m[0].replace(" ", ""))]
    written = [m for m in own if not _SENDER.search(document.key, max(0, m.start() - 60), m.start())]
    best = (labelled or written or own or found)[0]
    start, stuck = best.start(), PHONE.match(best[0]) or _GLUED.match(best[0])
    if stuck and re.match(r"[a-z]", best[0][stuck.end() :]):
        start += stuck.end()
    end = best.end() + _carried_over(document, best)
    start -= _carried_in(document, start)
    stop = re.search(r"\. [a-z]+$", best[0])
    if stop and _ENDINGS.search(best[0][: stop.start()]):
        end = best.start() + stop.start()
    address = re.sub(r"\s", "", document.text[start:end])
    if document.pages and all(page.kind == "ocr" for page in document.pages):
        address = _without_mistakes(address)
    return address, 0.99, start, end


def _without_mistakes(address: str) -> str:
    """An address of a scan that has a 1 for an l: 1ou@…, examp1e.com."""
    name, _, host = address.partition("@")
    name = re.sub(r"^1(?=[a-z]{2})|(?<=[a-z])1(?=[a-z]{2})", "l", name)
    return f"{name}@{re.sub(r'(?<=[a-z])1(?=[a-z.])', 'l', host)}"


def _carried_over(document: Document, found: re.Match[str]) -> int:
    """How much of the next line a narrow column has broken off the address: name@post.exa / mple.org."""
    address = re.sub(r"\s", "", found[0])
    rest = _CARRIED.match(document.key, found.end())
    if rest is None or _ENDINGS.search(address) or not _ENDINGS.search(address + rest["rest"]):
        return 0
    return rest.end() - found.end()


def _carried_in(document: Document, start: int) -> int:
    """How much of the address the line above ends with: haiyan. / 85@example.com."""
    above = _BEGUN.search(document.key, max(0, start - 40), start)
    return start - above.start() if above else 0


def _wrapped_email(document: Document, pairs: list[Pair]) -> list[re.Match[str]]:
    flat = document.key.replace("\n", " ")
    return list(
        re.finditer(
            r"[a-z0-9][a-z0-9._%+\-]{0,63} {0,2}@ {0,2}(?:[a-z0-9\-]+ {0,2}\. {0,2})+[a-z]{2,10}(?![a-z0-9])", flat
        )
    )


def valid_id(number: str) -> bool:
    """The check digit of GB 11643-1999 (ISO 7064 MOD 11-2)."""
    if not re.fullmatch(r"\d{17}[\dXx]", number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return _CHECK[total % 11] == number[-1].upper()


def find_id_number(document: Document, pairs: list[Pair], foreign: Foreign) -> Value | None:
    best: Value | None = None
    for match in ID_NUMBER.finditer(document.key):
        if foreign.holds(match.start()):
            continue
        number = re.sub(r"\s", "", match["number"]).upper()
        sure = valid_id(number)
        labelled = any(p.label == "id" and p.start <= match.start() <= p.end for p in pairs)
        confidence = 0.99 if sure else 0.6 if labelled else 0.3
        if confidence > 0.5 and (best is None or confidence > best[1]):
            best = (number, confidence, match.start("number"), match.end("number"))
    return best or _loose_id(document, pairs)


def _loose_id(document: Document, pairs: list[Pair]) -> Value | None:
    for pair in pairs:
        if pair.label == "id":
            cells = [span for span in document.lines[pair.line].spans if span.start >= pair.start]
            boxed = len(cells) >= 18 and all(len(span.text.strip()) == 1 for span in cells[:18])  # a box a digit
            end = cells[17].end if boxed else pair.end
            digits = re.sub(r"[\s\-]", "", document.text[pair.start : end]).upper()
            if re.fullmatch(r"\d{17}[\dX]", digits):
                return digits, 0.9 if valid_id(digits) else 0.6, pair.start, end
    return None


def find_phone(document: Document, pairs: list[Pair], foreign: Foreign, email: Value | None) -> Value | None:
    found = [m for m in PHONE.finditer(document.key) if not foreign.holds(m.start())]
    taken = email
    found = [m for m in found if not (taken and taken[2] <= m.start() < taken[3])]
    if not found:
        return None
    labelled = [m for m in found if any(p.label == "phone" and p.start - 3 <= m.start() <= p.end for p in pairs)]
    best = (labelled or found)[0]
    return re.sub(r"\D", "", best["number"]), 0.99 if labelled else 0.9, best.start("number"), best.end("number")
