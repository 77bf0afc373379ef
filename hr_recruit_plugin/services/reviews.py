"""A candidate wants a person to look again, and a person answers (PIPL art. 24)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..engines.matching import MatchReport
from ..errors import Forbidden, Invalid, NotFound, TooMany
from ..i18n import N_, gettext
from ..links import link
from ..models import Application, ReviewRequest, Stage
from ..records import RequestAnswered, RequestMade
from ..security.permissions import Permission
from . import access, dossier, events, pipeline
from .refs import application_ref, job_owner, subject
from .unit import Unit, expect_version

UPHELD, OVERRIDDEN, ONWARD = "upheld", "overridden", "onward"
OUTCOMES = (UPHELD, OVERRIDDEN, ONWARD)
LONGEST = 1000
MOST = 3
"""So often one application can be asked to be looked at again."""
EDIT = Permission.APPLICATIONS_EDIT
REVIEWED = ("active", "rejected")
"""Whoever has withdrawn or was hired has nothing left to be reviewed."""
CHOOSE = N_("选一个结果。")
SAY = N_("写一句给候选人的话，说明你看了什么、为什么。")
SCORE = N_("新的得分写成 0 到 100 的数字。")
NOWHERE = N_("这已是最后一个阶段，没有下一轮。")
A_PERSON = N_("人工复核要由人来答复，不能由程序代答。")
OVER = N_("这条复核已经答复过了。")


def of(unit: Unit, application_id: int) -> Sequence[ReviewRequest]:
    """All that was asked and answered about one application, the newest first."""
    return unit.session.scalars(
        select(ReviewRequest).where(ReviewRequest.application_id == application_id).order_by(ReviewRequest.id.desc())
    ).all()


def ask(unit: Unit, token: str, words: str) -> ReviewRequest:
    """The candidate wants a person to look again. While one waits, asking again replaces the words."""
    application = access.by_token(unit, token)
    if application.status not in REVIEWED:
        raise Invalid(N_("这次申请已结束，没有可以复核的。"))
    known = of(unit, application.id)
    held = next((r for r in known if r.state == "open"), None)
    if held is None:
        if len(known) >= MOST:
            raise TooMany(N_("已复核过 %(count)s 次。还有疑问，请直接联系人力资源部。"), count=len(known))
        held = ReviewRequest(application=application, state="open", asked_at=unit.now, score=application.score)
        unit.session.add(held)
    held.words = words.strip()[:LONGEST] or held.words
    unit.session.flush()
    event = RequestMade(
        held.id, application_ref(application), "review", link("hr.review", review_id=held.id), (job_owner(application.job),)
    )
    events.fire(unit, "recruit_request_made", event, application.job, subject=subject(application))
    unit.audit("review.asked", "application", application.id, request=held.id)
    return held


# --- HR ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Review:
    """A request with what a person needs to answer it."""

    request: ReviewRequest
    application: Application
    report: MatchReport | None
    next_stage: Stage | None
    earlier: Sequence[ReviewRequest]

    @property
    def can_go_on(self) -> bool:
        return self.application.status == "rejected" or self.next_stage is not None


def open_ones(unit: Unit) -> Sequence[ReviewRequest]:
    """What waits for a person, the oldest first, in one statement."""
    statement = (
        select(ReviewRequest)
        .join(ReviewRequest.application)
        .join(Application.job)
        .where(ReviewRequest.state == "open", Application.status.in_(REVIEWED))
        .options(
            joinedload(ReviewRequest.application).joinedload(Application.candidate),
            joinedload(ReviewRequest.application).joinedload(Application.job),
            joinedload(ReviewRequest.application).joinedload(Application.stage),
        )
        .order_by(ReviewRequest.id)
        .limit(20)
    )
    return unit.session.scalars(access.of_department(statement, unit.actor)).all()


def review(unit: Unit, review_id: int) -> Review:
    """One request with the score's reasons; entered in the audit chain as a reading of the dossier."""
    held, application = _request(unit, review_id)
    _, report = dossier.summary(unit, application.id)
    return Review(
        held, application, report, dossier.stage_after(application),
        [r for r in of(unit, application.id) if r.id != held.id],
    )  # fmt: skip


def answer(
    unit: Unit, review_id: int, outcome: str, sentence: str, *, score: float | None = None, version: int | None = None
) -> ReviewRequest:
    """A person's word on the request: it does what ``outcome`` says and tells the candidate.

    Args:
        outcome: ``upheld``: everything stays. ``overridden``: ``score`` takes the place of the computed one and stays.
            ``onward``: a rejected application is open again where it was, another goes to its next stage.
        sentence: to the candidate; of an override also the reason.
    """
    held, application = _request(unit, review_id)
    if unit.actor.user is None or unit.actor.user.id.startswith("token:"):
        raise Forbidden(A_PERSON)
    if held.state != "open":
        raise Invalid(OVER)
    expect_version(held, version, by=held.answered_by)
    sentence = sentence.strip()[:LONGEST]
    _complete(outcome, sentence, score)
    if outcome == OVERRIDDEN:
        _override(unit, application, score or 0.0)
        held.new_score = application.score
    if outcome == ONWARD:
        _onward(unit, application)
    held.state, held.outcome, held.answer = "answered", outcome, sentence
    held.answered_by, held.answered_at = unit.actor.name, unit.now
    event = RequestAnswered(
        held.id, application_ref(application), "review", outcome, sentence, (job_owner(application.job),),
        link("portal.status", token=application.token),
    )  # fmt: skip
    events.fire(unit, "recruit_request_answered", event, application.job, subject=subject(application))
    unit.audit("review.answered", "application", application.id, request=held.id, outcome=outcome)
    return held


def _complete(outcome: str, sentence: str, score: float | None) -> None:
    wrong: dict[str, list[str]] = {}
    if outcome not in OUTCOMES:
        wrong["outcome"] = [CHOOSE]
    if not sentence:
        wrong["answer"] = [SAY]
    # Not a number fails the comparison as well.
    if outcome == OVERRIDDEN and not (score is not None and 0 <= score <= 100):
        wrong["score"] = [SCORE]
    if wrong:
        raise Invalid(N_("还有 %(count)s 处要改。"), wrong, count=len(wrong))


def _override(unit: Unit, application: Application, score: float) -> None:
    """A person's score wins and stays; a gate that a person has looked past no longer sorts anybody down."""
    before = application.score
    application.score, application.knocked_out = round(score, 1), False
    application.judged_by, application.judged_at = unit.actor.name, unit.now
    application.changed_by, application.changed_at = unit.actor.name, unit.now
    unit.audit("score.overridden", "application", application.id, before=before, after=application.score)


def _onward(unit: Unit, application: Application) -> None:
    if application.status == "rejected":
        pipeline.restore(unit, application.id, version=None)
        return
    following = dossier.stage_after(application)
    if following is None:
        raise Invalid(NOWHERE, {"outcome": [NOWHERE]})
    pipeline.advance(unit, application.id, following.id, version=None, reason=gettext(N_("人工复核后")))


def _request(unit: Unit, review_id: int) -> tuple[ReviewRequest, Application]:
    held = unit.session.get(ReviewRequest, review_id)
    if held is None:
        raise NotFound(N_("没有这条请求。"))
    return held, access.application(unit, held.application_id, EDIT)
