"""From recognised lines to runs of characters with places, gaps and the usual misreadings mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from . import fold
from .glyphs import Run

_LETTERS = re.compile(r"[A-Za-z1]+")
_NARROW = frozenset("，。、：；（）()！？,.:;!?·•-–—~～|｜/'\"“”【】[]1lIi")
GAP_OF_HEIGHT = 0.24
WIDE_OF_HEIGHT = 0.72


def line_runs(text: str, box: Any, words: Any, ink: Any, scale: tuple[float, float]) -> list[Run]:
    """The runs of one recognised line, in points; ``ink`` is the page's print as booleans, ``box`` in its pixels."""
    xs, ys = [float(p[0]) for p in box], [float(p[1]) for p in box]
    x0, y0, x1, y1 = min(xs), min(ys), max(xs), max(ys)
    places = _places(text, words, x0, x1)
    gaps = _gaps(ink, x0, y0, x1, y1)
    shown = ""
    boxes: list[tuple[float, float]] = []
    for index, character in enumerate(text):
        if index:
            shown, boxes = _with_gap(shown, boxes, text[index - 1], character, places[index - 1], places[index], gaps)
        folded = fold.display(character)
        shown += folded
        boxes += [places[index]] * len(folded)
    shown = mended(shown)
    if not shown.strip():
        return []
    points = [(a * scale[0], y0 * scale[1], b * scale[0], y1 * scale[1]) for a, b in boxes]
    return _split_wide(shown, points)


def _split_wide(text: str, boxes: list[tuple[float, float, float, float]]) -> list[Run]:
    runs = []
    for part in re.finditer(r"\S+(?: \S+)*", text):
        inner = boxes[part.start() : part.end()]
        middle, half = (inner[0][1] + inner[0][3]) / 2, 0.42 * (inner[0][3] - inner[0][1])
        boxes_em = [(b[0], middle - half, b[2], middle + half) for b in inner]
        runs.append(Run(part[0], inner[0][0], middle - half, inner[-1][2], middle + half, boxes_em))
    return runs


def _places(text: str, words: Any, x0: float, x1: float) -> list[tuple[float, float]]:
    """Left and right of every character: from the recogniser's word boxes, Latin words divided evenly."""
    places: list[tuple[float, float]] = []
    for word, _, corners in words or ():
        left, right = float(corners[0][0]), float(corners[1][0])
        step = (right - left) / max(len(word), 1)
        places += [(left + i * step, left + (i + 1) * step) for i in range(len(word))]
    squeezed = text.replace(" ", "")
    if len(places) == len(squeezed):
        iterator = iter(places)
        result: list[tuple[float, float]] = []
        for character in text:
            result.append((result[-1][1], result[-1][1]) if character == " " and result else next(iterator, (x1, x1)))
        return result
    return places if len(places) == len(text) else _even(text, x0, x1)


def _even(text: str, x0: float, x1: float) -> list[tuple[float, float]]:
    """Places by usual width: Latin takes about half of a Chinese character."""
    weights = [1.0 if c >= "⺀" else 0.55 if c != " " else 0.4 for c in text]
    unit = (x1 - x0) / max(sum(weights), 1)
    places, x = [], x0
    for weight in weights:
        places.append((x, x + weight * unit))
        x += weight * unit
    return places


def _gaps(ink: Any, x0: float, y0: float, x1: float, y1: float) -> list[tuple[float, float]]:
    """White columns inside the line wide enough to be a blank, as (middle, width in line heights)."""
    strip = ink[max(int(y0) + 1, 0) : int(y1), max(int(x0), 0) : int(x1)]
    height = max(y1 - y0, 1.0)
    if strip.size == 0:
        return []
    columns = strip.any(axis=0)
    gaps: list[tuple[float, float]] = []
    start: int | None = None
    for x, inked in enumerate(columns.tolist()):
        if inked and start is not None:
            gaps.append((x0 + (start + x) / 2, (x - start) / height))
            start = None
        elif not inked and start is None:
            start = x
    usual = sorted(width for _, width in gaps)[len(gaps) // 2] if gaps else 0.0
    return [gap for gap in gaps if gap[1] >= max(GAP_OF_HEIGHT, 2.2 * usual)]


def _with_gap(
    shown: str, boxes: list[tuple[float, float]], before: str, after: str, left: tuple[float, float], right: tuple[float, float],
    gaps: Sequence[tuple[float, float]],
) -> tuple[str, list[tuple[float, float]]]:  # fmt: skip
    """Put a blank where the print has one that the recogniser swallowed."""
    if before == " " or after == " " or before in _NARROW or after in _NARROW:
        return shown, boxes
    if before < "⺀" and after < "⺀":
        return shown, boxes
    low, high = (left[0] + left[1]) / 2, (right[0] + right[1]) / 2
    width = max((w for middle, w in gaps if low < middle < high), default=0.0)
    blank = "" if not width else " " if width < WIDE_OF_HEIGHT else "  "
    return shown + blank, boxes + [(left[1], right[0])] * len(blank)


def mended(text: str) -> str:
    """1 for l inside English words, 0 for O in ISO, l for I in AI; of the same length."""
    text = _LETTERS.sub(_mend_word, text)
    text = re.sub(r"\bAl(?= (?:Lab|Research|Engineer|Algorithm|Platform|Team|Cent|Product|Develop|Scientist))", "AI", text)
    return re.sub(r"\bIS0(?=\d{4})", "ISO", text)


def _mend_word(match: re.Match[str]) -> str:
    word = match[0]
    if "1" not in word or sum(c.islower() for c in word) < 3 or word[0] == "1":
        return word
    around = match.string[max(0, match.start() - 1) : match.start()] + match.string[match.end() : match.end() + 1]
    return word if re.search(r"[\d@_.]", around) else word.replace("1", "l")
