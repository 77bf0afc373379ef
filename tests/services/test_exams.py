"""Written exams from stage to ticket."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from hr_recruit_plugin.errors import Conflict, Forbidden, Invalid, NotFound
from hr_recruit_plugin.models import Application, AuditEntry, Busy, ExamEntry, WrittenExam
from hr_recruit_plugin.services import exam_papers, exam_seating, exams, resources
from hr_recruit_plugin.services.unit import CANDIDATE, unit_of_work
from tests.support.desk import Desk

ROOMS = [
    {"name": "东教 201", "campus": "东院区", "seats": 3, "accessible": 1, "invigilators": 1},
    {"name": "西教 101", "campus": "西院区", "seats": 3, "accessible": 0, "invigilators": 1},
]


def values(desk: Desk, **changes: Any) -> dict[str, Any]:
    return {
        "name": "护士笔试", "start": datetime(2026, 12, 5, 9), "end": datetime(2026, 12, 5, 11), "stage_ids": [desk.stage_id],
        "rooms": ROOMS, "pools": ["人事"], "rules": "带身份证", **changes,
    }  # fmt: skip


def create(desk: Desk, **changes: Any) -> int:
    with unit_of_work(desk.actor()) as unit:
        return exams.create(unit, values(desk, **changes)).id


def draw(desk: Desk, exam_id: int) -> None:
    with unit_of_work(desk.actor()) as unit:
        exam_seating.draw(unit, exam_id, version=None)


def publish(desk: Desk, exam_id: int) -> None:
    with unit_of_work(desk.actor()) as unit:
        exams.publish(unit, exam_id, version=None)


def entries(desk: Desk, exam_id: int) -> list[ExamEntry]:
    with unit_of_work(desk.actor(), write=False) as unit:
        return list(unit.session.scalars(select(ExamEntry).where(ExamEntry.exam_id == exam_id).order_by(ExamEntry.id)))


def exam(desk: Desk, exam_id: int) -> WrittenExam:
    with unit_of_work(desk.actor(), write=False) as unit:
        return exams.get(unit, exam_id)


def test_everybody_in_the_stage_gets_a_seat_of_their_own(desk):
    exam_id = create(desk)
    draw(desk, exam_id)
    found = entries(desk, exam_id)
    assert len(found) == 4 and len({(e.room, e.number) for e in found}) == 4
    assert exam(desk, exam_id).state == "seated" and exam(desk, exam_id).outcome["troubles"] == []


def test_wishes_and_needs_are_kept_and_honoured(desk):
    exam_id = create(desk)
    first, second, *_ = entries(desk, exam_id)
    with unit_of_work(desk.actor()) as unit:
        exams.wish(unit, exam_id, {first.id: ("西院区", False), second.id: (None, True)}, version=None)
    draw(desk, exam_id)
    first, second, *_ = entries(desk, exam_id)
    assert first.room == "西教 101" and (second.room, second.number) == ("东教 201", 1)


def test_a_need_is_not_readable_in_the_table(desk):
    exam_id = create(desk)
    with unit_of_work(desk.actor()) as unit:
        exams.wish(unit, exam_id, dict.fromkeys(_ids(unit, exam_id), (None, True)), version=None)
    with unit_of_work(desk.actor(), write=False) as unit:
        raw = unit.session.connection().exec_driver_sql("SELECT needs FROM hr_recruit_exam_entry").scalars().all()
    assert raw and all(b"accessible" not in bytes(value) for value in raw)


def _ids(unit: Any, exam_id: int) -> list[int]:
    return list(unit.session.scalars(select(ExamEntry.id).where(ExamEntry.exam_id == exam_id)))


def test_a_wish_for_an_unknown_campus_is_refused(desk):
    exam_id = create(desk)
    first = entries(desk, exam_id)[0]
    with pytest.raises(Invalid, match="院区"), unit_of_work(desk.actor()) as unit:
        exams.wish(unit, exam_id, {first.id: ("月球", False)}, version=None)


def test_new_wishes_undo_the_draw(desk):
    exam_id = create(desk)
    draw(desk, exam_id)
    with unit_of_work(desk.actor()) as unit:
        exams.wish(unit, exam_id, {}, version=None)
    assert exam(desk, exam_id).state == "draft" and all(e.room is None for e in entries(desk, exam_id))


def test_who_came_or_left_since_is_counted_at_the_draw(desk):
    exam_id = create(desk)
    with unit_of_work(desk.actor()) as unit:
        unit.session.get(Application, desk.application_ids[0]).status = "withdrawn"
    draw(desk, exam_id)
    assert desk.application_ids[0] not in {e.application_id for e in entries(desk, exam_id)}


def test_too_few_seats_say_how_many_and_are_not_published(desk):
    exam_id = create(desk, rooms=[{**ROOMS[0], "seats": 1}])
    draw(desk, exam_id)
    assert exam(desk, exam_id).outcome["unseated"] == 3
    with pytest.raises(Invalid, match="不够"):
        publish(desk, exam_id)


def test_nobody_watches_a_relative_or_while_away(desk):
    exam_id = create(desk, rooms=[{**ROOMS[0], "seats": 4}])
    with unit_of_work(desk.actor()) as unit:
        candidate = unit.session.get(Application, desk.application_ids[0]).candidate_id
        resources.save_interviewer(unit, "1001", {"avoid": [candidate]})
    draw(desk, exam_id)
    assert [p["id"] for p in exam(desk, exam_id).watch["东教 201"]] == ["1103"]
    with unit_of_work(desk.actor()) as unit:
        start = exams.get(unit, exam_id).start
        resources.mark_busy(unit, "interviewer:1103", start, start + timedelta(minutes=5))
    draw(desk, exam_id)
    assert exam(desk, exam_id).watch["东教 201"] == [] and exam(desk, exam_id).outcome["troubles"]


def test_publication_gives_tickets_keeps_the_watch_and_ends_all_change(desk):
    exam_id = create(desk)
    draw(desk, exam_id)
    publish(desk, exam_id)
    tickets = {e.ticket for e in entries(desk, exam_id)}
    assert len(tickets) == 4 and all(t.startswith(f"261205{exam_id:02d}") for t in tickets)
    with unit_of_work(desk.actor(), write=False) as unit:
        assert len(unit.session.scalars(select(Busy).where(Busy.note == "监考：护士笔试")).all()) == 2
    with pytest.raises(Invalid, match="公布"):
        draw(desk, exam_id)
    with pytest.raises(Invalid, match="公布"), unit_of_work(desk.actor()) as unit:
        exams.wish(unit, exam_id, {}, version=None)


def test_a_cancelled_exam_frees_its_invigilators_and_voids_tickets(desk):
    exam_id = create(desk)
    draw(desk, exam_id)
    publish(desk, exam_id)
    with unit_of_work(desk.actor()) as unit:
        token = unit.session.get(Application, desk.application_ids[0]).token
        assert exam_papers.coming(unit, token) is not None
        exams.cancel(unit, exam_id, version=None)
        unit.session.flush()
        assert exam_papers.coming(unit, token) is None
        assert unit.session.scalars(select(Busy).where(Busy.note.like("监考%"))).all() == []


def test_two_clerks_do_not_overwrite_each_other(desk):
    exam_id = create(desk)
    seen = exam(desk, exam_id).version
    draw(desk, exam_id)
    with pytest.raises(Conflict), unit_of_work(desk.actor()) as unit:
        exams.publish(unit, exam_id, version=seen)


def test_every_draw_is_in_the_audit_with_its_lot(desk):
    exam_id = create(desk)
    draw(desk, exam_id)
    draw(desk, exam_id)
    with unit_of_work(desk.actor(), write=False) as unit:
        drawn = unit.session.scalars(select(AuditEntry).where(AuditEntry.action == "exam.drawn")).all()
    assert len(drawn) == 2 and len({str(entry.details) for entry in drawn}) == 2
    assert exam(desk, exam_id).draws == 2


@pytest.mark.parametrize(("changes", "why"), [
    ({"start": datetime(2026, 1, 1, 9), "end": datetime(2026, 1, 1, 11)}, "现在之后"), ({"stage_ids": []}, "没有候选人"),
])  # fmt: skip
def test_what_cannot_be_an_exam_is_refused_whole(desk, changes, why):
    with pytest.raises(Invalid, match=why):
        create(desk, **changes)
    with unit_of_work(desk.actor(), write=False) as unit:
        assert exams.listing(unit) == []


def test_whoever_may_not_schedule_sees_no_exam(desk):
    exam_id = create(desk)
    with pytest.raises(Forbidden), unit_of_work(desk.actor("interviewer"), write=False) as unit:
        exams.sheet(unit, exam_id)
    with pytest.raises(NotFound), unit_of_work(desk.actor(), write=False) as unit:
        exams.get(unit, 999)


def test_papers_wait_for_the_draw_and_tickets_for_publication(desk):
    exam_id = create(desk)
    for kind in ("door", "tickets"):
        with pytest.raises(Invalid), unit_of_work(desk.actor(), write=False) as unit:
            exam_papers.papers(unit, exam_id, kind)
        draw(desk, exam_id)
    with pytest.raises(NotFound), unit_of_work(desk.actor(), write=False) as unit:
        exam_papers.papers(unit, exam_id, "menu")


def test_a_seat_plan_snakes_from_the_door(desk):
    room = exam_papers.RoomPaper(1, "r", "c", 12, (), ())
    assert [[number for number, _ in row] for row in room.rows] == [[1, 4, 5, 8, 9, 12], [2, 3, 6, 7, 10, 11]]


def test_a_candidate_has_their_own_ticket_alone(desk):
    exam_id = create(desk)
    draw(desk, exam_id)
    publish(desk, exam_id)
    with unit_of_work(CANDIDATE, write=False) as unit:
        token = unit.session.get(Application, desk.application_ids[1]).token
        found = exam_papers.ticket(unit, token)
        assert [e.application_id for room in found.rooms for e in room.entries] == [desk.application_ids[1]]
        assert exam_papers.ticket(unit, "nobody") is None


def test_nobody_on_leave_is_asked_and_unknown_leave_stops_the_draw(desk, app, monkeypatch):
    exam_id = create(desk, rooms=[{**ROOMS[0], "seats": 4}])
    monkeypatch.setattr(exam_seating, "absences", lambda unit, ids, start, end: ({"1001": [(start, end)]}, False))
    draw(desk, exam_id)
    assert [p["id"] for p in exam(desk, exam_id).watch["东教 201"]] == ["1103"]
    monkeypatch.setattr(exam_seating, "absences", lambda unit, ids, start, end: ({}, True))
    with pytest.raises(Invalid, match="请假"):
        draw(desk, exam_id)
