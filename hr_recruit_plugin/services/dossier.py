"""Reading one candidate's dossier, audited each time, and mending what was read from a resume."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload, undefer

from ..engines.matching import MatchReport
from ..engines.resume import ParsedResume
from ..errors import Forbidden, Invalid, NotFound
from ..i18n import N_
from ..models import (
    Application,
    AuditEntry,
    Consent,
    CorrectionRequest,
    Document,
    ImportBatch,
    ImportItem,
    Interview,
    Job,
    Offer,
    OutboxMessage,
    ReviewRequest,
    Scorecard,
    Stage,
    StageMove,
)
from ..outbox.answers import say
from ..security.permissions import Permission
from . import access, corrections
from .cards import Card, Facts, card_of
from .rating import rate
from .reading import effective
from .reading import page_image as drawn_page
from .recognition import normal_phone, set_contact
from .unit import Actor, Unit, expect_version, unit_of_work

CORRECTABLE = (
    "name", "gender", "birth_date", "phone", "email", "id_number", "highest_degree", "political_status", "title",
    "years_of_experience", "licences", "education", "work", "skills",
)  # fmt: skip
CONTACT = ("phone", "email", "id_number")
LETTERS = ("offer", "signed_offer")


@dataclass(frozen=True)
class Dossier:
    application: Application
    document: Document | None
    parsed: ParsedResume
    corrections: dict[str, Any]
    report: MatchReport | None
    moves: Sequence[StageMove]
    interviews: Sequence[Interview]
    scorecards: Sequence[Scorecard]
    """Handed in; an interviewer who owes one for the current round does not get that round's."""
    locked: int
    documents: Sequence[Document]
    other_applications: Sequence[Application]
    offers: Sequence[Offer]
    consents: Sequence[Consent]
    deliveries: Sequence[OutboxMessage]
    readers: Sequence[tuple[str, datetime]]
    corrections_asked: Sequence[CorrectionRequest]
    """By the candidate, the newest first; for those who may answer."""
    reviews: Sequence[ReviewRequest]
    """Reviews by a person, the newest first."""
    confirmed: tuple[str, datetime] | None
    """Who said last that all fields are right, and when."""
    card: Card
    """What happens next."""
    previous_id: int | None
    next_id: int | None
    position: int
    in_stage: int

    @property
    def next_stage(self) -> Stage | None:
        """Where the application goes from here; None from the last stage."""
        return stage_after(self.application)


def stage_after(application: Application) -> Stage | None:
    """The stage behind the one an application is in."""
    after = (s for s in application.job.stages if s.position > application.stage.position)
    return next(after, None)


def dossier(unit: Unit, application_id: int) -> Dossier:
    """All of one application. Opening it is entered in the audit chain."""
    application = access.application(unit, application_id)
    document = _document(unit, application.document_id)
    cards, locked = _scorecards(unit, application)
    ids = _neighbours(unit, application)
    place = ids.index(application.id) if application.id in ids else 0
    unit.audit("dossier.read", "application", application.id)
    stored = unit.session.scalar(select(Application.report).where(Application.id == application.id))
    return Dossier(
        application=application,
        document=document,
        parsed=effective(document) if document else ParsedResume(),
        corrections=dict(document.corrections or {}) if document else {},
        report=MatchReport.from_dict(stored) if stored else None,
        moves=_of(unit, StageMove, StageMove.at, application),
        interviews=unit.session.scalars(
            select(Interview)
            .where(Interview.application_id == application.id)
            .options(selectinload(Interview.seats), joinedload(Interview.stage))
            .order_by(Interview.start)
        ).all(),
        scorecards=cards,
        locked=locked,
        documents=_documents(unit, application),
        other_applications=_others(unit, application),
        offers=_of(unit, Offer, Offer.id, application) if unit.actor.can(Permission.APPLICATIONS_VIEW) else (),
        consents=unit.session.scalars(
            select(Consent).where(Consent.candidate_id == application.candidate_id).order_by(Consent.id)
        ).all(),
        deliveries=unit.session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.subject_type == "application", OutboxMessage.subject_id == application.id)
            .order_by(OutboxMessage.id)
        ).all(),
        readers=_readers(unit, application),
        corrections_asked=_requests(unit, CorrectionRequest, application),
        reviews=_requests(unit, ReviewRequest, application),
        confirmed=_confirmed(unit, application),
        card=_card(unit, application),
        previous_id=ids[place - 1] if place > 0 else None,
        next_id=ids[place + 1] if place + 1 < len(ids) else None,
        position=place + 1,
        in_stage=len(ids),
    )


def _card(unit: Unit, application: Application) -> Card:
    len(application.job.stages)  # loaded here: the screen names every stage that history points to
    facts = Facts.load(unit, [application.id])
    return card_of(unit, application, application.candidate.name, application.stage, facts=facts)


def answer_of(message: OutboxMessage) -> str:
    """What the outside system said to a delivery, in the reader's language and then in its own words."""
    return say(message.answer)


def summary(unit: Unit, application_id: int) -> tuple[Application, MatchReport | None]:
    """An application and its score with reasons, for a side panel; entered in the audit chain as a reading."""
    application = access.application(unit, application_id, Permission.APPLICATIONS_VIEW)
    stored = unit.session.scalar(select(Application.report).where(Application.id == application.id))
    unit.audit("dossier.read", "application", application.id, part="score")
    return application, MatchReport.from_dict(stored) if stored else None


def resume_of(unit: Unit, application: Application) -> Document | None:
    """The resume that an application came with, and what was read from it."""
    return _document(unit, application.document_id)


def _document(unit: Unit, document_id: int | None) -> Document | None:
    return unit.session.scalar(
        select(Document)
        .where(Document.id == document_id)
        .options(undefer(Document.parsed), undefer(Document.corrections))
    )


def _of(unit: Unit, model: Any, order: Any, application: Application) -> Sequence[Any]:
    return unit.session.scalars(select(model).where(model.application_id == application.id).order_by(order)).all()


def _requests(unit: Unit, model: Any, application: Application) -> Sequence[Any]:
    if not unit.actor.can(Permission.APPLICATIONS_EDIT):
        return ()
    return list(reversed(_of(unit, model, model.id, application)))


def _documents(unit: Unit, application: Application) -> Sequence[Document]:
    """The person's files; letters with terms are for those who write them."""
    statement = select(Document).where(Document.candidate_id == application.candidate_id)
    if not unit.actor.can(Permission.OFFERS_EDIT):
        statement = statement.where(Document.kind.not_in(LETTERS))
    return unit.session.scalars(statement.order_by(Document.id)).all()


def _others(unit: Unit, application: Application) -> Sequence[Application]:
    """The person's other applications, as far as the reader sees those jobs."""
    if not unit.actor.can(Permission.APPLICATIONS_VIEW):
        return ()
    return unit.session.scalars(
        access.of_department(select(Application).join(Application.job), unit.actor)
        .where(Application.candidate_id == application.candidate_id, Application.id != application.id)
        .options(contains_eager(Application.job), joinedload(Application.stage))
        .order_by(Application.applied_at)
    ).all()


def _scorecards(unit: Unit, application: Application) -> tuple[Sequence[Scorecard], int]:
    cards = unit.session.scalars(
        select(Scorecard)
        .where(Scorecard.application_id == application.id, Scorecard.submitted_at.is_not(None))
        .options(joinedload(Scorecard.interview).joinedload(Interview.stage))
        .order_by(Scorecard.submitted_at)
    ).all()
    # A head of department who sits on the panel judges alone like everybody else; HR, who decides, sees all.
    if unit.actor.can(Permission.APPLICATIONS_EDIT):
        return cards, 0
    owing = access.owes(unit, application.id)
    shown = [c for c in cards if c.interview_id not in owing]
    return shown, len(cards) - len(shown)


def _neighbours(unit: Unit, application: Application) -> list[int]:
    """Ids of the stage's candidates as the board orders them, for HR; an interviewer walks no list."""
    if not unit.actor.can(Permission.APPLICATIONS_VIEW):
        return []
    return list(
        unit.session.scalars(
            select(Application.id)
            .where(
                Application.job_id == application.job_id,
                Application.stage_id == application.stage_id,
                Application.status == "active",
            )
            .order_by(Application.knocked_out, Application.score.desc(), Application.id)
        )
    )


def _readers(unit: Unit, application: Application) -> list[tuple[str, datetime]]:
    rows = unit.session.execute(
        select(AuditEntry.actor_name, func.max(AuditEntry.at))
        .where(
            AuditEntry.action == "dossier.read",
            AuditEntry.object_type == "application",
            AuditEntry.object_id == str(application.id),
        )
        .group_by(AuditEntry.actor_name)
        .order_by(func.max(AuditEntry.at).desc())
        .limit(20)
    )
    return [(name, at) for name, at in rows]


def _confirmed(unit: Unit, application: Application) -> tuple[str, datetime] | None:
    row = unit.session.execute(
        select(AuditEntry.actor_name, AuditEntry.at)
        .where(
            AuditEntry.action == "dossier.confirmed",
            AuditEntry.object_type == "application",
            AuditEntry.object_id == str(application.id),
        )
        .order_by(AuditEntry.id.desc())
        .limit(1)
    ).first()
    return (row[0], row[1]) if row else None


# --- files -------------------------------------------------------------------------------------------------------


def download(unit: Unit, application_id: int, document_id: int) -> Document:
    """A file of the application's candidate, whole; entered in the audit chain."""
    application = access.application(unit, application_id)
    document = unit.session.scalar(
        select(Document)
        .where(Document.id == document_id, Document.candidate_id == application.candidate_id)
        .options(undefer(Document.content))
    )
    if document is None:
        raise NotFound(N_("没有这个文件。"))
    if document.kind in LETTERS and not unit.actor.can(Permission.OFFERS_EDIT):
        raise Forbidden(N_("Offer 文件只有人力资源部能看。"))
    unit.audit("document.read", "document", document.id, application=application.id)
    return document


def page_image(actor: Actor, application_id: int, page: int, width: int = 1000) -> bytes:
    """One page (from 0) of the resume as PNG, to show beside the fields. Raises NoPageImage where the format has none."""
    with unit_of_work(actor, write=False) as unit:
        document = resume_file(unit, application_id)
    return drawn_page(document.content, document.filename, page, width)


def resume_file(unit: Unit, application_id: int) -> Document:
    """The resume that an application came with, whole; entered in the audit chain."""
    application = access.application(unit, application_id)
    if application.document_id is None:
        raise NotFound(N_("没有简历文件。"))
    return download(unit, application_id, application.document_id)


def refused(unit: Unit, document_id: int) -> Document:
    """A refused file, so that somebody can see what was in it."""
    unit.actor.require(Permission.APPLICATIONS_EDIT)
    document = unit.session.get(Document, document_id, options=[undefer(Document.content)])
    if document is None or document.kind != "refused" or not _imported_here(unit, document_id):
        raise NotFound(N_("没有这个文件。"))
    unit.audit("document.read", "document", document.id)
    return document


def _imported_here(unit: Unit, document_id: int) -> bool:
    """Whether a refused file came in for a job that the actor sees; nobody's file is seen by who sees all."""
    if unit.actor.department is None:
        return True
    batches = select(ImportItem.id).join(ImportBatch, ImportItem.batch_id == ImportBatch.id)
    statement = batches.join(Job, ImportBatch.job_id == Job.id).where(ImportItem.document_id == document_id)
    return unit.session.scalar(access.of_department(statement, unit.actor).limit(1)) is not None


# --- corrections -------------------------------------------------------------------------------------------------


def correct(
    unit: Unit, application_id: int, field: str, value: Any, *, version: int | None, by_candidate: bool = False
) -> Application:
    """A person's word on one field. It wins, stays, and the score is computed again from it.

    Args:
        by_candidate: the candidate asked for it, and the actor agrees.
    """
    application = access.application(unit, application_id, Permission.APPLICATIONS_EDIT)
    expect_version(application, version, by=application.changed_by)
    document = _document(unit, application.document_id)
    if document is None or field not in CORRECTABLE:
        raise Invalid(N_("这一项不能改。"), {"field": ["unknown"]})
    if field == "name" and not str(value or "").strip():
        raise Invalid(N_("姓名不能为空。"), {field: ["required"]})
    value = corrections.checked(field, value)
    corrections.count(unit, document, field, value, by_candidate=by_candidate)
    correction = {"value": value, "by": unit.actor.name, "at": unit.now.isoformat()}
    document.corrections = {**(document.corrections or {}), field: correction}
    if field == "name":
        application.candidate.name = str(value)
    if field in CONTACT:
        _correct_contact(unit, application, field, value)
    application.changed_by, application.changed_at = unit.actor.name, unit.now
    rate(unit, application, effective(document))
    unit.audit("dossier.corrected", "application", application.id, field=field)
    return application


def _correct_contact(unit: Unit, application: Application, field: str, value: Any) -> None:
    text = str(value or "").strip() or None
    if text and field == "phone":
        text = normal_phone(text)
    if text and field == "email":
        text = text.lower()
    if text and field == "id_number":
        text = text.upper()
    set_contact(unit, application.candidate, field, text)


def confirm_all(unit: Unit, application_id: int) -> None:
    """HR looked at every field and found them right."""
    application = access.application(unit, application_id, Permission.APPLICATIONS_EDIT)
    if application.document is not None:
        application.document.confirmed_at = unit.now
    unit.audit("dossier.confirmed", "application", application.id)
