"""Interviews for a whole stage at once: problem from our rows, plan from the solver, publication by a person.

The parts: ``planning_problem`` writes the problem, ``solving`` runs the solver, ``publication`` makes a plan true,
``rescheduling`` moves one interview by hand, ``replanning`` solves again when something happened, ``schedule_desk``,
``schedule_sheet`` and ``plan_comparison`` read what the screens show.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Any

from ..engines import scheduling as engine
from ..engines.scheduling.tightness import Tightness, tightness
from ..errors import Invalid
from ..i18n import N_
from ..models import Interview, Schedule, Stage
from ..security.permissions import Permission
from . import access, availability
from .asks import Asked
from .asks import asked as answered
from .pinning import pin
from .planning_problem import Options, ProblemWriter, names, resources, usual_grid
from .publication import announce, cancel_for, claims, publish
from .solving import restart, solve, solve_later, stop
from .unit import Unit

__all__ = [
    "Options", "Preview", "again", "announce", "answer", "attend", "cancel_for", "claims", "discard", "names",
    "preview", "propose", "publish", "resources", "restart", "solve", "solve_later", "stop", "usual_grid",
]  # fmt: skip

EDIT = Permission.SCHEDULES_EDIT
NO_STAGE = N_("没有这个阶段。")
NO_SCHEDULE = access.NO_SCHEDULE
ATTENDANCE = ("published", "arrived", "absent")


@dataclass(frozen=True)
class Preview:
    """What is needed and what there is, before solving. ``called`` has names for ids."""

    tightness: Tightness
    called: Mapping[str, str]
    people: int
    movable: int
    """Published interviews among them, which may be moved."""
    unknown: tuple[availability.UnknownPerson, ...] = ()
    """Interviewers of the panel's pools who are left out, because nobody knows their time."""
    known: int = 0
    """Interviewers of those pools whose time is known."""
    asked: Asked | None = None
    """How far those who wait have said what does not work."""


def stage_to_plan(unit: Unit, stage_id: int) -> Stage:
    """An interview stage that has a panel, or a sentence that says what it lacks."""
    unit.actor.require(EDIT)
    stage = unit.get(Stage, stage_id, NO_STAGE)
    access.job(unit, stage.job_id, EDIT)
    if stage.kind != "interview":
        raise Invalid(N_("「%(stage)s」不是面试阶段，不用排期。"), stage=stage.name)
    if not stage.panel:
        raise Invalid(N_("「%(stage)s」还没定面试组。先在职位设置里写明各要几位面试官。"), stage=stage.name)
    return stage


def preview(unit: Unit, stage_id: int, options: Options) -> Preview:
    """Demand against capacity for what HR is about to ask. Raises Invalid as ``propose`` does."""
    stage = stage_to_plan(unit, stage_id)
    writer, problem, question = _question(unit, stage, options)
    moved = len((problem["published"] or {}).get("placed", ()))
    pools = {need["pool"] for need in stage.panel}
    unknown = availability.unknown_people(writer.interviewers, writer.times, pools)
    asked = sum(bool(pools & set(i.pools)) for i in writer.interviewers)
    return Preview(
        tightness(question), names(unit, problem), len(problem["interviews"]), moved, tuple(unknown), asked - len(unknown),
        answered(unit, stage_id, chosen=options.application_ids),
    )  # fmt: skip


def propose(unit: Unit, stage_id: int, options: Options) -> Schedule:
    """Write the planning problem of a stage down. Interviews already published there are kept where possible."""
    stage = stage_to_plan(unit, stage_id)
    _, problem, _ = _question(unit, stage, options)
    schedule = Schedule(
        job_id=stage.job_id, stage=stage, name=f"{stage.job.title} · {stage.name}", state="solving",
        problem=problem, locked=[], history=[], created_by=unit.actor.name, created_at=unit.now,
    )  # fmt: skip
    unit.session.add(schedule)
    unit.session.flush()
    unit.audit("schedule.proposed", "schedule", schedule.id, interviews=len(problem["interviews"]))
    return schedule


def again(
    unit: Unit, schedule_id: int, *, extra: Sequence[tuple[str, datetime, datetime]] | None = None
) -> Schedule:
    """The same question with what is true now: a new plan beside the old one. Days that are over are left out.

    What was put somewhere by hand stays there. ``extra`` replaces the half-days that were promised (``Options.extra``).
    """
    schedule = access.schedule(unit, schedule_id)
    options = Options.from_dict(schedule.problem["options"])
    today = unit.now.astimezone(unit.state.settings.zone).date()
    options = replace(options, days=[d for d in options.days if d >= today], extra=options.extra if extra is None else extra)
    new = propose(unit, schedule.stage_id, options)
    pin(new, schedule)
    new.based_on = schedule.id if schedule.state == "published" else schedule.based_on
    new.problem = {**new.problem, "causes": [] if schedule.state == "published" else schedule.problem.get("causes", [])}
    if schedule.state in ("solved", "failed"):
        schedule.state = "discarded"
    return new


def _question(
    unit: Unit, stage: Stage, options: Options
) -> tuple[ProblemWriter, dict[str, Any], engine.Problem]:
    _check_days(unit, options)
    writer = ProblemWriter(unit, stage, options)
    problem = writer.build()
    if not problem["interviews"]:
        raise Invalid(N_("「%(stage)s」里没有等着排期的候选人。"), stage=stage.name)
    if not problem["grid"]["sessions"]:
        raise Invalid(N_("所选的时段都已开始或过去，选晚一些的日子或时段。"), {"days": ["past"]})
    try:
        question = engine.Problem.from_dict(problem, zone=unit.state.settings.timezone)
    except engine.ProblemError as error:
        raise Invalid(N_("这样没法排：%(why)s"), why="；".join(_worded(unit, problem, error)[:3])) from error
    return writer, problem, question


def _worded(unit: Unit, problem: dict[str, Any], error: engine.ProblemError) -> list[str]:
    """Complaints with people's names for ids, since HR reads them."""
    called = sorted(names(unit, problem).items(), key=lambda pair: -len(pair[0]))

    def worded(sentence: str) -> str:
        return reduce(lambda text, pair: text.replace(*pair), called, sentence)

    return [worded(sentence) for sentence in error.complaints]


def _check_days(unit: Unit, options: Options) -> None:
    if not options.days or not options.sessions:
        raise Invalid(N_("至少选一天和一个时段。"), {"days": [N_("至少选一天和一个时段。")]})
    if len(set(options.days)) > 60:
        raise Invalid(N_("一次最多排 60 天。"), {"days": [N_("一次最多排 60 天。")]})
    end = datetime.combine(max(options.days), max(e for _, e in options.sessions), unit.state.settings.zone)
    if end <= unit.now:
        raise Invalid(N_("所选日期都已过去，选今天以后的日子。"), {"days": [N_("所选日期都已过去，选今天以后的日子。")]})


def answer(unit: Unit, interview: Interview, said: str) -> None:
    """What the candidate says of a time: confirmed or asks_other_time."""
    if interview.state != "published" or interview.start <= unit.now:
        raise Invalid(N_("这场面试已经开始或取消，请直接联系人力资源部。"))
    interview.answer = said
    unit.audit("interview.answered", "interview", interview.id, answer=said)


def attend(unit: Unit, interview_id: int, state: str) -> Interview:
    """HR notes who came: ``arrived``, ``absent``, or ``published`` to take it back."""
    unit.actor.require(EDIT)
    interview = unit.get(Interview, interview_id, N_("没有这场面试。"))
    access.application(unit, interview.application_id, Permission.APPLICATIONS_VIEW)
    if state not in ATTENDANCE:
        raise Invalid(N_("到场情况只有已到、缺席、未到三种。"), {"state": ["unknown"]})
    if interview.state not in ATTENDANCE:
        raise Invalid(N_("这场面试已结束或已取消，不用再记到场。"))
    if state == "absent" and interview.start > unit.now:
        raise Invalid(N_("面试还没开始，不能记缺席。候选人来不了，请给 TA 换时间。"))
    interview.state = state
    unit.audit("interview.attendance", "interview", interview.id, state=state)
    return interview


def discard(unit: Unit, schedule_id: int) -> None:
    schedule = access.schedule(unit, schedule_id)
    if schedule.state == "published":
        raise Invalid(N_("已发布的排期不能丢弃，重新求解可以修改它。"))
    schedule.state = "discarded"
    unit.audit("schedule.discarded", "schedule", schedule.id)
