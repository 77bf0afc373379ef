"""What a card or a line of a list says of one candidate: who they are, what happens next, and what is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from ..engines.matching import Sentence
from ..i18n import N_, Lazy, gettext
from ..models import Application, Interview, Offer, OutboxMessage, Scorecard, Seat, Stage
from .unit import Unit


@dataclass(frozen=True)
class Said:
    """An engine's sentence, which becomes text in the language of whoever reads it."""

    sentence: Sentence

    def __str__(self) -> str:
        return self.sentence.render(gettext)


@dataclass(frozen=True)
class Card:
    """One candidate as the board shows them. ``mark`` is (state, text): doing, done, overdue, blocked or ended."""

    id: int
    version: int
    name: str
    score: float | None
    knocked_out: bool
    parts: Sequence[dict[str, Any]]
    headline: dict[str, Any]
    days: int
    next_icon: str
    next_step: Lazy
    next_at: datetime | None = None
    mark: tuple[str, Lazy] | None = None


@dataclass
class Facts:
    """What the shown cards say of the next step, loaded for all of them together."""

    interviews: dict[tuple[int, int], Interview]
    handed_in: set[tuple[int, str]]
    offers: dict[int, Offer]
    parked: dict[int, str]

    @classmethod
    def load(cls, unit: Unit, ids: Iterable[int]) -> Facts:
        wanted = list(ids)
        if not wanted:
            return cls({}, set(), {}, {})
        interviews = unit.session.scalars(
            select(Interview)
            .where(Interview.application_id.in_(wanted), Interview.state != "cancelled")
            .options(selectinload(Interview.seats))
        ).all()
        handed_in = unit.session.execute(
            select(Scorecard.interview_id, Scorecard.user_id).where(
                Scorecard.application_id.in_(wanted), Scorecard.submitted_at.is_not(None)
            )
        )
        offers = unit.session.scalars(
            select(Offer).where(Offer.application_id.in_(wanted), Offer.state != "withdrawn").order_by(Offer.id)
        )
        parked = unit.session.execute(
            select(OutboxMessage.subject_id, OutboxMessage.port).where(
                OutboxMessage.subject_type == "application",
                OutboxMessage.subject_id.in_(wanted),
                OutboxMessage.state == "parked",
            )
        )
        return cls(
            {(i.application_id, i.stage_id): i for i in interviews},
            {(row[0], row[1]) for row in handed_in},
            {o.application_id: o for o in offers},
            {row[0]: row[1] for row in parked if row[0] is not None},
        )

    def owing(self, interview: Interview) -> list[Seat]:
        return [s for s in interview.seats if (interview.id, s.user_id) not in self.handed_in]


ENDED = {"rejected": N_("已婉拒"), "withdrawn": N_("本人撤回"), "hired": N_("已录用")}
PARKED = {
    "messaging": N_("通知没送出"),
    "payroll": N_("薪酬系统没收下"),
    "his": N_("HIS 建档被拒"),
    "oa": N_("OA 没收下"),
}


def missing(headline: Mapping[str, Any]) -> Lazy:
    """The first must that is not met, in the reader's language."""
    stored = headline.get("missing")
    return Lazy(N_("不符：%(what)s"), what=Said(Sentence.from_dict(stored))) if stored else Lazy(N_("必备条件不符"))


def card_of(unit: Unit, application: Application, name: str, stage: Stage, *, facts: Facts) -> Card:
    days = (unit.now - application.stage_entered_at).days
    late = (unit.now - application.stage_due_at).days + 1 if application.stage_due_at < unit.now else 0
    icon, step, when, mark = _next(unit, application, stage, facts)
    if application.id in facts.parked:
        parked = PARKED.get(facts.parked[application.id], N_("对接系统没收下"))
        icon, step, when, mark = "plug-connected-x", Lazy(parked), None, ("blocked", Lazy(N_("受阻")))
    if mark is None and late > 0:
        mark = ("overdue", Lazy(N_("逾期 %(days)s 天"), days=late))
    if application.knocked_out and stage.kind == "screening":
        icon, step = "id", missing(application.headline)
        mark = ("blocked", Lazy(N_("必备不符")))
    if application.status in ENDED:
        icon, step, when = "archive", Lazy(ENDED[application.status]), application.ended_at
        mark = ("done" if application.status == "hired" else "ended", Lazy(ENDED[application.status]))
    return Card(
        application.id, application.version, name, application.score, application.knocked_out, application.parts,
        application.headline, days, icon, step, when, mark,
    )  # fmt: skip


Next = tuple[str, Lazy, datetime | None, tuple[str, Lazy] | None]


def _next(unit: Unit, application: Application, stage: Stage, facts: Facts) -> Next:
    """(icon, sentence, time, mark) of what happens next."""
    if stage.kind == "interview":
        return _next_interview(unit, facts.interviews.get((application.id, stage.id)), facts)
    if stage.kind == "offer":
        return _next_offer(facts.offers.get(application.id))
    owner = stage.owners[0]["name"] if stage.owners else stage.job.owner_name
    return "user", Lazy(N_("待 %(name)s 筛选"), name=owner), None, None


def _next_interview(unit: Unit, interview: Interview | None, facts: Facts) -> Next:
    if interview is None:
        return "hourglass", Lazy(N_("待排期")), None, None
    if interview.answer == "asks_other_time":
        return "calendar", Lazy(N_("候选人想换时间")), interview.start, ("blocked", Lazy(N_("待改期")))
    if interview.end > unit.now:
        running = interview.start <= unit.now
        mark = ("doing", Lazy(N_("面试中"))) if running else None
        if interview.state == "arrived":
            mark = ("done", Lazy(N_("已到场")))
        return "calendar", Lazy("%(place)s", place=interview.place), interview.start, mark
    owing = facts.owing(interview)
    if not owing:
        return "check", Lazy(N_("评分已交齐")), None, ("done", Lazy(N_("待决定")))
    late = (unit.now - interview.end).days
    mark = ("overdue", Lazy(N_("逾期 %(days)s 天"), days=late)) if late else None
    return "message", Lazy(N_("等 %(name)s 交评分"), name="、".join(s.name for s in owing)), None, mark


def _next_offer(offer: Offer | None) -> Next:
    if offer is None:
        return "writing-sign", Lazy(N_("待发 Offer")), None, None
    if offer.state == "sent":
        return "writing-sign", Lazy(N_("等候选人签署")), offer.expires_at, None
    if offer.state == "signed":
        return "check", Lazy(N_("已签署")), offer.decided_at, ("done", Lazy(N_("已录用")))
    return "writing-sign", Lazy(N_("没有签署")), offer.decided_at, ("blocked", Lazy(N_("受阻")))
