"""A dossier for another system: plain values, and of a person's data only what the reader works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..engines.matching import MatchReport
from ..engines.matching.profile import plain
from ..i18n import gettext
from ..models import Application, CorrectionRequest, Interview, Offer
from ..security.permissions import Permission
from . import dossier as dossiers
from .unit import Actor, Unit


@dataclass(frozen=True)
class Export:
    """The parts of a dossier as JSON-natural values, with the application's own row."""

    application: Application
    candidate: dict[str, Any]
    resume: dict[str, dict[str, Any]]
    """Field → {value, confidence, corrected_by}."""
    score: dict[str, Any] | None
    moves: Any
    interviews: list[dict[str, Any]]
    scorecards: Any
    locked_scorecards: int
    documents: Any
    offers: list[Offer]
    other_applications: list[int]
    corrections_asked: list[dict[str, Any]]
    reviews: Any


def export(unit: Unit, application_id: int) -> Export:
    """All of one application as the actor may see it; entered in the audit chain as a reading."""
    found = dossiers.dossier(unit, application_id)
    actor, application = unit.actor, found.application
    hidden = set() if _works_with_contacts(actor) else set(dossiers.CONTACT)
    values = found.parsed.plain()
    resume = {
        name: {
            "value": value, "confidence": getattr(found.parsed, name).confidence,
            "corrected_by": found.corrections.get(name, {}).get("by"),
        }
        for name, value in values.items()
        if name not in hidden
    }  # fmt: skip
    person = application.candidate
    contact = {name: getattr(person, name) for name in dossiers.CONTACT if name not in hidden}
    sees_offers = actor.can(Permission.OFFERS_EDIT)
    return Export(
        application=application,
        candidate={"id": person.id, "name": person.name, **contact},
        resume=resume,
        score=reasons(application.id, found.report) if found.report else None,
        moves=found.moves,
        interviews=[_interview(i) for i in found.interviews],
        scorecards=found.scorecards,
        locked_scorecards=found.locked,
        documents=[d for d in found.documents if sees_offers or d.kind not in ("offer", "signed_offer")],
        offers=list(found.offers) if sees_offers else [],
        other_applications=[a.id for a in found.other_applications] if actor.department is None else [],
        corrections_asked=[_asked(r) for r in found.corrections_asked],
        reviews=found.reviews,
    )


def _works_with_contacts(actor: Actor) -> bool:
    """Who invites and writes letters needs phone, e-mail and ID number; who judges does not."""
    return actor.can(Permission.APPLICATIONS_EDIT)


def _interview(interview: Interview) -> dict[str, Any]:
    return {
        "id": interview.id, "stage_id": interview.stage_id, "start": interview.start, "end": interview.end,
        "place": interview.place, "state": interview.state, "interviewers": [s.name for s in interview.seats],
    }  # fmt: skip


def _asked(request: CorrectionRequest) -> dict[str, Any]:
    return {
        "id": request.id, "field": request.field, "value": request.value["value"], "note": request.note, "state": request.state,
        "answer": request.answer, "created_at": request.created_at, "decided_by": request.decided_by,
        "decided_at": request.decided_at,
    }  # fmt: skip


def reasons(application_id: int, report: MatchReport) -> dict[str, Any]:
    """A score with its reasons as sentences in the reader's language."""
    return {
        "application_id": application_id, "score": report.score, "knocked_out": report.knocked_out,
        "missing": [m.render(gettext) for m in report.missing],
        "parts": [
            {
                "name": part.name, "label": part.label.render(gettext), "weight": part.weight, "earned": part.earned,
                "items": [
                    {
                        "requirement": item.requirement.to_dict() if item.requirement else None,
                        "label": item.label.render(gettext), "met": item.met, "points": item.points,
                        "out_of": item.out_of, "reason": item.reason.render(gettext), "evidence": plain(item.evidence),
                    }
                    for item in part.items
                ],
            }
            for part in report.parts
        ],
    }  # fmt: skip
