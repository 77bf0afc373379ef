"""DOCX and plain-text resumes."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as DocxDocument
from docx.oxml.ns import qn
from docx.shared import Pt

from .words import basics, degree, licence, month, page_context, span

FACE = "宋体"


def docx_text(page: dict[str, Any]) -> bytes:
    """Paragraphs under bold headings, labels and values on one line."""
    words, document = page_context(page), _blank()
    document.add_heading(f"{page['name']} 简历", level=0)
    document.add_paragraph(f"应聘：{words['post']}")
    document.add_paragraph("    ".join(f"{label}：{value}" for label, value in words["basics"]))
    document.add_heading("教育经历", level=2)
    for e in page["education"]:
        document.add_paragraph(f"{span(e, '.', '~')}  {e['school']}  {e['major']}专业  {degree(e['degree'])}")
    document.add_heading(words["work_heading"], level=2)
    for w in page["work"]:
        document.add_paragraph(f"{span(w, '.', '~')}  {w['organisation']}  {w['department'] or ''}  {w['position']}")
        for duty in w["duties"]:
            document.add_paragraph(duty, style="List Bullet")
    if page["licences"]:
        document.add_heading("资格证书", level=2)
    for entry in page["licences"]:
        document.add_paragraph(_licence_line(entry))
    document.add_heading("技能", level=2)
    document.add_paragraph("、".join(page["skills"]))
    document.add_heading("自我评价", level=2)
    document.add_paragraph("".join([page["summary"], *page["extras"]]))
    return _saved(document)


def docx_table(page: dict[str, Any]) -> bytes:
    """One grid of four columns, as hospitals hand out."""
    words, document = page_context(page), _blank()
    document.add_heading("应聘人员登记表", level=1)
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    pairs = [("姓名", page["name"]), ("应聘岗位", words["post"]), *basics(page, words["sex"])]
    for left, right in zip(pairs[::2], [*pairs[1::2], ("", "")], strict=False):
        for cell, text in zip(table.add_row().cells, (*left, *right), strict=True):
            cell.text = text
    _wide(
        table,
        "教育经历",
        [f"{span(e, '-', '至')} {e['school']} {e['major']} {degree(e['degree'])}" for e in page["education"]],
    )
    _wide(table, words["work_heading"], [_work_line(w) for w in page["work"]])
    _wide(table, "执业证书", [_licence_line(entry) for entry in page["licences"]] or ["无"])
    _wide(table, "技能特长", ["、".join(page["skills"])])
    _wide(table, "自我评价", [page["summary"], *page["extras"]])
    return _saved(document)


def plain_text(page: dict[str, Any]) -> bytes:
    """Text in GB18030, as old Windows programs still save it."""
    words = page_context(page)
    lines = [f"姓名：{page['name']}", f"应聘岗位：{words['post']}"]
    lines += [f"{label}：{value}" for label, value in words["basics"]]
    lines += ["", "【教育经历】"]
    lines += [f"{span(e, '.', '-')} {e['school']} {e['major']} {degree(e['degree'])}" for e in page["education"]]
    lines += ["", f"【{words['work_heading']}】"]
    for w in page["work"]:
        lines += [f"{span(w, '.', '-')} {w['organisation']} {w['department'] or ''} {w['position']}"]
        lines += [f"  - {duty}" for duty in w["duties"]]
    lines += ["", "【证书】", *map(_licence_line, page["licences"])]
    lines += ["", "【专业技能】", "、".join(page["skills"]), "", "【自我评价】", page["summary"], ""]
    return "\r\n".join(lines).encode("gb18030")


def _licence_line(entry: dict[str, Any]) -> str:
    until = f"，有效期至{month(entry['expires'], '年')}" if entry["expires"] else ""
    return f"{licence(entry)}，编号{entry['number']}，{month(entry['issued'], '年')}取得{until}"


def _work_line(entry: dict[str, Any]) -> str:
    head = f"{span(entry, '-', '至')} {entry['organisation']} {entry['department'] or ''} {entry['position']}"
    return "\n".join([head, *entry["duties"]])


def _wide(table: Any, label: str, lines: list[str]) -> None:
    cells = table.add_row().cells
    cells[0].text = label
    cells[1].merge(cells[3]).text = "\n".join(lines)


def _blank() -> DocxDocument:
    document = Document()
    for name in ("Normal", "Heading 1", "Heading 2", "Title"):
        style = document.styles[name]
        style.font.name = FACE
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FACE)
    document.styles["Normal"].font.size = Pt(10.5)
    return document


def _saved(document: DocxDocument) -> bytes:
    """The file's bytes with every clock stopped, so that the same seed gives the same file."""
    stopped = datetime(2026, 11, 18, tzinfo=UTC)
    document.core_properties.created = document.core_properties.modified = stopped
    document.core_properties.author = ""
    loose, packed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, stopped.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
