"""Scoring applications against their jobs, and what a card says of a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from ..engines.matching import ExtraPart, Lexicon, MatchReport, Requirement, profile_of, score
from ..engines.resume import ParsedResume
from ..models import Application, Document, Job
from ..records import ScoreContext
from ..security.permissions import Permission
from . import access, events, lexicon
from .reading import effective
from .refs import job_ref
from .unit import Unit


def rate(unit: Unit, application: Application, parsed: ParsedResume) -> MatchReport:
    """Score ``application`` against its job as the job stands now. A score that a person put by hand stays."""
    job = application.job
    words = lexicon.current(unit)
    report = _report(unit, job, parsed, words.lexicon)
    if application.judged_at is None:
        application.score, application.knocked_out = report.score, report.knocked_out
    application.parts = [
        {"name": p.name, "weight": round(p.weight, 2), "earned": round(p.earned, 2)} for p in report.parts
    ]
    application.report = report.to_dict() | {"lexicon": words.version}
    application.headline = headline(parsed, report)
    return report


def _report(unit: Unit, job: Job, parsed: ParsedResume, words: Lexicon) -> MatchReport:
    as_of = unit.now.astimezone(unit.state.settings.zone).date()
    requirements = [Requirement.from_dict(r) for r in job.requirements]
    extra = _extra_parts(unit, job, parsed)
    return score(parsed, requirements, as_of=as_of, extra_parts=extra, lexicon=words)


def _extra_parts(unit: Unit, job: Job, parsed: ParsedResume) -> list[ExtraPart]:
    hook = "recruit_score_candidate"
    if not events.implementations(unit.state.plugins, hook):
        return []
    context = ScoreContext(job_ref(job), profile_of(parsed).to_dict(), tuple(job.requirements))
    return [part for part in events.collect(unit, hook, job, context=context) if isinstance(part, ExtraPart)]


def headline(parsed: ParsedResume, report: MatchReport) -> dict[str, Any]:
    """What a card says of a person: degree, title, latest field and years, and the first thing that is missing."""
    latest = parsed.work.value[0] if parsed.work.value else None
    school = next((e.school for e in parsed.education.value if e.degree == parsed.highest_degree.value), None)
    failed = next((i for i in report.items if i.requirement and i.requirement.must and i.met < 1), None)
    return {
        "degree": parsed.highest_degree.value,
        "school": school,
        "title": parsed.title.value,
        "field": (latest.department or latest.position) if latest else None,
        "years": parsed.years_of_experience.value,
        "missing": failed.label.to_dict() if failed else None,
    }


def rescore(unit: Unit, job_id: int) -> int:
    """Score every active application of a job again, after its requirements changed. → how many."""
    job = access.job(unit, job_id, Permission.JOBS_EDIT)
    mine = (Application.job_id == job.id) & (Application.status == "active")
    ids = unit.session.scalars(select(Application.id).where(mine, Application.document_id.is_not(None))).all()
    rate_again(unit, ids)
    unit.audit("job.rescored", "job", job.id, applications=len(ids))
    return len(ids)


def rate_again(unit: Unit, ids: Sequence[int]) -> None:
    """Score these applications against their jobs and the words as they stand now."""
    statement = (
        select(Application)
        .where(Application.id.in_(ids))
        .options(
            joinedload(Application.document).options(undefer(Document.parsed), undefer(Document.corrections)),
            joinedload(Application.job),
        )
    )
    for application in unit.session.scalars(statement).all():
        if application.document is not None:
            rate(unit, application, effective(application.document))


def trial(unit: Unit, job_id: int) -> tuple[int, int, int]:
    """How a job's candidates stand now: (active ones, those who meet every must, those of them with 60 points)."""
    rows = unit.session.execute(
        select(Application.knocked_out, Application.score).where(
            Application.job_id == job_id, Application.status == "active"
        )
    ).all()
    good = [score for out, score in rows if not out]
    return len(rows), len(good), sum((score or 0) >= 60 for score in good)
