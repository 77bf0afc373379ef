"""Tables turned sideways: each row says at its left what it holds, each column after it is an entry."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from itertools import groupby

from .document import Content, Document
from .entries import Group
from .labels import WHEN, WHERE, head_label
from .table_rows import row_dates


def sideways_entries(
    document: Document, lines: Sequence[Content], as_of: date, where: Set[str] = WHERE, when: Set[str] = WHEN
) -> tuple[list[Group], list[Content]]:
    """The entries of such tables among the lines of a section, and the other lines.

    :param where: labels of which a table has one, as it has one of ``when``.
    """
    entries: list[Group] = []
    others: list[Content] = []
    for table, members in groupby(lines, lambda content: document.lines[content.index].table):
        rows = list(members)
        labels = [head_label(document.key[row.spans[0].start : row.spans[0].end]) for row in rows]
        known = {label for label in labels if label}
        if table is None or not (known & where and known & when) or len(known) < len(rows) or _is_header(document, rows[0]):
            others += rows
            continue
        for column in range(1, max(len(row.spans) for row in rows)):
            entries.append(_entry(document, rows, [str(label) for label in labels], column, as_of))
    return entries, others


def _is_header(document: Document, row: Content) -> bool:
    """Whether a first row names the columns: the table is an upright one."""
    return len(row.spans) > 1 and all(head_label(document.key[span.start : span.end]) for span in row.spans)


def _entry(document: Document, rows: Sequence[Content], labels: Sequence[str], column: int, as_of: date) -> Group:
    group = Group()
    head = rows[0].spans[0].column
    for label, row in zip(labels, rows, strict=True):
        at = [span for number, span in enumerate(row.spans) if (number if head is None else (span.column or 0) - head) == column]
        for span in at[:1]:
            group.labelled[label] = (span.start, span.end)
            group.spans.append((span.start, span.end))
    group.dates = row_dates(document, group, rows[0], as_of)
    return group
