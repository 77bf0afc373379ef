"""Open jobs, and applying for one on a phone."""

from __future__ import annotations

import re

from flask import Response, redirect, request, session, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import LOCALES, N_, gettext
from ...schemas.forms import load_form
from ...schemas.portal import ApplySchema
from ...services import intake
from ...services.recognition import Contact
from ...services.unit import CANDIDATE, unit_of_work
from ...state import recruitment
from ..rendering import portal_page
from . import blueprint


@blueprint.get("/")
def jobs() -> Response:
    """Every open job."""
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = intake.open_jobs(unit)
    return portal_page("portal/jobs.html", title=gettext(N_("招聘岗位")), jobs=found, noindex=False)


@blueprint.get("/jobs/<code>")
def job(code: str) -> Response:
    return _form(code)


@blueprint.post("/jobs/<code>")
def apply(code: str) -> Response | WerkzeugResponse:
    """Take an application. The answer is the same whether or not this person applied before."""
    source = request.args.get("from", "portal")[:64]
    try:
        values = load_form(ApplySchema(), request.form)
        file = request.files.get("resume")
        if file is None or not file.filename:
            raise Invalid(N_("选一份简历文件再提交。"), {"resume": [N_("选一份简历文件，PDF、DOCX、照片都行。")]})
        limit = recruitment().settings.upload_megabytes
        data = file.stream.read(limit * 2**20 + 1)
        if len(data) > limit * 2**20:
            raise Invalid(
                N_("文件超过 %(limit)s MB。压缩或拆分后再传。"), {"resume": [N_("文件太大。压缩或拆分后再传。")]}, limit=limit
            )
        contact = Contact(values["name"], values["phone"], values["email"])
        result = intake.apply(CANDIDATE, code, data, file.filename, contact, source=source)
    except Invalid as problem:
        return _form(code, problem)
    if result.outcome == intake.REFUSED:
        reason = result.reason or ""
        return _form(code, Invalid(N_("这份文件没能读取：%(why)s"), {"resume": [reason]}, why=reason))
    return redirect(url_for("hr_recruit_portal.thanks", code=code), 303)


@blueprint.get("/jobs/<code>/thanks")
def thanks(code: str) -> Response:
    return portal_page("portal/thanks.html", title=gettext(N_("已收到")))


@blueprint.post("/locale")
def choose_locale() -> WerkzeugResponse:
    """Switch the portal's language; back to where the switch was."""
    wanted = request.form.get("locale", "zh")
    session["hr_recruit_locale"] = wanted if wanted in LOCALES else "zh"
    back = request.form.get("back", "")
    # Only a path of this site: a form field must not send people elsewhere.
    safe = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20]*", back)
    return redirect(back if safe else url_for("hr_recruit_portal.jobs"), 303)


def _form(code: str, problem: Invalid | None = None) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        found = intake.open_jobs(unit, code)
    if not found:
        return portal_page(
            "portal/error.html", title=gettext(N_("已停止接收")), status=404,
            sentence=gettext(N_("这个职位已停止接收简历。看看其他岗位。")), fields={}, code=404,
        )  # fmt: skip
    errors = {k: gettext(v[0]) for k, v in problem.fields.items()} if problem else {}
    return portal_page(
        "portal/apply.html", title=found[0].title, job=found[0], errors=errors, values=request.form,
        sentence=gettext(problem.message, **problem.params) if problem else "",
        limit=recruitment().settings.upload_megabytes, status=422 if problem else 200, noindex=False,
    )  # fmt: skip
