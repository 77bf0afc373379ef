"""The same people as DOCX and plain text."""

from __future__ import annotations

import io

import docx

from .designs import SUMMARY, contacts, one_liner, order
from .people import Person
from .wording import Wording


def text_lines(p: Person, w: Wording) -> list[str]:
    """A resume as lines of text; blanks hold things apart."""
    lines = []
    if w.rng.random() < 0.5:
        lines += [p.gold["name"], one_liner(p, w), "  ".join(contacts(p, w)), ""]
    else:
        lines += [w.labels["name"] + w.colon + p.gold["name"], *(a + w.colon + b for a, b in w.basics(p)), ""]
    mark = w.rng.choice(["", "■ ", "◆", "## ", "[", "【"])
    close = {"[": "]", "【": "】"}.get(mark, "")
    for number, kind in enumerate(order(w)):
        body = section_lines(p, w, kind)
        if body:
            lines += [mark + w.title(kind, number) + close, *body, ""]
    return lines


def section_lines(p: Person, w: Wording, kind: str) -> list[str]:
    gold = p.gold
    if kind == "education":
        return ["    ".join(row) for e in gold["education"] for row in w.education_rows(e)]
    if kind == "work":
        bullet = w.rng.choice(["• ", "- ", "", "1、"])
        return [
            line
            for e, d in zip(gold["work"], p.duties, strict=True)
            for line in ["    ".join(row) for row in w.work_rows(e)] + [bullet + x for x in d]
        ]
    if kind == "licences":
        return [w.licence_text(x) for x in gold["licences"]]
    if kind == "skills":
        return [w.rng.choice(["、", "，", "；", " | "]).join(gold["skills"])]
    return ["2022年度优秀员工"] if kind == "awards" else [SUMMARY]


def to_txt(p: Person, w: Wording) -> bytes:
    text = "\r\n".join(text_lines(p, w))
    return text.encode(w.rng.choice(["utf-8", "gb18030", "utf-16", "utf-8-sig"]))


def to_docx(p: Person, w: Wording) -> bytes:
    document = docx.Document()
    style = w.rng.choice(["lines", "table", "layout"])
    if style == "lines":
        for line in text_lines(p, w):
            document.add_paragraph(line.replace("    ", "\t"))
    else:
        _tabular(document, p, w, style)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _tabular(document: docx.document.Document, p: Person, w: Wording, style: str) -> None:
    document.add_heading(p.gold["name"], 0)
    facts = w.basics(p)
    if style == "table":
        table = document.add_table(rows=0, cols=4)
        for a, b in zip(facts[::2], [*facts[1::2], ("", "")], strict=False):
            for cell, text in zip(table.add_row().cells, (*a, *b), strict=True):
                cell.text = text
        for number, kind in enumerate(order(w)):
            body = section_lines(p, w, kind)
            if body:
                document.add_heading(w.title(kind, number), 1)
                for line in body:
                    document.add_paragraph(line.replace("    ", "\t"))
        return
    table = document.add_table(rows=1, cols=2)
    left, right = table.rows[0].cells
    left.text = "\n".join([w.title("basics", 0), *(a + w.colon + b for a, b in facts)])
    for kind, cell in (
        ("skills", left),
        ("licences", left),
        ("work", right),
        ("education", right),
        ("summary", right),
    ):
        body = section_lines(p, w, kind)
        if body:
            cell.add_paragraph(w.title(kind, 1))
            for line in body:
                cell.add_paragraph(line)
