"""Tables as CSV that a spreadsheet opens without harm."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote

from flask import Response, stream_with_context

# A cell that starts like this is a formula to Excel, LibreOffice and WPS (OWASP, CSV injection).
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def lines(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """CSV text by row, with a byte order mark: without it Excel takes Chinese for something else."""
    yield "\ufeff"
    for row in rows:
        line = io.StringIO()
        csv.writer(line).writerow(["" if cell is None else harmless(cell) for cell in row])
        yield line.getvalue()


def csv_answer(rows: Iterable[Sequence[Any]], name: str) -> Response:
    """A download called ``name`` (without .csv)."""
    answer = Response(stream_with_context(lines(rows)), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f"attachment; filename=table.csv; filename*=UTF-8''{quote(name)}.csv"
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
