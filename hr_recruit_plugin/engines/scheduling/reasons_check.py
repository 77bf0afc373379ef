"""Whether what a plan says of its unplaced interviews is true, as far as that can be verified without a solver."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from .alone import kinds_alone
from .plans import Plan, Reason
from .texts import REASONS
from .timetable import Timetable


def false_reasons(table: Timetable, plan: Plan, placed: set[str]) -> Iterator[tuple[str, str, str]]:
    """(rule, interview, kind) of every reason that is missing, unknown or untrue."""
    earlier: dict[str, set[str]] = defaultdict(set)
    for s in table.problem.sequences:
        earlier[s.then].add(s.first)
    known = {*table.interviews, *table.people, *table.rooms, *table.candidate_busy, *table.pools}
    for u in plan.unplaced:
        if u.interview not in table.interviews:
            continue
        if not u.reasons:
            yield "reason", u.interview, "-"
        for r in u.reasons:
            if not set(r.who) <= known or not _true(table, u.interview, r, earlier[u.interview] - placed):
                yield "reason", u.interview, r.kind


def _true(table: Timetable, interview: str, r: Reason, lost_rounds: set[str]) -> bool:
    if r.kind not in REASONS or not r.text:
        return False
    if r.kind == "earlier_round":
        return bool(lost_rounds & set(r.who))
    if r.kind == "competition":
        return interview in r.who and sum(one in table.interviews for one in r.who) > 1
    return r.kind == "not_found" or r.kind in kinds_alone(table, table.interviews[interview])
