"""Drawing the seats of a written exam: rows to the engine and back."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any

from sqlalchemy import select, update

from ..engines import scheduling as engine
from ..errors import Invalid
from ..i18n import N_
from ..models import Application, ExamEntry, Interviewer, WrittenExam
from . import exams
from .availability import absences
from .busy import marked, standing
from .unit import Unit, expect_version


def draw(unit: Unit, exam_id: int, *, version: int | None) -> WrittenExam:
    """Seat everybody who is active in the exam's stages now. Every draw is audited with its lot."""
    exam = exams.get(unit, exam_id)
    expect_version(exam, version, by=exam.changed_by)
    if exam.state not in ("draft", "seated"):
        raise Invalid(N_("座位已经公布，不能再抽签。"))
    if not exams.enrol(unit, exam):
        raise Invalid(exams.NOBODY)
    entries = unit.session.scalars(
        select(ExamEntry).where(ExamEntry.exam_id == exam.id).order_by(ExamEntry.application_id)
    ).all()
    seed = secrets.token_hex(8)
    watchers = _watchers(unit, exam)
    try:
        found = engine.seats(_candidates(entries), _rooms(exam), _invigilators(unit, watchers, entries), seed=seed)
    except engine.ProblemError as problem:
        raise Invalid(N_("这样排不了：%(why)s"), why="；".join(problem.complaints[:3])) from problem
    _keep(unit, exam, entries, found, seed)
    names = {w.user_id: w.name for w in watchers}
    exam.watch = {room: [{"id": i, "name": names[i]} for i in ids] for room, ids in found.invigilators.items()}
    unit.audit("exam.drawn", "exam", exam.id, draw=exam.draws, seed=seed, sha256=(exam.outcome or {})["sha256"])
    return exam


def _candidates(entries: Any) -> list[engine.ExamCandidate]:
    return [
        engine.ExamCandidate(
            str(e.application_id), (e.campus,) if e.campus else (), accessible=e.accessible, paper=e.paper
        )
        for e in entries
    ]


def _rooms(exam: WrittenExam) -> list[engine.ExamRoom]:
    return [
        engine.ExamRoom(
            r["name"], r["campus"], r["seats"], invigilators=r["invigilators"], accessible=r["accessible"]
        )
        for r in exam.rooms
    ]


def _watchers(unit: Unit, exam: WrittenExam) -> list[Interviewer]:
    """Active members of the chosen pools who are not busy or on leave then.

    Working hours do not count: exams are held on Saturdays, and who is drawn is asked by a person.
    """
    people = unit.session.scalars(select(Interviewer).where(Interviewer.active).order_by(Interviewer.id))
    able = [p for p in people if set(p.pools) & set(exam.pools)]
    leave, failed = absences(unit, [p.user_id for p in able], exam.start, exam.end)
    if failed:
        raise Invalid(N_("没能从 OA 读到请假，不知道谁能监考。稍后再抽签。"))
    taken = set(leave)
    taken |= {resource.removeprefix("interviewer:") for resource in marked(unit, exam.start, exam.end)}
    taken |= {seat.user_id for interview in standing(unit, exam.start, exam.end) for seat in interview.seats}
    return [p for p in able if p.user_id not in taken]


def _invigilators(unit: Unit, watchers: list[Interviewer], entries: Any) -> list[engine.Invigilator]:
    """Avoidances name candidates; the engine knows applications."""
    avoided = {c for w in watchers for c in w.avoid}
    met = unit.session.execute(
        select(Application.candidate_id, Application.id)
        .join(ExamEntry, ExamEntry.application_id == Application.id)
        .where(Application.candidate_id.in_(avoided), ExamEntry.exam_id == entries[0].exam_id)
    )
    sits = {candidate: str(application) for candidate, application in met}
    return [
        engine.Invigilator(w.user_id, tuple(w.campuses), frozenset(sits[c] for c in w.avoid if c in sits))
        for w in watchers
    ]


def _keep(unit: Unit, exam: WrittenExam, entries: Any, found: engine.SeatPlan, seed: str) -> None:
    ids = {str(e.application_id): e.id for e in entries}
    exams.clear(unit, exam)
    seats = [{"id": ids[s.candidate], "room": s.room, "number": s.number} for s in found.seats]
    if seats:
        unit.session.execute(update(ExamEntry), seats)
    exam.state, exam.seed, exam.draws, exam.changed_by = "seated", seed, exam.draws + 1, unit.actor.name
    rows = json.dumps([seed, [[s.candidate, s.room, s.number] for s in found.seats]], separators=(",", ":"))
    exam.outcome = {
        "elsewhere": found.elsewhere, "rooms": len(found.rooms), "least_rooms": found.least_rooms,
        "neighbours": found.neighbours, "unseated": len(found.unseated),
        "campuses": [[c.campus, c.wished, c.seats, c.placed] for c in found.campuses],
        "troubles": [[message, params] for message, params in engine.troubles(found)],
        "sha256": hashlib.sha256(rows.encode()).hexdigest(),
    }  # fmt: skip
