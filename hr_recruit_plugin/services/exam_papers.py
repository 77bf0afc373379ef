"""What is printed for a written exam: door lists, seat plans, tickets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from ..errors import Invalid, NotFound
from ..i18n import N_
from ..models import Application, ExamEntry, WrittenExam
from . import exams
from .unit import Unit

KINDS = ("door", "plan", "tickets")
MOST = 300
"""Tickets in one file; a page each takes a while to draw."""
COLUMNS = 6


@dataclass(frozen=True)
class RoomPaper:
    """One room: its place in the list of rooms from 1, its invigilators' names, and who sits in it by number."""

    position: int
    name: str
    campus: str
    seats: int
    watch: Sequence[str]
    entries: Sequence[ExamEntry]

    @property
    def rows(self) -> list[list[tuple[int, ExamEntry | None]]]:
        """The seat plan: columns from the door to the windows, every second one counted from the back."""
        columns = min(COLUMNS, max(self.seats, 1))
        deep = -(-self.seats // columns)
        sits = {e.number: e for e in self.entries}
        plan: list[list[tuple[int, ExamEntry | None]]] = []
        for row in range(deep):
            line = []
            for column in range(columns):
                number = column * deep + (row if column % 2 == 0 else deep - 1 - row) + 1
                line.append((number, sits.get(number)))
            plan.append(line)
        return plan


@dataclass(frozen=True)
class Papers:
    exam: WrittenExam
    rooms: Sequence[RoomPaper]


def papers(unit: Unit, exam_id: int, kind: str, room: str = "") -> Papers:
    """What ``kind`` prints, for one room or for all. Raises Invalid before the draw, or for tickets before publication."""
    exam = exams.get(unit, exam_id)
    if kind not in KINDS:
        raise NotFound(N_("没有这种打印件。"))
    if exam.state not in ("seated", "published"):
        raise Invalid(N_("还没有排好的座位，没有可打印的。"))
    if kind == "tickets" and exam.state != "published":
        raise Invalid(N_("公布座位后才有准考证。"))
    entries = unit.session.scalars(
        select(ExamEntry)
        .where(ExamEntry.exam_id == exam.id, ExamEntry.room == room if room else ExamEntry.room.is_not(None))
        .options(joinedload(ExamEntry.application).joinedload(Application.candidate))
        .order_by(ExamEntry.number)
    ).all()
    if kind == "tickets" and len(entries) > MOST:
        raise Invalid(N_("一次最多打印 %(n)s 张准考证，按考场分开打印。"), n=MOST)
    found = [
        RoomPaper(
            position, r["name"], r["campus"], r["seats"], [p["name"] for p in exam.watch.get(r["name"], ())],
            [e for e in entries if e.room == r["name"]],
        )
        for position, r in enumerate(exam.rooms, 1)
    ]  # fmt: skip
    unit.audit("exam.printed", "exam", exam.id, what=kind, entries=len(entries))
    return Papers(exam, [r for r in found if r.entries])


def ticket(unit: Unit, token: str) -> Papers | None:
    """The candidate's own coming exam with their seat alone, or None."""
    entry = coming(unit, token)
    if entry is None:
        return None
    exam = entry.exam
    place = next((n, r) for n, r in enumerate(exam.rooms, 1) if r["name"] == entry.room)
    unit.audit("exam.ticket_printed", "exam", exam.id, application=entry.application_id)
    return Papers(exam, [RoomPaper(place[0], place[1]["name"], place[1]["campus"], place[1]["seats"], (), [entry])])


def coming(unit: Unit, token: str) -> ExamEntry | None:
    """The entry of a published exam that is not over, of an active application."""
    return unit.session.scalar(
        select(ExamEntry)
        .join(ExamEntry.application)
        .join(ExamEntry.exam)
        .where(
            Application.token == token, Application.status == "active", WrittenExam.state == "published",
            WrittenExam.end > unit.now, ExamEntry.ticket.is_not(None),
        )
        .options(joinedload(ExamEntry.exam), joinedload(ExamEntry.application).joinedload(Application.candidate))
        .order_by(WrittenExam.start)
        .limit(1)
    )  # fmt: skip
