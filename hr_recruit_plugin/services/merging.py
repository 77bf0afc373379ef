"""Two candidates are one person, or are not: a person's word, and the way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

from sqlalchemy import or_, select, update

from ..errors import Invalid, NotFound
from ..i18n import N_
from ..models import (
    Application,
    Candidate,
    Consent,
    Document,
    DuplicatePair,
    ExamEntry,
    Interviewer,
    Offer,
    PersonMerge,
    WrittenExam,
)
from . import duplicates, pipeline
from .recognition import set_contact
from .unit import Unit

CONTACT = ("phone", "email", "id_number", "address")
NO_PERSON = N_("没有这位候选人。")
TOO_FEW = N_("至少选两份档案。")


def distinct(unit: Unit, ids: Sequence[int]) -> None:
    """None of these are the same person; they are not proposed to each other again."""
    duplicates.require(unit)
    _decide(unit, _several(unit, ids), duplicates.DISTINCT)
    unit.audit("person.distinct", "candidate", min(ids), others=sorted(ids)[1:])


def merge(unit: Unit, ids: Sequence[int]) -> Candidate:
    """These are one person: files, applications and consents join the one who came furthest, or is known longest.

    Where both applied for the same job, one application goes on and the other ends with the reason; its file is in the
    dossier. Raises Invalid where two ID numbers contradict it, or each of them came further in another job.
    """
    duplicates.require(unit)
    people = _several(unit, ids)
    if len({p.id_number_index for p in people if p.id_number_index}) > 1:
        raise Invalid(N_("两人的身份证号不同，不能合并。先核对身份证号。"))
    kept, *others = sorted(people, key=lambda person: (-_furthest(unit, person), person.id))
    for other in others:
        _join(unit, kept, other)
    _decide(unit, people, duplicates.MERGED)
    return kept


def _several(unit: Unit, ids: Sequence[int]) -> list[Candidate]:
    """The candidates of these ids, the longest known first."""
    wanted = sorted(set(ids))
    if len(wanted) < 2:
        raise Invalid(TOO_FEW)
    found = list(
        unit.session.scalars(
            select(Candidate)
            .where(Candidate.id.in_(wanted), Candidate.merged_into_id.is_(None))
            .order_by(Candidate.id)
            .with_for_update()
        )
    )
    if len(found) < len(wanted):
        raise NotFound(NO_PERSON)
    return found


def _decide(unit: Unit, people: Sequence[Candidate], state: str) -> None:
    known = {
        (pair.low_id, pair.high_id): pair
        for pair in unit.session.scalars(
            select(DuplicatePair).where(DuplicatePair.low_id.in_([p.id for p in people]))
        )
    }
    for low, high in combinations([p.id for p in people], 2):
        pair = known.get((low, high))
        if pair is None:
            pair = DuplicatePair(low_id=low, high_id=high, reason=duplicates.NEAR, created_at=unit.now)
            unit.session.add(pair)
        pair.state, pair.decided_by, pair.decided_at = state, unit.actor.name, unit.now


def _join(unit: Unit, kept: Candidate, other: Candidate) -> None:
    behind, ended = _end_twins(unit, kept, other)
    filled = _fill(unit, kept, other)
    moved = {
        "ended": sorted(ended),
        "seats": _hand_over_seats(unit, ended),
        "applications": _move(unit, Application, other.id, kept.id, behind),
        "documents": _move(unit, Document, other.id, kept.id),
        "consents": _move(unit, Consent, other.id, kept.id),
        "filled": sorted(filled),
    }
    other.merged_into_id = kept.id
    _avoid_too(unit, kept.id, other.id)
    merge_row = PersonMerge(
        kept_id=kept.id, merged_id=other.id, moved=moved, contact=filled, by=unit.actor.name, at=unit.now
    )
    unit.session.add(merge_row)
    unit.session.flush()
    _hand_on(unit, other.id, kept.id)
    unit.audit("person.merged", "candidate", kept.id, other=other.id, merge=merge_row.id)


def _move(unit: Unit, model: Any, source: int, target: int, left: Sequence[int] = ()) -> list[int]:
    """Give all rows of one candidate to another, but those in ``left``. → their ids."""
    ids = list(unit.session.scalars(select(model.id).where(model.candidate_id == source, model.id.not_in(left))))
    _give(unit, model, ids, target)
    return ids


def _give(unit: Unit, model: Any, ids: Sequence[int], target: int) -> None:
    unit.session.execute(
        update(model).where(model.id.in_(ids)).values(candidate_id=target).execution_options(synchronize_session="fetch")
    )


def _end_twins(unit: Unit, kept: Candidate, other: Candidate) -> tuple[list[int], dict[int, int]]:
    """End the other's applications for jobs that both applied for.

    → (ids that stay behind, those of them ended now with the application that goes on).
    """
    mine = {a.job_id: a for a in _applications(unit, kept)}
    behind: list[int] = []
    ended: dict[int, int] = {}
    for theirs in _applications(unit, other):
        if (own := mine.get(theirs.job_id)) is None:
            continue
        if _rank(unit, theirs) > _rank(unit, own):
            text = N_("两份档案在不同职位各走得更远，「%(job)s」里两份申请都在进行。先结束其中一份，再合并。")
            raise Invalid(text, job=theirs.job.title)
        if theirs.status == "active":
            pipeline.end_as_merged(unit, theirs)
            ended[theirs.id] = own.id
        behind.append(theirs.id)
    return behind, ended


def _hand_over_seats(unit: Unit, ended: Mapping[int, int]) -> list[tuple[int, int]]:
    """A place in a written exam still to come goes to the application that goes on, unless that has one of its own.

    An exam that is over stays with the application it was sat for. → (entry, application it came from).
    """
    ahead = select(ExamEntry).join(ExamEntry.exam).where(WrittenExam.end > unit.now, WrittenExam.state != "cancelled")
    entries = unit.session.scalars(ahead.where(ExamEntry.application_id.in_([*ended, *ended.values()]))).all()
    held = {(e.exam_id, e.application_id) for e in entries}
    given = []
    for entry in entries:
        goes_on = ended.get(entry.application_id)
        if goes_on is not None and (entry.exam_id, goes_on) not in held:
            given.append((entry.id, entry.application_id))
            entry.application_id = goes_on
    return given


def _furthest(unit: Unit, person: Candidate) -> int:
    return max((_rank(unit, application) for application in _applications(unit, person)), default=-1)


def _rank(unit: Unit, application: Application) -> int:
    """How far an application has come: ended, stage by stage, offered, hired."""
    standing = select(Offer.id).where(Offer.application_id == application.id, Offer.state.in_(("sent", "signed")))
    if application.status == "hired":
        return 2000
    if application.status != "active":
        return -1
    return application.stage.position + (1000 if unit.session.scalar(standing.limit(1)) is not None else 0)


def _applications(unit: Unit, person: Candidate) -> Sequence[Application]:
    return unit.session.scalars(select(Application).where(Application.candidate_id == person.id)).all()


def _fill(unit: Unit, kept: Candidate, other: Candidate) -> dict[str, str]:
    """Contact data that only the other one had. → what was filled in."""
    filled = {key: getattr(other, key) for key in CONTACT if getattr(other, key) and not getattr(kept, key)}
    for key, value in filled.items():
        if key == "address":
            kept.address = value
        else:
            set_contact(unit, kept, key, value)
    return filled


def _avoid_too(unit: Unit, kept_id: int, other_id: int) -> None:
    """Whoever must not meet one of them must not meet the person."""
    for interviewer in unit.session.scalars(select(Interviewer)):
        if other_id in interviewer.avoid and kept_id not in interviewer.avoid:
            interviewer.avoid = [*interviewer.avoid, kept_id]


def _hand_on(unit: Unit, other_id: int, kept_id: int) -> None:
    """Proposals between the merged candidate and others are proposals of the person who stays."""
    open_pairs = unit.session.scalars(
        select(DuplicatePair).where(
            or_(DuplicatePair.low_id == other_id, DuplicatePair.high_id == other_id),
            DuplicatePair.state == duplicates.PROPOSED,
        )
    ).all()
    for pair in open_pairs:
        third = pair.high_id if pair.low_id == other_id else pair.low_id
        pair.state, pair.decided_by, pair.decided_at = duplicates.MERGED, unit.actor.name, unit.now
        if third != kept_id:
            duplicates.propose(unit, kept_id, {third: pair.reason})


# --- the way back ------------------------------------------------------------------------------------------------


def split(unit: Unit, merge_id: int) -> Candidate:
    """Take a merge back: files and applications return, what it ended is open again. → the candidate who is back."""
    duplicates.require(unit)
    row = unit.get(PersonMerge, merge_id, N_("没有这次合并。"))
    if row.undone_at is not None:
        raise Invalid(N_("这次合并已经拆开了。"))
    kept, other = (unit.get(Candidate, i, NO_PERSON) for i in (row.kept_id, row.merged_id))
    for model, name in ((Application, "applications"), (Document, "documents"), (Consent, "consents")):
        _give(unit, model, row.moved[name], other.id)
    other.merged_into_id = None
    for key, value in row.contact.items():
        if getattr(kept, key) == value:  # corrected since: then it is the person's own
            _clear(unit, kept, key)
    for application_id in row.moved["ended"]:
        pipeline.restore(unit, application_id, version=None)
    for entry_id, application_id in row.moved.get("seats", ()):
        if entry := unit.session.get(ExamEntry, entry_id):  # gone where a later draw left the person out
            entry.application_id = application_id
    row.undone_by, row.undone_at = unit.actor.name, unit.now
    _decide(unit, sorted((kept, other), key=lambda c: c.id), duplicates.DISTINCT)
    unit.audit("person.split", "candidate", kept.id, other=other.id, merge=row.id)
    return other


def _clear(unit: Unit, person: Candidate, key: str) -> None:
    if key == "address":
        person.address = None
    else:
        set_contact(unit, person, key, None)
