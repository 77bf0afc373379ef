"""CSPLib 062, the interview assignment problem: https://www.csplib.org/Problems/prob062/ (Helmut Simonis).

Students meet companies in twenty sessions of five days; preferences, the companies' daily rates from their first to
their last day, and the number of suites (the fullest session) are minimised together. Not our problem, but the same
solver library at work: the model, its bounds and an independent judge live here and share no code with the planner.
"""

from __future__ import annotations

import time
from pathlib import Path

from csplib_instance import DAYS, PER_DAY, SESSIONS, SUITE, Instance, Solution, greedy, judge, read
from csplib_relaxation import relaxed
from ortools.sat.python import cp_model

Sum = cp_model.LinearExpr.sum
SIZES = ("2", "100", "200", "400")
WORKERS = ("default_lp", "max_lp_sym")
"""One rounds its relaxation to good solutions, one proves; more of the portfolio takes time from both."""


class Model:
    """``meet`` student, company, session. A company's days are one span, told by where it begins and ends.

    ``suites`` is the fullest session, between ``least`` and ``most``.
    """

    def __init__(self, given: Instance, least: int, most: int) -> None:
        self.given, self.model = given, cp_model.CpModel()
        self.meet: dict[tuple[int, int, int], cp_model.IntVar] = {}
        self.spans: list[dict[tuple[int, int], cp_model.IntVar]] = []
        self.terms: list[cp_model.LinearExprT] = []
        self.suites = self.model.new_int_var(least, most, "")
        self._students()
        by = [[[v for (_, o, t), v in self.meet.items() if (o, t) == (c, s)] for s in range(1, SESSIONS + 1)]
              for c in range(len(given.companies))]
        days = [self._company(c, found) for c, found in enumerate(by)]
        for s in range(SESSIONS):
            self.model.add(Sum([v for found in by for v in found[s]]) <= self.suites)
        self._cover(days, most)
        self.terms.append(SUITE * self.suites)
        self.model.minimize(Sum(self.terms))

    def _students(self) -> None:
        for i, wishes in enumerate(self.given.wishes):
            liked = self.given.liked(i)
            sessions, chosen = self.given.slots[i], []
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

    def _company(self, c: int, by: list[list[cp_model.IntVar]]) -> list[cp_model.IntVar]:
        """Rules of one company; its days as (is it open?) each."""
        company = self.given.companies[c]
        total = Sum([var for found in by for var in found])
        self.model.add_linear_constraint(total, company.lower, company.upper)
        spans = {(a, b): self.model.new_bool_var("") for a in range(DAYS) for b in range(a, DAYS)}
        none = self.model.new_bool_var("")
        self.model.add_exactly_one([*spans.values(), none])
        self.spans.append(spans)
        open_ = []
        for day in range(DAYS):
            open_.append(self.model.new_bool_var(""))
            self.model.add(open_[day] == Sum([v for (a, b), v in spans.items() if a <= day <= b]))
        for s, found in enumerate(by):
            self.model.add(Sum(found) <= company.parallel * open_[s // PER_DAY])
            for var in found:
                self.model.add_implication(var, open_[s // PER_DAY])
        paid = self.model.new_int_var(0, DAYS, "")
        self.model.add(paid == Sum([v * (b - a + 1) for (a, b), v in spans.items()]))
        # Implied, and what the bound lives on: whole days must hold all of a company's interviews.
        self.model.add(total <= PER_DAY * company.parallel * paid)
        self.terms.append(company.rate * paid)
        return open_

    def _cover(self, days: list[list[cp_model.IntVar]], most: int) -> None:
        """Implied: what the other sessions cannot hold, the companies that are open on a day must."""
        held, per = self.given.held, [c.parallel for c in self.given.companies]
        a_session = held - (SESSIONS - 1) * most
        a_day = -(-(held - (SESSIONS - PER_DAY) * most) // PER_DAY)
        least = max(a_session, a_day)
        if least > 0:
            for day in range(DAYS):
                self.model.add(Sum([p * open_[day] for p, open_ in zip(per, days, strict=True)]) >= least)



def solve(given: Instance, seconds: float) -> tuple[Solution, float, float]:
    """(meetings, value, proven limit). Each number of suites is a case: the least is solved, the others are bounded.

    A session more costs more than its slack saves, so the relaxation of the other cases lies above the first one's bound;
    where the least number proves impossible the next takes its place.
    """
    deadline = time.monotonic() + seconds
    suites = -(-given.held // SESSIONS)
    while True:
        others = relaxed(given, suites + 1)
        model = Model(given, suites, suites)
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = max(deadline - time.monotonic(), 1)
        solver.parameters.num_workers = len(WORKERS)
        solver.parameters.subsolvers.extend(WORKERS)
        solver.parameters.random_seed = 1
        status = solver.solve(model.model)
        if status != cp_model.INFEASIBLE:
            break
        suites += 1
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return frozenset(), float("inf"), min(solver.best_objective_bound, others)
    meetings = frozenset(key for key, var in model.meet.items() if solver.value(var))
    return meetings, solver.objective_value, min(solver.best_objective_bound, others)


def report(folder: Path, seconds: float) -> None:
    """Solve the day-4 instances that are there; a line each beside first come, first served."""
    print(f"\n{'CSPLib 062':11s} {'students':>8s} {'greedy':>7s} {'broken':>7s} {'value':>7s} {'bound':>7s} {'gap':>6s} "
          f"{'CPU s':>6s} {'s':>6s} {'judge':>6s}")
    for size in SIZES:
        if not (folder / f"test{size}.csv").exists():
            continue
        given = read(folder, size)
        naive = greedy(given)
        began, cpu = time.monotonic(), time.process_time()
        meetings, value, bound = solve(given, seconds)
        wall, cpu = time.monotonic() - began, time.process_time() - cpu
        faults, counted = judge(given, meetings)
        if counted > value:
            faults.append(f"the solver says {value:.0f}, the judge {counted}")
        # A company may have been given a day more than its interviews need; nobody pays for that.
        value = min(value, counted) if meetings else value
        naive_faults, naive_value = judge(given, naive)
        gap = f"{(value - bound) / value:6.1%}" if meetings else "     –"
        print(f"test{size:7s} {len(given.wishes):8d} {naive_value:7d} {len(naive_faults):7d} {value:7.0f} {bound:7.0f} {gap} "
              f"{cpu:6.0f} {wall:6.0f} {'ok' if not faults else len(faults):>6}", flush=True)
        for fault in faults[:3]:
            print(f"  {fault}")
