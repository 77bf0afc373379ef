"""Who may be the same person: noted as resumes come in, shown in groups, decided by a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, insert, or_, select
from sqlalchemy.orm import joinedload, undefer

from ..engines.resume import ParsedResume
from ..engines.resume.identity import may_be_one, near_keys
from ..errors import Forbidden
from ..i18n import N_
from ..models import Application, Candidate, Document, DuplicatePair, PersonKey, PersonMerge
from ..security.permissions import Permission
from .reading import effective
from .recognition import Sharing
from .unit import Unit

PROPOSED, DISTINCT, MERGED = "proposed", "distinct", "merged"
NEAR = "near"
MOST = 20
"""More people with one key are no proposal: the key says nothing."""
SHOWN_PAIRS = 200


@dataclass(frozen=True)
class Person:
    """One of those who may be the same. ``parsed`` is what their latest resume says, corrected."""

    candidate: Candidate
    parsed: ParsedResume
    applications: Sequence[Application]


@dataclass(frozen=True)
class Group:
    """People who are linked by proposals, directly or through others; the longest known first."""

    people: Sequence[Person]
    reasons: frozenset[str]

    @property
    def ids(self) -> list[int]:
        return [person.candidate.id for person in self.people]


# --- noting ------------------------------------------------------------------------------------------------------


def note(unit: Unit, candidate: Candidate, parsed: ParsedResume, sharing: Sharing) -> None:
    """Remember what ``candidate`` can be found by, and propose those who may be the same person."""
    ring = unit.state.keyring
    keys = {ring.blind_index(key, "person_key"): key for key in near_keys(parsed, candidate.name)}
    found = dict(sharing)
    for key, other_id, name in _others(unit, candidate.id, keys):
        if not keys[key].startswith("born-school") or may_be_one(name, candidate.name):
            found.setdefault(other_id, NEAR)
    own = set(unit.session.scalars(select(PersonKey.key).where(PersonKey.candidate_id == candidate.id)))
    if new := [{"candidate_id": candidate.id, "key": key} for key in keys if key not in own]:
        unit.session.execute(insert(PersonKey), new)
    found.pop(candidate.id, None)
    if found and len(found) <= MOST:
        propose(unit, candidate.id, found)


def _others(unit: Unit, candidate_id: int, keys: Iterable[str]) -> list[tuple[str, int, str]]:
    rows = unit.session.execute(
        select(PersonKey.key, Candidate.id, Candidate.name)
        .join(Candidate, PersonKey.candidate_id == Candidate.id)
        .where(PersonKey.key.in_(list(keys)), Candidate.id != candidate_id, Candidate.merged_into_id.is_(None))
        .limit(MOST * 8)
    )
    return [(key, other_id, name) for key, other_id, name in rows]


def propose(unit: Unit, candidate_id: int, found: Mapping[int, str]) -> None:
    """Propose that these may be ``candidate_id``; pairs that a person has decided already are left as they are."""
    pairs = {(min(candidate_id, other), max(candidate_id, other)): reason for other, reason in found.items()}
    known = unit.session.execute(
        select(DuplicatePair.low_id, DuplicatePair.high_id).where(
            or_(DuplicatePair.low_id == candidate_id, DuplicatePair.high_id == candidate_id)
        )
    )
    decided = {(low, high) for low, high in known}
    new = [
        {"low_id": low, "high_id": high, "state": PROPOSED, "reason": reason, "created_at": unit.now}
        for (low, high), reason in pairs.items()
        if (low, high) not in decided
    ]
    if new:
        unit.session.execute(insert(DuplicatePair), new)


# --- showing -----------------------------------------------------------------------------------------------------


def require(unit: Unit) -> None:
    """Whoever compares people must see all departments: half of a person tells nothing."""
    unit.actor.require(Permission.APPLICATIONS_EDIT)
    if unit.actor.department is not None:
        raise Forbidden(N_("查重要能看到全部科室的候选人，请找人力资源部处理。"))


def count(unit: Unit) -> int:
    """Pairs that wait for somebody's word."""
    return unit.session.scalar(select(func.count()).where(DuplicatePair.state == PROPOSED)) or 0


def groups(unit: Unit) -> list[Group]:
    """Those who may be one person, a group each. The people's resumes are read: it is entered in the audit chain."""
    require(unit)
    pairs = unit.session.scalars(
        select(DuplicatePair).where(DuplicatePair.state == PROPOSED).order_by(DuplicatePair.id).limit(SHOWN_PAIRS)
    ).all()
    linked = _linked([(pair.low_id, pair.high_id) for pair in pairs])
    people = _people(unit, [i for ids in linked for i in ids])
    found = []
    for ids in linked:
        reasons = frozenset(pair.reason for pair in pairs if pair.low_id in ids)
        found.append(Group([people[i] for i in sorted(ids) if i in people], reasons))
    return [group for group in found if len(group.people) > 1]


def _linked(pairs: Sequence[tuple[int, int]]) -> list[set[int]]:
    """Connected groups, in the order in which their first pair was proposed."""
    found: list[set[int]] = []
    for pair in pairs:
        touching = [ids for ids in found if ids & set(pair)]
        joined = set(pair).union(*touching)
        at = found.index(touching[0]) if touching else len(found)
        found = [ids for ids in found if ids not in touching]
        found.insert(min(at, len(found)), joined)
    return found


def _people(unit: Unit, ids: Sequence[int]) -> dict[int, Person]:
    candidates = unit.session.scalars(select(Candidate).where(Candidate.id.in_(ids))).all()
    applications: dict[int, list[Application]] = {}
    for application in unit.session.scalars(
        select(Application)
        .where(Application.candidate_id.in_(ids))
        .options(joinedload(Application.job), joinedload(Application.stage))
        .order_by(Application.id)
    ):
        applications.setdefault(application.candidate_id, []).append(application)
    latest = select(func.max(Document.id)).where(Document.candidate_id.in_(ids), Document.kind == "resume")
    documents = unit.session.scalars(
        select(Document)
        .where(Document.id.in_(latest.group_by(Document.candidate_id)))
        .options(undefer(Document.parsed), undefer(Document.corrections))
    )
    read = {document.candidate_id: effective(document) for document in documents}
    for application in (a for found in applications.values() for a in found):
        unit.audit("dossier.read", "application", application.id, part="duplicates")
    return {c.id: Person(c, read.get(c.id, ParsedResume()), applications.get(c.id, [])) for c in candidates}


def merges(unit: Unit, limit: int = 20) -> Sequence[tuple[PersonMerge, str]]:
    """The latest merges that stand, each with the person's name."""
    require(unit)
    rows = unit.session.execute(
        select(PersonMerge, Candidate.name)
        .join(Candidate, PersonMerge.kept_id == Candidate.id)
        .where(PersonMerge.undone_at.is_(None))
        .order_by(PersonMerge.id.desc())
        .limit(limit)
    )
    return [(row[0], row[1]) for row in rows]
