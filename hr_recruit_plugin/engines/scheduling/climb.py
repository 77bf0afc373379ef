"""Levels one after another: each is minimised, recovered into a real plan, and frozen before the next."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from .hints import give_hint
from .judging import Judged
from .ledger import Spot
from .master import Linear, Master
from .objectives import Objectives
from .recovery import recover

WEIGHT = {"unplaced": 3, "lost": 3, "waiting": 4, "moved": 4, "panel_changes": 4, "fairness": 4, "half_days": 6}
"""Shares of the time that is left; a level that proves early leaves its rest to those after it."""

AT_LEAST = 4.0
"""Seconds that a level may take even where little is left, as long as it is no more than half of that."""

PROVERS = ("max_lp_sym", "reduced_costs")
"""Strong linear relaxations: on these models two of them prove what the default portfolio of two never does."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a solve stands: the level being improved, its value and proven limit so far, seconds since the start."""

    level: str
    value: int | None
    bound: int | None
    proven: bool
    seconds: float


@dataclass(slots=True)
class Watch:
    """Time and will: ends at ``deadline`` (monotonic seconds) or when the caller no longer wants an answer."""

    started: float
    deadline: float
    workers: int
    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None

    @property
    def left(self) -> float:
        return 0.0 if self.stopped else self.deadline - time.monotonic()

    @property
    def whole(self) -> float:
        return self.deadline - self.started

    @property
    def stopped(self) -> bool:
        return self.cancelled is not None and self.cancelled()

    def tell(self, level: str, value: int | None, bound: int | None, proven: bool = False) -> None:
        if self.progress is not None:
            self.progress(Progress(level, value, bound, proven, time.monotonic() - self.started))


@dataclass(frozen=True, slots=True)
class Answer:
    """A solver's last word: values by variable index, their worth, a proven limit; None where it found nothing."""

    values: list[int] | None
    value: int | None
    bound: int | None
    status: int


def minimise(model: cp_model.CpModel, expression: Linear, watch: Watch, level: str, *, seconds: float,
             subsolvers: tuple[str, ...] = PROVERS, seed: int = 1, quiet: bool = False) -> Answer:
    """Minimise within ``seconds``; stops early when the caller cancels."""
    model.minimize(expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = watch.workers
    solver.parameters.random_seed = seed
    solver.parameters.max_time_in_seconds = max(0.05, seconds)
    if watch.workers == 2:
        solver.parameters.subsolvers.extend(subsolvers)
    elif watch.workers == 1:
        solver.parameters.linearization_level = 2
    teller = _Teller(solver, watch, level)
    teller.quiet = quiet
    solver.best_bound_callback = teller.bound
    over = threading.Event()
    watcher = threading.Thread(target=_stop_when_cancelled, args=(solver, watch, over), daemon=True)
    watcher.start()
    try:
        status = solver.solve(model, teller)
    finally:
        over.set()
        watcher.join()
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    bound = max(0, math.ceil(solver.best_objective_bound - 1e-6)) if found else None
    if not found:
        return Answer(None, None, None, int(status))
    return Answer(list(solver.response_proto.solution), round(solver.objective_value), bound, int(status))


class _Teller(cp_model.CpSolverSolutionCallback):
    """Passes values and bounds on to the watch as they come."""

    def __init__(self, solver: cp_model.CpSolver, watch: Watch, level: str) -> None:
        super().__init__()
        self.solver, self.watch, self.level = solver, watch, level
        self.reached: int | None = None
        self.limit: int | None = None
        self.quiet = False

    def on_solution_callback(self) -> None:
        self.reached = round(self.objective_value)
        self.limit = math.ceil(self.best_objective_bound - 1e-6)
        self.tell()

    def bound(self, bound: float) -> None:
        self.limit = math.ceil(bound - 1e-6)
        self.tell()

    def tell(self) -> None:
        if not self.quiet:
            self.watch.tell(self.level, self.reached, self.limit)


def _stop_when_cancelled(solver: cp_model.CpSolver, watch: Watch, over: threading.Event) -> None:
    while not over.wait(0.1):
        if watch.stopped:
            solver.stop_search()
            return


Spots = dict[str, Spot]
Closer = Callable[[Spots], tuple[Master, Objectives]]
"""From spots that fell short of what the model promised to a narrower model that promises only what it can keep."""


@dataclass(slots=True)
class Reached:
    """Spots and, by level, the proven limit and the seconds it took."""

    spots: dict[str, Spot]
    bounds: dict[str, int | None]
    seconds: dict[str, float]


class Climb:
    """One ascent over a model; the judge counts and checks what is recovered, so no fault here can reach a plan."""

    def __init__(self, master: Master, objectives: Objectives, order: tuple[str, ...],
                 judge: Judged, watch: Watch) -> None:
        self.master, self.objectives, self.order, self.watch = master, objectives, order, watch
        self.worth, self.lawful = judge.worth, judge.lawful
        self.frozen: dict[str, int] = {}
        self.closer: Closer | None = None

    def run(self, spots: dict[str, Spot]) -> Reached:
        """Improve ``spots`` level by level. What is returned is never worse than what was given."""
        return self.improve(Reached(spots, dict.fromkeys(self.order), dict.fromkeys(self.order, 0.0)))

    def improve(self, reached: Reached) -> Reached:
        """Go on from what an earlier ascent reached; levels that it proved are only frozen."""
        for k, level in enumerate(self.order):
            began = time.monotonic()
            if self.worth(reached.spots)[k] == 0:
                reached.bounds[level] = 0       # no figure is below nought
            elif self.watch.left > 0.05 and reached.bounds[level] != self.worth(reached.spots)[k]:
                self._level(reached, k, level)
            value = self._freeze(reached, k)
            reached.seconds[level] += time.monotonic() - began
            self.watch.tell(level, value, reached.bounds[level], reached.bounds[level] == value)
        return reached

    def _freeze(self, reached: Reached, k: int) -> int:
        """Hold this level, and those before it that have improved by the way, at what the plan now has."""
        values = self.worth(reached.spots)
        for name, value in zip(self.order[: k + 1], values, strict=False):
            if value < self.frozen.get(name, value + 1):
                self.frozen[name] = value
                self.master.model.add(self.objectives.expression[name] <= value)
        return values[k]

    def _level(self, reached: Reached, k: int, level: str) -> None:
        share = [WEIGHT.get(name, 2) for name in self.order[k:]]
        budget = max(self.watch.left * share[0] / sum(share), min(self.watch.left / 2, AT_LEAST))
        give_hint(self.master, self.objectives, reached.spots)
        answer = minimise(self.master.model, self.objectives.expression[level], self.watch, level,
                          seconds=budget)
        self._take(reached, k, level, answer)

    def _take(self, reached: Reached, k: int, level: str, answer: Answer) -> None:
        if answer.values is None or answer.value is None:
            return
        found = [recover(self.master, answer.values.__getitem__)]
        if self.closer is not None and self._promise(found[0], reached, k) > answer.value:
            found.append(self._closer(self.closer(found[0]), reached, k, level) or found[0])
        for spots in found:
            if self.lawful(spots) and self.worth(spots)[: k + 1] <= self.worth(reached.spots)[: k + 1]:
                reached.spots = spots
        limits = [b for b in (answer.bound, reached.bounds[level]) if b is not None]
        reached.bounds[level] = max(limits) if limits else None

    def _promise(self, spots: dict[str, Spot], reached: Reached, k: int) -> float:
        """What the level comes to in ``spots``, or infinity when a level before it was spoilt."""
        worth = self.worth(spots)
        return worth[k] if worth[:k] <= self.worth(reached.spots)[:k] else math.inf

    def _closer(self, narrowed: tuple[Master, Objectives], reached: Reached, k: int, level: str) -> Spots | None:
        """The level's best within a narrower model that keeps every promise."""
        master, objectives = narrowed
        for name, value in zip(self.order[:k], self.worth(reached.spots), strict=False):
            master.model.add(objectives.expression[name] <= value)
        give_hint(master, objectives, reached.spots)
        answer = minimise(master.model, objectives.expression[level], self.watch, level, seconds=self.watch.left / 5)
        return None if answer.values is None else recover(master, answer.values.__getitem__)
