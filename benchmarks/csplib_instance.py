"""CSPLib 062 without a solver: instances, a judge that checks every rule by counting, and a greedy baseline."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SUITE = 200
PER_DAY, DAYS = 4, 5
SESSIONS = PER_DAY * DAYS
Solution = frozenset[tuple[int, int, int]]
"""(student, company, session from 1)."""


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

    def liked(self, i: int) -> list[int]:
        """The preferences that student ``i`` gets at best: as many as are below 4, at most three."""
        return sorted(wish for wish in self.wishes[i] if wish < 4)[:3]

    @cached_property
    def held(self) -> int:
        """Interviews in any solution."""
        return sum(len(self.liked(i)) for i in range(len(self.wishes)))

    @cached_property
    def best(self) -> int:
        return sum(sum(self.liked(i)) for i in range(len(self.wishes)))


def read(folder: Path, size: str) -> Instance:
    def rows(name: str) -> list[list[str]]:
        path = folder / f"{name}{size}.csv"
        with (path if path.exists() else folder / f"{name}.csv").open(encoding="utf-8") as file:
            return [[cell.strip() for cell in row] for row in csv.reader(file) if any(cell.strip() for cell in row)][1:]

    return Instance([Company(r[0], *(int(cell) for cell in r[2:6])) for r in rows("company")],
                    [[int(cell) for cell in r] for r in rows("test")],
                    [[int(cell) for cell in r[1:]] for r in rows("slots")])


def judge(given: Instance, meetings: Solution) -> tuple[list[str], int]:
    """Every broken rule, and the cost as the statement defines it."""
    faults, preferences = [], 0
    by_student: dict[int, list[tuple[int, int]]] = defaultdict(list)
    by_company: dict[int, list[int]] = defaultdict(list)
    for i, c, s in meetings:
        by_student[i].append((c, s))
        by_company[c].append(s)
    for i, wishes in enumerate(given.wishes):
        mine, liked = by_student[i], given.liked(i)
        cost = sum(wishes[c] for c, _ in mine)
        preferences += cost
        if len(mine) != len(liked) or len({c for c, _ in mine}) < len(mine) or len({s for _, s in mine}) < len(mine):
            faults.append(f"student {i + 1}: {len(mine)} interviews, wanted {len(liked)} different ones")
        if not {s for _, s in mine} <= set(given.slots[i]) or cost > sum(liked) + 1:
            faults.append(f"student {i + 1}: a session they cannot attend, or preferences of {cost} over {sum(liked)} + 1")
    rates = 0
    for c, company in enumerate(given.companies):
        sessions = by_company[c]
        if not company.lower <= len(sessions) <= company.upper or max(Counter(sessions).values(), default=0) > company.parallel:
            faults.append(f"{company.name}: {len(sessions)} interviews, or too many in one session")
        days = [(s - 1) // PER_DAY for s in sessions]
        rates += company.rate * (max(days) - min(days) + 1) if days else 0
    suites = max(Counter(s for _, _, s in meetings).values(), default=0)
    return faults, preferences + rates + SUITE * suites


def greedy(given: Instance) -> Solution:
    """First come, first served: each student takes their dearest companies that have room, in their emptiest sessions.

    It forgets every company's least number and may leave students short; the judge counts what it broke.
    """
    load: Counter[int] = Counter()
    seats: Counter[tuple[int, int]] = Counter()
    total: Counter[int] = Counter()
    out = set()
    for i, wishes in enumerate(given.wishes):
        free, need = set(given.slots[i]), len(given.liked(i))
        for c in sorted(range(len(wishes)), key=lambda c: wishes[c]):
            company = given.companies[c]
            able = [s for s in free if seats[c, s] < company.parallel]
            if need and able and total[c] < company.upper:
                s = min(able, key=lambda s: (load[s], s))
                out.add((i, c, s))
                free.discard(s)
                need, load[s], seats[c, s], total[c] = need - 1, load[s] + 1, seats[c, s] + 1, total[c] + 1
    return frozenset(out)
