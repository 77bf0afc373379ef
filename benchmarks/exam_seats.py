"""5,000 seats of a written exam beside the naive way, in one run: ``python benchmarks/exam_seats.py``.

The naive way seats people as they come, at the first campus of their wishes that has a seat left, and gives each room
the next invigilators on the list who work there.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from itertools import pairwise

from hr_recruit_plugin.engines.scheduling import ExamCandidate, ExamRoom, Invigilator, seats

PEOPLE, ROOMS, SEATS = 5000, 40, 125
PAPERS = ("nursing", "medicine", "administration", "engineering")
Case = tuple[list[ExamCandidate], list[ExamRoom], list[Invigilator]]


def case(people: int, seed: int = 1) -> Case:
    """Two campuses, unequal wishes, one seat in a hundred reached by wheelchair, one invigilator in four with a relative."""
    lot = random.Random(seed)
    wishes = (("east",), ("east", "west"), ("west", "east"), ("west",), ())
    told = lot.choices(wishes, (30, 25, 15, 10, 20), k=people)
    candidates = [ExamCandidate(f"c{k}", told[k], accessible=lot.random() < 0.006, paper=lot.choice(PAPERS))
                  for k in range(people)]
    rooms = [ExamRoom(f"r{k}", ("east", "west")[k % 2], SEATS, accessible=(k % 4 == 0) * 5) for k in range(ROOMS)]
    watchers = [Invigilator(f"t{k}", (("east",), ("west",), ())[k % 3],
                            frozenset({f"c{lot.randrange(people)}"} if k % 4 == 0 else ())) for k in range(84)]
    return candidates, rooms, watchers


def naive(given: Case) -> tuple[int, int, int, int, int]:
    """(without a seat, elsewhere, rooms, invigilators missing, neighbours with one paper) as people come."""
    people, rooms, watchers = given
    left, narrow = {r.id: r.seats for r in rooms}, {r.id: r.accessible for r in rooms}
    sitting: dict[str, list[ExamCandidate]] = {r.id: [] for r in rooms}
    out = elsewhere = 0
    for one in people:
        fit = [r for r in rooms if left[r.id] and (narrow[r.id] or not one.accessible)]
        fit.sort(key=lambda r: one.campuses.index(r.campus) if r.campus in one.campuses else len(rooms))
        if not fit:
            out += 1
            continue
        left[fit[0].id] -= 1
        narrow[fit[0].id] -= one.accessible
        sitting[fit[0].id].append(one)
        elsewhere += bool(one.campuses) and one.campuses[0] != fit[0].campus
    missing = _watch(rooms, sitting, watchers)
    alike = sum(a.paper == b.paper for row in sitting.values() for a, b in pairwise(row))
    return out, elsewhere, sum(map(bool, sitting.values())), missing, alike


def _watch(rooms: Sequence[ExamRoom], sitting: dict[str, list[ExamCandidate]], watchers: Sequence[Invigilator]) -> int:
    free, missing = list(watchers), 0
    for room in rooms:
        here = {one.id for one in sitting[room.id]}
        able = [w for w in free if not w.avoid & here and (not w.campuses or room.campus in w.campuses)]
        taken = able[:room.invigilators if here else 0]
        free = [w for w in free if w not in taken]
        missing += (room.invigilators if here else 0) - len(taken)
    return missing


def report() -> None:
    """A line for the naive way and one for the flow, for full rooms and for rooms with seats to spare."""
    print(f"\n{'written exam':26s} {'CPU ms':>7s} {'no seat':>8s} {'elsewhere':>10s} {'rooms':>6s} {'watch short':>12s} "
          f"{'same paper':>11s}")
    for people in (PEOPLE, 4200):
        given = case(people)
        began = time.process_time()
        line = naive(given)
        _print(f"{people} as they come", time.process_time() - began, *line)
        began = time.process_time()
        found = seats(*given, seed=2026)
        _print(f"{people} by flow (optimal)", time.process_time() - began, len(found.unseated), found.elsewhere,
               len(found.rooms), sum(found.short.values()), found.neighbours)


def _print(what: str, cpu: float, out: int, elsewhere: int, rooms: int, missing: int, alike: int) -> None:
    print(f"{what:26s} {cpu * 1000:7.0f} {out:8d} {elsewhere:10d} {rooms:6d} {missing:12d} {alike:11d}")


if __name__ == "__main__":
    report()
