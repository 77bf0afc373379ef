"""Taking a person out: at their wish, or when the time is over for which data may be kept (PIPL art. 19, 47).

What reports count stays, without anything that says who it was. Everything else that hangs on the person goes, found by
walking the foreign keys, so that a table added later is not forgotten.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, func, or_, select, update
from sqlalchemy.orm import aliased

from ..db import Base
from ..errors import Invalid, NotFound
from ..i18n import N_
from ..models import (
    Application,
    AssistantRequest,
    Busy,
    Candidate,
    Document,
    HookRun,
    ImportItem,
    Interview,
    Interviewer,
    OutboxMessage,
    Scorecard,
    Seat,
    StageMove,
)
from ..security.permissions import Permission
from . import access
from .unit import Unit

NOBODY = "—"
"""Where a name has to be."""
AT_ONCE = 200
UNSENT = ("waiting", "claimed", "sending", "unknown")
BLANKED: Mapping[Any, Mapping[str, Any]] = {
    Candidate: {
        "name": NOBODY, "phone": None, "phone_index": None, "email": None, "email_index": None, "id_number": None,
        "id_number_index": None, "address": None,
    },
    Application: {
        "document_id": None, "locale": None, "end_reason": None, "report": None, "headline": {}, "parts": [],
        "judged_by": None,
    },
    StageMove: {"reason": ""},
    Interview: {},
    Seat: {},
    Scorecard: {"note": None, "ratings": {}, "overall": None},
    ImportItem: {"filename": NOBODY, "content": None, "document_id": None, "application_id": None, "reason": None},
}  # fmt: skip
"""Rows that stay because figures count them, and what is taken out of them. Rows of every other table are deleted."""


def erase(unit: Unit, application_id: int) -> Candidate:
    """Take the person of an application out of all of our tables; it can't be taken back.

    Raises:
        Invalid: an application of theirs still goes on or ended in a hire, or a letter to them has not left yet.
    """
    unit.actor.require(Permission.APPLICATIONS_EDIT)
    person = access.application(unit, application_id, Permission.APPLICATIONS_EDIT).candidate
    if unit.actor.department is not None:
        raise NotFound(access.NO_APPLICATION)
    states = set(unit.session.scalars(select(Application.status).where(Application.candidate_id == person.id)))
    if "hired" in states:
        raise Invalid(N_("这个人已录用，资料属于人事档案，不在这里删除。"))
    if "active" in states:
        raise Invalid(N_("还有申请在进行。先婉拒或撤回，再删除。"))
    if unit.session.scalar(_unsent(person.id)):
        raise Invalid(N_("还有给这个人的通知没发完。发完再删除，TA 才收得到。"))
    _erase(unit, person.id)
    return person


def due(unit: Unit, days: int, *, limit: int = AT_ONCE) -> Sequence[int]:
    """Candidates all of whose applications ended more than ``days`` ago, none of them in a hire, the longest first."""
    last, other = func.max(Application.ended_at), aliased(Application)
    kept = exists().where(
        other.candidate_id == Candidate.id, or_(other.status.in_(("active", "hired")), other.ended_at.is_(None))
    )
    return unit.session.scalars(
        select(Candidate.id)
        .join(Application, Application.candidate_id == Candidate.id)
        .where(Candidate.erased_at.is_(None), ~kept)
        .group_by(Candidate.id)
        .having(last < unit.now - timedelta(days=days))
        .order_by(last, Candidate.id)
        .limit(limit)
    ).all()


def retain(unit: Unit, days: int) -> tuple[int, int]:
    """Take out whose time is over, and refused files as old, some at a time. → (people, files)."""
    people = 0
    for candidate_id in due(unit, days):
        if not unit.session.scalar(_unsent(candidate_id)):
            _erase(unit, candidate_id)
            people += 1
    old = select(Document.id).where(
        Document.kind == "refused", Document.candidate_id.is_(None), Document.created_at < unit.now - timedelta(days=days)
    )
    files = list(unit.session.scalars(old.order_by(Document.id).limit(AT_ONCE)))
    if files:
        unit.session.execute(update(ImportItem).where(ImportItem.document_id.in_(files)).values(BLANKED[ImportItem]))
        unit.session.execute(delete(Document).where(Document.id.in_(files)))
        unit.audit("document.erased", "document", files[0], count=len(files))
    return people, len(files)


def _unsent(candidate_id: int) -> Any:
    mine = select(Application.id).where(Application.candidate_id == candidate_id)
    return select(OutboxMessage.id).where(
        OutboxMessage.subject_type == "application", OutboxMessage.subject_id.in_(mine), OutboxMessage.state.in_(UNSENT)
    ).limit(1)  # fmt: skip


def _erase(unit: Unit, candidate_id: int) -> None:
    session = unit.session
    session.flush()
    people = list(
        session.scalars(select(Candidate.id).where(or_(Candidate.id == candidate_id, Candidate.merged_into_id == candidate_id)))
    )
    applications = list(session.scalars(select(Application.id).where(Application.candidate_id.in_(people))))
    about = [f"application:{i}" for i in applications]
    for statement in (
        delete(OutboxMessage).where(OutboxMessage.subject_type == "application", OutboxMessage.subject_id.in_(applications)),
        delete(AssistantRequest).where(
            AssistantRequest.subject_type == "application", AssistantRequest.subject_id.in_(applications)
        ),
        delete(HookRun).where(HookRun.subject.in_(about)),
        delete(Busy).where(Busy.resource.in_([f"candidate:{i}" for i in people])),
    ):
        session.execute(statement)
    _forget_whom_to_avoid(unit, people)
    hanging = _hanging(unit, people)
    blanked = {model.__table__: values for model, values in BLANKED.items()}
    for table in Base.metadata.sorted_tables:
        if table in hanging and table in blanked and blanked[table]:
            session.execute(update(table).where(hanging[table]).values(blanked[table]))
    for table in reversed(Base.metadata.sorted_tables):
        if table in hanging and table not in blanked:
            session.execute(delete(table).where(hanging[table]))
    for application_id in applications:  # The link in old mails opens nothing any more.
        session.execute(update(Application).where(Application.id == application_id).values(token=secrets.token_urlsafe(24)))
    session.execute(update(Candidate).where(Candidate.id.in_(people)).values(erased_at=unit.now))
    session.expire_all()
    unit.audit("person.erased", "candidate", candidate_id, applications=len(applications))


def _hanging(unit: Unit, people: Sequence[int]) -> dict[Table, ColumnElement[bool]]:
    """Table → which of its rows hang on these candidates, directly or through other rows that do.

    By numbers, read before anything is changed: the columns that lead there are blanked on the way.
    """
    root: Table = Candidate.__table__  # type: ignore[assignment]
    ids: dict[Table, list[Any]] = {root: list(people)}
    found: dict[Table, ColumnElement[bool]] = {root: root.c.id.in_(people)}
    for table in Base.metadata.sorted_tables:
        if table is root:
            continue
        leading = [key for key in table.foreign_keys if ids.get(key.column.table)]
        if not leading:
            continue
        condition = or_(*(key.parent.in_(ids[key.column.table]) for key in leading))
        if "id" in table.c:
            ids[table] = list(unit.session.scalars(select(table.c.id).where(condition)))
            condition = table.c.id.in_(ids[table])
        found[table] = condition
    return found


def _forget_whom_to_avoid(unit: Unit, people: Sequence[int]) -> None:
    for interviewer in unit.session.scalars(select(Interviewer)):
        if set(people) & set(interviewer.avoid):
            interviewer.avoid = [i for i in interviewer.avoid if i not in people]
    unit.session.flush()
