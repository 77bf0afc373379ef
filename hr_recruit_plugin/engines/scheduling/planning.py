"""``plan``: from a problem to the best plan that the time allows, with what is proven of it."""

from __future__ import annotations

import time
from collections.abc import Callable

from .climb import Climb, Progress, Reached, Watch
from .greedy import best_greedy, unplaced_of
from .judging import Judge
from .ledger import Spot, placements_of
from .master import Master
from .objectives import Objectives
from .plans import Level, Plan
from .problem import Names, Problem
from .shape import Shape
from .timetable import Timetable


def plan(problem: Problem, *, seconds: float = 60, workers: int = 2,
         progress: Callable[[Progress], None] | None = None, cancelled: Callable[[], bool] | None = None,
         names: Names | None = None) -> Plan:
    """Plan ``problem`` within about ``seconds`` of wall time on ``workers`` threads.

    Levels are solved in the order of the policy, each frozen before the next. The best plan so far is never lost:
    when time runs out or ``cancelled()`` turns true, it is what is returned. ``names`` maps ids to how people are
    called in sentences. ``progress`` may be called from another thread.
    """
    began = time.monotonic()
    watch = Watch(began, began + seconds, max(1, workers), progress, cancelled)
    table = Timetable(problem)
    ledger, _ = best_greedy(table)
    reached = _improve(table, ledger.spots, watch)
    return _finished(table, reached, names)


def _improve(table: Timetable, spots: dict[str, Spot], watch: Watch) -> Reached:
    order = table.problem.policy.order
    master = Master(Shape(table))
    objectives = Objectives(master, order)
    return Climb(master, objectives, order, Judge(table), watch).run(spots)


def _finished(table: Timetable, reached: Reached, names: Names | None) -> Plan:
    values = Judge(table).worth(reached.spots)
    levels = []
    for name, value in zip(table.problem.policy.order, values, strict=True):
        bound = reached.bounds[name]
        bound = None if bound is None else min(bound, value)
        levels.append(Level(name, value, bound, bound == value, reached.seconds[name]))
    return Plan(table.problem.name, placements_of(reached.spots), unplaced_of(table, reached.spots, names),
                tuple(levels))
