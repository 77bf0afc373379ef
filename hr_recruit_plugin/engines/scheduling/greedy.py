"""The baseline: first come, first served in three orders, the best kept. It is where the solver starts from.

Interviews are taken as listed (``fifo``), fewest possible starts first (``constrained``) or earliest deadline first
(``deadline``); each gets its earliest feasible start, the first free room and the least loaded people, and nothing is
taken back. Where a plan is published, three more variants first keep whatever of it still holds.
"""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Iterable, Mapping

from .alone import reason, static_reason
from .clock import minute
from .figures import Figures, figures
from .ledger import Ledger, Spot
from .plans import Placement, Plan, Unplaced
from .problem import Interview, Names, Problem
from .texts import named
from .timetable import Timetable

ORDERS = ("constrained", "deadline", "fifo")


def best_greedy(table: Timetable, orders: Iterable[str] = ORDERS, until: float = math.inf,
                more_until: float = math.inf) -> tuple[Ledger, Figures]:
    """The variant whose figures are best in the order of the policy.

    Whatever the first variant has not reached ``until`` then (monotonic seconds) stays unplaced, and ``more_until`` the
    others.
    """
    problem = table.problem
    runs: list[tuple[tuple[int, ...], int, Ledger, Figures]] = []
    starts = {q.id: table.starts_by_session(q) for q in problem.interviews}
    for keep in (True, False) if problem.published else (False,):
        for order in orders:
            if runs and time.monotonic() > more_until:
                break
            ledger = _run(table, _ordered(table, order, starts), starts, keep, more_until if runs else until)
            found = figures(problem, Plan(problem.name, ledger.placements()), table)
            runs.append((tuple(found.value(o) for o in problem.policy.order), len(runs), ledger, found))
    _, _, ledger, found = min(runs, key=lambda run: run[:2])
    return ledger, found


Starts = Mapping[str, Mapping[int, tuple[int, ...]]]


def _run(table: Timetable, order: list[Interview], starts: Starts, keep: bool, until: float) -> Ledger:
    ledger = Ledger(table)
    old = {p.interview: p for p in table.problem.published or ()} if keep else {}
    for exactly in (True, False):               # first what still holds as it is, then the same time with substitutes
        for q in order:
            if q.id in old and q.id not in ledger.spots:
                _keep(ledger, q, old[q.id], starts[q.id], exactly)
    full, plain = set[tuple[object, int]](), _plain(table)
    for q in sorted(order, key=lambda one: one.id not in old):
        if time.monotonic() > until:
            break
        if q.id not in ledger.spots:
            spot = _first(ledger, q, starts[q.id], full, q.id in plain)
            if spot is not None:
                ledger.put(q, spot)
    return ledger


def _first(ledger: Ledger, q: Interview, starts: Mapping[int, tuple[int, ...]], full: set[tuple[object, int]],
           plain: bool) -> Spot | None:
    """The earliest spot. Nothing is ever taken back: a start that is full for one is full for all who need the same."""
    need = q.minutes, q.panel, q.campus, q.room
    for t in (t for found in starts.values() for t in found):
        if (need, t) not in full:
            spot = next(ledger.spots_at(q, t), None)
            if spot is not None:
                return spot
            if plain:
                full.add((need, t))
    return None


def _plain(table: Timetable) -> set[str]:
    """Interviews with no rule of their own: no round, no other meeting of the candidate, nobody who must avoid them."""
    meetings = Counter(q.candidate for q in table.problem.interviews)
    avoided = {candidate for who in table.avoid.values() for candidate in who}
    tied = {end for s in table.problem.sequences for end in (s.first, s.then)}
    return {q.id for q in table.problem.interviews
            if meetings[q.candidate] == 1 and q.candidate not in avoided and q.id not in tied}


def _keep(ledger: Ledger, q: Interview, old: Placement, starts: Mapping[int, tuple[int, ...]], exactly: bool) -> None:
    start = minute(old.start)
    session = ledger.table.session_at(start, start + q.minutes)
    if session is None or start not in starts.get(session, ()):
        return
    for spot in ledger.spots_at(q, start, {*old.interviewers, old.room}):
        if not exactly or (set(spot.people) == set(old.interviewers) and spot.room == old.room):
            ledger.put(q, spot)
            return


def _ordered(table: Timetable, kind: str, starts: Starts) -> list[Interview]:
    """Interviews in the order of ``kind``, the rounds of one chain together and in their order."""
    listed = {q.id: k for k, q in enumerate(table.problem.interviews)}
    before: dict[str, list[str]] = {one: [] for one in listed}
    after: dict[str, list[str]] = {one: [] for one in listed}
    for s in table.problem.sequences:
        before[s.then].append(s.first)
        after[s.first].append(s.then)
    chains = _chains(listed, before, after)

    def key(one: str) -> int:
        if kind == "constrained":
            return min(sum(map(len, starts[other].values())) for other in chains[one])
        if kind == "deadline":
            return min(minute(table.interviews[other].deadline or "9999-12-31T23:59") for other in chains[one])
        return 0

    out: dict[str, None] = {}
    for one in sorted(listed, key=lambda x: (key(x), listed[x])):
        if one not in out:
            out.update(dict.fromkeys(_topological(chains[one], before)))
    return [table.interviews[one] for one in out]


def _chains(listed: Iterable[str], before: Mapping[str, list[str]],
            after: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """{interview: all interviews tied to it by sequences}."""
    out: dict[str, list[str]] = {}
    for root in listed:
        if root in out:
            continue
        chain, queue = {root: None}, [root]
        while queue:
            one = queue.pop()
            for other in (*before[one], *after[one]):
                if other not in chain:
                    chain[other] = None
                    queue.append(other)
        members = list(chain)
        out.update(dict.fromkeys(members, members))
    return out


def _topological(chain: list[str], before: Mapping[str, list[str]]) -> list[str]:
    """Rounds first to last. Ties stay as found."""
    out: dict[str, None] = {}
    rest = list(chain)
    while rest:
        ready = [one for one in rest if all(first in out for first in before[one])]
        out.update(dict.fromkeys(ready))
        rest = [one for one in rest if one not in out]
    return list(out)


def greedy(problem: Problem, names: Names | None = None) -> Plan:
    """The baseline's plan, with true reasons and no bounds."""
    table = Timetable(problem)
    ledger, _ = best_greedy(table)
    return Plan(problem.name, ledger.placements(), unplaced_of(table, ledger.spots, names))


def unplaced_of(table: Timetable, placed: Iterable[str], names: Names | None = None) -> tuple[Unplaced, ...]:
    """Everything that is not in ``placed``, with the reasons that need no search."""
    done, out = set(placed), []
    first: dict[str, list[str]] = {}
    for s in table.problem.sequences:
        first.setdefault(s.then, []).append(s.first)
    for q in table.problem.interviews:
        if q.id in done:
            continue
        found = static_reason(table, q, names)
        lost = [one for one in first.get(q.id, ()) if one not in done]
        if found is None and lost:
            found = reason("earlier_round", tuple(lost), {"earlier": named(lost, names)})
        out.append(Unplaced(q.id, (found or reason("not_found", (), {}),)))
    return tuple(out)
