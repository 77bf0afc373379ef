"""Reports: where people come from, how far they get, how long it takes and what it costs."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, NotFound
from ...i18n import N_, gettext
from ...schemas.forms import load_form
from ...schemas.reports import CostSchema, period_of
from ...security.permissions import Permission
from ...services import jobs
from ...services import reports as service
from ...services.interview_day.no_shows import no_shows
from ...services.reports import FEW, Period, Report, Spread
from ...services.unit import Unit, unit_of_work
from ..guard import actor, needs
from ..rendering import page
from ..spreadsheet import csv_answer
from . import blueprint

Table = tuple[list[tuple[str, bool]], list[list[Any]]]
"""[(heading, is a number)] and the rows."""


@blueprint.get("/reports")
@needs(Permission.REPORTS_VIEW)
def reports() -> Response:
    return _screen()


@blueprint.get("/reports/charts/<name>.json")
@needs(Permission.REPORTS_VIEW)
def report_chart(name: str) -> Response:
    """What the chart's script draws: {categories, series, unit, from_zero}."""
    months = _report().months
    if name == "applications":
        series = [{"name": gettext(N_("投递")), "data": [m.applications for m in months]}]
    elif name == "cost":
        series = [{"name": gettext(N_("每录用一人")), "data": [_round(m.cost_per_hire) for m in months]}]
    else:
        raise NotFound(N_("没有这张图。"))
    answer = jsonify({"categories": [m.month for m in months], "series": series, "from_zero": True})
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/reports/<name>.csv")
@needs(Permission.REPORTS_VIEW)
def report_csv(name: str) -> Response:
    """One of the tables behind the charts."""
    tables = _tables(_report())
    if name not in tables:
        raise NotFound(N_("没有这张表。"))
    title, (columns, rows) = tables[name]
    return csv_answer([[label for label, _ in columns], *rows], title)


@blueprint.post("/reports/costs")
@needs(Permission.JOBS_EDIT)
def report_cost() -> Response | WerkzeugResponse:
    """What a source cost in a month."""
    try:
        values = load_form(CostSchema(), request.form)
        with unit_of_work(actor()) as unit:
            service.save_cost(unit, values["source"], values["month"], values["yuan"])
    except Invalid as problem:
        return _screen(problem)
    kept: dict[str, Any] = {key: request.form.get(key) or None for key in ("from", "to", "job")}
    return redirect(url_for("hr_recruit_hr.reports", **kept, saved=1, _anchor="hr-costs"), 303)


def _report() -> Report:
    with unit_of_work(actor(), write=False) as unit:
        return service.report(unit, period(unit), request.values.get("job", type=int))


def period(unit: Unit) -> Period:
    """What the URL asks for."""
    return period_of(request.values, today(unit))


def today(unit: Unit) -> date:
    return unit.now.astimezone(unit.state.settings.zone).date()


def _screen(problem: Invalid | None = None) -> Response:
    job_id = request.values.get("job", type=int)
    with unit_of_work(actor(), write=False) as unit:
        span, day = period(unit), today(unit)
        found = service.report(unit, span, job_id)
        lines = jobs.list_jobs(unit)
        costs = service.costs(unit, span)
        missed = no_shows(unit, span, job_id)
    asked = {"from": span.start.isoformat(), "to": span.end.isoformat(), "job": job_id}
    return page(
        "hr/reports.html", title=gettext(N_("招聘报表")), report=found, asked=asked, jobs=[line.job for line in lines],
        costs=costs, missed=missed, few=FEW, tables=_tables(found), periods=periods(day), today=day,
        month=f"{day:%Y-%m}", values=request.form if problem else {}, saved=request.args.get("saved"),
        errors={k: gettext(v[0]) for k, v in problem.fields.items()} if problem else {},
        status=422 if problem else 200,
    )  # fmt: skip


def periods(day: date) -> list[tuple[str, str, str]]:
    """Periods to choose at once: (title, from, to)."""
    year = day.year
    quarter = date(year, (day.month - 1) // 3 * 3 + 1, 1)
    spans = (
        (gettext(N_("今年")), date(year, 1, 1), day),
        (gettext(N_("本季度")), quarter, day),
        (gettext(N_("本月")), day.replace(day=1), day),
        (gettext(N_("去年")), date(year - 1, 1, 1), date(year - 1, 12, 31)),
    )
    return [(title, start.isoformat(), end.isoformat()) for title, start, end in spans]


# --- tables ------------------------------------------------------------------------------------------------------


def _tables(report: Report) -> dict[str, tuple[str, Table]]:
    """Each chart's twin: name → (title, table). What is on the screen, in the file and under the chart is the same."""
    return {
        "funnel": (gettext(N_("漏斗")), _funnel(report)),
        "sources": (gettext(N_("来源")), _sources(report)),
        "stages": (gettext(N_("各阶段停留")), _stages(report)),
        "months": (gettext(N_("每月")), _months(report)),
    }


def head(*columns: str) -> list[tuple[str, bool]]:
    """The first column names the row, the others are numbers."""
    return [(gettext(label), place > 0) for place, label in enumerate(columns)]


def _funnel(report: Report) -> Table:
    rows = [
        [s.name, s.reached, s.passed, s.waiting, s.decided, percent(s.pass_rate), mark(s.decided)] for s in report.funnel
    ]
    columns = head(N_("阶段"), N_("到过"), N_("通过"), N_("还在"), N_("已有结果 n"), N_("通过率"), N_("说明"))
    return columns, rows


def _sources(report: Report) -> Table:
    rows = [
        [
            s.name, s.applications, s.hired, percent(s.hire_rate), _round(s.mean_score, 1), s.cost / 100,
            _round(s.cost_per_hire, 2), mark(s.applications),
        ]
        for s in report.sources
    ]  # fmt: skip
    columns = head(
        N_("来源"), N_("投递"), N_("录用"), N_("录用占投递"), N_("平均匹配分"), N_("成本（元）"),
        N_("每录用一人（元）"), N_("说明"),
    )  # fmt: skip
    return columns, rows


def _stages(report: Report) -> Table:
    def row(name: str, agreed: int | None, spread: Spread) -> list[Any]:
        numbers = [_round(value, 1) for value in (spread.low, spread.median, spread.high)]
        return [name, agreed, *numbers, spread.n, mark(spread.n)]

    rows = [row(s.name, s.agreed_days, s.spread) for s in report.stage_times]
    rows.append(row(gettext(N_("投递到录用")), None, report.time_to_hire))
    columns = head(
        N_("阶段"), N_("约定天数"), N_("第 25 百分位"), N_("中位数"), N_("第 75 百分位"), N_("人数 n"), N_("说明")
    )
    return columns, rows


def _months(report: Report) -> Table:
    rows: list[list[Any]] = [
        [m.month, m.applications, m.hired, m.cost / 100, _round(m.cost_per_hire, 2)] for m in report.months
    ]
    columns = head(N_("月份"), N_("投递"), N_("录用"), N_("成本（元）"), N_("每录用一人（元），近 3 个月"))
    return columns, rows


def percent(value: float | None) -> str | None:
    return None if value is None else f"{100 * value:.1f}%"


def _round(value: float | None, digits: int = 0) -> float | None:
    return None if value is None else round(value, digits) if digits else round(value)


def mark(n: int) -> str:
    return gettext(N_("样本少")) if n < FEW else ""
