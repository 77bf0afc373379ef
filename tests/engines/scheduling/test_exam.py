"""Written exams: everyone seated, wishes honoured, the lot repeatable."""

from __future__ import annotations

from collections import Counter

import pytest

from hr_recruit_plugin.engines.scheduling import (
    CampusLoad,
    ExamCandidate,
    ExamRoom,
    Invigilator,
    ProblemError,
    seats,
    troubles,
)

ROOMS = [ExamRoom("e1", "east", 2), ExamRoom("w1", "west", 2, frozenset({"ground floor"}))]


def said(found):
    return [message % params for message, params in troubles(found)]


def test_wishes_and_needs_are_honoured():
    found = seats([ExamCandidate("a", ("west",)), ExamCandidate("b", ("east", "west")),
                   ExamCandidate("c", needs=frozenset({"ground floor"}))], ROOMS)
    where = {s.candidate: s.room for s in found.seats}
    assert where == {"a": "w1", "b": "e1", "c": "w1"} and found.elsewhere == 0


def test_too_few_seats_leave_out_as_few_as_can_be_and_say_where():
    found = seats([ExamCandidate(f"c{k}", ("west",)) for k in range(5)], ROOMS)
    assert len(found.seats) == 4 and len(found.unseated) == 1 and found.elsewhere == 2
    assert found.campuses == (CampusLoad("east", 0, 2, 2), CampusLoad("west", 5, 2, 2))
    assert said(found)[:2] == ["还有 1 名考生没有座位。", "west：5 人想在这里考，只有 2 个座位，差 3 个。"]


def test_a_seat_is_never_given_up_for_wishes():
    """Whoever fits only in one room gets it, however many would rather sit there."""
    rooms = [ExamRoom("e1", "east", 3, frozenset({"lift"})), ExamRoom("w1", "west", 1)]
    found = seats([*(ExamCandidate(f"c{k}", ("east",)) for k in range(2)),
                   *(ExamCandidate(f"n{k}", ("west",), frozenset({"lift"})) for k in range(2))], rooms)
    assert not found.unseated and found.elsewhere == 3


def test_nobody_shares_a_seat_and_the_lot_repeats():
    people = [ExamCandidate(f"c{k}") for k in range(4)]
    found = seats(people, ROOMS, seed=7)
    assert max(Counter((s.room, s.number) for s in found.seats).values()) == 1
    assert seats(people, ROOMS, seed=7) == found
    assert any(seats(people, ROOMS, seed=k).seats != found.seats for k in range(8, 20))


def test_accessible_seats_are_the_first_and_go_to_who_needs_them():
    rooms = [ExamRoom("r", "east", 4, accessible=1), ExamRoom("s", "east", 4, accessible=1)]
    found = seats([ExamCandidate(f"c{k}", accessible=k > 4) for k in range(7)], rooms, seed=3)
    assert {(s.candidate, s.number) for s in found.seats if s.candidate in ("c5", "c6")} == {("c5", 1), ("c6", 1)}
    assert seats([ExamCandidate(f"c{k}", accessible=True) for k in range(3)], rooms).unseated


def test_few_rooms_are_opened():
    rooms = [ExamRoom(f"r{k}", "east", size) for k, size in enumerate((30, 60, 30, 60))]
    found = seats([ExamCandidate(f"c{k}") for k in range(100)], rooms)
    assert found.rooms == ("r1", "r3") and found.least_rooms == 2


def test_a_room_stays_open_for_a_wish():
    found = seats([ExamCandidate("a", ("east",)), ExamCandidate("b", ("west",))], ROOMS)
    assert len(found.rooms) == 2 and found.least_rooms == 1


@pytest.mark.parametrize(("papers", "least"), [("aabb", 0), ("aaab", 1), ("aabbcc", 0), ("aaaab", 2), ("aaaa", 0)])
def test_neighbours_have_other_papers(papers, least):
    people = [ExamCandidate(f"c{k}", paper=paper) for k, paper in enumerate(papers)]
    assert seats(people, [ExamRoom("r", "east", 9)]).neighbours == least


def test_missing_invigilators_are_told():
    found = seats([ExamCandidate("a", ("east",))], ROOMS, [Invigilator("t1", ("east",))])
    assert found.invigilators == {"e1": ("t1",)} and found.short == {"e1": 1}
    assert said(found) == ["考场 e1 还差 1 名监考员。"]


def test_no_invigilator_at_all_is_one_sentence():
    assert said(seats([ExamCandidate("a", ("east",))], ROOMS)) == ["没有监考员。1 间考场一共要 2 人。"]


def test_nobody_watches_a_relative_or_where_they_cannot_be():
    rooms = [ExamRoom("r", "east", 1, invigilators=1), ExamRoom("s", "west", 1, invigilators=1)]
    for seed in range(5):
        found = seats([ExamCandidate("a"), ExamCandidate("b")], rooms,
                      [Invigilator("t", avoid=frozenset("a")), Invigilator("u")], seed=seed)
        sits = {s.candidate: s.room for s in found.seats}
        assert "t" not in found.invigilators[sits["a"]] and not found.short
    assert seats([ExamCandidate("a")], rooms[:1], [Invigilator("t", ("west",))]).short == {"r": 1}


def test_the_lot_is_drawn_anew_where_only_avoidance_stands_in_the_way():
    """Two must both not watch a; b's room can have both, whichever room b is drawn for."""
    rooms = [ExamRoom("r", "east", 1, invigilators=2), ExamRoom("s", "west", 1, invigilators=0)]
    for seed in range(8):
        found = seats([ExamCandidate("a"), ExamCandidate("b")], rooms,
                      [Invigilator(w, avoid=frozenset("a")) for w in "tu"], seed=seed)
        assert not found.short


@pytest.mark.parametrize(("rooms", "why"), [
    ([ExamRoom("e1", "east", -1)], "e1"), ([ROOMS[0], ROOMS[0]], "考场 e1 出现了 2 次"),
    ([ExamRoom("e1", "east", 1, accessible=2)], "多于座位 1 个"), ([], "没有考场"),
])  # fmt: skip
def test_impossible_rooms_are_refused(rooms, why):
    with pytest.raises(ProblemError, match=why):
        seats([ExamCandidate("a")], rooms)


def test_every_repeated_id_is_named():
    with pytest.raises(ProblemError) as problem:
        seats([ExamCandidate("a"), ExamCandidate("a")], ROOMS, [Invigilator("t"), Invigilator("t")])
    assert problem.value.complaints == ["考生 a 出现了 2 次", "监考员 t 出现了 2 次"]


def test_five_thousand_are_seated_to_the_last_seat():
    people = [ExamCandidate(f"c{k}", (("east", "west"), ("west",), ())[k % 3]) for k in range(5000)]
    rooms = [ExamRoom(f"r{k}", ("east", "west")[k % 2], 125) for k in range(40)]
    found = seats(people, rooms, [Invigilator(f"t{k}") for k in range(80)])
    assert len(found.seats) == 5000 and not troubles(found) and found.elsewhere == 0
