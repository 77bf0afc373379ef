"""Where a region of a page falls into columns: white strips whose two sides do not belong together.

Dates beside posts, labels beside values and titles beside text are rows that a reader takes across: a strip between such is no gap.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise, product

from . import fold
from .date_shapes import YEAR, is_date
from .glyphs import Run
from .labels import whole_label
from .rows import COLUMN_GAP, Row, group_rows, has_labels_only
from .rules import Segment
from .sections import heading_kind

Area = tuple[float, float, float, float]
_FAR = 20.0
"""Points that a rule goes beyond a gap to both sides, at least, to bar it."""
_BESIDE = 0.75
"""The share of a column's rows, at least, that stand beside the other column."""
_PLACE = re.compile(r"(?i)医院|卫生院|学院|大学|学校|公司|中心|hospital|university|college|centre|ltd")
_HALF_LABEL = re.compile(r"[一-鿿][:：]")  # the second half of a label set wide: 性  别：男
# Where a picture goes says nothing about columns.
_PHOTO = re.compile(r"(?i)(?:贴|粘贴|[一1二2]寸|近期|免冠|彩色|个人)*(?:照|相)片(?:粘贴处|处)?|photo(?:graph)?")


def find_split(runs: Sequence[Run], areas: Sequence[Area], bars: Sequence[Segment] = ()) -> tuple[float, float, float] | None:
    """(x, top, bottom) of the tallest white strip between two independent columns; no strip goes through a bar."""
    left_edge, right_edge = min(r.x0 for r in runs), max(r.x1 for r in runs)
    ordered = sorted(runs, key=lambda r: r.middle)
    centred = _centred_titles(runs, left_edge, right_edge)
    found: list[tuple[int, float, float, float]] = []
    for at in _candidates(runs, left_edge, right_edge):
        for strip in _free_strips(ordered, at, centred | _titles_over_both(runs, at, left_edge), _crossing(bars, at)):
            left, right = [r for r in strip if r.x0 < at], [r for r in strip if r.x0 >= at]
            if len(left) >= 3 and len(right) >= 3:
                found.append((len(strip), at, strip[0].middle, strip[-1].middle))
    for _, at, top, bottom in sorted(found, reverse=True)[:8]:
        inside = [r for r in runs if top <= r.middle <= bottom and not _PHOTO.fullmatch(r.text)]
        part = _columnar(inside, at)
        before, after = group_rows([r for r in part if r.x0 < at]), group_rows([r for r in part if r.x0 >= at])
        if independent(before, after, _at_area_edge(areas, at, top, bottom)):
            return at, min(r.middle for r in part) - 0.1, max(r.middle for r in part) + 0.1
    return None


def _columnar(runs: Sequence[Run], at: float) -> list[Run]:
    """The part of a strip that is set in columns: not a head of aligned facts above them, not dated entries below."""
    tops = sorted({r.y0 - 0.3 * r.size for r in runs if heading_kind(r.text) is not None})
    bands = [
        [r for r in runs if low <= r.middle < high] for low, high in pairwise([float("-inf"), *tops, float("inf")])
    ]
    bands = [band for band in bands if band]
    kept: list[Run] = []
    for number, band in enumerate(bands):
        left, right = group_rows([r for r in band if r.x0 < at]), group_rows([r for r in band if r.x0 >= at])
        above = number == 0 and len(bands) > 1 and not any(heading_kind(r.text) for r in band)
        if above and abs(len(left) - len(right)) <= 1 and left and right and _aligned_share(left, right) >= 0.9:
            continue
        titled = bool(kept and left and right) and heading_kind(left[0].text) is not None
        if titled and (_dates_beside(left[1:], right) or _heads_table(left[1:2], right[:1])):
            break
        kept += band
    while len(bands) > 1 and tops and bands[-1][0] in kept and _is_foot(bands[-1], kept, at):
        foot = bands.pop()
        kept = [r for r in kept if r not in foot]
    return kept or list(runs)


def _heads_table(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether a row of three labels at least goes from one side to the other: 单位 | 科室 ‖ 职务 | 起止时间."""
    if not left or not right or abs(left[0].y0 + left[0].y1 - right[0].y0 - right[0].y1) > left[0].size:
        return False
    return has_labels_only(left[0]) and has_labels_only(right[0]) and len(left[0].runs) + len(right[0].runs) >= 3


def _is_foot(band: Sequence[Run], before: Sequence[Run], at: float) -> bool:
    """A title at the foot of columns, alone or with one line, stands over what follows and not in a column.

    Printed as the row right above it, it is the last word of what the column tells: Clinical / research.
    """
    if len(band) == 1:
        return not any(_goes_on_as(run, band[0]) for run in before)
    return len(band) == 2 and all(run.x0 < at for run in band)


def _goes_on_as(run: Run, below: Run) -> bool:
    """Whether a run is printed as the one right above it and begins under it, or under what stands behind its bullet."""
    unlike, far = (0.02, 1.9) if run.ink else (0.3, 1.5)  # a scan tells no font, and the height of its rows varies
    alike = run.ink == below.ink and abs(run.size - below.size) < unlike * run.size
    return alike and -0.3 * run.size < below.x0 - run.x0 < 2 * run.size and 0 < below.y0 - run.y0 < far * run.size


def _dates_beside(rows: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether rows are mostly dates that stand beside rows of the other side."""
    dated = [row for row in rows if is_date(row.text)]
    return len(rows) >= 1 and len(dated) >= 0.6 * len(rows) and _aligned_share(dated, other) >= 0.5


def _candidates(runs: Sequence[Run], left_edge: float, right_edge: float) -> list[float]:
    width = right_edge - left_edge
    starts: dict[int, list[float]] = {}
    for run in runs:
        if left_edge + 0.12 * width < run.x0 < right_edge - 0.08 * width and not _HALF_LABEL.match(run.text):
            starts.setdefault(round(run.x0 / 4), []).append(run.x0)
    edges = [min(xs) for xs in starts.values() if len(xs) >= 2]
    # A scan's column begins where its foremost row does, a few points before the others.
    foremost = [min((run.x0 for run in runs if edge - 4 <= run.x0 < edge), default=edge) for edge in edges]
    return [edge - 1 for edge in dict.fromkeys(edges + foremost)]


def _centred_titles(runs: Sequence[Run], left_edge: float, right_edge: float) -> set[int]:
    """Titles in the middle of the region stand over both halves of it. One may stand there by chance; several do not."""
    titles = [r for r in runs if heading_kind(r.text) is not None]
    off = 0.02 * (right_edge - left_edge)
    middle = [r for r in titles if abs((r.x0 + r.x1) - (left_edge + right_edge)) / 2 < off]
    if len(middle) < 2 or len(middle) < 0.7 * len(titles):
        return set()
    spread = max(r.x1 - r.x0 for r in middle) - min(r.x1 - r.x0 for r in middle)
    return {id(r) for r in middle} if spread > 4 or len(middle) == len(titles) else set()


def _titles_over_both(runs: Sequence[Run], at: float, left_edge: float) -> set[int]:
    """Short runs in one larger print, all at the left edge, with nothing so large at the right: titles over both columns."""
    sizes = sorted(run.size for run in runs for _ in run.text)
    usual = sizes[len(sizes) // 2]
    beside = [run for run in runs if run.x0 >= at]
    largest = max((run.size for run in beside), default=0.0)
    larger = [run for run in runs if run.ink and run.size > max(1.1 * usual, largest + 0.3) and len(run.text) <= 40]
    alike = Counter((round(run.size), run.ink) for run in larger)
    aside = {(round(run.size), run.ink) for run in larger if run.x0 - left_edge >= 3}
    others = [run for run in beside if heading_kind(run.text) and not whole_label(fold.key_text(run.text))]
    if others and not _stand_over_cards(larger, beside, others):
        return set()
    return {
        id(run) for run in larger if alike[round(run.size), run.ink] >= 2 and (round(run.size), run.ink) not in aside
    }


def _stand_over_cards(titles: Sequence[Run], beside: Sequence[Run], others: Sequence[Run]) -> bool:
    """Whether titles at the left have nothing beside them, and the titles of the right stand in the cards above them all."""
    known = [run for run in titles if heading_kind(run.text)]
    above = all(other.y1 < run.y0 for other in others for run in known)
    free = not any(run.y0 < title.y1 and run.y1 > title.y0 for title in known for run in beside)
    return len(known) >= 2 and above and free


def _crossing(bars: Sequence[Segment], at: float) -> list[float]:
    """The heights of the rules that go far over ``at`` to both sides."""
    return sorted(y for y, x0, x1 in bars if x0 < at - _FAR and x1 > at + _FAR)


def _free_strips(ordered: Sequence[Run], at: float, centred: set[int], bars: Sequence[float]) -> list[list[Run]]:
    """Stretches that no row and no bar crosses ``at`` in; a row is inside a stretch with all its runs or with none."""
    strips: list[list[Run]] = [[]]
    closed = float("-inf")
    for run in ordered:
        if strips[-1] and bisect(bars, run.middle) > bisect(bars, strips[-1][-1].middle):
            strips.append([])
        if run.x0 < at < run.x1 + COLUMN_GAP or id(run) in centred:
            while strips[-1] and run.middle - strips[-1][-1].middle < 0.45 * run.size:
                strips[-1].pop()
            strips.append([])
            closed = run.middle + 0.45 * run.size
        elif run.middle >= closed:
            strips[-1].append(run)
    return strips


def _at_area_edge(areas: Sequence[Area], at: float, top: float, bottom: float) -> bool:
    return any(
        (abs(x1 - at) < 45 or abs(x0 - at) < 45) and y1 - y0 > 0.6 * (bottom - top) and x1 - x0 > 40 and y1 - y0 > 150
        for x0, y0, x1, y1 in areas
    )


def independent(left: Sequence[Row], right: Sequence[Row], edge: bool) -> bool:
    """Whether two columns are texts of their own, rather than two halves of the same lines."""
    if len(left) < 3 or len(right) < 3 or not _side_by_side(left, right):
        return False
    if _share_labels(left, right) or _labels_beside(left, right):
        return False
    for side, other in ((left, right), (right, left)):
        dated = sum(is_date(row.text) for row in side)
        titles = _count_titles(side)
        if dated >= 0.6 * (len(side) - titles):
            return False
        if dated >= 2 and sum(bool(YEAR.search(row.text)) for row in side) >= 2 and _lends_dates(side, other):
            return False
        if titles and titles + dated >= 0.7 * len(side) and len(side) < len(other):
            return False
    return _apart(left, right, edge)


def _side_by_side(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether several rows of both sides stand beside the other, as of columns; a head at the right and entries below it do not."""
    beside = []
    for side, other in ((left, right), (right, left)):
        top, bottom = min(row.y0 for row in other), max(row.y1 for row in other)
        beside.append(sum(top <= (row.y0 + row.y1) / 2 <= bottom for row in side))
    return min(beside) >= 3 or max(beside[0] / len(left), beside[1] / len(right)) >= _BESIDE


def _share_labels(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether rows of nothing but labels go on on the other side: 学校 | 专业 ‖ 学历 | 时间, their values below them."""
    labels = [[row for row in side if has_labels_only(row)] for side in (left, right)]
    pairs = product(*labels)
    alike = [(a, b) for a, b in pairs if abs(a.y0 + a.y1 - b.y0 - b.y1) < 0.5 * a.size and _as_high(a, b)]
    return len(alike) >= 2


def _labels_beside(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether most rows at the right are values, each with its label as the last thing in the same row at the left."""
    labels = [row for row in left if whole_label(fold.key_text(row.runs[-1].text))]
    return len(labels) >= 4 and len(labels) * _aligned_share(labels, right) >= 0.5 * len(right)


def _as_high(first: Row, second: Row) -> bool:
    """Whether two rows are printed alike; on a scan the height of a row is that of its tallest letter."""
    return abs(first.size - second.size) < (0.5 if first.runs[0].ink else 0.3 * first.size)


def _count_titles(rows: Sequence[Row]) -> int:
    """Rows that are titles, also those that the column broke in two: EDUCATION AND / TRAINING."""
    texts = [row.runs[0].text for row in rows]
    titled = {i for i, text in enumerate(texts) if heading_kind(text) is not None}
    broken = [
        i
        for i in range(len(texts) - 1)
        if len(rows[i].runs) == 1 and heading_kind(f"{texts[i]} {texts[i + 1]}") is not None
    ]
    return len(titled | set(broken) | {i + 1 for i in broken})


def _lends_dates(side: Sequence[Row], other: Sequence[Row]) -> bool:
    """Whether one side holds the dates of entries on the other: it names no place, the other no year."""
    if any(YEAR.search(row.text) for row in other) or any(_PLACE.search(row.text) for row in side):
        return False
    return any(_PLACE.search(row.text) for row in other)


def _apart(left: Sequence[Row], right: Sequence[Row], edge: bool) -> bool:
    titles_left = sum(heading_kind(row.text) is not None for row in left)
    titles_right = sum(heading_kind(row.text) is not None for row in right)
    if (titles_left and titles_right) or (tells_entries(left) and tells_entries(right)):
        return True
    if _same_labels(left, right):
        return True
    aligned = _aligned_share(left, right)
    if edge:
        return aligned < 0.9
    return aligned < (0.6 if titles_left or titles_right else 0.35)


def tells_entries(rows: Sequence[Row]) -> bool:
    """Whether a side has places and periods of its own, each alone in a row: cards side by side."""
    if any(
        len(row.runs) >= 2 and any(is_date(run.text) for run in row.runs) and _PLACE.search(row.text) for row in rows
    ):
        return True
    places = any(_PLACE.search(row.text) and not YEAR.search(row.text) for row in rows)
    return places and any(is_date(_without_label(row)) for row in rows)


def _same_labels(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """Whether both sides have the same labels before their values, one below the other: two cards of one kind."""
    told = [
        [label for row in side if len(row.runs) == 2 and (label := whole_label(fold.key_text(row.runs[0].text)))]
        for side in (left, right)
    ]
    return len(told[0]) >= 2 and told[0] == told[1]


def _without_label(row: Row) -> str:
    """The text of a row, or its value where a label stands before it: 在校时段 | 2010年9月—2013年7月."""
    labelled = len(row.runs) == 2 and whole_label(fold.key_text(row.runs[0].text))
    return row.runs[1].text if labelled else row.text


def _aligned_share(left: Sequence[Row], right: Sequence[Row]) -> float:
    small, large = sorted((left, right), key=len)
    middles = [(row.y0 + row.y1) / 2 for row in large]
    hits = sum(any(abs((row.y0 + row.y1) / 2 - m) < 0.25 * row.size for m in middles) for row in small)
    return hits / len(small)
