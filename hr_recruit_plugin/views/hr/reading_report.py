"""How well resumes were read: what people put right, by field and by format."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from ...errors import NotFound
from ...i18n import N_, gettext
from ...security.permissions import Permission
from ...services import jobs
from ...services import reading_report as service
from ...services.reading_report import ReadingReport, Tally
from ...services.report_figures import FEW
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..read_fields import LABELS
from ..rendering import page
from ..spreadsheet import csv_answer
from . import blueprint, reports

FORMATS = {
    "pdf": "PDF", "scan": N_("扫描的 PDF"), "docx": "Word .docx", "ole": "Word .doc", "html": N_("网页"), "mail": N_("邮件"),
    "image": N_("图片"), "text": N_("纯文本"), "": N_("不知道"),
}  # fmt: skip


@blueprint.get("/reports/reading")
@needs(Permission.REPORTS_VIEW)
def reading_report() -> Response:
    job_id = request.args.get("job", type=int)
    with unit_of_work(actor(), write=False) as unit:
        period, today = reports.period(unit), reports.today(unit)
        found = service.reading_report(unit, period, job_id)
        lines = jobs.list_jobs(unit)
    asked = {"from": period.start.isoformat(), "to": period.end.isoformat(), "job": job_id}
    return page(
        "hr/reading_report.html", title=gettext(N_("简历读得准不准")), report=found, asked=asked, few=FEW, today=today,
        jobs=[line.job for line in lines], periods=reports.periods(today), labels=LABELS, formats=FORMATS, tables=_tables(found),
    )  # fmt: skip


@blueprint.get("/reports/reading/<name>.csv")
@needs(Permission.REPORTS_VIEW)
def reading_report_csv(name: str) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        found = service.reading_report(unit, reports.period(unit), request.args.get("job", type=int))
    tables = _tables(found)
    if name not in tables:
        raise NotFound(N_("没有这张表。"))
    title, (columns, rows) = tables[name]
    return csv_answer([[label for label, _ in columns], *rows], title)


def _tables(report: ReadingReport) -> dict[str, tuple[str, reports.Table]]:
    """What is on the screen and in the file."""
    whole = (gettext(N_("合计")), report.whole)
    fields = [(gettext(LABELS[t.name]), t) for t in report.fields]
    formats = [(gettext(FORMATS.get(t.name, t.name)), t) for t in report.formats]
    return {
        "fields": (gettext(N_("简历读取，按字段")), _table(N_("字段"), [*fields, whole])),
        "formats": (gettext(N_("简历读取，按文件")), _table(N_("文件"), [*formats, whole])),
    }


def _table(first: str, tallies: list[tuple[str, Tally]]) -> reports.Table:
    head = reports.head(
        first, N_("简历"), N_("读到"), N_("改过"), N_("补上"), N_("其中候选人指出"), N_("没人改过的占比"),
        N_("核对过的里读到"), N_("核对过的里读对"), N_("说明"),
    )  # fmt: skip
    rows: list[list[Any]] = [
        [
            label, t.resumes, t.read, t.wrong, t.missed, t.by_candidates, reports.percent(t.untouched), t.checked,
            reports.percent(t.right), reports.mark(t.read) if t.read else "",
        ]
        for label, t in tallies
    ]  # fmt: skip
    return head, rows
