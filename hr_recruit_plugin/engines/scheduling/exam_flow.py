"""The flows of a written exam: how many of each kind go to which room, and who watches where.

Candidates with the same wishes and needs are one node, so thousands of seats make a small network. Costs are levels:
nobody without a seat is traded for any number of wishes, nor a campus that was not named for any rank of one that was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.graph.python import min_cost_flow

if TYPE_CHECKING:
    from .exam import Alike, ExamRoom


@dataclass(slots=True)
class Counts:
    """How many of each group go to each room, and what that costs."""

    cost: int
    by_group: dict[Alike, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))

    def of_room(self, room: str) -> int:
        return sum(rooms.get(room, 0) for rooms in self.by_group.values())

    @property
    def seated(self) -> int:
        return sum(sum(rooms.values()) for rooms in self.by_group.values())


@dataclass(frozen=True, slots=True)
class Opened:
    counts: Counts
    least: int
    """No choice of rooms that holds as many is smaller."""


def placed(groups: Mapping[Alike, int], rooms: Sequence[ExamRoom], costs: tuple[int, int] | None = None) -> Counts:
    """An optimal flow of ``groups`` into ``rooms``; whoever finds no place flows past them."""
    elsewhere, left_out = costs or levels(groups, rooms)
    flow = min_cost_flow.SimpleMinCostFlow()
    keys, n = list(groups), len(rooms)
    # A room is two nodes: those who need a seat that a wheelchair reaches pass the first, everybody the second.
    narrow, wide, sink = len(keys), len(keys) + n, len(keys) + 2 * n
    arcs = {}
    for k, key in enumerate(keys):
        campuses, needs, accessible = key
        flow.set_node_supply(k, groups[key])
        flow.add_arc_with_capacity_and_unit_cost(k, sink, groups[key], left_out)
        for r, room in enumerate(rooms):
            if needs <= room.features:
                cost = campuses.index(room.campus) if room.campus in campuses else elsewhere if campuses else 0
                target = (narrow if accessible else wide) + r
                arcs[flow.add_arc_with_capacity_and_unit_cost(k, target, groups[key], cost)] = key, room.id
    for r, room in enumerate(rooms):
        flow.add_arc_with_capacity_and_unit_cost(narrow + r, wide + r, room.accessible, 0)
        flow.add_arc_with_capacity_and_unit_cost(wide + r, sink, room.seats, 0)
    flow.set_node_supply(sink, -sum(groups.values()))
    _solve(flow)
    found = Counts(flow.optimal_cost())
    for arc, (key, room_id) in arcs.items():
        if count := flow.flow(arc):
            found.by_group[key][room_id] = count
    return found


def levels(groups: Mapping[Alike, int], rooms: Sequence[ExamRoom]) -> tuple[int, int]:
    """Costs of a campus not named and of no seat. Improving a flow by one person changes at most one arc a node."""
    nodes = len(groups) + 2 * len(rooms) + 1
    elsewhere = nodes * max((len(campuses) for campuses, _, _ in groups), default=0) + 1
    return elsewhere, elsewhere * nodes + 1


def fewest_rooms(groups: Mapping[Alike, int], rooms: Sequence[ExamRoom], best: Counts) -> Opened:
    """Close rooms, the smallest first, while the flow stays as good as ``best``."""
    costs, open_, found = levels(groups, rooms), list(rooms), best
    spare = sum(room.seats for room in rooms) - best.seated
    for room in sorted(rooms, key=lambda room: room.seats):
        if room.seats > spare:
            break
        fewer = [one for one in open_ if one.id != room.id]
        without = placed(groups, fewer, costs)
        if without.cost == best.cost:
            open_, found, spare = fewer, without, spare - room.seats
    return Opened(found, _least(rooms, best.seated))


def _least(rooms: Sequence[ExamRoom], people: int) -> int:
    held, count = 0, 0
    for size in sorted((room.seats for room in rooms), reverse=True):
        if held >= people:
            break
        held, count = held + size, count + 1
    return count


Watcher = tuple[str, tuple[str, ...], frozenset[str]]
"""Id, campuses (none: any), and rooms where this person must not be."""


def watched(people: Iterable[Watcher], rooms: Sequence[ExamRoom]) -> tuple[dict[str, tuple[str, ...]], dict[str, int]]:
    """As many invigilators as can be: (room → people, room → how many are missing)."""
    groups: dict[tuple[tuple[str, ...], frozenset[str]], list[str]] = defaultdict(list)
    for one, campuses, shut in people:
        groups[campuses, shut].append(one)
    found: dict[str, list[str]] = {room.id: [] for room in rooms}
    for key, room_id, count in _watch_flow({k: len(m) for k, m in groups.items()}, rooms):
        found[room_id] += [groups[key].pop() for _ in range(count)]
    short = {r.id: r.invigilators - len(found[r.id]) for r in rooms if len(found[r.id]) < r.invigilators}
    return {room: tuple(ids) for room, ids in found.items()}, short


def _watch_flow(groups: Mapping[tuple[tuple[str, ...], frozenset[str]], int],
                rooms: Sequence[ExamRoom]) -> list[tuple[tuple[tuple[str, ...], frozenset[str]], str, int]]:
    flow, keys, arcs = min_cost_flow.SimpleMinCostFlow(), list(groups), {}
    sink = len(keys) + len(rooms)
    for k, key in enumerate(keys):
        flow.set_node_supply(k, groups[key])
        flow.add_arc_with_capacity_and_unit_cost(k, sink, groups[key], 1)
        for r, room in enumerate(rooms):
            if room.id not in key[1] and (not key[0] or room.campus in key[0]):
                arcs[flow.add_arc_with_capacity_and_unit_cost(k, len(keys) + r, groups[key], 0)] = key, room.id
    for r, room in enumerate(rooms):
        flow.add_arc_with_capacity_and_unit_cost(len(keys) + r, sink, room.invigilators, 0)
    flow.set_node_supply(sink, -sum(groups.values()))
    _solve(flow)
    return [(*arcs[arc], flow.flow(arc)) for arc in arcs if flow.flow(arc)]


def _solve(flow: min_cost_flow.SimpleMinCostFlow) -> None:
    if flow.solve() != flow.OPTIMAL:
        raise RuntimeError("the flow of an exam has no solution; every supply has a way past the rooms")
