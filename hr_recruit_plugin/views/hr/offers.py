"""Offers: the list, writing one, taking one back."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from ...errors import Invalid
from ...i18n import N_, gettext
from ...schemas.forms import load_form, version_of
from ...schemas.offer import TermsSchema
from ...security.permissions import Permission
from ...services import offers as service
from ...services.unit import unit_of_work
from ..guard import actor, needs
from ..rendering import page
from . import blueprint


@blueprint.get("/offers")
@needs(Permission.OFFERS_EDIT)
def offers() -> Response:
    number = max(request.args.get("page", 1, type=int), 1)
    with unit_of_work(actor(), write=False) as unit:
        found = service.listing(unit, number)
    lines = [(o, service.Terms.from_dict(o.terms)) for o in found.offers]
    return page("hr/offers.html", title=gettext(N_("Offer")), lines=lines, found=found)


@blueprint.get("/applications/<int:application_id>/offer")
@needs(Permission.OFFERS_EDIT)
def offer_new(application_id: int) -> Response:
    return _form(application_id)


@blueprint.post("/applications/<int:application_id>/offer")
@needs(Permission.OFFERS_EDIT)
def offer_issue(application_id: int) -> Response | WerkzeugResponse:
    """Write the letter and send the link."""
    try:
        terms = service.Terms(**load_form(TermsSchema(), request.form))
        service.issue(actor(), application_id, terms)
    except Invalid as problem:
        return _form(application_id, problem)
    return redirect(url_for("hr_recruit_hr.dossier", application_id=application_id), 303)


@blueprint.post("/offers/<int:offer_id>/withdraw")
@needs(Permission.OFFERS_EDIT)
def offer_withdraw(offer_id: int) -> WerkzeugResponse:
    with unit_of_work(actor()) as unit:
        service.withdraw(unit, offer_id, version=version_of(request.form))
    return redirect(url_for("hr_recruit_hr.offers"), 303)


def _form(application_id: int, problem: Invalid | None = None) -> Response:
    with unit_of_work(actor(), write=False) as unit:
        draft = service.draft(unit, application_id)
    values = request.form if problem else draft.terms.to_dict()
    errors = {k: gettext(v[0]) for k, v in problem.fields.items()} if problem else {}
    return page(
        "hr/offer_new.html", title=gettext(N_("发 Offer")), application=draft.application, values=values,
        errors=errors, sentence=gettext(problem.message, **problem.params) if problem else draft.obstacle,
        blocked=draft.obstacle is not None, status=422 if problem else 200,
    )  # fmt: skip
