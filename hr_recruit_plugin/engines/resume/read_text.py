"""Plain text in the encodings that Chinese machines write: UTF-8, UTF-16, GB18030, Big5."""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from .document import Document
from .errors import N_, ResumeRefused
from .flow import Block, Cell, FlowLines, Paragraph, Table
from .fold import key_text
from .labels import whole_label
from .limits import Limits
from .model import Page
from .wrapping import unwrapped

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之"
    "姓名性别男女出生年月日电话手机邮箱历专业医院护士师科室职称教育工作经验证书技能学校毕业政治貌党员身份号码地址"
    "學歷醫護經歷職稱電話郵業證書專業師種產時間個們這會對說動發長門國話機歲實習"
)
_ROW = re.compile(r"\s*[|│｜](?!\s*[-=─]+\s*[|│｜])[^|│｜]*[|│｜].*[|│｜]\s*$")
_RULE = re.compile(r"\s*[+├┌└|│][-=─+┼┬┴|:\s]{4,}[+┤┐┘|│]?\s*$")
_EMPHASIS = re.compile(r"(?:\*\*(?=\S)([^*\n]+?)(?<=\S)\*\*|`([^`\n]+)`)( (?=\w))?")  # of Markdown
_GUTTER = re.compile(r"(?m)^\| +(?!.*[|│｜])")  # a frame of text has strokes at its left
_BOXED = re.compile(r"(?m)^[|│] ?([^|│\n]{0,300}?)[ \t]{0,80}[|│][ \t]{0,80}$")  # at both its sides
_EQUALS = re.compile(r"(?m)^([^=:\n]{2,30}?) = (?=\S)")
_PARTING = re.compile(r"[|│｜\t,，;；]")
_MOST_ROWS = 40  # of a table whose cells are parted by a mark
_LONGEST_HEADER = 200  # letters
A4 = Page(595.3, 841.9)


def read(data: bytes, limits: Limits) -> Document:
    """The document's lines. Raises :class:`ResumeRefused` for text that no encoding explains."""
    from .read_pdf import too_long

    text = decode(data)
    if len(text) > limits.characters:
        raise too_long(limits)
    if not looks_like_text(text):
        raise ResumeRefused("unsupported", N_("文件内容无法识别。请上传 PDF、Word、图片或文本格式的简历。"))
    text = _EMPHASIS.sub(lambda found: (found[1] or found[2]) + ("  " if found[3] else ""), text)
    text = _BOXED.sub(r"\1", text)
    text = _EQUALS.sub(_with_colon, _GUTTER.sub("", text))
    return Document.assemble(FlowLines().lines(_blocks(re.split(r"\r\n|\r|\n|\f|\v", text))), (A4,))


def _with_colon(found: re.Match[str]) -> str:
    """Gender = Male says the same as Gender: Male."""
    return f"{found[1]}: " if whole_label(key_text(found[1].strip())) else found[0]


def _blocks(lines: Sequence[str]) -> list[Block]:
    """Paragraphs, and tables that are drawn with strokes: | 时间 | 学校 |."""
    blocks: list[Block] = []
    for drawn, group in groupby(lines, lambda line: bool(_ROW.match(line) or _RULE.match(line))):
        members = list(group)
        rows = [re.split(r"\s*[|│｜]\s*", row.strip().strip("|│｜").strip()) for row in members if _ROW.match(row)]
        if drawn and len(rows) >= 2 and len({len(row) for row in rows}) == 1 and len(rows[0]) >= 2:
            blocks.append(Table([[Cell([Paragraph(text)], column) for column, text in enumerate(row)] for row in rows]))
        else:
            blocks += _with_open_tables(members)
    return blocks


def _with_open_tables(lines: Sequence[str]) -> list[Block]:
    """Paragraphs, and rows under a row of labels which one mark parts, the same in all: 时间 | 学校 | 专业, 时间,学校,专业."""
    blocks: list[Block] = []
    rest: list[str] = []
    number = 0
    while number < len(lines):
        mark = _mark_of_header(lines[number])
        rows = _rows_as_wide(lines[number : number + _MOST_ROWS], mark) if mark else []
        if len(rows) < 2:
            rest.append(lines[number])
            number += 1
            continue
        blocks += [Paragraph(line) for line in unwrapped(rest)]
        rest = []
        blocks.append(Table([[Cell([Paragraph(text)], column) for column, text in enumerate(row)] for row in rows]))
        number += len(rows)
    return blocks + [Paragraph(line) for line in unwrapped(rest)]


def _mark_of_header(line: str) -> str | None:
    """What parts a line into three labels and more; None for any other line."""
    mark = _PARTING.search(line)
    if mark is None or len(line) > _LONGEST_HEADER:
        return None
    cells = line.split(mark[0])
    return mark[0] if len(cells) >= 3 and all(whole_label(key_text(cell.strip())) for cell in cells) else None


def _rows_as_wide(lines: Sequence[str], mark: str) -> list[list[str]]:
    """The cells of the first line and of those below it that have as many."""
    rows = [[cell.strip() for cell in line.split(mark)] for line in lines]
    return list(takewhile(lambda row: len(row) == len(rows[0]), rows))


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of ``data``. A byte order mark decides, then strict UTF-8, then what is declared, then what reads best."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    wide = _without_mark(data)
    if wide:
        return data.decode(wide, "replace")
    text = _strict(data, "utf-8")
    if text is not None:
        return text
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8", "unicode"):
        name = "gb18030" if declared.lower() in ("gb2312", "gbk", "x-gbk") else declared
        text = _strict(data, name)
        if text is not None:
            return text
    return _best(data)


def _without_mark(data: bytes) -> str | None:
    sample = data[:4000]
    if len(sample) < 8 or (len(sample) % 2 and len(data) < 4000):
        return None
    zeros_high, zeros_low = sample[1::2].count(0), sample[::2].count(0)
    half = len(sample) // 2
    if zeros_high > 0.12 * half and zeros_low < 0.02 * half:
        return "utf-16-le"
    if zeros_low > 0.12 * half and zeros_high < 0.02 * half:
        return "utf-16-be"
    return None


def _strict(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _best(data: bytes) -> str:
    candidates = [text for name in ("gb18030", "big5", "cp950") if (text := _strict(data, name)) is not None]
    candidates += [data.decode("utf-8", "replace"), data.decode("gb18030", "replace")]
    western = _strict(data, "cp1252")
    if western is not None and _is_western(western):
        candidates.append(western)
    return max(candidates, key=_score)


def _is_western(text: str) -> bool:
    """English with the dashes, quotes and few accents of Western Windows; in Chinese most characters would be strange."""
    return sum(c >= "\x80" for c in text) <= 0.03 * len(text)


def _score(text: str) -> float:
    sample = text[:5000]
    wide = [c for c in sample if c >= "\x80"]
    common = sum(c in _COMMON for c in wide)
    strange = sum(c == "�" or "" <= c <= "" or "㐀" <= c <= "䶿" for c in wide)
    return (common - 3 * strange) / max(len(wide), 1)


def looks_like_text(text: str) -> bool:
    """Few control characters and some letters."""
    sample = text[:20000]
    controls = sum((c < " " and c not in "\t\r\n\f\v") or c == "�" for c in sample)
    return controls <= 0.02 * len(sample) + 2 and sum(c.isalnum() for c in sample) >= 5
