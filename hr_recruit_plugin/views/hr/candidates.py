"""Candidates as a list, and two of them side by side."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request

from ...errors import Invalid
from ...i18n import N_, gettext
from ...presentation import ours
from ...security.permissions import Permission
from ...services import candidates as service
from ...services import dossier, jobs
from ...services.unit import Unit, unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint, people

SIZE = 50
TWO = N_("选两个人来比较。")


@blueprint.get("/candidates")
@needs(Permission.APPLICATIONS_VIEW)
def candidates() -> Response:
    wanted = _wanted()
    number = max(1, request.args.get("page", 1, int))
    with unit_of_work(actor(), write=False) as unit:
        lines, total = service.ranked(unit, wanted, number, SIZE)
        offered = [line.job for line in jobs.list_jobs(unit)]
        panel = _panel(unit)
        first = (number - 1) * SIZE + 1 if lines else 0
        return page(
            "hr/candidates.html", title=gettext(N_("候选人")), lines=[_line(line) for line in lines], total=total,
            first=first, last=first + len(lines) - 1 if lines else 0, number=number, wanted=wanted,
            job=next((j for j in offered if j.id == wanted.job_id), None), jobs=offered, panel=panel, url=_url,
            previous=number > 1, following=number * SIZE < total,
        )  # fmt: skip


def _wanted() -> service.Wanted:
    given = request.args
    return service.Wanted(
        given.get("job", None, int), given.get("q", "")[:100], given.get("ended") == "1", given.get("passing") == "1",
        given.get("overdue") == "1",
    )  # fmt: skip


def _url(**changes: Any) -> str:
    """This list with other conditions; None drops one, and another condition starts at the first page."""
    kept = {key: request.args[key] for key in ("job", "q", "ended", "passing", "overdue") if request.args.get(key)}
    if "open" in changes:
        kept |= {key: request.args[key] for key in ("page",) if request.args.get(key)}
    return ours("hr.candidates", **{key: value for key, value in (kept | changes).items() if value})


def _line(line: service.Line) -> dict[str, Any]:
    application, card = line.application, line.card
    mark = card.mark
    return {
        "id": application.id, "place": line.place, "name": application.candidate.name, "score": application.score,
        "parts": people.parts(application.parts), "title": application.headline.get("title"),
        "degree": " ".join(
            text for text in (application.headline.get("school"), people.degree(application.headline.get("degree"))) if text
        ),
        "degree_alone": people.degree(application.headline.get("degree")),
        "experience": people.experience(application.headline), "job": application.job, "stage": application.stage.name,
        "status": application.status, "state": people.STATES[mark[0]] if mark else "doing" if card.next_at else "todo",
        "state_word": _state_word(line), "url": ours("hr.dossier", application_id=application.id),
    }  # fmt: skip


def _state_word(line: service.Line) -> str:
    card = line.card
    if card.mark and card.mark[0] == "blocked" and card.knocked_out:
        return str(card.next_step)
    return str(card.mark[1]) if card.mark else people.next_step(card)


def _panel(unit: Unit) -> dict[str, Any] | None:
    """The score of the opened row."""
    opened = request.args.get("open", None, int)
    if opened is None:
        return None
    application, report = dossier.summary(unit, opened)
    return {
        "application": application, "facts": people.facts(application.headline),
        "parts": people.score_parts(report) if report else [],
        "missing": [people.said(m) for m in report.missing] if report else [],
        "musts": sum(bool(i.requirement and i.requirement.must) for i in report.items) if report else 0,
        "next_stage": dossier.stage_after(application),
    }  # fmt: skip


# --- side by side ------------------------------------------------------------------------------------------------


@blueprint.get("/candidates/compare")
@needs(Permission.APPLICATIONS_VIEW)
def compare_picked() -> Response:
    """From two ticked boxes to the page of their job."""
    ids = [int(i) for i in request.args.getlist("application_id") if i.isdecimal()]
    if len(ids) != 2:
        raise Invalid(TWO)
    with unit_of_work(actor(), write=False) as unit:
        job_id = service.job_of(unit, ids[0])
    return redirect(ours("hr.compare", job_id=job_id, ids=f"{ids[0]},{ids[1]}"))  # type: ignore[return-value]


@blueprint.get("/jobs/<int:job_id>/compare")
@needs(Permission.APPLICATIONS_VIEW)
def compare(job_id: int) -> Response:
    ids = [int(i) for i in request.args.get("ids", "").split(",") if i.strip().isdecimal()]
    if len(ids) != 2:
        raise Invalid(TWO)
    only = request.args.get("only") == "1"
    with unit_of_work(actor(), write=False) as unit:
        found = service.pair(unit, job_id, (ids[0], ids[1]))
        groups = _groups(found, only)
        different = sum(bool(row.points) for row in found.comparison.rows)
        return page(
            "hr/compare.html", title=gettext(N_("比较 2 人")), pair=found, groups=groups, only=only, different=different,
            why=_why(found), sides=[_side(a) for a in (found.a, found.b)], ids=f"{ids[0]},{ids[1]}",
            next_stages=[dossier.stage_after(a) for a in (found.a, found.b)],
        )  # fmt: skip


def _side(application: Any) -> dict[str, Any]:
    return {
        "application": application, "facts": people.facts(application.headline), "parts": people.parts(application.parts)
    }  # fmt: skip


def _why(pair: service.Pair) -> str:
    """许静怡高 1 分：强在 CRRT +4；高明远强在 心肺复苏 +5."""
    comparison = pair.comparison
    names = {"a": pair.a.candidate.name, "b": pair.b.candidate.name}
    strong: dict[str, list[str]] = {"a": [], "b": []}
    for row in sorted(comparison.rows, key=lambda r: -abs(r.points)):
        if row.points:
            strong["a" if row.points > 0 else "b"].append(f"{people.said(row.label)} +{abs(row.points):.3g}")
    listed = [
        gettext(N_("%(name)s强在 %(what)s"), name=names[side], what="、".join(words[:3]))
        for side, words in strong.items()
        if words
    ]
    if comparison.difference:
        ahead = "a" if comparison.difference > 0 else "b"
        listed.insert(0, gettext(N_("%(name)s高 %(n)s 分"), name=names[ahead], n=f"{abs(comparison.difference):.3g}"))
    else:
        listed.insert(0, gettext(N_("两人同分")))
    for name, report in ((names["a"], pair.report_a), (names["b"], pair.report_b)):
        if report.missing:
            listed.append(gettext(N_("%(name)s不满足必备：%(what)s"), name=name, what="、".join(map(people.said, report.missing))))
    return "；".join(listed)


def _groups(pair: service.Pair, only: bool) -> list[dict[str, Any]]:
    """Musts first, then the parts of the score, each with its rows side by side."""
    rows = [r for r in pair.comparison.rows if r.points or not only]
    musts = [r for r in rows if r.a.requirement and r.a.requirement.must]
    groups: list[dict[str, Any]] = [{"title": gettext(N_("必备")), "weight": None, "rows": musts}]
    for part in pair.report_a.parts:
        inside = [r for r in rows if r.a in part.items and r not in musts]
        groups.append({"title": people.said(part.label), "weight": round(part.weight), "rows": inside})
    return [{**g, "rows": [_row(r) for r in g["rows"]]} for g in groups if g["rows"]]


def _row(row: Any) -> dict[str, Any]:
    return {"label": people.said(row.label), "cells": [_cell(row.a, row.points > 0), _cell(row.b, row.points < 0)]}


def _cell(item: Any, ahead: bool) -> dict[str, Any]:
    must = bool(item.requirement and item.requirement.must)
    return {
        "must": must, "met": item.met >= 1, "reason": people.said(item.reason), "points": item.points,
        "out_of": item.out_of, "quote": item.evidence[0].text if item.evidence else "", "ahead": ahead,
    }  # fmt: skip
