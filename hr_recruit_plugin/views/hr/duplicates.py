"""Who may be the same person, side by side; merging them and taking a merge back."""

from __future__ import annotations

from typing import Any

from flask import Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from ...engines.resume.identity import FACTS, compared
from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours
from ...security.permissions import Permission
from ...services import duplicates as service
from ...services import merging
from ...services.unit import unit_of_work
from .. import read_fields
from ..guard import actor, needs
from ..rendering import page
from . import blueprint

LABELS = {**read_fields.LABELS, "school": N_("学校"), "organisation": N_("工作单位")}
WHY = {
    "phone": N_("手机号相同，姓名不同"), "email": N_("邮箱相同，姓名不同"), "id_number": N_("身份证号相同"),
    "near": N_("姓名、学校、单位或出生相近"),
}  # fmt: skip
STATUS = {"active": N_("进行中"), "rejected": N_("已婉拒"), "withdrawn": N_("本人撤回"), "hired": N_("已录用")}


@blueprint.get("/candidates/duplicates")
@needs(Permission.APPLICATIONS_EDIT)
def duplicates() -> Response:
    return _show()


def _show(problem: RecruitmentError | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        groups = [_group(group) for group in service.groups(unit)]
        return page(
            "hr/duplicates.html", title=gettext(N_("可能是同一人")), groups=groups, merges=service.merges(unit),
            problem=problem, status=problem.status if problem else 200,
        )  # fmt: skip


def _group(group: service.Group) -> dict[str, Any]:
    first = group.people[0].parsed
    facts = [compared(first, person.parsed) for person in group.people]
    rows = [
        {"label": LABELS[name], "cells": [_cell(name, fact[n], at == 0) for at, fact in enumerate(facts)]}
        for n, name in enumerate(FACTS)
        if any(fact[n].b for fact in facts)
    ]
    people = [
        {"id": p.candidate.id, "name": p.candidate.name,
         "applications": [{"job": a.job.title, "stage": a.stage.name, "status": STATUS[a.status], "at": a.applied_at,
                           "url": ours("hr.dossier", application_id=a.id)} for a in p.applications]}
        for p in group.people
    ]  # fmt: skip
    return {"people": people, "rows": rows, "why": [WHY[reason] for reason in sorted(group.reasons)]}


def _cell(name: str, fact: Any, first: bool) -> dict[str, Any]:
    """What one of them says; ``same`` compares with the first of the group."""
    shown = [_masked(name, value) for value in fact.b]
    if name == "gender":
        shown = [gettext(read_fields.GENDERS[value]) for value in fact.b]
    return {"said": shown[:3], "more": max(len(shown) - 3, 0), "same": None if first else fact.same}


def _masked(name: str, value: str) -> str:
    """Enough to compare, not to write down: 138****0001, l***@mail.example."""
    if name == "phone" and len(value) > 7:
        return f"{value[:3]}****{value[-4:]}"
    if name == "email":
        user, _, domain = value.partition("@")
        return f"{user[:1]}***@{domain}"
    return value


@blueprint.post("/candidates/duplicates/merge")
@needs(Permission.APPLICATIONS_EDIT)
def duplicates_merge() -> Response | WerkzeugResponse:
    return _decide(merging.merge)


@blueprint.post("/candidates/duplicates/distinct")
@needs(Permission.APPLICATIONS_EDIT)
def duplicates_distinct() -> Response | WerkzeugResponse:
    return _decide(merging.distinct)


def _decide(verb: Any) -> Response | WerkzeugResponse:
    ids = [int(i) for i in request.form.getlist("candidate_id") if i.isdecimal()]
    try:
        with unit_of_work(actor()) as unit:
            verb(unit, ids)
    except RecruitmentError as problem:
        return _show(problem)
    return redirect(ours("hr.duplicates"), 303)


@blueprint.post("/candidates/duplicates/merges/<int:merge_id>/split")
@needs(Permission.APPLICATIONS_EDIT)
def duplicates_split(merge_id: int) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(actor()) as unit:
            merging.split(unit, merge_id)
    except RecruitmentError as problem:
        return _show(problem)
    return redirect(ours("hr.duplicates"), 303)
