"""Written exams: seats, invigilators and campus wishes as one minimum-cost flow each.

Candidates with the same wishes and needs are one node, so thousands of seats make a small network; who of a group sits
where is drawn by lot.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ortools.graph.python import min_cost_flow

LEFT_OUT = 1_000_000
ELSEWHERE = 1000
"""Costs of a person without a place, and of one at a campus they did not name."""


@dataclass(frozen=True, slots=True)
class ExamCandidate:
    """``campuses`` are wishes, dearest first; empty means any. ``needs`` are features that the room must have."""

    id: str
    campuses: tuple[str, ...] = ()
    needs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ExamRoom:
    """``invigilators`` are needed when anyone sits in it."""

    id: str
    campus: str
    seats: int
    features: frozenset[str] = frozenset()
    invigilators: int = 2


@dataclass(frozen=True, slots=True)
class Invigilator:
    id: str
    campuses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seat:
    candidate: str
    room: str
    number: int


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """``elsewhere`` counts seats at a campus that was not the first wish; ``short`` holds invigilators still missing."""

    seats: tuple[Seat, ...]
    invigilators: Mapping[str, tuple[str, ...]]
    unseated: tuple[str, ...]
    elsewhere: int
    short: Mapping[str, int]


Key = tuple[tuple[str, ...], frozenset[str]]


def seats(candidates: Iterable[ExamCandidate], rooms: Sequence[ExamRoom],
          invigilators: Iterable[Invigilator] = (), *, seed: int = 0) -> SeatPlan:
    """Seat as many as can be, then as near to their wishes as can be; both are optimal.

    ``seed`` is the lot: the same seed draws the same seats. Raises ValueError when a room has a negative number of
    seats or two rooms or candidates share an id.
    """
    people = list(candidates)
    _refuse(people, rooms)
    lot = random.Random(seed)  # noqa: S311  (a published lot must be repeatable, not secret)
    groups: dict[Key, list[str]] = defaultdict(list)
    wish = {c.id: c.campuses for c in people}
    for c in people:
        groups[c.campuses, c.needs].append(c.id)
    for members in groups.values():
        lot.shuffle(members)
    placed = _flow(groups, rooms, {room.id: room.seats for room in rooms})
    by_room: dict[str, list[str]] = defaultdict(list)
    for key, room, count in placed:
        by_room[room] += [groups[key].pop() for _ in range(count)]
    out, elsewhere = [], 0
    for place in rooms:
        members = by_room[place.id]
        lot.shuffle(members)
        out += [Seat(one, place.id, k) for k, one in enumerate(members, 1)]
        elsewhere += sum(bool(wish[one]) and wish[one][0] != place.campus for one in members)
    watch, short = _invigilators(list(invigilators), [room for room in rooms if by_room[room.id]])
    return SeatPlan(tuple(out), watch, tuple(one for members in groups.values() for one in members), elsewhere, short)


def _refuse(people: Sequence[ExamCandidate], rooms: Sequence[ExamRoom]) -> None:
    for what, ids in (("candidate", [c.id for c in people]), ("room", [r.id for r in rooms])):
        if len(set(ids)) < len(ids):
            twice = next(one for one in ids if ids.count(one) > 1)
            raise ValueError(f"{what} {twice} occurs twice")
    for room in rooms:
        if room.seats < 0 or room.invigilators < 0:
            raise ValueError(f"room {room.id}: seats and invigilators must not be negative")


def _flow(groups: Mapping[Key, Sequence[str]], rooms: Sequence[ExamRoom],
          capacity: Mapping[str, int]) -> list[tuple[Key, str, int]]:
    """(group, room, how many) of a minimum-cost flow; whoever finds no place flows past the rooms."""
    flow = min_cost_flow.SimpleMinCostFlow()
    keys, total = list(groups), sum(map(len, groups.values()))
    sink, arcs = len(keys) + len(rooms), {}
    for k, key in enumerate(keys):
        campuses, needs = key
        flow.set_node_supply(k, len(groups[key]))
        flow.add_arc_with_capacity_and_unit_cost(k, sink, len(groups[key]), LEFT_OUT)
        for r, room in enumerate(rooms):
            if needs <= room.features:
                cost = (campuses.index(room.campus) if room.campus in campuses
                        else ELSEWHERE if campuses else 0)
                arc = flow.add_arc_with_capacity_and_unit_cost(k, len(keys) + r, len(groups[key]), cost)
                arcs[arc] = key, room.id
    for r, room in enumerate(rooms):
        flow.add_arc_with_capacity_and_unit_cost(len(keys) + r, sink, capacity[room.id], 0)
    flow.set_node_supply(sink, -total)
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow of seats has no solution; every supply has a way past the rooms")
    return [(*arcs[arc], flow.flow(arc)) for arc in arcs if flow.flow(arc)]


def _invigilators(people: Sequence[Invigilator],
                  rooms: Sequence[ExamRoom]) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    groups: dict[Key, list[str]] = defaultdict(list)
    for person in people:
        groups[person.campuses, frozenset()].append(person.id)
    found: dict[str, list[str]] = {room.id: [] for room in rooms}
    for key, room, count in _flow(groups, rooms, {r.id: r.invigilators for r in rooms}) if rooms else ():
        found[room] += [groups[key].pop() for _ in range(count)]
    short = {r.id: r.invigilators - len(found[r.id]) for r in rooms if len(found[r.id]) < r.invigilators}
    return {room: tuple(ids) for room, ids in found.items()}, short
