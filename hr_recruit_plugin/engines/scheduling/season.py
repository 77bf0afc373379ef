"""A whole season: too large to be solved at once, so in outline first and then exactly, day by day.

The outline decides the day of every interview and proves limits on unplaced weight and waiting. The exact model of each
day decides start, people and rooms: everyone placed, then the fewest half-days, with a price on those who already
carry more than their pool. Whoever cannot be seated takes the earliest place that is free.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from .climb import Reached, Watch, minimise
from .hints import give_hint
from .judging import Judge
from .ledger import Ledger, Spot
from .master import Linear, Master, Sum
from .objectives import Objectives, Weighted
from .outline import Outline
from .recovery import recover
from .shape import Option, Shape, Window
from .timetable import Timetable

LEFT_OUT = 100_000
CALLED = 60
"""Prices in a day's objective: an interview left out (per weight), a person called in for a half-day."""
OUTLINE = 0.45
"""The share of the time that the outline may take."""
STEEPEST = 20
"""The most that a unit of load may cost or earn, however uneven the loads are."""


class Season:
    """Plans one timetable; ``start`` is a complete plan to beat."""

    def __init__(self, table: Timetable, start: Mapping[str, Spot], watch: Watch) -> None:
        self.table, self.start, self.watch = table, start, watch
        self.shape = Shape(table)
        self.judge = Judge(table)
        self.ledger = Ledger(table)
        self.bounds: dict[str, int | None] = dict.fromkeys(table.problem.policy.order)
        self.seconds: dict[str, float] = dict.fromkeys(table.problem.policy.order, 0.0)
        self.before: dict[str, list[str]] = {}
        for s in table.problem.sequences:
            self.before.setdefault(s.then, []).append(s.first)

    def run(self) -> Reached:
        """The plan, with limits that hold for the whole season where any are known."""
        began = time.monotonic()
        days = self._outline()
        self.seconds["waiting"] = time.monotonic() - began
        began = time.monotonic()
        for k, day in enumerate(sorted(days)):
            if self.watch.left < 0.2:
                break
            self._day(day, days[day], self.watch.left / (len(days) - k) * 0.9)
            self._insert(days[day])
        self._insert(self.shape.options)
        self.seconds["half_days"] = time.monotonic() - began
        spots = self.ledger.spots
        if self.judge.worth(spots) > self.judge.worth(self.start) or not self.judge.lawful(spots):
            spots = dict(self.start)
        return Reached(spots, self.bounds, self.seconds)

    # --- outline -------------------------------------------------------------------------------------------------

    def _outline(self) -> dict[int, list[str]]:
        """{day: interviews}, with limits on the first levels noted."""
        outline = Outline(self.shape)
        held = {one: self._session(one, spot) for one, spot in self.start.items()}
        outline.hint(self.start)
        left_out = sum(q.weight for q in self.table.problem.interviews if q.id not in self.start)
        if not left_out:                        # nothing to prove: the start already places everyone
            outline.model.add(outline.unplaced() <= 0)
            self._note("unplaced", 0)
        for name, expression in (("unplaced", outline.unplaced()), ("waiting", outline.waiting()))[not left_out:]:
            answer = minimise(outline.model, expression, self.watch, name, seconds=self.watch.left * OUTLINE,
                              quiet=True)
            self._note(name, answer.bound)
            if answer.values is not None and answer.value is not None:
                outline.model.add(expression <= answer.value)
                outline.hint_values(answer.values)
                held = {one: session for (one, session), var in outline.choose.items() if answer.values[var.index]}
        days: dict[int, list[str]] = {}
        for one, session in held.items():
            if session is not None:
                days.setdefault(self.table.day_of_session[session], []).append(one)
        return days

    def _note(self, name: str, bound: int | None) -> None:
        """A limit holds where the policy puts these two levels first."""
        if self.table.problem.policy.order[:2] == ("unplaced", "waiting")[: len(self.table.problem.policy.order)]:
            self.bounds[name] = bound

    def _session(self, one: str, spot: Spot) -> int | None:
        return self.table.session_at(spot.start, spot.start + self.table.interviews[one].minutes)

    # --- one day -------------------------------------------------------------------------------------------------

    def _day(self, day: int, ids: Iterable[str], seconds: float) -> None:
        window = self._window(ids, frozenset(
            k for k, d in enumerate(self.table.day_of_session) if d == day))
        if not window.options:
            return
        master = Master(self.shape.within(window))
        objectives = Objectives(master, ("unplaced", "half_days"))
        give_hint(master, objectives, self._greedy(window))
        answer = minimise(master.model, self._price(master, objectives), self.watch, "half_days", seconds=seconds,
                          quiet=True)
        if answer.values is not None:
            for one, spot in recover(master, answer.values.__getitem__).items():
                self.ledger.put(self.table.interviews[one], spot)

    def _window(self, ids: Iterable[str], sessions: frozenset[int]) -> Window:
        """What earlier rounds leave open to these interviews, and what their weeks leave to people."""
        options: dict[str, tuple[Option, ...]] = {}
        for one in ids:
            if one not in self.ledger.spots and all(first in self.ledger.spots for first in self.before.get(one, ())):
                q = self.table.interviews[one]
                found = tuple(o for o in self.shape.options[one] if o.session in sessions
                              and self.ledger.barred(q, o.starts[0]) == set())
                if found:
                    options[one] = found
        return Window(options, sessions, dict(self.ledger.in_week))

    def _price(self, master: Master, objectives: Objectives) -> Linear:
        """Left out, then half-days, with those who carry much dearer and those who carry little cheaper."""
        load, unit = self.ledger.load, objectives.unit
        price: dict[str, int] = {}
        for pool in self.table.pools:
            able = self.table.able(pool)
            mean = sum(load[who] for who in able) / max(1, len(able))
            for who in able:
                steps = min(STEEPEST, round((load[who] - mean) / unit))
                price[who] = max(price.get(who, -STEEPEST), steps)
        literals, prices = [], []
        for (who, kind, _, _), var in master.sit.items():
            literals.append(var)
            prices.append(price.get(who, 0) * kind.family.minutes // unit)
        return Sum([LEFT_OUT * objectives.expression["unplaced"], CALLED * objectives.expression["half_days"],
                    Weighted(literals, prices)])

    def _greedy(self, window: Window) -> dict[str, Spot]:
        """A first plan of the window, the scarcest interviews first."""
        placed = []
        for one in sorted(window.options, key=lambda x: sum(len(o.starts) for o in window.options[x])):
            q = self.table.interviews[one]
            spot = next((spot for o in window.options[one] for t in o.starts
                         for spot in self.ledger.spots_at(q, t)), None)
            if spot is not None:
                self.ledger.put(q, spot)
                placed.append(one)
        return {one: self.ledger.take_back(self.table.interviews[one]) for one in placed}

    def _insert(self, ids: Iterable[str]) -> None:
        """Whoever is left takes the earliest place that is still free; ends when the time does."""
        for one in ids:
            if self.watch.left <= 0:
                return
            if one not in self.ledger.spots:
                q = self.table.interviews[one]
                spot = next((s for o in self.shape.options[one] for t in o.starts
                             for s in self.ledger.spots_at(q, t)), None)
                if spot is not None:
                    self.ledger.put(q, spot)
