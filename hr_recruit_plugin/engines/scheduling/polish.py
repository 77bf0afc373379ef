"""A complete plan of a season made better, a day or two at a time, one level after another.

For each level of the policy these days are solved again while all others stay: first those who are left out or held later
are let in, then the same interviews get other people and starts. No level before it may suffer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from .climb import Watch, minimise
from .clock import DAY
from .daywork import Daywork
from .hints import give_hint
from .judging import Judge
from .ledger import Ledger, Spot
from .master import Linear, Literal, Master, Sum
from .objectives import Base, Objectives, Weighted
from .recovery import recover
from .shape import Shape

SHARES = {"unplaced": 3, "waiting": 4, "fairness": 1, "half_days": 4}
WIDEST = {"waiting": 2}
"""Days that are solved together at most, where one at a time helps no more."""
SPREAD = 1000
"""Price of a minute of unfairness beside the unevenness of loads."""
LEAST = 0.4
"""Seconds for a window at the least: a shorter try finds nothing, so little time is spent on fewer days."""
MOST = 120
"""Interviews let into a window at most: those who gain most."""
Found = Mapping[str, Spot]


class Polish:
    """``spots`` is a lawful plan; what comes back from :meth:`improve` is one too, and never worse."""

    def __init__(self, shape: Shape, spots: Found, bounds: Mapping[str, int | None], watch: Watch) -> None:
        self.shape, self.table, self.bounds, self.watch = shape, shape.table, bounds, watch
        self.judge = Judge(self.table)
        self.order = self.table.problem.policy.order
        self.levels = [level for level in self.order if level in SHARES]
        self.best = dict(spots)
        self.ledger = Ledger(self.table)
        self._move((), spots)
        self.work = Daywork(shape, self.ledger)
        self.worth = self.judge.worth(self.best)

    def improve(self, level: str) -> dict[str, Spot]:
        """Passes over the days while there is time and they help, then over days two by two."""
        rest = [name for name in self.levels[self.levels.index(level):] if not self._done(name)]
        until = self.watch.left * (1 - SHARES[level] / sum(SHARES[name] for name in {level, *rest}))
        span, k = 1, self.order.index(level) + 1
        while not self._done(level) and self.watch.left > until + 0.2:
            before = self.worth[:k]
            self._pass(level, span, until)
            if self.worth[:k] == before:
                if span >= WIDEST.get(level, 1):
                    break
                span += 1
        if self.judge.lawful(self.ledger.spots):
            self.best = dict(self.ledger.spots)
        return self.best

    def _done(self, level: str) -> bool:
        return self.worth[self.order.index(level)] == self.bounds[level]

    def _pass(self, level: str, span: int, until: float) -> None:
        used = sorted({self._day_of(spot) for spot in self.ledger.spots.values()})
        days: Sequence[int] = used
        if level in {"unplaced", "waiting"}:
            last = len(self.table.dates) if level == "unplaced" else max(used, default=0)
            days = range(max(1, last - span + 1))
        for k, day in enumerate(days):
            left = self.watch.left - until
            if left < 0.1 or self._done(level):
                return
            self._days(level, range(day, day + span), max(LEAST, left / (len(days) - k) * 1.5))

    def _day_of(self, spot: Spot) -> int:
        return self.table.day_number[spot.start // DAY]

    def _days(self, level: str, days: range, seconds: float) -> None:
        """Solve these days again; what comes out stays only where no level has become worse."""
        here = {one: spot for one, spot in self.ledger.spots.items() if self._day_of(spot) in days}
        let_in = self._let_in(level, days, here)
        if not let_in and (not here or level in {"unplaced", "waiting"}):
            return
        self._move(here, {})
        found = self._again(level, days, here, let_in, seconds)
        old = here | {one: self.ledger.spots[one] for one in found if one in self.ledger.spots}
        self._move(self.ledger.spots.keys() & found.keys(), found)
        worth = self.judge.worth(self.ledger.spots)
        if worth > self.worth:
            self._move(found, old)
        else:
            self.worth = worth

    def _move(self, away: Iterable[str], back: Found) -> None:
        for one in list(away):
            self.ledger.take_back(self.table.interviews[one])
        for one, spot in back.items():
            self.ledger.put(self.table.interviews[one], spot)

    def _let_in(self, level: str, days: range, here: Found) -> list[str]:
        """Interviews that are left out, or held later, and could be held on these days: those who gain most."""
        gains: dict[str, int] = {}
        for one, options in self.shape.options.items():
            spot = self.ledger.spots.get(one)
            if level == "unplaced" and spot is None:
                gain = self.table.interviews[one].weight
            elif level == "waiting" and spot is not None:
                gain = self._day_of(spot) - days[-1]
            else:
                continue
            if gain > 0 and any(self.table.day_of_session[o.session] in days for o in options):
                gains[one] = gain
        inside, chosen = set(here), list[str]()
        for one in sorted(gains, key=lambda one: -gains[one]):
            if len(chosen) < MOST and (level == "unplaced" or not inside & self.work.bound.get(one, frozenset())):
                inside.add(one)
                chosen.append(one)
        return chosen

    def _again(self, level: str, days: range, here: Found, let_in: list[str], seconds: float) -> dict[str, Spot]:
        sessions = frozenset(k for k, day in enumerate(self.table.day_of_session) if day in days)
        master = self.work.model([*here, *let_in], sessions)
        objectives = Objectives(master, ("fairness", "half_days"), self._base())
        for one in here:
            if level != "unplaced" or one in self.work.tied:
                master.model.add_exactly_one(master.literals(one))
        for name in self.order[: self.order.index(level)]:
            if name in objectives.expression:
                master.model.add(objectives.expression[name] <= self.worth[self.order.index(name)])
        give_hint(master, objectives, here)
        price = self._price(level, master, objectives, here)
        answer = minimise(master.model, price, self.watch, level, seconds=seconds, quiet=True)
        return dict(here) if answer.values is None else recover(master, answer.values.__getitem__)

    def _price(self, level: str, master: Master, objectives: Objectives, here: Found) -> Linear:
        if level == "half_days":
            return objectives.expression["half_days"]
        if level == "fairness":
            return Sum([SPREAD * objectives.expression["fairness"], self.work.unevenness(master, objectives.unit)])
        return self._held(level, master, here)

    def _held(self, level: str, master: Master, here: Found) -> Linear:
        """Less weight left out, or fewer days waited, than now."""
        literals: list[Literal] = []
        prices: list[int] = []
        for one in master.shape.options:
            spot = here.get(one) or self.ledger.spots.get(one)
            for session in master.in_session[one]:
                found = master.literals(one, (session,))
                gain = (self.table.interviews[one].weight if level == "unplaced" or spot is None
                        else self._day_of(spot) - self.table.day_of_session[session])
                literals += found
                prices += [-gain] * len(found)
        return Weighted(literals, prices)

    def _base(self) -> Base:
        """Loads and half-days of all that stays; whoever may be let in is still counted where they are."""
        called = {(who, self.table.session_at(s.start, s.start + 1))
                  for s in self.ledger.spots.values() for who in s.people}
        return Base(half_days=len(called), loads=dict(self.ledger.load))
