"""The structure of a day, or a few, of a season, with everything else staying where it is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .ledger import Ledger
from .master import Linear, Master
from .objectives import Weighted
from .shape import Option, Shape, Window

STEEPEST = 20
"""The most that a unit of load may cost or earn, however uneven the loads are."""


class Daywork:
    """Models of parts of a season. ``ledger`` holds all that stays."""

    def __init__(self, shape: Shape, ledger: Ledger) -> None:
        self.shape, self.table, self.ledger = shape, shape.table, ledger
        self.bound = _bound(shape)
        self.tied = shape.entangled | self.bound.keys()
        """Interviews that other rounds or other meetings of their candidate may bind."""

    def model(self, ids: Iterable[str], sessions: frozenset[int]) -> Master:
        """The hard rules for these interviews in these sessions."""
        window = self._window(list(dict.fromkeys(ids)), sessions)
        shape, barred = self.shape.within(window), dict[str, frozenset[str]]()
        for one in self.tied & window.options.keys():
            start = window.options[one][0].starts[0]
            who = self.ledger.barred(self.table.interviews[one], start, window.options)
            barred[one] = shape.forbidden[one] | (who or set())
        shape.forbidden = shape.forbidden | barred      # whom rounds outside bar is avoided like anybody else
        return Master(shape)

    def _window(self, ids: list[str], sessions: frozenset[int]) -> Window:
        """What other rounds leave open to these interviews, and what their weeks leave to people."""
        inside = set(ids)
        options: dict[str, tuple[Option, ...]] = {}
        for one in ids:
            found = tuple(o for o in self.shape.options[one] if o.session in sessions)
            if one in self.tied:
                found = tuple(self._left(one, found, inside))
            if found:
                options[one] = found
        return Window(options, sessions, dict(self.ledger.in_week))

    def _left(self, one: str, options: Iterable[Option], inside: set[str]) -> Iterator[Option]:
        q = self.table.interviews[one]
        for o in options:
            barred = {t: self.ledger.barred(q, t, inside) for t in o.starts
                      if self.ledger.idle(f"c {q.candidate}", t, t + q.minutes)}
            starts = tuple(t for t, who in barred.items() if who is not None)
            if starts:
                yield Option(one, o.session, starts, o.single or any(barred[t] for t in starts))

    def unevenness(self, master: Master, unit: int) -> Linear:
        """Those who carry much are dearer, those who carry little cheaper."""
        load, price = self.ledger.load, dict[str, int]()
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
        return Weighted(literals, prices)


def _bound(shape: Shape) -> dict[str, frozenset[str]]:
    """{interview: others of the same candidate or in a sequence with it}, where there are any."""
    out: dict[str, set[str]] = defaultdict(set)
    by: dict[str, list[str]] = defaultdict(list)
    for q in shape.table.problem.interviews:
        by[q.candidate].append(q.id)
    for group in (*by.values(), *([s.first, s.then] for s in shape.table.problem.sequences)):
        for one in group if len(group) > 1 else ():
            out[one] |= {other for other in group if other != one}
    return {one: frozenset(others) for one, others in out.items()}
