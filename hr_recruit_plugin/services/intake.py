"""Resumes come in: read, recognised, scored with reasons, filed as applications."""

from __future__ import annotations

import mimetypes
import secrets
from dataclasses import dataclass
from unicodedata import category

from sqlalchemy import select

from ..engines.resume import ParsedResume
from ..errors import Invalid, NotFound, RecruitmentRefused
from ..i18n import N_, gettext
from ..links import link
from ..models import Application, Candidate, Consent, Document, Job, Stage, StageMove
from ..records import ApplicationReceived
from ..security.permissions import Permission
from . import access, duplicates, events
from .pipeline import enter
from .rating import rate
from .reading import Reading, read
from .recognition import UNTYPED, Contact, fill_contact, recognise
from .refs import application_ref, subject
from .unit import CANDIDATE, Actor, Unit, unit_of_work

ACCEPTED, AGAIN, REFUSED = "accepted", "again", "refused"
NOTICE_VERSION = "1"


@dataclass(frozen=True)
class Intake:
    """What came of one file. ``reason`` is a sentence for the user when it was not accepted."""

    outcome: str
    filename: str
    document_id: int
    application_id: int | None = None
    token: str | None = None
    reason: str | None = None


def submit(unit: Unit, job: Job, reading: Reading, *, source: str, contact: Contact = UNTYPED) -> Intake:
    """File one resume for ``job``: a new application, or the same person again, or a refusal that keeps the file."""
    if job.status != "open":
        raise Invalid(N_("职位「%(job)s」现在不收简历。"), job=job.title)
    if reading.parsed is None:
        return refuse(unit, reading, str(gettext(reading.refusal.message, **reading.refusal.params)))  # type: ignore[union-attr]
    name = contact.name or reading.parsed.name.value
    if not name:
        return refuse(unit, reading, gettext(N_("简历里没找到姓名。请核对文件，或手动填写后再导入。")))
    deeds = len(unit.deeds)
    try:
        # A refusal by a hook undoes this application alone; the file is kept and the batch goes on.
        with unit.session.begin_nested():
            return _accept(unit, job, reading, reading.parsed, name=name, source=source, contact=contact)
    except RecruitmentRefused as refusal:
        del unit.deeds[deeds:]
        unit.hook_settings = None
        return refuse(unit, reading, gettext(refusal.message, **refusal.params))


def _accept(
    unit: Unit, job: Job, reading: Reading, parsed: ParsedResume, *, name: str, source: str, contact: Contact
) -> Intake:
    candidate, sharing = recognise(unit, parsed, contact, name)
    known = candidate is not None
    if candidate is None:
        candidate = Candidate(name=name, created_at=unit.now)
        unit.session.add(candidate)
    # Whoever knows somebody's phone must not redirect their mail by applying in their name.
    if not (known and unit.actor is CANDIDATE):
        fill_contact(unit, candidate, parsed, contact)
    unit.session.flush()
    duplicates.note(unit, candidate, parsed, sharing)
    earlier = unit.session.scalar(
        select(Application).where(Application.job_id == job.id, Application.candidate_id == candidate.id)
    )
    if earlier is not None:
        return _again(unit, earlier, reading, source)
    document = _keep(unit, reading, "resume", candidate.id)
    application = _file(unit, job, candidate, document, parsed=parsed, source=source)
    return Intake(ACCEPTED, reading.filename, document.id, application.id, application.token)


def _again(unit: Unit, earlier: Application, reading: Reading, source: str) -> Intake:
    """The same person once more: a new file joins the dossier, the very same file is not kept twice."""
    digest = unit.state.keyring.blind_index(reading.sha256, "document")
    known = unit.session.scalar(
        select(Document.id)
        .where(Document.candidate_id == earlier.candidate_id, Document.digest == digest)
        .order_by(Document.id)
        .limit(1)
    )
    if known is not None:
        reason = gettext(N_("这份文件之前已经收过，没有重复建档。"))
    else:
        known = _keep(unit, reading, "resume", earlier.candidate_id).id
        reason = gettext(N_("同一人已投过这个职位，新文件已并入原来的档案。"))
    unit.audit("application.sent_again", "application", earlier.id, source=source)
    if unit.actor is CANDIDATE:
        events.fire(
            unit, "recruit_application_received", _received(unit, earlier, known, again=True), earlier.job,
            subject=subject(earlier),
        )  # fmt: skip
    return Intake(AGAIN, reading.filename, known, earlier.id, earlier.token, reason)


def _file(
    unit: Unit, job: Job, candidate: Candidate, document: Document, *, parsed: ParsedResume, source: str
) -> Application:
    first = job.stages[0]
    application = Application(
        job=job, candidate=candidate, stage=first, document=document, source=source,
        token=secrets.token_urlsafe(24), status="active", applied_at=unit.now,
    )  # fmt: skip
    enter(application, first, unit.now)
    unit.session.add(application)
    unit.session.flush()
    rate(unit, application, parsed)
    event = _received(unit, application, document.id)
    events.validate(unit, "recruit_validate_application", event, job)
    unit.session.add(_move(unit, application, first))
    events.fire(unit, "recruit_application_received", event, job, subject=subject(application))
    unit.audit("application.received", "application", application.id, job=job.code, source=source)
    return application


def _received(unit: Unit, application: Application, document_id: int, *, again: bool = False) -> ApplicationReceived:
    return ApplicationReceived(
        application.id, application_ref(application), application.source, unit.now, document_id,
        by_candidate=unit.actor is CANDIDATE, again=again, candidate_url=link("portal.status", token=application.token),
    )  # fmt: skip


def _move(unit: Unit, application: Application, first: Stage) -> StageMove:
    return StageMove(
        application_id=application.id, to_stage_id=first.id, outcome="applied",
        actor_id=unit.actor.id, actor_name=unit.actor.name, at=unit.now,
    )  # fmt: skip


# --- documents ---------------------------------------------------------------------------------------------------


def _keep(unit: Unit, reading: Reading, kind: str, candidate_id: int | None, refusal: str | None = None) -> Document:
    document = Document(
        candidate_id=candidate_id,
        kind=kind,
        filename=file_name(reading.filename),
        media_type=mimetypes.guess_type(reading.filename)[0] or "application/octet-stream",
        size=len(reading.data),
        digest=unit.state.keyring.blind_index(reading.sha256, "document"),
        content=reading.data,
        parsed=reading.parsed.to_dict(evidence=True) if reading.parsed else None,
        format=reading.parsed.format or None if reading.parsed else None,
        found=",".join(reading.parsed.found) if reading.parsed else None,
        refusal=refusal,
        created_at=unit.now,
    )
    unit.session.add(document)
    unit.session.flush()
    return document


def file_name(given: str) -> str:
    """A sender's name for a file, fit for a header and a database: no line breaks, no writing backwards."""
    return "".join(c for c in given if category(c) not in ("Cc", "Cf", "Cs"))[-200:] or "file"


def refuse(unit: Unit, reading: Reading, reason: str) -> Intake:
    """Keep a file that was not taken, with the reason; it can be taken back out."""
    document = _keep(unit, reading, "refused", None, reason)
    unit.audit("document.refused", "document", document.id)
    return Intake(REFUSED, reading.filename, document.id, reason=reason)


# --- ways in -----------------------------------------------------------------------------------------------------


def receive(
    actor: Actor, job_id: int, data: bytes, filename: str, *, source: str, contact: Contact = UNTYPED
) -> Intake:
    """One resume from HR's hand or over the API."""
    with unit_of_work(actor, write=False) as unit:
        access.job(unit, job_id, Permission.APPLICATIONS_EDIT)
        now = unit.now
    reading = read(data, filename, now)
    with unit_of_work(actor) as unit:
        job = access.job(unit, job_id, Permission.APPLICATIONS_EDIT)
        return submit(unit, job, reading, source=source, contact=contact)


def apply(actor: Actor, code: str, data: bytes, filename: str, contact: Contact, *, source: str) -> Intake:
    """A candidate applies in the portal. The answer never tells whether this person applied before."""
    with unit_of_work(actor, write=False) as unit:
        _receiving(unit, code)
        now = unit.now
    reading = read(data, filename, now)
    with unit_of_work(actor) as unit:
        result = submit(unit, _receiving(unit, code), reading, source=source, contact=contact)
        if result.outcome == ACCEPTED:
            application = unit.get(Application, result.application_id, access.NO_APPLICATION)
            unit.session.add(
                Consent(
                    candidate_id=application.candidate_id,
                    purpose="recruitment",
                    notice_version=NOTICE_VERSION,
                    channel="portal",
                    given_at=unit.now,
                )
            )
        return result


def _receiving(unit: Unit, code: str) -> Job:
    found = open_jobs(unit, code)
    if not found:
        raise NotFound(N_("这个职位已停止接收简历。"))
    return found[0]


def open_jobs(unit: Unit, code: str | None = None) -> list[Job]:
    """Jobs that strangers may see."""
    statement = select(Job).where(Job.status == "open").order_by(Job.opened_at.desc(), Job.id)
    return list(unit.session.scalars(statement.where(Job.code == code) if code else statement))
