"""``plan``: from a problem to the best plan that the time allows, with what is proven of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from .changes import Changes, published_in
from .climb import Climb, Progress, Reached, Watch
from .clock import minute
from .explain import explained
from .greedy import best_greedy, unplaced_of
from .judging import Judge
from .ledger import Spot, placements_of
from .master import Master
from .objectives import Objectives
from .plans import Level, Plan
from .problem import Names, Problem
from .season import Season
from .shape import Shape
from .timetable import Timetable
from .validation import AGAINST_PUBLISHED
from .wayout import way_out


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
    ledger, _ = best_greedy(table, until=began + max(PATIENCE, seconds), more_until=began + max(5.0, seconds * 0.3))
    if len(ledger.spots) < len(table.interviews):
        watch.deadline -= min(EXPLAINING, seconds * 0.1)
    reached = _improve(table, ledger.spots, watch)
    judge = Judge(table)
    if judge.worth(ledger.spots) < judge.worth(reached.spots):      # as good above, worse where time ran out
        reached.spots = dict(ledger.spots)
    return _finished(table, reached, watch, names)


PATIENCE = 60.0
"""Seconds for the first first-come plan, which there must be even where less was asked for."""
EXPLAINING = 3.0
"""Seconds kept for saying why somebody is left out."""
MANY = 50
"""Unplaced interviews beyond which no way out is sought: there it is capacity that is missing, see ``demand``."""
LARGE = 600
"""Interviews beyond which a problem is a season: planned in outline and then day by day."""
LARGE_CALENDAR = 2500
"""The same for interviewers × half-days."""


def _improve(table: Timetable, spots: dict[str, Spot], watch: Watch) -> Reached:
    order, judge = table.problem.policy.order, Judge(table)
    large = (len(table.interviews) > LARGE or len(table.people) * len(table.sessions) > LARGE_CALENDAR)
    told = {one: minute(p.start) for one, p in published_in(table).items()}
    if not set(order) & set(AGAINST_PUBLISHED):
        if large:
            return Season(table, spots, watch).run()
        master = Master(Shape(table))
        return Climb(master, Objectives(master, order), order, judge, watch).run(spots)
    if large:
        return _near(table, told, spots, watch)
    master = Changes(Shape(table, told))
    climb = Climb(master, Objectives(master, order), order, judge, watch)
    climb.closer = lambda found: _narrowed(table, told, found)
    return climb.run(spots)


def _near(table: Timetable, told: Mapping[str, int], spots: dict[str, Spot], watch: Watch) -> Reached:
    """A large published plan: only those move who cannot stay. Limits of so narrow a model say nothing; none are kept."""
    master, objectives = _narrowed(table, told, spots)
    reached = Climb(master, objectives, table.problem.policy.order, Judge(table), watch).run(spots)
    values = Judge(table).worth(reached.spots)
    reached.bounds = {name: 0 if value == 0 else None
                      for name, value in zip(table.problem.policy.order, values, strict=True)}
    return reached


def _narrowed(table: Timetable, told: Mapping[str, int], found: Mapping[str, Spot]) -> tuple[Master, Objectives]:
    """A model in which only those move who moved in ``found``, followed start by start."""
    moving = frozenset(one for one, start in told.items() if one not in found or found[one].start != start)
    master = Changes(Shape(table, told, moving))
    return master, Objectives(master, table.problem.policy.order)


def _finished(table: Timetable, reached: Reached, watch: Watch, names: Names | None) -> Plan:
    values = Judge(table).worth(reached.spots)
    levels = []
    for name, value in zip(table.problem.policy.order, values, strict=True):
        bound = reached.bounds[name]
        if bound is not None and bound > value:         # a limit that the plan itself disproves is none
            bound = None
        levels.append(Level(name, value, bound, bound == value, reached.seconds[name]))
    left_out = unplaced_of(table, reached.spots, names)
    help_ = None
    if left_out and any(level.name == "unplaced" and level.proven for level in levels):
        grace = Watch(time.monotonic(), time.monotonic() + EXPLAINING, watch.workers, None, watch.cancelled)
        left_out = explained(table, left_out, reached.spots, grace, names)
        if len(left_out) <= MANY:
            help_ = way_out(table, reached.spots, grace, names)
    return Plan(table.problem.name, placements_of(reached.spots), left_out, tuple(levels), help_)
