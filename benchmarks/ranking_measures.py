"""Measures of a ranking against graded relevance.

NDCG (Järvelin and Kekäläinen 2002) with gain 2^grade - 1 and discount 1 / log2(place + 1); equal candidates share the
mean gain of their places, so a tie earns nothing by luck. Pairwise accuracy: of pairs with different grades, the share
in the right order, a tie counting half. Knock-out precision and recall treat "misses a must-have" as the class.
A candidate missing from the ranking comes last and counts as not knocked out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations, groupby
from typing import Any

Place = tuple[int, float]
Rows = Mapping[tuple[str, str], Mapping[str, Any]]


def place(row: Mapping[str, Any] | None) -> Place:
    """Sort key of a candidate, best first."""
    return (2, 0.0) if row is None else (int(row["knocked_out"]), -float(row["score"]))


def ndcg(graded: list[tuple[Place, int]], depth: int) -> float | None:
    """NDCG at ``depth``; None when no candidate is relevant."""
    discounts = [1 / math.log2(n + 2) if n < depth else 0.0 for n in range(len(graded))]
    best = sorted((2**grade - 1 for _, grade in graded), reverse=True)
    ideal = sum(gain * discount for gain, discount in zip(best, discounts, strict=True))
    earned, done = 0.0, 0
    for _, tied in groupby(sorted(graded), key=lambda one: one[0]):
        gains = [2**grade - 1 for _, grade in tied]
        earned += sum(gains) / len(gains) * sum(discounts[done : done + len(gains)])
        done += len(gains)
    return earned / ideal if ideal else None


def pairwise(graded: list[tuple[Place, int]]) -> float | None:
    """The share of pairs with different grades that stand in the right order."""
    points = [
        0.5 if a == b else float((a < b) == (grade_a > grade_b))
        for (a, grade_a), (b, grade_b) in combinations(graded, 2)
        if grade_a != grade_b
    ]
    return sum(points) / len(points) if points else None


def by_job(relevance: Rows, ranking: Rows) -> dict[str, dict[str, float | None]]:
    """The measures of every job, and their means over jobs as ``mean``."""
    found = {}
    for job in sorted({job for job, _ in relevance}):
        true = {key: row for key, row in relevance.items() if key[0] == job}
        graded = [(place(ranking.get(key)), int(row["grade"])) for key, row in true.items()]
        out = {key for key, row in true.items() if row["knocked_out"]}
        told = {key for key in true if key in ranking and ranking[key]["knocked_out"]}
        found[job] = {
            "ndcg@10": ndcg(graded, 10),
            "pairwise_accuracy": pairwise(graded),
            "knockout_precision": len(told & out) / len(told) if told else None,
            "knockout_recall": len(told & out) / len(out) if out else None,
        }
    found["mean"] = {name: _mean([row[name] for row in found.values()]) for name in next(iter(found.values()))}
    return found


def _mean(values: list[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None
