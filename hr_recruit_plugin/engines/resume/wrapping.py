"""Plain text that an editor broke at a fixed width: its lines become whole again."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from datetime import date

from . import fold
from .dates import find_ranges
from .labels import whole_label
from .lexicon import DESCRIPTION_START
from .sections import heading_kind

_NEW = re.compile(r"\s*(?:[·*>#=\-_|]|\[\d{1,2}\]|\d{1,2}(?:、|[.)] ?(?=\D))|[(（]?[一二三四五六七八九十]{1,2}[、.)）]|$)")
_LABEL = re.compile(r"\s*([^:]{1,24}?) ?:")
_LEFT_IN = re.compile(r"(?:19|20)\d\d ?[.\-/年] ?\d{1,2} ?月? ?(?:毕业|\))$|\d ?月? ?毕业$")
_PARTED = re.compile(r"[|·\t;]| {2,}|--| - |、")  # what parts the pieces of an entry
_COLUMNS = re.compile(r"[A-Z][A-Za-z./ ]{1,20}?(?: {2,}|\t|\.{3,} ?)\S")  # a label, and its value further right
_LED = re.compile(r"\s*[^\W\d][^.|\n]{0,24}? ?\.{3,} ?\S")  # a label, leaders, its value
NARROWEST, WIDEST = 30, 110


def columns(text: str) -> int:
    """The width of a line in a typewriter font: Chinese characters take two places."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def unwrapped(lines: Sequence[str]) -> list[str]:
    """The lines, those that were cut at the text's width joined with what they lost. Others stay as they are."""
    width = _width(lines) or 10**6
    result: list[str] = []
    last = ""
    for line in lines:
        if result and (_was_cut(last, line, width) or breaks_date(last, line) or _is_last_letter(last, line)):
            before, after = result[-1].rstrip(), line.lstrip()
            latin = (before[-1:].isascii() or before[-1:] in "–—") and after[:1].isascii() and before[-1:] != "-"
            latin = latin and not (before[-1:].isdigit() and after[:1].isdigit())
            result[-1] = before + (" " if latin or after[:1] == "–" else "") + after
        else:
            result.append(line)
        last = line
    return result


def _width(lines: Sequence[str]) -> int | None:
    """The width at which lines were cut: several reach it or miss it by one, none goes beyond."""
    widths = Counter(columns(line.rstrip()) for line in lines if line.strip() and len(set(line.strip())) > 2)
    if not widths:
        return None
    widest = max(widths)
    spare = 8 if sum(line.isascii() for line in lines) > 0.8 * len(lines) else 1
    full = sum(count for found, count in widths.items() if found >= widest - spare)
    return widest if full >= 3 and NARROWEST <= widest <= WIDEST else None


def breaks_date(last: str, line: str) -> bool:
    """A period that ends on the next line."""
    before, after = fold.key_text(last.rstrip()), fold.key_text(line.strip())
    dated = bool(re.search(r"(?:19|20)\d\d ?(?:[年.\-/] ?\d{1,2} ?月?)?$", before))
    if re.search(r"(?:19|20)\d\d\S{0,6} ?(?:-+|~|至|到|\bto)$", before):
        return bool(re.match(r"(?:19|20)\d\d|至今|今|现在|[a-z]{3,9}\.? ?(?:19|20)\d\d|present|now|date", after))
    return dated and bool(
        re.match(r"(?:-+|~|至|到|to) ?(?:(?:19|20)\d\d|[a-z]{3,9}\.? (?:19|20)\d\d|今|present|now|date)", after)
    )


def _is_last_letter(last: str, line: str) -> bool:
    """One character alone under a long line is what the line had no room for."""
    before, after = last.rstrip(), line.strip()
    return columns(before) >= NARROWEST and bool(
        re.fullmatch(r"(?![男女无有是否])[一-鿿]", after) and re.search(r"[一-鿿]$", before)
    )


def ends_dated(line: str) -> bool:
    """Whether a line ends with its period: an entry that is complete."""
    key = fold.key_text(line.strip())
    found = find_ranges(key, 0, len(key), date.max)
    return (bool(found) and len(key) - found[-1].end <= 1) or bool(_LEFT_IN.search(key))


def _is_set_in(last: str, line: str) -> bool:
    """Whether a line stands further in than the one above: what an entry tells under its heading, not the rest of it."""
    bulleted = bool(_NEW.match(fold.key_text(last)))
    return not bulleted and _indent(line) >= _indent(last) + 2


def _indent(line: str) -> int:
    return columns(line.replace("\t", "    ")) - columns(line.replace("\t", "    ").lstrip())


def _was_cut(last: str, line: str, width: int) -> bool:
    head = line.strip()
    if (
        not last.strip()
        or not head
        or last.rstrip()[-1] in "。；;.!！?？"
        or head[-1] in "?？"
        or _NEW.match(fold.key_text(line))
        or len(set(last.strip())) <= 2
        or _is_set_in(last, line)
        or (_COLUMNS.match(last.strip()) and head[0].isupper())
        or _LED.match(line)
    ):
        return False
    if _PARTED.search(fold.key_text(last.strip(" ·*-"))) and DESCRIPTION_START.match(fold.key_text(head)):
        return False
    label, dated = _LABEL.match(fold.key_text(head)), find_ranges(fold.key_text(head), 0, len(head), date.max)
    if dated and (dated[0].start <= 1 or ends_dated(last)):
        return False
    if heading_kind(head) or heading_kind(last.strip()) or (label and whole_label(label[1])):
        return False
    unit = re.match(r"[!-~]+|.", head)
    needed = columns(unit[0]) if unit else 1
    spaced = 1 if head[0].isascii() and last.rstrip()[-1:].isascii() else 0
    return columns(last.rstrip()) + spaced + min(needed, 20) > width
