"""The objectives as linear expressions over a :class:`Master`, with the cuts that make them provable."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import gcd

from ortools.sat.python import cp_model

from .changes import Changes
from .master import Linear, Literal, Master, Sum

Weighted = cp_model.LinearExpr.weighted_sum


@dataclass(frozen=True, slots=True)
class Base:
    """Figures of what is decided already: placed weight, waiting, days, half-days, and loads in minutes."""

    weight: int = 0
    waiting: int = 0
    days: int = 0
    half_days: int = 0
    loads: Mapping[str, int] = field(default_factory=dict)


class Objectives:
    """Expressions by objective name; each equals the plan's own figure at the optimum of its level."""

    def __init__(self, master: Master, order: tuple[str, ...], base: Base | None = None) -> None:
        """``base`` is what is already decided outside the model's window."""
        self.master, self.model, self.table = master, master.model, master.table
        self.base = base or Base()
        self.used: dict[int, Literal] = {}
        self.called: dict[tuple[str, int], Literal] = {}
        self.range: dict[str, tuple[Literal, Literal]] = {}
        self.unit = self._unit()
        build = {"unplaced": self._unplaced, "waiting": self._waiting, "days": self._days,
                 "fairness": self._fairness, "half_days": self._half_days}
        if isinstance(master, Changes):
            build |= {"lost": master.lost, "moved": master.moved, "panel_changes": master.panel_changes,
                      "room_changes": master.room_changes}
        self.expression: dict[str, Linear] = {name: build[name]() for name in order if name in build}

    def _unplaced(self) -> Linear:
        literals, weights, total = [], [], 0
        for q in self.table.problem.interviews:
            total += q.weight
            found = self.master.literals(q.id)
            literals += found
            weights += [-q.weight] * len(found)
        return Weighted(literals, weights) + (total - self.base.weight)

    def _waiting(self) -> Linear:
        literals, weights = [], []
        for q in self.table.problem.interviews:
            first = self.table.first_day(q)
            for session in self.master.in_session.get(q.id, ()):
                found = self.master.literals(q.id, (session,))
                literals += found
                weights += [self.table.day_of_session[session] - first] * len(found)
        return Weighted(literals, weights) + self.base.waiting

    def _days(self) -> Linear:
        by: dict[int, list[Linear]] = defaultdict(list)
        for found in self.master.in_session.values():
            days: dict[int, list[Linear]] = defaultdict(list)
            for session, held in found.items():
                days[self.table.day_of_session[session]].append(held)
            for day, held_by_session in days.items():
                by[day].append(Sum(held_by_session))
        for day, held_on in by.items():
            used = self.used[day] = self.model.new_bool_var("")
            for held in held_on:
                self.model.add(held <= used)
        return Sum([*self.used.values(), self.base.days])

    def _half_days(self) -> Linear:
        for (who, session), literals in self.master.sits_in.items():
            called = self.called[who, session] = self.model.new_bool_var("")
            for literal in literals:
                self.model.add_implication(literal, called)
        return Sum([*self.called.values(), self.base.half_days])

    # --- fairness ------------------------------------------------------------------------------------------------

    def _unit(self) -> int:
        return gcd(*(f.minutes for f in self.master.shape.families)) or 1

    def loads(self) -> dict[str, Linear]:
        """Each person's load in units of ``unit`` minutes."""
        literals: dict[str, list[Literal]] = defaultdict(list)
        weights: dict[str, list[int]] = defaultdict(list)
        for (who, kind, _, _), var in self.master.sit.items():
            literals[who].append(var)
            weights[who].append(kind.family.minutes // self.unit)
        return {who: Weighted(literals[who], weights[who]) + self.base.loads.get(who, 0) // self.unit
                for who in self.table.people}

    def _fairness(self) -> Linear:
        loads = self.loads()
        terms: list[Linear] = []
        top = sum(e - s for s, e in self.table.sessions) // self.unit + 1
        for pool in sorted(self.table.pools):
            able = self.table.able(pool)
            if len(able) < 2:
                continue
            most, least = self.model.new_int_var(0, top, ""), self.model.new_int_var(0, top, "")
            for who in able:
                self.model.add(loads[who] <= most)
                self.model.add(loads[who] >= least)
            self.range[pool] = most, least
            terms.append(most - least)
        return self.unit * Sum(terms)
