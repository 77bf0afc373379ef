"""A candidate sees what was read from the resume, says what is wrong, and HR decides: the way to rectification (PIPL art. 46)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from ..engines.resume import ParsedResume
from ..errors import Invalid, NotFound, TooMany
from ..i18n import N_
from ..links import link
from ..models import Application, CorrectionRequest
from ..records import ApplicationRef, RequestAnswered, RequestMade
from ..security.permissions import Permission
from . import access, corrections, dossier, events
from .reading import effective
from .refs import application_ref, job_owner, subject
from .unit import Unit

MOST_OPEN, MOST_A_DAY, LONGEST = 5, 10, 500
EDIT = Permission.APPLICATIONS_EDIT
SAME = N_("和读到的一样，没有要改的。")
NOTHING = N_("写上正确的内容；不该有这一项，就在下面写一句说明。")
WAITING = N_("你已有 %(count)s 处在等医院核对，核对后再提下一处。")
ENOUGH = N_("今天提得够多了，明天再来，或直接联系人力资源部。")
NO_FILE = N_("还没有读过你的简历。")
WHY = N_("写一句为什么不改，候选人会看到。")


@dataclass(frozen=True)
class OwnResume:
    """What was read from a candidate's resume, with corrections in place of it, and what they asked about it."""

    application: Application
    parsed: ParsedResume
    corrected: frozenset[str]
    requests: Sequence[CorrectionRequest]
    """The newest first."""

    @property
    def waiting(self) -> dict[str, CorrectionRequest]:
        return {r.field: r for r in self.requests if r.state == "open"}

    def parsed_as_asked(self, field: str) -> ParsedResume:
        """With what was asked of ``field`` in place of what was read, for a form to start from."""
        held = self.waiting.get(field)
        return ParsedResume.from_dict({field: held.value}) if held else self.parsed


def own_resume(unit: Unit, token: str) -> OwnResume:
    """What the holder of ``token`` may see of it: everything, for it is their own. Entered in the audit chain."""
    application = access.by_token(unit, token)
    document = dossier.resume_of(unit, application)
    unit.audit("resume.shown", "application", application.id)
    parsed = effective(document) if document else ParsedResume()
    return OwnResume(application, parsed, frozenset(document.corrections or () if document else ()), of(unit, application.id))


def of(unit: Unit, application_id: int) -> Sequence[CorrectionRequest]:
    """All that was asked about one application, the newest first."""
    return unit.session.scalars(
        select(CorrectionRequest)
        .where(CorrectionRequest.application_id == application_id)
        .order_by(CorrectionRequest.id.desc())
    ).all()


def ask(unit: Unit, token: str, field: str, value: Any, note: str) -> CorrectionRequest:
    """This field was read wrongly, ``value`` is right. Asking again about a field that waits replaces what was said."""
    application = access.by_token(unit, token)
    note = note.strip()[:LONGEST]
    _sensible(unit, application, field, corrections.checked(field, value) if field in dossier.CORRECTABLE else None, note)
    held = next((r for r in of(unit, application.id) if r.field == field and r.state == "open"), None)
    if held is None:
        _not_too_many(unit, application)
        held = CorrectionRequest(application=application, field=field, state="open", created_at=unit.now)
        unit.session.add(held)
    held.value, held.note = {"value": value}, note or None
    unit.session.flush()
    event = RequestMade(
        held.id, application_ref(application), "correction", address(held), (job_owner(application.job),)
    )
    events.fire(unit, "recruit_request_made", event, application.job, subject=subject(application))
    unit.audit("correction.asked", "application", application.id, field=field, request=held.id)
    return held


def address(held: CorrectionRequest) -> str:
    """Where HR decides: the dossier, with the form filled in as the candidate wrote it."""
    return link("hr.dossier", application_id=held.application_id, **place(held))


def place(held: CorrectionRequest) -> dict[str, Any]:
    return {"edit": held.field, "asked": held.id, "_anchor": "hr-fields"}


def _sensible(unit: Unit, application: Application, field: str, value: Any, note: str) -> None:
    document = dossier.resume_of(unit, application)
    if document is None:
        raise Invalid(NO_FILE)
    if field not in dossier.CORRECTABLE:
        raise NotFound(N_("没有这一项。"))
    if value in (None, "", []):
        if field == "name":
            raise Invalid(N_("姓名不能为空。"), {field: ["required"]})
        if not note:
            raise Invalid(NOTHING, {field: ["required"]})
    said = ParsedResume.from_dict({field: {"value": value}}).plain()[field]
    if said == effective(document).plain()[field] and not note:
        raise Invalid(SAME, {field: ["same"]})


def _not_too_many(unit: Unit, application: Application) -> None:
    """Whoever holds a link can't fill HR's list: so many open at once, so many a day."""
    mine = select(func.count()).where(CorrectionRequest.application_id == application.id)
    if (count := unit.session.scalar(mine.where(CorrectionRequest.state == "open")) or 0) >= MOST_OPEN:
        raise TooMany(WAITING, count=count)
    if (unit.session.scalar(mine.where(CorrectionRequest.created_at > unit.now - timedelta(days=1))) or 0) >= MOST_A_DAY:
        raise TooMany(ENOUGH)


# --- HR ----------------------------------------------------------------------------------------------------------


def open_ones(unit: Unit) -> Sequence[CorrectionRequest]:
    """What waits for HR, the oldest first, in one statement."""
    statement = (
        select(CorrectionRequest)
        .join(CorrectionRequest.application)
        .join(Application.job)
        .where(CorrectionRequest.state == "open")
        .options(
            joinedload(CorrectionRequest.application).joinedload(Application.candidate),
            joinedload(CorrectionRequest.application).joinedload(Application.job),
        )
        .order_by(CorrectionRequest.id)
        .limit(20)
    )
    return unit.session.scalars(access.of_department(statement, unit.actor)).all()


def grant(unit: Unit, application_id: int, request_id: int, value: Any, *, version: int | None) -> Application:
    """Put the field right as the candidate said, or as HR typed after looking; the candidate is told."""
    held = _waiting(unit, application_id, request_id)
    # Told where the link went to, also when it is the address that was wrong: nobody else's mail is redirected in silence.
    email = held.application.candidate.email
    application = dossier.correct(unit, application_id, held.field, value, version=version, by_candidate=True)
    ref = application_ref(application)
    _decided(unit, held, "done", "", replace(ref, candidate=replace(ref.candidate, email=email or ref.candidate.email)))
    return application


def decline(unit: Unit, application_id: int, request_id: int, sentence: str) -> Application:
    """It stays as it was read. The candidate reads ``sentence``."""
    held = _waiting(unit, application_id, request_id)
    sentence = sentence.strip()[:LONGEST]
    if not sentence:
        raise Invalid(WHY, {"answer": [WHY]})
    _decided(unit, held, "declined", sentence, application_ref(held.application))
    return held.application


def _waiting(unit: Unit, application_id: int, request_id: int) -> CorrectionRequest:
    application = access.application(unit, application_id, EDIT)
    held = unit.session.get(CorrectionRequest, request_id)
    if held is None or held.application_id != application.id:
        raise NotFound(N_("没有这条请求。"))
    if held.state != "open":
        raise Invalid(N_("这条请求已经处理过了。"))
    return held


def _decided(unit: Unit, held: CorrectionRequest, state: str, sentence: str, ref: ApplicationRef) -> None:
    held.state, held.answer = state, sentence or None
    held.decided_by, held.decided_at = unit.actor.name, unit.now
    application = held.application
    event = RequestAnswered(
        held.id, ref, "correction", state, sentence, (job_owner(application.job),),
        link("portal.status", token=application.token),
    )  # fmt: skip
    events.fire(unit, "recruit_request_answered", event, application.job, subject=subject(application))
    unit.audit(f"correction.{'granted' if state == 'done' else state}", "application", application.id,
               field=held.field, request=held.id)  # fmt: skip
