"""PDF: characters, ruled tables and columns become lines in reading order; pages without usable text go to OCR."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium_raw

from . import characters, fold, rules
from .document import Document, Line
from .errors import N_, ResumeRefused
from .flow import IMPRINT
from .glyphs import Run
from .layout import Block, order_blocks
from .limits import Limits
from .model import Page
from .open_tables import find_open_tables
from .page_lines import block_lines, open_sides, split_at_borders, table_lines
from .quality import usable_text
from .rows import join_downward, split_titles

_FOOTER = re.compile(
    r"^[\s\-–—·|]*(?:第?\s*\d{1,3}\s*页?\s*(?:[/,，|]|of|共)?\s*(?:共?\s*\d{1,3}\s*页?)?|page\s*\d+(?:\s*(?:of|/)\s*\d+)?)[\s\-–—·|]*$",
    re.I,
)


def open_pdf(data: bytes, limits: Limits) -> pypdfium2.PdfDocument:
    """Open, or refuse with the reason: encrypted, broken, too many pages."""
    try:
        pdf = pypdfium2.PdfDocument(data)
        count = len(pdf)
    except pypdfium2.PdfiumError as error:
        if pdfium_raw.FPDF_GetLastError() == pdfium_raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise ResumeRefused("encrypted", N_("PDF 设有打开密码，无法读取。请去除密码后重新上传。")) from error
        raise ResumeRefused("broken", N_("PDF 文件已损坏，无法打开。请重新导出或另存后上传。")) from error
    if count == 0:
        raise ResumeRefused("empty", N_("PDF 中没有页面。请检查文件后重新上传。"))
    if count > limits.pages:
        raise ResumeRefused(
            "too_many_pages",
            N_("PDF 共有 %(pages)d 页，超过 %(limit)d 页的上限。请只上传简历部分。"),
            {"pages": count, "limit": limits.pages},
        )
    return pdf


def read(data: bytes, limits: Limits, ocr: bool) -> Document:
    """The document's lines. Raises :class:`ResumeRefused` where the file cannot be read."""
    pdf = open_pdf(data, limits)
    try:
        sheets: list[_Sheet] = []
        left = limits.characters
        for number in range(len(pdf)):
            sheet, used = _read_page(pdf, number, left)
            left -= used
            if left <= 0:
                raise too_long(limits)
            sheets.append(sheet)
        _scan_sheets(pdf, sheets, limits, ocr)
        _drop_running_heads(sheets)
        pages = [sheet.page for sheet in sheets]
        blocks = [arrange(sheet.runs or [], sheet.drawing, n, sheet.page) for n, sheet in enumerate(sheets)]
        return Document.assemble(_stitched(blocks), pages)
    finally:
        pdf.close()


def too_long(limits: Limits) -> ResumeRefused:
    return ResumeRefused(
        "too_long", N_("文件超过 %(limit)d 个字符，不像一份简历。请只上传简历部分。"), {"limit": limits.characters}
    )


@dataclass(slots=True)
class _Sheet:
    """One page as it was read; ``runs`` is None where there is no usable text."""

    page: Page
    runs: list[Run] | None
    drawing: rules.Drawing


def _read_page(pdf: pypdfium2.PdfDocument, number: int, limit: int) -> tuple[_Sheet, int]:
    """(sheet, number of characters)."""
    try:
        page = pdf[number]
        width, height = page.get_size()
        rotation = page.get_rotation() // 90
        text_page = page.get_textpage()
    except pypdfium2.PdfiumError as error:
        raise ResumeRefused(
            "broken", N_("PDF 第 %(page)d 页已损坏。请重新导出后上传。"), {"page": number + 1}
        ) from error
    base = (height, width) if rotation % 2 else (width, height)
    size = Page(max(width, 1.0), max(height, 1.0))
    glyphs = characters.read_glyphs(text_page.raw, base[0], base[1], rotation, limit)
    empty = rules.Drawing([], [], [])
    if not usable_text([g[0] for g in glyphs]):
        return _Sheet(size, None, empty), len(glyphs)
    drawing = empty if rotation else rules.read_drawing(page.raw, height)
    runs = [r for r in characters.group_runs(glyphs) if not _is_footer(r, height)]
    return _Sheet(size, runs, drawing), len(glyphs)


def _scan_sheets(pdf: pypdfium2.PdfDocument, sheets: list[_Sheet], limits: Limits, ocr: bool) -> None:
    """OCR for the sheets without text that show a picture."""
    scans = [n for n, sheet in enumerate(sheets) if sheet.runs is None and _has_picture(pdf[n])]
    if not scans:
        return
    if not ocr:
        if len(scans) < len(sheets):
            return  # some pages have text: read those
        raise ResumeRefused(
            "no_text", N_("这是扫描件，没有文字层，且未启用文字识别（OCR）。请启用 OCR 或上传文字版简历。")
        )
    if len(scans) > limits.ocr_pages:
        raise ResumeRefused(
            "too_many_pages", N_("扫描页超过 %(limit)d 页的上限。请只上传简历部分。"), {"limit": limits.ocr_pages}
        )
    from . import ocr as reader

    for number in scans:
        page = sheets[number].page
        scale = min(2.3, 2400 / max(page.width, page.height))
        image = pdf[number].render(scale=scale).to_pil().convert("RGB")
        scanned = Page(page.width, page.height, "ocr")
        sheets[number] = _Sheet(scanned, *reader.recognise(image, scanned))


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(max_depth=2))


def _drop_running_heads(sheets: list[_Sheet]) -> None:
    """Text that returns at the same edge of several pages is furniture."""
    seen: Counter[tuple[str, int]] = Counter()
    for sheet in sheets:
        seen.update(
            {_edge_mark(run, sheet.page.height) for run in sheet.runs or [] if _at_edge(run, sheet.page.height)}
        )
    repeated = {mark for mark, count in seen.items() if count >= 2}
    for sheet in sheets if repeated else ():
        height = sheet.page.height
        kept = [r for r in sheet.runs or [] if not (_at_edge(r, height) and _edge_mark(r, height) in repeated)]
        sheet.runs = kept


def _at_edge(run: Run, height: float) -> bool:
    return run.y1 < 0.08 * height or run.y0 > 0.92 * height


def _edge_mark(run: Run, height: float) -> tuple[str, int]:
    return re.sub(r"\d+", "#", run.text), round(20 * run.y0 / height)


PageBlocks = list[tuple[list[Line], float | None, int | None]]


def arrange(runs: Sequence[Run], drawing: rules.Drawing, number: int, page: Page) -> PageBlocks:
    """Tables and free text of one page, top to bottom, columns one after the other."""
    grids = rules.find_grids(drawing)
    outside = [run for run in runs if not any(_inside(run, grid) for grid in grids)]
    apart = [find_open_tables(part) for part in _by_sidebar(outside, drawing, page)]
    grids = sorted([*grids, *(grid for found in apart for grid in found)], key=lambda grid: grid.y0)
    in_grid: list[list[Run]] = [[] for _ in grids]
    free: list[Run] = []
    for run in runs:
        place = next((i for i, g in enumerate(grids) if _inside(run, g)), None)
        if place is None:
            free.append(run)
        else:
            in_grid[place] += split_at_borders(run, grids[place].cells)
    for number_of_grid, grid in enumerate(grids):
        beside = open_sides(grid, free, drawing)
        in_grid[number_of_grid] += beside
        free = [run for run in free if run not in beside]
    result: PageBlocks = []
    tables = [(grid, inner) for grid, inner in zip(grids, in_grid, strict=True) if inner]
    top = float("-inf")
    for index, (grid, inner) in enumerate(tables):
        above = [r for r in free if top <= r.middle < grid.y0]
        result += _free_blocks(above, drawing, number, page)
        result.append((table_lines(grid, inner, number, number * 100 + index, page, drawing.areas), None, None))
        top = max(top, grid.y0)
    result += _free_blocks([r for r in free if r.middle >= top], drawing, number, page)
    return result


def _by_sidebar(runs: Sequence[Run], drawing: rules.Drawing, page: Page) -> list[list[Run]]:
    """The runs on a coloured bar as high as the page, and the others: no table goes over its edge."""
    bars = [(x0, x1) for x0, y0, x1, y1 in drawing.areas if y1 - y0 > 0.6 * page.height and x1 - x0 < 0.6 * page.width]
    parts: dict[tuple[bool, ...], list[Run]] = {}
    for run in runs:
        middle = (run.x0 + run.x1) / 2
        parts.setdefault(tuple(x0 <= middle <= x1 for x0, x1 in bars), []).append(run)
    return list(parts.values())


def _free_blocks(runs: list[Run], drawing: rules.Drawing, number: int, page: Page) -> PageBlocks:
    blocks: list[Block] = order_blocks(split_titles(join_downward(runs)), drawing.areas, drawing.horizontal)
    return [(block_lines(b, blocks, number, page, drawing), b.split, b.side) for b in blocks]


def _inside(run: Run, grid: rules.Grid) -> bool:
    middle = (run.x0 + run.x1) / 2
    return grid.x0 - 2 <= middle <= grid.x1 + 2 and grid.y0 - 1 <= run.middle <= grid.y1 + 1


def _is_footer(run: Run, height: float) -> bool:
    edge = run.y1 < 0.06 * height or run.y0 > 0.92 * height
    return edge and bool((len(run.text) < 24 and _FOOTER.match(run.text)) or IMPRINT.search(fold.key_text(run.text)))


def _stitched(pages: list[PageBlocks]) -> list[Line]:
    """A sidebar that goes on on the next page is read to its end before the main column is."""
    blocks = [block for page in pages for block in page]
    ordered: list[tuple[list[Line], float | None, int | None]] = []
    for block in blocks:
        _, split, side = block
        if side == 0 and ordered and ordered[-1][2] == 1 and split is not None:
            place = len(ordered)
            while place and ordered[place - 1][2] == 1 and _near(ordered[place - 1][1], split):
                place -= 1
            if place and ordered[place - 1][2] == 0 and _near(ordered[place - 1][1], split):
                ordered.insert(place, block)
                continue
        ordered.append(block)
    lines: list[Line] = []
    for index, (members, _, _) in enumerate(ordered):
        for line in members:
            line.block = index
        lines += members
    return lines


def _near(a: float | None, b: float | None) -> bool:
    return a is not None and b is not None and abs(a - b) < 25
