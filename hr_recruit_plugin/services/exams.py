"""Written exams of one or more stages: the list, a new one, wishes, the draw of seats, publication.

The parts: ``exam_seating`` draws, ``exam_papers`` reads what is printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import joinedload

from ..errors import Invalid, NotFound
from ..i18n import N_
from ..models import Application, Busy, Candidate, ExamEntry, Interviewer, Job, Room, Stage, WrittenExam
from ..security.permissions import Permission
from . import access
from .unit import Unit, expect_version

EDIT = Permission.SCHEDULES_EDIT
NO_EXAM = N_("没有这场笔试。")
PAST = N_("考试时间要在现在之后。")
NOBODY = N_("所选阶段里没有候选人，没有人可以排。")
WATCHING = N_("监考：%(name)s")
PAGE = 50
SHOWN = 30
LIKELY = "笔试"
"""A stage with this in its name comes first on the form."""


@dataclass(frozen=True)
class StageLine:
    """A stage whose active candidates can be seated."""

    stage: Stage
    waiting: int

    @property
    def likely(self) -> bool:
        return LIKELY in self.stage.name


@dataclass(frozen=True)
class ExamLine:
    exam: WrittenExam
    people: int
    seated: int


@dataclass(frozen=True)
class Sheet:
    """One exam with a page of its people, and how many sit in each room."""

    exam: WrittenExam
    entries: Sequence[ExamEntry]
    found: int
    people: int
    seated: int
    by_room: Mapping[str, int]
    page: int

    @property
    def campuses(self) -> list[str]:
        return list(dict.fromkeys(room["campus"] for room in self.exam.rooms))


def listing(unit: Unit) -> list[ExamLine]:
    """The newest exams, in a fixed number of statements."""
    unit.actor.require(EDIT)
    rows = unit.session.execute(
        select(WrittenExam, func.count(ExamEntry.id), func.count(ExamEntry.number))
        .outerjoin(ExamEntry, ExamEntry.exam_id == WrittenExam.id)
        .where(*_ours(unit))
        .group_by(WrittenExam.id)
        .order_by(WrittenExam.start.desc(), WrittenExam.id.desc())
        .limit(SHOWN)
    )
    return [ExamLine(exam, people, seated) for exam, people, seated in rows]


def _ours(unit: Unit) -> list[Any]:
    """Whoever sees one department sees the exams in which it alone takes part."""
    if unit.actor.department is None:
        return []
    foreign = (
        select(ExamEntry.exam_id)
        .join(Application, ExamEntry.application_id == Application.id)
        .join(Job, Application.job_id == Job.id)
        .where(Job.department_id != unit.actor.department)
    )
    return [WrittenExam.id.not_in(foreign)]


def get(unit: Unit, exam_id: int) -> WrittenExam:
    unit.actor.require(EDIT)
    found = unit.session.scalar(select(WrittenExam).where(WrittenExam.id == exam_id, *_ours(unit)))
    if found is None:
        raise NotFound(NO_EXAM)
    return found


def stages(unit: Unit) -> list[StageLine]:
    """Stages of open jobs with active candidates, those called a written exam first."""
    unit.actor.require(EDIT)
    rows = unit.session.execute(
        access.of_department(
            select(Stage, func.count(Application.id))
            .join(Job, Stage.job_id == Job.id)
            .join(Application, (Application.stage_id == Stage.id) & (Application.status == "active"))
            .where(Job.status.in_(("open", "paused")), Stage.kind != "offer")
            .group_by(Stage.id)
            .options(joinedload(Stage.job)),
            unit.actor,
        )
    )
    lines = [StageLine(stage, count) for stage, count in rows]
    return sorted(lines, key=lambda line: (not line.likely, line.stage.job_id, line.stage.position))


def last_rooms(unit: Unit) -> list[dict[str, Any]]:
    """The rooms of the newest exam: most hospitals use the same ones again."""
    unit.actor.require(EDIT)
    return unit.session.scalar(select(WrittenExam.rooms).order_by(WrittenExam.id.desc()).limit(1)) or []


def create(unit: Unit, values: Mapping[str, Any]) -> WrittenExam:
    """``values`` are loaded by ``schemas.exam.exam_from``: name, start, end (local), stage_ids, rooms, pools, rules."""
    unit.actor.require(EDIT)
    zone = unit.state.settings.zone
    start, end = values["start"].replace(tzinfo=zone), values["end"].replace(tzinfo=zone)
    if start <= unit.now:
        raise Invalid(PAST, {"day": [PAST]})
    for stage_id in values["stage_ids"]:
        access.job(unit, unit.get(Stage, stage_id, N_("没有这个阶段。")).job_id, EDIT)
    exam = WrittenExam(
        name=values["name"], start=start, end=end, state="draft", stage_ids=list(values["stage_ids"]), rooms=values["rooms"],
        pools=values["pools"], rules=values["rules"], created_by=unit.actor.name, created_at=unit.now, draws=0, watch={},
    )  # fmt: skip
    unit.session.add(exam)
    unit.session.flush()
    if not enrol(unit, exam):
        raise Invalid(NOBODY, {"stage": [NOBODY]})
    unit.audit("exam.created", "exam", exam.id, rooms=len(exam.rooms))
    return exam


def enrol(unit: Unit, exam: WrittenExam) -> int:
    """Make the entries those who are active in the exam's stages now; wishes of who stays are kept. How many there are."""
    active = unit.session.execute(
        select(Application.id, Job.title)
        .join(Job, Application.job_id == Job.id)
        .where(Application.stage_id.in_(exam.stage_ids), Application.status == "active")
    )
    wanted: dict[int, str] = dict(active.all())
    held = set(unit.session.scalars(select(ExamEntry.application_id).where(ExamEntry.exam_id == exam.id)))
    if gone := held - set(wanted):
        unit.session.execute(
            delete(ExamEntry).where(ExamEntry.exam_id == exam.id, ExamEntry.application_id.in_(gone))
        )
    rows = [{"exam_id": exam.id, "application_id": i, "paper": wanted[i]} for i in sorted(set(wanted) - held)]
    if rows:
        unit.session.execute(insert(ExamEntry), rows)
    return len(wanted)


def sheet(unit: Unit, exam_id: int, *, query: str = "", page: int = 1) -> Sheet:
    """One exam and one page of its people, in a fixed number of statements."""
    exam = get(unit, exam_id)
    counted = select(ExamEntry.room, func.count()).where(ExamEntry.exam_id == exam.id).group_by(ExamEntry.room)
    by_room: dict[Any, int] = dict(unit.session.execute(counted).all())
    chosen = (
        select(ExamEntry)
        .join(Application, ExamEntry.application_id == Application.id)
        .join(Candidate, Application.candidate_id == Candidate.id)
        .where(ExamEntry.exam_id == exam.id)
    )
    if query.strip():
        chosen = chosen.where(access.matching(query, Candidate.name, ExamEntry.paper, ExamEntry.ticket, ExamEntry.room))
    found = unit.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    page = min(max(page, 1), max(-(-found // PAGE), 1))
    entries = unit.session.scalars(
        chosen.options(joinedload(ExamEntry.application).joinedload(Application.candidate))
        .order_by(ExamEntry.room, ExamEntry.number, ExamEntry.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    seated = sum(count for room, count in by_room.items() if room is not None)
    return Sheet(exam, entries, found, sum(by_room.values()), seated, by_room, page)


def wish(unit: Unit, exam_id: int, wishes: Mapping[int, tuple[str | None, bool]], *, version: int | None) -> None:
    """What people wish for and need, by entry id: (campus or None, needs an accessible seat)."""
    exam = _open(unit, exam_id, version)
    known = {room["campus"] for room in exam.rooms}
    entries = unit.session.scalars(
        select(ExamEntry).where(ExamEntry.exam_id == exam.id, ExamEntry.id.in_(list(wishes)))
    )
    for entry in entries:
        campus, accessible = wishes[entry.id]
        if campus and campus not in known:
            raise Invalid(N_("没有叫「%(campus)s」的院区考场。"), {"campus": ["unknown"]}, campus=campus)
        entry.campus = campus or None
        if accessible != entry.accessible:
            entry.needs = {"accessible": True} if accessible else None
    exam.changed_by = unit.actor.name
    _undo_draw(unit, exam)
    unit.audit("exam.wishes_saved", "exam", exam.id, entries=len(wishes))


def refit(unit: Unit, exam_id: int, rooms: list[dict[str, Any]], chosen: list[str], *, version: int | None) -> None:
    """Other rooms, and other pools to draw invigilators from; wishes stay."""
    exam = _open(unit, exam_id, version)
    exam.rooms, exam.pools, exam.changed_by = rooms, chosen, unit.actor.name
    _undo_draw(unit, exam)
    unit.audit("exam.refitted", "exam", exam.id, rooms=len(rooms))


def _open(unit: Unit, exam_id: int, version: int | None) -> WrittenExam:
    exam = get(unit, exam_id)
    expect_version(exam, version, by=exam.changed_by)
    if exam.state not in ("draft", "seated"):
        raise Invalid(N_("座位已经公布，不能再改。要改就先取消这场笔试，再建一场。"))
    return exam


def _undo_draw(unit: Unit, exam: WrittenExam) -> None:
    """Seats drawn for other wishes are no plan any more."""
    if exam.state == "seated":
        clear(unit, exam)
        exam.state, exam.outcome, exam.watch = "draft", None, {}


def clear(unit: Unit, exam: WrittenExam) -> None:
    unit.session.execute(
        update(ExamEntry).where(ExamEntry.exam_id == exam.id).values(room=None, number=None, ticket=None)
    )


def publish(unit: Unit, exam_id: int, *, version: int | None) -> WrittenExam:
    """Give every seat its ticket and keep the invigilators' time. From now on nothing changes any more."""
    exam = _open(unit, exam_id, version)
    if exam.state != "seated" or exam.outcome is None:
        raise Invalid(N_("先抽签排好座位，再公布。"))
    if exam.outcome["troubles"]:
        raise Invalid(N_("座位或监考员还不够，不能公布。补上考场或监考员后再抽一次。"))
    if exam.start <= unit.now:
        raise Invalid(N_("考试时间已过，不能公布。"))
    numbers = {room["name"]: n for n, room in enumerate(exam.rooms, 1)}
    day = exam.start.astimezone(unit.state.settings.zone)
    entries = unit.session.execute(
        select(ExamEntry.id, ExamEntry.room, ExamEntry.number).where(ExamEntry.exam_id == exam.id)
    )
    tickets = [
        {"id": i, "ticket": ticket_number(exam.id, day, numbers[room], seat)} for i, room, seat in entries if room and seat
    ]
    unit.session.execute(update(ExamEntry), tickets)
    for person in (p for people in exam.watch.values() for p in people):
        unit.session.add(Busy(resource=f"interviewer:{person['id']}", start=exam.start, end=exam.end, note=_note(exam)))
    exam.state, exam.published_by, exam.published_at = "published", unit.actor.name, unit.now
    exam.changed_by = unit.actor.name
    unit.audit("exam.published", "exam", exam.id, seats=len(tickets), sha256=exam.outcome["sha256"])
    return exam


def ticket_number(exam_id: int, day: datetime, room: int, seat: int) -> str:
    """Date, exam, room and seat: 26120501 003 017. Unique, and a lost ticket still says where to go."""
    return f"{day:%y%m%d}{exam_id:02d}{room:03d}{seat:03d}"


def _note(exam: WrittenExam) -> str:
    return (WATCHING % {"name": exam.name})[:200]


def cancel(unit: Unit, exam_id: int, *, version: int | None) -> None:
    """Call an exam off; its tickets are void and the invigilators are free again."""
    exam = get(unit, exam_id)
    expect_version(exam, version, by=exam.changed_by)
    if exam.state == "cancelled":
        return
    if exam.state == "published":
        resources = [f"interviewer:{p['id']}" for people in exam.watch.values() for p in people]
        unit.session.execute(
            delete(Busy).where(
                Busy.resource.in_(resources), Busy.start == exam.start, Busy.end == exam.end, Busy.note == _note(exam)
            )
        )
    exam.state, exam.changed_by = "cancelled", unit.actor.name
    unit.audit("exam.cancelled", "exam", exam.id)


def pools(unit: Unit) -> dict[str, int]:
    """Pool → active people in it, to choose invigilators from."""
    unit.actor.require(EDIT)
    people = unit.session.scalars(select(Interviewer).where(Interviewer.active)).all()
    return {pool: sum(pool in p.pools for p in people) for pool in sorted({q for p in people for q in p.pools})}


def campuses(unit: Unit) -> list[str]:
    """Names that campuses have already: an invigilator works only where the exam's room says the same."""
    unit.actor.require(EDIT)
    people = unit.session.scalars(select(Interviewer.campuses).where(Interviewer.active))
    rooms = unit.session.scalars(select(Room.campus).where(Room.active))
    return sorted({*rooms, *(campus for named in people for campus in named)})
