"""A linear relaxation of CSPLib 062: what no solution with at least so many suites can cost less than."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from csplib_instance import DAYS, PER_DAY, SUITE, Instance
from ortools.linear_solver import pywraplp


def relaxed(given: Instance, suites: int) -> float:
    """The optimum of the relaxation with ``suites`` or more, by GLOP; minus infinity should it fail."""
    lp = pywraplp.Solver.CreateSolver("GLOP")
    terms: list[Any] = []
    by: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for i, wishes in enumerate(given.wishes):
        _student(lp, given, i, wishes, by, terms)
    fullest = lp.NumVar(suites, given.held, "")
    for session in {s for _, s in by}:
        lp.Add(lp.Sum([v for (_, s), found in by.items() if s == session for v in found]) <= fullest)
    for c, company in enumerate(given.companies):
        spans = {(a, b): lp.NumVar(0, 1, "") for a in range(DAYS) for b in range(a, DAYS)}
        lp.Add(lp.Sum(list(spans.values())) <= 1)
        mine = {s: found for (o, s), found in by.items() if o == c}
        total = lp.Sum([v for found in mine.values() for v in found])
        lp.Add(total >= company.lower)
        lp.Add(total <= company.upper)
        for s, found in mine.items():
            day = (s - 1) // PER_DAY
            lp.Add(lp.Sum(found) <= company.parallel * lp.Sum([v for (a, b), v in spans.items() if a <= day <= b]))
        terms.append(lp.Sum([company.rate * (b - a + 1) * v for (a, b), v in spans.items()]))
    lp.Minimize(lp.Sum(terms) + SUITE * fullest)
    return float(lp.Objective().Value()) if lp.Solve() == lp.OPTIMAL else float("-inf")


def _student(lp: Any, given: Instance, i: int, wishes: list[int], by: dict[tuple[int, int], list[Any]], terms: list[Any]) -> None:
    liked, sessions = given.liked(i), given.slots[i]
    able = [c for c in range(len(wishes)) if liked and wishes[c] <= liked[-1] + 1]
    meet = {(c, s): lp.NumVar(0, 1, "") for c in able for s in sessions}
    for c in able:
        lp.Add(lp.Sum([meet[c, s] for s in sessions]) <= 1)
    for s in sessions:
        lp.Add(lp.Sum([meet[c, s] for c in able]) <= 1)
    lp.Add(lp.Sum(list(meet.values())) == len(liked))
    cost = lp.Sum([wishes[c] * v for (c, _), v in meet.items()])
    lp.Add(cost <= sum(liked) + 1)
    terms.append(cost)
    for key, var in meet.items():
        by[key].append(var)
