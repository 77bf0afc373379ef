"""Written exams: everyone seated, wishes honoured, the lot repeatable."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from hr_recruit_plugin.engines.scheduling import ExamCandidate, ExamRoom, Invigilator, seats

ROOMS = [ExamRoom("e1", "east", 2), ExamRoom("w1", "west", 2, frozenset({"ground floor"}))]


def test_wishes_and_needs_are_honoured():
    found = seats([ExamCandidate("a", ("west",)), ExamCandidate("b", ("east", "west")),
                   ExamCandidate("c", needs=frozenset({"ground floor"}))], ROOMS)
    where = {s.candidate: s.room for s in found.seats}
    assert where == {"a": "w1", "b": "e1", "c": "w1"} and found.elsewhere == 0


def test_too_few_seats_leave_out_as_few_as_can_be():
    found = seats([ExamCandidate(f"c{k}", ("west",)) for k in range(5)], ROOMS)
    assert len(found.seats) == 4 and len(found.unseated) == 1 and found.elsewhere == 2


def test_nobody_shares_a_seat_and_the_lot_repeats():
    people = [ExamCandidate(f"c{k}") for k in range(4)]
    found = seats(people, ROOMS, seed=7)
    assert max(Counter((s.room, s.number) for s in found.seats).values()) == 1
    assert seats(people, ROOMS, seed=7) == found
    assert any(seats(people, ROOMS, seed=k).seats != found.seats for k in range(8, 20))


def test_missing_invigilators_are_told():
    found = seats([ExamCandidate("a", ("east",))], ROOMS, [Invigilator("t1", ("east",))])
    assert found.invigilators == {"e1": ("t1",)} and found.short == {"e1": 1}


@pytest.mark.parametrize("rooms", [[ExamRoom("e1", "east", -1)], [ROOMS[0], ROOMS[0]]])
def test_impossible_rooms_are_refused(rooms):
    with pytest.raises(ValueError, match="e1"):
        seats([ExamCandidate("a")], rooms)


def test_five_thousand_seats_are_quick():
    people = [ExamCandidate(f"c{k}", (("east", "west"), ("west",), ())[k % 3]) for k in range(5000)]
    rooms = [ExamRoom(f"r{k}", ("east", "west")[k % 2], 125) for k in range(40)]
    began = time.process_time()
    found = seats(people, rooms, [Invigilator(f"t{k}") for k in range(80)])
    assert time.process_time() - began < 0.5
    assert len(found.seats) == 5000 and not found.short and found.elsewhere == 0
