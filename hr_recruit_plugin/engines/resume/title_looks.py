"""Titles that no vocabulary holds, known by looking as the titles of the same document do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from itertools import pairwise

from .document import Document, Line
from .labels import whole_label
from .lexicon import COMPANY_END, SCHOOL, TITLES
from .roles import degree_of, department_score, names_organisation, position_score
from .sections import undecorated
from .title_words import BULLET, has_period, line_key

UNFORESEEN = "unforeseen"
"""The kind of a section whose title no vocabulary knows."""
_NUMBER = re.compile(
    r"(?P<chinese>第?[一二三四五六七八九十]{1,2}[、.部])|(?P<arabic>\d{1,2}[.、) ])|(?P<roman>[IVX]{1,4}\.)"
    r"|(?P<sign>[#=~◆■●▶★◇□▌▍█|])"
)

_FACT = re.compile(r"@|:|\d{4}|[男女]$|[男女] |岁|\b(?:fe)?male\b")


def add_unknown(document: Document, kept: dict[int, str]) -> None:
    """A title nobody foresaw still ends the section before it: it looks as other titles do, and no text looks so."""
    if any(page.kind == "ocr" for page in document.pages):
        return
    if not kept:
        _add_larger(document, kept)
        return
    first = min(kept)
    able = [index for index in range(len(document.lines)) if _may_be_title(document, index, kept)]
    bulleted = any(BULLET.match(line_key(document, index)) for index in kept)
    for looks in (_looks(document, shown) for shown in (_size, dress)):
        text = Counter(look for index, look in enumerate(looks) if index not in kept)
        own = Counter(looks[index] for index in kept if len(document.lines[index].spans) == 1)
        usual = text.most_common(1)[0][0] if text else None
        for index in able:
            look = looks[index]
            if look is None or look == usual or own[look] < 2:
                continue
            if text[look] > own[look] and not document.lines[index].heading:
                continue
            if bool(BULLET.match(line_key(document, index))) and not bulleted:
                continue
            if index > first or (index and index + 1 < len(looks) and _opens_no_facts(document, index, looks)):
                kept[index] = UNFORESEEN
    _add_distant(document, kept, able)


def _add_larger(document: Document, kept: dict[int, str]) -> None:
    """Where no title is of a known kind, titles are the short lines in one larger print that no other line is in."""
    lines = document.lines
    sizes = sorted(line.size for line in lines for _ in range(line.start, line.end, 8))
    looks = _looks(document, dress)
    groups: dict[Hashable, list[int]] = {}
    for index, look in enumerate(looks):
        if look is not None and lines[index].size > 1.1 * sizes[len(sizes) // 2]:
            groups.setdefault(look, []).append(index)
    titles = [
        found for found in groups.values() if len(found) >= 3 and all(_may_be_title(document, i, kept) for i in found)
        and all(b - a > 1 for a, b in pairwise([*found, len(lines)]))
    ]  # fmt: skip
    kept.update((index, UNFORESEEN) for found in titles[:1] for index in found)


def _opens_no_facts(document: Document, index: int, looks: Sequence[Hashable]) -> bool:
    """Whether what stands below, down to the next line of the same look, is a history or a list and no personal facts."""
    if has_period(line_key(document, index + 1)):
        return True
    below = range(index + 1, len(looks))
    end = next((i for i in below if looks[i] == looks[index] or document.lines[i].block != document.lines[index].block), len(looks))
    return end > index + 2 and not any(_FACT.search(line_key(document, i)) for i in range(index + 1, end))


def _add_distant(document: Document, kept: dict[int, str], able: Sequence[int]) -> None:
    """Where nothing is known of the print, titles are short lines under an empty one with their text right below."""
    lines = document.lines
    if any(line.size or line.spans[0].ink for line in lines):
        return

    def distant(index: int) -> bool:
        return lines[index].apart and index + 1 < len(lines) and not lines[index + 1].apart

    own = sum(distant(index) for index in kept)
    found = [index for index in able if index > min(kept) and distant(index)]
    if own >= 2 and own >= 0.7 * len(kept) and len(found) <= own:
        kept.update((index, UNFORESEEN) for index in found if index not in kept)


def _looks(document: Document, shown: Callable[[Line], Hashable]) -> list[Hashable]:
    """How each line looks: its capitals and number, and what ``shown`` says of its print; what titles of one document share."""
    result: list[Hashable] = []
    for line in document.lines:
        text = document.text[line.start : line.end].strip()
        number, print_ = _NUMBER.match(text), shown(line)
        capitals = text.isupper() and not re.search(r"[一-鿿]", text)
        depth = len(text) - len(text.lstrip("#"))  # of a Markdown heading
        look = capitals, number.lastgroup if number else None, depth, print_
        result.append(None if print_ is None else look)
    return result


def _size(line: Line) -> Hashable:
    return round(line.size), line.heading


def dress(line: Line) -> Hashable:
    """Font, weight and colour, where they are known."""
    return (round(line.size), line.spans[0].ink) if line.spans[0].ink else None


def _may_be_title(document: Document, index: int, kept: dict[int, str]) -> bool:
    """A few words alone on a line that name no employer, post or paper."""
    line = document.lines[index]
    if index in kept or len(line.spans) != 1 or line.table is not None:
        return False
    bare = undecorated(line_key(document, index))
    chinese = re.sub(r"[a-z &]", "", bare)
    if not (2 <= len(chinese) <= 8 or (not chinese and 4 <= len(bare) <= 34 and bare.count(" ") <= 5)):
        return False
    if re.search(r"[\d:,。;、@()]", bare) or whole_label(bare) or TITLES.fullmatch(bare) or degree_of(bare):
        return False
    named = names_organisation(bare) or COMPANY_END.search(bare) or SCHOOL.search(bare)
    return not (named or department_score(bare) or position_score(bare) >= 3)
