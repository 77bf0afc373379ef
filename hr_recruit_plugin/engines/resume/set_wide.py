"""Letters and words set wide for looks: R U T H  T S A I, W h a t  I  C a n  D o, and Chinese set out to the margin."""

from __future__ import annotations

import re
from itertools import pairwise

from .glyphs import Glyph, Run, is_wide

_WIDE_WORD = re.compile(r"(?<!\S)[A-Za-z](?: [A-Za-z]){2,}(?!\S)")


def closed_up(runs: list[Run]) -> list[Run]:
    """Lines set wide, whose letters and words were told apart: Jianjun | Q I A N, W h a t | I | C a n."""
    result: list[Run] = []
    for run in runs:
        last = result[-1] if result else None
        if last and _goes_wide(last, run):
            boxes = [*last.boxes, (last.x1, last.y0, run.x0, last.y1), *run.boxes]
            result[-1] = Run(last.text + " " + run.text, last.x0, last.y0, run.x1, last.y1, boxes, last.ink)
        else:
            result.append(run)
    return [_without_wide_blanks(run) if _WIDE_WORD.search(run.text) else run for run in result]


def _goes_wide(last: Run, run: Run) -> bool:
    level = abs(last.y0 - run.y0) < 0.5 and abs(last.size - run.size) < 0.5 and last.ink == run.ink
    spaced = bool(_WIDE_WORD.fullmatch(last.text) or _WIDE_WORD.fullmatch(run.text) or _WIDE_WORD.search(last.text))
    return level and spaced and 0 < run.x0 - last.x1 < 2 * run.size and last.text[-1] < "⺀" and run.text[0] < "⺀"


def _without_wide_blanks(run: Run) -> Run:
    """Blanks only where the gap is clearly wider than between the letters of a word set wide."""
    inked = [(c, box) for c, box in zip(run.text, run.boxes, strict=True) if c != " "]
    gaps = [b[1][0] - a[1][2] for a, b in pairwise(inked)]
    usual = sorted(gaps)[len(gaps) // 2]
    text, boxes = inked[0][0], [inked[0][1]]
    for gap, (character, box) in zip(gaps, inked[1:], strict=True):
        if gap > usual + 0.25 * run.size:
            text += " "
            boxes.append((boxes[-1][2], box[1], box[0], box[3]))
        text += character
        boxes.append(box)
    return Run(text, run.x0, run.y0, run.x1, run.y1, boxes, run.ink)


def letterspaced(glyphs: list[Glyph]) -> list[Glyph]:
    """R U T H  T S A I set wide: blanks stay only where the gap is wider than between the letters."""
    glyphs = _unjustified(glyphs)
    ink = [glyph for glyph in glyphs if glyph[0] != " "]
    if len(ink) == len(glyphs) or len(ink) < 5 or not all(glyph[0].isalpha() and glyph[0] < "ɏ" for glyph in ink):
        return glyphs
    size = max(ink[0][4] - ink[0][2], 1.0)
    gaps = [after[1] - before[3] for before, after in pairwise(ink)]
    usual = sorted(gaps)[len(gaps) // 2]
    if usual < 0.1 * size:
        return glyphs
    result = [ink[0]]
    for gap, glyph in zip(gaps, ink[1:], strict=True):
        if gap > usual + 0.15 * size:
            last = result[-1]
            result.append((" ", last[3], last[2], max(glyph[1], last[3]), last[4], last[5]))
        result.append(glyph)
    return result


def _unjustified(glyphs: list[Glyph]) -> list[Glyph]:
    """我 叫 乔 建 国: Chinese set out to the margin, without the blanks between its letters."""
    wide = [is_wide(glyph[0]) for glyph in glyphs]
    blanks = [i for i in range(1, len(glyphs) - 1) if glyphs[i][0] == " " and wide[i - 1] and wide[i + 1]]
    closed = sum(is_wide(a[0]) and is_wide(b[0]) for a, b in pairwise(glyphs))
    if len(blanks) < 6 or len(blanks) < 0.7 * (len(blanks) + closed):
        return glyphs
    return [glyph for i, glyph in enumerate(glyphs) if i not in blanks]
