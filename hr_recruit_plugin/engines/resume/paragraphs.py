# ruff: noqa: E501 — a pattern in one piece can be read and searched for; wrapped it cannot
"""Lines that were wrapped by the page become one again: a name, a licence or a skill may not end where the paper does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from . import fold
from .glyphs import Run
from .labels import whole_label
from .lexicon import DESCRIPTION_START, SCHOOL
from .roles import department_score, names_organisation, organisation_score, position_score
from .rows import Row, cut_run
from .sections import heading_kind
from .wrapping import ends_dated

_OPENERS = re.compile(
    r"^\s*(?:[·\-*>《]|[a-z][a-z \-/&']{2,40} @ [a-z]|# ?\w{0,3}\d{4}|\d{1,2}\.(?:19|20)\d\d|\d\d[./]\d\d ?[\-~至到]|\d{6} ?[\-~至到]|[•▪■◆●○]|\d{1,2}(?:、|[.)]\s?(?=\D))|\(\d\)|[(（]?[一二三四五六七八九十][、.)）]|(?:19|20)\d\d\s*[.\-/年]|\d{1,2}/(?:19|20)\d\d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?[ \-/'](?:19|20)?\d\d)"
)
_CJK = re.compile(r"[一-鿿]")
_CLOSED = re.compile(r"[。；;！!？?]$")
_CONTINUES = re.compile(r"^[、，。；,;.)）\]】:：%]")
_LABEL = re.compile(r"\s*([^:]{1,30}?) ?:")
_UNIT = re.compile(r"[(（“\[【]*(?:[⺀-￿](?=[^!-~：，。、；）】”])|[⺀-￿]?[!-~：，。、；）】”]+)")
_OPEN_RANGE = re.compile(r"\d ?(?:年|月|日)? ?(?:-+|~|至|到|to|→) ?$")
_BEGINS_DATE = re.compile(
    r"^[\s\-~]*(?:(?:19|20)\d\d|\d{1,2}[./]|至今|今|现在|目前|present|current|now|[a-z]{3,9}[.,]? (?:19|20)\d\d)"
)
_REST_OF_RANGE = re.compile(r"(?:-+|~|至|到|to|until) ?(?:(?:19|20)\d\d|至今|今|现在|目前|present|current|now|[a-z]{3,9}\.? (?:19|20)\d\d)")
_ADDRESS_START = re.compile(r"[a-z0-9][._\-@]$")
_ADDRESS_END = re.compile(r"[a-z0-9._%+\-]*@[a-z]|[a-z0-9.\-]+\.(?:com|cn|org|net)\b")
_ADDRESS = re.compile(r"[!-~]+@[!-~]+|https?://[!-~]+")
_CUT_DOMAIN = re.compile(r"@[\w.\-]*\.(?:c|co|o|or|n|ne)?$")
_SPLIT_DATE = re.compile(
    r"(?:19|20)\d\d ?年 ?\d{1,2} ?月 ?\n(?:至|到) ?(?:(?:19|20)\d\d|今|现在|目前)|[〇零○一二三四五六七八九]{2}年\n[一二三四五六七八九十]{1,2}月|(?:19|20)\d\d ?年\n\d{1,2} ?月|(?:取得|获得|发证|颁发|签发)\n(?:时间|日期|年月)|有效期\n[限至]|(?:证书|证件)\n(?:编号|号码)(?! {0,2}[a-z]?\d)"
)
_HALF_ADDRESS = re.compile(r"[._@\-]\n\S*@|@(?!\S*\.(?:com|cn|org|net|edu)\n)\S*\n|\n@")
_UNFINISHED = re.compile(
    r"(?:(?:19|20)\d\d\S{0,4} ?(?:-+|~|至|到|to|until|till|–)|(?:-+|~|至|到|to|until|till) ?(?:\d{1,2} )?[a-z]{3,9}[.,]?|(?:-+|~|至|到) ?[〇零○一二三四五六七八九]{1,3}|(?:19|20)\d\d ?[年.\-/])$"
)
_BEGUN = re.compile(
    r"(?<= )(?:[a-z]{3,9}[.,]{0,2} ?(?:19|20)\d\d|(?:19|20)\d\d[./\-年]\d{1,2}月?|\d{1,2}[./](?:19|20)\d\d) ?(?:-+|~|至|到|to|until|till)?(?: ?[a-z]{3,9}[.,]?)?$"
)
_REST_OF_DATE = re.compile(
    r"[\-~至到 ]*(?:(?:19|20)\d\d(?:[年.\-/ ]{1,2}\d{1,2})?月?|至今|今|现在|目前|present|current|now|date|\d{1,2} ?月?|[〇零○一二三四五六七八九]{1,3}年(?:[一二三四五六七八九十]{1,2}月)?|[a-z]{3,9}[.,]? (?:19|20)\d\d)\)?"
)
_EN_TAIL = re.compile(
    r"(?:hospital|university|college|cent(?:er|re)|clinic|infirmary|department|unit|ward|laboratory|ltd|inc|gmbh|school|institute|certificate|licen[cs]e|technology|medicine|practitioner|physician|surgeon|pharmacist|technologist)\b"
)
_EN_NAME_END = re.compile(r"\b(?:hospital|university|college|institute|clinic|corporation|company|ltd\.?|inc\.?)$")
_EN_SENTENCE = re.compile(r"[a-z]+(?: [^ ]+){3,}(?<!ltd)(?<!inc)(?<!co)\.")  # Runs the chemotherapy verification service.
_CELL_END = re.compile(r"(?:Co\.?,? )?(?:Ltd|Limited|Inc)\.?|(?:[A-Z][a-z]+ )?(?:Certificate|Licen[cs]e|Card|Provider)")
_PHONE = re.compile(r"\(?(?:\+?86)?\)?[ \-]?1[3-9]\d[ \-.]?\d{4}[ \-.]?\d{4}")
_FROM = re.compile(r"[a-z] (?:from|since|between|until|till)$")
_PERIOD_END = re.compile(
    r"\d ?月? ?(?:-+|~|至|到|to) ?(?:(?:19|20)\d\d ?(?:[.\-/年] ?\d{1,2} ?月?)?|至今|今|现在|目前|present|now)$"
)
_WHOLE_PERIOD = re.compile(
    r"(?:19|20)\d\d\S{0,6} ?(?:-+|~|至|到|to|until|till|through) ?(?:(?:[a-z]{3,9}[.,]* )?(?:19|20)\d\d(?:[.\-/年] ?\d{1,2} ?月?)?|至今|今|现在|目前|present|now|today|current)[.。]?$"
)
# a licence down to its number or date, and the label of another's
_PAPER = re.compile(r"(?:证号|编号|发证|颁发|取得|获得|签发)(?:日期|时间|号码?)?[:为 ]? ?[a-z]?\d")
_PAPER_END = re.compile(r"(?:证号|编号|发证|颁发|取得|获得|签发)(?:日期|时间|号码?)?[:为 ]? ?[a-z]?[\d年月.\-/ ]+$")
_NEXT_DEGREE = re.compile(r"(?:bachelor|master|doctor|associate degree|diploma|ph\.?d|[bm]\.?sc|university of|本科|硕士|博士|大专)\b")
_DEGREE_LAST = re.compile(r"(?:本科|专科|大专|中专|硕士|博士|学士)(?:研究生)?\)? ?$")
_AWAITS = re.compile(r"\b(?:[a-z]{1,30}[ ,]{1,3}){3}(?:at|of|in|the|and|for|with|from|to|as|an?|on|until|since|runs out|department)$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE_END = re.compile(
    r"(?:\d{6}|\d\d[./]\d{1,2}|\d{4} ?[.\-/年] ?\d{1,2} ?月?|(?:19|20)\d\d ?年?|至今|现在|目前|在职|今|present|current|now)\s*\(?(?:止|毕业|离职)?\s*\)?\s*-{0,3}$"
)


def join_wrapped(rows: Sequence[Row], right: float, certain: bool = False) -> list[Row]:
    """Merge rows that go on on the next one. ``right`` is the column's right edge in points, exact if ``certain``."""
    rows = _with_periods_apart(mend_left(rows))
    result: list[Row] = []
    leading = _leading(rows)
    previous: Row | None = None
    for row in rows:
        under = _object_of(result[-1], previous, row) if previous is not None and result else None
        if under is not None:
            result[-1].runs[under] = append(Row([result[-1].runs[under]]), row).runs[0]
        elif previous is not None and result and _breaks_both(previous, row):
            pairs = zip(result[-1].runs, row.runs, strict=True)
            result[-1] = Row([append(Row([above]), Row([below])).runs[0] for above, below in pairs])
        elif previous is not None and result and _goes_on(result[-1], previous, row, right, leading, certain):
            result[-1] = append(result[-1], row)
        else:
            result.append(Row(list(row.runs)))
        previous = row
    return result


def _object_of(whole: Row, last: Row, row: Row) -> int | None:
    """The column of an entry whose words lack what stands right below: Zhizhou University of / Chinese Medicine."""
    if len(row.runs) != 1 or len(whole.runs) < 3 or not 0 < row.y0 - last.y0 < 1.9 * last.size:
        return None
    if _CELL_END.fullmatch(row.runs[0].text):
        return next((n for n, run in enumerate(whole.runs) if abs(run.x0 - row.x0) < 2), None)
    lacking = re.compile(r"\b(?:of|and|of the|&)$")
    return next((n for n, run in enumerate(whole.runs) if abs(run.x0 - row.x0) < 2 and lacking.search(run.text)), None)


def mend_left(rows: Sequence[Row]) -> list[Row]:
    """A narrow left column breaks its dates and titles: "Sept. 2010 to Dec." / "2018", "EDUCATION AND" / "TRAINING"."""
    result = [Row(list(row.runs)) for row in rows]
    for above, below in pairwise(result):
        if not above.runs or not below.runs:
            continue
        first, second = above.runs[0], below.runs[0]
        if (
            min(first.x1, second.x1) <= max(first.x0, second.x0)
            or abs(first.size - second.size) > 1
            or not 0 < second.y0 - first.y0 < 2.2 * first.size
        ):
            continue
        edge = above.runs[1].x0 if len(above.runs) > 1 else float("inf")
        if second.x1 > edge or not _one_phrase(
            fold.key_text(first.text), fold.key_text(second.text), len(above.runs)
        ):
            continue
        above.runs[0] = append(Row([first]), Row([second])).runs[0]
        del below.runs[0]
    return [row for row in result if row.runs]


def _with_periods_apart(rows: Sequence[Row]) -> list[Row]:
    """The beginning of a period cut from the words right before it, where its rest stands below: … Division of Jul. 2004 - Nov."""
    result = list(rows)
    for number, (above, below) in enumerate(pairwise(rows)):
        run = above.runs[-1]
        begun = _BEGUN.search(fold.key_text(run.text))
        if begun is None or len(above.runs) > 2 or len(below.runs) != 2 or not begun.start() or not 0 < below.y0 - above.y0 < 2.2 * run.size:
            continue
        under = abs(run.boxes[begun.start()][0] - below.runs[1].x0) < run.size
        if under and _REST_OF_DATE.fullmatch(fold.key_text(below.runs[1].text).strip()):
            result[number] = Row([*above.runs[:-1], *cut_run(run, begun.start() - 1)])
    return result


def _breaks_both(last: Row, row: Row) -> bool:
    """An entry and its period, side by side, that both go on below: … Department of | Jul 2013– / Surgery | present."""
    if len(last.runs) != 2 or len(row.runs) != 2 or not 0 < row.y0 - last.y0 < 2.2 * last.size:
        return False
    aligned = all(abs(above.x0 - below.x0) < above.size for above, below in zip(last.runs, row.runs, strict=True))
    dates = [fold.key_text(line.runs[1].text).strip() for line in (last, row)]
    return aligned and bool(_UNFINISHED.search(dates[0]) and _REST_OF_DATE.fullmatch(dates[1]))


def _one_phrase(first: str, second: str, runs: int) -> bool:
    # Work Experience is a title of its own, whatever stands above it; Experience under Work is not.
    whole = " " in second.strip() and heading_kind(second) and not first.endswith((" and", "&", ",", "/"))
    if heading_kind(first + " " + second) and not heading_kind(first) and not whole_label(first) and not whole:
        return True
    return runs > 1 and bool(_UNFINISHED.search(first) and _REST_OF_DATE.fullmatch(second.strip()))


def right_edge(rows: Sequence[Row], limit: float) -> float:
    """Where the column ends: its longest row, but for an address that has no place to break and may stand out."""
    return min(max((row.x1 for row in rows if not _ADDRESS.fullmatch(row.text)), default=limit), limit)


def _leading(rows: Sequence[Row]) -> float:
    steps = sorted(b.y0 - a.y0 for a, b in pairwise(rows) if b.y0 > a.y0)
    return steps[len(steps) // 3] if steps else 0.0


def _goes_on(whole: Row, last: Row, row: Row, right: float, leading: float, certain: bool) -> bool:
    text = last.runs[-1].text
    step = row.y0 - last.y0
    nearby = 0 < step < max(1.9 * max(last.size, row.size), min(1.15 * leading, 3 * row.size))
    # The height of a scanned row is that of its tallest letter, and says less.
    same = abs(row.size - last.runs[-1].size) < (0.12 if row.runs[0].ink else 0.3) * row.size
    head, key = fold.key_text(row.text), fold.key_text(text)
    if nearby and (_cuts_address(key, head) or _cuts_number(key, head)):
        return True
    flowing = sum(":" in fold.key_text(run.text) for run in last.runs) >= 2 and not _opens_label(
        fold.key_text(row.runs[0].text)
    )
    if not nearby or not same or (len(row.runs) > 2 and not flowing):
        return False
    if (_CONTINUES.match(head) and not heading_kind(last.text)) or _SPLIT_DATE.search(text + "\n" + head) or _splits_period(key, head):
        return True
    if _splits_label(text, fold.key_text(row.runs[0].text)) or _lacks_its_object(last, text, row) or _awaits_more(last, key, row):
        return True
    if (len(row.runs) == 1 and whole_label(head) and not _EN_TAIL.match(head)) or _new_english(last, text, row):
        return False
    apart = _is_tabular(last, row) or _is_duty_under_entry(last, row) or _tells_of_post(key, head) or _is_room_under_house(key, head)
    if _is_complete(text, row) or _OPENERS.match(head) or _opens_label(head) or apart:
        return False
    if len(last.runs) >= 3 and not flowing and "@" not in head and not re.search(r"(?:19|20)\d\d", last.text):
        return False
    # Medical Practitioner / License; Central line / placement
    goes_on = last.runs[-1].ink == row.runs[0].ink and (bool(_EN_TAIL.match(head)) or row.text[0].islower())
    if (heading_kind(row.runs[0].text) and not goes_on) or heading_kind(last.text):
        return False
    if _ends_at_margin(last, text, row, flowing):
        return False
    if _hangs(whole, row) or (_is_open(whole.runs[-1].text) and ")" in head[:60]):
        return True
    if (
        re.match(r"[a-z]{3}", row.text)
        and re.search(r"[a-zA-Z,]$", text)
        and abs(row.x0 - last.runs[0].x0) < row.size
        and last.x1 - last.x0 > 0.6 * (right - last.x0)  # items of a list may begin small
    ):
        return True
    starts = (row.x0,) if _first_of_paragraph(last, row) else (last.runs[-1].x0, last.runs[0].x0)
    if not any(-0.5 * row.size <= row.x0 - x0 <= 3 * row.size for x0 in starts):
        return False
    tight = leading > 0 and row.y0 - last.y0 <= 1.12 * leading
    return _did_not_fit(last, row, right, 0.3 if certain or not tight else 0.6)


def _is_complete(text: str, row: Row) -> bool:
    """A sentence that is closed, or an entry that ends with its period where the next one has a period or a degree."""
    key, head = fold.key_text(text), fold.key_text(row.text)
    if (_PAPER_END.search(key) and _PAPER.search(head)) or _PHONE.fullmatch(key.strip()):
        return True
    next_degree = bool(_NEXT_DEGREE.match(head))
    dated = bool(_WHOLE_PERIOD.search(key)) or (ends_dated(text) and (next_degree or ends_dated(row.text)))
    return bool(_CLOSED.search(text)) or (dated and (next_degree or bool(_YEAR.search(head))))


def _tells_of_post(key: str, head: str) -> bool:
    """A duty under the house, the department or the post."""
    told = DESCRIPTION_START.match(head) or _EN_SENTENCE.fullmatch(head)
    return bool(told) and _names_role(re.split(r"[,|·(:]| - |  ", key)[-1].strip())


def _is_room_under_house(key: str, head: str) -> bool:
    """A department or a post below the whole name of an employer, in a card as wide as this name; a school below a degree."""
    first = re.split(r"[ ·|/,]", head.strip())[0]
    if _DEGREE_LAST.search(key) and (names_organisation(head) or SCHOOL.fullmatch(head.strip()[-2:])):
        return True
    return bool(_CJK.search(key)) and organisation_score(key.strip()) >= 3 and (department_score(first) > 0 or position_score(first) >= 3)


def _ends_at_margin(last: Row, text: str, row: Row, flowing: bool) -> bool:
    """A date far right ends its row; so does a degree or a post set against the margin, if the next row begins at the left."""
    if _PERIOD_END.search(fold.key_text(text)) and _begins_with_employer(row):
        return True
    if len(last.runs) < 2:
        return False
    key, gap = fold.key_text(last.runs[-1].text), last.runs[-1].x0 - last.runs[-2].x1
    alone = gap > 6 * last.size and len(key) <= 16 and ":" not in key and not flowing
    dated = gap > 3 * last.size and (bool(_RANGE_END.search(key)) or ends_dated(key))
    return dated or (alone and abs(row.x0 - last.runs[0].x0) < last.size)


def _begins_with_employer(row: Row) -> bool:
    name = re.split(r"[ |·,(\-]", fold.key_text(row.text))[0]
    return name[:1] not in "在于任" and names_organisation(name)


def _cuts_address(text: str, head: str) -> bool:
    """An e-mail address over two rows, even if only its last letter is on the second."""
    if _CUT_DOMAIN.search(text) and re.fullmatch(r"[a-z]{1,3}", head):
        return True
    return bool(_ADDRESS_START.search(text) and _ADDRESS_END.match(head))


def _cuts_number(key: str, head: str) -> bool:
    """A phone number whose last digits stand below: Phone: 139 0012 / 3456."""
    begun = re.search(r"(?:^|[^\d])(?:\+? ?\(?86\)?[ \-]?)?(1[3-9]\d[\d \-]*)$", key)
    rest = re.fullmatch(r"[\d \-]{1,11}", head)
    return begun is not None and rest is not None and sum(c.isdigit() for c in begun[1] + head) == 11


def _splits_period(key: str, head: str) -> bool:
    """September 2012 until / December 2019."""
    if _RANGE_END.search(key) and not ends_dated(key) and _REST_OF_RANGE.match(head):  # 2018-07 / — 2023-02
        return True
    return bool((_OPEN_RANGE.search(key) or _UNFINISHED.search(key) or _FROM.search(key)) and _BEGINS_DATE.match(head))


def _splits_label(text: str, head: str) -> bool:
    """A label that the margin broke: 专业技术职 / 务 主任护师."""
    tail = re.split(r"[\s:|;,。]", fold.key_text(text))[-1]
    if not 2 <= len(tail) <= 6 or whole_label(tail) or tail[-1] < "一" or whole_label(head):
        return False
    return any(len(tail) + count >= 4 and whole_label(tail + head[:count]) for count in (1, 2))


def _lacks_its_object(last: Row, text: str, row: Row) -> bool:
    """Department of / Oncology, under the same edge."""
    aligned = any(abs(row.x0 - run.x0) < row.size for run in (last.runs[0], last.runs[-1]))
    return aligned and len(row.runs) == 1 and bool(re.search(r"[A-Za-z] (?:of|and|&)$", text))


def _awaits_more(last: Row, key: str, row: Row) -> bool:
    """A line of prose that ends with a word no line ends with: … I have been Ward Manager at / Merrowdale Medical Centre."""
    below = len(last.runs) == len(row.runs) == 1 and abs(row.x0 - last.runs[0].x0) < row.size
    return below and bool(_AWAITS.search(key))


def _new_english(last: Row, text: str, row: Row) -> bool:
    """A capital after a short row or a full stop begins something new: items of a list, the next post."""
    if not row.text[0].isupper() or row.text[0] > "z" or text[-1] > "z" or _EN_TAIL.match(fold.key_text(row.text)):
        return False
    if _tells_of_post(fold.key_text(text), fold.key_text(row.text)):
        return True
    if re.search(r"(?:[,&/\-(]|\b(?:and|of|the|in|for|with|at|to|by))$", text):
        return False
    return len(last.text) < 40 or bool(re.search(r"[a-z]{3}\.$", text) or _EN_NAME_END.search(text.lower()))


def _names_role(key: str) -> bool:
    return bool(department_score(key) or organisation_score(key) >= 3 or position_score(key) >= 3)


def _is_tabular(last: Row, row: Row) -> bool:
    """Rows of label and value, or the next entry after one that ends with its date, do not flow into each other."""
    if len(last.runs) < 2 or abs(row.x0 - last.runs[0].x0) > 0.5 * row.size:
        return False
    labelled = whole_label(fold.key_text(row.runs[0].text)) and whole_label(fold.key_text(last.runs[0].text))
    return bool(labelled) or bool(_RANGE_END.search(fold.key_text(last.runs[-1].text)))


def _is_duty_under_entry(last: Row, row: Row) -> bool:
    """What starts under no column of a dated entry, and like a duty, tells of the work."""
    columns = [run.x0 for run in last.runs]
    entry = len(columns) >= 3 and bool(_RANGE_END.search(fold.key_text(last.runs[0].text)))
    apart = all(abs(row.x0 - x0) > row.size for x0 in columns)
    return entry and apart and bool(DESCRIPTION_START.match(fold.key_text(row.text)))


def _first_of_paragraph(last: Row, row: Row) -> bool:
    """A long row set in by two characters, as Chinese paragraphs begin, above one at the margin."""
    alone = len(last.runs) == len(row.runs) == 1 and len(last.text) >= 25
    return alone and 1.5 * row.size < last.x0 - row.x0 < 2.6 * row.size


def _hangs(whole: Row, row: Row) -> bool:
    """A row under the text of a bulleted one, right of its bullet, belongs to it."""
    bulleted = bool(re.match(r"[·*>\-]", fold.key_text(whole.runs[0].text[:1]))) and len(whole.runs) <= 2
    return bulleted and len(row.runs) == 1 and 0.4 * row.size < row.x0 - whole.x0 < 3 * row.size


def _is_open(text: str) -> bool:
    key = fold.key_text(text)
    return key.count("(") > key.count(")")


def _opens_label(head: str) -> bool:
    match = _LABEL.match(head)
    return match is not None and (whole_label(match[1]) is not None or heading_kind(match[1]) is not None)


def _did_not_fit(last: Row, row: Row, right: float, spare: float) -> bool:
    first = row.runs[0]
    unit = _UNIT.match(first.text)
    length = min(unit.end() if unit else 1, len(first.boxes))
    wide = first.text[0] >= "⺀" and length == 1
    needed = first.boxes[length - 1][2] - first.x0
    slack = spare * first.size if wide else 2.0
    return last.x1 + needed + slack > right


def append(whole: Row, row: Row) -> Row:
    """A row with what follows it on the next one; between Latin words stands a blank."""
    runs = list(whole.runs)
    last, first = runs[-1], row.runs[0]
    latin = last.text[-1] < "⺀" and first.text[0] < "⺀" and not last.text.endswith("-")
    latin = latin and not (last.text[-1].isdigit() and first.text[0].isdigit())
    latin = latin and not _HALF_ADDRESS.search(last.text.split(" ")[-1] + "\n" + first.text.split(" ")[0])
    joint = " " if latin else ""
    boxes = last.boxes + [last.boxes[-1]] * len(joint) + first.boxes
    runs[-1] = Run(last.text + joint + first.text, last.x0, last.y0, last.x1, last.y1, boxes, last.ink)
    return Row(runs + list(row.runs[1:]))
