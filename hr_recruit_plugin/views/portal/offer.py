"""Reading, signing and verifying an offer."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...services import offers, signing
from ...services.unit import CANDIDATE, unit_of_work
from ..papers import pdf_answer
from ..rendering import portal_page
from . import blueprint


@blueprint.get("/offer/<token>")
def offer(token: str) -> Response:
    return _page(token)


@blueprint.get("/offer/<token>/letter.pdf")
def letter(token: str) -> Response:
    with unit_of_work(CANDIDATE, write=False) as unit:
        document = signing.letter_of(unit, token)
    return pdf_answer(document.content, document.filename)


@blueprint.post("/offer/<token>/code")
def code(token: str) -> Response | WerkzeugResponse:
    try:
        with unit_of_work(CANDIDATE) as unit:
            signing.request_code(unit, token)
    except Invalid as problem:
        return _page(token, problem)
    return redirect(url_for("hr_recruit_portal.offer", token=token, _anchor="hr-code"), 303)


@blueprint.post("/offer/<token>/sign")
def sign(token: str) -> Response | WerkzeugResponse:
    form = request.form
    try:
        signing.sign(
            token, code=form.get("code", ""), drawing=form.get("signature_image", ""),
            typed=form.get("signature_name", "") if form.get("signature_kind") == "typed" else "",
            agreed=form.get("agreed") == "1",
        )  # fmt: skip
    except Invalid as problem:
        return _page(token, problem)
    return redirect(url_for("hr_recruit_portal.offer", token=token), 303)


@blueprint.post("/offer/<token>/decline")
def decline(token: str) -> WerkzeugResponse:
    with unit_of_work(CANDIDATE) as unit:
        signing.decline(unit, token, request.form.get("reason", ""))
    return redirect(url_for("hr_recruit_portal.offer", token=token), 303)


@blueprint.route("/verify", methods=["GET", "POST"])
def verify() -> Response:
    """Whether a signed file is ours and untouched, bit for bit."""
    found, checked = None, False
    file = request.files.get("file")
    if request.method == "POST" and file is not None and file.filename:
        checked = True
        with unit_of_work(CANDIDATE, write=False) as unit:
            found = signing.verify(unit, file.stream.read(30 * 2**20))
    trail = _trail(found.trail) if found else []
    return portal_page(
        "portal/verify.html", title=gettext(N_("核验文件")), offer=found, checked=checked, trail=trail,
        checked_at=datetime.now(UTC), noindex=False,
    )  # fmt: skip


def _page(token: str, problem: Invalid | None = None) -> Response:
    # Opening an offer the first time goes into its trail: this read writes.
    with unit_of_work(CANDIDATE) as unit:
        found = signing.opened(unit, token)
        left = (found.expires_at - unit.now).days
    errors = dict.fromkeys(problem.fields, gettext(problem.message, **problem.params)) if problem else {}
    return portal_page(
        "portal/offer.html", title=gettext(N_("录用通知")), offer=found, terms=offers.Terms.from_dict(found.terms),
        token=token, masked=_masked(found.application.candidate.email or ""), days_left=left, errors=errors, values=request.form,
        sentence=gettext(problem.message, **problem.params) if problem else "", status=422 if problem else 200,
    )  # fmt: skip


def _trail(trail: list[dict[str, str]]) -> list[dict[str, object]]:
    return [{**step, "at": datetime.fromisoformat(step["at"])} for step in reversed(trail)]


def _masked(email: str) -> str:
    """j***@example.org: enough for its owner to know it."""
    name, _, domain = email.partition("@")
    return f"{name[:1]}***@{domain}"
