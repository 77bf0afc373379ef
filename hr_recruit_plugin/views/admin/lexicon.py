"""The hospital's words: looking them up, adding and removing, trying them on a sentence, scoring again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, redirect, request
from werkzeug.wrappers import Response as WerkzeugResponse

from ...engines.matching import LICENCE_KINDS
from ...engines.matching.labels import label, licence_label
from ...errors import RecruitmentError
from ...i18n import N_, gettext
from ...presentation import ours
from ...security.permissions import Permission
from ...services import lexicon as service
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..hr.people import said
from ..rendering import fragment, page
from . import blueprint

ADMIN = Permission.SETTINGS_EDIT
TITLES: Mapping[str, str] = {
    "skills": N_("技能"), "majors": N_("专业"), "departments": N_("科室"),
    "titles.nursing": N_("职称：护理"), "titles.physician": N_("职称：医师"), "titles.pharmacist": N_("职称：药学"),
    "titles.technician": N_("职称：医技"), "titles.engineer": N_("职称：工程"), "titles.economist": N_("职称：经济"),
    "titles.accountant": N_("职称：会计"), "titles.statistician": N_("职称：统计"), "titles.political_work": N_("职称：政工"),
    "titles.researcher": N_("职称：科研"), "titles.teacher": N_("职称：教学"),
}  # fmt: skip
SHOWN = 60


@blueprint.get("/settings/lexicon")
@needs(ADMIN)
def lexicon() -> Response:
    return _show()


@blueprint.post("/settings/lexicon")
@needs(ADMIN)
def lexicon_add() -> Response | WerkzeugResponse:
    try:
        with unit_of_work(actor()) as unit:
            service.add(unit, _section(), request.form.get("words", ""))
    except RecruitmentError as problem:
        return _show(problem)
    return redirect(ours("admin.lexicon", section=_section(), changed=1), 303)


@blueprint.post("/settings/lexicon/<int:group_id>/remove")
@needs(ADMIN)
def lexicon_remove(group_id: int) -> WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.remove(unit, group_id)
    return redirect(ours("admin.lexicon", section=_section(), changed=1), 303)


@blueprint.post("/settings/lexicon/rescore")
@needs(ADMIN)
def lexicon_rescore() -> WerkzeugResponse:
    service.rescore_later(actor())
    return redirect(ours("admin.lexicon", section=_section()), 303)


@blueprint.get("/settings/lexicon/progress")
@needs(ADMIN)
def lexicon_progress() -> Response:
    return fragment("admin/lexicon_progress.html", rescoring=service.progress())


def _section() -> str:
    return request.values.get("section", "skills")


def _show(problem: RecruitmentError | None = None) -> Response:
    names = {key: _title(key) for key in service.sections()}
    section = _section() if _section() in names else "skills"
    query, sentence = request.args.get("q", "")[:80], request.args.get("try", "")[:2000]
    with unit_of_work(actor(), write=False) as unit:
        lines = service.listing(unit, section, query)
        touched = service.stale(unit) if request.args.get("changed") == "1" else 0
    return page(
        "admin/lexicon.html", title=gettext(N_("词库")), names=names, section=section, query=query, sentence=sentence,
        lines=lines[:SHOWN], total=len(lines), touched=touched, rescoring=service.progress(), read=_read(sentence),
        problem=problem, typed=request.form.get("words", "") if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip


def _title(section: str) -> str:
    name, _, part = section.partition(".")
    if name == "licences" and part in LICENCE_KINDS:
        return gettext(N_("证照：%(kind)s"), kind=said(licence_label(part)))
    return gettext(TITLES.get(section, section))


def _read(sentence: str) -> list[dict[str, Any]]:
    """What a sentence of an advertisement is read as."""
    if not sentence.strip():
        return []
    return [
        {"label": said(label(one.requirement)), "must": one.requirement.must, "source": one.source}
        for one in service.proposed(actor(), sentence)
    ]
