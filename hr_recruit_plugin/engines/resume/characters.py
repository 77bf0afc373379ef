"""The characters of a PDF page with their boxes, grouped into runs on one baseline."""

from __future__ import annotations

import ctypes
import math
import zlib
from typing import Any

import pypdfium2.raw as pdfium

from . import fold
from .glyphs import Glyph, Run, is_wide
from .set_wide import closed_up, letterspaced

SPACE_GAP = 0.22
WIDE_GAP = 0.85
_LATIN_EM = 0.87
_FLAT = frozenset(" -–—―‐‑‒−─~～一")
_UNSEEN = frozenset((0, 10, 13, 0xFFFF))
_HYPHENS = (0x02, 0xFFFE)  # what PDFium makes of the hyphen at the end of a line


def read_glyphs(text_page: Any, width: float, height: float, rotation: int, limit: int) -> list[Glyph]:
    """Visible characters in drawing order as (text, x0, y0, x1, y1, ink); spaces are kept as marks. Slanted text is left out."""
    count = min(pdfium.FPDFText_CountChars(text_page), limit)
    rectangle = pdfium.FS_RECTF()
    reference = ctypes.byref(rectangle)
    get_unicode, get_box = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetLooseCharBox
    glyphs: list[Glyph] = []
    line, slanted, bare, ink, pen = (0.0, 0.0), False, False, 0, 0.0
    for index in range(count):
        code = get_unicode(text_page, index)
        if code in _UNSEEN:
            continue
        shown = "-" if code in _HYPHENS else fold.display(chr(code)) if code <= 0x10FFFF else ""
        if not shown or not get_box(text_page, index, reference):
            continue
        if shown != " " and line != (rectangle.top, rectangle.bottom):  # text on one baseline has one angle
            line, slanted = (rectangle.top, rectangle.bottom), _slanted(text_page, index, rotation)
            ink = _ink(text_page, index)
            bare = _is_bare(text_page, index, rectangle)
        elif shown != " " and abs(rectangle.left - pen) > rectangle.top - rectangle.bottom:
            ink = _ink(text_page, index)
        pen = rectangle.right
        if slanted and shown != " ":
            continue
        if bare and shown != " " and not _give_body(text_page, index, rectangle):
            if glyphs and glyphs[-1][0] != " ":
                glyphs.append(_behind(glyphs[-1], shown))
            continue
        box = (rectangle.left, height - rectangle.top, rectangle.right, height - rectangle.bottom)
        if rotation:
            box = _rotated(box, width, height, rotation)
        glyphs.append((shown, *box, ink))
    return _to_em(glyphs)


def _is_bare(text_page: Any, index: int, box: Any) -> bool:
    """Whether a font tells nothing of its letters but their ink, as those do that a browser draws for small capitals."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    ink = (left.value, right.value, bottom.value, top.value)
    return all(abs(a - b) < 0.01 for a, b in zip(ink, (box.left, box.right, box.bottom, box.top), strict=True))


def _behind(last: Glyph, text: str) -> Glyph:
    """A letter whose place is lost, right behind the one drawn before it."""
    width = (last[4] - last[2]) * (1.0 if text >= "⺀" else 0.5)
    return text, last[3], last[2], last[3] + width, last[4], last[5]


def _give_body(text_page: Any, index: int, box: Any) -> bool:
    """Make the box of a letter of which only the ink is known as high as its font's others, with room at both sides.

    False where the box is larger than the font can be: its place is not on this page.
    """
    x, y, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    em = pdfium.FPDFText_GetFontSize(text_page, index) * abs(matrix.d)
    if em > 2 and max(box.top - box.bottom, box.right - box.left) > 2 * em:
        return False
    if not 2 < em < 200 or not -0.1 * em < box.left - x.value < 0.5 * em:
        return True
    bearing = box.left - x.value
    box.left, box.right = x.value, box.right + max(bearing, 0.0)
    box.bottom, box.top = y.value - 0.23 * em, y.value + 0.92 * em
    return True


def _ink(text_page: Any, index: int) -> int:
    """A number for the font and the colour of a character."""
    name, flags = ctypes.create_string_buffer(80), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, index, name, 80, flags)
    rgba = [ctypes.c_uint() for _ in range(4)]
    pdfium.FPDFText_GetFillColor(text_page, index, *rgba)
    return zlib.crc32(name.value, rgba[0].value << 16 | rgba[1].value << 8 | rgba[2].value)


def _to_em(glyphs: list[Glyph]) -> list[Glyph]:
    """Boxes one em high. Loose boxes span a font's ascent and descent, up to 1.5 em; Chinese glyphs tell the em by their width."""
    heights = [round(glyph[4] - glyph[2], 1) for glyph in glyphs]
    widths: dict[float, list[float]] = {}
    for height, glyph in zip(heights, glyphs, strict=True):
        if "一" <= glyph[0] <= "鿿":
            widths.setdefault(height, []).append(glyph[3] - glyph[1])
    spare = {height: height * (1 - _LATIN_EM) / 2 for height in set(heights)}
    for height, found in widths.items():
        em = sorted(found)[len(found) // 2]
        if height and 0.5 < em / height < 1.2:
            spare[height] = (height - em) / 2
    level = [
        (text, x0, y0 + spare[height], x1, y1 - spare[height], ink)
        for height, (text, x0, y0, x1, y1, ink) in zip(heights, glyphs, strict=True)
    ]
    return raise_flat(level)


def raise_flat(glyphs: list[Glyph]) -> list[Glyph]:
    """Fonts that tell no ascent (as browsers print them) give the ink alone: a dash, half a point high, gets the height of
    the letter beside it, or it would stand on a line of its own.
    """
    raised, letter = list[Glyph](), None
    for k, glyph in enumerate(glyphs):
        text, x0, y0, x1, y1, ink = glyph
        if text in _FLAT and y1 - y0 < 0.35 * (x1 - x0):
            middle = (y0 + y1) / 2
            after = next((g for g in glyphs[k + 1 : k + 4] if g[0] not in _FLAT), None)
            beside = next((g for g in (letter, after) if g is not None and g[2] < middle < g[4]), None)
            raised.append(glyph if beside is None else (text, x0, beside[2], x1, beside[4], ink))
            continue
        if text not in _FLAT:
            letter = glyph
        raised.append(glyph)
    return raised


def _slanted(text_page: Any, index: int, rotation: int) -> bool:
    """Whether a letter stands askew, as a watermark does. Its baseline tells, not its stems: those of italics lean too."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    turned = (math.degrees(math.atan2(matrix.b, matrix.a)) + rotation * 90) % 90
    return 2 < turned < 88


def _rotated(
    box: tuple[float, float, float, float], width: float, height: float, rotation: int
) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    if rotation == 1:
        return height - y1, x0, height - y0, x1
    if rotation == 2:
        return width - x1, height - y1, width - x0, height - y0
    return y0, width - x1, y1, width - x0


def group_runs(glyphs: list[Glyph]) -> list[Run]:
    """Cut the drawing order where the baseline changes, the pen jumps back, or a gap is wide."""
    runs: list[Run] = []
    current: list[Glyph] = []
    spaces = 0
    for glyph in glyphs:
        if glyph[0] == " ":
            spaces += 1
            continue
        if current and not spaces and _adjoins(current[-1], glyph):
            current.append(glyph)
            continue
        if current and _same_ink(current[-1], glyph):
            continue
        if current and _breaks(current[-1], glyph, spaces):
            runs.append(_make_run(current))
            current = []
        elif current and _spaced(current[-1], glyph, spaces):
            last = current[-1]
            current.append((" ", last[3], last[2], max(glyph[1], last[3]), last[4], last[5]))
        current.append(glyph)
        spaces = 0
    if current:
        runs.append(_make_run(current))
    return _without_doubles(closed_up(runs))


def _adjoins(last: Glyph, glyph: Glyph) -> bool:
    """The common case: the next letter of the same line, right behind the last one."""
    return (
        last[2] == glyph[2]
        and last[4] == glyph[4]
        and -0.5 < glyph[1] - last[3] < 0.15 * (last[4] - last[2])
        and (glyph[1] - last[1] >= 0.5)
    )


def _same_ink(last: Glyph, glyph: Glyph) -> bool:
    """A ligature such as —— reports both of its characters over one wide box."""
    dash = glyph[0] == last[0] and glyph[0] in "—–─…-⸺"
    return dash and abs(glyph[2] - last[2]) < 1 and glyph[1] < last[3] - 1


def _breaks(last: Glyph, glyph: Glyph, spaces: int) -> bool:
    if abs(last[1] - glyph[1]) < 0.5 and abs(last[3] - glyph[3]) < 0.5 and abs(last[2] - glyph[2]) < 0.5:
        return False  # both letters of a ligature (fi) report its whole box
    size = max(min(last[4] - last[2], glyph[4] - glyph[2]), 1.0)
    if min(last[4], glyph[4]) - max(last[2], glyph[2]) < 0.5 * size:
        return True
    gap = glyph[1] - last[3]
    heights = last[4] - last[2], glyph[4] - glyph[2]
    if "一" < last[0] <= "鿿" and "一" < glyph[0] <= "鿿" and max(heights) > 1.6 * min(heights):
        return True  # the name in large letters and what stands small behind it
    back = gap < -0.6 * size and glyph[1] - last[1] < 0.3 * size  # over the box of a ligature's tail it goes on
    return gap > WIDE_GAP * size or back or (spaces >= 2 and gap > 0.4 * size)


def _spaced(last: Glyph, glyph: Glyph, spaces: int) -> bool:
    both_wide = is_wide(last[0]) and is_wide(glyph[0])
    # the box of 一 may be its ink alone, which says nothing about the size of the letters
    size = max(last[4] - last[2], glyph[4] - glyph[2] if both_wide else 0.0, 1.0)
    gap = glyph[1] - last[3]
    if spaces:
        return gap > 0.1 * size or not both_wide
    return gap > SPACE_GAP * size and not (both_wide and gap < 0.45 * size)


def _make_run(glyphs: list[Glyph]) -> Run:
    glyphs = letterspaced(glyphs)
    text = "".join(g[0] for g in glyphs)
    boxes = [g[1:5] for g in glyphs for _ in g[0]]
    tops = sorted(g[2] for g in glyphs)
    bottoms = sorted(g[4] for g in glyphs)
    middle = len(glyphs) // 2
    return Run(text, min(g[1] for g in glyphs), tops[middle], max(g[3] for g in glyphs), bottoms[middle], boxes, glyphs[0][5])


def _without_doubles(runs: list[Run]) -> list[Run]:
    """Poor man's bold draws a run twice with a small shift: keep one."""
    seen: dict[tuple[str, int, int], Run] = {}
    kept = []
    for run in runs:
        near = [(run.text, round(run.x0 / 2) + i, round(run.y0 / 2) + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        if any(place in seen for place in near):
            continue
        seen[near[4]] = run
        kept.append(run)
    return kept
