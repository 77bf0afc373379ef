"""A candidate reads what we read from the resume, and says where it is wrong."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid, NotFound, RecruitmentError, TooMany
from ...i18n import N_, gettext
from ...schemas.application import correction
from ...services import correction_requests as service
from ...services.unit import CANDIDATE, unit_of_work
from .. import read_fields
from ..rendering import portal_page
from . import blueprint

NO_FIELD = N_("没有这一项。")


@blueprint.get("/status/<token>/resume")
def own_resume(token: str) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = service.own_resume(unit, token)
    rows = [
        {
            "name": name, "label": gettext(label), "lines": [line for line, _, _ in read_fields.lines(name, found.parsed)],
            "corrected": name in found.corrected, "asked": found.waiting.get(name),
        }
        for name, label in read_fields.LABELS.items()
    ]  # fmt: skip
    return portal_page("portal/own_resume.html", title=gettext(N_("我们读到的")), found=found, rows=rows, token=token)


@blueprint.get("/status/<token>/resume/<field>")
def own_field(token: str, field: str) -> Response:
    return _form(token, field)


@blueprint.post("/status/<token>/resume/<field>")
def own_field_send(token: str, field: str) -> Response | WerkzeugResponse:
    if field not in read_fields.LABELS:
        raise NotFound(NO_FIELD)
    try:
        value = correction(field, request.form.items(multi=True))
        with unit_of_work(CANDIDATE) as unit:
            service.ask(unit, token, field, value, request.form.get("note", ""))
    except (Invalid, TooMany) as problem:
        return _form(token, field, problem)
    return redirect(url_for("hr_recruit_portal.status", token=token, _anchor="hr-requests"), 303)


def _form(token: str, field: str, problem: RecruitmentError | None = None) -> Response:
    if field not in read_fields.LABELS:
        raise NotFound(NO_FIELD)
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = service.own_resume(unit, token)
    asked = found.waiting.get(field)
    return portal_page(
        "portal/own_field.html", title=gettext(N_("这里读错了")), token=token, name=field,
        label=gettext(read_fields.LABELS[field]), lines=[line for line, _, _ in read_fields.lines(field, found.parsed)],
        form=read_fields.form(field, found.parsed_as_asked(field)), asked=asked,
        typed=dict(request.form.items(multi=True)), longest=service.LONGEST,
        sentence=gettext(problem.message, **problem.params) if problem else "", status=problem.status if problem else 200,
    )  # fmt: skip
