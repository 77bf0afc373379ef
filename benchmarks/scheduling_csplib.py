"""CSPLib 062, the interview assignment problem: https://www.csplib.org/Problems/prob062/ (Helmut Simonis).

Students meet companies in twenty sessions of five days; preferences, the companies' daily rates from their first to
their last day, and the number of suites (the fullest session) are minimised together.
"""

from __future__ import annotations

import csv
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from ortools.sat.python import cp_model

SUITE = 200
PER_DAY = 4
Sum = cp_model.LinearExpr.sum


@dataclass(frozen=True)
class Company:
    name: str
    lower: int
    upper: int
    rate: int
    parallel: int


@dataclass(frozen=True)
class Instance:
    """``wishes[i][c]`` is student i's preference for company c, 1 best to 5; ``slots[i]`` are sessions 1 to 20."""

    companies: list[Company]
    wishes: list[list[int]]
    slots: list[list[int]]


def read(folder: Path, size: str) -> Instance:
    def rows(name: str) -> list[list[str]]:
        path = folder / f"{name}{size}.csv"
        with (path if path.exists() else folder / f"{name}.csv").open(encoding="utf-8") as file:
            return [[cell.strip() for cell in row] for row in csv.reader(file) if any(cell.strip() for cell in row)][1:]

    return Instance([Company(r[0], *(int(cell) for cell in r[2:6])) for r in rows("company")],
                    [[int(cell) for cell in r] for r in rows("test")],
                    [[int(cell) for cell in r[1:]] for r in rows("slots")])


class Model:
    """``meet`` student, company, session. Days of a company are one span, told by where it begins and ends."""

    def __init__(self, given: Instance) -> None:
        self.given, self.model = given, cp_model.CpModel()
        self.meet: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.terms: list[cp_model.LinearExprT] = []
        self._students()
        self._companies()
        self._suites()
        self.total = Sum(self.terms)

    def _students(self) -> None:
        for i, wishes in enumerate(self.given.wishes):
            liked = sorted(w for w in wishes if w < 4)[:3]
            sessions = self.given.slots[i]
            chosen = []
            for c, wish in enumerate(wishes):
                if liked and wish <= liked[-1] + 1:
                    literals = [self.model.new_bool_var("") for _ in sessions]
                    self.meet.update({(i, c, s): v for s, v in zip(sessions, literals, strict=True)})
                    self.model.add_at_most_one(literals)
                    chosen.append((Sum(literals), wish))
            for s in sessions:
                self.model.add_at_most_one([self.meet[i, c, s] for c in range(len(wishes)) if (i, c, s) in self.meet])
            self.model.add(Sum([held for held, _ in chosen]) == len(liked))
            cost = Sum([held * wish for held, wish in chosen])
            self.model.add(cost <= sum(liked) + 1)
            self.terms.append(cost)

    def _companies(self) -> None:
        for c, company in enumerate(self.given.companies):
            by: dict[int, list[cp_model.IntVar]] = defaultdict(list)
            for (_, other, s), var in self.meet.items():
                if other == c:
                    by[s].append(var)
            total = Sum([var for found in by.values() for var in found])
            self.model.add_linear_constraint(total, company.lower, company.upper)
            spans = {(a, b): self.model.new_bool_var("") for a in range(5) for b in range(a, 5)}
            none = self.model.new_bool_var("")
            self.model.add_exactly_one([*spans.values(), none])
            for s, found in by.items():
                day = (s - 1) // PER_DAY
                open_ = Sum([v for (a, b), v in spans.items() if a <= day <= b])
                self.model.add(Sum(found) <= company.parallel * open_)
                for var in found:
                    self.model.add(var <= open_)
            days = Sum([v * (b - a + 1) for (a, b), v in spans.items()])
            self.model.add(total <= PER_DAY * company.parallel * days)
            self.terms.append(company.rate * days)

    def _suites(self) -> None:
        most = self.model.new_int_var(0, sum(c.parallel for c in self.given.companies), "")
        by: dict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (_, _, s), var in self.meet.items():
            by[s].append(var)
        for found in by.values():
            self.model.add(Sum(found) <= most)
        held = sum(min(3, sum(w < 4 for w in wishes)) for wishes in self.given.wishes)
        self.model.add(most >= -(-held // len(by)))
        self.most = most
        self.terms.append(SUITE * most)


def report(folder: Path, seconds: float, workers: int) -> None:
    """Solve the day-4 instances that are there and print value, limit and gap."""
    for size in ("2", "100", "200", "400"):
        if not (folder / f"test{size}.csv").exists():
            continue
        began, cpu = time.monotonic(), time.process_time()
        found = solve(Model(read(folder, size)), seconds, workers)
        wall, cpu = time.monotonic() - began, time.process_time() - cpu
        if found is None:
            print(f"CSPLib 062 test{size}: nothing found; {cpu:.1f} CPU s, {wall:.1f} s")
            continue
        value, bound = found
        print(f"CSPLib 062 test{size}: {value:.0f} ≥ {bound:.0f}, gap {(value - bound) / value:.1%}; "
              f"{cpu:.1f} CPU s, {wall:.1f} s")


def solve(model: Model, seconds: float, workers: int) -> tuple[float, float] | None:
    """(value, proven limit): the suites first, which weigh most, then everything from there."""
    deadline = time.monotonic() + seconds
    found = None
    for objective, share in ((model.most, 0.2), (model.total, 1.0)):
        model.model.minimize(objective)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = workers
        solver.parameters.max_time_in_seconds = (deadline - time.monotonic()) * share
        solver.parameters.random_seed = 1
        if workers == 2 and share == 1:
            solver.parameters.subsolvers.extend(["max_lp_sym", "default_lp"])
        if solver.solve(model.model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            values = list(solver.response_proto.solution)
            model.model.proto.clear_solution_hint()
            model.model.proto.solution_hint.vars.extend(range(len(values)))
            model.model.proto.solution_hint.values.extend(values)
            if share == 1:
                found = solver.objective_value, solver.best_objective_bound
    return found
