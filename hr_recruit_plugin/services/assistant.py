"""A language model proposes, a person takes or drops each proposal. Off until an admin connects one; it never scores.

The question leaves between two transactions, from a masked text; a proposal whose quote is not in that text is dropped.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import undefer

from ..adapters.base import AdapterError, SettingsInvalid
from ..adapters.llm.port import LlmAdapter
from ..engines.matching import Requirement, RequirementError
from ..engines.resume.masking import MASK, NothingToMask, masked
from ..errors import Invalid, NotFound
from ..i18n import N_, current_locale, gettext
from ..models import AssistantRequest, Connection, Document
from ..outbox.answers import answer_of, say
from ..outbox.outcome import fault
from ..records import AssistantProposal, AssistantQuestion, Port
from ..security.permissions import Permission
from . import access, dossier, jobs
from .reading import effective
from .unit import Actor, Unit, unit_of_work

log = logging.getLogger(__name__)

FIELDS, REQUIREMENTS, QUESTIONS = "fields", "requirements", "questions"
TEXT_FIELDS = ("title", "political_status", "highest_degree")
"""What may be proposed for a dossier: single values that say nothing of who the person is."""
DOUBTFUL = 0.75
LONGEST = 12_000
OPEN, TAKEN, DROPPED = "open", "taken", "dropped"
ASKING, ANSWERED, FAILED = "asking", "answered", "failed"
SILENCE = timedelta(minutes=6)
NOT_CONNECTED = N_("还没有连接语言模型。它是可选的，请系统管理员在「设置 → 连接」里决定要不要连。")
NO_REQUEST = N_("没有这次提议。")


def connected(unit: Unit) -> LlmAdapter | None:
    """The enabled model, or None."""
    row = unit.session.scalar(select(Connection).where(Connection.port == str(Port.LLM), Connection.enabled))
    kind = unit.state.adapters.get((str(Port.LLM), row.adapter)) if row else None
    if row is None or kind is None or not issubclass(kind, LlmAdapter):
        return None
    try:
        return kind(row.settings)
    except SettingsInvalid:
        return None


# --- asking ------------------------------------------------------------------------------------------------------


def ask_about_person(actor: Actor, application_id: int, purpose: str) -> int:
    """Ask for doubtful fields or for interview questions, from the masked resume. → request id; the answer comes later."""
    if purpose not in (FIELDS, QUESTIONS):
        raise Invalid(N_("没有这种提议。"))
    with unit_of_work(actor) as unit:
        application = access.application(unit, application_id, Permission.APPLICATIONS_EDIT)
        document = unit.session.scalar(
            select(Document)
            .where(Document.id == application.document_id)
            .options(undefer(Document.parsed), undefer(Document.corrections))
        )
        if document is None:
            raise Invalid(N_("没有简历文件。"))
        parsed = effective(document)
        try:
            text = masked(parsed, application.candidate.name)
        except NothingToMask as problem:
            raise Invalid(N_("没读出姓名，遮不住，不发送。先在档案里补上姓名。")) from problem
        wanted = tuple(f for f in TEXT_FIELDS if getattr(parsed, f).confidence < DOUBTFUL) if purpose == FIELDS else ()
        if purpose == FIELDS and not wanted:
            raise Invalid(N_("没有要补的字段。"))
        asked = _ask(unit, purpose, "application", application.id, text, wanted)
    return _later(*asked)


def ask_about_job(actor: Actor, job_id: int) -> int:
    """Ask for the requirements of an advertisement. → request id."""
    with unit_of_work(actor) as unit:
        job = access.job(unit, job_id, Permission.JOBS_EDIT)
        if not job.text.strip():
            raise Invalid(N_("先写招聘启事的正文。"))
        asked = _ask(unit, REQUIREMENTS, "job", job.id, job.text, ())
    return _later(*asked)


def _ask(
    unit: Unit, purpose: str, subject: str, subject_id: int, text: str, wanted: Sequence[str]
) -> tuple[int, LlmAdapter, AssistantQuestion]:
    adapter = connected(unit)
    if adapter is None:
        raise Invalid(NOT_CONNECTED)
    row = AssistantRequest(
        purpose=purpose, subject_type=subject, subject_id=subject_id, state=ASKING, asked_by=unit.actor.name, asked_at=unit.now
    )
    unit.session.add(row)
    unit.session.flush()
    question = AssistantQuestion(purpose, text[:LONGEST], tuple(wanted), current_locale())
    unit.audit("assistant.asked", subject, subject_id, purpose=purpose, characters=len(question.text))
    return row.id, adapter, question


def _later(request_id: int, adapter: LlmAdapter, question: AssistantQuestion) -> int:
    """Put the question in a thread, now that the request is committed."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def run() -> None:
        with app.app_context():
            answer(request_id, adapter, question)

    threading.Thread(target=run, name=f"hr-recruit-assistant-{request_id}", daemon=True).start()
    return request_id


def answer(request_id: int, adapter: LlmAdapter, question: AssistantQuestion) -> None:
    """Put the question and keep what came of it."""
    found: list[dict[str, Any]] = []
    problem = None
    try:
        found = [_open(one) for one in adapter.propose(question) if _rests_on(one, question)]
    except AdapterError as error:
        problem = answer_of(error)
    except Exception as error:
        log.error("asking the model failed: %s", type(error).__name__)
        problem = fault(error)
    with unit_of_work() as unit:
        row = unit.get(AssistantRequest, request_id, NO_REQUEST)
        row.state, row.proposals, row.answer = (FAILED, [], problem) if problem else (ANSWERED, found, None)


def _open(one: AssistantProposal) -> dict[str, Any]:
    return {"key": one.key, "value": one.value, "quote": one.quote, "state": OPEN, "by": ""}


def _rests_on(one: AssistantProposal, question: AssistantQuestion) -> bool:
    """Whether a proposal answers what was asked with words that are really there."""
    if one.quote not in question.text or MASK in one.value:
        return False
    return question.purpose != FIELDS or one.key in question.wanted


# --- deciding ----------------------------------------------------------------------------------------------------


def requests(unit: Unit, subject: str, subject_id: int) -> Sequence[AssistantRequest]:
    """What was asked about an application or a job, newest first; a question nobody will answer any more has failed."""
    _may(unit, subject, subject_id)
    rows = unit.session.scalars(
        select(AssistantRequest)
        .where(AssistantRequest.subject_type == subject, AssistantRequest.subject_id == subject_id)
        .order_by(AssistantRequest.id.desc())
        .limit(10)
    ).all()
    if subject == "application" and rows:
        unit.audit("dossier.read", "application", subject_id, part="assistant")
    return rows


def silent(row: AssistantRequest, unit: Unit) -> bool:
    """Whether the process that asked died before the answer came."""
    return row.state == ASKING and unit.now - row.asked_at > SILENCE


def why(row: AssistantRequest, unit: Unit) -> str:
    """Why there is no answer, in the reader's language."""
    return gettext(N_("没有等到回答，再问一次。")) if silent(row, unit) else say(row.answer)


def about(unit: Unit, subject: str, subject_id: int) -> str:
    """Whom or what the proposals are about."""
    if subject == "job":
        return access.job(unit, subject_id).title
    return access.application(unit, subject_id).candidate.name


def decide(unit: Unit, request_id: int, number: int, *, take: bool) -> AssistantRequest:
    """Take or drop one proposal. A taken field is a person's correction; a taken requirement joins the job."""
    row = unit.get(AssistantRequest, request_id, NO_REQUEST)
    _may(unit, row.subject_type, row.subject_id)
    proposals = [dict(one) for one in row.proposals or ()]
    if not 0 <= number < len(proposals) or proposals[number]["state"] != OPEN:
        raise NotFound(NO_REQUEST)
    one = proposals[number]
    if take and row.purpose == FIELDS:
        dossier.correct(unit, row.subject_id, one["key"], one["value"], version=None)
    elif take and row.purpose == REQUIREMENTS:
        _add_requirement(unit, row.subject_id, one)
    one |= {"state": TAKEN if take else DROPPED, "by": unit.actor.name}
    row.proposals = proposals
    unit.audit("assistant.taken" if take else "assistant.dropped", row.subject_type, row.subject_id, purpose=row.purpose)
    return row


def _may(unit: Unit, subject: str, subject_id: int) -> None:
    if subject == "job":
        access.job(unit, subject_id, Permission.JOBS_EDIT)
    else:
        access.application(unit, subject_id, Permission.APPLICATIONS_EDIT)


def _add_requirement(unit: Unit, job_id: int, one: dict[str, Any]) -> None:
    try:
        added = Requirement.from_dict({"kind": one["key"], "value": one["value"], "must": False, "weight": 1})
    except RequirementError as problem:
        raise Invalid(N_("这条要求写不成条件，请在职位里手动添加。")) from problem
    job = access.job(unit, job_id, Permission.JOBS_EDIT)
    values = {"requirements": [*job.requirements, added.to_dict()]}
    jobs.change_job(unit, job_id, values, version=None)
