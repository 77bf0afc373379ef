"""Scorecards: saved while they are written, handed in once, chased until all are there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from ..errors import Invalid
from ..i18n import N_
from ..models import Application, Interview, Scorecard, Seat, Stage
from ..records import FeedbackMissing, FeedbackSubmitted, Person
from ..security.permissions import Permission
from . import access, events
from .refs import application_ref, stage_ref, subject
from .unit import Unit, expect_version

GRADES: Mapping[str, str] = {
    "below": N_("明显不足"),
    "basic": N_("基本达到"),
    "meets": N_("达到要求"),
    "outstanding": N_("明显突出"),
}
NO_INTERVIEW = N_("没有这场面试。")
KEPT = timedelta(days=60)
"""How long an interviewer still finds an interview whose scorecard is handed in."""

OVERALL: Mapping[str, str] = {
    "hire": N_("建议录用"),
    "lean_hire": N_("倾向录用"),
    "lean_no": N_("倾向不录用"),
    "no": N_("不建议录用"),
}


@dataclass(frozen=True)
class MyInterview:
    interview: Interview
    handed_in: bool
    owed: bool
    """It is over and the scorecard is not there."""
    begun: bool = False
    """There is a draft of it."""


@dataclass(frozen=True)
class ScorecardView:
    """A scorecard to fill, with what the rounds before said and, once handed in, what the others said."""

    interview: Interview
    own: Scorecard | None
    criteria: Sequence[dict[str, Any]]
    questions: Sequence[str]
    earlier: Sequence[Scorecard]
    others: Sequence[Scorecard]
    others_locked: int
    missing: Sequence[str]
    """Names of criteria that have no grade yet."""


def my_interviews(unit: Unit) -> list[MyInterview]:
    """The actor's interviews, the next one first, then what is owed, then the rest."""
    unit.actor.require(Permission.INTERVIEWS_CONDUCT)
    rows = unit.session.execute(
        select(Interview, Scorecard.id, Scorecard.submitted_at)
        .join(Seat, Seat.interview_id == Interview.id)
        .outerjoin(
            Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.user_id == Seat.user_id)
        )
        .where(
            Seat.user_id == unit.actor.id,
            Interview.state != "cancelled",
            Scorecard.submitted_at.is_(None) | (Interview.end > unit.now - KEPT),
        )
        .options(
            joinedload(Interview.stage),
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.application).joinedload(Application.job),
            selectinload(Interview.seats),
        )
        .order_by(Interview.start)
    ).unique()
    found = [
        MyInterview(i, submitted is not None, _owed(i, submitted, unit), begun is not None)
        for i, begun, submitted in rows
    ]
    return sorted(found, key=lambda m: _urgency(m, unit))


def _owed(interview: Interview, submitted: datetime | None, unit: Unit) -> bool:
    over = interview.end <= unit.now and interview.state in ("published", "arrived", "held")
    return over and submitted is None and interview.application.status == "active"


def _urgency(mine: MyInterview, unit: Unit) -> tuple[int, float]:
    start = mine.interview.start.timestamp()
    if mine.interview.end > unit.now:
        return (0, start)
    return (1, start) if mine.owed else (2, -start)


def scorecard(unit: Unit, interview_id: int) -> ScorecardView:
    """What an interviewer sees; reading it is audited, because the dossier's feedback is in it."""
    interview, seat = access.seated(unit, interview_id)
    _load(unit, interview)
    cards = unit.session.scalars(
        select(Scorecard)
        .where(Scorecard.application_id == interview.application_id)
        .options(joinedload(Scorecard.interview).joinedload(Interview.stage))
        .order_by(Scorecard.submitted_at)
    ).all()
    own = next((c for c in cards if c.interview_id == interview.id and c.user_id == seat.user_id), None)
    here = [c for c in cards if c.interview_id == interview.id and c is not own and c.submitted_at]
    owing = access.owes(unit, interview.application_id)
    earlier = [c for c in cards if c.interview_id != interview.id and c.submitted_at and c.interview_id not in owing]
    unlocked = own is not None and own.submitted_at is not None
    kit = interview.stage.kit
    unit.audit("scorecard.opened", "application", interview.application_id, interview=interview.id)
    return ScorecardView(
        interview, own, kit.get("criteria", []), kit.get("questions", []), earlier,
        here if unlocked else [], 0 if unlocked else len(here), missing(kit, own.ratings if own else {}),
    )  # fmt: skip


def _load(unit: Unit, interview: Interview) -> None:
    """What a screen shows of an interview, in two statements."""
    unit.session.scalars(
        select(Interview)
        .where(Interview.id == interview.id)
        .options(joinedload(Interview.application).joinedload(Application.job), selectinload(Interview.seats))
        .execution_options(populate_existing=True)
    ).one()


def missing(kit: Mapping[str, Any], ratings: Mapping[str, str]) -> list[str]:
    return [c["name"] for c in kit.get("criteria", ()) if c["key"] not in ratings]


def save(
    unit: Unit, interview_id: int, *, ratings: Mapping[str, str], overall: str | None, note: str, version: int | None
) -> Scorecard:
    """Keep what is written so far. ``version`` is None for the first save.

    Raises:
        Conflict: it was saved from another device since ``version``.
    """
    interview, seat = access.seated(unit, interview_id)
    if interview.state == "cancelled":
        raise Invalid(N_("这场面试已取消，不用评分。"))
    own = unit.session.scalar(
        select(Scorecard).where(Scorecard.interview_id == interview.id, Scorecard.user_id == seat.user_id)
    )
    if own is None:
        own = Scorecard(
            interview_id=interview.id, application_id=interview.application_id,
            user_id=seat.user_id, user_name=seat.name,
        )  # fmt: skip
        unit.session.add(own)
    elif own.submitted_at is not None:
        raise Invalid(N_("评分表已交，不能再改。需要更正请告诉人力资源部。"))
    else:
        # A device that has not seen the first save yet must not write over it.
        expect_version(own, version or 0, by=own.user_name)
    _check(interview.stage.kit, ratings, overall)
    own.ratings, own.overall, own.note, own.saved_at = dict(ratings), overall or None, note.strip() or None, unit.now
    unit.session.flush()
    return own


def _check(kit: Mapping[str, Any], ratings: Mapping[str, str], overall: str | None) -> None:
    keys = {c["key"] for c in kit.get("criteria", ())}
    wrong = [k for k, grade in ratings.items() if k not in keys or grade not in GRADES]
    if wrong or overall not in (None, "", *OVERALL):
        raise Invalid(N_("评分表里有不认识的选项，刷新后再填。"), {"ratings": wrong})


def submit(
    unit: Unit, interview_id: int, *, ratings: Mapping[str, str], overall: str | None, note: str, version: int | None
) -> Scorecard:
    """Hand the scorecard in; from now on the others' are open to this interviewer."""
    own = save(unit, interview_id, ratings=ratings, overall=overall, note=note, version=version)
    interview, seat = access.seated(unit, interview_id)
    _load(unit, interview)
    lacking = missing(interview.stage.kit, ratings)
    if lacking or not overall:
        fields = {"ratings": lacking} | ({} if overall else {"overall": ["required"]})
        raise Invalid(N_("还差 %(count)s 项没填。"), fields, count=len(lacking) + (not overall))
    own.submitted_at = unit.now
    unit.session.flush()
    # One after the other: of two who hand in at once, the second has to see that all are there. Not the key, which
    # both hold by their scorecards already: they would wait for each other.
    lock = select(Interview.id).where(Interview.id == interview.id).with_for_update(key_share=True)
    unit.session.execute(lock)
    done = unit.session.scalars(
        select(Scorecard.user_id).where(Scorecard.interview_id == interview.id, Scorecard.submitted_at.is_not(None))
    ).all()
    complete = {s.user_id for s in interview.seats} <= set(done)
    if complete and interview.state != "absent":
        interview.state = "held"
    event = FeedbackSubmitted(
        own.id, interview.id, application_ref(interview.application), stage_ref(interview.stage),
        Person(seat.name, seat.email, seat.user_id), complete, unit.now,
    )  # fmt: skip
    job = interview.application.job
    events.fire(unit, "recruit_feedback_submitted", event, job, subject=subject(interview.application))
    unit.audit("scorecard.submitted", "application", interview.application_id, interview=interview.id)
    return own


def reopen(unit: Unit, scorecard_id: int) -> Scorecard:
    """HR gives a scorecard back to its interviewer to mend a slip."""
    unit.actor.require(Permission.APPLICATIONS_EDIT)
    found = unit.get(Scorecard, scorecard_id, N_("没有这份评分表。"))
    access.application(unit, found.application_id, Permission.APPLICATIONS_EDIT)
    found.submitted_at = None
    interview = unit.get(Interview, found.interview_id, NO_INTERVIEW)
    if interview.state == "held":
        interview.state = "arrived"  # it is owed again, so it is chased again
    unit.audit("scorecard.reopened", "application", found.application_id, scorecard=found.id)
    return found


def remind_missing(unit: Unit) -> int:
    """Tell the hooks of every scorecard that is owed, at most once a day each. → how many."""
    rows = unit.session.execute(
        select(Seat, Interview)
        .join(Interview, Seat.interview_id == Interview.id)
        .join(Application, Interview.application_id == Application.id)
        .outerjoin(Scorecard, (Scorecard.interview_id == Interview.id) & (Scorecard.user_id == Seat.user_id))
        .where(
            Interview.end <= unit.now,
            Interview.state.in_(("published", "arrived")),
            Application.status == "active",
            Scorecard.submitted_at.is_(None),
            Seat.reminded_at.is_(None) | (Seat.reminded_at <= unit.now - timedelta(days=1)),
        )
        .options(
            joinedload(Interview.stage).joinedload(Stage.job),
            joinedload(Interview.application).joinedload(Application.candidate),
            joinedload(Interview.application).joinedload(Application.job),
        )
    ).all()
    for seat, interview in rows:
        seat.reminders, seat.reminded_at = seat.reminders + 1, unit.now
        event = FeedbackMissing(
            interview.id, application_ref(interview.application), stage_ref(interview.stage),
            Person(seat.name, seat.email, seat.user_id), interview.end, seat.reminders,
        )  # fmt: skip
        job = interview.application.job
        events.fire(unit, "recruit_feedback_missing", event, job, subject=subject(interview.application))
    return len(rows)
